"""The documents thread: order, answers, faults, end."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from writer_app.documents.journal import Edit, read_journal
from writer_app.documents.keeper import Keeper
from writer_app.documents.kept_messages import Found, KeptMessage, Told
from writer_app.documents.safe import Safe
from writer_app.documents.text_file import TextFile
from writer_app.errors import DocumentError

WAIT_S = 20


class Thread:
    """A keeper at work and what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: queue.Queue[KeptMessage] = queue.Queue()
        self.names: list[str] = []
        self.keeper = Keeper(folder, self.hear)
        self.keeper.start()

    def hear(self, message: KeptMessage) -> None:
        self.names.append(threading.current_thread().name)
        self.told.put(message)


@pytest.fixture
def thread(tmp_path: Path) -> Iterator[Thread]:
    made = Thread(tmp_path / "kept")
    yield made
    assert made.keeper.close()


def test_edits_are_in_the_journal_in_their_order(thread: Thread) -> None:
    for n, letter in enumerate("abc"):
        thread.keeper.add_edit(Edit(n, 0, letter))
    assert thread.keeper.ask(Safe.sync).result(WAIT_S) is None
    [journal] = thread.folder.glob("journals/*.journal")
    assert read_journal(journal).text == "abc"


def test_idle_thread_syncs_by_itself(thread: Thread) -> None:
    synced = threading.Event()
    thread.keeper._safe.sync = synced.set  # type: ignore[method-assign]
    thread.keeper.add_edit(Edit(0, 0, "a"))
    assert synced.wait(WAIT_S)


def test_messages_come_from_the_documents_thread(thread: Thread) -> None:
    thread.keeper.post(Safe.look)
    assert thread.told.get(timeout=WAIT_S) == Found(())
    assert thread.names == ["documents"]


def test_what_a_save_raises_is_raised_where_it_was_asked(thread: Thread, tmp_path: Path) -> None:
    asked = thread.keeper.ask(Safe.save, tmp_path / "none" / "a.md", TextFile(), "text")
    with pytest.raises(DocumentError, match="no folder"):
        asked.result(WAIT_S)


def test_fault_inside_is_told_and_the_thread_lives(thread: Thread) -> None:
    thread.keeper.post(Safe.add_edit, None)  # type: ignore[arg-type]
    told = thread.told.get(timeout=WAIT_S)
    assert isinstance(told, Told) and "Ctrl+S" in told.words
    thread.keeper.post(Safe.look)
    assert isinstance(thread.told.get(timeout=WAIT_S), Found)


def test_end_finishes_what_was_asked_for(tmp_path: Path) -> None:
    thread = Thread(tmp_path / "kept")
    asked = thread.keeper.ask(Safe.save, tmp_path / "a.md", TextFile(), "text")
    assert thread.keeper.close()
    assert asked.done() and (tmp_path / "a.md").read_text() == "text"
    assert not list(tmp_path.glob("kept/locks/*"))

"""Documents of other programs in the row: read aside, versioned, journalled, locked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.open_room import Room
from writer_app.documents.formats import aside
from writer_app.documents.formats.foreign import WorkingCopy, read_foreign, render
from writer_app.documents.formats.kinds import Format
from writer_app.documents.journal import read_journal
from writer_app.documents.places import read_places
from writer_app.errors import DocumentError
from writer_app.ui import foreign_files


class HereAndNow:
    """Stands in for a reading in a process of its own; `is_slow` keeps it from ending."""

    is_slow = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_cancelled = False

    def result(self) -> WorkingCopy:
        while self.is_slow and not self.is_cancelled:
            pass
        if self.is_cancelled:
            raise DocumentError("cancelled")
        return read_foreign(self.path)

    def cancel(self) -> None:
        self.is_cancelled = True


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> type[HereAndNow]:
    monkeypatch.setattr(aside, "Reading", HereAndNow)
    monkeypatch.setattr(HereAndNow, "is_slow", False)
    return HereAndNow


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    path = tmp_path / "novel.docx"
    path.write_bytes(render("# One\n\nIt was not the wind.\n", Format.DOCX)[0])
    return path


def open_novel(room: Room, novel: Path, qtbot: QtBot) -> None:
    assert room.documents.open(novel)
    qtbot.waitUntil(lambda: room.window.desk.path == novel)


def test_working_copy_takes_the_empty_page(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow]
) -> None:
    room = make_room()
    open_novel(room, novel, qtbot)
    assert room.names() == ["novel.docx"]
    assert room.window.editor.text() == "# One\n\nIt was not the wind.\n"
    assert "working copy" in room.window.bar.words
    room.settle()
    assert read_places(room.kept).open_paths == (str(novel),)


def test_writer_goes_on_writing_while_a_file_is_read(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(foreign_files, "SLOW_MS", 1)
    reading.is_slow = True
    room = make_room()
    room.documents.open(novel)
    room.type("mine")
    qtbot.waitUntil(lambda: "Reading novel.docx" in room.window.bar.words)
    reading.is_slow = False
    qtbot.waitUntil(lambda: room.window.desk.path == novel)
    assert room.names() == ["mine \u2022", "novel.docx"]


def test_time_that_was_told_is_told_no_more(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow]
) -> None:
    room = make_room()
    files = room.documents._foreign
    for words in ("Reading novel.docx \u2026", "Reading novel.docx \u2026 2 s"):
        files.slow.emit(words, "Stop", lambda: None)
    files.arrived.emit()
    assert room.window.bar.words == ""


def test_slow_file_can_be_stopped(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(foreign_files, "SLOW_MS", 1)
    reading.is_slow = True
    room = make_room()
    room.documents.open(novel)
    qtbot.waitUntil(lambda: "Reading" in room.window.bar.words)
    room.window.bar._action.click()
    assert room.window.bar.words == ""
    assert room.names() == ["Untitled"]


def test_file_that_cannot_be_read_is_told_and_leaves_the_page(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow]
) -> None:
    novel.write_bytes(b"no zip")
    room = make_room()
    room.documents.open(novel)
    qtbot.waitUntil(lambda: "novel.docx" in room.window.bar.words)
    assert room.names() == ["Untitled"]


def test_working_copy_comes_back_at_the_next_start(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow]
) -> None:
    room = make_room()
    open_novel(room, novel, qtbot)
    room.end()
    again = make_room()
    qtbot.waitUntil(lambda: again.names() == ["novel.docx"])
    assert again.window.editor.text().startswith("# One")


def test_saves_of_a_working_copy_make_versions(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow]
) -> None:
    room = make_room()
    open_novel(room, novel, qtbot)
    room.type("New. ")
    assert room.window.desk.save_over_original()
    keeping = room.window.keeping
    assert keeping is not None
    with qtbot.waitSignal(keeping.listed) as listed:
        keeping.list_versions()
    assert len(listed.args[0].versions) == 2
    room.settle()
    assert not list(novel.parent.glob("kept/journals/*.journal"))


def test_unsaved_working_copy_is_offered_under_its_name_after_a_crash(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    room = make_room()
    open_novel(room, novel, qtbot)
    room.type("New. ")
    room.settle()
    [journal] = novel.parent.glob("kept/journals/*.journal")
    assert read_journal(journal).head.path == str(novel)
    room.crash()
    monkeypatch.setattr(aside, "read_aside", read_foreign)
    again = make_room()
    qtbot.waitUntil(lambda: "was not saved" in again.window.bar.words)
    texts = again.window.kept_texts
    assert texts is not None
    texts.show_found()
    texts._bring_back(0)
    assert again.window.desk.path == novel
    assert again.window.editor.text().startswith("New. # One")
    assert not again.window.editor.is_saved


def test_second_window_on_a_working_copy_reads_only(
    make_room: Callable[..., Room], novel: Path, qtbot: QtBot, reading: type[HereAndNow]
) -> None:
    first, second = make_room(), make_room()
    open_novel(first, novel, qtbot)
    open_novel(second, novel, qtbot)
    qtbot.waitUntil(second.window.editor.isReadOnly)
    data = novel.read_bytes()
    assert not second.window.desk.save_over_original()
    assert "open in another window" in second.window.bar.words
    assert novel.read_bytes() == data

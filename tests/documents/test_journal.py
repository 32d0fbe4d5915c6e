"""The journal: what was typed comes back, whatever became of the file."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.documents import journal as journal_module
from writer_app.documents.journal import (
    Edit,
    Head,
    Journal,
    Replay,
    previous_of,
    read_journal,
    replay_bytes,
)
from writer_app.errors import DocumentError

HEAD = Head("/home/writer/novel.md", "cp1252", "")
ANY_TEXT = st.text(alphabet=st.sampled_from("ab\n\u00a0\u2028\U0001f600\ud83d\0"), max_size=12)
ANY_EDIT = st.tuples(st.integers(0, 40), st.integers(0, 10), ANY_TEXT)


def states_of(text: str, wishes: list[tuple[int, int, str]]) -> tuple[list[Edit], list[str]]:
    """Fit random wishes to a text; give the edits and every state of the text."""
    edits, states = [], [text]
    for position, n_removed, inserted in wishes:
        position = min(position, len(text))
        edit = Edit(position, min(n_removed, len(text) - position), inserted)
        text = edit.applied_to(text)
        edits.append(edit)
        states.append(text)
    return edits, states


def written(path: Path, text: str, edits: list[Edit]) -> bytes:
    """Give the bytes of a journal of a text and edits."""
    journal = Journal(path, HEAD, text)
    for edit in edits:
        journal.add(edit)
    journal.close()
    return path.read_bytes()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("journals") / "a.journal"


def replayed(data: bytes) -> Replay:
    replay = replay_bytes(data)
    assert replay is not None
    return replay


@settings(deadline=None)
@given(ANY_TEXT, st.lists(ANY_EDIT, max_size=12))
def test_replay_gives_the_text_as_it_stood(
    path: Path, text: str, wishes: list[tuple[int, int, str]]
) -> None:
    edits, states = states_of(text, wishes)
    replay = replayed(written(path, text, edits))
    assert replay == Replay(HEAD, states[-1], False, len(edits), is_damaged=False)


@settings(deadline=None)
@given(ANY_TEXT, st.lists(ANY_EDIT, max_size=8), st.data())
def test_cut_journal_gives_an_earlier_state(
    path: Path, text: str, wishes: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    edits, states = states_of(text, wishes)
    whole = written(path, text, edits)
    replay = replay_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    assert replay is None or replay.text == states[replay.n_edits]


@settings(deadline=None)
@given(ANY_TEXT, st.lists(ANY_EDIT, max_size=8), st.data())
def test_damaged_journal_gives_the_state_before_the_damage(
    path: Path, text: str, wishes: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    edits, states = states_of(text, wishes)
    bits = bytearray(written(path, text, edits))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(bits) - 1))
        bits[at] ^= 1 << data.draw(st.integers(0, 7))
    replay = replay_bytes(bytes(bits))
    assert replay is None or replay.text == states[replay.n_edits]


@given(st.binary(max_size=200))
def test_nonsense_is_no_journal(data: bytes) -> None:
    assert replay_bytes(data) is None
    assert replay_bytes(b"FOREWORD JOURNAL 1\n" + data) is None


def test_edit_outside_the_text_ends_the_replay(path: Path) -> None:
    replay = replayed(written(path, "ab", [Edit(1, 0, "x"), Edit(9, 0, "y"), Edit(0, 0, "z")]))
    assert replay == Replay(HEAD, "axb", False, 1, is_damaged=True)


def test_saved_mark_counts_until_the_next_edit(path: Path) -> None:
    journal = Journal(path, HEAD, "")
    journal.add(Edit(0, 0, "a"))
    journal.mark_saved()
    assert read_journal(path).is_saved
    journal.add(Edit(1, 0, "b"))
    assert not read_journal(path).is_saved
    journal.remove()
    assert not path.exists()


def test_restart_keeps_the_journal_before_it(path: Path) -> None:
    journal = Journal(path, HEAD, "")
    journal.add(Edit(0, 0, "early"))
    journal.restart(HEAD, "late")
    journal.close()
    assert read_journal(path).text == "late"
    path.write_bytes(b"damage")
    assert read_journal(path).text == "early"
    journal.remove()
    assert not previous_of(path).exists()


def test_long_journal_asks_for_the_whole_text(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "MAX_EDITS", 2)
    journal = Journal(path, HEAD, "")
    journal.add(Edit(0, 0, "a"))
    assert not journal.is_long
    journal.add(Edit(1, 0, "b"))
    assert journal.is_long
    journal.restart(HEAD, "ab")
    assert not journal.is_long
    journal.remove()


def test_torn_record_stops_the_journal_until_it_is_restarted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path, HEAD, "")

    def no_room(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        with pytest.raises(OSError, match="No space"):
            journal.add(Edit(0, 0, "a"))
    with pytest.raises(OSError, match="closed"):
        journal.add(Edit(1, 0, "b"))
    journal.restart(HEAD, "ab")
    assert read_journal(path).text == "ab"
    journal.remove()


def test_failed_restart_leaves_the_old_journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(path, HEAD, "old")

    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "replace_file", no_room)
        with pytest.raises(OSError, match="No space"):
            journal.restart(HEAD, "new")
    assert read_journal(path).text == "old"
    journal.remove()


def test_only_the_writer_may_read_it(path: Path) -> None:
    written(path, "secret", [])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_damage_beyond_reading_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.journal").write_bytes(b"")
    with pytest.raises(DocumentError, match="damaged"):
        read_journal(tmp_path / "a.journal")

"""What is kept of one document: journal, saves, versions, lock; one call after the other."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from writer_app.documents import journal as journal_module
from writer_app.documents import kept_journal as kept_journal_module
from writer_app.documents.journal import Edit
from writer_app.documents.kept_journal import RETRY_AFTER_S, SYNC_AFTER_S
from writer_app.documents.kept_messages import (
    Compared,
    DiskChanged,
    Found,
    JournalBack,
    JournalFailed,
    KeptMessage,
    Listed,
    Locked,
    Recovered,
    Saved,
    SaveFailed,
    SummariesRead,
    TextWanted,
    Told,
)
from writer_app.documents.safe import Safe
from writer_app.documents.sidecar import KeptSummaries, KeptSummary, sidecar_of
from writer_app.documents.text_file import TextFile, read_text_file
from writer_app.documents.versions import read_version
from writer_app.errors import DocumentChanged, DocumentError


class Desk:
    """A safe on a folder, its messages, and a clock that moves when told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[KeptMessage] = []
        self.now_s = 100.0
        self.safe = Safe(folder, self.told.append, lambda: self.now_s, lambda: self.now_s)

    def open(self, path: Path, text: str = "one") -> TextFile:
        path.write_text(text)
        file = read_text_file(path)
        self.safe.open(1, file)
        return file

    def type(self, position: int, text: str) -> None:
        self.safe.add_edit(Edit(position, 0, text))

    def journals(self) -> list[Path]:
        return sorted(self.folder.glob("journals/*"))

    def found_by_another(self) -> tuple[Recovered, ...]:
        """Give what another process would find after this one's end."""
        self.safe.close()
        other = Desk(self.folder)
        other.safe.look()
        other.safe.close()
        found = other.told[-1]
        assert isinstance(found, Found)
        return found.texts


def kept_summaries() -> KeptSummaries:
    """Make what is kept of one summary."""
    made = KeptSummary("document", "0", "short", False, "extractive", "", "", "It rained.", ())
    return KeptSummaries((made,))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "kept")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "novel.md"


def no_room(*_: object, **__: object) -> int:
    raise OSError(28, "No space left on device")


# The journal


def test_typed_text_is_found_after_the_end(desk: Desk, path: Path) -> None:
    desk.open(path)
    desk.type(3, " two")
    [found] = desk.found_by_another()
    assert (found.text, found.saved_text, found.path) == ("one two", "one", str(path))


def test_text_that_was_never_typed_on_leaves_no_journal(desk: Desk, path: Path) -> None:
    desk.open(path)
    assert desk.journals() == []


def test_text_without_a_file_is_found_too(desk: Desk) -> None:
    desk.type(0, "idea")
    [found] = desk.found_by_another()
    assert (found.text, found.path, found.saved_text) == ("idea", "", None)


def test_journal_of_a_living_window_is_not_found(desk: Desk, path: Path) -> None:
    desk.open(path)
    desk.type(3, " two")
    other = Desk(desk.folder)
    other.safe.look()
    assert other.told == [Found(())]
    assert len(desk.found_by_another()) == 1


def test_found_text_is_offered_by_one_window_only(desk: Desk) -> None:
    desk.type(0, "idea")
    desk.safe.close()
    first, second = Desk(desk.folder), Desk(desk.folder)
    first.safe.look()
    second.safe.look()
    assert [len(d.told[-1].texts) for d in (first, second)] == [1, 0]  # type: ignore[union-attr]
    first.safe.close()


def test_saved_and_closed_text_leaves_no_journal(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    desk.type(3, "!")
    desk.safe.save(path, file, "one!")
    desk.safe.leave(is_kept=False)
    assert desk.journals() == []
    assert path.read_text() == "one!"


def test_saved_text_is_not_found_after_a_crash(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    desk.type(3, "!")
    desk.safe.save(path, file, "one!")
    assert desk.found_by_another() == ()
    assert desk.journals() == []


def test_text_typed_after_a_save_is_found(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    desk.type(3, "!")
    desk.safe.save(path, file, "one!")
    desk.type(4, "?")
    [found] = desk.found_by_another()
    assert (found.text, found.saved_text) == ("one!?", "one!")


def test_new_name_goes_into_the_journal(desk: Desk, path: Path) -> None:
    desk.type(0, "idea")
    desk.safe.save(path, TextFile(), "idea")
    desk.type(4, "s")
    [found] = desk.found_by_another()
    assert (found.text, found.path) == ("ideas", str(path))


def test_sync_is_due_within_a_second_of_the_first_edit(desk: Desk) -> None:
    assert SYNC_AFTER_S < 1
    assert desk.safe.sync_in_s() is None
    desk.type(0, "a")
    desk.now_s += 0.2
    desk.type(1, "b")
    assert desk.safe.sync_in_s() == pytest.approx(SYNC_AFTER_S - 0.2)
    desk.now_s += 10
    assert desk.safe.sync_in_s() == 0
    desk.safe.sync()
    assert desk.safe.sync_in_s() is None


def test_long_journal_begins_anew_with_the_whole_text(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "MAX_EDITS", 2)
    for n, letter in enumerate("abc"):
        desk.type(n, letter)
    assert desk.told == [TextWanted(0)]
    desk.safe.give_text(0, "abc")
    desk.type(3, "d")
    [found] = desk.found_by_another()
    assert found.text == "abcd"


def test_full_disk_is_told_once_and_the_journal_comes_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "replace_file", no_room)
        desk.type(0, "a")
        desk.type(1, "b")
        assert [type(message) for message in desk.told] == [JournalFailed]
        assert "disk is full" in desk.told[0].words  # type: ignore[union-attr]
    desk.now_s += RETRY_AFTER_S
    desk.type(2, "c")
    assert desk.told[1:] == [TextWanted(0)]
    desk.safe.give_text(0, "abc")
    assert desk.told[2:] == [JournalBack(0)]
    [found] = desk.found_by_another()
    assert found.text == "abc"


def test_restored_text_stays_found_while_the_new_journal_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.type(0, "idea")
    desk.safe.close()
    other = Desk(desk.folder)
    other.safe.look()
    token = other.told[-1].texts[0].token  # type: ignore[union-attr]
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "replace_file", no_room)
        other.type(0, "idea")
        other.safe.discard_restored(token)
    assert [text.text for text in other.found_by_another()] == ["idea"]


def test_read_only_home_is_told_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(kept_journal_module, "make_private_folder", refuse)
    desk.type(0, "a")
    assert isinstance(desk.told[0], JournalFailed)
    assert "Permission denied" in desk.told[0].words and "save often" in desk.told[0].words


def test_folder_that_is_a_file_is_told_in_words(tmp_path: Path, path: Path) -> None:
    (tmp_path / "kept").write_text("")
    desk = Desk(tmp_path / "kept")
    file = desk.open(path)
    desk.type(3, "!")
    desk.safe.look()
    assert [type(message) for message in desk.told] == [JournalFailed, Found]
    desk.safe.save(path, file, "one!")
    assert path.read_text() == "one!"


# Found texts


def test_discarded_text_is_not_found_again(desk: Desk) -> None:
    desk.type(0, "idea")
    desk.safe.close()
    other = Desk(desk.folder)
    other.safe.look()
    other.safe.discard(other.told[-1].texts[0].token)  # type: ignore[union-attr]
    assert other.journals() == []


def test_damaged_journal_is_set_aside_and_told(desk: Desk) -> None:
    desk.type(0, "idea")
    desk.safe.close()
    [journal] = desk.folder.glob("journals/*.journal")
    journal.write_bytes(b"damage")
    other = Desk(desk.folder)
    other.safe.look()
    found = other.told[-1]
    assert isinstance(found, Found)
    assert found.texts == () and "damaged" in found.words
    assert [p.suffix for p in other.journals()] == [".damaged"]


def test_cut_journal_says_so(desk: Desk) -> None:
    desk.type(0, "idea")
    desk.type(4, "s")
    desk.safe.close()
    [journal] = desk.folder.glob("journals/*.journal")
    journal.write_bytes(journal.read_bytes()[:-1])
    [found] = desk.found_by_another()
    assert found.text == "idea" and found.is_damaged


def test_leftovers_of_killed_processes_are_swept(desk: Desk, path: Path) -> None:
    folder = desk.folder / "journals"
    folder.mkdir(parents=True)
    for old in (folder / ".foreword-1.tmp", path.parent / ".foreword-2.tmp", folder / "x.lock"):
        old.write_text("")
        os.utime(old, (0, 0))
    desk.safe.look()
    desk.open(path)
    assert desk.journals() == [] and list(path.parent.glob(".foreword*")) == []


# Saves


def test_autosave_writes_in_place_and_tells(desk: Desk, path: Path) -> None:
    desk.open(path)
    desk.type(3, "!")
    assert desk.safe.autosave(1, 7, "one!")
    saved = desk.told[-1]
    assert isinstance(saved, Saved)
    assert (saved.document_id, saved.n_edits, saved.file.path) == (1, 7, path)
    assert path.read_text() == "one!"


def test_autosave_of_a_document_left_is_dropped(desk: Desk, path: Path) -> None:
    desk.open(path)
    assert not desk.safe.autosave(0, 1, "other text")
    assert path.read_text() == "one" and desk.told == []


def test_autosave_never_replaces_what_another_program_wrote(desk: Desk, path: Path) -> None:
    desk.open(path)
    path.write_text("from elsewhere")
    assert not desk.safe.autosave(1, 1, "one!")
    [failed] = desk.told
    assert isinstance(failed, SaveFailed) and failed.is_changed
    assert path.read_text() == "from elsewhere"


def test_autosave_makes_no_file_again_that_was_taken_away(desk: Desk, path: Path) -> None:
    desk.open(path)
    path.unlink()
    assert not desk.safe.autosave(1, 1, "one!")
    [failed] = desk.told
    assert isinstance(failed, SaveFailed)
    assert "gone" in failed.words and not path.exists()


def test_vanished_folder_is_told_in_words(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    file = desk.open(folder / "a.md")
    (folder / "a.md").unlink()
    folder.rmdir()
    assert not desk.safe.autosave(1, 1, "one!")
    assert "its folder with it" in desk.told[-1].words  # type: ignore[union-attr]
    with pytest.raises(DocumentError, match="no folder"):
        desk.safe.save(folder / "a.md", file, "one!")


def test_autosave_on_a_full_disk_leaves_the_file(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(path)
    monkeypatch.setattr("writer_app.documents.text_file.replace_file", no_room)
    assert not desk.safe.autosave(1, 1, "one!")
    assert "disk is full" in desk.told[-1].words  # type: ignore[union-attr]
    assert path.read_text() == "one"


def test_save_after_an_unheard_autosave_is_no_conflict(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    desk.safe.autosave(1, 1, "one!")
    desk.safe.save(path, file, "one!!")
    assert path.read_text() == "one!!"


def test_save_says_when_another_program_changed_the_file(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    path.write_text("from elsewhere")
    with pytest.raises(DocumentChanged):
        desk.safe.save(path, file, "one!")
    desk.safe.save(path, file, "one!", is_overwrite_allowed=True)
    assert path.read_text() == "one!"


# Versions


def listed(desk: Desk) -> Listed:
    desk.safe.list_versions()
    message = desk.told[-1]
    assert isinstance(message, Listed)
    return message


def test_save_keeps_what_was_there_and_what_is_saved(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    desk.now_s += 60
    desk.safe.save(path, file, "one two")
    versions = listed(desk).versions
    desk.safe.compare_version(versions[0], "one")
    desk.safe.compare_version(versions[1], "one")
    texts = [m.text for m in desk.told if isinstance(m, Compared)]
    assert texts == ["one two", "one"]


def test_autosave_keeps_only_what_was_there_at_first(desk: Desk, path: Path) -> None:
    desk.open(path)
    for n in range(3):
        desk.safe.autosave(1, n, f"one {n}")
    assert len(listed(desk).versions) == 1


def test_what_a_save_replaces_is_kept(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    path.write_text("from elsewhere")
    desk.safe.save(path, file, "mine", is_overwrite_allowed=True)
    other = path.with_name("other.md")
    other.write_text("another document")
    kept = [read_version(version) for version in listed(desk).versions]
    desk.safe.save(other, file, "mine")
    kept += [read_version(version) for version in listed(desk).versions]
    assert {"from elsewhere", "one", "mine", "another document"} == set(kept)


def test_failed_version_stops_no_save(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.open(path)
    monkeypatch.setattr("writer_app.documents.versions.replace_file", no_room)
    desk.safe.save(path, file, "one!")
    assert path.read_text() == "one!"
    assert all(isinstance(m, Told) and "version" in m.words for m in desk.told)


def test_forgetting_leaves_only_what_is_nowhere_else(desk: Desk, path: Path) -> None:
    dead = Desk(desk.folder)
    dead.type(0, "secret")
    dead.safe.close()
    file = desk.open(path)
    desk.type(3, "!")
    desk.safe.save(path, file, "one!")
    desk.type(4, "?")
    desk.safe.forget("one!?")
    assert list(desk.folder.glob("versions/*")) == []
    [found] = desk.found_by_another()
    assert found.text == "one!?"


def test_forgetting_with_all_saved_leaves_nothing(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    desk.type(3, "!")
    desk.safe.save(path, file, "one!")
    desk.safe.forget(None)
    assert list(desk.folder.glob("versions/*")) == []
    assert [p.suffix for p in desk.journals()] == [".lock"]
    desk.type(4, "?")
    assert desk.found_by_another()[0].text == "one!?"


def test_what_cannot_be_removed_keeps_nothing_else(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = Desk(desk.folder)
    dead.type(0, "secret")
    dead.safe.close()
    desk.open(path)

    def refuse(_: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("writer_app.documents.versions.Path.iterdir", refuse)
    desk.safe._versions._folders = lambda: [path.parent]  # type: ignore[method-assign]
    desk.safe.forget(None)
    assert "Permission denied" in desk.told[-1].words  # type: ignore[union-attr]
    assert not desk.found_by_another()


# Summaries beside the document


def test_summaries_are_read_where_they_were_kept(desk: Desk, path: Path) -> None:
    desk.open(path)
    desk.safe.keep_summaries(path, kept_summaries())
    desk.safe.read_summaries(1, path)
    assert desk.told[-1] == SummariesRead(1, kept_summaries())


def test_forgetting_removes_summaries_of_every_document(desk: Desk, path: Path) -> None:
    other = path.with_name("other.md")
    for document in (path, other):
        desk.safe.keep_summaries(document, kept_summaries())
    desk.safe.forget(None)
    assert not sidecar_of(path).exists()
    assert not sidecar_of(other).exists()


def test_forgetting_leaves_a_file_that_is_no_sidecar_any_more(desk: Desk, path: Path) -> None:
    desk.safe.keep_summaries(path, kept_summaries())
    sidecar_of(path).write_text("mine")
    desk.safe.forget(None)
    assert sidecar_of(path).read_text() == "mine"


def test_sidecar_that_cannot_be_written_is_told(desk: Desk, path: Path) -> None:
    sidecar_of(path).write_text("mine")
    desk.safe.keep_summaries(path, kept_summaries())
    assert isinstance(desk.told[-1], Told)
    assert sidecar_of(path).read_text() == "mine"


def test_window_that_may_only_read_keeps_no_summary(desk: Desk, path: Path) -> None:
    desk.open(path)
    other = Desk(desk.folder)
    other.open(path)
    other.safe.keep_summaries(path, kept_summaries())
    assert not sidecar_of(path).exists()
    other.safe.close()


# Other windows, other programs


def test_second_window_on_a_file_may_only_read(desk: Desk, path: Path) -> None:
    desk.open(path)
    other = Desk(desk.folder)
    file = other.open(path)
    assert [type(message) for message in other.told] == [Locked]
    with pytest.raises(DocumentError, match="another window"):
        other.safe.save(path, file, "two")
    assert not other.safe.autosave(1, 1, "two")
    assert path.read_text() == "one"
    other.safe.save(path.with_name("copy.md"), file, "two")
    assert other.safe.autosave(1, 2, "two!")
    desk.safe.close()
    other.safe.close()


def test_file_is_free_once_its_window_left_it(desk: Desk, path: Path) -> None:
    desk.open(path)
    desk.safe.open(2, TextFile())
    other = Desk(desk.folder)
    other.open(path)
    assert other.told == []
    other.safe.close()


@pytest.mark.parametrize(
    ("change", "is_gone"),
    [(lambda p: p.write_text("elsewhere"), False), (lambda p: p.unlink(), True)],
)
def test_change_on_disk_is_told_once(
    desk: Desk, path: Path, change: Callable[[Path], object], is_gone: bool
) -> None:
    desk.open(path)
    desk.safe.check_disk()
    assert desk.told == []
    change(path)
    desk.safe.check_disk()
    desk.safe.check_disk()
    assert desk.told == [DiskChanged(1, is_gone)]


def test_own_save_is_no_change_on_disk(desk: Desk, path: Path) -> None:
    desk.open(path)
    desk.safe.autosave(1, 1, "one!")
    desk.safe.check_disk()
    assert [type(message) for message in desk.told] == [Saved]


def test_every_kept_file_is_the_writers_alone(desk: Desk, path: Path) -> None:
    file = desk.open(path)
    desk.type(3, "!")
    desk.safe.save(path, file, "one!")
    for kept in desk.folder.rglob("*"):
        wanted = 0o700 if kept.is_dir() else 0o600
        assert kept.stat().st_mode & 0o777 == wanted
    assert desk.folder.stat().st_mode & 0o777 == 0o700
    desk.safe.close()

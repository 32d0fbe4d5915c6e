"""The desk with documents of other programs: working copies, save, save as."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from writer_app.documents.formats.foreign import read_foreign, render
from writer_app.documents.formats.kinds import Format
from writer_app.documents.text_file import TextFile
from writer_app.ui.desk import Choice, Desk
from writer_app.ui.dialogs import path_of_kind
from writer_app.ui.editor import Editor
from writer_app.ui.keeping import Keeping

PAGE = "<p>one <u>two</u></p>"


class Answers:
    """Dialogs that choose one path."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def path_to_open(self, _: Path | None) -> Path | None:
        return self.path

    def path_to_save(self, _: Path | None) -> Path | None:
        return self.path

    def path_to_export(self, _: Path) -> Path | None:
        return self.path

    def about_unsaved(self, _: str) -> Choice:
        return Choice.SAVE


@dataclass
class Room:
    """A desk, and what it said."""

    desk: Desk
    editor: Editor
    answers: Answers
    folder: Path
    failed: list[tuple] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def open(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        assert self.desk.open(path)
        return path

    def copies(self) -> list[Path]:
        return sorted(self.folder.glob("* (*"))


@pytest.fixture
def room(editor: Editor, tmp_path: Path) -> Room:
    answers = Answers()
    room = Room(Desk(editor, answers), editor, answers, tmp_path)
    room.desk.failed.connect(lambda *said: room.failed.append(said))
    room.desk.told.connect(room.told.append)
    return room


def test_opening_a_working_copy_says_what_it_lacks_and_writes_nothing(room: Room) -> None:
    path = room.open("a.html", PAGE.encode())
    assert room.desk.is_working_copy
    assert room.editor.text() == "one two\n"
    assert room.editor.is_saved
    assert room.told == [
        "a.html is open as a working copy in Markdown, without 1 underlined passage."
    ]
    assert path.read_text() == PAGE


def test_first_save_over_the_original_tells_the_loss_and_waits(room: Room) -> None:
    path = room.open("a.html", PAGE.encode())
    assert not room.desk.save()
    words, button, save = room.failed[-1]
    assert (words, button) == (
        "a.html would lose 1 underlined passage; a dated copy of it will be kept.",
        "Save",
    )
    assert (path.read_text(), room.copies()) == (PAGE, [])
    assert save()
    assert "<p>one two</p>" in path.read_text()
    assert [copy.read_text() for copy in room.copies()] == [PAGE]


def test_later_saves_ask_and_keep_nothing_more(room: Room) -> None:
    path = room.open("a.html", PAGE.encode())
    room.desk.save_over_original()
    room.editor.insertPlainText("three ")
    assert room.desk.save()
    assert "<p>three one two</p>" in path.read_text()
    assert len(room.copies()) == 1
    assert room.editor.is_saved


def test_save_that_loses_nothing_keeps_the_original_and_goes_on(room: Room) -> None:
    path = room.open("a.docx", render("one", Format.DOCX)[0])
    room.editor.insertPlainText("and ")
    assert room.desk.save()
    assert read_foreign(path).file.text == "and one\n"
    assert [read_foreign(copy).file.text for copy in room.copies()] == ["one\n"]
    assert room.told[-1].startswith("a.docx is saved; the original is kept as a (")


def test_original_changed_by_another_program_is_not_replaced(room: Room) -> None:
    path = room.open("a.docx", render("one", Format.DOCX)[0])
    path.write_bytes(b"theirs")
    assert not room.desk.save()
    words, button, save = room.failed[-1]
    assert "changed by another program" in words
    assert button == "Replace it"
    assert save()
    assert [copy.read_bytes() for copy in room.copies()] == [b"theirs"]


def test_save_as_another_kind_goes_by_the_name(room: Room) -> None:
    room.editor.insertPlainText("# Head")
    for name in ("a.docx", "a.odt", "a.html"):
        room.answers.path = room.folder / name
        assert room.desk.save_as()
        assert room.desk.path == room.folder / name
        assert read_foreign(room.folder / name).file.text == "# Head\n"
    assert room.copies() == []


def test_plain_text_saved_as_word_stays_plain(room: Room) -> None:
    room.open("a.txt", b"2 *3* 4")
    room.answers.path = room.folder / "a.docx"
    assert room.desk.save_as()
    assert room.desk.save()
    assert not room.desk.has_markdown
    assert read_foreign(room.answers.path).file.text == "2 \\*3\\* 4\n"


@pytest.mark.parametrize("name", ["a.epub", "a.pdf"])
def test_save_as_what_cannot_be_read_back_points_to_export(room: Room, name: str) -> None:
    room.editor.insertPlainText("text")
    room.answers.path = room.folder / name
    assert not room.desk.save_as()
    assert "use Export" in room.failed[-1][0]
    assert not room.answers.path.exists()
    assert room.desk.path is None


def test_damaged_document_is_a_line_and_the_page_stays(room: Room) -> None:
    room.editor.insertPlainText("mine")
    path = room.folder / "a.docx"
    path.write_bytes(b"PK no")
    assert not room.desk.open(path)
    assert "damaged" in room.failed[-1][0]
    assert room.editor.text() == "mine"


def test_unwritable_folder_keeps_original_and_text(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = room.open("a.docx", render("one", Format.DOCX)[0])
    before = path.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("writer_app.documents.formats.foreign.replace_file", refuse)
    room.editor.insertPlainText("x")
    assert not room.desk.save()
    assert path.read_bytes() == before
    assert room.editor.text() == "xone\n"


def test_name_without_an_ending_gets_that_of_the_kind_chosen() -> None:
    assert path_of_kind(Path("a"), ".odt") == Path("a.odt")
    assert path_of_kind(Path("a.md"), ".odt") == Path("a.md")


def test_working_copy_is_never_saved_by_itself(editor: Editor, tmp_path: Path) -> None:
    keeping = Keeping(editor, tmp_path / "kept", is_autosaving=True)
    for name, is_saved_by_itself in (("a.docx", False), ("a.odt", False), ("a.md", True)):
        keeping._file = TextFile(path=tmp_path / name)
        assert keeping._can_autosave() is is_saved_by_itself
    keeping.close()


def test_save_as_utf8_goes_to_the_name_that_was_chosen(room: Room) -> None:
    old, new = room.folder / "old.txt", room.folder / "new.txt"
    old.write_bytes("café".encode("cp1252"))
    assert room.desk.open(old)
    room.editor.insertPlainText("\u4f60")
    room.answers.path = new
    assert not room.desk.save_as()
    _, button, save = room.failed[-1]
    assert button == "Save as UTF-8"
    assert save()
    assert new.read_text("utf-8") == "\u4f60café"
    assert old.read_bytes() == "café".encode("cp1252")


def test_file_that_cannot_be_written_offers_another_name(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open("a.md", b"text")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "no")

    with monkeypatch.context() as patched:
        patched.setattr("writer_app.documents.text_file.replace_file", refuse)
        assert not room.desk.save()
    _, button, save_as = room.failed[-1]
    assert button == "Save As..."
    room.answers.path = room.folder / "b.md"
    assert save_as()
    assert (room.folder / "b.md").read_bytes() == b"text"


def test_export_never_replaces_the_document_itself(room: Room) -> None:
    path = room.open("a.docx", render("one", Format.DOCX)[0])
    room.answers.path = path
    assert room.desk.path_to_export() is None
    assert "only Save writes it" in room.failed[-1][0]
    room.answers.path = room.folder / "b.docx"
    assert room.desk.path_to_export() == room.folder / "b.docx"

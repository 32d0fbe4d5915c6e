"""Several documents in one window: each with its own text, undo, caret, journal and lock."""

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, press
from tests.ui.open_room import Room
from writer_app.documents.places import Place, Places, read_places, write_places
from writer_app.settings import Settings
from writer_app.ui.desk import Choice
from writer_app.ui.keymap import Action


def test_one_document_shows_no_row(make_room: Callable[..., Room], paths: list[Path]) -> None:
    room = make_room(paths[0])
    assert room.names() == ["a.md"]
    assert room.window.row.isHidden()


def test_files_named_at_the_start_stand_in_the_row(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(*paths)
    assert room.names() == ["a.md", "b.md", "c.md"]
    assert room.window.desk.path == paths[0]
    assert not room.window.row.isHidden()


def test_file_that_is_open_is_come_back_to(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(*paths)
    room.documents.go(1)
    assert room.documents.open(paths[0].parent / "." / "a.md")
    assert room.documents.n_documents == 3
    assert room.window.desk.path == paths[0]


def test_each_document_has_an_undo_history_of_its_own(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(*paths[:2])
    room.type("first ")
    room.documents.go(1)
    room.type("second ")
    room.documents.go(1)
    room.window.editor.undo_step()
    assert room.window.editor.text().startswith("a\n")
    room.documents.go(1)
    assert room.window.editor.text().startswith("second b\n")


def test_keys_go_round_the_row_and_close(
    make_room: Callable[..., Room], paths: list[Path], qtbot: QtBot
) -> None:
    room = make_room(*paths)
    room.activate(qtbot)
    qtbot.keyClick(room.window.editor, Qt.Key.Key_Tab, CTRL)
    assert room.window.desk.path == paths[1]
    qtbot.keyClick(room.window.editor, Qt.Key.Key_PageUp, CTRL)
    assert room.window.desk.path == paths[0]
    qtbot.keyClick(room.window.editor, Qt.Key.Key_W, CTRL)
    assert room.names() == ["b.md", "c.md"]


def test_closing_the_last_document_leaves_an_empty_page(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(paths[0])
    room.documents.close_document()
    assert room.documents.n_documents == 1
    assert room.window.desk.is_blank
    assert [path.name for path in room.documents.recent()] == ["a.md"]


def test_new_document_is_asked_about_when_it_is_closed(make_room: Callable[..., Room]) -> None:
    room = make_room()
    room.type("mine")
    room.answers.unsaved = Choice.CANCEL
    room.documents.close_document()
    assert room.answers.asked == ["Untitled"]
    assert room.window.editor.text() == "mine"


def test_answers_reach_the_document_that_asked(
    make_room: Callable[..., Room], qtbot: QtBot
) -> None:
    room = make_room()
    room.activate(qtbot)
    room.type("Once upon")
    first = room.window
    room.documents.new()
    QApplication.processEvents()  # the model's state arrives
    room.type("Elsewhere")
    [worker] = room.workers
    worker.answer(" there was")
    qtbot.waitUntil(lambda: room.window.editor.ghost_text == " there was")
    assert first.editor.ghost is None


def test_settings_chosen_in_one_document_hold_in_all(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(*paths[:2])
    room.window.change(theme="dark", font_size_px=24)
    room.documents.go(1)
    assert room.window.settings.theme == "dark"
    assert room.window.editor.font_size_px == 24


# The next start


def test_documents_come_back_with_caret_and_order(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(*paths)
    room.documents.go(1)
    press(room.window.editor, Qt.Key.Key_End, CTRL)
    caret = room.window.editor.textCursor().position()
    room.end()
    again = make_room()
    assert again.names() == ["a.md", "b.md", "c.md"]
    assert again.window.desk.path == paths[1]
    assert again.window.editor.textCursor().position() == caret
    assert again.documents.n_awake == 1


def test_words_ignored_in_a_document_stay_ignored_there(
    make_room: Callable[..., Room], paths: list[Path], tmp_path: Path
) -> None:
    room = make_room(*paths[:2])
    room.window.spelling._ignore("Teh")
    room.settle()
    assert read_places(tmp_path / "kept").place_of(paths[0]).ignored == ("teh",)
    room.end()
    again = make_room()
    assert again.window.spelling.marks.ignored == ("teh",)
    again.documents.go(1)
    assert again.window.spelling.marks.ignored == ()


def test_words_ignored_come_back_with_a_text_that_was_not_saved(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(paths[0])
    room.window.spelling._ignore("teh")
    room.settle()
    room.documents.close_document()
    assert room.documents.room_for(paths[0]).spelling.marks.ignored == ("teh",)


def test_text_found_stays_in_the_menu_until_it_is_dealt_with(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(paths[0], settings=Settings(hint_seen=True, autosave=False))
    room.type("unsaved ")
    room.settle()
    room.crash()
    again = make_room(*paths[1:])
    again.settle()
    line = again.window._menus.actions[Action.RECOVERED]
    assert line.isVisible() and again.documents.n_found == 1
    again.documents.close_document()  # the one that found it
    again.settle()
    again.window._menus.file.aboutToShow.emit()
    assert not again.window.bar.isVisible()
    again.window._menus.actions[Action.RECOVERED].trigger()
    kept = again.window.kept_texts
    assert kept is not None and kept.window is not None
    kept.window.buttons[1].click()
    assert again.window.editor.text().startswith("unsaved a\n")
    again.window._menus.file.aboutToShow.emit()
    assert not again.window._menus.actions[Action.RECOVERED].isVisible()


def test_sleeping_document_wakes_when_it_is_asked_for(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    make_room(*paths).end()
    again = make_room()
    again.documents.go(1)
    assert again.window.editor.text().startswith("b\n")


def test_texts_without_files_come_back_on_pages_of_their_own(
    make_room: Callable[..., Room], qtbot: QtBot
) -> None:
    room = make_room()
    room.type("one idea")
    room.documents.new()
    room.type("another")
    room.end()
    again = make_room()
    qtbot.waitUntil(lambda: again.documents.n_documents == 2)
    texts = set()
    for _ in range(2):
        texts.add(again.window.editor.text())
        again.documents.go(1)
    assert texts == {"one idea", "another"}
    assert not any(again.answers.asked)


def test_text_let_go_after_an_end_that_was_stopped_does_not_come_back(
    make_room: Callable[..., Room], qtbot: QtBot
) -> None:
    room = make_room()
    room.type("one idea")
    assert room.window.desk.may_leave(is_closing=True)  # another document stopped the end
    room.answers.unsaved = Choice.DISCARD
    room.documents.close_document()
    room.end()
    again = make_room()
    again.settle()
    assert again.window.editor.text() == ""


def test_file_that_is_gone_stays_out_of_the_row(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    make_room(*paths).end()
    paths[0].unlink()
    assert make_room().names() == ["b.md", "c.md"]


def test_second_process_leaves_the_row_to_the_first(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    first = make_room(*paths[:2])
    second = make_room(paths[2])
    second.end()
    first.end()
    assert second.kept is not None
    assert [Path(path).name for path in read_places(second.kept).open_paths] == ["a.md", "b.md"]
    assert "c.md" in [Path(place.path).name for place in read_places(second.kept).recent]


def test_nothing_is_remembered_where_nothing_is_kept(
    make_room: Callable[..., Room], paths: list[Path], tmp_path: Path
) -> None:
    make_room(*paths, is_keeping=False).end()
    assert not (tmp_path / "kept").exists()


# Recent files


def test_menu_greys_files_that_are_gone_and_removes_them(
    make_room: Callable[..., Room], paths: list[Path], tmp_path: Path
) -> None:
    places = tuple(Place(str(path)) for path in (*paths, tmp_path / "gone.md"))
    write_places(tmp_path / "kept", Places(places))
    room = make_room()
    menu = room.window._menus.recent
    room.window.recent_files.fill_menu()
    lines = {line.text(): line for line in menu.actions()}
    assert lines["a.md"].isEnabled()
    assert not lines["gone.md (not there)"].isEnabled()
    lines["Remove Those That Are Not There"].trigger()
    assert [path.name for path in room.documents.recent()] == ["a.md", "b.md", "c.md"]


def test_menu_tells_files_of_one_name_apart(
    make_room: Callable[..., Room], paths: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / "drafts" / "a.md"
    other.parent.mkdir()
    other.write_text("a")
    write_places(tmp_path / "kept", Places((Place(str(paths[0])), Place(str(other)))))
    room = make_room()
    room.window.recent_files.fill_menu()
    lines = [line.text() for line in room.window._menus.recent.actions()]
    assert lines[:2] == [f"a.md \u2013 {tmp_path.name}", "a.md \u2013 drafts"]


def test_empty_page_offers_recent_files_until_a_letter_is_typed(
    make_room: Callable[..., Room], paths: list[Path], tmp_path: Path
) -> None:
    write_places(tmp_path / "kept", Places(tuple(Place(str(path)) for path in paths)))
    room = make_room()
    offered = room.window.recent_files.list
    assert [button.text() for button in offered.buttons] == ["a.md", "b.md", "c.md"]
    assert offered.isVisible()
    room.type("x")
    assert not offered.isVisible()
    offered.buttons[1].click()
    assert room.names() == ["x \u2022", "b.md"]


def test_list_of_recent_files_keeps_its_height_when_it_is_offered_again(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(*paths[:2])
    room.end()
    room = make_room()
    room.documents.new()
    offered = room.window.recent_files.list
    offered.offer(paths[:2])
    offered.offer(paths[:2])
    n_px = sum(button.sizeHint().height() for button in offered.buttons)
    assert offered.height() >= n_px


def test_names_in_a_long_row_can_still_be_told_apart(
    make_room: Callable[..., Room], tmp_path: Path
) -> None:
    paths = [tmp_path / f"the chapter of {number}.md" for number in range(20)]
    for path in paths:
        path.write_text("x")
    row = make_room(*paths).window.row
    assert min(row.tabRect(place).width() for place in range(20)) >= 100


def test_text_without_a_file_is_called_by_what_it_begins_with_by_now(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(paths[0])
    room.documents.new()
    room.type("The lamp")
    assert room.documents._naming.isActive()
    room.documents._naming.timeout.emit()
    assert room.names() == ["a.md", "The lamp \u2022"]


def test_name_of_a_file_that_is_not_there_yet_is_not_called_saved(
    make_room: Callable[..., Room], tmp_path: Path
) -> None:
    room = make_room(tmp_path / "new.md")
    assert room.window.status_line._name.text() == "new.md \u00b7 not saved yet"


def test_document_that_took_the_empty_page_comes_back_after_a_crash(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(paths[0])
    room.settle()
    assert [Path(path).name for path in read_places(room.kept).open_paths] == ["a.md"]
    room.documents.close_document()
    room.documents.open(paths[1])
    room.settle()
    assert [Path(path).name for path in read_places(room.kept).open_paths] == ["b.md"]


def test_forget_wipes_the_recent_files(make_room: Callable[..., Room], paths: list[Path]) -> None:
    room = make_room(paths[0])
    room.documents.close_document()
    room.settle()
    assert room.kept is not None
    assert read_places(room.kept).recent
    room.documents.forget_kept_text()
    room.settle()
    assert room.documents.recent() == ()
    assert not read_places(room.kept).recent


# Drag and drop


def drop(room: Room, data: QMimeData) -> None:
    """Let something be dropped in the middle of the page."""
    viewport = room.window.editor.viewport()
    place = QPointF(viewport.rect().center())
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place.toPoint(), actions, data, buttons, none)
    QApplication.sendEvent(viewport, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(viewport, QDropEvent(place, actions, data, buttons, none))


def test_files_dropped_on_the_page_are_opened_in_the_row(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(paths[0])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths[1:]])
    drop(room, data)
    assert room.names() == ["a.md", "b.md", "c.md"]
    assert room.window.desk.path == paths[2]


def test_text_dropped_on_the_page_is_one_step(make_room: Callable[..., Room]) -> None:
    room = make_room()
    room.type("mine ")
    data = QMimeData()
    data.setText("theirs")
    drop(room, data)
    assert "theirs" in room.window.editor.text()
    room.window.editor.undo_step()
    assert room.window.editor.text() == "mine "


def test_closed_document_is_let_go(make_room: Callable[..., Room], paths: list[Path]) -> None:
    room = make_room(paths[0])
    room.documents.open(paths[1])
    closed = weakref.ref(room.window)
    room.documents.close_document()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert closed() is None

"""The lesson of the first start: four keys on a sample, and out of the way at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, press
from tests.ui.open_room import Room
from writer_app.assist.messages import ModelState, Status
from writer_app.settings import Settings
from writer_app.ui import welcome as welcome_module
from writer_app.ui.welcome_sample import SAMPLE


@pytest.fixture
def first(make_room: Callable[..., Room], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(welcome_module, "ASK_AFTER_MS", 1)
    room = make_room(settings=Settings())
    room.activate(qtbot)
    return room


def ghost(room: Room, qtbot: QtBot, text: str) -> None:
    """Let the worker answer what the lesson asked for."""
    posted = room.workers[0].posted
    qtbot.waitUntil(lambda: bool(posted) and posted[-1].is_asked)
    room.workers[0].answer(text)
    qtbot.waitUntil(lambda: room.window.editor.ghost_text == text)


def test_first_start_shows_the_sample_and_says_it_once(first: Room, qtbot: QtBot) -> None:
    assert first.window.editor.text() == SAMPLE
    assert first.window.welcome.card.isVisible()
    assert first.window.settings.welcome_seen
    assert not first.window.hint.isVisible()


@pytest.mark.parametrize("seen", [{"welcome_seen": True}, {"hint_seen": True}])
def test_later_starts_show_an_empty_page(
    make_room: Callable[..., Room], seen: dict[str, bool]
) -> None:
    room = make_room(settings=Settings(**seen))
    assert room.window.editor.text() == ""
    assert not room.window.welcome.is_on


def test_file_that_was_asked_for_comes_instead(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    assert not make_room(paths[0], settings=Settings()).window.welcome.is_on


def test_each_key_is_learnt_by_pressing_it(first: Room, qtbot: QtBot) -> None:
    editor, card = first.window.editor, first.window.welcome.card
    ghost(first, qtbot, "window.")
    assert "Tab takes them" in card.words.text()
    press(editor, Qt.Key.Key_Tab)
    assert "Ctrl+Right" in card.words.text()
    first.workers[0].posted.clear()
    ghost(first, qtbot, " The rain had stopped.")
    press(editor, Qt.Key.Key_Right, CTRL)
    assert "Esc" in card.words.text()
    press(editor, Qt.Key.Key_Escape)
    press(editor, Qt.Key.Key_Space, CTRL)
    assert "That is all" in card.words.text()
    assert card.closing.text() == "Begin"
    card.closing.click()
    assert editor.text() == ""
    assert not card.isVisible()


def test_whoever_writes_has_the_page(first: Room, qtbot: QtBot) -> None:
    first.type("Mi")
    qtbot.waitUntil(lambda: not first.window.welcome.is_on)
    first.type("ne")
    assert first.window.editor.text() == "Mine"
    first.window.editor.undo_step()
    assert SAMPLE not in first.window.editor.text()


def test_tab_without_a_ghost_ends_nothing(first: Room, qtbot: QtBot) -> None:
    press(first.window.editor, Qt.Key.Key_Tab, text="\t")
    qtbot.waitUntil(lambda: first.window.editor.text() == SAMPLE)
    assert first.window.welcome.is_on


def test_file_takes_the_place_of_the_lesson(first: Room, paths: list[Path]) -> None:
    first.documents.open(paths[0])
    assert first.names() == ["a.md"]
    assert not first.window.welcome.is_on


def test_ghosts_of_other_texts_bring_no_lesson(
    make_room: Callable[..., Room], qtbot: QtBot
) -> None:
    room = make_room()
    room.activate(qtbot)
    room.type("Once upon")
    room.workers[0].answer(" a time")
    qtbot.waitUntil(lambda: room.window.editor.ghost_text == " a time")
    assert not room.window.welcome.card.isVisible()


def test_nothing_of_the_lesson_is_kept(
    first: Room, make_room: Callable[..., Room], qtbot: QtBot
) -> None:
    ghost(first, qtbot, "window.")
    press(first.window.editor, Qt.Key.Key_Tab)
    first.settle()
    first.end()
    again = make_room()
    again.settle()
    assert again.window.editor.text() == ""
    assert first.answers.asked == []


def test_without_a_model_there_is_no_lesson(first: Room) -> None:
    first.workers[0].deliver(Status(ModelState.MISSING))
    QApplication.processEvents()
    assert first.window.editor.text() == ""


def test_help_gives_the_lesson_on_a_page_of_its_own(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(paths[0])
    room.window._show_welcome()
    assert room.documents.n_documents == 2
    assert room.window.editor.text() == SAMPLE


def test_card_covers_no_grey_words_in_a_small_window(first: Room, qtbot: QtBot) -> None:
    card, editor = first.window.welcome.card, first.window.editor
    first.documents.resize(480, 400)

    def is_clear() -> bool:
        caret = editor.cursorRect().translated(editor.viewport().pos())
        return caret.bottom() < card.y() and caret.top() >= 0

    qtbot.waitUntil(is_clear)

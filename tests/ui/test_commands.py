"""Every command is in the palette, and the palette in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, SHIFT, press, type_text
from tests.ui.worker import InlineWorker
from writer_app.settings import Settings
from writer_app.ui.keymap import Action
from writer_app.ui.window import Window


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window(Settings(recent_commands=("print", "gone")), None, InlineWorker)
    qtbot.addWidget(made, before_close_func=lambda w: w.editor.mark_saved())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.editor.setFocus()
    qtbot.waitUntil(made.editor.hasFocus)
    made.editor.open_text("# One\ntext\n## Two\ntext")
    return made


def titles(window: Window) -> list[str]:
    return [entry.title for entry in window.commands.palette.entries]


def test_every_action_of_the_menus_is_offered_with_its_keys(window: Window) -> None:
    window.commands.open()
    entries = {entry.key: entry for entry in window.commands.palette.entries}
    lines = window._menus.actions
    assert {one.value for one in lines if lines[one].isVisible()} <= set(entries)
    assert entries[Action.FIND.value].aside == "Ctrl+F"
    assert entries[Action.TAKE_GHOST.value].aside == "Tab"
    assert "Theme: Dark" in titles(window)


def test_what_was_used_last_comes_first_and_is_kept(window: Window, qtbot: QtBot) -> None:
    window.commands.open()
    assert window.commands.palette.entries[0].key == "print"
    type_text(window.commands.palette.field, "select all")
    press(window.commands.palette.field, Qt.Key.Key_Return)
    assert window.editor.textCursor().selectedText()
    assert window.editor.hasFocus()
    assert window.settings.recent_commands[:2] == ("select_all", "print")
    window.commands.open()
    assert window.commands.palette.entries[0].key == "select_all"


def test_keys_open_and_close_it(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL | SHIFT)
    assert window.commands.palette.isVisible()
    press(window.commands.palette.field, Qt.Key.Key_Escape)
    assert window.editor.hasFocus()


def test_slips_are_forgiven(window: Window) -> None:
    window.commands.open()
    type_text(window.commands.palette.field, "drak")
    assert titles(window)[0] == "Theme: Dark"


def test_headings_are_reached_by_the_sign(window: Window) -> None:
    window.commands.open("@")
    assert titles(window) == ["One", "\u2003Two"]
    type_text(window.commands.palette.field, "two")
    press(window.commands.palette.field, Qt.Key.Key_Return)
    assert window.editor.textCursor().block().text() == "## Two"


def test_a_heading_stands_beside_the_commands(window: Window) -> None:
    window.commands.open()
    type_text(window.commands.palette.field, "two")
    assert "Two" in titles(window)


def test_without_headings_it_is_said_how_to_make_one(window: Window) -> None:
    window.editor.open_text("text")
    window.commands.open("@")
    assert "#" in titles(window)[0]
    press(window.commands.palette.field, Qt.Key.Key_Return)
    assert window.commands.palette.isVisible()


def test_what_cannot_be_done_here_is_quiet(window: Window) -> None:
    window.commands.open()
    type_text(window.commands.palette.field, "versions")
    entry = window.commands.palette.current
    assert entry is not None and not entry.is_enabled and entry.detail
    QApplication.processEvents()

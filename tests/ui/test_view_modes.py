"""The views of the window: focus, typewriter, sizes, and where the window stands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, NO_MODIFIER, press, type_text
from tests.ui.open_room import Room
from tests.ui.worker import InlineWorker
from writer_app.settings import SMART_SIGNS, Settings
from writer_app.ui.editor import Editor
from writer_app.ui.keymap import Action
from writer_app.ui.system_motion import SystemMotion
from writer_app.ui.typography import SIGNS
from writer_app.ui.view_modes import FONT_SIZES_PX, SIGN_NAMES
from writer_app.ui.window import Window
from writer_app.ui.window_place import place_of


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path) -> Callable[..., Window]:
    def make(settings: Settings | None = None) -> Window:
        window = Window(settings or Settings(), tmp_path / "settings.json", InlineWorker)
        qtbot.addWidget(window, before_close_func=lambda closing: closing.editor.mark_saved())
        window.show()
        window.activateWindow()
        window.editor.setFocus()
        qtbot.waitUntil(window.editor.hasFocus)
        return window

    return make


def turn_wheel(editor: Editor, notches: float) -> None:
    event = QWheelEvent(
        QPointF(20, 20),
        QPointF(20, 20),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.viewport(), event)


def act(window: Window, action: Action) -> None:
    window._menus.actions[action].trigger()


def test_esc_leaves_focus_mode_last(make_window: Callable[..., Window]) -> None:
    window = make_window()
    act(window, Action.FOCUS)
    window.bar.say("something")
    assert window.views.is_focused
    press(window.editor, Qt.Key.Key_Escape)
    assert window.views.is_focused and not window.bar.isVisible()
    press(window.editor, Qt.Key.Key_Escape)
    assert not window.views.is_focused


def test_focus_mode_is_one_for_all_documents_and_for_the_next_time(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(*paths[:2])
    act(room.window, Action.FOCUS)
    room.documents.go(1)
    assert room.window.views.is_focused
    assert room.window.settings.focus_mode
    press(room.window.editor, Qt.Key.Key_Escape)
    room.documents.go(1)
    assert not room.window.views.is_focused


def test_system_that_asks_for_less_motion_gets_it(
    make_room: Callable[..., Room], paths: list[Path]
) -> None:
    room = make_room(*paths[:1])
    blink_ms = QApplication.cursorFlashTime()
    room.documents.follow_motion(True)
    assert QApplication.cursorFlashTime() == 0
    room.documents.follow_motion(False)
    assert QApplication.cursorFlashTime() == blink_ms > 0


def test_portal_keys_that_ask_for_less_motion_are_known(qapp: QApplication) -> None:
    motion, told = SystemMotion(qapp), []
    motion.changed.connect(told.append)
    motion.note("org.gnome.desktop.interface", "enable-animations", False)
    motion.note("org.freedesktop.appearance", "reduced-motion", 1)
    motion.note("org.freedesktop.appearance", "color-scheme", 1)
    motion.note("org.gnome.desktop.interface", "enable-animations", True)
    motion.note("org.freedesktop.appearance", "reduced-motion", 0)
    assert told == [True, False]


def test_title_bars_are_as_the_theme(make_window: Callable[..., Window]) -> None:
    window, hints = make_window(), QApplication.styleHints()
    before = hints.colorScheme()
    window.change(theme="dark")
    assert hints.colorScheme() in (Qt.ColorScheme.Dark, before)
    window.change(theme="system")
    assert hints.colorScheme() == before


def test_text_stays_in_place_when_focus_mode_begins(make_window: Callable[..., Window]) -> None:
    window = make_window()
    type_text(window.editor, "Here.")
    before = window.editor.mapToGlobal(window.editor.cursorRect().topLeft())
    act(window, Action.FOCUS)
    QApplication.processEvents()
    assert window.editor.mapToGlobal(window.editor.cursorRect().topLeft()) == before


def test_typewriter_keeps_the_line_at_one_height(make_window: Callable[..., Window]) -> None:
    window = make_window(Settings(typewriter=True))
    type_text(window.editor, "line\n\n" * 30)
    heights = set()
    for _ in range(3):
        type_text(window.editor, "next\n")
        heights.add(window.editor.cursorRect().center().y())
    assert len(heights) == 1
    share = heights.pop() / window.editor.viewport().height()
    assert share == pytest.approx(0.45, abs=0.02)


def test_typewriter_reaches_its_height_in_a_tall_window(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("a\n" * 200, height=1600)
    editor.set_typewriter(True)
    type_text(editor, "end")
    assert editor.cursorRect().center().y() == pytest.approx(720, abs=20)
    editor.set_typewriter(False)
    scrolled = editor.verticalScrollBar()
    scrolled.setValue(scrolled.maximum())
    assert editor.cursorRect().center().y() > 720


def test_wheel_with_ctrl_changes_the_size_and_ctrl_0_brings_it_back(
    make_window: Callable[..., Window], qtbot: QtBot
) -> None:
    window = make_window()
    turn_wheel(window.editor, 0.5)
    turn_wheel(window.editor, 1.5)
    qtbot.waitUntil(lambda: window.settings.font_size_px == 21)
    act(window, Action.USUAL_SIZE)
    assert window.settings.font_size_px == 19


def test_size_and_width_stay_within_their_limits(make_window: Callable[..., Window]) -> None:
    window = make_window()
    window.views.resize_text(500)
    assert window.settings.font_size_px == FONT_SIZES_PX[1]
    for _ in range(40):
        act(window, Action.WIDER)
    assert window.settings.column_chars == 120


def test_zoom_keeps_undo_history_and_text(make_window: Callable[..., Window]) -> None:
    window = make_window()
    type_text(window.editor, "one two")
    window.views.resize_text(4)
    press(window.editor, Qt.Key.Key_Z, CTRL)
    assert window.editor.text() == "one "


def test_first_window_fits_the_screen(make_window: Callable[..., Window]) -> None:
    window = make_window()
    room = window.screen().availableGeometry()
    assert window.width() <= room.width() and window.height() <= room.height()


def test_window_comes_back_to_its_size(make_window: Callable[..., Window]) -> None:
    window = make_window()
    window.resize(640, 480)
    other = make_window(Settings(window_place=place_of(window)))
    assert other.size().toTuple() == (640, 480)


def test_damaged_place_is_no_trouble(make_window: Callable[..., Window]) -> None:
    window = make_window(Settings(window_place="nonsense"))
    assert window.isVisible()


def test_reduced_motion_stills_the_caret(make_window: Callable[..., Window]) -> None:
    blink_ms = QApplication.cursorFlashTime()
    window = make_window()
    window.change(reduced_motion=True)
    assert QApplication.cursorFlashTime() == 0
    window.change(reduced_motion=False)
    assert QApplication.cursorFlashTime() == blink_ms


def test_keys_of_the_view_work_in_focus_mode(make_window: Callable[..., Window]) -> None:
    window = make_window()
    press(window.editor, Qt.Key.Key_F8, NO_MODIFIER)
    act(window, Action.FOCUS)
    assert window.menuBar().isVisible()


def test_every_choice_of_signs_is_known_and_named() -> None:
    assert set(SMART_SIGNS) == {"auto", "off", *SIGNS} == set(SIGN_NAMES)


def test_menu_tells_which_views_are_on(make_window: Callable[..., Window]) -> None:
    window = make_window()
    for action in (Action.FOCUS, Action.TYPEWRITER):
        line = window._menus.actions[action]
        assert not line.isChecked()
        line.trigger()
        assert line.isChecked()
        line.trigger()
        assert not line.isChecked()

"""Fix in the real window: real keys, the worker's thread, the model in the box."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from writer_app import paths
from writer_app.app import make_window, model_loader
from writer_app.assist.messages import ModelState, Status
from writer_app.settings import Settings
from writer_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
WRONG = "He walked slowly to teh door and opened it."
RIGHT = "He walked slowly to the door and opened it."
LONG = "\n\n".join([*([WRONG] * 200), "The old man sat by the fire and looked at the sea. It was "])
ANSWER_MS = 30_000


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    load = model_loader("onnx", paths.default_model_dir(), "cpu")
    made = make_window(Settings(hint_seen=True), None, load)
    qtbot.addWidget(made, before_close_func=lambda w: w.editor.mark_saved())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.editor.setFocus()
    qtbot.waitUntil(made.editor.hasFocus)
    told: list[Status] = []
    made.bridge.status_changed.connect(told.append)
    made.start()
    qtbot.waitUntil(lambda: bool(told) and told[-1].state is ModelState.READY, timeout=ANSWER_MS)
    yield made
    made.editor.mark_saved()
    made.close()


def fix(window: Window, qtbot: QtBot) -> None:
    """Press the key of Fix and wait until the changes stand there."""
    QTest.keyClick(window.editor, Qt.Key.Key_F, CTRL | ALT)
    view = window.rewrites.view
    qtbot.waitUntil(view.hasFocus)
    qtbot.waitUntil(lambda: "spelling" in view.bar.words, timeout=ANSWER_MS)


def test_slip_is_mended_by_two_keys_and_comes_back_by_one(window: Window, qtbot: QtBot) -> None:
    window.editor.open_text(WRONG)
    fix(window, qtbot)
    assert window.editor.text() == WRONG
    QTest.keyClick(window.rewrites.view, Qt.Key.Key_Y)
    assert window.editor.text() == RIGHT
    qtbot.waitUntil(window.editor.hasFocus)
    QTest.keyClick(window.editor, Qt.Key.Key_Z, CTRL)
    assert window.editor.text() == WRONG


def test_good_sentence_has_nothing_to_fix(window: Window, qtbot: QtBot) -> None:
    window.editor.open_text(RIGHT)
    with qtbot.waitSignal(window.rewrites.rewriting.told, timeout=ANSWER_MS) as told:
        QTest.keyClick(window.editor, Qt.Key.Key_F, CTRL | ALT)
    assert told.args == ["Nothing to fix here."]
    assert window.editor.text() == RIGHT


def test_esc_ends_a_long_fix_and_ghosts_come_again(window: Window, qtbot: QtBot) -> None:
    window.editor.open_text(LONG)
    QTest.keyClick(window.editor, Qt.Key.Key_A, CTRL)
    QTest.keyClick(window.editor, Qt.Key.Key_F, CTRL | ALT)
    view = window.rewrites.view
    qtbot.waitUntil(lambda: "%" in view.bar.words, timeout=ANSWER_MS)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert window.editor.text() == LONG
    QTest.keyClick(window.editor, Qt.Key.Key_End, CTRL)
    QTest.keyClick(window.editor, Qt.Key.Key_Semicolon, CTRL)
    qtbot.waitUntil(lambda: bool(window.editor.ghost_text), timeout=ANSWER_MS)

"""Rewriting in the real window: real keys, the worker's thread.

Fix with the model in the box; the other ways with scripted models that follow requests,
because no instruct model comes in the box.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.assist.instructed import chatting, skilled
from writer_app import paths
from writer_app.app import make_window
from writer_app.assist.messages import ModelState, Status
from writer_app.assist.rewriting.wish import Style
from writer_app.engine.model import TextModel
from writer_app.model_sources import model_loader
from writer_app.settings import Settings
from writer_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
WRONG = "He walked slowly to teh door and opened it."
RIGHT = "He walked slowly to the door and opened it."
LONG = "\n\n".join([*([WRONG] * 200), "The old man sat by the fire and looked at the sea. It was "])
ANSWER_MS = 30_000


LATE = "It was very late, and the old man went slowly home through the rain."
SHORTER = "It was late, and the old man went home through the rain."

Open = Callable[[Callable[[], TextModel]], Window]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    windows: list[Window] = []

    def open_with(load: Callable[[], TextModel]) -> Window:
        window = make_window(Settings(hint_seen=True), None, load)
        qtbot.addWidget(window, before_close_func=lambda w: w.editor.mark_saved())
        windows.append(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.editor.setFocus()
        qtbot.waitUntil(window.editor.hasFocus)
        told: list[Status] = []
        window.bridge.status_changed.connect(told.append)
        window.start()
        qtbot.waitUntil(
            lambda: bool(told) and told[-1].state is ModelState.READY, timeout=ANSWER_MS
        )
        return window

    yield open_with
    for window in windows:
        window.editor.mark_saved()
        window.close()


@pytest.fixture
def window(open_window: Open) -> Window:
    return open_window(model_loader("onnx", paths.default_model_dir(), "cpu"))


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


@pytest.mark.parametrize(
    "load",
    [
        lambda: skilled(lambda _: SHORTER, "shorten"),
        lambda: chatting(lambda _: f"Sure! Here is the shorter version:\n\n{SHORTER}"),
    ],
    ids=["taught", "instruct"],
)
def test_sentence_is_shortened_change_by_change(
    open_window: Open, qtbot: QtBot, load: Callable[[], TextModel]
) -> None:
    window = open_window(load)
    window.editor.open_text(f"{LATE} He slept.")
    window.rewrites.rewriting.start(Style.SHORTEN)
    view = window.rewrites.view
    qtbot.waitUntil(lambda: "1 of 2" in view.bar.words, timeout=ANSWER_MS)
    QTest.keyClick(view, Qt.Key.Key_Y)
    QTest.keyClick(view, Qt.Key.Key_N)
    assert window.editor.text() == f"{LATE.replace('very ', '')} He slept."


def test_other_versions_come_from_an_instruct_model(open_window: Open, qtbot: QtBot) -> None:
    says = [LATE.replace("old", word) for word in ("aged", "weary", "grey")]
    window = open_window(lambda: chatting(lambda _: says))
    window.editor.open_text(LATE)
    window.rewrites.rewriting.start(Style.REPHRASE)
    view = window.rewrites.view
    qtbot.waitUntil(lambda: "reworded" in view.bar.words, timeout=ANSWER_MS)
    QTest.keyClick(view, Qt.Key.Key_Period, CTRL)
    qtbot.waitUntil(lambda: "version 2 of 3" in view.bar.words, timeout=ANSWER_MS)
    QTest.keyClick(view, Qt.Key.Key_Period, CTRL)
    assert "version 3 of 3" in view.bar.words
    QTest.keyClick(view, Qt.Key.Key_Y)
    assert window.editor.text() == says[2]

"""The real thing: the window, real keys, the worker's thread, the model in the box."""

import contextlib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from writer_app import paths
from writer_app.app import make_window
from writer_app.assist.messages import ModelState, Status
from writer_app.model_sources import model_loader
from writer_app.settings import Settings
from writer_app.ui.editor import Editor
from writer_app.ui.window import Window

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
START = "The old man sat by the fire and looked at the sea. It was "
FORESEEABLE = (
    "the end of the ", "one of the ", "for the first ", "at the same ", "as well as ",
    "in the middle of ", "out of the ", "as soon as ", "there was no ", "he did not ",
)  # fmt: skip
ANSWER_MS = 20_000
PAUSE_MS = 1_500


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
    qtbot.waitUntil(
        lambda: bool(told) and told[-1].state is not ModelState.LOADING, timeout=ANSWER_MS
    )
    assert told[-1].state is ModelState.READY, told[-1].advice
    yield made
    made.editor.mark_saved()
    made.close()


def press(
    editor: Editor, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = ""
) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(editor, QKeyEvent(kind, key, modifiers, text))


def type_text(editor: Editor, text: str) -> None:
    for letter in text:
        press(editor, Qt.Key(0), text=letter)


def ask(window: Window, qtbot: QtBot) -> str:
    """Ask by key, which no threshold silences; give the ghost."""
    press(window.editor, Qt.Key.Key_Semicolon, CTRL)
    qtbot.waitUntil(lambda: bool(window.editor.ghost_text), timeout=ANSWER_MS)
    return window.editor.ghost_text


def test_ghost_comes_by_itself_where_the_model_is_sure(window: Window, qtbot: QtBot) -> None:
    editor = window.editor
    seen: list[str] = []
    editor.ghost_shown.connect(lambda shown: seen.append(shown) if shown else None)
    type_text(editor, START)
    for phrase in FORESEEABLE:
        type_text(editor, phrase)
        with contextlib.suppress(qtbot.TimeoutError):
            qtbot.waitUntil(lambda: bool(seen), timeout=PAUSE_MS)
        if seen:
            return
    pytest.fail("no ghost came by itself in ten foreseeable places")


def test_tab_takes_the_models_words_and_undo_gives_them_back(window: Window, qtbot: QtBot) -> None:
    editor = window.editor
    type_text(editor, START)
    ghost = ask(window, qtbot)
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == START + ghost
    press(editor, Qt.Key.Key_Z, CTRL)
    assert editor.text() == START


def test_one_word_is_taken_and_stands_in_the_text(window: Window, qtbot: QtBot) -> None:
    editor = window.editor
    type_text(editor, START)
    ghost = ask(window, qtbot)
    press(editor, Qt.Key.Key_Right, CTRL)
    taken = editor.text().removeprefix(START)
    assert taken
    assert ghost.startswith(taken)


def test_letters_of_the_ghost_are_typed_through(window: Window, qtbot: QtBot) -> None:
    editor = window.editor
    type_text(editor, START)
    ghost = ask(window, qtbot)
    type_text(editor, ghost[0])
    assert editor.text() == START + ghost[0]
    assert ghost[1:].startswith(editor.ghost_text) or not editor.ghost_text


def test_esc_sends_the_models_words_away(window: Window, qtbot: QtBot) -> None:
    editor = window.editor
    type_text(editor, START)
    ask(window, qtbot)
    press(editor, Qt.Key.Key_Escape, text="\x1b")
    assert editor.ghost_text == ""
    assert editor.text() == START


def test_other_alternatives_come_by_key(window: Window, qtbot: QtBot) -> None:
    editor = window.editor
    type_text(editor, START)
    first = ask(window, qtbot)
    press(editor, Qt.Key.Key_Period, CTRL)
    qtbot.waitUntil(lambda: editor.ghost_text not in ("", first), timeout=ANSWER_MS)


def test_ideas_are_several_and_different(window: Window, qtbot: QtBot) -> None:
    type_text(window.editor, START)
    with qtbot.waitSignal(window.bridge.ideas_arrived, timeout=ANSWER_MS) as told:
        window.bridge.ask_ideas()
    texts = told.args[0]
    assert 3 <= len(texts) <= 6
    assert len(set(texts)) == len(texts)


def test_window_closes_while_the_model_runs(window: Window) -> None:
    type_text(window.editor, START)
    window.editor.mark_saved()
    assert window.close()


def test_model_in_the_box_drafts_on_and_a_part_is_kept(window: Window, qtbot: QtBot) -> None:
    editor, strip = window.editor, window.drafts.strip
    editor.open_text(START.rstrip())
    press(editor, Qt.Key.Key_End, CTRL)
    press(editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: strip.isVisible() and bool(strip.text), timeout=ANSWER_MS)
    assert editor.text() == START.rstrip()
    qtbot.waitUntil(lambda: not window.drafts.is_writing, timeout=3 * ANSWER_MS)
    whole = strip.text
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(strip, QKeyEvent(kind, Qt.Key.Key_Right, CTRL))
    kept = editor.text()[len(START.rstrip()) :]
    assert kept.strip()
    assert whole.startswith(kept.strip())
    editor.undo_step()
    assert editor.text() == START.rstrip()


def test_summary_is_made_beside_the_running_model(window: Window, qtbot: QtBot) -> None:
    text = "It rained all day, and the keeper stood at the door of the lighthouse.\n" * 40
    window.editor.open_text(text)
    window.summaries.toggle()
    qtbot.waitUntil(lambda: window.summaries.shown is not None, timeout=ANSWER_MS)
    assert window.summaries.shown is not None
    assert all(one.text in text for one in window.summaries.shown.sentences)

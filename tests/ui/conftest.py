"""What tests of the window share: an editor that is seen and has the focus."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from writer_app.assist.messages import Ghost, Snapshot
from writer_app.settings import Settings
from writer_app.ui.editor import Editor
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.keymap import make_keymap
from writer_app.ui.theme import LIGHT

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def first_word(text: str) -> str:
    """Stand in for the assistant's word steps."""
    head = text[: len(text) - len(text.lstrip())]
    return head + text.strip().split(" ")[0]


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER, text: str = ""
) -> None:
    """Press and let go a key, as Qt would tell of it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_text(widget: QWidget, text: str) -> None:
    """Type characters of any script, one key event each."""
    for ch in text:
        if ch == "\n":
            press(widget, Qt.Key.Key_Return, text="\r")
        else:
            press(widget, Qt.Key(0), text=ch)


def show_ghost(editor: Editor, text: str, is_asked: bool = False) -> str:
    """Put a ghost at the caret of the text as it is; give what can be seen of it."""
    editor.show_ghost(Ghost(text, 0.9, editor.revision, is_asked=is_asked))
    return editor.ghost_text


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(qapp: QApplication, clock: Clock) -> GhostKeys:
    return GhostKeys(make_keymap(), first_word, clock)


@pytest.fixture
def make_editor(
    qtbot: QtBot, clock: Clock, keys: GhostKeys
) -> Iterator[Callable[..., Editor]]:
    """Give a maker of editors that stand on the screen with the focus."""

    def make(text: str = "", width: int = 900, height: int = 700) -> Editor:
        editor = Editor(LIGHT, Settings(), keys, clock)
        qtbot.addWidget(editor)
        editor.resize(width, height)
        with qtbot.waitExposed(editor):
            editor.show()
        editor.activateWindow()
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        if text:
            editor.open_text(text)
            press(editor, Qt.Key.Key_End, CTRL)
        return editor

    yield make


@pytest.fixture
def editor(make_editor: Callable[..., Editor]) -> Editor:
    return make_editor()


@pytest.fixture
def snapshots(editor: Editor) -> list[Snapshot]:
    """Collect what the editor tells from now on."""
    told: list[Snapshot] = []
    editor.edited.connect(told.append)
    return told

"""What a writer's hands do, for tests: press, type, and a clock to wait by."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from writer_app.assist.messages import Ghost
from writer_app.ui.editor import Editor

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

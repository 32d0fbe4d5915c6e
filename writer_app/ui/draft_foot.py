"""The line under a draft: what can be done with it, each with its key.

GUI thread. May import: Qt, keymap, theme, translation.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from writer_app.ui.eliding import ElidingButton
from writer_app.ui.keymap import Action, Keymap
from writer_app.ui.page import SCROLL_BAR_PX
from writer_app.ui.theme import interface_font
from writer_app.ui.translation import tr

SENTENCE_KEYS = ("Ctrl+Down", "Ctrl+Shift+Right")
_SPOKEN_SENTENCE = QKeySequence(SENTENCE_KEYS[0])
_NATIVE = QKeySequence.SequenceFormat.NativeText


class DraftFoot(QWidget):
    """Buttons that name their keys, and quiet words at the end.

    Signals: done(str): "all", "word", "sentence", "another" or "discard" was clicked.

    Thread: GUI.
    """

    done = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = QLabel()
        names = ("all", "word", "sentence", "another", "discard")
        self._buttons = {name: self._button(name) for name in names}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SCROLL_BAR_PX, 0)
        row.setSpacing(16)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._state)
        self.refresh_fonts()

    @property
    def state(self) -> str:
        """Give the quiet words."""
        return self._state.text()

    def refresh_fonts(self) -> None:
        """Write in the interface's face."""
        for part in (self._state, *self._buttons.values()):
            part.setFont(interface_font())

    def show_state(self, state: str) -> None:
        """Show quiet words at the end."""
        self._state.setText(state)

    def offer(self, names: set[str]) -> None:
        """Name these keys, and no others."""
        for name, button in self._buttons.items():
            button.setVisible(name in names)

    def name_keys(self, keymap: Keymap) -> None:
        """Say on each button which key does the same."""
        words = {
            "all": (tr("{key} keep"), tr("Return")),
            "word": (tr("{key} word"), keymap.spoken(Action.TAKE_WORD)),
            "sentence": (tr("{key} sentence"), _SPOKEN_SENTENCE.toString(_NATIVE)),
            "another": (tr("{key} another"), keymap.spoken(Action.NEXT_ALTERNATIVE)),
            "discard": (tr("{key} discard"), keymap.spoken(Action.DISMISS)),
        }
        for name, (text, key) in words.items():
            self._buttons[name].setText(text.format(key=key).strip())

    def _button(self, name: str) -> QPushButton:
        button = ElidingButton()
        button.setFlat(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        click: Callable[[bool], None] = lambda _: self.done.emit(name)  # noqa: E731
        button.clicked.connect(click)
        return button

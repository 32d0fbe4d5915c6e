"""The settings window's part for keys: every action, its keys, and new ones typed in.

GUI thread. May import: Qt, its siblings.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from writer_app.ui.announce import announce
from writer_app.ui.key_choices import MOST_KEYS, objection_to, spoken_keys
from writer_app.ui.keymap import Action, pressed_sequence
from writer_app.ui.setting_rows import Row, back_button
from writer_app.ui.theme import interface_font
from writer_app.ui.translation import tr

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
    }
)  # fmt: skip
_REMOVING = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


class KeyButton(QPushButton):
    """One key sequence; pressed, it waits for another.

    Backspace takes the keys away, Esc leaves them.

    Signals: chosen(str): new keys, portable; empty: none.
        refused(str): why a key cannot be taken.
    """

    chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, sequence: str, action: Action, name: str) -> None:
        """Make it.

        Args:
            sequence: portable; empty: a place for keys. name: of the action.
        """
        super().__init__()
        self._action = action
        self._sequence = sequence
        self._name = name
        self.is_waiting = False
        self.setObjectName("key")
        self.setAutoDefault(False)
        self.setFont(interface_font())
        self.clicked.connect(self.wait)
        self._show()

    def wait(self) -> None:
        """Wait for keys."""
        self.is_waiting = True
        self.installEventFilter(self)
        self._show()
        announce(self, tr("Press the new keys; Backspace takes them away, Esc leaves them."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take every key while waiting, Tab and shortcuts too (called by Qt)."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer (called by Qt)."""
        super().focusOutEvent(event)
        self._stop()

    def _take(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _MODIFIERS:
            return
        if key == Qt.Key.Key_Escape and not modifiers:
            self._stop()
        elif key in _REMOVING and not modifiers:
            self._stop()
            self.chosen.emit("")
        else:
            sequence = _portable(event)
            self._stop()
            objection = objection_to(sequence, self._action)
            if objection:
                self.refused.emit(objection)
            elif sequence != self._sequence:
                self.chosen.emit(sequence)

    def _stop(self) -> None:
        if self.is_waiting:
            self.is_waiting = False
            self.removeEventFilter(self)
            self._show()

    def _show(self) -> None:
        """Say the keys, or what is waited for."""
        keys = spoken_keys(self._sequence)
        if self.is_waiting:
            self.setText(tr("Press keys\u2026"))
        else:
            self.setText(keys or "+")
        self.setToolTip("" if keys else tr("Add keys"))
        words = tr("Keys of {name}: {keys}") if keys else tr("Add keys to {name}")
        self.setAccessibleName(words.format(name=self._name, keys=keys))


class KeyRow(Row):
    """One action and its keys.

    Args:
        on_keys: told the action and its new sequences.
        on_refused: told why a key cannot be taken.
    """

    def __init__(
        self,
        action: Action,
        title: str,
        sequences: tuple[str, ...],
        *,
        is_default: bool,
        on_keys: Callable[[Action, tuple[str, ...] | None], None],
        on_refused: Callable[[str], None],
    ) -> None:
        spoken = " ".join(spoken_keys(one) for one in sequences)
        super().__init__(title, "", f"{spoken} {' '.join(sequences)} {tr('Keys')}")
        self.action = action
        self.back: QPushButton | None = None
        if not is_default:
            self.back = back_button(title)
            self.back.clicked.connect(lambda: on_keys(action, None))
        self.buttons: list[KeyButton] = []
        places = (*sequences, "") if len(sequences) < MOST_KEYS else sequences
        for place, sequence in enumerate(places):
            button = KeyButton(sequence, action, title)
            button.refused.connect(on_refused)

            def choose(keys: str, place: int = place) -> None:
                others = list(sequences)
                others[place : place + 1] = [keys] if keys else []
                on_keys(action, tuple(others))

            button.chosen.connect(choose)
            self.buttons.append(button)
        self.add_control(*([self.back] if self.back else []), *self.buttons)


def _portable(event: QKeyEvent) -> str:
    """Give a key press as the settings file writes it."""
    return pressed_sequence(event).toString(QKeySequence.SequenceFormat.PortableText)

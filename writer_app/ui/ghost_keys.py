"""Turn key presses at the ghost into what the writer wants of it.

`Tab`, `Ctrl+Right`, `Esc` and the alternatives act only while a ghost can be seen
at the caret; at any other time the keys are the editor's. GUI thread. May import:
Qt, keymap.
"""

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from writer_app.ui.keymap import GHOST_ACTIONS, Action, Keymap

TAB_HELD_S = 0.4
"""How long Tab stays harmless once nothing is left to take."""
ASK_HELD_MS = 350
"""How long "ask now" is held down to mean ideas."""
_PEEK_KEYS = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Alt})


class GhostHost(Protocol):
    """What the keys need of an editor."""

    @property
    def ghost_text(self) -> str:
        """Give the ghost's characters that can be seen; empty for none."""
        ...

    @property
    def is_ghost_at_line_end(self) -> bool:
        """Tell whether nothing follows the ghost in its paragraph."""
        ...

    def take(self, text: str) -> None:
        """Make text the writer's at the caret."""
        ...

    def hide_ghost(self) -> None:
        """Take the ghost away."""
        ...


class GhostKeys(QObject):
    """The ghost's keys of one editor.

    Signals:
        asked(): "ask now" went down. ideas_asked(): it was held.
        cycled(int): the next (1) or previous (-1) alternative is wanted.
        dismissed(): the ghost was sent away. peeked(bool): peek's keys are held.
        taken(): some or all of a ghost was taken.

    Thread: GUI.
    """

    asked = Signal()
    ideas_asked = Signal()
    cycled = Signal(int)
    dismissed = Signal()
    peeked = Signal(bool)
    taken = Signal()

    def __init__(
        self,
        keymap: Keymap,
        next_step: Callable[[str], str],
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make the keys.

        Args:
            next_step: gives the first word (or sign) of a ghost, to be taken alone.
        """
        super().__init__()
        self._keymap = keymap
        self._next_step = next_step
        self._clock_s = clock_s
        self._tab_held_until_s = 0.0
        self._held: frozenset[int] = frozenset()
        self._hold_timer = QTimer(self, singleShot=True, interval=ASK_HELD_MS)
        self._hold_timer.timeout.connect(self.ideas_asked)
        self._asking_key: int | None = None

    def set_keymap(self, keymap: Keymap) -> None:
        """Use other keys from now on."""
        self._keymap = keymap

    def on_press(self, event: QKeyEvent, editor: GhostHost) -> bool:
        """Act on a key press; tell whether it was one of the ghost's."""
        action = self._action_of(event)
        if action is Action.ASK:
            self._ask(event)
            return True
        if editor.ghost_text and action is not None:
            return self._act(action, editor)
        is_tab = event.key() == Qt.Key.Key_Tab and not event.modifiers()
        return is_tab and self._clock_s() < self._tab_held_until_s

    def on_release(self, event: QKeyEvent) -> None:
        """Notice that "ask now" or a peek key was let go."""
        is_modifier = event.key() in _PEEK_KEYS
        if event.key() == self._asking_key or is_modifier:
            self._hold_timer.stop()
            self._asking_key = None
        if is_modifier:
            self._hold(self._held - {event.key()})

    def on_modifiers(self, event: QKeyEvent) -> None:
        """Notice that a modifier went down."""
        if event.key() in _PEEK_KEYS:
            self._hold(self._held | {event.key()})

    def release_all(self) -> None:
        """Forget held keys: their release will be seen by another window."""
        self._hold_timer.stop()
        self._asking_key = None
        self._hold(frozenset())

    def _action_of(self, event: QKeyEvent) -> Action | None:
        """Find the ghost's action of a key; while peeking, plain keys will do."""
        if self._held == _PEEK_KEYS:
            peeking = {Qt.Key.Key_Tab: Action.TAKE_GHOST, Qt.Key.Key_Right: Action.TAKE_WORD}
            if event.key() in peeking:
                return peeking[Qt.Key(event.key())]
        return self._keymap.action_for(event, (Action.ASK, *GHOST_ACTIONS))

    def _act(self, action: Action, editor: GhostHost) -> bool:
        if action is Action.TAKE_GHOST:
            is_arrow = self._keymap.keys_of(action) == ("Right",)
            if is_arrow and not editor.is_ghost_at_line_end:
                return False
            self._take(editor, editor.ghost_text)
        elif action is Action.TAKE_WORD:
            self._take(editor, self._next_step(editor.ghost_text))
        elif action is Action.DISMISS:
            editor.hide_ghost()
            self.dismissed.emit()
        else:
            self.cycled.emit(1 if action is Action.NEXT_ALTERNATIVE else -1)
        return True

    def _take(self, editor: GhostHost, text: str) -> None:
        editor.take(text)
        if not editor.ghost_text:
            self._tab_held_until_s = self._clock_s() + TAB_HELD_S
        self.taken.emit()

    def _ask(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        self._asking_key = event.key()
        self._hold_timer.start()
        self.asked.emit()

    def _hold(self, held: frozenset[int]) -> None:
        was_peeking, self._held = self._held == _PEEK_KEYS, held
        is_peeking = held == _PEEK_KEYS
        if is_peeking != was_peeking:
            self.peeked.emit(is_peeking)

"""What a key means over a diff, and which keys the page's menus may still have.

GUI thread. May import: Qt, keymap.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from writer_app.ui.keymap import DIFF_ACTIONS, Action, Keymap

_PASSED = frozenset(
    {
        *(Action.NEW, Action.OPEN, Action.CLOSE, Action.NEXT_DOCUMENT, Action.PREVIOUS_DOCUMENT),
        *(Action.SAVE, Action.SAVE_AS, Action.QUIT, Action.COMMANDS, Action.FULL_SCREEN),
        *(Action.LARGER, Action.SMALLER, Action.USUAL_SIZE, Action.WIDER, Action.NARROWER),
        *(Action.REWRITE, Action.FIX, Action.SHORTEN, Action.EXPAND, Action.SIMPLIFY),
        *(Action.FORMAL, Action.CASUAL, Action.REPHRASE, Action.TRANSLATE),
    }
)
"""Commands whose keys work over a diff; the others would act on the page that it hides."""


def diff_action(event: QKeyEvent, keymap: Keymap) -> Action | None:
    """Give what a key asks of a diff; None: nothing."""
    action = keymap.action_for(event, DIFF_ACTIONS)
    if action is None and event.key() == Qt.Key.Key_Backtab:
        return Action.PREVIOUS_CHANGE  # X11 calls Shift+Tab by a name of its own
    return action


def is_typing(event: QKeyEvent) -> bool:
    """Tell whether a key would write into the page, or take a letter from it."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    is_tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
    return bool(event.text()) and not is_tab and not event.modifiers() & commands


def is_claimed(event: QKeyEvent, keymap: Keymap) -> bool:
    """Tell whether no menu may have a key: it is the diff's, or the hidden page's."""
    is_mnemonic = event.modifiers() == Qt.KeyboardModifier.AltModifier
    is_passed = keymap.action_for(event, _PASSED) is not None
    return diff_action(event, keymap) is not None or not (is_mnemonic or is_passed)

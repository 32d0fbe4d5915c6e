"""Decide what a writer's wish for a key means: who holds it, whether it can be given.

Pure choices over a keymap and the settings' pairs. GUI thread. May import: Qt, keymap.
"""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from writer_app.ui.keymap import CHANGE_ACTIONS, Action, Keymap, are_apart, make_keymap
from writer_app.ui.translation import tr

MOST_KEYS = 2
"""Sequences of one action: a first, and one that every keyboard layout can type."""
Pairs = tuple[tuple[str, str], ...]
_LONE_KEYS = frozenset(
    {Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Right, Qt.Key.Key_Insert, Qt.Key.Key_Menu}
)
"""Keys that may act without a modifier, besides F1..F35: they type no letter."""
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def objection_to(sequence: str, action: Action) -> str:
    """Say why keys cannot be given to an action; empty: they can, if nobody holds them."""
    if not sequence:
        return tr("This is not a key.")
    pressed = QKeySequence(sequence)[0]  # type: ignore[index]
    key, modifiers = pressed.key(), pressed.keyboardModifiers()
    is_function = Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
    if action in CHANGE_ACTIONS:
        return ""  # over a diff nothing is typed
    if modifiers & ~_TYPING or is_function or key in _LONE_KEYS:
        return ""
    return tr("{keys} alone belongs to your text; hold Ctrl or Alt with it.").format(
        keys=spoken_keys(sequence)
    )


def holder_of(sequence: str, keymap: Keymap, but: Action) -> Action | None:
    """Find another action that has the keys and may listen at the same time."""
    for action, held in keymap.sequences.items():
        if action is not but and sequence in held and not are_apart(action, but):
            return action
    return None


def default_keys(action: Action, *, is_no_tab: bool) -> tuple[str, ...]:
    """Give the keys that an action has at first."""
    return make_keymap((), is_no_tab).keys_of(action)


def with_keys(
    pairs: Iterable[tuple[str, str]],
    action: Action,
    sequences: Iterable[str],
    *,
    is_no_tab: bool = False,
) -> Pairs:
    """Give the settings' pairs with an action's keys changed; defaults need no pair.

    Example: with_keys((), Action.SAVE, ("F2",)) -> (("save", "F2"),)
    """
    wanted = tuple(dict.fromkeys(sequences))
    kept = tuple(pair for pair in pairs if pair[0] != action.value)
    if wanted == default_keys(action, is_no_tab=is_no_tab):
        return kept
    return kept + tuple((action.value, keys) for keys in wanted or ("",))


def spoken_keys(sequence: str) -> str:
    """Give keys as the desktop writes them."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)

"""Name every action, its default keys, and the writer's own keys.

One table for menus, help and the editor; a second sequence stands beside those
that some keyboard layouts cannot type. GUI thread. May import: Qt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from writer_app.ui.translation import tr


class Action(Enum):
    """Everything a key can do; values are the names used in the settings file."""

    NEW = "new"
    OPEN = "open"
    CLOSE = "close"
    NEXT_DOCUMENT = "next_document"
    PREVIOUS_DOCUMENT = "previous_document"
    SAVE = "save"
    SAVE_AS = "save_as"
    VERSIONS = "versions"
    RECOVERED = "recovered_texts"
    FORGET = "forget_kept_text"
    NEVER_SEND = "never_send_document"
    EXPORT = "export"
    PREVIEW = "preview"
    PRINT = "print"
    PRINT_PREVIEW = "print_preview"
    QUIT = "quit"
    SETTINGS = "settings"
    UNDO = "undo"
    REDO = "redo"
    CUT = "cut"
    COPY = "copy"
    PASTE = "paste"
    PASTE_PLAIN = "paste_plain"
    SELECT_ALL = "select_all"
    FIND = "find"
    REPLACE = "replace"
    FIND_NEXT = "find_next"
    FIND_PREVIOUS = "find_previous"
    BOLD = "bold"
    ITALIC = "italic"
    LINK = "link"
    BODY = "body_text"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    HEADING_4 = "heading_4"
    HEADING_5 = "heading_5"
    HEADING_6 = "heading_6"
    NEXT_MISSPELLING = "next_misspelling"
    OWN_WORDS = "my_dictionary"
    COMMANDS = "command_palette"
    ANSWER = "answer_the_line"
    OUTLINE = "outline"
    COUNTS = "counts_and_goal"
    LARGER = "larger"
    SMALLER = "smaller"
    USUAL_SIZE = "usual_size"
    WIDER = "wider_column"
    NARROWER = "narrower_column"
    FOCUS = "focus_mode"
    TYPEWRITER = "typewriter_scrolling"
    FULL_SCREEN = "full_screen"
    TAKE_GHOST = "take_ghost"
    TAKE_WORD = "take_word"
    DISMISS = "dismiss"
    NEXT_ALTERNATIVE = "next_alternative"
    PREVIOUS_ALTERNATIVE = "previous_alternative"
    ASK = "ask"
    TOGGLE_GHOSTS = "toggle_ghosts"
    MODELS = "models"
    DEEDS = "what_foreword_did"
    SUMMARISE = "summarise"
    REWRITE = "rewrite"
    FIX = "fix"
    SHORTEN = "shorten"
    EXPAND = "expand"
    SIMPLIFY = "simplify"
    FORMAL = "formal"
    CASUAL = "casual"
    REPHRASE = "rephrase"
    TRANSLATE = "translate"
    PROMPTS = "own_prompts"
    KEEP_CHANGE = "keep_change"
    REFUSE_CHANGE = "refuse_change"
    NEXT_CHANGE = "next_change"
    PREVIOUS_CHANGE = "previous_change"
    KEEP_ALL = "keep_all"
    DRAFT = "draft"
    DRAFT_BRIEF = "draft_by_brief"


DEFAULT_KEYS: dict[Action, tuple[str, ...]] = {
    Action.NEW: ("Ctrl+N",),
    Action.OPEN: ("Ctrl+O",),
    Action.CLOSE: ("Ctrl+W",),
    Action.NEXT_DOCUMENT: ("Ctrl+Tab", "Ctrl+PgDown"),
    Action.PREVIOUS_DOCUMENT: ("Ctrl+Shift+Tab", "Ctrl+PgUp"),
    Action.SAVE: ("Ctrl+S",),
    Action.SAVE_AS: ("Ctrl+Shift+S",),
    Action.VERSIONS: (),
    Action.RECOVERED: (),
    Action.FORGET: (),
    Action.NEVER_SEND: (),
    Action.EXPORT: ("Ctrl+Shift+E",),
    Action.PREVIEW: ("Ctrl+Shift+R",),
    Action.PRINT: ("Ctrl+P",),
    Action.PRINT_PREVIEW: (),
    Action.QUIT: ("Ctrl+Q",),
    Action.SETTINGS: ("Ctrl+Alt+,", "Ctrl+Alt+P"),
    Action.UNDO: ("Ctrl+Z",),
    Action.REDO: ("Ctrl+Shift+Z", "Ctrl+Y"),
    Action.CUT: ("Ctrl+X",),
    Action.COPY: ("Ctrl+C",),
    Action.PASTE: ("Ctrl+V",),
    Action.PASTE_PLAIN: ("Ctrl+Shift+V",),
    Action.SELECT_ALL: ("Ctrl+A",),
    Action.FIND: ("Ctrl+F",),
    Action.REPLACE: ("Ctrl+H",),
    Action.FIND_NEXT: ("F3",),
    Action.FIND_PREVIOUS: ("Shift+F3",),
    Action.BOLD: ("Ctrl+B",),
    Action.ITALIC: ("Ctrl+I",),
    Action.LINK: ("Ctrl+K",),
    Action.BODY: ("Ctrl+Alt+0",),
    Action.HEADING_1: ("Ctrl+1", "Ctrl+Alt+1"),
    Action.HEADING_2: ("Ctrl+2", "Ctrl+Alt+2"),
    Action.HEADING_3: ("Ctrl+3", "Ctrl+Alt+3"),
    Action.HEADING_4: ("Ctrl+4", "Ctrl+Alt+4"),
    Action.HEADING_5: ("Ctrl+5", "Ctrl+Alt+5"),
    Action.HEADING_6: ("Ctrl+6", "Ctrl+Alt+6"),
    Action.NEXT_MISSPELLING: ("F7", "Ctrl+Shift+;"),
    Action.OWN_WORDS: (),
    Action.COMMANDS: ("Ctrl+Shift+P",),
    Action.ANSWER: ("Alt+Return",),
    Action.COUNTS: ("F6",),
    Action.OUTLINE: ("Ctrl+Shift+O",),
    Action.LARGER: ("Ctrl++", "Ctrl+="),
    Action.SMALLER: ("Ctrl+-",),
    Action.USUAL_SIZE: ("Ctrl+0",),
    Action.WIDER: ("Ctrl+Alt++", "Ctrl+Alt+="),
    Action.NARROWER: ("Ctrl+Alt+-",),
    Action.FOCUS: ("F8",),
    Action.TYPEWRITER: ("Shift+F8",),
    Action.FULL_SCREEN: ("F11",),
    Action.TAKE_GHOST: ("Tab",),
    Action.TAKE_WORD: ("Ctrl+Right",),
    Action.DISMISS: ("Esc",),
    Action.NEXT_ALTERNATIVE: ("Alt+]", "Ctrl+."),
    Action.PREVIOUS_ALTERNATIVE: ("Alt+[", "Ctrl+,"),
    Action.ASK: ("Ctrl+Space", "Ctrl+;"),
    Action.TOGGLE_GHOSTS: ("Ctrl+Alt+G",),
    Action.DEEDS: (),
    Action.MODELS: ("Ctrl+Alt+M",),
    Action.SUMMARISE: ("Ctrl+Alt+S",),
    Action.REWRITE: ("Ctrl+R",),
    Action.FIX: ("Ctrl+Alt+F",),
    Action.SHORTEN: (),
    Action.EXPAND: (),
    Action.SIMPLIFY: (),
    Action.FORMAL: (),
    Action.CASUAL: (),
    Action.REPHRASE: (),
    Action.TRANSLATE: (),
    Action.PROMPTS: (),
    Action.KEEP_CHANGE: ("Y",),
    Action.REFUSE_CHANGE: ("N",),
    Action.NEXT_CHANGE: ("Tab",),
    Action.PREVIOUS_CHANGE: ("Shift+Tab",),
    Action.KEEP_ALL: ("Ctrl+Return",),
    Action.DRAFT: ("Ctrl+Return",),
    Action.DRAFT_BRIEF: ("Ctrl+Shift+Return",),
}

GHOST_ACTIONS = frozenset(
    {
        Action.TAKE_GHOST,
        Action.TAKE_WORD,
        Action.DISMISS,
        Action.NEXT_ALTERNATIVE,
        Action.PREVIOUS_ALTERNATIVE,
    }
)
"""Actions whose keys mean something else while no ghost stands at the caret."""

CHANGE_ACTIONS = frozenset(
    {
        Action.KEEP_CHANGE,
        Action.REFUSE_CHANGE,
        Action.NEXT_CHANGE,
        Action.PREVIOUS_CHANGE,
        Action.KEEP_ALL,
    }
)
"""Actions that exist only over a diff: their keys may be another action's elsewhere."""
DIFF_ACTIONS = CHANGE_ACTIONS | {
    Action.DISMISS,
    Action.NEXT_ALTERNATIVE,
    Action.PREVIOUS_ALTERNATIVE,
}
"""All that a key can ask of a diff."""

_NO_TAB_KEYS = ("Right",)


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which keys do what.

    Attributes:
        sequences: portable key sequences of every action; may be empty.
        problems: one line for each wish that could not be granted.
    """

    sequences: dict[Action, tuple[str, ...]]
    problems: tuple[str, ...] = ()

    def keys_of(self, action: Action) -> tuple[str, ...]:
        """Give an action's key sequences, the one to show first."""
        return self.sequences[action]

    def spoken(self, action: Action) -> str:
        """Give an action's first key as the desktop writes it; empty when it has none."""
        keys = self.sequences[action]
        return (
            QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        )

    def action_for(self, event: QKeyEvent, among: Iterable[Action]) -> Action | None:
        """Find which of some actions a key press asks for."""
        pressed = pressed_sequence(event)
        for action in among:
            if any(QKeySequence(keys) == pressed for keys in self.sequences[action]):
                return action
        return None


def make_keymap(overrides: Iterable[tuple[str, str]] = (), is_no_tab: bool = False) -> Keymap:
    """Lay the writer's own keys over the defaults.

    A wish for a key that another action holds, for an unknown action, or for an
    unreadable sequence is left out and reported in words.

    Args:
        overrides: (action name, key sequence) pairs; several for one action are all
            its keys, an empty sequence takes its keys away.
        is_no_tab: `Tab` never takes a ghost; `Right` at the line's end does.
    """
    sequences = dict(DEFAULT_KEYS)
    if is_no_tab:
        sequences[Action.TAKE_GHOST] = _NO_TAB_KEYS
    problems: list[str] = []
    wishes = _read_wishes(overrides, problems)
    for action, wished in wishes.items():
        sequences[action] = _granted(action, wished, sequences, wishes, problems)
    return Keymap(sequences, tuple(problems))


def pressed_sequence(event: QKeyEvent) -> QKeySequence:
    """Give the key press as a sequence, a keypad's keys being like the others."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))


def _read_wishes(
    overrides: Iterable[tuple[str, str]], problems: list[str]
) -> dict[Action, list[str]]:
    """Sort the overrides by action; report those that cannot be read."""
    wishes: dict[Action, list[str]] = {}
    names = {action.value: action for action in Action}
    for name, keys in overrides:
        action = names.get(name)
        if action is None:
            problems.append(tr('Keys: there is no action "{name}".').format(name=name))
            continue
        portable = QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)
        if keys and (not portable or portable.endswith("Unknown")):
            words = tr('Keys: "{keys}" for {action} is not a key.')
            problems.append(words.format(keys=keys, action=spoken_name(action)))
            continue
        wishes.setdefault(action, []).extend([portable] if portable else [])
    return wishes


def _granted(
    action: Action,
    wished: list[str],
    sequences: dict[Action, tuple[str, ...]],
    wishes: dict[Action, list[str]],
    problems: list[str],
) -> tuple[str, ...]:
    """Give the wished keys that no other action holds; the old ones if none is left."""
    if not wished:
        return ()
    free = []
    for keys in wished:
        holder = _holder_of(keys, action, sequences, wishes)
        if holder is None:
            free.append(keys)
        else:
            words = tr("Keys: {keys} already is {action}; it stays so.")
            problems.append(words.format(keys=keys, action=spoken_name(holder)))
    return tuple(free) or sequences[action]


def _holder_of(
    keys: str,
    action: Action,
    sequences: dict[Action, tuple[str, ...]],
    wishes: dict[Action, list[str]],
) -> Action | None:
    """Find another action that has the keys and is not about to give them up."""
    for other, held in sequences.items():
        is_leaving = other in wishes and keys not in wishes[other]
        if other is action or is_leaving or are_apart(other, action):
            continue
        if keys in held:
            return other
    return None


def are_apart(one: Action, other: Action) -> bool:
    """Tell whether two actions never listen at the same time, so that they may share keys."""
    return any(
        first in CHANGE_ACTIONS and second not in DIFF_ACTIONS
        for first, second in ((one, other), (other, one))
    )


def spoken_name(action: Action) -> str:
    """Give an action's name for people.

    Example: spoken_name(Action.SAVE_AS) -> "save as"
    """
    return tr(action.value.replace("_", " "))

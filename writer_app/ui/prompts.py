"""The writer's own prompts: a name, an instruction, and a key for each.

Pure but for reading key sequences. GUI thread. May import: Qt, its siblings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from writer_app.ui.keymap import CHANGE_ACTIONS, Keymap, spoken_name
from writer_app.ui.translation import tr

MOST_PROMPTS = 40
LONGEST_NAME_CHARS = 60
LONGEST_INSTRUCTION_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Prompt:
    """One instruction that the writer wants again.

    Attributes:
        keys: a portable key sequence; empty: none.
    """

    name: str
    instruction: str
    keys: str = ""

    @property
    def spoken_keys(self) -> str:
        """Give the keys as the desktop writes them."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)


def read_prompts(rows: Iterable[tuple[str, str, str]]) -> tuple[Prompt, ...]:
    """Read prompts out of the settings; what cannot be one is left out."""
    prompts = []
    for name, instruction, keys in rows:
        prompt = Prompt(
            name.strip()[:LONGEST_NAME_CHARS],
            instruction.strip()[:LONGEST_INSTRUCTION_CHARS],
            QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText),
        )
        if prompt.name and prompt.instruction:
            prompts.append(prompt)
    return tuple(prompts[:MOST_PROMPTS])


def rows_of(prompts: Iterable[Prompt]) -> tuple[tuple[str, str, str], ...]:
    """Give prompts as the settings keep them."""
    return tuple((prompt.name, prompt.instruction, prompt.keys) for prompt in prompts)


def problem_with(prompt: Prompt, others: Sequence[Prompt], keymap: Keymap) -> str:
    """Say what is wrong with a prompt among the others; empty: nothing."""
    if not prompt.name.strip():
        return tr("Give it a name.")
    if not prompt.instruction.strip():
        return tr("Say what is to be done with the text.")
    if any(other.name.casefold() == prompt.name.casefold() for other in others):
        return tr("Another prompt has this name.")
    return holder_in_words(prompt.keys, others, keymap)


def fit_to_keep(prompts: Sequence[Prompt], keymap: Keymap) -> tuple[Prompt, ...]:
    """Give prompts as they can be kept: none without words, none with another's key."""
    kept: list[Prompt] = []
    for prompt in prompts:
        words = prompt.instruction.strip()
        name = prompt.name.strip() or " ".join(words.split()[:4])
        keys = "" if holder_in_words(prompt.keys, kept, keymap) else prompt.keys
        if words:
            kept.append(Prompt(name[:LONGEST_NAME_CHARS], words, keys))
    return tuple(kept)


def holder_in_words(keys: str, others: Sequence[Prompt], keymap: Keymap) -> str:
    """Say who holds a key sequence already; empty: nobody."""
    if not keys:
        return ""
    for action, held in keymap.sequences.items():
        if keys in held and action not in CHANGE_ACTIONS:
            return tr("{keys} already is {name}.").format(keys=keys, name=spoken_name(action))
    for other in others:
        if other.keys == keys:
            return tr("{keys} already is {name}.").format(keys=keys, name=other.name)
    if not has_modifier(keys):
        return tr("A key of its own needs Ctrl or Alt, or it could not be typed any more.")
    return ""


def has_modifier(keys: str) -> bool:
    """Tell whether a sequence leaves the letters to typing.

    Example: has_modifier("Ctrl+Alt+1"), has_modifier("F6"), has_modifier("Shift+A")
        -> (True, True, False)
    """
    first = keys.split(", ", maxsplit=1)[0]
    is_function_key = first.rsplit("+", 1)[-1][:1] == "F" and first[-1].isdigit()
    return is_function_key or any(part in ("Ctrl", "Alt", "Meta") for part in first.split("+"))

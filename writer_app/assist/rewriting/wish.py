"""What a writer may wish of a rewriting, and what a model can do of it.

May import: assist, engine.model. Thread: any.
"""

from dataclasses import dataclass
from enum import Enum

from writer_app.assist.language import is_in_language
from writer_app.assist.roles import Role
from writer_app.engine.model import ModelInfo

MAX_VARIANTS = 3
_LOOKED_AT_CHARS = 2_000
_ADVICE = "add one from the catalogue: Models, or `foreword models list`"


class Style(Enum):
    """The ways of rewriting that need no words of the writer's."""

    FIX = "fix"
    SHORTEN = "shorten"
    EXPAND = "expand"
    SIMPLIFY = "simplify"
    FORMAL = "formal"
    CASUAL = "casual"
    REPHRASE = "rephrase"
    TRANSLATE = "translate"  # needs a language


@dataclass(frozen=True, slots=True)
class RewriteWish:
    """One wish; frozen, so that it can cross to the worker.

    Attributes:
        text: what is to be rewritten: the selection, or a sentence.
        style: None: `instruction` says what to do, in the writer's words.
        language: to translate to, ISO 639-1 ("fr").
        n: different rewritings wanted, 1..MAX_VARIANTS; fewer may come.
        before, after: what stands around the text, never changed; some 2,000 characters
            each are enough.
    """

    text: str
    style: Style | None
    instruction: str = ""
    language: str = ""
    n: int = 1
    before: str = ""
    after: str = ""


def obstacle(style: Style | None, info: ModelInfo, language: str = "") -> str:
    """Say why a model cannot do a style, in one line for the writer; empty: it can.

    Args:
        style: None is a free instruction. language: of a translation; "" asks for none yet.

    Example:
        >>> from writer_app.engine.scripted import ScriptedModel
        >>> obstacle(Style.FIX, ScriptedModel().info)
        ''
    """
    if style is Style.FIX or (style is not None and style.value in info.skills):
        return ""
    if not info.is_instruct:
        return f"Needs an instruct model; {_ADVICE}."
    # Of another machine's model nobody says what it knows: the writer chose it.
    is_known = bool(info.languages) or not info.host
    if style is Style.TRANSLATE and language and is_known and language not in info.languages:
        return f"{info.name} does not list this language; {_ADVICE}."
    return ""


def role_of(wish: RewriteWish, info: ModelInfo | None) -> Role:
    """Say whose model does it: that of tasks, or for Fix the one whose judge was fitted on it.

    Args:
        info: of the model for tasks; None: it is not known.
    """
    if wish.style is not Style.FIX or needs_instruct(wish, info):
        return Role.TASKS
    return Role.FIX


def needs_instruct(wish: RewriteWish, info: ModelInfo | None) -> bool:
    """Tell whether an instruct model is the one that can fix this: text that is not English."""
    is_instruct = info is not None and info.is_instruct
    return is_instruct and not is_in_language(wish.text[:_LOOKED_AT_CHARS], "", ("en",))

"""What a writer may wish of a draft, and what a model can do of it.

May import: engine.model. Thread: any.
"""

from dataclasses import dataclass

from writer_app.engine.model import ModelInfo

MOST_TOKENS = 1_000
_ADVICE = "add one from the catalogue: Models, or `foreword models list`"


@dataclass(frozen=True, slots=True)
class DraftWish:
    """One wish; frozen, so that it can cross to the worker.

    With neither brief, keywords nor outline the text is carried on from the caret.

    Attributes:
        before, after: text around the caret; some 8,000 and 2,000 characters are enough.
        brief: what the draft is to say, in the writer's words.
        keywords: words it is to be about. outline: its points, in order.
        max_tokens: longest draft, 1..MOST_TOKENS.
        seed: another seed is another draft.
    """

    before: str = ""
    after: str = ""
    brief: str = ""
    keywords: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()
    max_tokens: int = 200
    seed: int = 0

    @property
    def is_plain(self) -> bool:
        """Tell whether the text is simply to be carried on."""
        return not (self.brief.strip() or self.keywords or self.outline)


def draft_obstacle(wish: DraftWish, info: ModelInfo) -> str:
    """Say why a model cannot do it, in one line for the writer; empty: it can."""
    if wish.is_plain or info.is_instruct:
        return ""
    if wish.keywords and not (wish.brief.strip() or wish.outline) and "draft" in info.skills:
        return ""
    what = "Keywords need" if wish.keywords else "A brief or an outline needs"
    return f"{what} a model that was taught to follow them; {_ADVICE}."

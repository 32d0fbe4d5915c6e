"""What a writer may wish of a draft, and what a model can do of it.

May import: engine.model. Thread: any.
"""

from dataclasses import dataclass

from writer_app.engine.model import ModelInfo

MOST_TOKENS = 1_000
_HEADING_WORDS = 8
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
    is_taught = "draft" in info.skills
    if is_taught and skill_requests(wish):
        return ""
    if is_taught:
        return f"So long a brief needs an instruct model; give keywords, or {_ADVICE}."
    what = "Keywords need" if wish.keywords else "A brief or an outline needs"
    return f"{what} a model that was taught to follow them; {_ADVICE}."


def skill_requests(wish: DraftWish) -> tuple[str, ...]:
    """Give what the taught skill can be asked: keywords, or headings; empty: nothing.

    It was taught on telling words with commas between them, and on headings: a short brief
    and the points of an outline are asked as such.

    Example:
        >>> skill_requests(DraftWish(keywords=("sea", "storm")))
        ('sea, storm',)
    """
    if wish.outline:
        return wish.outline
    if wish.keywords:
        return (", ".join(wish.keywords),)
    brief = wish.brief.strip()
    return (brief,) if brief and len(brief.split()) <= _HEADING_WORDS else ()

"""Count what a change of format costs, and say it to the writer.

May import: standard library only. Thread: any.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What can be lost: the words for one of it, and for many."""

    PICTURE = ("picture", "pictures")
    COMMENT = ("comment", "comments")
    DELETION = ("tracked deletion", "tracked deletions")
    INSERTION = ("mark of a tracked insertion", "marks of tracked insertions")
    LOOK = ("change of font, size or colour", "changes of font, size or colour")
    UNDERLINE = ("underlined passage", "underlined passages")
    RAISED = ("raised or lowered passage", "raised or lowered passages")
    ALIGNMENT = ("aligned or indented paragraph", "aligned or indented paragraphs")
    MERGED_CELL = ("merged table cell", "merged table cells")
    CELL_BLOCK = ("list or table inside a table cell", "lists or tables inside table cells")
    NESTED = ("block inside a list or quote", "blocks inside lists or quotes")
    BREAK = ("page or column break", "page or column breaks")
    PAGE_EDGE = ("page header or footer", "page headers or footers")
    FORMULA = ("formula's layout", "formulas' layouts")
    BOX = ("text box's place", "text boxes' places")
    FIELD = ("field", "fields")
    HIDDEN = ("hidden passage", "hidden passages")
    SYMBOL = ("symbol of a special font", "symbols of special fonts")
    MEDIA = ("form or embedded object", "forms or embedded objects")
    SCRIPT = ("script", "scripts")
    LINK = ("link to a place that cannot be kept", "links to places that cannot be kept")
    TAG = ("HTML tag", "HTML tags")
    NOTE = ("footnote that nothing points at", "footnotes that nothing points at")
    LANGUAGE = ("name of a code's language", "names of codes' languages")
    FRONT_MATTER = ("block of front matter", "blocks of front matter")
    CONTROL = ("control character", "control characters")


@dataclass(frozen=True, slots=True)
class Loss:
    """So many of one kind."""

    kind: Kind
    count: int


class Losses:
    """A tally of losses. Thread: any one."""

    def __init__(self) -> None:
        self._counts: Counter[Kind] = Counter()

    def add(self, kind: Kind, count: int = 1) -> None:
        """Count so many more of a kind."""
        if count > 0:
            self._counts[kind] += count

    def result(self) -> tuple[Loss, ...]:
        """Give what was counted, in the order of `Kind`."""
        return tuple(Loss(kind, self._counts[kind]) for kind in Kind if self._counts[kind])


def added(*tallies: Iterable[Loss]) -> tuple[Loss, ...]:
    """Give several tallies as one.

    Example: added((Loss(Kind.NOTE, 1),), (Loss(Kind.NOTE, 2),)) -> (Loss(Kind.NOTE, 3),)
    """
    sum_of_all = Losses()
    for tally in tallies:
        for loss in tally:
            sum_of_all.add(loss.kind, loss.count)
    return sum_of_all.result()


def in_words(losses: tuple[Loss, ...]) -> str:
    """Say losses in words, without a full stop; empty for none.

    Example: in_words((Loss(Kind.PICTURE, 2), Loss(Kind.COMMENT, 1))) -> "2 pictures and 1 comment"
    """
    parts = [f"{loss.count:,} {loss.kind.value[loss.count > 1]}" for loss in losses]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"

"""Part a text into what stays, what goes and what comes. Pure; GUI thread.

May import: its siblings, assist.review.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from writer_app.assist.review import Verdict
from writer_app.ui.positions import index_of_u16
from writer_app.ui.rewrite_target import HeldEdit


class Kind(Enum):
    """What becomes of a piece of text."""

    SAME = "same"
    WAITING = "waiting"  # the rewrite has not come so far
    REMOVED = "removed"
    ADDED = "added"
    KEPT = "kept"  # new words that the writer kept


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change and what the writer has said about it."""

    number: int
    edit: HeldEdit
    verdict: Verdict = Verdict.OPEN


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one kind.

    Attributes:
        change: number of the change it belongs to; None: to none.
        index: where its characters stand in the old text; those that come, added or kept,
            in the text of all that is seen but what goes.
    """

    text: str
    kind: Kind
    change: int | None
    index: int


def pieces_of(
    held: str, start_u16: int, changes: Sequence[ShownChange], waiting_u16: int | None = None
) -> Iterator[Piece]:
    """Yield what is seen of a text with changes: what goes stands before what comes.

    Args:
        held: what the document holds from `start_u16` on. changes: in order.
        waiting_u16: where the rewrite has come to; None: it is done.
    """
    place = n_new = 0
    waiting = len(held)
    if waiting_u16 is not None:
        waiting = index_of_u16(held, max(0, waiting_u16 - start_u16))
    for change in changes:
        edit = change.edit
        start = index_of_u16(held, edit.start_u16 - start_u16)
        yield from _same(held, place, start, waiting)
        n_new += start - place
        place = index_of_u16(held, edit.end_u16 - start_u16)
        old, new = held[start:place], edit.new
        if change.verdict is Verdict.OPEN:
            yield Piece(old, Kind.REMOVED, change.number, start)
            yield Piece(new, Kind.ADDED, change.number, n_new)
        elif change.verdict is Verdict.KEPT:
            yield Piece(new, Kind.KEPT, change.number, n_new)
        else:
            yield Piece(old, Kind.SAME, change.number, start)
        n_new += len(old if change.verdict is Verdict.REFUSED else new)
    yield from _same(held, place, len(held), waiting)


def _same(held: str, start: int, end: int, waiting: int) -> Iterator[Piece]:
    """Yield untouched text, parted where the rewrite has come to."""
    part = min(end, max(start, waiting))
    if start < part:
        yield Piece(held[start:part], Kind.SAME, None, start)
    if part < end:
        yield Piece(held[part:end], Kind.WAITING, None, part)

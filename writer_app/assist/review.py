"""Go through the changes of a rewrite, keep some, refuse others.

Pure: what has been decided about each change, which one comes next, and what would
be done to the text. May import: assist.fix.revision. Thread: any one.
"""

from collections.abc import Sequence
from enum import Enum

from writer_app.assist.fix.revision import Edit


class Verdict(Enum):
    """What the writer thinks of a change."""

    OPEN = "open"
    KEPT = "kept"
    REFUSED = "refused"


class Review:
    """The changes of one version of a text and what has been decided about them.

    Args:
        edits: in order, not overlapping.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = tuple(edits)
        self._verdicts = [Verdict.OPEN] * len(self._edits)
        self._current = 0

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Give the changes, in order."""
        return self._edits

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Give what has been decided about each change."""
        return tuple(self._verdicts)

    @property
    def current(self) -> int:
        """Give the number of the change that the next decision is about, from 0."""
        return self._current

    @property
    def is_decided(self) -> bool:
        """Tell whether no change is open any more."""
        return Verdict.OPEN not in self._verdicts

    @property
    def is_begun(self) -> bool:
        """Tell whether anything has been decided."""
        return any(verdict is not Verdict.OPEN for verdict in self._verdicts)

    @property
    def kept(self) -> tuple[Edit, ...]:
        """Give the changes that were kept, in order."""
        pairs = zip(self._edits, self._verdicts, strict=True)
        return tuple(edit for edit, verdict in pairs if verdict is Verdict.KEPT)

    def keep(self) -> None:
        """Keep the current change and go to the next open one."""
        self._decide(Verdict.KEPT)

    def refuse(self) -> None:
        """Refuse the current change and go to the next open one."""
        self._decide(Verdict.REFUSED)

    def keep_rest(self) -> None:
        """Keep every change that has not been refused."""
        for number, verdict in enumerate(self._verdicts):
            if verdict is Verdict.OPEN:
                self._verdicts[number] = Verdict.KEPT

    def move(self, step: int) -> None:
        """Go to the next (1) or previous (-1) change, round at the ends.

        Decided ones are visited too: a decision may be changed.
        """
        if self._edits:
            self._current = (self._current + step) % len(self._edits)

    def choose(self, number: int) -> None:
        """Go to a change."""
        if 0 <= number < len(self._edits):
            self._current = number

    def with_edits(self, edits: Sequence[Edit]) -> "Review":
        """Give the review of a longer list that holds these changes and more.

        Decisions, and the place, go with the changes that are in both; from a decided
        one it goes on to the next open one.
        """
        grown = Review(edits)
        places = {edit: number for number, edit in enumerate(grown.edits)}
        for edit, verdict in zip(self._edits, self._verdicts, strict=True):
            if edit in places:
                grown._verdicts[places[edit]] = verdict
        if self._edits:
            grown._current = places.get(self._edits[self._current], 0)
        if grown.edits and grown._verdicts[grown._current] is not Verdict.OPEN:
            grown._go_on()
        return grown

    def _decide(self, verdict: Verdict) -> None:
        if not self._edits:
            return
        self._verdicts[self._current] = verdict
        self._go_on()

    def _go_on(self) -> None:
        """Go to the next open change, if there is any."""
        n = len(self._edits)
        for number in (*range(self._current + 1, n), *range(self._current)):
            if self._verdicts[number] is Verdict.OPEN:
                self._current = number
                return

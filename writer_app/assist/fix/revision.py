"""A text under correction: what stands now, and the edits that lead there.

Thread: any.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a text.

    Attributes:
        start, end: str indexes (code points) in the text before any edit.
        replacement: what stands there afterwards. reason: why, in a word or two.
    """

    start: int
    end: int
    replacement: str
    reason: str


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Give the text with all edits made; they are in order and do not overlap.

    Example:
        >>> apply_edits("teh end", [Edit(0, 3, "the", "spelling")])
        'the end'
    """
    parts, place = [], 0
    for edit in edits:
        parts += [text[place : edit.start], edit.replacement]
        place = edit.end
    return "".join(parts) + text[place:]


class Revision:
    """A text that is changed again and again, its edits kept against the original."""

    def __init__(self, original: str) -> None:
        self._original = original
        self._edits: list[Edit] = []

    @property
    def text(self) -> str:
        """Give the text as it stands."""
        return apply_edits(self._original, self._edits)

    @property
    def edits(self) -> list[Edit]:
        """Give the edits that change something, in order."""
        return [e for e in self._edits if self._original[e.start : e.end] != e.replacement]

    def replace(self, start: int, end: int, replacement: str, reason: str) -> None:
        """Change a part of the text as it stands; an edit it touches grows.

        Example:
            >>> revision = Revision("he go home")
            >>> revision.replace(3, 5, "went", "verb form")
            >>> revision.replace(7, 7, " back", "word")
            >>> revision.edits
            [Edit(start=3, end=5, replacement='went back', reason='verb form')]
        """
        kept: list[Edit] = []
        shift = 0  # from the original to the text as it stands, before the present edit
        first, last = start, end
        low, high = None, None
        head, tail, told = "", "", reason
        for edit in self._edits:
            now = edit.start + shift
            now_end = now + len(edit.replacement)
            shift_after = shift + len(edit.replacement) - (edit.end - edit.start)
            if now_end < start or now > end:
                kept.append(edit)
                if now_end < start:
                    first, last = start - shift_after, end - shift_after
            else:
                if low is None:
                    low, told = min(start - shift, edit.start), edit.reason
                    head = edit.replacement[: max(0, start - now)]
                high = max(end - shift_after, edit.end)
                tail = edit.replacement[max(0, end - now) :] if end < now_end else ""
            shift = shift_after
        low = first if low is None else low
        high = last if high is None else high
        kept.append(Edit(low, high, head + replacement + tail, told))
        self._edits = sorted(kept, key=lambda edit: (edit.start, edit.end))

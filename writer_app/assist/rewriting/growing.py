"""Compare a text with a rewriting of it that is still being written.

The rest of the text, which the rewriting has not come to, is neither kept nor removed
yet. What is settled is not compared again, so a word more costs the same in a sentence
and in a book. May import: assist. Thread: any one.
"""

import difflib

from writer_app.assist.fix.revision import Edit
from writer_app.assist.words import split_steps

_UNSETTLED_CHARS = 60
"""So much at the end may be written differently by the next message."""
_WINDOW_CHARS = 600
_STRONG_STEPS = 4
"""So many equal words in a row are no chance."""
_MOST_SKIPPED_STEPS = 12


class GrowingDiff:
    """The changes known so far of one text. Thread: any one.

    Args:
        old: the text as it was.
    """

    def __init__(self, old: str) -> None:
        self._old = old
        self._settled: list[Edit] = []
        self._old_at = self._new_at = 0

    def extend(self, new: str) -> tuple[tuple[Edit, ...], int]:
        """Take what is written of the rewriting by now; give the changes so far.

        Args:
            new: as far as it is written; its last words may change later.

        Returns: edits of the text (without reasons) in order, and the index that the
            rewriting has come to in it. Made to the text up to there, they give `new`.

        Example:
            >>> edits, reached = GrowingDiff("It was teh end of it.").extend("It was the end")
            >>> [(e.start, e.end, e.replacement) for e in edits], reached
            ([(6, 10, ' the')], 14)
        """
        if not new.startswith(self._beginning(new)):
            self._settled, self._old_at, self._new_at = [], 0, 0
        while True:
            self._skip_same(len(new) - _UNSETTLED_CHARS, new)
            edits, old_end, new_end = self._compare(new)
            if new_end >= len(new) - _UNSETTLED_CHARS or new_end == self._new_at:
                break
            self._settled += edits
            self._old_at, self._new_at = old_end, new_end
        tail = new[new_end:]
        if self._old.startswith(tail, old_end):
            old_end += len(tail)
        elif tail:
            edits = [*edits, Edit(old_end, old_end, tail, "")]
        return (*self._settled, *_joined(edits)), old_end

    def _beginning(self, new: str) -> str:
        """Stand in for what was settled: a shorter text begins anew."""
        return "" if len(new) >= self._new_at else new + "\0"

    def _skip_same(self, limit: int, new: str) -> None:
        """Settle what is the same on both sides, up to an index of the new text."""
        size = 4 * _WINDOW_CHARS
        while self._new_at < limit:
            one = self._old[self._old_at : self._old_at + size]
            other = new[self._new_at : min(limit, self._new_at + size)]
            n_same = _n_same(one, other)
            if n_same < len(other):
                n_same = max(0, other.rfind(" ", 0, n_same))
            if n_same == 0:
                return
            self._old_at += n_same
            self._new_at += n_same

    def _compare(self, new: str) -> tuple[list[Edit], int, int]:
        """Give edits of the next window, and where both texts are the same again."""
        old_steps = split_steps(self._old[self._old_at : self._old_at + 2 * _WINDOW_CHARS])
        new_steps = split_steps(new[self._new_at : self._new_at + _WINDOW_CHARS])
        matcher = difflib.SequenceMatcher(None, old_steps, new_steps, autojunk=False)
        edits: list[Edit] = []
        old_at, new_at, i, j = self._old_at, self._new_at, 0, 0
        for block in matcher.get_matching_blocks():
            is_weak = block.size < _STRONG_STEPS and block.a - i > _MOST_SKIPPED_STEPS
            if block.size == 0 or is_weak:
                break
            removed = len("".join(old_steps[i : block.a]))
            added = "".join(new_steps[j : block.b])
            if removed or added:
                edits.append(Edit(old_at, old_at + removed, added, ""))
            n_same = len("".join(old_steps[block.a : block.a + block.size]))
            old_at += removed + n_same
            new_at += len(added) + n_same
            i, j = block.a + block.size, block.b + block.size
        return edits, old_at, new_at


def _n_same(one: str, other: str) -> int:
    """Count the characters that two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _joined(edits: list[Edit]) -> list[Edit]:
    """Join an insertion with the edit that ends where it stands."""
    if len(edits) > 1 and edits[-2].end == edits[-1].start:
        last, tail = edits[-2:]
        return [*edits[:-2], Edit(last.start, last.end, last.replacement + tail.replacement, "")]
    return edits

"""Know how high each paragraph of a long document is, and where each begins.

Heights stand in short runs with a sum each, so that one more paragraph, another height
or "what stands at this y?" costs the same at the beginning of a novel and at its end.
May import: standard library. Thread: any, one at a time.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice

RUN = 256
"""Paragraphs in a run when it is made; one of twice as many is parted."""


class Heights:
    """The heights of a row of paragraphs, in px."""

    def __init__(self) -> None:
        self._runs: list[list[float]] = [[]]
        self._sums: list[float] = [0.0]
        self._firsts: list[int] = [0]
        self._known_tops: list[float] = []
        self._n = 0

    def __len__(self) -> int:
        """Count the paragraphs."""
        return self._n

    @property
    def total(self) -> float:
        """Give the height of all."""
        return self._tops[-1]

    def __getitem__(self, number: int) -> float:
        """Give the height of one."""
        run, index = self._find(number)
        return self._runs[run][index]

    def __setitem__(self, number: int, height: float) -> None:
        """Set the height of one."""
        run, index = self._find(number)
        self._runs[run][index] = height
        self._sums[run] = sum(self._runs[run])
        self._known_tops = []

    def top(self, number: int) -> float:
        """Give how much stands above one; for one past the last, the height of all."""
        run, index = self._find(number)
        return self._tops[run] + sum(islice(self._runs[run], index))

    def at(self, y: float) -> int:
        """Give the number of the one at a height; the first or last beyond the ends.

        Example: heights 10, 20: at(9.5) -> 0, at(10) -> 1
        """
        run = max(0, bisect_right(self._tops, y, hi=len(self._runs)) - 1)
        number, y = self._firsts[run], y - self._tops[run]
        for height in self._runs[run]:
            if y < height:
                break
            y -= height
            number += 1
        return max(0, min(number, self._n - 1))

    def replace(self, first: int, n_old: int, heights: Sequence[float]) -> None:
        """Put paragraphs of these heights in the place of some others.

        Example: of 1, 2, 3: replace(1, 1, [7, 8]) -> 1, 7, 8, 3
        """
        start, index = self._find(first)
        end, stop = self._find(first + n_old)
        merged = [*self._runs[start][:index], *heights, *self._runs[end][stop:]]
        size = len(merged) if len(merged) < 2 * RUN else RUN
        parts = [merged[at : at + size] for at in range(0, len(merged), size or 1)]
        self._runs[start : end + 1] = parts
        self._sums[start : end + 1] = [sum(part) for part in parts]
        if not self._runs:
            self._runs, self._sums = [[]], [0.0]
        self._n += len(heights) - n_old
        self._firsts = [0, *accumulate(map(len, self._runs))][:-1]
        self._known_tops = []

    @property
    def _tops(self) -> list[float]:
        """Give where each run begins, and where the last one ends."""
        if not self._known_tops:
            self._known_tops = [0.0, *accumulate(self._sums)]
        return self._known_tops

    def _find(self, number: int) -> tuple[int, int]:
        """Give the run of a paragraph and its place there; the end for one past the last."""
        run = max(0, bisect_right(self._firsts, number) - 1)
        return run, number - self._firsts[run]

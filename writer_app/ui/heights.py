"""Know how high each paragraph of a long document is, and where each begins.

Heights stand in short runs with a sum each, so that one more paragraph, another height
or "what stands at this y?" costs the same at the beginning of a novel and at its end.
May import: standard library. Thread: any, one at a time.
"""

from collections.abc import Sequence
from itertools import islice

RUN = 256
"""Paragraphs in a run when it is made; one of twice as many is parted."""


class Heights:
    """The heights of a row of paragraphs, in px."""

    def __init__(self) -> None:
        self._runs: list[list[float]] = [[]]
        self._sums: list[float] = [0.0]
        self._counts: list[int] = [0]
        self._total = 0.0
        self._n = 0

    def __len__(self) -> int:
        """Count the paragraphs."""
        return self._n

    @property
    def total(self) -> float:
        """Give the height of all."""
        return self._total

    def __getitem__(self, number: int) -> float:
        """Give the height of one."""
        run, index = self._find(number)
        return self._runs[run][index]

    def __setitem__(self, number: int, height: float) -> None:
        """Set the height of one."""
        run, index = self._find(number)
        heights = self._runs[run]
        heights[index] = height
        self._sum_up(run)

    def top(self, number: int) -> float:
        """Give how much stands above one."""
        run, index = self._find(number)
        return sum(islice(self._sums, run)) + sum(islice(self._runs[run], index))

    def at(self, y: float) -> int:
        """Give the number of the one at a height; the first or last beyond the ends.

        Example: heights 10, 20: at(9.5) -> 0, at(10) -> 1
        """
        number = 0
        for run, height in enumerate(self._sums):
            if y < height or run == len(self._sums) - 1:
                for one in self._runs[run]:
                    if y < one:
                        return number
                    y -= one
                    number += 1
            else:
                y -= height
                number += self._counts[run]
        return max(0, min(number, self._n - 1))

    def replace(self, first: int, n_old: int, heights: Sequence[float]) -> None:
        """Put paragraphs of these heights in the place of some others.

        Example: of 1, 2, 3: replace(1, 1, [7, 8]) -> 1, 7, 8, 3
        """
        if n_old == self._n:
            self._runs = [list(heights[at : at + RUN]) for at in range(0, len(heights), RUN)]
            self._runs = self._runs or [[]]
        else:
            self._cut(first, n_old, heights)
        self._sums = [sum(run) for run in self._runs]
        self._counts = [len(run) for run in self._runs]
        self._total = sum(self._sums)
        self._n = sum(self._counts)

    def _cut(self, first: int, n_old: int, heights: Sequence[float]) -> None:
        start, index = self._find(first)
        end, stop = self._find(first + n_old)
        merged = [*self._runs[start][:index], *heights, *self._runs[end][stop:]]
        size = len(merged) if len(merged) < 2 * RUN else RUN
        parts = [merged[at : at + size] for at in range(0, len(merged), size or 1)]
        self._runs[start : end + 1] = parts
        if not self._runs:
            self._runs = [[]]

    def _find(self, number: int) -> tuple[int, int]:
        """Give the run of a paragraph and its place there; the end for one past the last."""
        for run, count in enumerate(self._counts):
            if number < count:
                return run, number
            number -= count
        return len(self._counts) - 1, self._counts[-1]

    def _sum_up(self, run: int) -> None:
        self._sums[run] = sum(self._runs[run])
        self._total = sum(self._sums)

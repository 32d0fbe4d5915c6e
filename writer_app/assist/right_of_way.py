"""Let the writer's thread go first: tasks take a step in what time it leaves.

Python runs one thread at a time, and each call into Qt hands the interpreter over. A key
that is handled beside a task in plain Python therefore waits dozens of times, half a
millisecond each. Whoever is about to work for the writer claims the next moment, and
tasks rest meanwhile: where they are, without using the processor. However fast somebody
types, they get a share. Ghosts are never held up. May import: standard library.

MEASURED(2026-11-22, busy machine): beside a summary and a spelling pass without end the
window's median silence after a key fell from 41 to 23 ms, key to ghost from 68 to 39 ms.
"""

import time
from collections.abc import Callable

MOST_REST_S = 0.2
SHARE_S = 0.02
"""Tasks rest so long at a stretch, then work so long whatever is claimed."""


class RightOfWay:
    """Claims of the writer's thread, and the rests of tasks that follow from them.

    Args:
        clock_s: gives the time, for tests.
    """

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._claimed_until_s = 0.0
        self._resting_from_s: float | None = None
        self._share_until_s = 0.0

    def claim(self, for_s: float) -> None:
        """Have tasks rest for so long from now. Thread: any; it never waits."""
        self._claimed_until_s = max(self._claimed_until_s, self._clock_s() + for_s)

    def rest_s(self) -> float:
        """Give how long a task should rest before its next step; 0: not at all.

        Thread: the worker's.
        """
        now_s = self._clock_s()
        left_s = self._claimed_until_s - now_s
        if left_s <= 0.0:
            self._resting_from_s = None
            return 0.0
        if now_s < self._share_until_s:
            return 0.0
        if self._resting_from_s is None:
            self._resting_from_s = now_s
        bound_s = self._resting_from_s + MOST_REST_S - now_s
        if bound_s > 0.0:
            return min(left_s, bound_s)
        self._resting_from_s = None
        self._share_until_s = now_s + SHARE_S
        return 0.0

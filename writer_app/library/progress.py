"""How far a long job has come, and how fast it goes.

May import: standard library only. Thread: any.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

Tell = Callable[[int, int], None]
"""Hears how much is done, out of how much; may raise to end the job."""

_SPAN_S = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """One moment of a job.

    Attributes:
        stage: "looking", "downloading", "converting", "comparing" or "measuring".
        done, total: bytes (weights while converting); total is 0 when unknown.
        per_second: of the last seconds; 0.0 while unknown.
        seconds_left: of this stage; None while unknown.
    """

    stage: str
    done: int = 0
    total: int = 0
    per_second: float = 0.0
    seconds_left: float | None = None


class Pace:
    """The speed of one stage over its last seconds. Time is passed in."""

    def __init__(self, stage: str) -> None:
        self._stage = stage
        self._seen: deque[tuple[float, int]] = deque()

    def at(self, now_s: float, done: int, total: int) -> Progress:
        """Take note of where the job is, and say how it goes."""
        self._seen.append((now_s, done))
        while len(self._seen) > 2 and now_s - self._seen[0][0] > _SPAN_S:
            self._seen.popleft()
        first_s, first_done = self._seen[0]
        passed_s, gained = now_s - first_s, done - first_done
        if passed_s <= 0 or gained <= 0:
            return Progress(self._stage, done, total)
        speed = gained / passed_s
        left_s = (total - done) / speed if total else None
        return Progress(self._stage, done, total, round(speed, 1), left_s)

"""The worker's mailbox: one place per lane, so that no ghost ever queues up.

A newer ghost replaces an unread one, and so does newer background work; tasks were
asked for one by one, so none replaces another. The ghost lane is served before tasks,
tasks before background work. May import: engine.model. Thread: any.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Generic, TypeVar

from writer_app.engine.model import StopFlag

Work = TypeVar("Work")


class Lane(IntEnum):
    """The lanes, in the order they are served."""

    GHOST = 0
    TASK = 1
    BACKGROUND = 2


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Generic[Work]):
    """One piece of work with a stop flag of its own.

    Attributes:
        work_id: what `cancel` names it by.
    """

    work_id: int
    lane: Lane
    work: Work
    stop: StopFlag = field(default_factory=StopFlag)


class Mailbox(Generic[Work]):
    """Hand work from any thread to the one that takes it."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._places: dict[Lane, list[Entry[Work]]] = {lane: [] for lane in Lane}
        self._taken: dict[Lane, list[Entry[Work]]] = {lane: [] for lane in Lane}
        self._is_closed = False
        self._is_woken = False

    def post(self, work_id: int, lane: Lane, work: Work) -> None:
        """Put work in its lane's place; after `close` nothing is taken in.

        An unread ghost, or background work, is replaced by a newer one. A new ghost
        ends a running older one and any background work at once; tasks are left alone.
        """
        entry = Entry(work_id, lane, work)
        with self._condition:
            if self._is_closed:
                return
            replaced: list[Entry[Work]] = []
            if lane is Lane.GHOST:
                replaced += self._emptied(Lane.BACKGROUND) + self._taken[Lane.GHOST]
            if lane is not Lane.TASK:
                replaced += self._emptied(lane) + self._taken[Lane.BACKGROUND]
            self._places[lane].append(entry)
            self._condition.notify_all()
        _stop_all(replaced)

    def cancel(self, work_id: int) -> None:
        """End this work, waiting or running; unknown ids are past and do nothing."""
        with self._condition:
            found = [entry for entry in self._all() if entry.work_id == work_id]
            for entry in found:
                if entry in self._places[entry.lane]:
                    self._places[entry.lane].remove(entry)
        _stop_all(found)

    def wake(self) -> None:
        """Let a `take` that waits give None, now or the next time."""
        with self._condition:
            self._is_woken = True
            self._condition.notify_all()

    def take(
        self, lanes: frozenset[Lane], is_waiting: bool = True, timeout_s: float | None = None
    ) -> Entry[Work] | None:
        """Take the first entry of these lanes; the newest of the tasks.

        Waits without using the processor. Returns: None once closed, woken or after
        `timeout_s` without work, or at once when not `is_waiting` and nothing is there.
        Thread: the worker's.
        """
        with self._condition:
            while not self._is_closed:
                if self._is_woken:
                    self._is_woken = False
                    return None
                for lane in Lane:
                    if self._places[lane] and lane in lanes:
                        entry = self._places[lane].pop()
                        self._taken[lane].append(entry)
                        return entry
                if not is_waiting or not self._condition.wait(timeout_s):
                    return None
        return None

    def done(self, entry: Entry[Work]) -> None:
        """Note that work taken has ended. Thread: the worker's."""
        with self._condition:
            if entry in self._taken[entry.lane]:
                self._taken[entry.lane].remove(entry)

    def _emptied(self, lane: Lane) -> list[Entry[Work]]:
        """Take what waits in a lane out of it."""
        waiting, self._places[lane] = self._places[lane], []
        return waiting

    def _all(self) -> list[Entry[Work]]:
        """Give everything that waits or runs."""
        lanes = (*self._places.values(), *self._taken.values())
        return [entry for lane in lanes for entry in lane]

    @property
    def is_closed(self) -> bool:
        """Tell whether no more work is taken in."""
        return self._is_closed

    def close(self) -> None:
        """Take nothing in any more and end everything, waiting or running."""
        with self._condition:
            self._is_closed = True
            ended = self._all()
            for lane in Lane:
                self._places[lane] = []
            self._condition.notify_all()
        _stop_all(ended)


def _stop_all(entries: Iterable[Entry[Work]]) -> None:
    """Raise the flags outside the lock: their callbacks may take locks of their own."""
    for entry in entries:
        entry.stop.raise_flag()

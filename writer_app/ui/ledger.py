"""Note how much is written in this session and on each day, for all open documents.

Only numbers are kept. GUI thread; the file is written on a thread of its own. May
import: Qt, documents.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from writer_app.documents.statistics import (
    Record,
    Sitting,
    goal_name,
    merge_record,
    read_record,
)

KEEP_AFTER_MS = 20_000
"""Stillness after which the numbers are written; also at the end."""
_LOG = logging.getLogger(__name__)
Run = Callable[[Callable[[], None]], object]


class Ledger(QObject):
    """The numbers of this session and of those before it.

    Args:
        path: the file; None: nothing is kept. now: gives the local time.
        run: runs what touches the disk; None: on a thread of its own.

    Signals: changed(): other numbers, or another goal.

    Thread: GUI.
    """

    changed = Signal()

    def __init__(
        self,
        path: Path | None,
        now: Callable[[], datetime] = datetime.now,
        run: Run | None = None,
    ) -> None:
        super().__init__()
        self._path = path
        self._now = now
        self._pool: ThreadPoolExecutor | None = None
        self._run = run or self._run_on_thread
        self._record = read_record(path) if path is not None else Record()
        self._sitting = self._begin()
        self._last_minute = ""
        self._goals: dict[str, int] = {}
        self._later = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._later.timeout.connect(self.keep)

    @property
    def sitting(self) -> Sitting:
        """Give this session."""
        return self._sitting

    def note(self, n_words: int) -> None:
        """Note that so many words more (or, negative, fewer) were written."""
        minute = self._now().isoformat(timespec="minutes")
        sitting = self._sitting
        self._sitting = Sitting(
            sitting.started,
            sitting.minutes + (minute != self._last_minute),
            sitting.words + n_words,
        )
        self._last_minute = minute
        self._later.start()
        if n_words:
            self.changed.emit()

    def by_day(self, n_days: int) -> list[int]:
        """Give the words of each of the last days, today last."""
        return self._record.with_sitting(self._sitting).by_day(self._today(), n_days)

    def goal(self, path: Path | None) -> int:
        """Give a document's goal in words; 0: none."""
        return self._record.goal(goal_name(path)) if path is not None else 0

    def set_goal(self, path: Path, n_words: int) -> None:
        """Set a document's goal; 0 takes it away."""
        name = goal_name(path)
        self._goals[name] = n_words
        self._record = self._record.with_goal(name, n_words)
        self._later.start()
        self.changed.emit()

    def keep(self) -> None:
        """Write the numbers, beside the GUI thread."""
        self._later.stop()
        sitting = self._sitting if self._sitting.minutes else None
        if self._path is None or (sitting is None and not self._goals):
            return
        path, goals = self._path, dict(self._goals)
        self._run(lambda: _keep(path, sitting, goals))

    def forget(self) -> None:
        """Remove all numbers, kept and in hand."""
        self._later.stop()
        self._record, self._goals = Record(), {}
        self._sitting, self._last_minute = self._begin(), ""
        if self._path is not None:
            path = self._path
            self._run(lambda: _forget(path))
        self.changed.emit()

    def close_with(self, application: QCoreApplication | None) -> None:
        """Write what is left when the application ends."""
        if application is not None:
            application.aboutToQuit.connect(self.close)

    def close(self) -> None:
        """Write what is left and wait for it: a small file."""
        self.keep()
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None

    def _begin(self) -> Sitting:
        return Sitting(self._now().isoformat(timespec="milliseconds"))

    def _today(self) -> date:
        return self._now().date()

    def _run_on_thread(self, job: Callable[[], None]) -> None:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="numbers")
        self._pool.submit(job)


def _keep(path: Path, sitting: Sitting | None, goals: dict[str, int]) -> None:
    """Write into the file. Thread: any."""
    try:
        merge_record(path, sitting, goals)
    except OSError as error:
        _LOG.warning("the numbers of this session cannot be kept: %s", error.strerror)


def _forget(path: Path) -> None:
    """Remove the file. Thread: any."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _LOG.warning("the numbers cannot be removed: %s", error.strerror)

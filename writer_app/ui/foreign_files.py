"""Open documents of other programs while the writer goes on writing.

Each file is read in a process of its own; a thread waits for it, and one signal brings
the working copy back. A slow one says so, with a way to stop it. GUI thread. May
import: Qt, its siblings, documents.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from writer_app.errors import DocumentError
from writer_app.ui.translation import tr

if TYPE_CHECKING:
    from writer_app.documents.formats.aside import Reading
    from writer_app.documents.formats.foreign import WorkingCopy

Then = Callable[["WorkingCopy"], object]

SLOW_MS = 700
"""Time after which the writer is told that a file is being read."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a reading ended: with a copy, or with a line for the writer."""

    number: int
    copy: "WorkingCopy | None" = None
    problem: str = ""


@dataclass(slots=True)
class _Job:
    path: Path
    then: Then
    reading: "Reading"
    begun_s: float


class ForeignFiles(QObject):
    """The files of other programs that are being read.

    Signals:
        failed(str): a line for the writer; nothing was opened.
        slow(str, str, object): a line, the words of a button and what it does: the file
            takes its time. arrived(): the line has no meaning any more.

    Thread: GUI.
    """

    failed = Signal(str)
    slow = Signal(str, str, object)
    arrived = Signal()
    _came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._jobs: dict[int, _Job] = {}
        self._n_jobs = 0
        self._tick = QTimer(self, interval=SLOW_MS)
        self._tick.timeout.connect(self._on_tick)
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    def read(self, path: Path, then: Then) -> None:
        """Read a file; the same one twice is read once.

        Args:
            then: called with the working copy, on the GUI thread, unless it fails.
        """
        if any(job.path == path for job in self._jobs.values()):
            return
        from writer_app.documents.formats.aside import Reading

        try:
            reading = Reading(path)
        except OSError as error:
            words = tr("{name} cannot be read: no process for it ({why}).")
            self.failed.emit(words.format(name=path.name, why=error.strerror or error))
            return
        self._n_jobs += 1
        number = self._n_jobs
        self._jobs[number] = _Job(path, then, reading, time.monotonic())
        waiting = threading.Thread(target=self._wait, args=(number, reading), name="reading")
        waiting.start()
        self._tick.start()

    def close(self) -> None:
        """End what is being read."""
        for job in self._jobs.values():
            job.reading.cancel()
        self._jobs.clear()
        self._tick.stop()

    def _wait(self, number: int, reading: "Reading") -> None:
        """Wait for one process (on a thread of its own)."""
        try:
            outcome = _Outcome(number, reading.result())
        except DocumentError as error:
            outcome = _Outcome(number, problem=str(error))
        if not reading.is_cancelled:
            self._came.emit(outcome)

    @Slot(object)
    def _on_came(self, outcome: _Outcome) -> None:
        job = self._jobs.pop(outcome.number, None)
        if job is None:
            return
        self._settle()
        if outcome.copy is None:
            self.failed.emit(outcome.problem)
        else:
            job.then(outcome.copy)

    @Slot()
    def _on_tick(self) -> None:
        """Say what is being read, and for how long."""
        if self._jobs:
            number, job = next(iter(self._jobs.items()))
            n_seconds = int(time.monotonic() - job.begun_s)
            words = tr("Reading {name} \u2026")
            if n_seconds >= 2:
                words = tr("Reading {name} \u2026 {n} s")
            said = words.format(name=job.path.name, n=n_seconds)
            self.slow.emit(said, tr("Stop"), partial(self._stop, number))

    def _stop(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is not None:
            job.reading.cancel()
        self._settle()

    def _settle(self) -> None:
        if not self._jobs:
            self._tick.stop()
        self.arrived.emit()

"""Take deeds from any thread and keep them, a batch at a time, on a thread of its own.

Whoever notes a deed waits for nothing: it goes on a list. A connection is written at once,
model runs every 20 s and at the end, so that ghosts cost no disk. May import: deeds, its
siblings and the standard library. Thread: see each method.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from writer_app.deeds import Connection, Deed
from writer_app.documents.ledger_file import LedgerFile, LedgerRead
from writer_app.documents.ledger_lines import bounded

BATCH_S = 20.0
"""How long a model run may wait to be written."""
_MOST_WAITING = 20_000
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of what Foreword did.

    Attributes:
        read: what the file says, and what is not written yet.
        path: the file. is_kept: this process writes there.
        set_aside: the damaged one; None: there is none.
        trouble: why the disk does not do what it should, as the system calls it; or empty.
    """

    read: LedgerRead
    path: Path
    is_kept: bool = True
    set_aside: Path | None = None
    trouble: str = ""


Deliver = Callable[[Past], None]


@dataclass(slots=True)
class _Jobs:
    """What the thread is to do next; guarded by the keeper's condition."""

    deeds: list[Deed] = field(default_factory=list)
    due_s: float | None = None
    is_forgetting: bool = False
    readers: list[Deliver] = field(default_factory=list)

    def wait_s(self, now_s: float) -> float | None:
        """Give how long nothing is to be done; None: until somebody asks."""
        if self.is_forgetting or self.readers:
            return 0.0
        return None if self.due_s is None else max(0.0, self.due_s - now_s)


class DeedKeeper:
    """Keep what Foreword does.

    Args:
        path: of the file; other processes may write there too.
        is_kept: False: this process writes nothing, it only remembers until its end.
        batch_s: see `BATCH_S`. clock_s: monotonic.
    """

    def __init__(
        self,
        path: Path,
        *,
        is_kept: bool = True,
        batch_s: float = BATCH_S,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._file = LedgerFile(path)
        self._is_kept = is_kept
        self._batch_s = batch_s
        self._clock_s = clock_s
        self._changed = threading.Condition()
        self._jobs = _Jobs()
        self._unwritten: list[Deed] = []
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._trouble = ""

    def note(self, deed: Deed) -> None:
        """Take a deed. Thread: any; it takes some microseconds."""
        with self._changed:
            if self._is_closed:
                return
            self._jobs.deeds.append(deed)
            wait_s = 0.0 if isinstance(deed, Connection) else self._batch_s
            due_s = self._clock_s() + wait_s
            if self._jobs.due_s is None or due_s < self._jobs.due_s:
                self._jobs.due_s = due_s
                self._wake()

    def read(self, deliver: Deliver) -> None:
        """Have the past delivered, on the keeper's thread. Thread: any."""
        with self._changed:
            if not self._is_closed:
                self._jobs.readers.append(deliver)
                self._wake()

    def forget(self) -> None:
        """Remove all that was noted until now, on disk and in memory. Thread: any."""
        with self._changed:
            self._jobs.deeds.clear()
            self._jobs.is_forgetting = True
            self._wake()

    def close(self, timeout_s: float = 5.0) -> bool:
        """Write what waits and end the thread; False when that took too long. Thread: any."""
        with self._changed:
            self._is_closed = True
            thread = self._thread
            self._changed.notify_all()
        if thread is None:
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def _wake(self) -> None:
        """Let the thread look at what is to be done; called with the condition held."""
        if self._thread is None:
            # A program that ends without closing shall not hang here.
            self._thread = threading.Thread(target=self._live, name="ledger", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    # The keeper's thread

    def _live(self) -> None:
        while True:
            with self._changed:
                while not self._is_closed:
                    wait_s = self._jobs.wait_s(self._clock_s())
                    if wait_s == 0.0:
                        break
                    self._changed.wait(wait_s)
                jobs, self._jobs = self._jobs, _Jobs()
                is_last = self._is_closed
            self._do(jobs)
            if is_last:
                return

    def _do(self, jobs: _Jobs) -> None:
        if jobs.is_forgetting:
            self._forget()
        self._unwritten += jobs.deeds
        if self._is_kept and self._unwritten:
            self._write()
        if len(self._unwritten) > _MOST_WAITING:
            self._unwritten = list(bounded(self._unwritten).all)
        if jobs.readers:
            past = self._past()
            for deliver in jobs.readers:
                deliver(past)

    def _write(self) -> None:
        try:
            self._file.append(self._unwritten)
        except OSError as error:
            self._tell_trouble(error)
        else:
            self._unwritten = []
            self._trouble = ""

    def _forget(self) -> None:
        self._unwritten = []
        try:
            self._file.forget()
        except OSError as error:
            self._tell_trouble(error)
        else:
            self._trouble = ""

    def _tell_trouble(self, error: OSError) -> None:
        words = error.strerror or type(error).__name__
        if words != self._trouble:
            _LOG.warning("the ledger cannot be kept: %s", words)
        self._trouble = words

    def _past(self) -> Past:
        """Join what the file says with what this process alone remembers."""
        read = self._file.read()
        if self._unwritten:
            deeds = bounded([*read.deeds.all, *self._unwritten])
            read = LedgerRead(deeds, read.n_damaged, read.words)
        aside = self._file.set_aside
        return Past(
            read,
            self._file.path,
            self._is_kept,
            aside if aside.is_file() else None,
            read.words or self._trouble,
        )

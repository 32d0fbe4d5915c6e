"""The documents thread: journal, saves and versions, one thing after the other.

The window hands over frozen values and never waits, but for a save that the writer
asked for. May import: its siblings and the standard library.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from writer_app.documents.journal import Edit
from writer_app.documents.kept_messages import KeptMessage, Told
from writer_app.documents.safe import Safe

_LOG = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")
_Job = Callable[[], None]

CLOSE_S = 10.0
"""Longest wait at the end for what is still to be written."""
_BROKEN = "Keeping your text safe failed inside Foreword; it is on the page: save it with Ctrl+S."


class Keeper:
    """The thread that keeps the document of one window.

    Args:
        folder: holds all that is kept.
        deliver: called on the documents thread with each message.

    Thread: any, for its methods.
    """

    def __init__(self, folder: Path, deliver: Callable[[KeptMessage], None]) -> None:
        self._deliver = deliver
        self._safe = Safe(folder, deliver)
        self._jobs: queue.SimpleQueue[Edit | _Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="documents")

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def add_edit(self, edit: Edit) -> None:
        """Have an edit of the document's text written to the journal."""
        self._jobs.put(edit)

    def post(
        self, method: Callable[Concatenate[Safe, _P], object], *args: _P.args, **names: _P.kwargs
    ) -> None:
        """Have a method of the safe called with frozen values; what it gives is dropped."""
        self._jobs.put(lambda: _drop(method(self._safe, *args, **names)))

    def ask(
        self, method: Callable[Concatenate[Safe, _P], _T], *args: _P.args, **names: _P.kwargs
    ) -> "Future[_T]":
        """Have a method of the safe called; what it gives or raises comes in the future."""
        future: Future[_T] = Future()

        def answer() -> None:
            try:
                future.set_result(method(self._safe, *args, **names))
            except BaseException as error:  # noqa: BLE001 (it is raised where it was asked)
                future.set_exception(error)

        self._jobs.put(answer)
        return future

    def close(self, timeout_s: float = CLOSE_S) -> bool:
        """Finish what was asked for, then end; False when that takes too long."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            due_s = self._safe.sync_in_s()
            try:
                job = self._jobs.get(timeout=due_s) if due_s != 0 else self._jobs.get_nowait()
                if job is None:
                    break
                self._do(job)
            except queue.Empty:
                self._do(self._safe.sync)
            else:
                if self._safe.sync_in_s() == 0:
                    self._do(self._safe.sync)
        self._do(self._safe.close)

    def _do(self, job: Edit | _Job) -> None:
        """Do one thing; nothing that fails in it ends the thread."""
        try:
            if isinstance(job, Edit):
                self._safe.add_edit(job)
            else:
                job()
        except Exception as error:  # noqa: BLE001  a failure may cost a save, never the thread
            _LOG.error("the documents thread failed: %s", type(error).__name__)
            self._deliver(Told(_BROKEN))


def _drop(_: object) -> None:
    """Make nothing of a result."""

"""Search the page's text beside the GUI thread: a newer search ends the one before.

A pattern can take seconds, so it runs on a thread of its own, which lets go of the
interpreter's lock. What comes back says which state of the text it is true for. GUI
thread, except where said. May import: Qt, its siblings, documents.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QTextDocument

from writer_app.documents.search import Query, find_all, replacement_for
from writer_app.errors import PatternWrong, SearchTooSlow
from writer_app.ui.document_text import from_document, places_in_document
from writer_app.ui.translation import tr

Run = Callable[[Callable[[], None]], object]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        search_id: of the search. places: of the matches in UTF-16 units of the document.
        replacements: what each match is replaced by; empty when that was not asked.
        is_slow: it was given up. fault: what is wrong with the pattern; empty: nothing.
    """

    search_id: int
    places: tuple[Place, ...] = ()
    replacements: tuple[str, ...] = ()
    is_slow: bool = False
    fault: str = ""

    @property
    def problem(self) -> str:
        """Give, in words, why nothing was found; empty when the search went well."""
        if self.is_slow:
            return tr("This pattern takes too long; make it simpler.")
        return tr("Not a pattern: {why}").format(why=self.fault) if self.fault else ""


@dataclass(frozen=True, slots=True)
class _Job:
    """A search with all that it needs."""

    search_id: int
    query: Query
    held: str
    scope: Place | None
    replacement: str | None


class Searches(QObject):
    """The searches of one document.

    Signals: found(Found): of the newest search; delivered on the GUI thread.

    Thread: GUI.
    """

    found = Signal(object)
    _arrived = Signal(object)

    def __init__(self, document: QTextDocument, run: Run | None = None) -> None:
        """Make ready to search.

        Args:
            run: runs a job beside the GUI thread; None: on a thread of its own.
        """
        super().__init__(document)
        self._document = document
        self._pool: ThreadPoolExecutor | None = None
        self._run = run or self._run_on_thread
        self._newest = 0
        self._stop = threading.Event()
        self._held = ""
        self._is_held = False
        document.contentsChange.connect(self._on_text_changed)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(
        self, query: Query, scope: Place | None = None, replacement: str | None = None
    ) -> int:
        """Search the text as it now is; an unfinished search is given up.

        Args:
            scope: only between these positions (UTF-16 units). replacement: None: none.

        Returns: the search's number.
        """
        self.cancel()
        self._stop = threading.Event()
        if not self._is_held:
            self._held = self._document.toRawText().replace("\u2029", "\n")
            self._is_held = True
        job = _Job(self._newest, query, self._held, scope, replacement)
        stop = self._stop
        self._run(lambda: self._arrived.emit(search(job, stop.is_set)))
        return self._newest

    def cancel(self) -> None:
        """Let nothing of an earlier search arrive any more."""
        self._newest += 1
        self._stop.set()

    def let_go(self) -> None:
        """Hold no copy of the text any more: nothing is sought."""
        self.cancel()
        self._on_text_changed()

    def close(self) -> None:
        """End the thread; a match that is being tried ends within its limit."""
        self.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    @Slot(object)
    def _deliver(self, found: Found) -> None:
        if found.search_id == self._newest:
            self.found.emit(found)

    def _on_text_changed(self, *_: int) -> None:
        self._held, self._is_held = "", False

    def _run_on_thread(self, job: Callable[[], None]) -> None:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._pool.submit(job)


def search(job: _Job, is_stopped: Callable[[], bool]) -> Found:
    """Do one search. Thread: any."""
    text = from_document(job.held)
    spans: list[Place] = []
    replacements: list[str] = []
    try:
        for span in find_all(job.query, text, is_stopped=is_stopped):
            spans.append(span)
            if job.replacement is not None:
                replacements.append(replacement_for(job.query, text, span, job.replacement))
    except PatternWrong as error:
        return Found(job.search_id, fault=str(error))
    except (SearchTooSlow, TimeoutError):
        return Found(job.search_id, is_slow=True)
    places = places_in_document(job.held, spans)
    if job.scope is not None:
        first, last = job.scope
        kept = [n for n, (start, end) in enumerate(places) if first <= start and end <= last]
        places = [places[n] for n in kept]
        replacements = [replacements[n] for n in kept] if replacements else []
    return Found(job.search_id, tuple(places), tuple(replacements))

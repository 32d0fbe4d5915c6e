"""Know the summaries kept of the document on the page, and have them written beside it.

GUI thread. May import: Qt, keeping, desk, documents.
"""

from PySide6.QtCore import QObject, Signal, Slot

from writer_app.documents.sidecar import KeptSummaries, KeptSummary
from writer_app.ui.desk import Desk
from writer_app.ui.keeping import Keeping


class SummaryShelf(QObject):
    """The kept summaries of one window's document.

    Args:
        desk: knows the document's file. keeping: writes beside it; None: nothing is kept.

    Signals:
        found(KeptSummaries): what stands beside the document that was opened.
        forgot(): the writer had all kept text removed.

    Thread: GUI.
    """

    found = Signal(object)
    forgot = Signal()

    def __init__(self, desk: Desk, keeping: Keeping | None) -> None:
        super().__init__()
        self._desk = desk
        self._keeping = keeping
        self._path = desk.path
        self._kept = KeptSummaries()
        desk.renamed.connect(self._on_renamed)
        if keeping is not None:
            keeping.summaries_read.connect(self._on_read)
            keeping.forgot.connect(self.forgot)

    def begin(self) -> None:
        """Begin with the document that has just been opened."""
        self._kept = KeptSummaries()
        self._path = self._desk.path
        if self._keeping is not None and self._path is not None:
            self._keeping.read_summaries(self._path)

    def find(self, scope: str, length: str, *, is_points: bool, digest: str) -> KeptSummary | None:
        """Find a summary of this wish: of a part, of the same text; of the whole, the last."""
        for one in self._kept.summaries:
            is_same = (one.scope, one.length, one.is_points) == (scope, length, is_points)
            if is_same and (scope == "document" or one.digest == digest):
                return one
        return None

    def add(self, summary: KeptSummary) -> None:
        """Keep one more."""
        self._kept = self._kept.with_newest(summary)
        self._write()

    def note_shown(self, is_shown: bool) -> None:
        """Keep whether summaries stand beside the page."""
        if is_shown != self._kept.is_shown:
            self._kept = KeptSummaries(self._kept.summaries, is_shown)
            self._write()

    def forget(self) -> None:
        """Know of none any more; the files are removed by those who forget all."""
        self._kept = KeptSummaries()

    def _write(self) -> None:
        if self._kept.summaries and self._keeping is not None and self._path is not None:
            self._keeping.keep_summaries(self._path, self._kept)

    @Slot()
    def _on_renamed(self) -> None:
        """Keep the summaries beside the document's new file."""
        if self._desk.path != self._path:
            self._path = self._desk.path
            self._write()

    @Slot(object)
    def _on_read(self, kept: KeptSummaries) -> None:
        """Take what stands beside the document, unless it is older than what is here."""
        if kept.summaries and not self._kept.summaries:
            self._kept = kept
            self.found.emit(kept)

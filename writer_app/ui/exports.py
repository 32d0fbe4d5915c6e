"""Write exports on a thread of their own, so that typing never waits for them.

A snapshot of the text goes in, one signal comes back. GUI thread, but for the work
itself, whose libraries are loaded when first asked for. May import: Qt, printing,
documents.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont

from writer_app.documents.formats.kinds import Format, format_of
from writer_app.errors import DocumentError
from writer_app.ui.loss_words import losses_in_words
from writer_app.ui.translation import tr

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from writer_app.documents.formats.losses import Loss

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written, copied from the page."""

    path: Path
    kind: Format
    text: str
    is_markdown: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How an export went; `problem` is empty when it stands on disk."""

    path: Path
    losses: "tuple[Loss, ...]" = ()
    problem: str = ""


class Exports(QObject):
    """The exports of one window, one after another.

    Args:
        font: gives the page's face at the moment of asking.

    Signals:
        finished(str): a line for the writer: what was written and what it lacks.
        failed(str): a line for the writer; nothing was changed on disk.

    Thread: GUI.
    """

    finished = Signal(str)
    failed = Signal(str)
    _arrived = Signal(object)

    def __init__(self, font: Callable[[], QFont]) -> None:
        super().__init__()
        self._font = font
        self._thread: ThreadPoolExecutor | None = None
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def start(self, path: Path, text: str, *, is_markdown: bool) -> None:
        """Write a text to a path whose name tells the kind."""
        kind = format_of(path)
        if kind is None:
            words = tr("{name} is no kind of document to export to; use .pdf.")
            self.failed.emit(words.format(name=path.name))
            return
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="export")
        export = Export(path, kind, text, is_markdown)
        self._thread.submit(_write, export, QFont(self._font())).add_done_callback(self._on_done)

    def close(self) -> None:
        """Wait until what was asked for is written."""
        if self._thread is not None:
            self._thread.shutdown(wait=True)

    def _on_done(self, future: "Future[_Outcome]") -> None:
        """Hand the outcome to the GUI thread (called on the export's thread)."""
        self._arrived.emit(future.result())

    @Slot(object)
    def _on_arrived(self, outcome: _Outcome) -> None:
        if outcome.problem:
            self.failed.emit(outcome.problem)
            return
        lost = losses_in_words(outcome.losses)
        words = tr("Exported to {name}, without {lost}.") if lost else tr("Exported to {name}.")
        self.finished.emit(words.format(name=outcome.path.name, lost=lost))


def _write(export: Export, font: QFont) -> _Outcome:
    """Render and write; a fault of ours becomes a line, for no export may end the app."""
    from writer_app.documents.formats.foreign import now_about, render, write_foreign

    try:
        if export.kind is Format.PDF:
            from writer_app.ui.printing import pdf_of

            data = pdf_of(export.text, font, export.path.stem, is_markdown=export.is_markdown)
            losses: tuple[Loss, ...] = ()
        else:
            about = now_about(QLocale.system().bcp47Name())
            data, losses = render(
                export.text, export.kind, is_markdown=export.is_markdown, about=about
            )
        write_foreign(export.path, data, export.text)
        return _Outcome(export.path, losses)
    except DocumentError as error:
        return _Outcome(export.path, problem=str(error))
    except Exception:  # noqa: BLE001  (a thread's last net)
        _LOG.exception("export to %s failed", export.kind.name)
        words = tr("{name} could not be made; the text is safe on the page.")
        return _Outcome(export.path, problem=words.format(name=export.path.name))

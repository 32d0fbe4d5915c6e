"""Show the text as it will be read: Markdown laid out, in a window beside the page.

Parsed on a thread, laid out in slices between the events, so that typing goes on.
Loads nothing that a text names, and opens no address. GUI thread, but for the
parsing. May import: Qt, its siblings, documents.
"""

import logging
import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from writer_app.ui.page import SlimScrollBar
from writer_app.ui.theme import Theme, code_ground, column_width_px, qt_palette
from writer_app.ui.translation import tr

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_LOG = logging.getLogger(__name__)
FIRST_SIZE_PX = (820, 780)
SLICE_CHARS = 6_000
"""HTML laid out at a time.

MEASURED(2026-11-22): 4 to 9 ms on a busy two-core machine.
"""
MARGIN_PX = 40
LINE_SHARE = 115
"""Line pitch as a share of the face's own, the page's 1.6 times its size."""
_TASK = re.compile(r"(<li>\s*(?:<p>)?)\[([ xX])\](?= )")
_HEADING = re.compile(r"<(?:(/)h[1-6]>|h([1-6])\b)")
_BOXES = {" ": "\u2610", "x": "\u2611"}


class _Sheet(QTextDocument):
    """A document that loads nothing, whatever its text names."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Give nothing (called by Qt)."""
        return None


class PreviewLayout(QObject):
    """Lays HTML out in a document of its own, a slice at a time.

    Signals:
        finished(QTextDocument): all of it stands there.

    Thread: GUI.
    """

    finished = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet: _Sheet | None = None
        self._pieces: list[str] = []
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._lay_slice)

    def start(self, pieces: list[str], style: str, font: QFont, width_px: float) -> None:
        """Begin anew; what was being laid out is dropped."""
        self._sheet = _Sheet(self)
        self._sheet.setUndoRedoEnabled(False)
        self._sheet.setDefaultFont(font)
        self._sheet.setDefaultStyleSheet(style)
        self._sheet.setDocumentMargin(0)
        frame = self._sheet.rootFrame().frameFormat()
        frame.setTopMargin(MARGIN_PX)
        frame.setBottomMargin(MARGIN_PX)
        self._sheet.rootFrame().setFrameFormat(frame)
        self._sheet.setTextWidth(width_px)
        self._pieces = list(reversed(pieces))
        self._turn.start()

    def _lay_slice(self) -> None:
        """Lay out the next pieces; hand the document over after the last."""
        assert self._sheet is not None
        n_chars, html = 0, []
        while self._pieces and n_chars < SLICE_CHARS:
            html.append(self._pieces.pop())
            n_chars += len(html[-1])
        cursor = QTextCursor(self._sheet)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not self._sheet.isEmpty():
            cursor.insertBlock()
        cursor.insertHtml("\n".join(html))
        if not self._pieces:
            self._turn.stop()
            self.finished.emit(self._sheet)


class Preview(QTextBrowser):
    """The window that shows a text as it will be read. Thread: GUI."""

    _arrived = Signal(int, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setAccessibleName(tr("Preview"))
        self._bar = SlimScrollBar(self)
        self.setVerticalScrollBar(self._bar)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout = PreviewLayout(self)
        self._layout.finished.connect(self._show_sheet)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._thread: ThreadPoolExecutor | None = None
        self._number = 0
        self._style = ""
        self._column_chars = 0
        self.resize(*FIRST_SIZE_PX)

    def set_look(self, theme: Theme, font: QFont, column_chars: int) -> None:
        """Take the page's inks, face and width; they are seen at the next text."""
        self.setPalette(qt_palette(theme))
        self._bar.set_colours(theme.page, theme.line)
        self._bar.setFixedWidth(10)
        self.setFont(font)
        self._column_chars = column_chars
        self._style = style_sheet(theme, font.pixelSize())
        self._centre()

    def show_text(self, text: str, title: str, *, is_markdown: bool) -> None:
        """Show another text as soon as it is laid out; the place in it stays."""
        self.setWindowTitle(title)
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")
        self._number += 1
        number = self._number
        future = self._thread.submit(_pieces, text, is_markdown)
        future.add_done_callback(lambda done: self._on_done(number, done))

    def shut_down(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
            self._thread = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close the window (called by Qt)."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle (called by Qt)."""
        super().resizeEvent(event)
        self._centre()

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Give nothing: a preview loads nothing (called by Qt)."""
        return None

    def _on_done(self, number: int, done: "Future[list[str]]") -> None:
        """Hand what was parsed to the GUI thread (called on the preview's thread)."""
        if not done.cancelled():
            self._arrived.emit(number, done.result())

    @Slot(int, object)
    def _on_arrived(self, number: int, pieces: list[str]) -> None:
        if number == self._number:
            self._layout.start(pieces, self._style, self.font(), self.viewport().width())

    @Slot(object)
    def _show_sheet(self, sheet: QTextDocument) -> None:
        scrolled = self._bar.value()
        self.setDocument(sheet)
        self._bar.setValue(scrolled)

    def _centre(self) -> None:
        """Give the column the page's own width."""
        column = column_width_px(self.font(), self._column_chars or 68)
        side = max(MARGIN_PX, (self.width() - column) // 2)
        self.setViewportMargins(side, 0, side - self._bar.width(), 0)


def style_sheet(theme: Theme, size_px: int) -> str:
    """Give the rules of rich text for a theme and a size of text."""
    shares = {1: 1.45, 2: 1.22, 3: 1.05, 4: 1.0, 5: 1.0, 6: 1.0}
    headings = "\n".join(
        f".h{level} {{ font-size: {size_px * share:.0f}px; font-weight: bold;"
        f" margin: {size_px * 1.3:.0f}px 0 {size_px * 0.5:.0f}px 0; }}"
        for level, share in shares.items()
    )
    return f"""
    p {{ line-height: {LINE_SHARE}%; margin: 0 0 {size_px * 0.75:.0f}px 0; }}
    li {{ line-height: {LINE_SHARE}%; margin: 0 0 2px 0; }}
    {headings}
    pre, code {{ font-family: "JetBrains Mono", "DejaVu Sans Mono", monospace;
                 font-size: {size_px * 0.86:.0f}px; }}
    pre {{ background-color: {code_ground(theme)}; margin: 0 0 {size_px * 0.75:.0f}px 0; }}
    blockquote {{ color: {theme.quiet}; }}
    th, td {{ padding: 4px 14px; }}
    a {{ color: {theme.accent}; text-decoration: none; }}
    """


def _pieces(text: str, is_markdown: bool) -> list[str]:
    """Parse a text; a fault of ours shows the text itself (called on the thread)."""
    from html import escape

    from writer_app.documents.formats.foreign import page_pieces

    try:
        return [_as_printed(piece) for piece in page_pieces(text, is_markdown=is_markdown)]
    except Exception:  # noqa: BLE001  (a thread's last net)
        _LOG.exception("the preview could not be made")
        return [f"<pre>{escape(text)}</pre>"]


def _as_printed(piece: str) -> str:
    """Give a block as Qt can show it well.

    Its headings have sizes of their own, whatever a style says, so they become
    paragraphs of a class; a rule would be drawn black, so it becomes stars.
    """
    piece = _HEADING.sub(lambda found: "</p>" if found[1] else f'<p class="h{found[2]}"', piece)
    if piece.startswith("<hr"):
        return '<p align="center">*\u2003*\u2003*</p>'
    return _TASK.sub(lambda found: found[1] + _BOXES[found[2].lower()], piece)

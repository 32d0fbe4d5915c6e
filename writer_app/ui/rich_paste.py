"""Paste from Word and the web as Markdown, read away from the keys.

The clipboard's HTML is read on a thread; when that is done within a blink the words
are there at once, else they come to where the caret stood, wherever it is by then.
GUI thread, but for the reading. May import: Qt, documents.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtGui import QTextCursor

from writer_app.errors import DocumentError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_LOG = logging.getLogger(__name__)
PATIENCE_S = 0.008
"""How long a paste may hold the page; half of what a frame lasts."""
_CODE_EDITORS = ("vscode-editor-data", 'application/x-qt-windows-mime;value="Jetbrains"')

Insert = Callable[[QTextCursor, str], None]


def html_of(source: QMimeData) -> str:
    """Give copied HTML that says more than its words; empty when plain text will do."""
    if not source.hasHtml() or any(source.hasFormat(name) for name in _CODE_EDITORS):
        return ""
    from writer_app.documents.formats.clip import has_structure

    html = source.html()
    return html if has_structure(html) else ""


class RichPaste(QObject):
    """The pastes of one page.

    Args:
        insert: puts Markdown in the place of what a cursor selects, as one undo step.

    Thread: GUI.
    """

    _arrived = Signal(int, str)

    def __init__(self, insert: Insert) -> None:
        super().__init__()
        self._insert = insert
        self._thread: ThreadPoolExecutor | None = None
        self._waiting: dict[int, tuple[QTextCursor, str]] = {}
        self._n_pastes = 0
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def paste(self, html: str, text: str, cursor: QTextCursor) -> None:
        """Put copied HTML at a cursor as Markdown, now or as soon as it is read.

        Args:
            text: the words alone, should the HTML not be readable.
            cursor: of the page; what it selects is replaced.
        """
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="paste")
        future = self._thread.submit(_read, html, text)
        try:
            self._insert(cursor, future.result(timeout=PATIENCE_S))
            return
        except TimeoutError:
            pass
        self._n_pastes += 1
        number = self._n_pastes
        cursor.setKeepPositionOnInsert(True)
        self._waiting[number] = (cursor, cursor.selectedText())
        future.add_done_callback(lambda done: self._on_done(number, done))

    def forget(self) -> None:
        """Let go of pastes that have not come: another text is on the page."""
        self._waiting.clear()

    def close(self) -> None:
        """End the thread; what is still being read is dropped."""
        self.forget()
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
            self._thread = None

    def _on_done(self, number: int, done: "Future[str]") -> None:
        """Hand the Markdown to the GUI thread (called on the paste's thread)."""
        if not done.cancelled():
            self._arrived.emit(number, done.result())

    @Slot(int, str)
    def _on_arrived(self, number: int, markdown: str) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            return
        cursor, replaced = waiting
        cursor.setKeepPositionOnInsert(False)
        if cursor.selectedText() != replaced:
            # Its anchor went along with what was typed meanwhile: that is not to be replaced.
            cursor.setPosition(cursor.position())
        self._insert(cursor, markdown)


def set_off(markdown: str, before: str, after: str) -> str:
    """Give Markdown the blank lines that part its blocks from the text around it.

    Args:
        before, after: the rest of the paragraph on either side of the caret.

    Example: set_off("# A", "so", "") -> "\\n\\n# A"
    """
    is_block = "\n" in markdown or markdown.startswith(("#", "- ", "> ", "1. ", "```", "| "))
    if not is_block:
        return markdown
    head = "\n\n" if before.strip() else ""
    tail = "\n\n" if after.strip() else ""
    return f"{head}{markdown}{tail}"


def _read(html: str, text: str) -> str:
    """Read HTML; what cannot be read is pasted as its words (called on the thread)."""
    from writer_app.documents.formats.clip import markdown_of_html

    try:
        return markdown_of_html(html) or text
    except DocumentError:
        return text
    except Exception:  # noqa: BLE001  (a thread's last net)
        _LOG.exception("pasted HTML could not be read")
        return text

"""What goes to the clipboard and comes from it: plain text, exactly; files by name.

GUI thread. May import: Qt, document_text.
"""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QTextDocumentFragment
from shiboken6 import Shiboken

from writer_app.ui.document_text import from_document, to_document

_PARAGRAPH_ENDS = str.maketrans({"\r": "\n", "\u2029": "\n", "\0": None})
_BYTE_ORDER_MARK = "\ufeff".encode()
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def files_of(source: QMimeData) -> list[Path]:
    """Give the files of this machine that are pasted or dropped."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]


def text_to_insert(source: QMimeData) -> str:
    """Give the plain text pasted or dropped, as a document holds it.

    Other programs' paragraph ends all become line feeds; a NUL, which no text file
    may hold, is left out.
    """
    text = source.text()
    if not text and bytes(source.data("text/plain").data()) == _BYTE_ORDER_MARK:
        text = "\ufeff"  # alone it marks nothing: it is the text
    return to_document(text.replace("\r\n", "\n").translate(_PARAGRAPH_ENDS))


def mime_of(selection: QTextDocumentFragment) -> QMimeData:
    """Give a selection as plain text, every character as it was written."""
    copied = QMimeData()
    copied.setText(_as_qt_takes_it(from_document(selection.toRawText())))
    return copied


def hand_over_clipboard() -> None:
    """Replace copied data that Python made by Qt's own; call before the app ends.

    WORKAROUND(remove when PySide6 survives it): Qt destroys what the clipboard holds
    after the interpreter has gone, and a QMimeData made in Python then ends the
    process with a segmentation fault. Source: gdb, PySide6 6.11.3, 2026-11-21.
    """
    clipboard = QGuiApplication.clipboard()
    for mode in _MODES:
        data = clipboard.mimeData(mode)
        if data is not None and Shiboken.createdByPython(data):
            clipboard.setText(_as_qt_takes_it(data.text()), mode)


def _as_qt_takes_it(text: str) -> str:
    """Double what Qt would take for a byte order mark at the start; it drops the first."""
    return f"\ufeff{text}" if text.startswith(("\ufeff", "\ufffe")) else text

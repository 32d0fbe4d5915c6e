"""Lay a text out on paper: a PDF file, or the writer's printer.

The page's face and rhythm, a number under every page. Loads nothing that a text
names. GUI thread for a printer; a PDF may be made on any thread with its own
objects. May import: Qt, theme, documents.
"""

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QMarginsF, QPoint, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from writer_app.documents.formats.foreign import page_html
from writer_app.errors import DocumentError
from writer_app.ui.translation import tr

TEXT_SIZE_PT = 11.0
MARGIN_MM = 25.0
_NUMBER_SIZE_PT = 9.0
_CODE_PT = 9.5
_HEADING_PT = {1: 18.0, 2: 14.0}
"""The lesser ones are as large as the text, and bold."""
_QUOTE_PX = 32
_STYLE_SHEET = """
p { line-height: 135%; margin: 0 0 9px 0; white-space: pre-wrap; }
li { line-height: 135%; }
h1 { font-size: 18pt; margin: 30px 0 14px 0; } h2 { font-size: 14pt; margin: 24px 0 10px 0; }
h3, h4, h5, h6 { font-size: 11pt; margin: 18px 0 8px 0; }
pre, code { font-family: "JetBrains Mono", "DejaVu Sans Mono", monospace; font-size: 9.5pt; }
pre { margin: 9px 0 14px 0; }
blockquote { margin: 10px 32px 10px 32px; }
th, td { padding: 3px 12px; }
a { color: #22211e; text-decoration: none; }
"""
"""Qt's rich text knows lengths of boxes in px only (96 to the inch, whatever the paper)."""


class _Sheet(QTextDocument):
    """A document that loads nothing, whatever its text names."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Give nothing (called by Qt)."""
        return None


def page_layout() -> QPageLayout:
    """Give the paper of the writer's country with wide margins."""
    is_metric = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    size = QPageSize(QPageSize.PageSizeId.A4 if is_metric else QPageSize.PageSizeId.Letter)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


def pdf_of(text: str, font: QFont, title: str, *, is_markdown: bool) -> bytes:
    """Give a text as a PDF.

    Args:
        text: all of it. font: the page's face; its size is the paper's own.
        title: what the file says of itself.

    Raises: DocumentError: the PDF could not be made.

    Thread: any one.
    """
    with tempfile.TemporaryDirectory(prefix="foreword-") as folder:
        path = Path(folder) / "page.pdf"
        device = QPdfWriter(str(path))
        device.setPageLayout(page_layout())
        device.setTitle(title)
        device.setCreator("Foreword")
        print_text(text, font, device, is_markdown=is_markdown)
        del device
        return path.read_bytes()


def print_text(text: str, font: QFont, device: QPagedPaintDevice, *, is_markdown: bool) -> int:
    """Put a text on a printer or into a PDF, and give the number of pages.

    Raises: DocumentError: the device takes nothing.
    """
    sheet = _sheet_of(text, font, is_markdown=is_markdown)
    painter = QPainter()
    if not painter.begin(device):
        raise DocumentError(tr("The printer takes nothing; look at it, or choose another."))
    try:
        return _paint(sheet, painter, device)
    finally:
        painter.end()


def _sheet_of(text: str, font: QFont, *, is_markdown: bool) -> QTextDocument:
    sheet = _Sheet()
    face = QFont(font)
    face.setPointSizeF(TEXT_SIZE_PT)
    sheet.setDefaultFont(face)
    sheet.setDefaultStyleSheet(_STYLE_SHEET)
    sheet.setDocumentMargin(0)
    sheet.setUndoRedoEnabled(False)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    sheet.setDefaultTextOption(option)
    sheet.setHtml(page_html(text, is_markdown=is_markdown))
    _indent_quotes(sheet)
    _wrap_code(sheet)
    _size_headings(sheet)
    return sheet


def _wrap_code(sheet: QTextDocument) -> None:
    """Let long lines of code go on in the next one: past the paper's edge they are lost."""
    cursor = QTextCursor(sheet)
    block = sheet.begin()
    while block.isValid():
        looks = block.blockFormat()
        if looks.nonBreakableLines():
            looks.setNonBreakableLines(False)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(looks)
        block = block.next()


def _size_headings(sheet: QTextDocument) -> None:
    """Give headings the style sheet's sizes: Qt's own for <h1> and so on go before them."""
    cursor = QTextCursor(sheet)
    block = sheet.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        for start, length, looks in _pieces_of(block) if level else ():
            looks.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            heading_pt = _HEADING_PT.get(level, TEXT_SIZE_PT)
            is_code = looks.fontPointSize() == _CODE_PT
            looks.setFontPointSize(heading_pt * _CODE_PT / TEXT_SIZE_PT if is_code else heading_pt)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(looks)
        block = block.next()


def _pieces_of(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Give position, length and looks of each piece of a paragraph."""
    pieces, piece = [], block.begin()
    while not piece.atEnd():
        found = piece.fragment()
        pieces.append((found.position(), found.length(), found.charFormat()))
        piece += 1
    return pieces


def _indent_quotes(sheet: QTextDocument) -> None:
    """Turn the margins of quotes into indents: Qt 6.11 scales only these to the paper."""
    cursor = QTextCursor(sheet)
    block = sheet.begin()
    while block.isValid():
        looks = block.blockFormat()
        if looks.leftMargin() >= _QUOTE_PX and block.textList() is None:
            looks.setIndent(round(looks.leftMargin() / _QUOTE_PX))
            looks.setLeftMargin(0)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(looks)
        block = block.next()


def _paint(sheet: QTextDocument, painter: QPainter, device: QPagedPaintDevice) -> int:
    """Paint page by page, its number in the middle of the lower margin."""
    sheet.documentLayout().setPaintDevice(device)
    width, height = painter.viewport().width(), painter.viewport().height()
    sheet.setPageSize(QSizeF(width, height))
    number_font = QFont(sheet.defaultFont())
    number_font.setPointSizeF(_NUMBER_SIZE_PT)
    n_pages = sheet.pageCount()
    margin_px = round(device.logicalDpiY() * MARGIN_MM / 25.4)
    for page in range(n_pages):
        if page:
            device.newPage()
        painter.save()
        painter.translate(QPoint(0, -page * height))
        sheet.drawContents(painter, QRectF(0, page * height, width, height))
        painter.restore()
        painter.setFont(number_font)
        under = QRectF(0, height, width, margin_px * 0.8)
        painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), str(page + 1))
    return n_pages

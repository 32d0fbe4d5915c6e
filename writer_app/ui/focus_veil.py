"""Dim all of the page but the sentence or paragraph at the caret.

A veil of the page's own colour is painted over the rest: no format, no mark and no
line of the text changes, and every ink behind it steps back alike. GUI thread. May
import: Qt, positions, assist.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QTextBlock, QTextCursor, QTextLine
from PySide6.QtWidgets import QTextEdit

from writer_app.assist.sentences import sentence_starts
from writer_app.ui.positions import index_of_u16, n_u16
from writer_app.ui.theme import Theme

UNITS = ("sentence", "paragraph")
_DENSITY = 0.62
_CONTRAST_DENSITY = 0.45
"""How much of what is behind the veil is gone; in high contrast it keeps 6 to 1."""
_OVERHANG_PX = 2


class FocusVeil:
    """The veil over one page; `unit` is empty while there is none. Thread: GUI."""

    def __init__(self, edit: QTextEdit, theme: Theme) -> None:
        self._edit = edit
        self._colour = QColor()
        self._range = (-1, -1)
        self._edges = (-1, -1, -1)
        self.unit = ""
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another page's colour."""
        self._colour = QColor(theme.page)
        self._colour.setAlphaF(_CONTRAST_DENSITY if theme.name == "contrast" else _DENSITY)

    def set_unit(self, unit: str) -> None:
        """Leave a "sentence" or "paragraph" clear; empty: lift the veil."""
        self.unit = unit
        self._edit.viewport().update()

    def follow(self) -> None:
        """Paint again if the caret has come to another sentence or paragraph.

        One that grows under the caret is not another: Qt paints its lines anyway.
        """
        if not self.unit:
            return
        cursor = self._edit.textCursor()
        edges = _edges(cursor, focus_range(cursor, self.unit))
        if edges != self._edges:
            self._edges = edges
            self._edit.viewport().update()

    def paint(self) -> None:
        """Lay the veil over the page; call it when all else has been painted."""
        cursor = self._edit.textCursor()
        if not self.unit or self._edit.document().isEmpty():
            return
        self._range = focus_range(cursor, self.unit)
        clear = QPainterPath()
        block = cursor.document().findBlock(self._range[0])
        while block.isValid() and block.position() <= self._range[1]:
            for rect in self._clear_rects(block):
                clear.addRect(rect)
            block = block.next()
        veil = QPainterPath()
        veil.addRect(QRectF(self._edit.viewport().rect()))
        QPainter(self._edit.viewport()).fillPath(veil.subtracted(clear.simplified()), self._colour)

    def _clear_rects(self, block: QTextBlock) -> list[QRectF]:
        """Give the parts of a paragraph's lines that stay clear, in the viewport."""
        bounds = self._edit.document().documentLayout().blockBoundingRect(block)
        top = bounds.top() - self._edit.verticalScrollBar().value()
        if top > self._edit.viewport().height() or top + bounds.height() < 0:
            return []
        layout = block.layout()
        first = self._in_layout(block, self._range[0] - block.position(), is_end=False)
        last = self._in_layout(block, self._range[1] - block.position(), is_end=True)
        rects = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            rect = _clear_part(line, first, last)
            if rect is not None:
                rects.append(rect.translated(layout.position().x(), top))
        return rects

    @staticmethod
    def _in_layout(block: QTextBlock, offset_u16: int, *, is_end: bool) -> int:
        """Give a paragraph's offset as its layout counts, a ghost included."""
        layout = block.layout()
        at_u16, ghost = layout.preeditAreaPosition(), layout.preeditAreaText()
        offset_u16 = min(max(0, offset_u16), block.length() - 1)
        is_past = ghost and (offset_u16 >= at_u16 if is_end else offset_u16 > at_u16)
        return offset_u16 + n_u16(ghost) if is_past else offset_u16


def focus_range(cursor: QTextCursor, unit: str) -> tuple[int, int]:
    """Give the positions (UTF-16) between which the page stays clear.

    A selection keeps all paragraphs clear that it touches. Reads the caret's block only.
    """
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    if cursor.hasSelection() or unit != "sentence":
        return first.position(), last.position() + last.length() - 1
    text = first.text()
    index = index_of_u16(text, cursor.positionInBlock())
    start, end = sentence_around(text, index)
    if end < len(text):  # the space before the next one would take its first serif along
        end = start + len(text[start:end].rstrip())
    return first.position() + n_u16(text[:start]), first.position() + n_u16(text[:end])


def _edges(cursor: QTextCursor, clear: tuple[int, int]) -> tuple[int, int, int]:
    """Give where a range begins, its number of paragraphs, and what of the last is past it."""
    document = cursor.document()
    first, last = document.findBlock(clear[0]), document.findBlock(clear[1])
    n_blocks = last.blockNumber() - first.blockNumber()
    return clear[0], n_blocks, last.position() + last.length() - clear[1]


def sentence_around(text: str, index: int) -> tuple[int, int]:
    """Give the ends of the sentence at an index of a paragraph.

    Example: sentence_around("One. Two.", 6) -> (5, 9)
    """
    starts = [0, *(start for start in sentence_starts(text) if start)]
    begun = [start for start in starts if start <= index]
    ends = [start for start in starts if start > index]
    return begun[-1], ends[0] if ends else len(text)


def _clear_part(line: QTextLine, first_u16: int, last_u16: int) -> QRectF | None:
    """Give the part of a visual line between two offsets; None when it has none."""
    start_u16 = max(first_u16, line.textStart())
    end_u16 = min(last_u16, line.textStart() + line.textLength())
    is_outside = start_u16 > end_u16 or (start_u16 == end_u16 and line.textLength() > 0)
    if is_outside:
        return None
    whole = QRectF(line.x(), line.y(), line.width(), line.height())
    if (start_u16, end_u16) == (line.textStart(), line.textStart() + line.textLength()):
        return whole.adjusted(-_OVERHANG_PX, 0, _OVERHANG_PX, 0)
    runs = line.glyphRuns(start_u16, end_u16 - start_u16)
    boxes = [run.boundingRect() for run in runs]
    if not boxes:
        return None
    left, right = min(box.left() for box in boxes), max(box.right() for box in boxes)
    return QRectF(left - _OVERHANG_PX, line.y(), right - left + 2 * _OVERHANG_PX, line.height())

"""Break one paragraph into lines, and find and mark places on them.

Lines stand where Qt's own layout of a document puts them: margins, a first line's
indent, a pitch in shares of the font's height, either direction of writing. GUI thread.
May import: Qt, positions.

Source: QTextDocumentLayoutPrivate::layoutBlock and getLineHeightParams, Qt 6.11.
"""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextDocument,
    QTextLayout,
    QTextLine,
    QTextOption,
)

_FIXED_POINT = 64
"""Qt counts lines in 64ths of a pixel and drops the rest (QFixed)."""
_Selection = QAbstractTextDocumentLayout.Selection


def lay_out_lines(
    block: QTextBlock, layout: QTextLayout, looks: QTextBlockFormat, room_px: float
) -> float:
    """Lay a paragraph out in a column of a width; give the height of its lines.

    Args:
        looks: the paragraph's format. room_px: negative: lines end where the text says.
    """
    is_rtl = block.textDirection() is Qt.LayoutDirection.RightToLeft
    layout.setTextOption(_option_for(block.document(), is_rtl=is_rtl, is_wrapped=room_px > 0))
    left_px, indent_px = looks.leftMargin(), looks.textIndent()
    width_px = max(0.0, room_px - left_px - looks.rightMargin())
    y_px = bottom_px = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLeadingIncluded(True)
        line.setLineWidth(width_px - indent_px)
        line_x_px = left_px if is_rtl else left_px + indent_px
        line.setPosition(QPointF(line_x_px, y_px))
        bottom_px = y_px + _fixed(looks.lineHeight(line.height(), 1.0))
        natural_px = math.ceil(line.ascent() + line.descent() + line.leading())
        y_px += _fixed(looks.lineHeight(natural_px, 1.0))
        indent_px = 0.0
    layout.endLayout()
    return max(y_px, bottom_px)


def line_at(layout: QTextLayout, y_px: float) -> QTextLine:
    """Give the line whose band, with the room under it, holds a height in the layout.

    Returns: the first or last line beyond the ends; invalid in a layout without lines.
    """
    found = layout.lineAt(0) if layout.lineCount() else QTextLine()
    for number in range(1, layout.lineCount()):
        line = layout.lineAt(number)
        if line.y() > y_px:
            break
        found = line
    return found


def offset_at(line: QTextLine, x_px: float) -> int:
    """Give the offset in UTF-16 units of the place nearest to an x on a line."""
    return int(line.xToCursor(x_px))


def marks_in(selections: list[_Selection], block: QTextBlock) -> list[QTextLayout.FormatRange]:
    """Give the parts of selections that a paragraph holds, as its layout paints them."""
    start_u16, length_u16 = block.position(), block.length()
    ranges = []
    for selection in selections:
        cursor = selection.cursor
        first_u16 = cursor.selectionStart() - start_u16
        last_u16 = cursor.selectionEnd() - start_u16
        if last_u16 > first_u16 and first_u16 < length_u16 and last_u16 > 0:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = first_u16, last_u16 - first_u16
            mark.format = selection.format
            ranges.append(mark)
    return ranges


def _option_for(document: QTextDocument, *, is_rtl: bool, is_wrapped: bool) -> QTextOption:
    """Give the document's way of breaking lines, turned for the direction of writing."""
    option = document.defaultTextOption()
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
    )
    alignment = option.alignment()
    is_absolute = bool(alignment & Qt.AlignmentFlag.AlignAbsolute)
    sides = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignRight
    if is_rtl and not is_absolute and alignment & sides:
        option.setAlignment(alignment ^ sides)
    if not is_wrapped:
        option.setWrapMode(QTextOption.WrapMode.ManualWrap)
    return option


def _fixed(px: float) -> float:
    """Give a length as Qt counts it."""
    return int(px * _FIXED_POINT) / _FIXED_POINT


class HeightGuess:
    """Guess a paragraph's height by its length, for those that nobody has looked at.

    Args:
        like: a paragraph whose format the others are taken to have.
        room_px: width of the column.
    """

    def __init__(self, like: QTextBlock, room_px: float) -> None:
        font = like.document().defaultFont()
        metrics, looks = QFontMetricsF(font), like.blockFormat()
        per_line = room_px / max(1.0, metrics.averageCharWidth()) if room_px > 0 else math.inf
        self._chars_per_line = max(1.0, per_line)
        self._pitch_px = _fixed(looks.lineHeight(math.ceil(metrics.height()), 1.0))
        self._gap_px = looks.bottomMargin()

    def height(self, length_u16: int) -> float:
        """Guess the height of a paragraph of so many UTF-16 units, the gap under it too."""
        n_lines = max(1, math.ceil((length_u16 - 1) / self._chars_per_line))
        return n_lines * self._pitch_px + self._gap_px

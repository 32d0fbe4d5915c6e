"""How a model looks in the list: its name, a quiet line, a dot for the one in use.

GUI thread. May import: Qt, theme.
"""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from writer_app.ui.theme import Theme, interface_font

ROW_PX = 52
HEADING_PX = 34
_EDGE_PX = 12
_DOT_PX = 7.0
_NAME_PX = 14
_QUIET_PX = 12
_HEADING_PX = 11


class Part(IntEnum):
    """What a line holds, as roles of its item."""

    IS_HEADING = Qt.ItemDataRole.UserRole + 1
    QUIET = Qt.ItemDataRole.UserRole + 2
    IS_USED = Qt.ItemDataRole.UserRole + 3


class ModelLines(QStyledItemDelegate):
    """Paints the list's lines. Thread: GUI."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Give a line's height (called by Qt)."""
        return QSize(0, HEADING_PX if index.data(Part.IS_HEADING) else ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one line (called by Qt)."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if index.data(Part.IS_HEADING):
            self._paint_heading(painter, rect, str(index.data()))
        else:
            state: QStyle.StateFlag = option.state
            self._paint_line(painter, rect, index, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        font = interface_font(_HEADING_PX)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.quiet))
        inner = rect.adjusted(_EDGE_PX, 0, -_EDGE_PX, -5)
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_line(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        is_selected: bool,
    ) -> None:
        if is_selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 8, 8)
        inner = rect.adjusted(_EDGE_PX, 7, -_EDGE_PX, -8)
        if index.data(Part.IS_USED):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.accent))
            centre = QPointF(inner.right() - _DOT_PX / 2, rect.center().y() + 0.5)
            painter.drawEllipse(centre, _DOT_PX / 2, _DOT_PX / 2)
            inner.setRight(inner.right() - 2 * _EDGE_PX)
        upper, lower = QRect(inner), QRect(inner)
        upper.setHeight(inner.height() // 2 + 2)
        lower.setTop(upper.bottom())
        self._paint_words(painter, upper, str(index.data()), _NAME_PX, self.theme.ink)
        self._paint_words(painter, lower, str(index.data(Part.QUIET)), _QUIET_PX, self.theme.quiet)

    def _paint_words(
        self, painter: QPainter, rect: QRect, words: str, size_px: int, ink: str
    ) -> None:
        painter.setFont(interface_font(size_px))
        painter.setPen(QColor(ink))
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

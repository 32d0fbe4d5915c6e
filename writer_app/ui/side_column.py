"""A quiet column at the right of the page, with an edge that can be drawn.

Where both have room they stand side by side; in a narrow window the column lies over the
page, so that a long text is never laid out anew to a sliver. GUI thread. May import: Qt,
theme.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from writer_app.ui.theme import Theme, scaled_px

LEAST_PX = 300
MOST_PX = 640
PAGE_LEAST_PX = 520
"""A page narrower than this is covered rather than squeezed."""
GRIP_PX = 6


class SideColumn(QFrame):
    """The ground of a column; its left edge can be drawn with the mouse.

    Signals: drawn(int): the wanted width in px, while it is drawn.

    Thread: GUI.
    """

    drawn = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grip = _Grip(self)
        self._grip.drawn.connect(self.drawn)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line to the page (called by Qt)."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.page))
        painter.fillRect(0, 0, 1, self.height(), QColor(self._theme.line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the grip at the edge (called by Qt)."""
        super().resizeEvent(event)
        self._grip.setGeometry(0, 0, GRIP_PX, self.height())
        self._grip.raise_()


class PageAndColumn(QWidget):
    """Lay out a page and the column beside it.

    Args:
        page: takes all the room while the column is hidden. width_px: of the column.

    Signals: width_chosen(int): the column was drawn to this width.

    Thread: GUI.
    """

    width_chosen = Signal(int)

    def __init__(self, page: QWidget, column: SideColumn, width_px: int) -> None:
        super().__init__()
        self._page = page
        self._column = column
        self._width_px = width_px
        for part in (page, column):
            part.setParent(self)
        column.drawn.connect(self._on_drawn)
        column.installEventFilter(self)

    @property
    def is_covering(self) -> bool:
        """Tell whether the column lies over the page, for want of room."""
        return self.width() - self._column_px() < PAGE_LEAST_PX

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room when the column comes, and take it back (called by Qt)."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._arrange()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room (called by Qt)."""
        super().resizeEvent(event)
        self._arrange()

    def _column_px(self) -> int:
        """Give the column's width: at most half of what both have, or as wished over the page."""
        wished = scaled_px(max(LEAST_PX, min(self._width_px, MOST_PX)))
        beside = min(wished, max(LEAST_PX, self.width() // 2))
        is_room = self.width() - beside >= PAGE_LEAST_PX
        return beside if is_room else min(wished, self.width())

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        if self._column.isHidden():
            self._page.setGeometry(0, 0, width, height)
            return
        column_px = self._column_px()
        page_px = width if self.is_covering else width - column_px
        self._page.setGeometry(0, 0, page_px, height)
        self._column.setGeometry(width - column_px, 0, column_px, height)
        self._column.raise_()

    def _on_drawn(self, width_px: int) -> None:
        self._width_px = min(MOST_PX, max(LEAST_PX, width_px))
        self._arrange()
        self.width_chosen.emit(self._width_px)


class _Grip(QWidget):
    """The edge to draw the column by."""

    drawn = Signal(int)

    def __init__(self, column: SideColumn) -> None:
        super().__init__(column)
        self._column = column
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the edge along (called by Qt)."""
        right = self._column.mapToGlobal(self._column.rect().topRight()).x()
        self.drawn.emit(round(right - event.globalPosition().x()))

"""Show the page's text below a place further down, so that something may stand between.

A picture of the page, painted anew whenever the page is: no format, no layout and no
undo step changes. The mouse reaches the text where it is seen. GUI thread. May import:
Qt, page.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from writer_app.ui.page import Page, moved_event


class PushedText(QWidget):
    """The lower part of a page, a step further down. Thread: GUI."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._by_px = 0
        self._is_painting = False
        self.setFocusProxy(page)
        page.viewport().installEventFilter(self)
        self.hide()

    def push(self, top_px: int, by_px: int) -> None:
        """Show what is below a height of the viewport so many pixels further down."""
        view = self._page.viewport().geometry()
        top_px = max(0, min(top_px, view.height()))
        self._by_px = by_px
        self.setGeometry(view.x(), view.y() + top_px, view.width(), view.height() - top_px)
        self.show()
        self.raise_()
        self.update()

    def follow_caret(self) -> bool:
        """Scroll so that a caret in the pushed text is seen; tell whether that was needed."""
        caret, view = self._page.cursorRect(), self._page.viewport()
        is_pushed = caret.top() >= self.y() - view.y()
        past_px = caret.bottom() + self._by_px - view.height()
        if not is_pushed or past_px <= 0:
            return False
        bar = self._page.verticalScrollBar()
        bar.setValue(bar.value() + past_px)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be painted anew when the page is (called by Qt)."""
        if event.type() == QEvent.Type.Paint and not self._is_painting and self.isVisible():
            self.update()
        return False

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint an empty band, and the page's own lines under it (called by Qt)."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._page.palette().base().color()))
        seen = QRect(0, self.y() - self._page.viewport().y(), self.width(), self.height())
        seen.setHeight(self.height() - self._by_px)
        if seen.height() <= 0:
            return
        self._is_painting = True
        try:
            painter.drawPixmap(0, self._by_px, self._page.viewport().grab(seen))
        finally:
            self._is_painting = False

    def event(self, event: QEvent) -> bool:
        """Hand the mouse on to the text that is seen under it (called by Qt)."""
        if isinstance(event, QWheelEvent):
            return QApplication.sendEvent(self._page.verticalScrollBar(), event)
        if isinstance(event, QMouseEvent):
            below = moved_event(event, event.position() + self._shift())
            return QApplication.sendEvent(self._page.viewport(), below)
        if isinstance(event, QContextMenuEvent):
            place = event.pos() + self._shift().toPoint()
            asked = QContextMenuEvent(event.reason(), place, event.globalPos(), event.modifiers())
            return QApplication.sendEvent(self._page.viewport(), asked)
        return super().event(event)

    def _shift(self) -> QPointF:
        """Give the way from a place here to the same text in the viewport."""
        return QPointF(self.pos() - self._page.viewport().pos()) - QPointF(0, self._by_px)

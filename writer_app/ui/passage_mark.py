"""Mark a passage of the page for a moment, beneath its words.

Painted before the text is, so that neither document nor selections know of it. GUI
thread. May import: Qt, page, theme.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from writer_app.ui.theme import Theme

MARK_MS = 2_500
_OUTSET_PX = 3
_EYE_SHARE = 0.3
"""Where on the page a passage comes to stand, from its top."""


class PassageMark(QObject):
    """The mark of one page. Thread: GUI."""

    def __init__(self, page: QTextEdit, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self._ink = QColor()
        self._cursor: QTextCursor | None = None
        self._timer = QTimer(self, singleShot=True, interval=MARK_MS)
        self._timer.timeout.connect(self.clear)
        self.set_theme(theme)

    @property
    def span_u16(self) -> tuple[int, int] | None:
        """Give what is marked; None: nothing."""
        cursor = self._cursor
        return (cursor.selectionStart(), cursor.selectionEnd()) if cursor else None

    def set_theme(self, theme: Theme) -> None:
        """Change the ink."""
        self._ink = QColor(theme.selection)

    def show(self, start_u16: int, end_u16: int) -> None:
        """Bring a passage before the writer's eyes and mark it; the caret stays."""
        if self._cursor is None:
            self._page.viewport().installEventFilter(self)
        cursor = QTextCursor(self._page.document())
        cursor.setPosition(start_u16)
        cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
        self._cursor = cursor
        self._scroll_to(cursor)
        self._page.viewport().update()
        self._timer.start()

    def clear(self) -> None:
        """Take the mark away."""
        if self._cursor is not None:
            self._page.viewport().removeEventFilter(self)
            self._cursor = None
            self._page.viewport().update()
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint beneath what the page is about to paint (called by Qt)."""
        if event.type() == QEvent.Type.Paint and self._cursor is not None:
            painter = QPainter(self._page.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ink)
            visible = QRectF(self._page.viewport().rect())
            for rect in line_rects(self._page, self._cursor):
                if rect.intersects(visible):
                    painter.drawRoundedRect(rect, _OUTSET_PX, _OUTSET_PX)
            painter.end()
        return super().eventFilter(watched, event)

    def _scroll_to(self, cursor: QTextCursor) -> None:
        """Scroll unless all of the passage can be seen."""
        page, height = self._page, self._page.viewport().height()
        first, last = QTextCursor(cursor), QTextCursor(cursor)
        first.setPosition(cursor.selectionStart())
        last.setPosition(cursor.selectionEnd())
        top, bottom = page.cursorRect(first).top(), page.cursorRect(last).bottom()
        if top < 0 or bottom > height:
            bar = page.verticalScrollBar()
            bar.setValue(bar.value() + top - round(height * _EYE_SHARE))


def line_rects(page: QTextEdit, cursor: QTextCursor) -> list[QRectF]:
    """Give the rectangles that a cursor's selection covers, one a line, as seen."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    rects: list[QRectF] = []
    block = page.document().findBlock(start)
    while block.isValid() and block.position() <= end:
        rects += _rects_in(page, block, start - block.position(), end - block.position())
        block = block.next()
    return rects


def _rects_in(page: QTextEdit, block: QTextBlock, start: int, end: int) -> list[QRectF]:
    origin = page.document().documentLayout().blockBoundingRect(block).topLeft()
    scrolled = page.verticalScrollBar().value()
    layout, rects = block.layout(), []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if last == line.textStart() + line.textLength() < end:
            last -= 1  # the space at which the line was broken
        if first < last:
            left, right = _x_of(line, first), _x_of(line, last)
            box = QRectF(min(left, right), line.y(), abs(right - left), line.height())
            rects.append(
                box.translated(origin.x(), origin.y() - scrolled).adjusted(
                    -_OUTSET_PX, 0, _OUTSET_PX, 0
                )
            )
    return rects


def _x_of(line: object, place: int) -> float:
    """Give where a place of a line stands; Qt's binding gives a pair."""
    x = line.cursorToX(place)  # type: ignore[attr-defined]
    return float(x[0] if isinstance(x, tuple) else x)

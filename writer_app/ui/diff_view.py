"""Show a rewrite in its place: a read-only view laid over the whole page.

The page below keeps its text, its caret and its undo history; the view paints the
page's own paragraphs where nothing changes and its own layout where something does.
It takes the keyboard while it stands. GUI thread. May import: Qt, its siblings.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QAbstractScrollArea

from writer_app.ui.diff_bar import BAR_PX, DiffBar
from writer_app.ui.diff_flow import DiffFlow, Strip
from writer_app.ui.diff_keys import diff_action, is_claimed, is_typing
from writer_app.ui.diff_pieces import ShownChange
from writer_app.ui.editor import Editor
from writer_app.ui.keymap import Keymap
from writer_app.ui.page import SCROLL_BAR_PX, SIDE_PX, SlimScrollBar
from writer_app.ui.rewrite_target import Target
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr

_GAP_PX = 12
_OUTLINE_PX = 1.5
_OUTLINE_RADIUS_PX = 3.0
_KEPT_FREE_PX = 90
"""Room kept above and below the current change when it is scrolled to."""
_Context = QAbstractTextDocumentLayout.PaintContext


class DiffView(QAbstractScrollArea):
    """The changes of a rewrite over the page, the current one outlined, and the bar.

    Signals:
        asked(Action): one of the diff's keys was pressed, or its words clicked.
        chosen(int): a change was clicked.
        typed(QKeyEvent): a key that writes, while `is_passing`.

    Thread: GUI.
    """

    asked = Signal(object)
    chosen = Signal(int)
    typed = Signal(object)

    def __init__(self, page: Editor, theme: Theme, keymap: Callable[[], Keymap]) -> None:
        """Make a view, hidden.

        Args:
            page: the editor it lies over. keymap: gives the keys as they now are.
        """
        super().__init__(page)
        self._page = page
        self._keymap = keymap
        self._theme = theme
        self._flow = DiffFlow(page.document(), page.highlighter, theme)
        self.is_passing = False
        self._target: Target | None = None
        self._waiting_u16: int | None = None
        self._current: int | None = None
        self._scroll = SlimScrollBar(self)
        self.setVerticalScrollBar(self._scroll)
        self._scroll.setFixedWidth(SCROLL_BAR_PX)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAccessibleName(tr("Suggested changes"))
        self.bar = DiffBar(self.viewport(), theme)
        self.bar.asked.connect(self.asked)
        self._scroll.valueChanged.connect(self._on_scrolled)
        page.installEventFilter(self)
        page.document().documentLayout().documentSizeChanged.connect(self._on_page_laid_out)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks; the page has changed its own by then, and maybe its font."""
        self._theme = theme
        self._flow.set_theme(theme)
        self._scroll.set_colours(theme.page, theme.line)
        self.bar.set_theme(theme)
        self.arrange()

    def open(self, target: Target) -> None:
        """Lay the view over the page, everything where it was, and take the keyboard."""
        self._target = target
        self._page.page_layout.finish()  # its px are held on to while the view stands
        self._flow.begin(BAR_PX + 2 * _GAP_PX)
        self.show_changes((), None, target.start_u16)
        self.setGeometry(self._page.rect())
        self.arrange()
        self._scroll.setValue(self._page.verticalScrollBar().value())
        self.bar.show()
        self.show()
        self.raise_()
        self._page.set_covered(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_bar()

    def close_view(self) -> None:
        """Take the view away and give the keyboard back to the page."""
        if self._target is None:
            return
        self._target = None
        self.hide()
        self._page.set_covered(False)
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_changes(
        self, changes: Sequence[ShownChange], current: int | None, waiting_u16: int | None
    ) -> None:
        """Show these changes, one of them outlined.

        Args:
            waiting_u16: where in the document the rewrite has come to; None: it is done.
        """
        if self._target is None:
            return
        self._waiting_u16 = waiting_u16
        self._current = current
        self._flow.set_changes(changes, self._target.end_u16, waiting_u16)
        self.arrange()

    def arrange(self) -> None:
        """Set the range of scrolling and the bar's place, and paint again."""
        if self._target is None:
            return
        self._set_range()
        self._show_bar()
        self.viewport().update()

    def show_current(self) -> None:
        """Scroll so that the current change can be seen, and no more than that."""
        rects = self._flow.rects_of(self._current) if self._current is not None else []
        if not rects:
            return
        self._set_range()
        free = min(_KEPT_FREE_PX, self.viewport().height() // 4)
        top, bottom = rects[0].top() - free, rects[-1].bottom() + free + BAR_PX
        seen_top, seen = self._scroll.value(), self.viewport().height()
        if top < seen_top or bottom - top > seen:
            self._scroll.setValue(round(top))
        elif bottom > seen_top + seen:
            self._scroll.setValue(round(bottom - seen))

    @property
    def keymap(self) -> Keymap:
        """Give the keys as they now are."""
        return self._keymap()

    def page_scroll(self) -> int:
        """Give the page's scroll value at which its text stands where the view shows it."""
        strips = self._flow.strips(self._scroll.value(), self._scroll.value() + 1)
        return round(strips[0].doc_top) if strips else self._scroll.value()

    def change_rects(self, change: int) -> list[QRectF]:
        """Give where a change is seen, in the viewport's px."""
        shift = QPointF(self._left, -self._scroll.value())
        return [rect.translated(shift) for rect in self._flow.rects_of(change)]

    # Called by Qt

    def event(self, event: QEvent) -> bool:
        """Claim the diff's keys before a menu's shortcut takes them (called by Qt)."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and is_claimed(event, self._keymap()):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._press(event)
            if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event.accept()  # what the diff has no use for must not reach the page below
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the change at the pointer (called by Qt)."""
        point = event.position() - QPointF(self._left, -self._scroll.value())
        change = self._flow.change_at(point)
        if change is not None:
            self.chosen.emit(change)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep the event from the page below (called by Qt)."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep the event from the page below (called by Qt)."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the event from the page below (called by Qt)."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page's paragraphs and the changed ones (called by Qt)."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.page))
        scrolled = self._scroll.value()
        painter.translate(self._left, -scrolled)
        seen = event.rect().translated(0, scrolled)
        for strip in self._flow.strips(seen.top(), seen.bottom() + 1):
            self._paint_strip(painter, strip)
        self._paint_outline(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is seen in place (called by Qt)."""
        super().resizeEvent(event)
        self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the page whatever its size (called by Qt)."""
        if event.type() == QEvent.Type.Resize and self._target is not None:
            self.setGeometry(self._page.rect())
        return super().eventFilter(watched, event)

    # Its own

    @property
    def _left(self) -> int:
        """Give where the page's text begins, in the viewport's px."""
        return self._page.viewport().x()

    def _press(self, event: QKeyEvent) -> None:
        """Act on a key; some move the view, the others mean nothing here."""
        action = diff_action(event, self._keymap())
        if self.is_passing and is_typing(event):
            self.typed.emit(event)
            return
        if action is not None:
            self.asked.emit(action)
            return
        scroll, page = self._scroll, self.viewport().height() - BAR_PX
        line = self._page.fontMetrics().height()
        steps = {
            Qt.Key.Key_Up: -line,
            Qt.Key.Key_Down: line,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -scroll.maximum(),
            Qt.Key.Key_End: scroll.maximum(),
        }
        if event.key() in steps:
            scroll.setValue(scroll.value() + steps[Qt.Key(event.key())])

    def _on_scrolled(self) -> None:
        self._show_bar()
        self.viewport().update()

    def _on_page_laid_out(self) -> None:
        """Follow the page: another width or font asks for another layout."""
        if self._target is not None:
            self._flow.forget_layout()
            QTimer.singleShot(0, self, self.arrange)

    def _set_range(self) -> None:
        seen = self.viewport().height()
        self._flow.strips(self._scroll.value(), self._scroll.value() + seen)
        self._scroll.setPageStep(seen)
        self._scroll.setSingleStep(self._page.verticalScrollBar().singleStep())
        self._scroll.setRange(0, max(0, round(self._flow.height) - seen))
        self._scroll.update()

    def _show_bar(self) -> None:
        """Put the bar under the paragraphs asked about, or at the edge of what is seen."""
        column = self._page.viewport().geometry().adjusted(SIDE_PX, 0, -SIDE_PX, 0)
        widest = self.viewport().width() - 2 * _GAP_PX
        width = min(max(column.width(), self.bar.wanted_px), widest)
        left = max(_GAP_PX, min(column.left(), self.viewport().width() - width - _GAP_PX))
        lowest = self.viewport().height() - BAR_PX - _GAP_PX
        top = round(self._flow.slot_top) - self._scroll.value() + _GAP_PX
        self.bar.place(QRect(left, max(_GAP_PX, min(top, lowest)), width, BAR_PX))

    def _paint_strip(self, painter: QPainter, strip: Strip) -> None:
        column = QRectF(0.0, strip.top, self._page.viewport().width(), strip.height)
        context = _Context()
        context.palette = self._page.palette()
        painter.save()
        painter.setClipRect(column)
        if strip.patch is None:
            painter.translate(0.0, strip.top - strip.doc_top)
            context.clip = QRectF(0.0, strip.doc_top, column.width(), strip.height)
            context.selections = self._waiting_marks()
            self._page.document().documentLayout().draw(painter, context)
        else:
            painter.translate(0.0, strip.top - strip.patch.top)
            context.clip = QRectF(0.0, strip.patch.top, column.width(), strip.height)
            strip.patch.document.documentLayout().draw(painter, context)
        painter.restore()

    def _waiting_marks(self) -> list[QAbstractTextDocumentLayout.Selection]:
        """Mark what the rewrite has not come to yet."""
        if self._target is None or self._waiting_u16 is None:
            return []
        cursor = QTextCursor(self._page.document())
        cursor.setPosition(self._waiting_u16)
        cursor.setPosition(self._target.end_u16, QTextCursor.MoveMode.KeepAnchor)
        mark = QAbstractTextDocumentLayout.Selection()
        ground = QTextCharFormat()
        ground.setBackground(QColor(self._theme.selection))
        mark.cursor, mark.format = cursor, ground
        return [mark]

    def _paint_outline(self, painter: QPainter) -> None:
        """Outline the current change."""
        if self._current is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.accent), _OUTLINE_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in self._flow.rects_of(self._current):
            painter.drawRoundedRect(
                rect.adjusted(-1.5, -0.5, 1.5, 0.5), _OUTLINE_RADIUS_PX, _OUTLINE_RADIUS_PX
            )

"""The small list of continuations under the caret. GUI thread. May import: Qt, theme."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from writer_app.ui.composing import Composing
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr

MOST_IDEAS = 6
TEXT_PX = 16
_ROW_PX = 34
_EDGE_PX = 7
_LEAST_WIDTH_PX = 220


class IdeaList(QListWidget):
    """Continuations to pick by arrow and Return, by number, or by mouse.

    Any other key closes the list; letters typed meanwhile go on to the page.

    Signals: picked(str): the text to insert. closed(): nothing was picked.
        key_passed(QKeyEvent): a key that belongs to the page.

    Thread: GUI.
    """

    picked = Signal(str)
    closed = Signal()
    key_passed = Signal(object)

    def __init__(self, page: QWidget, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self._texts: tuple[str, ...] = ()
        self._composing = Composing(self, page)
        self.setAccessibleName(tr("Ideas"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._pick_current)
        self.set_look(theme, page.font())
        self.hide()

    def set_look(self, theme: Theme, text_font: QFont) -> None:
        """Change the inks; write in the face of the text, smaller."""
        font = QFont(text_font)
        font.setPixelSize(TEXT_PX)
        self.setFont(font)
        self.setStyleSheet(
            f"QListWidget {{ background: {theme.page}; border: 1px solid {theme.line};"
            f" border-radius: 8px; padding: {_EDGE_PX - 1}px; outline: 0; color: {theme.ink}; }}"
            f" QListWidget::item {{ height: {_ROW_PX}px; padding: 0 10px; border-radius: 5px; }}"
            f" QListWidget::item:selected {{ background: {theme.selection}; color: {theme.ink}; }}"
        )

    def offer(self, texts: tuple[str, ...], caret: QRect, column: QRect) -> None:
        """Show texts at the caret: below it, or above where there is no room.

        Args:
            caret, column: in the page's pixels; the list stays within the column.
        """
        self._texts = texts[:MOST_IDEAS]
        self.clear()
        for number, text in enumerate(self._texts, 1):
            self.addItem(f"{number}   {text.strip()}")
            self.item(number - 1).setToolTip(text.strip())
        self.setCurrentRow(0)
        self._place(caret, column)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick, move or close (called by Qt)."""
        key, number = event.key(), event.key() - Qt.Key.Key_1
        if key == Qt.Key.Key_Space and event.isAutoRepeat():
            return  # the hold that opened the list still goes on
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._pick_current()
        elif 0 <= number < len(self._texts) and not event.modifiers():
            self.setCurrentRow(number)
            self._pick_current()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + step) % max(1, len(self._texts)))
        elif key == Qt.Key.Key_Escape:
            self._close()
        elif event.text() >= " " and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._close()
            self.key_passed.emit(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let an input method write on the page; then close (called by Qt)."""
        if self._composing.take(event):
            self._close()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Answer as the page would (called by Qt)."""
        return self._composing.answer(query)

    def focusNextPrevChild(self, _: bool) -> bool:
        """Keep Tab for picking (called by Qt)."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the writer looks elsewhere (called by Qt)."""
        super().focusOutEvent(event)
        if self.isVisible():
            self._close()

    def _place(self, caret: QRect, column: QRect) -> None:
        """Take the room that the texts need, no more than the column gives."""
        height = _ROW_PX * len(self._texts) + 2 * _EDGE_PX
        wanted = self.sizeHintForColumn(0) + 2 * _EDGE_PX + 12
        width = min(column.width(), max(_LEAST_WIDTH_PX, wanted))
        has_room = caret.bottom() + height + 8 <= self._page.height()
        top = caret.bottom() + 8 if has_room else max(8, caret.top() - height - 8)
        left = max(column.left(), min(caret.left(), column.right() - width))
        self.setGeometry(left, top, width, height)

    def _pick_current(self) -> None:
        row = self.currentRow()
        text = self._texts[row] if 0 <= row < len(self._texts) else ""
        self.hide()
        self.closed.emit()
        if text:
            self.picked.emit(text)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

"""A few words beside the caret that go away by themselves. GUI thread.

For what went well or came to nothing; what needs an answer stands in a slim bar. It
never takes the focus or a click. May import: Qt, its siblings.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel

from writer_app.ui.announce import announce
from writer_app.ui.editor import Editor
from writer_app.ui.theme import Theme, interface_font, raised_ground

SHOWN_MS = 5_000
"""Long enough for two readings of a short sentence; a key or a click ends it sooner."""
_GAP_PX = 10
_MOST_PX = 420
_ENDING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.FocusOut,
        QEvent.Type.Resize,
    }
)


class Notice(QLabel):
    """One line under the caret of a page. Thread: GUI."""

    def __init__(self, page: Editor, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(interface_font())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for watched in (page, page.viewport()):
            watched.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.setStyleSheet(
            f"Notice {{ background: {raised_ground(theme)}; color: {theme.ink};"
            f" border: 1px solid {theme.line}; border-radius: 8px; padding: 9px 14px; }}"
        )

    def say(self, words: str) -> None:
        """Show words under the caret's line, and have a screen reader speak them."""
        self.setText(words)
        self.setWordWrap(False)
        if self.sizeHint().width() > _MOST_PX:
            self.setWordWrap(True)
            self.setFixedWidth(_MOST_PX)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_MOST_PX)
        self.adjustSize()
        self.move(self._place())
        self.show()
        self.raise_()
        self._timer.start()
        announce(self._page, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away as soon as the writer does anything (called by Qt)."""
        if self.isVisible() and event.type() in _ENDING:
            self.hide()
        return super().eventFilter(watched, event)

    def _place(self) -> QPoint:
        """Stand under the caret, or over it where there is no room, within the page."""
        column, page = self._page.viewport().geometry(), self._page.rect()
        caret = self._page.cursorRect().translated(column.topLeft())
        left = max(_GAP_PX, min(caret.left(), column.right() - self.width()))
        top = caret.bottom() + _GAP_PX
        if top + self.height() > page.bottom() - _GAP_PX:
            top = caret.top() - _GAP_PX - self.height()
        return QPoint(left, max(_GAP_PX, min(top, page.bottom() - self.height() - _GAP_PX)))

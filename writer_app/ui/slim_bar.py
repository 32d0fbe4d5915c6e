"""Slim bars over the page: errors above, the first-time hint below.

They lie over the page, so nothing moves when they come, and they never take the
focus. GUI thread. May import: Qt, theme, announce.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from writer_app.ui.announce import announce
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import tr, translated

_GAP_PX = 16
_MOST_PX = 720


class SlimBar(QFrame):
    """One line of words with at most two buttons, laid over a page.

    Args:
        page: the widget it lies on. is_above: at the page's upper edge, else the lower.
        closing: words of the button that sends it away.

    Thread: GUI.
    """

    def __init__(self, page: QWidget, theme: Theme, *, is_above: bool, closing: str) -> None:
        super().__init__(page)
        self._page = page
        self._is_above = is_above
        self._on_action: Callable[[], None] | None = None
        self._waiting: list[tuple[str, str, Callable[[], None] | None]] = []
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._action = QPushButton()
        self._closing = QPushButton(closing)
        if not any(letter.isalpha() for letter in closing):
            self._closing.setAccessibleName(tr("Close"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 12, 9)
        row.setSpacing(14)
        row.addWidget(self._label, 1)
        for button in (self._action, self._closing):
            button.setFlat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            row.addWidget(button)
        for part in (self._label, self._action, self._closing):
            part.setFont(interface_font())
        self._action.clicked.connect(self._act)
        self._closing.clicked.connect(self.hide)
        self.closed = self._closing.clicked
        page.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    @property
    def words(self) -> str:
        """Give what the bar says; empty while it is away."""
        return self._label.text() if self.isVisible() else ""

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.setStyleSheet(
            f"SlimBar {{ background: {theme.page}; border: 1px solid {theme.line};"
            f" border-radius: 8px; }} QLabel {{ color: {theme.ink}; border: 0; }}"
            f" QPushButton {{ color: {theme.accent}; border: 0; padding: 2px 4px; }}"
        )

    def say(
        self, words: str, action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show words, and a button for what can be done about them.

        Args:
            action: the button's words; empty: no button.
            on_action: called when it is pressed; the bar goes away first.
        """
        self._label.setText(translated(words))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._on_action = on_action
        self.show()
        self._place()
        self.raise_()

    def say_next(
        self, words: str, action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show words once what the bar says now was sent away; at once when it says nothing."""
        if self.isHidden():
            self.say(words, action, on_action)
        else:
            self._waiting.append((words, action, on_action))

    def take_back(self, words: str) -> None:
        """Hide the bar if it says these words: what they told of is over."""
        if not self.isHidden() and self._label.text() == translated(words):
            self.hide()

    def say_urgently(
        self, words: str, action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show words that a screen reader speaks at once."""
        self.say(words, action, on_action)
        announce(self, translated(words), is_urgent=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say what waited, once the bar was sent away (called by Qt)."""
        super().hideEvent(event)
        if self._waiting and self.isHidden():
            QTimer.singleShot(0, self._say_waiting)

    def _say_waiting(self) -> None:
        if self._waiting and self.isHidden():
            self.say(*self._waiting.pop(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the page changes its size (called by Qt)."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _act(self) -> None:
        self.hide()
        if self._on_action is not None:
            self._on_action()

    def _place(self) -> None:
        """Take the width that the words need, more lines where that is too much."""
        page, row = self._page, self.layout()
        assert row is not None
        self._label.setWordWrap(False)
        row.activate()
        wanted, widest = self.sizeHint().width(), min(_MOST_PX, page.width() - 2 * _GAP_PX)
        self._label.setWordWrap(wanted > widest)
        row.activate()
        width = min(wanted, widest)
        is_wrapped = row.hasHeightForWidth()
        height = row.totalHeightForWidth(width) if is_wrapped else self.sizeHint().height()
        top = _GAP_PX if self._is_above else page.height() - height - _GAP_PX
        self.setGeometry((page.width() - width) // 2, top, width, height)

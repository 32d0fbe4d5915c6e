"""Slim bars over the page: errors above, the first-time hint below.

They lie over the page, so nothing moves when they come, and they never take the
focus: a key of the window presses their button. What only tells goes by itself; what
is urgent or offers something stays, and comes back after a line that covered it.
GUI thread. May import: Qt, theme, announce.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from writer_app.ui.announce import announce
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import tr, translated

_GAP_PX = 16
_MOST_PX = 720
_LEAST_SHOWN_MS = 6_000
_SHOWN_MS_A_CHARACTER = 90
"""A slow reader's pace, some 130 words a minute, after a moment to notice the line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What a bar says: words, a button's words, what it does, and whether it must stay."""

    words: str
    action: str = ""
    on_action: Callable[[], None] | None = None
    is_urgent: bool = False

    @property
    def is_staying(self) -> bool:
        """Tell whether the line stays until it is answered or sent away."""
        return self.is_urgent or bool(self.action)


class SlimBar(QFrame):
    """One line of words with at most two buttons, laid over a page.

    Args:
        page: the widget it lies on. is_above: at the page's upper edge, else the lower.
        closing: words of the button that sends it away.
        answer_keys: gives the keys that press the other button; empty: none are told.
        is_lasting: also what only tells stays until it is sent away.

    Thread: GUI.
    """

    def __init__(
        self,
        page: QWidget,
        theme: Theme,
        *,
        is_above: bool,
        closing: str,
        answer_keys: Callable[[], str] = str,
        is_lasting: bool = False,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._is_above = is_above
        self._answer_keys = answer_keys
        self._is_lasting = is_lasting
        self._line = _Line("")
        self._waiting: list[_Line] = []
        self._going = QTimer(self, singleShot=True)
        self._going.timeout.connect(self.hide)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._action = QPushButton()
        self._keys = QLabel()
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
        row.insertWidget(2, self._keys)
        for part in (self._label, self._action, self._keys, self._closing):
            part.setFont(interface_font())
        self._keys.setObjectName("keys")
        self._action.clicked.connect(self.answer)
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
            f" QLabel#keys {{ color: {theme.quiet}; }}"
            f" QPushButton {{ color: {theme.accent}; border: 0; padding: 2px 4px; }}"
        )

    def say(
        self, words: str, action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show words, and a button for what can be done about them.

        Args:
            action: the button's words; empty: no button, and the words go by themselves.
            on_action: called when it is pressed; the bar goes away first.
        """
        self._say(_Line(words, action, on_action))
        announce(self._page, translated(words))

    def say_next(
        self, words: str, action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show words once what the bar says now was sent away; at once when it need not stay."""
        if self.isHidden() or not self._line.is_staying:
            self.say(words, action, on_action)
        else:
            self._waiting.append(_Line(words, action, on_action))

    def take_back(self, words: str) -> None:
        """Let go of these words: what they told of is over."""
        self._waiting = [line for line in self._waiting if line.words != words]
        if not self.isHidden() and self._line.words == words:
            self.hide()

    def say_urgently(
        self, words: str, action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show words that stay, and that a screen reader speaks at once."""
        self._say(_Line(words, action, on_action, is_urgent=True))
        announce(self, translated(words), is_urgent=True)

    def answer(self) -> None:
        """Do what the bar offers, if it offers anything; the bar goes away first."""
        if self.isHidden() or self._line.on_action is None:
            return
        on_action = self._line.on_action
        self.hide()
        on_action()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count the time of a line that goes by itself (called by Qt)."""
        super().showEvent(event)
        self._count_time()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say what waited, once the bar was sent away (called by Qt)."""
        super().hideEvent(event)
        self._going.stop()
        if self._waiting and self.isHidden():
            QTimer.singleShot(0, self._say_waiting)

    def _say(self, line: _Line) -> None:
        """Show a line; an offer comes back after it, and so does a trouble after good news."""
        old = self._line
        is_coming_back = old.is_staying and not (old.is_urgent and line.is_staying)
        if not self.isHidden() and is_coming_back and old.words != line.words:
            self._waiting.insert(0, old)
        self._line = line
        self._label.setText(translated(line.words))
        self._action.setText(line.action)
        keys = self._answer_keys() if line.action else ""
        self._keys.setText(keys)
        self._action.setVisible(bool(line.action))
        self._keys.setVisible(bool(keys))
        self.show()
        self._place()
        self.raise_()
        self._count_time()

    def _count_time(self) -> None:
        """Let a line that only tells go after a while in which it could be seen."""
        self._going.stop()
        if self.isVisible() and not (self._line.is_staying or self._is_lasting):
            n_chars = len(self._label.text())
            self._going.start(_LEAST_SHOWN_MS + _SHOWN_MS_A_CHARACTER * n_chars)

    def _say_waiting(self) -> None:
        if self._waiting and self.isHidden():
            self._say(self._waiting.pop(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the page changes its size (called by Qt)."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

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

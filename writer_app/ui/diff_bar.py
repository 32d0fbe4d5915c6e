"""The slim bar of a diff: what is asked, which change, why, and the keys.

Its words are buttons too, for hands on a mouse; it never takes the focus. GUI thread.
May import: Qt, its siblings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from writer_app.ui.keymap import Action
from writer_app.ui.theme import Theme, interface_font, raised_ground

BAR_PX = 40
_GAP_PX = 18
_SIDE_PX = 16
_RADIUS_PX = 8


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does.

    Attributes:
        rank: the higher, the sooner it is left out where there is no room.
    """

    action: Action
    keys: str
    words: str
    rank: int = 0


class _KeyWords(QWidget):
    """One hint: the key in ink, its meaning quiet; a click does it."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hint = Hint(Action.DISMISS, "", "")
        self._theme: Theme | None = None
        self._is_under_mouse = False
        self.setFont(interface_font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_hint(self, hint: Hint, theme: Theme) -> None:
        self.hint, self._theme = hint, theme
        self.setAccessibleName(f"{hint.words} ({hint.keys})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = f"{self.hint.keys} {self.hint.words}"
        return QSize(metrics.horizontalAdvance(words) + 2, metrics.height())

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter, metrics = QPainter(self), self.fontMetrics()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self._theme.ink))
        painter.drawText(self.rect(), middle, self.hint.keys)
        painter.setPen(QColor(self._theme.ink if self._is_under_mouse else self._theme.quiet))
        left = metrics.horizontalAdvance(f"{self.hint.keys} ")
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), middle, self.hint.words)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._is_under_mouse = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._is_under_mouse = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class DiffBar(QWidget):
    """One line: a title, a quiet note, and keys as far as there is room.

    Signals:
        asked(Action): a hint was clicked.

    Thread: GUI.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hints: tuple[Hint, ...] = ()
        self._parts: list[_KeyWords] = []
        self._title, self._note = QLabel(self), QLabel(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_SIDE_PX, 0, 0, 0)
        self._row.setSpacing(_GAP_PX)
        for label in (self._title, self._note):
            label.setFont(interface_font())
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._row.addWidget(label)
        self._row.addStretch(1)
        self.setFixedHeight(BAR_PX)
        self.set_theme(theme)
        self.hide()

    @property
    def words(self) -> str:
        """Give the title and the note, as read from left to right."""
        return " ".join(filter(None, (self._title.text(), self._note.text())))

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self._title.setStyleSheet(f"color: {theme.ink};")
        self._note.setStyleSheet(f"color: {theme.quiet};")
        self._show_hints()
        self.update()

    def say(self, title: str, note: str, hints: Sequence[Hint]) -> None:
        """Show other words and keys."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._hints = tuple(hints)
        self._show_hints()

    @property
    def wanted_px(self) -> int:
        """Give the width that all its words need."""
        parts = [self._title, self._note] if self._note.text() else [self._title]
        shown = [*parts, *self._parts[: len(self._hints)]]
        gaps = _GAP_PX * len(shown)
        return _SIDE_PX + gaps + sum(part.sizeHint().width() for part in shown)

    def place(self, room: QRect) -> None:
        """Take a place of this width, leaving keys out where it is narrow."""
        self.setGeometry(room)
        self._fit()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the ground (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.line))
        painter.setBrush(QColor(raised_ground(self._theme)))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS_PX, _RADIUS_PX
        )

    def _show_hints(self) -> None:
        while len(self._parts) < len(self._hints):
            part = _KeyWords(self)
            part.clicked.connect(lambda part=part: self.asked.emit(part.hint.action))
            self._parts.append(part)
            self._row.insertWidget(self._row.count() - 1, part)
        for part, hint in zip(self._parts, self._hints, strict=False):
            part.show_hint(hint, self._theme)
        self._fit()

    def _fit(self) -> None:
        """Show as many keys as there is room for, the most needed first."""
        room = self.width() - _SIDE_PX - _GAP_PX - self._title.sizeHint().width()
        if self._note.text():
            room -= self._note.sizeHint().width() + _GAP_PX
        shown = set()
        for part in sorted(self._parts[: len(self._hints)], key=lambda part: part.hint.rank):
            room -= part.sizeHint().width() + _GAP_PX
            if room < 0:
                break
            shown.add(part)
        for part in self._parts:
            part.setVisible(part in shown)

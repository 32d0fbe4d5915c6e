"""Draw words a day as small bars. GUI thread. May import: Qt, theme, translation."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from writer_app.ui.theme import Theme, interface_font, mixed
from writer_app.ui.translation import tr

HEIGHT_PX = 92
_GAP_SHARE = 0.3
_WORDS_PX = 18


class DayPlot(QWidget):
    """One bar a day, today last and in the accent. Thread: GUI."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words: list[int] = []
        self.setFixedHeight(HEIGHT_PX)

    @property
    def words(self) -> list[int]:
        """Give the words of each day."""
        return self._words

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self.update()

    def show_days(self, words: list[int]) -> None:
        """Show these days, the oldest first."""
        self._words = words
        n_days, total = len(words), sum(words)
        said = tr("{total} words in {n} days, {today} of them today")
        today = words[-1] if words else 0
        self.setAccessibleName(said.format(total=f"{total:,}", n=n_days, today=f"{today:,}"))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room (called by Qt)."""
        return QSize(280, HEIGHT_PX)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the bars, a base line, and the most that was written (called by Qt)."""
        if not self._words:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(11))
        most = max(self._words)
        base = self.height() - 2.0
        room = base - _WORDS_PX
        pitch = self.width() / len(self._words)
        painter.setPen(Qt.PenStyle.NoPen)
        quiet = QColor(mixed(theme.page, theme.accent, 0.45))
        for number, words in enumerate(self._words):
            is_today = number == len(self._words) - 1
            height = max(2.0, room * words / most) if words else 1.0
            colour = QColor(theme.accent) if is_today else quiet
            painter.setBrush(colour if words else QColor(theme.line))
            left = number * pitch + pitch * _GAP_SHARE / 2
            bar = QRectF(left, base - height, pitch * (1 - _GAP_SHARE), height)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.setPen(QColor(theme.quiet))
        said = tr("most in a day: {n}").format(n=f"{most:,}") if most else tr("nothing yet")
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect(), corner, said)

"""Quiet controls that wear the theme's inks through the palette, without pictures.

GUI thread. May import: Qt, theme.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QWidget,
)

from writer_app.ui.theme import Theme, raised_ground

HEIGHT_PX = 30
_RADIUS_PX = 6.0
_SWITCH_PX = (38, 22)
_CHEVRON_PX = 4.0


class Switch(QCheckBox):
    """A check box that looks like a switch: on or off, at once."""

    def sizeHint(self) -> QSize:
        """Ask for the switch's room (called by Qt)."""
        return QSize(_SWITCH_PX[0] + 4, HEIGHT_PX)

    def hitButton(self, _: object) -> bool:
        """Take clicks everywhere on it (called by Qt)."""
        return True

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the track and the knob (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles, inks = QPalette.ColorRole, self.palette()
        width, height = _SWITCH_PX
        track = QRectF(2, (self.height() - height) / 2, width, height).adjusted(1, 1, -1, -1)
        quiet, accent = inks.color(roles.PlaceholderText), inks.color(roles.Accent)
        if not self.isEnabled():
            quiet = accent = inks.color(roles.Mid)
        is_on = self.isChecked()
        painter.setPen(QPen(accent if is_on else quiet, 1.4))
        painter.setBrush(accent if is_on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = track.height() / 2 - (3.5 if is_on else 4.5)
        centre = track.right() - track.height() / 2 if is_on else track.left() + track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.color(roles.Base) if is_on else quiet)
        painter.drawEllipse(QPointF(centre, track.center().y()), knob, knob)
        if self.hasFocus():
            _paint_focus(painter, track.adjusted(-2.2, -2.2, 2.2, 2.2), accent, track.height())


class Chooser(QComboBox):
    """A box that opens a list of choices."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(14)

    def sizeHint(self) -> QSize:
        """Ask for the room of the longest choice (called by Qt)."""
        widths = (self.fontMetrics().horizontalAdvance(self.itemText(n)) for n in range(len(self)))
        return QSize(max(widths, default=60) + 48, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Shrink where there is no room (called by Qt)."""
        return QSize(90, HEIGHT_PX)

    def __len__(self) -> int:
        return self.count()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll on instead of changing the choice (called by Qt)."""
        event.ignore()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the box, the choice and the chevron (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles, inks = QPalette.ColorRole, self.palette()
        _paint_box(painter, self, has_focus=self.hasFocus())
        ink = inks.color(roles.Text)
        painter.setPen(ink)
        room = self.rect().adjusted(12, 0, -26, 0)
        words = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if is_mirrored:
            room = self.rect().adjusted(26, 0, -12, 0)
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)
        x = 15 if is_mirrored else self.width() - 15
        y = self.height() / 2
        painter.setPen(QPen(inks.color(roles.PlaceholderText), 1.6))
        tip = QPointF(x, y + _CHEVRON_PX / 2)
        painter.drawLine(tip - QPointF(_CHEVRON_PX, _CHEVRON_PX), tip)
        painter.drawLine(tip, tip + QPointF(_CHEVRON_PX, -_CHEVRON_PX))


class _Number(QSpinBox):
    """A number without its own buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll on instead of changing the number (called by Qt)."""
        event.ignore()


class Stepper(QFrame):
    """A number between two small buttons.

    Signals: changed(int).
    """

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.number = _Number()
        self.less, self.more = self._button("\u2212"), self._button("+")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        row.addWidget(self.less)
        row.addWidget(self.number, 1)
        row.addWidget(self.more)
        self.setFixedHeight(HEIGHT_PX)
        self.setFocusProxy(self.number)
        self.less.clicked.connect(self.number.stepDown)
        self.more.clicked.connect(self.number.stepUp)
        self.number.valueChanged.connect(self.changed)
        self.number.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show where the keyboard is (called by Qt)."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the box (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_box(painter, self, has_focus=self.number.hasFocus())

    def _button(self, sign: str) -> QPushButton:
        button = QPushButton(sign)
        button.setObjectName("step")
        button.setFlat(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.setFixedSize(26, HEIGHT_PX - 4)
        return button


def control_style(theme: Theme) -> str:
    """Give the rules for fields, lists and buttons around these controls."""
    ground = raised_ground(theme)
    return (
        f"QLineEdit {{ background: {theme.page}; color: {theme.ink}; padding: 6px 12px;"
        f" border: 1px solid {theme.line}; border-radius: 6px;"
        f" selection-background-color: {theme.selection}; selection-color: {theme.ink}; }}"
        f" QLineEdit:focus {{ border-color: {theme.accent}; }}"
        " QSpinBox QLineEdit { background: transparent; border: 0; padding: 0; }"
        f" QPushButton {{ background: transparent; color: {theme.ink}; padding: 5px 14px;"
        f" border: 1px solid {theme.line}; border-radius: 6px; }}"
        f" QPushButton:hover {{ background: {ground}; }}"
        f" QPushButton:pressed {{ background: {theme.selection}; }}"
        f" QPushButton:focus {{ border-color: {theme.accent}; }}"
        f" QPushButton:disabled {{ color: {theme.quiet}; }}"
        f" QPushButton#step, QPushButton#quiet {{ border: 0; padding: 0; color: {theme.quiet}; }}"
        f" QPushButton#quiet {{ padding: 4px 6px; }}"
        f" QPushButton#step:hover, QPushButton#quiet:hover {{ color: {theme.ink}; }}"
        f" QPushButton#quiet:focus {{ color: {theme.ink}; border: 1px solid {theme.accent}; }}"
        f" QComboBox QAbstractItemView {{ background: {ground}; color: {theme.ink};"
        f" border: 1px solid {theme.line}; outline: 0; padding: 4px;"
        f" selection-background-color: {theme.selection}; selection-color: {theme.ink}; }}"
    )


def scroll_style(theme: Theme) -> str:
    """Give the rules of a scroll bar that is a thin line."""
    return (
        "QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }"
        f" QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 3px;"
        " margin: 2px; min-height: 36px; }"
        f" QScrollBar::handle:vertical:hover {{ background: {theme.quiet}; }}"
        " QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }"
        " QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )


def _paint_box(painter: QPainter, widget: QWidget, *, has_focus: bool) -> None:
    """Paint a control's frame."""
    roles, inks = QPalette.ColorRole, widget.palette()
    line = inks.color(roles.Accent if has_focus else roles.Mid)
    painter.setPen(QPen(line, 1.0))
    painter.setBrush(inks.color(roles.Base))
    box = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, _RADIUS_PX, _RADIUS_PX)


def _paint_focus(painter: QPainter, box: QRectF, ink: QColor, radius: float) -> None:
    """Paint a ring that says where the keyboard is."""
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)

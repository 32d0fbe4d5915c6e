"""A button that shortens its words where there is no room for them. May import: Qt."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

_LEAST_PX = 28


class ElidingButton(QPushButton):
    """Words that end in dots rather than at an edge; the whole of them is its text.

    Thread: GUI.
    """

    def minimumSizeHint(self) -> QSize:
        """Be content with little room (called by Qt)."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _LEAST_PX), hint.height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint what fits (called by Qt)."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        is_cut = self.sizeHint().width() > self.width()
        if is_cut:
            inner = self.style().subElementRect(
                QStyle.SubElement.SE_PushButtonContents, option, self
            )
            option.text = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, inner.width()
            )
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

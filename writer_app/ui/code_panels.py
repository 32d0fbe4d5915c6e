"""Lay a quiet ground under code blocks and front matter; no format and no line changes.

GUI thread. May import: Qt, its siblings.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock
from PySide6.QtWidgets import QTextEdit

from writer_app.ui.blocks_in_view import blocks_in_view
from writer_app.ui.theme import Theme, code_ground

_PADDING_PX = 3
_RADIUS_PX = 4


class CodePanels:
    """The grounds of one page.

    Args:
        is_code: tells whether a paragraph is code.

    Thread: GUI.
    """

    def __init__(
        self, edit: QTextEdit, theme: Theme, is_code: Callable[[QTextBlock], bool]
    ) -> None:
        self._edit = edit
        self._is_code = is_code
        self._colour = QColor(code_ground(theme))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colour."""
        self._colour = QColor(code_ground(theme))

    def paint(self) -> None:
        """Paint the grounds that are in view; call it before the text is painted."""
        rects = self._rects()
        if not rects:
            return
        painter = QPainter(self._edit.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        for rect in rects:
            painter.drawRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)

    def _rects(self) -> list[QRectF]:
        """Give one rectangle for each run of code in view."""
        width = self._edit.viewport().width()
        rects: list[QRectF] = []
        was_code = False
        for block, bounds in blocks_in_view(self._edit):
            is_code = self._is_code(block)
            if is_code:
                line = QRectF(0, bounds.top(), width, bounds.height())
                rects.append(rects.pop().united(line) if was_code else line)
            was_code = is_code
        return [rect.adjusted(0, -_PADDING_PX, 0, _PADDING_PX) for rect in rects]

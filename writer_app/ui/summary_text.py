"""The sentences of a summary, to be read, walked through and followed to their passages.

It flows like text, prose or points, and one sentence of it is the current one. GUI
thread. May import: Qt, theme, announce, translation.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QTextEdit

from writer_app.ui.announce import announce
from writer_app.ui.page import SlimScrollBar
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr

TEXT_PX = 16
_PITCH_PX = 25
_COPY = QKeySequence.StandardKey.Copy
_POINT = "\u2013\u2002"
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -100_000,
    Qt.Key.Key_End: 100_000,
}


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One sentence as it is shown.

    Attributes:
        has_passages: there is somewhere to go. is_stale: its text has changed since.
    """

    text: str
    has_passages: bool = True
    is_stale: bool = False

    @property
    def remark(self) -> str:
        """Give what should be known of it, in words; mostly nothing."""
        if self.is_stale:
            return tr("The text has changed since")
        return "" if self.has_passages else tr("Nothing in the text supports this")


class SummaryText(QTextEdit):
    """A summary; arrow keys walk its sentences.

    Signals:
        looked_at(int): the passage of a sentence should be shown (Space, a click).
        gone_to(int): the writer goes there (Return, a double click).
        copied(): all of the summary is wanted on the clipboard.

    Thread: GUI.
    """

    looked_at = Signal(int)
    gone_to = Signal(int)
    copied = Signal()

    def __init__(self, theme: Theme, text_font: QFont) -> None:
        super().__init__()
        self._lines: tuple[SummaryLine, ...] = ()
        self._spans: list[tuple[int, int]] = []
        self._current = 0
        self._is_points = False
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = SlimScrollBar(self, least_px=0)
        self.setVerticalScrollBar(self._bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(tr("Summary"))
        self.document().setDocumentMargin(0)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_look(theme, text_font)

    @property
    def lines(self) -> tuple[SummaryLine, ...]:
        """Give the sentences shown."""
        return self._lines

    @property
    def current(self) -> int:
        """Give the number of the current sentence."""
        return self._current

    def set_look(self, theme: Theme, text_font: QFont) -> None:
        """Change the inks; write in the face of the text, smaller."""
        self._theme = theme
        self._bar.set_colours(theme.page, theme.line)
        font = QFont(text_font)
        font.setPixelSize(TEXT_PX)
        self.document().setDefaultFont(font)
        self.setFont(font)
        self.show_lines(self._lines, is_points=self._is_points)

    def show_lines(self, lines: Sequence[SummaryLine], *, is_points: bool) -> None:
        """Show sentences; the current one stays while their number does."""
        if len(lines) != len(self._lines):
            self._current = 0
        self._lines, self._is_points = tuple(lines), is_points
        scrolled = self.verticalScrollBar().value()
        self._spans = []
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        cursor.setBlockFormat(self._block_format())
        for number, line in enumerate(self._lines):
            self._write(cursor, number, line)
        cursor.endEditBlock()
        self._mark_current()
        self.verticalScrollBar().setValue(scrolled)

    def event(self, event: QEvent) -> bool:
        """Copy from here, not from the page, while the keyboard is here (called by Qt)."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.matches(_COPY):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, look, go (called by Qt)."""
        key = event.key()
        if event.matches(_COPY) and not self.textCursor().hasSelection():
            self.copied.emit()
        elif not self._lines or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._go(self._current + _STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.gone_to.emit(self._current)
        elif key == Qt.Key.Key_Space:
            self.looked_at.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the current sentence (called by Qt)."""
        super().focusInEvent(event)
        self._mark_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away: keys mean something else now (called by Qt)."""
        super().focusOutEvent(event)
        self.setExtraSelections([])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the passage of the sentence that was clicked (called by Qt)."""
        super().mouseReleaseEvent(event)
        number = self._number_at(event)
        if number is not None and not self.textCursor().hasSelection():
            self._go(number)
            self.looked_at.emit(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the passage of the sentence (called by Qt)."""
        number = self._number_at(event)
        if number is not None:
            self._go(number)
            self.gone_to.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell by a tool tip what should be known of a sentence (called by Qt)."""
        super().mouseMoveEvent(event)
        number = self._number_at(event)
        self.setToolTip("" if number is None else self._lines[number].remark)

    def _write(self, cursor: QTextCursor, number: int, line: SummaryLine) -> None:
        """Write one sentence after the others."""
        plain = QTextCharFormat()
        plain.setForeground(QColor(self._theme.ink))
        if self._is_points:
            if number:
                cursor.insertBlock()
            cursor.insertText(_POINT, plain)
        elif number and not _needs_no_space(self._lines[number - 1].text):
            cursor.insertText(" ", plain)
        start = cursor.position()
        cursor.insertText(line.text, self._ink_of(line))
        self._spans.append((start, cursor.position()))

    def _ink_of(self, line: SummaryLine) -> QTextCharFormat:
        ink = QTextCharFormat()
        ink.setForeground(QColor(self._theme.quiet if line.remark else self._theme.ink))
        if line.remark:
            ink.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            ink.setUnderlineColor(QColor(self._theme.removed_ink))
        return ink

    def _block_format(self) -> QTextBlockFormat:
        block = QTextBlockFormat()
        share = 100 * _PITCH_PX / math.ceil(QFontMetricsF(self.font()).height())
        block.setLineHeight(share, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._is_points:
            indent_px = self.fontMetrics().horizontalAdvance(_POINT)
            block.setLeftMargin(indent_px)
            block.setTextIndent(-indent_px)
            block.setBottomMargin(TEXT_PX // 2)
        return block

    def _go(self, number: int) -> None:
        """Make a sentence the current one, and have it read out."""
        self._current = max(0, min(len(self._lines) - 1, number))
        self._mark_current()
        line = self._lines[self._current]
        announce(self, ". ".join(filter(None, (line.text, line.remark))))

    def _mark_current(self) -> None:
        if not self._lines or not self.hasFocus():
            self.setExtraSelections([])
            return
        start, end = self._spans[self._current]
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        selection = QTextEdit.ExtraSelection()
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format.setBackground(QColor(self._theme.selection))
        self.setExtraSelections([selection])

    def _number_at(self, event: QMouseEvent) -> int | None:
        """Give the sentence under the pointer."""
        position = self.cursorForPosition(event.position().toPoint()).position()
        for number, (start, end) in enumerate(self._spans):
            if start <= position <= end:
                return number
        return None


def copy_to_clipboard(text: str) -> None:
    """Put plain text on the clipboard."""
    QApplication.clipboard().setText(text)


def _needs_no_space(text: str) -> bool:
    """Tell whether a sentence ends in a wide stop, after which no space is written."""
    return text[-1:] >= "\u2e80"

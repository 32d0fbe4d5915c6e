"""Set the page: one measured column in the middle, room above, the caret kept up.

The base of the editor: geometry, fonts and scrolling, nothing about words. GUI
thread. May import: Qt, its siblings.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QScrollBar, QTextEdit, QWidget

from writer_app.ui.blocks_in_view import first_in_view
from writer_app.ui.document_text import from_document, paragraph_gap_px, to_document
from writer_app.ui.focus_veil import FocusVeil
from writer_app.ui.page_layout import PageLayout
from writer_app.ui.theme import Theme, column_width_px, line_pitch_px, qt_palette, text_font

TOP_PX = 84
BOTTOM_PX = 440
"""Room below the last line: a fifth of the tallest window, 2,200 px."""
SIDE_PX = 6
"""Room beside the column for overhanging italics and the caret."""
SCROLL_BAR_PX = 10
TYPEWRITER_SHARE = 0.45
"""How far down the window a typewriter's line stands: a little over the middle."""
YOUNG_PARAGRAPHS = 12
"""Most paragraphs of a page whose manner of parting them may still change."""
_CARET_PX = 2
_LOWEST_SHARE = 0.8


class SlimScrollBar(QScrollBar):
    """A scroll bar that takes constant room and is a thin line only when it has a use.

    Args:
        least_px: with no more than this to scroll it shows nothing.
    """

    def __init__(self, parent: QWidget, least_px: int = BOTTOM_PX - TOP_PX) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._least_px = least_px
        self.setFixedWidth(SCROLL_BAR_PX)
        self._ground = QColor()
        self._ink = QColor()
        self._extra_px = 0
        self.rangeChanged.connect(self._extend)

    def set_extra(self, extra_px: int) -> None:
        """Let the page be scrolled so much further than its text reaches."""
        extra_px, was_px = max(0, extra_px), self._extra_px
        if extra_px != was_px:
            self._extra_px = 0
            self.setMaximum(self.maximum() - was_px + extra_px)
            self._extra_px = extra_px

    def _extend(self, _: int, maximum: int) -> None:
        """Add the extra room to a range that Qt has set from the text alone."""
        extra_px, self._extra_px = self._extra_px, 0
        self.setMaximum(maximum + extra_px)
        self._extra_px = extra_px

    def set_colours(self, ground: str, ink: str) -> None:
        """Change the colours of the page below and of the line."""
        self._ground, self._ink = QColor(ground), QColor(ink)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the handle alone (called by Qt)."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ground)
        span = self.maximum() - self.minimum()
        if span <= self._least_px:
            return
        whole = span + self.pageStep()
        height = max(36, self.height() * self.pageStep() // whole)
        top = (self.height() - height) * (self.value() - self.minimum()) // span
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink)
        painter.drawRoundedRect(2, top + 2, self.width() - 4, height - 4, 3, 3)


class Page(QTextEdit):
    """A text edit that looks like a page of plain text.

    Attributes:
        painting: called after the text was painted, with the area that is painted anew.

    Thread: GUI.
    """

    def __init__(
        self, theme: Theme, font_family: str, font_size_px: int, column_chars: int
    ) -> None:
        super().__init__()
        self._theme = theme
        self._column_chars = column_chars
        self._gap_px = 0
        self._invitation = ""
        self._is_typewriter = False
        self._owed_px = 0.0
        self._bar = SlimScrollBar(self)
        self.page_layout = PageLayout(self.document(), self._scrolled_px)
        self.document().setDocumentLayout(self.page_layout)
        self.page_layout.setPaintDevice(self.viewport())
        self.page_layout.shifted.connect(self._follow_shift)
        self.painting: list[Callable[[QPainter, QRectF], None]] = []
        self.veil = FocusVeil(self, theme)
        self.setVerticalScrollBar(self._bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(_CARET_PX)
        self.document().setDocumentMargin(0)
        self._dress(theme, font_family, font_size_px)

    def replace_text(self, text: str) -> None:
        """Put another text on the page; its undo history starts empty."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self._set_frame()
        cursor.setBlockFormat(self.format_for(text))
        cursor.insertText(to_document(text))
        cursor.endEditBlock()
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def format_for(self, text: str) -> QTextBlockFormat:
        """Give its paragraphs' format, from now on the page's: blank lines need no gap."""
        self._gap_px = paragraph_gap_px(text, line_pitch_px(self.font_size_px))
        return self._block_format()

    def drop_gap(self) -> None:
        """Let no gap stand under paragraphs: the writer parts them by empty lines.

        Joins the undo step before it. On a page that is no longer young the gaps stay,
        because all of it would move.
        """
        document = self.document()
        has_gap = document.firstBlock().blockFormat().bottomMargin() > 0
        if not has_gap or document.blockCount() > YOUNG_PARAGRAPHS:
            return
        self._gap_px = 0
        cursor = QTextCursor(document)
        cursor.joinPreviousEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(self._block_format())
        cursor.endEditBlock()

    @property
    def font_size_px(self) -> int:
        """Give the size of the text in px."""
        return self.document().defaultFont().pixelSize()

    def invite(self, words: str) -> None:
        """Set the sentence that stands on an empty page; it is not text."""
        self._invitation = words
        self.viewport().update()

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *more: Any) -> Any:
        """Tell an input method where the caret is: Qt forgets the margins (called by Qt)."""
        found = super().inputMethodQuery(query, *more)
        return found.translated(self.viewport().pos()) if isinstance(found, QRectF) else found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, the focus, and on an empty page what to do (called by Qt)."""
        super().paintEvent(event)
        for paint in self.painting:
            paint(QPainter(self.viewport()), QRectF(event.rect()))
        self.veil.paint()
        first = self.document().firstBlock()
        if self.document().characterCount() > 1 or first.layout().preeditAreaText():
            return
        painter = QPainter(self.viewport())
        font = QFont(self.document().defaultFont())
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.quiet))
        line = self.cursorRect()
        room = line.adjusted(2 * _CARET_PX, 0, self.viewport().width() - SIDE_PX, 4 * line.height())
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self._invitation)

    def set_typewriter(self, is_on: bool) -> None:
        """Keep the caret's line at one height while the writer types."""
        self._is_typewriter = is_on
        self._make_room()
        self.keep_caret_up()

    def keep_caret_up(self) -> None:
        """Scroll so that the caret's line is not in the lowest fifth of the window.

        As a typewriter does: so that it stands at one height, once the text reaches it.
        """
        if self._is_typewriter:
            height_px = int(self.viewport().height() * TYPEWRITER_SHARE)
            self._bar.setValue(self._bar.value() + self.cursorRect().center().y() - height_px)
            return
        lowest = int(self.viewport().height() * _LOWEST_SHARE)
        past = self.cursorRect().bottom() - lowest
        if past > 0:
            self._bar.setValue(self._bar.value() + past)

    def show_top_margin(self) -> None:
        """Scroll to the very top when the caret is on the first line."""
        scrolled_px = self._bar.value()
        if not scrolled_px or self.textCursor().blockNumber() or self._is_typewriter:
            return
        if self.cursorRect().top() + scrolled_px <= TOP_PX + _CARET_PX:
            self._bar.setValue(0)

    def _scrolled_px(self) -> int:
        return self._bar.value()

    def _follow_shift(self, shift_px: float) -> None:
        """Keep what is in view where it is while paragraphs above it are measured."""
        self._owed_px += shift_px
        whole_px = round(self._owed_px)
        self._owed_px -= whole_px
        self._bar.setValue(self._bar.value() + whole_px)
        self.viewport().update()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Keep the caret's line at its height, or else the first paragraph in view."""
        cursor = self.textCursor()
        if not 0 <= self.cursorRect(cursor).top() <= self.viewport().height():
            cursor = QTextCursor(first_in_view(self))
        top_px = self.cursorRect(cursor).top()
        yield
        self._bar.setValue(self._bar.value() + self.cursorRect(cursor).top() - top_px)

    def _make_room(self) -> None:
        """Let the last line come up to the typewriter's height in any window."""
        needed_px = int(self.viewport().height() * (1 - TYPEWRITER_SHARE)) - BOTTOM_PX
        self._bar.set_extra(needed_px if self._is_typewriter else 0)

    def event(self, event: QEvent) -> bool:
        """Keep the column in the middle; let the margins beside it act like the page."""
        if event.type() == QEvent.Type.Resize:
            self._centre_column()
            self._make_room()
        if isinstance(event, QMouseEvent | QWheelEvent) and not self._is_from_viewport(event):
            return self._pass_to_viewport(event)
        return super().event(event)

    def _is_from_viewport(self, event: QMouseEvent | QWheelEvent) -> bool:
        """Tell whether the text has left an event to the page, as it does a right click."""
        return self.viewport().geometry().contains(event.position().toPoint())

    def _pass_to_viewport(self, event: QMouseEvent | QWheelEvent) -> bool:
        """Hand a mouse event of the margin to the text, at the same height."""
        shift = QPointF(self.viewport().pos())
        inside = event.position() - shift
        if isinstance(event, QWheelEvent):
            passed: QEvent = QWheelEvent(
                inside,
                event.globalPosition(),
                event.pixelDelta(),
                event.angleDelta(),
                event.buttons(),
                event.modifiers(),
                event.phase(),
                event.inverted(),
            )
        else:
            passed = moved_event(event, inside)
        return QApplication.sendEvent(self.viewport(), passed)

    def _dress(self, theme: Theme, font_family: str, font_size_px: int) -> None:
        """Set inks and fonts; the text is laid out anew."""
        self._theme = theme
        self.veil.set_theme(theme)
        self.setPalette(qt_palette(theme))
        self._bar.set_colours(theme.page, theme.line)
        font = text_font(font_family, font_size_px)
        self.document().setDefaultFont(font)
        self.setFont(font)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance("n") * 4)
        self._centre_column()

    def _block_format(self) -> QTextBlockFormat:
        """Give the format that every paragraph has.

        The pitch is a share of the font's height, so that another size needs no
        change of formats (which would be an undo step).
        """
        block_format = QTextBlockFormat()
        natural_px = QFontMetricsF(self.document().defaultFont()).height()
        share = 100 * line_pitch_px(self.font_size_px) / math.ceil(natural_px)
        block_format.setLineHeight(share, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block_format.setBottomMargin(self._gap_px)
        return block_format

    def _set_frame(self) -> None:
        """Set the room around the text; undo must be off, or it would be a step."""
        frame = self.document().rootFrame()
        frame_format = frame.frameFormat()
        frame_format.setTopMargin(TOP_PX)
        frame_format.setBottomMargin(BOTTOM_PX)
        frame_format.setLeftMargin(SIDE_PX)
        frame_format.setRightMargin(SIDE_PX)
        frame.setFrameFormat(frame_format)

    def _centre_column(self) -> None:
        """Give the column its measured width, in the middle of the window."""
        wanted = column_width_px(self.document().defaultFont(), self._column_chars) + 2 * SIDE_PX
        spare = self.width() - wanted
        left = max(24, spare // 2)
        right = max(24 - SCROLL_BAR_PX, spare - left - SCROLL_BAR_PX)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)


def moved_event(event: QMouseEvent, position: QPointF) -> QMouseEvent:
    """Give the same mouse event at another place of the widget."""
    return QMouseEvent(
        event.type(),
        position,
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.pointingDevice(),
    )


def whole_text(document: QTextDocument) -> str:
    """Give the whole text of a document, every character as it was written.

    `toPlainText` would turn U+00A0 into a space. Walks the whole document: for
    saving, never for a key press.
    """
    return from_document(document.toRawText())

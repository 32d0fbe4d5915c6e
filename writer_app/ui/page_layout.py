"""Lay the page's paragraphs out, each by itself, and only those that are looked at.

Qt's own layout of rich text walks from a change to the end of the document at every
key, because tables and floats may reach down there. A page of plain paragraphs has none:
what a key costs here is one paragraph, wherever it stands. Paragraphs that nobody has
seen yet have a guessed height and are measured in slices while the writer is still; what
is in view never moves by it. GUI thread. May import: Qt, its siblings.

Source: lines, margins and pitch follow QTextDocumentLayoutPrivate::layoutBlock (Qt 6.11);
tests/ui/test_page_layout.py holds every paragraph against Qt's own layout.
MEASURED(2026-11): Qt's walk cost 8 ms a key at the beginning of 200,000 words, this 0.3 ms.
"""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextLayout,
)

from writer_app.ui.heights import Heights
from writer_app.ui.paragraph_lines import (
    HeightGuess,
    lay_out_lines,
    line_at,
    marks_in,
    offset_at,
)
from writer_app.ui.positions import n_u16

STILL_MS = 400
"""Stillness after which paragraphs out of view are measured."""
SLICE_S = 0.004
PAUSE_MS = 8
"""Longest time at a stretch, and how long others may act before the next."""
MOST_AT_ONCE = 12
"""Changed paragraphs that are laid out with the change; of more, those that are seen."""
_FAR_PX = 1 << 24
_Context = QAbstractTextDocumentLayout.PaintContext
_Accuracy = Qt.HitTestAccuracy


class PageLayout(QAbstractTextDocumentLayout):
    """The layout of one document of plain paragraphs: no lists, tables or pictures.

    Signals: shifted(float): what is in view stands so many px further down, because
        paragraphs above it were measured.

    Attributes:
        top_px: gives where in the document the view begins.
        n_laid_out: paragraphs laid out so far, for tests that count work.

    Thread: GUI.
    """

    shifted = Signal(float)

    def __init__(self, document: QTextDocument, top_px: Callable[[], int] = lambda: 0) -> None:
        super().__init__(document)
        self._heights = Heights()
        self._is_known = bytearray()
        self._margins = (0.0, 0.0, 0.0, 0.0)
        self._width = -1.0
        self._told = QSizeF()
        self._shift = 0.0
        self._is_taking_in = False
        self.top_px = top_px
        self.n_laid_out = 0
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._measure_slice)

    # Asked by Qt

    def documentChanged(self, pos_u16: int, n_removed: int, n_added: int) -> None:
        """Take in that text or looks changed between two positions (called by Qt)."""
        document = self.document()
        n_blocks = document.blockCount()
        first = document.findBlock(pos_u16)
        first = first if first.isValid() else document.firstBlock()
        last = document.findBlock(pos_u16 + n_added)
        last = last if last.isValid() else document.lastBlock()
        start = first.blockNumber()
        n_new = last.blockNumber() - start + 1
        n_old = n_new + len(self._heights) - n_blocks
        is_lost = not 0 <= n_old <= len(self._heights) - start
        if self._has_new_frame() or is_lost:
            self._begin()
            self._repaint(QRectF(0, 0, _FAR_PX, _FAR_PX))
        else:
            self._take_in(first, start, n_old, n_new)
        self._tell()

    def documentSize(self) -> QSizeF:
        """Give the size of all, guessed where nobody has looked (called by Qt)."""
        top, _, bottom, _ = self._margins
        return QSizeF(max(0.0, self._width), top + self._heights.total + bottom)

    def pageCount(self) -> int:
        """Give the number of pages: one, however long (called by Qt)."""
        return 1

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        """Give the place of the one frame there is (called by Qt)."""
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Give a paragraph's place, laid out (called by Qt).

        Returns: empty while Qt tells others of a change that this layout is told last.
        """
        if not block.isValid() or block.blockNumber() >= len(self._heights):
            return QRectF()
        layout = self._laid_out(block)
        self._tell()
        rect = layout.boundingRect()
        rect.moveTopLeft(layout.position())
        return rect

    def hitTest(  # type: ignore[override]  # Qt itself gives nothing but QPointF
        self, point: QPointF, accuracy: Qt.HitTestAccuracy
    ) -> int:
        """Give the position at a point (called by Qt).

        Between lines and between paragraphs it is the one that stands above; past the
        last paragraph the end of the text.
        """
        block = self.block_at(point.y())
        layout = self._laid_out(block)
        inside = point - layout.position()
        is_above = point.y() < self._margins[0]
        is_below = not block.next().isValid() and inside.y() > layout.boundingRect().bottom()
        if accuracy is _Accuracy.ExactHit:
            line = line_at(layout, inside.y())
            is_on = line.isValid() and line.naturalTextRect().contains(inside)
            if not is_on or is_above or is_below:
                return -1
        if is_above:
            return 0
        if is_below:
            return block.position() + block.length() - 1 + n_u16(layout.preeditAreaText())
        line = line_at(layout, inside.y())
        return block.position() + (offset_at(line, inside.x()) if line.isValid() else 0)

    def draw(self, painter: QPainter, context: _Context) -> None:
        """Paint the paragraphs that touch the context's clip (called by Qt)."""
        clip = context.clip if context.clip.isValid() else QRectF(0, 0, _FAR_PX, _FAR_PX)
        pen = painter.pen()
        painter.setPen(context.palette.color(QPalette.ColorRole.Text))
        block = self.block_at(clip.top())
        while block.isValid():
            layout = self._laid_out(block)
            if layout.position().y() > clip.bottom():
                break
            self._draw_block(painter, context, clip, block, layout)
            block = block.next()
        painter.setPen(pen)
        self._tell()

    # Asked by the page

    def block_at(self, y_px: float) -> QTextBlock:
        """Give the paragraph, laid out, at a height; the first or last beyond the ends."""
        document = self.document()
        while True:
            number = min(self._heights.at(y_px - self._margins[0]), document.blockCount() - 1)
            block = document.findBlockByNumber(number)
            if self._is_known[number : number + 1] != b"\0":
                return block
            self._laid_out(block)

    def finish(self) -> None:
        """Measure what nobody has seen yet, at once: from now on no height is a guess."""
        self._later.stop()
        self._measure(math.inf)
        self._tell()

    @property
    def is_finished(self) -> bool:
        """Tell whether no height is a guess."""
        return 0 not in self._is_known

    # Its own

    def _begin(self) -> None:
        """Guess all heights: another text, width or font."""
        document = self.document()
        guess = HeightGuess(document.firstBlock(), self._room_px)
        heights, is_known = [], self._is_known
        n_was = len(is_known)
        block = document.firstBlock()
        number = 0
        while block.isValid():
            if number >= n_was or is_known[number]:
                block.clearLayout()
            heights.append(guess.height(block.length()))
            block = block.next()
            number += 1
        self._heights.replace(0, len(self._heights), heights)
        self._is_known = bytearray(len(heights))
        self._shift = 0.0
        self._later.start(STILL_MS)

    def _has_new_frame(self) -> bool:
        """Read the room around the text; tell whether it is another."""
        document = self.document()
        frame = document.rootFrame().frameFormat()
        margins = (
            frame.topMargin(), frame.rightMargin(), frame.bottomMargin(), frame.leftMargin()
        )  # fmt: skip
        width = document.pageSize().width()
        was = self._margins, self._width
        self._margins, self._width = margins, width
        return was != (margins, width)

    @property
    def _room_px(self) -> float:
        """Give the width of the column; negative while there is none."""
        return self._width - self._margins[1] - self._margins[3] if self._width > 0 else -1.0

    def _take_in(self, first: QTextBlock, start: int, n_old: int, n_new: int) -> None:
        """Put changed paragraphs in the place of the old ones; paint what moved."""
        was_px = self._heights.top(start)
        below_px = self._heights.top(start + n_old) - was_px
        guess = HeightGuess(first, self._room_px)
        heights, block = [], first
        for _ in range(n_new):
            block.clearLayout()
            heights.append(guess.height(block.length()))
            block = block.next()
        self._heights.replace(start, n_old, heights)
        was_known = 1 in self._is_known[start : start + n_old]
        self._is_known[start : start + n_old] = bytes(n_new)
        if was_known and n_new <= MOST_AT_ONCE:
            self._is_taking_in = True  # what the writer changes shifts nothing by itself
            block = first
            for _ in range(n_new):
                self._laid_out(block)
                block = block.next()
            self._is_taking_in = False
        new_px = self._heights.top(start + n_new) - was_px
        height_px = new_px if new_px == below_px else float(_FAR_PX)
        self._repaint(QRectF(0, self._margins[0] + was_px, _FAR_PX, height_px))
        if not self.is_finished:
            self._later.start(STILL_MS)

    def _laid_out(self, block: QTextBlock) -> QTextLayout:
        """Give a paragraph's layout, with its lines and its place."""
        number = min(block.blockNumber(), len(self._heights) - 1)
        layout = block.layout()
        if not self._is_known[number]:
            self._lay_out(block, number, layout)
        x_px, y_px = self._margins[3], self._margins[0] + self._heights.top(number)
        layout.setPosition(QPointF(x_px, y_px))
        return layout

    def _lay_out(self, block: QTextBlock, number: int, layout: QTextLayout) -> None:
        was_px = self._heights[number]
        looks = block.blockFormat()
        is_last = number == len(self._heights) - 1
        gap_px = 0.0 if is_last else looks.bottomMargin()
        height_px = lay_out_lines(block, layout, looks, self._room_px) + gap_px
        self._is_known[number] = 1
        self.n_laid_out += 1
        if height_px == was_px:
            return
        if not self._is_taking_in:
            bottom_px = self._margins[0] + self._heights.top(number) + was_px
            if bottom_px <= self.top_px() + self._shift:
                self._shift += height_px - was_px
        self._heights[number] = height_px

    def _repaint(self, rect: QRectF) -> None:
        # By its argument: the other form of this signal ends the process (PySide 6.11).
        self.update[QRectF].emit(rect)  # type: ignore[index]

    def _tell(self) -> None:
        """Tell of another size, and of what was measured above the view."""
        shift, self._shift = self._shift, 0.0
        if shift < 0:
            # First: a page that has become shorter scrolls up by itself at its end.
            self.shifted.emit(shift)
        size = self.documentSize()
        if size != self._told:
            self._told = size
            self.documentSizeChanged.emit(size)
        if shift > 0:
            self.shifted.emit(shift)

    def _measure_slice(self) -> None:
        self._measure(time.perf_counter() + SLICE_S)
        self._tell()
        if not self.is_finished:
            self._later.start(PAUSE_MS)

    def _measure(self, until_s: float) -> None:
        document = self.document()
        number = self._is_known.find(0)
        block = document.findBlockByNumber(max(0, number))
        while number >= 0:
            self._lay_out(block, number, block.layout())
            if time.perf_counter() > until_s:
                return
            following = self._is_known.find(0, number)
            step = following == number + 1
            block = block.next() if step else document.findBlockByNumber(max(0, following))
            number = following

    def _draw_block(
        self,
        painter: QPainter,
        context: _Context,
        clip: QRectF,
        block: QTextBlock,
        layout: QTextLayout,
    ) -> None:
        start_u16, length_u16 = block.position(), block.length()
        layout.draw(painter, QPointF(0, 0), marks_in(context.selections, block), clip)
        caret_u16 = context.cursorPosition
        if caret_u16 < -1 and layout.preeditAreaText():
            # Source: QWidgetTextControl: a caret inside of what is composed counts from -2.
            offset_u16 = layout.preeditAreaPosition() - (caret_u16 + 2)
        elif start_u16 <= caret_u16 < start_u16 + length_u16:
            offset_u16 = caret_u16 - start_u16
        else:
            return
        layout.drawCursor(painter, QPointF(0, 0), offset_u16, self.property("cursorWidth") or 1)

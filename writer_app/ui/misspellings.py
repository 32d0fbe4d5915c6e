"""Find and mark misspelt words of a page, in view first, while nobody types.

Results are kept by a paragraph's text, so scrolling back or undo asks nothing again.
Marks are painted over the page: no format, no undo step, no line moves, and a ghost
pushes them along. GUI thread. May import: Qt, its siblings, assist.
"""

import time
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextLayout

from writer_app.assist.messages import Cause, Snapshot
from writer_app.assist.spelling import Speller
from writer_app.ui.blocks_in_view import blocks_in_view
from writer_app.ui.edit_tap import difference
from writer_app.ui.editor import Editor
from writer_app.ui.positions import index_of_u16, n_u16
from writer_app.ui.theme import Theme

STILL_MS = 300
"""Stillness after which new words are looked at."""
SLICE_S = 0.003
"""Longest time at a stretch; a paragraph of new words takes about 2 ms."""
MOST_KEPT = 4_000
"""Paragraphs whose results are kept."""
_DOTS_PX = 1.7
_GAP_PX = 3.0
_BELOW_PX = 3.5
Spans = tuple[tuple[int, int], ...]


class Misspellings(QObject):
    """The misspelt words of one page. Thread: GUI."""

    def __init__(
        self, editor: Editor, theme: Theme, clock_s: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._clock_s = clock_s
        self._speller: Speller | None = None
        self._generation = -1
        self._known: dict[str, Spans] = {}
        self._seen: dict[int, tuple[str, Spans]] = {}
        self._ignored: dict[str, None] = {}
        self._typed_at_u16 = -1
        self._ink = QColor()
        self._later = QTimer(self, singleShot=True, interval=STILL_MS)
        self._later.timeout.connect(self.check_slice)
        self._next_slice = QTimer(self, singleShot=True, interval=0)
        self._next_slice.timeout.connect(self.check_slice)
        editor.edited.connect(self._on_edited)
        editor.verticalScrollBar().valueChanged.connect(lambda _: self._later.start())
        editor.painting.append(self.paint)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._ink = QColor(theme.removed_ink)
        self._ink.setAlpha(190)
        self._editor.viewport().update()

    def set_speller(self, speller: Speller | None) -> None:
        """Mark by these words from now on; None: mark nothing."""
        self._speller = speller
        self._look_again()

    @property
    def ignored(self) -> tuple[str, ...]:
        """Give the words that are left alone on this page, casefolded, the last one last."""
        return tuple(self._ignored)

    def ignore(self, word: str) -> None:
        """Leave a word alone on this page."""
        self._ignored[word.casefold()] = None
        self._editor.viewport().update()

    def heed(self, word: str) -> None:
        """Leave a word alone no more."""
        self._ignored.pop(word.casefold(), None)
        self._editor.viewport().update()

    def begin_page(self, ignored: Iterable[str] = ()) -> None:
        """Begin with another document, and with the words that are left alone there."""
        self._ignored = dict.fromkeys(ignored)
        self._look_again()

    def wrong_in(self, block: QTextBlock) -> Spans:
        """Give the misspelt words of a paragraph as (start, end) indexes; looks them up."""
        text = block.text()
        spans = self._unknown_in(block)
        return tuple(span for span in spans if not self._is_excused(text[span[0] : span[1]]))

    def ignored_at(self, pos_u16: int) -> str:
        """Give the word at a place that is left alone on this page; empty for any other."""
        block = self._editor.document().findBlock(pos_u16)
        text = block.text()
        index = index_of_u16(text, pos_u16 - block.position())
        for start, end in self._unknown_in(block):
            if start <= index <= end and text[start:end].casefold() in self._ignored:
                return text[start:end]
        return ""

    def _unknown_in(self, block: QTextBlock) -> Spans:
        """Give the words of a paragraph that are no words, excused or not; looks them up."""
        text = block.text()
        if self._speller is None or self._editor.highlighter.is_code(block):
            return ()
        if self._generation != self._speller.generation:
            self._generation = self._speller.generation
            self._known.clear()
        spans = self._known.get(text)
        if spans is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            spans = self._known[text] = self._speller.misspelt(text)
        return spans

    def word_at(self, pos_u16: int) -> tuple[int, int, str] | None:
        """Give the misspelt word at a place: start and end in UTF-16 units, and itself."""
        block = self._editor.document().findBlock(pos_u16)
        text = block.text()
        index = index_of_u16(text, pos_u16 - block.position())
        for start, end in self.wrong_in(block):
            if start <= index <= end:
                first = block.position() + n_u16(text[:start])
                return first, first + n_u16(text[start:end]), text[start:end]
        return None

    def check_slice(self) -> None:
        """Look at paragraphs in view for a moment; go on later if that was not enough."""
        if self._speller is None:
            return
        until_s = self._clock_s() + SLICE_S
        is_other = False
        for block, _ in blocks_in_view(self._editor):
            text, number = block.text(), block.blockNumber()
            is_new = text not in self._known or self._generation != self._speller.generation
            spans = self.wrong_in(block)
            if len(self._seen) >= MOST_KEPT:
                self._seen.clear()
            if self._seen.get(number) != (text, spans):
                self._seen[number] = (text, spans)
                is_other = True
            if is_new and self._clock_s() > until_s:
                self._next_slice.start()
                break
        if is_other:
            self._editor.viewport().update()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint dots under the misspelt words in an area of the page (called by the page)."""
        if self._speller is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._ink, _DOTS_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, _GAP_PX / _DOTS_PX])
        painter.setPen(pen)
        for block, rect in blocks_in_view(self._editor):
            if rect.intersects(area):
                for start, end in self._shown_in(block):
                    self._paint_word(painter, block, rect.topLeft(), start, end)

    def _shown_in(self, block: QTextBlock) -> Iterator[tuple[int, int]]:
        """Give the marks of a paragraph in UTF-16 units, none at the word being typed."""
        text = block.text()
        before, spans = self._seen.get(block.blockNumber(), ("", ()))
        if before != text:
            known = self._known.get(text)
            spans = carried(before, text, spans) if known is None else known
        typed_u16 = self._typed_at_u16 - block.position()
        is_code = bool(spans) and self._editor.highlighter.is_code(block)
        for start, end in () if is_code else spans:
            start_u16 = n_u16(text[:start])
            end_u16 = start_u16 + n_u16(text[start:end])
            is_typed = start_u16 <= typed_u16 <= end_u16
            if not is_typed and not self._is_excused(text[start:end]):
                yield start_u16, end_u16

    def _paint_word(
        self, painter: QPainter, block: QTextBlock, corner: QPointF, start_u16: int, end_u16: int
    ) -> None:
        layout = block.layout()
        shift_u16 = _ghost_shift(layout, start_u16)
        line = layout.lineForTextPosition(start_u16 + shift_u16)
        if not line.isValid():
            return
        last_u16 = line.textStart() + line.textLength()
        left = _x_of(line.cursorToX(start_u16 + shift_u16))
        right = _x_of(line.cursorToX(min(end_u16 + shift_u16, last_u16)))
        y = corner.y() + line.y() + line.ascent() + _BELOW_PX
        left, right = sorted((left, right))
        painter.drawLine(QPointF(corner.x() + left + 1, y), QPointF(corner.x() + right - 1, y))

    def _is_excused(self, word: str) -> bool:
        assert self._speller is not None
        return word.casefold() in self._ignored or self._speller.is_excused(word)

    def _on_edited(self, snapshot: Snapshot) -> None:
        """Leave the word being typed alone; look at the rest when the writer is still."""
        if snapshot.cause in (Cause.TYPED, Cause.DELETED):
            self._typed_at_u16 = self._editor.textCursor().position()
        elif self._typed_at_u16 >= 0:
            self._typed_at_u16 = -1
            self._editor.viewport().update()
        if snapshot.cause is not Cause.MOVED:
            self._later.start()

    def _look_again(self) -> None:
        self._generation = -1
        self._known.clear()
        self._seen.clear()
        self._editor.viewport().update()
        self._later.start()


def carried(before: str, after: str, spans: Spans) -> Spans:
    """Carry marks over a change of their paragraph until it is looked at again.

    Marks in what stayed at the beginning and at the end stay; those between go.

    Example: carried("a teh b", "an teh b", ((2, 5),)) -> ((3, 6),)
    """
    edit = difference(before, after) if spans else None
    if edit is None:
        return spans
    first_kept = edit.position + edit.n_removed
    shift = len(edit.inserted) - edit.n_removed
    kept = [span for span in spans if span[1] <= edit.position]
    moved = [(start + shift, end + shift) for start, end in spans if start >= first_kept]
    return tuple(kept + moved)


def _ghost_shift(layout: QTextLayout, pos_u16: int) -> int:
    """Give how far a ghost before a place pushes it along its layout."""
    ghost = layout.preeditAreaText()
    return n_u16(ghost) if ghost and pos_u16 >= layout.preeditAreaPosition() else 0


def _x_of(found: object) -> float:
    """Read what PySide gives for `cursorToX`: the place, or a pair with the position."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]

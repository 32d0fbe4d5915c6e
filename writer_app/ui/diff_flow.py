"""Lay a diff into the page: where each changed paragraph stands, and what is pushed down.

The page's document stays as it is; the changed paragraphs have another height, so what
follows them is shown further down. Only what comes into sight is laid out, so a diff of
a whole book costs no more than one of a page. GUI thread. May import: Qt, its siblings.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument

from writer_app.ui.diff_patch import Patch
from writer_app.ui.diff_pieces import ShownChange
from writer_app.ui.highlighter import Highlighter
from writer_app.ui.theme import Theme

_FUZZY = Qt.HitTestAccuracy.FuzzyHit
_MOST_KEPT = 60
"""Patches kept laid out; of the others only the height is remembered."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of what is seen, from top to bottom.

    Attributes:
        top, height: in shown px. doc_top: the same in the document's px.
        patch: what stands there instead of the document's own paragraphs.
    """

    top: float
    height: float
    doc_top: float
    patch: Patch | None = None


@dataclass(slots=True)
class _Run:
    """Neighbouring paragraphs with changes, and their heights once they are known."""

    first: int
    last: int
    changes: list[ShownChange]
    doc_top: float = 0.0
    doc_height: float = 0.0
    height: float | None = None
    patch: Patch | None = None

    @property
    def push(self) -> float:
        """Give how far what follows is pushed down, in px."""
        return 0.0 if self.height is None else self.height - self.doc_height


class DiffFlow:
    """The geometry of one diff over one page. Thread: GUI."""

    def __init__(self, document: QTextDocument, highlighter: Highlighter, theme: Theme) -> None:
        self._document = document
        self._highlighter = highlighter
        self._theme = theme
        self._runs: list[_Run] = []
        self._run_of: dict[int, _Run] = {}
        self._waiting_u16: int | None = None
        self._end_block = document.firstBlock()
        self._slot_px = 0.0
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}

    def begin(self, slot_px: float) -> None:
        """Begin with a document that stays as it is until the next beginning.

        Args:
            slot_px: room to leave under the last paragraph asked about.
        """
        self._runs, self._run_of, self._waiting_u16 = [], {}, None
        self._slot_px = slot_px
        self._spans.clear()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self.forget_layout()

    def forget_layout(self) -> None:
        """Measure everything again: fonts or width have changed."""
        for run in self._runs:
            run.height, run.patch = None, None

    def set_changes(
        self, changes: Sequence[ShownChange], end_u16: int, waiting_u16: int | None
    ) -> None:
        """Show these changes; paragraphs whose changes stay keep their layout.

        Args:
            changes: in order. end_u16: where the text asked about ends.
            waiting_u16: where the rewrite has come to; None: it is done.
        """
        old = {run.first: run for run in self._runs}
        waiting_from = min(self._block_of(self._waiting_u16), self._block_of(waiting_u16))
        self._runs = list(self._runs_of(changes))
        self._run_of = {change.number: run for run in self._runs for change in run.changes}
        for run in self._runs:
            was = old.get(run.first) if run.last < waiting_from else None
            if was is not None and (was.last, was.changes) == (run.last, run.changes):
                run.doc_top, run.doc_height = was.doc_top, was.doc_height
                run.height, run.patch = was.height, was.patch
        self._waiting_u16 = waiting_u16
        self._end_block = self._document.findBlock(end_u16)

    @property
    def height(self) -> float:
        """Give the height of all that can be scrolled through, in px."""
        size = self._document.documentLayout().documentSize()
        return size.height() + sum(run.push for run in self._runs) + self._slot_px

    @property
    def slot_top(self) -> float:
        """Give where the room under the last paragraph begins, in shown px."""
        return self._shown(self._slot_doc_y())

    def strips(self, top: float, bottom: float) -> list[Strip]:
        """Give what is seen between two heights, laying out what has not been seen yet."""
        while True:
            strips = list(self._strips(top, bottom))
            if not self._measure_between(strips):
                return strips

    def rects_of(self, change: int) -> list[QRectF]:
        """Give where a change is seen, in shown px."""
        run = self._run_of.get(change)
        if run is None:
            return []
        place = QPointF(0.0, self._shown_top(run))
        return [rect.translated(place) for rect in self._patch_of(run).rects_of(change)]

    def change_at(self, point: QPointF) -> int | None:
        """Give the change seen at a point in shown px; None: none."""
        for strip in self.strips(point.y(), point.y() + 1):
            if strip.patch is not None:
                return strip.patch.change_at(point - QPointF(0.0, strip.top))
        return None

    def _runs_of(self, changes: Sequence[ShownChange]) -> Iterator[_Run]:
        run: _Run | None = None
        for change in changes:
            first, last = self._span_of(change)
            if run is not None and first <= run.last:
                run.changes.append(change)
                run.last = max(run.last, last)
                continue
            if run is not None:
                yield run
            run = _Run(first, last, [change])
        if run is not None:
            yield run

    def _span_of(self, change: ShownChange) -> tuple[int, int]:
        """Give the first and last paragraph of a change, by number; asked of Qt once."""
        place = (change.edit.start_u16, change.edit.end_u16)
        if place not in self._spans:
            first, last = (self._document.findBlock(pos_u16).blockNumber() for pos_u16 in place)
            self._spans[place] = (first, last)
        return self._spans[place]

    def _block_of(self, waiting_u16: int | None) -> int:
        """Give the paragraph that a rewrite has come to, by number; past all at its end."""
        if waiting_u16 is None:
            return self._document.blockCount()
        return self._document.findBlock(waiting_u16).blockNumber()

    def _strips(self, top: float, bottom: float) -> Iterator[Strip]:
        """Yield strips from what is known so far."""
        shown = doc = 0.0
        slot = self._slot_doc_y()
        known = [run for run in self._runs if run.height is not None]
        places = [(run.doc_top, run) for run in known] + [(slot, None)]
        for doc_top, run in sorted(places, key=lambda place: (place[0], place[1] is None)):
            gap = max(0.0, doc_top - doc)
            yield from _cut(Strip(shown, gap, doc), top, bottom)
            shown, doc = shown + gap, max(doc, doc_top)
            if run is None:
                shown += self._slot_px
            else:
                height = run.height or 0.0
                if shown < bottom and shown + height > top:
                    yield Strip(shown, height, doc, self._patch_of(run))
                shown, doc = shown + height, doc + run.doc_height
            if shown >= bottom:
                return
        yield from _cut(Strip(shown, bottom - shown, doc), top, bottom)

    def _measure_between(self, strips: Sequence[Strip]) -> bool:
        """Lay out the runs that these strips still show as the document has them."""
        is_news = False
        layout = self._document.documentLayout()
        numbers = [run.last for run in self._runs]
        for strip in strips:
            if strip.patch is not None:
                continue
            first, last = (
                self._document.findBlock(
                    max(0, layout.hitTest(QPointF(0.0, y), _FUZZY))
                ).blockNumber()
                for y in (strip.doc_top, strip.doc_top + strip.height)
            )
            for run in self._runs[bisect_left(numbers, first) :]:
                if run.first > last:
                    break
                if run.height is None:
                    self._patch_of(run)
                    is_news = True
        return is_news

    def _patch_of(self, run: _Run) -> Patch:
        """Give a run's patch, laid out and measured."""
        if run.patch is None or run.height is None:
            blocks = list(self._blocks_of(run))
            layout = self._document.documentLayout()
            run.doc_top = layout.blockBoundingRect(blocks[0]).top()
            run.doc_height = self._bottom_of(blocks[-1]) - run.doc_top
            run.patch = Patch(
                blocks, run.changes, self._waiting_u16, self._highlighter, self._theme
            )
            run.height = run.patch.height
            self._forget_far(run)
        return run.patch

    def _forget_far(self, run: _Run) -> None:
        """Drop the layouts of the runs farthest away once there are too many."""
        laid_out = [one for one in self._runs if one.patch is not None]
        if len(laid_out) > _MOST_KEPT:
            farthest = max(laid_out, key=lambda one: abs(one.first - run.first))
            farthest.patch = None

    def _blocks_of(self, run: _Run) -> Iterator[QTextBlock]:
        for number in range(run.first, run.last + 1):
            yield self._document.findBlockByNumber(number)

    def _bottom_of(self, block: QTextBlock) -> float:
        """Give where the paragraph after a block begins, or would begin."""
        layout = self._document.documentLayout()
        following = block.next()
        if following.isValid():
            return layout.blockBoundingRect(following).top()
        return layout.blockBoundingRect(block).bottom() + block.blockFormat().bottomMargin()

    def _slot_doc_y(self) -> float:
        return self._bottom_of(self._end_block)

    def _shown_top(self, run: _Run) -> float:
        """Give where a run begins, in shown px."""
        self._patch_of(run)
        return run.doc_top + sum(one.push for one in self._runs if one.first < run.first)

    def _shown(self, doc_y: float) -> float:
        """Give where a height of the document above the slot is shown."""
        number = self._end_block.blockNumber()
        return doc_y + sum(run.push for run in self._runs if run.first <= number)


def _cut(strip: Strip, top: float, bottom: float) -> Iterator[Strip]:
    """Yield the part of a strip of the document that is between two heights."""
    first, last = max(strip.top, top), min(strip.top + strip.height, bottom)
    if first < last:
        yield Strip(first, last - first, strip.doc_top + first - strip.top)

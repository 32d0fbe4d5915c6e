"""Lay a few paragraphs out as a rewrite would change them: removed words, then added.

A scratch document with the page's fonts, width and paragraph formats does the work, so
that words stand exactly where they stand on the page; the page's own document is only
read. GUI thread. May import: Qt, its siblings, assist.review.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextLine

from writer_app.ui.diff_pieces import Kind, Piece, ShownChange, pieces_of
from writer_app.ui.highlighter import Highlighter
from writer_app.ui.theme import Theme

PARAGRAPH_SIGN = "\u00b6"
"""Stands where a paragraph's end is taken away or added."""
_THIN_SPACE = "\u2009"
"""Parts old words from new ones, and lets a line break between them."""


class Patch:
    """A run of paragraphs with their changes, laid out away from the page. Thread: GUI."""

    def __init__(
        self,
        blocks: Sequence[QTextBlock],
        changes: Sequence[ShownChange],
        waiting_u16: int | None,
        highlighter: Highlighter,
        theme: Theme,
    ) -> None:
        """Lay the paragraphs out.

        Args:
            blocks: neighbours in the page's document. changes: all those that touch them.
            waiting_u16: where the rewrite has come to, in the page's document.
        """
        self._theme = theme
        self._spans: list[tuple[int, int, int]] = []
        self._document = _scratch_like(blocks[0].document())
        held = "\n".join(block.text() for block in blocks)
        pieces = list(pieces_of(held, blocks[0].position(), changes, waiting_u16))
        new = "".join(p.text for p in pieces if p.kind is not Kind.REMOVED)
        self._write(
            pieces,
            blocks,
            _formats(highlighter, blocks, held),
            _formats(highlighter, blocks, new),
        )
        self._document.setTextWidth(blocks[0].document().textWidth())
        layout = self._document.documentLayout()
        self._top = layout.blockBoundingRect(self._document.firstBlock()).top()
        self.height = layout.blockBoundingRect(self._document.lastBlock()).top() - self._top

    @property
    def document(self) -> QTextDocument:
        """Give what is to be painted, `top` px above the place of the paragraphs."""
        return self._document

    @property
    def top(self) -> float:
        """Give how far below its origin the first paragraph begins, in px."""
        return self._top

    def rects_of(self, change: int) -> list[QRectF]:
        """Give where a change is seen, one rectangle a line, from the first paragraph's top."""
        found: list[tuple[QRectF, bool]] = []
        for number, start_u16, end_u16 in self._spans:
            if number == change:
                found += self._rects_between(start_u16, end_u16)
        # The space that a line breaks at is no part of what is seen, unless it is all.
        is_all_blank = all(is_blank for _, is_blank in found)
        return _joined([rect for rect, is_blank in found if is_all_blank or not is_blank])

    def change_at(self, point: QPointF) -> int | None:
        """Give the change seen at a point; None: none."""
        for number in dict.fromkeys(number for number, _, _ in self._spans):
            if any(rect.contains(point) for rect in self.rects_of(number)):
                return number
        return None

    def _write(
        self,
        pieces: Sequence[Piece],
        blocks: Sequence[QTextBlock],
        old_formats: Sequence[QTextCharFormat],
        new_formats: Sequence[QTextCharFormat],
    ) -> None:
        """Write the pieces, each in the format it has, or would have, on the page."""
        cursor = QTextCursor(self._document)
        cursor.setBlockFormat(blocks[0].blockFormat())
        n_blocks = 0
        for piece in pieces:
            if piece.kind is Kind.ADDED and _is_glued(self._document, cursor, piece.text):
                cursor.insertText(_THIN_SPACE, QTextCharFormat())
            start_u16 = cursor.position()
            is_new = piece.kind in (Kind.ADDED, Kind.KEPT)
            formats = new_formats if is_new else old_formats
            for text, base in _runs(piece, formats):
                made = self._dressed(base, piece.kind)
                if text != "\n":
                    cursor.insertText(text, made)
                    continue
                if piece.kind in (Kind.REMOVED, Kind.ADDED):
                    cursor.insertText(PARAGRAPH_SIGN, made)
                n_blocks += not is_new
                cursor.insertBlock(blocks[min(n_blocks, len(blocks) - 1)].blockFormat())
            if piece.change is not None:
                self._spans.append((piece.change, start_u16, cursor.position()))
        # One empty paragraph more tells how far down the next one would begin.
        cursor.insertBlock(blocks[-1].blockFormat())

    def _dressed(self, base: QTextCharFormat, kind: Kind) -> QTextCharFormat:
        """Give a format with the inks of a kind."""
        theme = self._theme
        inks = {
            Kind.WAITING: (None, theme.selection),
            Kind.REMOVED: (theme.removed_ink, theme.removed),
            Kind.ADDED: (theme.added_ink, theme.added),
            Kind.KEPT: (theme.added_ink, None),
        }
        ink, ground = inks.get(kind, (None, None))
        made = QTextCharFormat(base)
        if ink is not None:
            made.setForeground(QColor(ink))
        if ground is not None:
            made.setBackground(QColor(ground))
        if kind is Kind.REMOVED:
            made.setFontStrikeOut(True)
        return made

    def _rects_between(self, start_u16: int, end_u16: int) -> Iterator[tuple[QRectF, bool]]:
        """Yield a rectangle for each visual line between two positions, and if it is blank."""
        block = self._document.findBlock(start_u16)
        while block.isValid() and block.position() < end_u16:
            layout = block.layout()
            first = max(0, start_u16 - block.position())
            last = min(block.length() - 1, end_u16 - block.position())
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                begin = max(first, line.textStart())
                end = min(last, line.textStart() + line.textLength())
                if begin < end:
                    left, right = sorted((_x_of(line, begin), _x_of(line, end)))
                    place = layout.position() + line.position()
                    rect = QRectF(
                        place.x() + left - line.x(),
                        place.y() - self._top,
                        right - left,
                        line.height(),
                    )
                    yield rect, self._is_blank(block.position() + begin, block.position() + end)
            block = block.next()

    def _is_blank(self, start_u16: int, end_u16: int) -> bool:
        """Tell whether nothing but space stands between two positions."""
        places = range(start_u16, end_u16)
        return all(self._document.characterAt(pos_u16).isspace() for pos_u16 in places)


def _is_glued(document: QTextDocument, cursor: QTextCursor, new: str) -> bool:
    """Tell whether new words would stand without a space behind the old ones."""
    last = document.characterAt(cursor.position() - 1)
    return not (cursor.atBlockStart() or last.isspace() or new[:1].isspace() or not new)


def _x_of(line: QTextLine, offset_u16: int) -> float:
    """Give where a character of a line begins, in px (Qt's stubs call it an object)."""
    place: Any = line.cursorToX(offset_u16)
    return float(place[0])


def _scratch_like(document: QTextDocument) -> QTextDocument:
    """Make an empty document that lays text out as another one does."""
    scratch = QTextDocument()
    scratch.setUndoRedoEnabled(False)
    scratch.setDocumentMargin(0)
    scratch.setDefaultFont(document.defaultFont())
    scratch.setDefaultTextOption(document.defaultTextOption())
    frame_format = document.rootFrame().frameFormat()
    frame_format.setTopMargin(0)
    frame_format.setBottomMargin(0)
    scratch.rootFrame().setFrameFormat(frame_format)
    return scratch


def _formats(
    highlighter: Highlighter, blocks: Sequence[QTextBlock], text: str
) -> list[QTextCharFormat]:
    """Give the page's format of each character of a text that stands in these blocks."""
    formats: list[QTextCharFormat] = []
    for number, line in enumerate(text.split("\n")):
        block = blocks[min(number, len(blocks) - 1)]
        for run, run_format in highlighter.formats_for(block, line):
            formats += [run_format] * len(run)
        formats.append(QTextCharFormat())
    return formats


def _runs(
    piece: Piece, formats: Sequence[QTextCharFormat]
) -> Iterator[tuple[str, QTextCharFormat]]:
    """Yield the parts of a piece that share a format; a line feed is a part of its own."""
    start, text = 0, piece.text
    for index in range(1, len(text) + 1):
        is_end = index == len(text) or "\n" in text[index - 1 : index + 1]
        if is_end or formats[piece.index + index] is not formats[piece.index + start]:
            yield text[start:index], formats[piece.index + start]
            start = index


def _joined(rects: Sequence[QRectF]) -> list[QRectF]:
    """Join rectangles that stand side by side on one line."""
    joined: list[QRectF] = []
    for rect in rects:
        if joined and _are_neighbours(joined[-1], rect):
            joined[-1] = joined[-1].united(rect)
        else:
            joined.append(rect)
    return joined


def _are_neighbours(one: QRectF, other: QRectF) -> bool:
    """Tell whether two rectangles of one line have no more than a thin space between them."""
    gap_px = max(other.left() - one.right(), one.left() - other.right())
    return abs(one.top() - other.top()) < 1 and gap_px < one.height() / 3

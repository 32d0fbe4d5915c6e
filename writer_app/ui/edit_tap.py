"""Draw every change of the page's text off as an edit in code points.

The page's paragraphs are held as strings; when Qt tells of a change, only the
paragraphs around it are read again and compared. So neither Qt's counts, which are
larger than the truth at times, nor the ghost, which is no text, nor stand-ins can put
an edit in the wrong place, and no key press walks the document. Should the paragraphs
ever not add up to the document's length, all are read again. GUI thread. May import:
Qt, its siblings, documents.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextDocument

from writer_app.documents.journal import Edit
from writer_app.ui.document_text import from_document, to_document
from writer_app.ui.positions import n_u16


class EditTap:
    """The edits of one document.

    Args:
        document: what is written on.
        on_edit: called with each edit, in order, never for a change of looks alone.

    Thread: GUI.
    """

    def __init__(self, document: QTextDocument, on_edit: Callable[[Edit], None]) -> None:
        self._document = document
        self._on_edit = on_edit
        self._is_resting = False
        self._pieces: list[str] = [""]
        self._n_chars: list[int] = [0]
        self._n_u16: list[int] = [1]
        self._total_u16 = 1
        self.n_edits = 0
        document.contentsChange.connect(self._on_contents_change)

    @property
    def text(self) -> str:
        """Give the whole text without asking Qt for it."""
        return "".join(self._pieces)

    @contextmanager
    def opening(self, text: str) -> Iterator[None]:
        """Let another text come on the page: that is no edit.

        Args:
            text: the one that will stand there.
        """
        self._is_resting = True
        try:
            yield
        finally:
            self._is_resting = False
            self._take_apart(text)
            self.n_edits = 0

    def resync(self, text: str) -> None:
        """Call this the text on the page, without an edit."""
        self._take_apart(text)

    def _take_apart(self, text: str) -> None:
        """Part a text that stands on the page as its blocks part it."""
        as_held = to_document(text)
        held = as_held.split("\n")
        lengths = [n_u16(line) + 1 for line in held]
        if (len(held), sum(lengths)) != (self._document.blockCount(), self._length_u16()):
            pieces, lengths = self._read(0, self._document.blockCount())
        else:
            pieces = [line + "\n" for line in held[:-1]] + held[-1:]
            if as_held != text:
                pieces = [from_document(piece) for piece in pieces]
        self._pieces, self._n_u16 = pieces, lengths
        self._n_chars = list(map(len, pieces))
        self._total_u16 = sum(lengths)

    def _on_contents_change(self, pos_u16: int, _: int, added_u16: int) -> None:
        """Read the paragraphs around a change again; tell how they differ."""
        if self._is_resting:
            return
        first = self._document.findBlock(pos_u16)
        last = self._document.findBlock(pos_u16 + added_u16)
        last_number = last.blockNumber() if last.isValid() else self._document.blockCount() - 1
        # One paragraph more on either side: an end of the text may have moved.
        start = max(0, first.blockNumber() - 1)
        stop = min(last_number + 2, self._document.blockCount())
        self._replace(start, stop - start)
        if self._total_u16 != self._length_u16():
            self._replace(0, self._document.blockCount())

    def _replace(self, start: int, n_new: int) -> None:
        """Put paragraphs as they now are in the place of the old ones; tell the edit."""
        n_old = n_new + len(self._pieces) - self._document.blockCount()
        old_part = slice(start, start + n_old)
        pieces, lengths = self._read(start, n_new)
        old = "".join(self._pieces[old_part])
        before = sum(self._n_chars[:start])
        self._total_u16 += sum(lengths) - sum(self._n_u16[old_part])
        self._pieces[old_part] = pieces
        self._n_u16[old_part] = lengths
        self._n_chars[old_part] = map(len, pieces)
        edit = difference(old, "".join(pieces), before)
        if edit is not None:
            self.n_edits += 1
            self._on_edit(edit)

    def _read(self, start: int, n_blocks: int) -> tuple[list[str], list[int]]:
        """Give the writer's text and Qt's length of some blocks."""
        pieces, lengths = [], []
        block = self._document.findBlockByNumber(start)
        for _ in range(n_blocks):
            lengths.append(block.length())
            held, block = block.text(), block.next()
            pieces.append(from_document(held + "\n" if block.isValid() else held))
        return pieces, lengths

    def _length_u16(self) -> int:
        """Give the document's length as Qt knows it without looking."""
        return self._document.characterCount()


def difference(old: str, new: str, offset: int = 0) -> Edit | None:
    """Give the smallest edit that makes one text the other; None when they are equal.

    Args:
        offset: code points before both texts.

    Example: difference("abc", "axc", 10) -> Edit(11, 1, "x")
    """
    if old == new:
        return None
    most = min(len(old), len(new))
    n_head = _n_common(old, new, most)
    n_tail = _n_common(old[::-1], new[::-1], most - n_head)
    removed = len(old) - n_tail - n_head
    return Edit(offset + n_head, removed, new[n_head : len(new) - n_tail])


def _n_common(old: str, new: str, most: int) -> int:
    """Count the equal characters at the beginning by halving, so in C's time."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low

"""Draw every change of the page's text off as an edit in code points.

The page's paragraphs are held as strings; when Qt tells of a change, only the
paragraphs around it are read again and compared. So neither Qt's counts, which are
larger than the truth at times, nor the ghost, which is no text, nor stand-ins can put
an edit in the wrong place, and no key press walks the document. GUI thread. May
import: Qt, its siblings, documents.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextDocument

from writer_app.documents.journal import Edit
from writer_app.ui.document_text import from_document, to_document


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
            self._pieces = self._pieces_of(text)
            self._n_chars = list(map(len, self._pieces))
            self.n_edits = 0

    def _pieces_of(self, text: str) -> list[str]:
        """Part a text that has just come on the page as its blocks part it."""
        as_held = to_document(text)
        held = as_held.split("\n")
        if len(held) != self._document.blockCount():
            return self._read(0, self._document.blockCount())
        pieces = [line + "\n" for line in held[:-1]] + held[-1:]
        return pieces if as_held == text else [from_document(piece) for piece in pieces]

    def _on_contents_change(self, pos_u16: int, _: int, added_u16: int) -> None:
        """Read the paragraphs around a change again; tell how they differ."""
        if self._is_resting:
            return
        first = self._document.findBlock(pos_u16)
        last = self._document.findBlock(pos_u16 + added_u16)
        last_number = last.blockNumber() if last.isValid() else self._document.blockCount() - 1
        # One paragraph more on either side: an end of the text may have moved.
        start = max(0, first.blockNumber() - 1)
        n_new = min(last_number + 2, self._document.blockCount()) - start
        n_old = n_new + len(self._pieces) - self._document.blockCount()
        pieces = self._read(start, n_new)
        old = "".join(self._pieces[start : start + n_old])
        before = sum(self._n_chars[:start])
        self._pieces[start : start + n_old] = pieces
        self._n_chars[start : start + n_old] = map(len, pieces)
        edit = difference(old, "".join(pieces), before)
        if edit is not None:
            self.n_edits += 1
            self._on_edit(edit)

    def _read(self, start: int, n_blocks: int) -> list[str]:
        held = _texts_of(self._document.findBlockByNumber(start), n_blocks)
        pieces = [from_document(line + "\n") for line in held]
        if start + n_blocks == self._document.blockCount():
            block = self._document.lastBlock()
            pieces[-1] = from_document(block.text())
        return pieces


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


def _texts_of(block: QTextBlock, n_blocks: int) -> Iterator[str]:
    """Give the texts that some blocks hold."""
    for _ in range(n_blocks):
        yield block.text()
        block = block.next()

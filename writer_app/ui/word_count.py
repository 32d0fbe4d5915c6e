"""Count the text while it is written, looking at changed paragraphs only.

GUI thread. May import: Qt, its siblings, documents.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from writer_app.documents.counts import Counts, count_paragraph, count_text, count_words
from writer_app.ui.document_text import from_document

__all__ = ["WordCount", "count_words"]
_COUNTED_AT_ONCE = 40
"""Paragraphs of a selection that are counted letter by letter."""


class WordCount(QObject):
    """The counts of one document, kept by paragraph.

    Signals: changed(int): another number of words.  Thread: GUI.
    """

    changed = Signal(int)

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._by_block: list[Counts] = [Counts()]
        self._total = Counts()
        document.contentsChange.connect(self._on_contents_change)

    @property
    def n_words(self) -> int:
        """Give the number of words of the document."""
        return self._total.words

    @property
    def total(self) -> Counts:
        """Give the counts of the document."""
        return self._total

    def count_selection(self, cursor: QTextCursor) -> Counts:
        """Count what is selected; of many paragraphs only the ends are read again."""
        start_u16, end_u16 = cursor.selectionStart(), cursor.selectionEnd()
        first = self._document.findBlock(start_u16).blockNumber()
        last = self._document.findBlock(end_u16).blockNumber()
        if last - first < _COUNTED_AT_ONCE:
            return count_text(from_document(cursor.selectedText()))
        total = Counts()
        for part in self._by_block[first + 1 : last]:
            total = total.plus(part)
        for edge in ((start_u16, self._end_of(first)), (self._start_of(last), end_u16)):
            total = total.plus(count_text(self._text_between(*edge)))
        return total

    def _start_of(self, number: int) -> int:
        return self._document.findBlockByNumber(number).position()

    def _end_of(self, number: int) -> int:
        block = self._document.findBlockByNumber(number)
        return block.position() + block.length() - 1

    def _text_between(self, start_u16: int, end_u16: int) -> str:
        cursor = QTextCursor(self._document)
        cursor.setPosition(start_u16)
        cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
        return from_document(cursor.selectedText())

    def _on_contents_change(self, pos_u16: int, _: int, added_u16: int) -> None:
        """Count the changed paragraphs again and put them in the place of the old ones."""
        block = self._document.findBlock(pos_u16)
        last = self._document.findBlock(pos_u16 + added_u16)
        first_number = block.blockNumber()
        last = last if last.isValid() else self._document.lastBlock()
        n_new = last.blockNumber() - first_number + 1
        n_old = n_new + len(self._by_block) - self._document.blockCount()
        counts = []
        total = self._total
        for old in self._by_block[first_number : first_number + n_old]:
            total = total.minus(old)
        for _ in range(n_new):
            counts.append(_count_block(block))
            total = total.plus(counts[-1])
            block = block.next()
        self._by_block[first_number : first_number + n_old] = counts
        self._total = total
        self.changed.emit(total.words)


def _count_block(block: QTextBlock) -> Counts:
    text = block.text()
    return count_paragraph(text if text.isascii() else from_document(text))

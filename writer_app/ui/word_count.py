"""Count words while they are written, looking at changed paragraphs only.

GUI thread. May import: Qt.
"""

import re

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextDocument

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(
    rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}](?:[^\s{_IDEOGRAPHS}]*[^\W{_IDEOGRAPHS}])?"
)


def count_words(text: str) -> int:
    """Count the words of a text; each Chinese or Japanese character counts one.

    Example: count_words("- well-known \u4f60\u597d") -> 3
    """
    return sum(1 for _ in _WORD.finditer(text))


class WordCount(QObject):
    """The number of words of one document, kept by paragraph.

    Signals: changed(int): another number of words.  Thread: GUI.
    """

    changed = Signal(int)

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._by_block: list[int] = [0]
        self._n_words = 0
        document.contentsChange.connect(self._on_contents_change)

    @property
    def n_words(self) -> int:
        """Give the number of words of the document."""
        return self._n_words

    def _on_contents_change(self, pos_u16: int, _: int, added_u16: int) -> None:
        """Count the changed paragraphs again and put them in the place of the old ones."""
        block = self._document.findBlock(pos_u16)
        last = self._document.findBlock(pos_u16 + added_u16)
        first_number = block.blockNumber()
        last = last if last.isValid() else self._document.lastBlock()
        n_new = last.blockNumber() - first_number + 1
        n_old = n_new + len(self._by_block) - self._document.blockCount()
        counts = []
        for _ in range(n_new):
            counts.append(count_words(block.text()))
            block = block.next()
        self._n_words += sum(counts) - sum(self._by_block[first_number : first_number + n_old])
        self._by_block[first_number : first_number + n_old] = counts
        self.changed.emit(self._n_words)

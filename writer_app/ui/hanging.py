"""Let the lines of an item or quote stand under its first word, not under its mark.

A paragraph's format says how far; it follows from the paragraph's own beginning, so it
never is a step of its own: it joins the step that made the beginning, and undo takes
both back. Qt joins only to steps that were made in an edit block (Qt 6.11). GUI
thread. May import: Qt, list_line.
"""

import re
from collections.abc import Callable, Iterator

from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

from writer_app.ui.list_line import read_prefix

MAX_PARAGRAPHS = 400
"""How many paragraphs one change may set; past them they stay as they are."""
BEGINNING = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)]?)?[ \t]*(?:\[[ xX]?\]?[ \t]*)?$")
"""What may stand before a caret at which a key makes or ends an item."""
LONGEST_BEGINNING = 40
_ANY_ITEM = re.compile(r"^[ \t>]{0,20}(?:[-*+>]|\d{1,9}[.)])", re.MULTILINE)


class Hanging:
    """The hanging indents of one document.

    Args:
        is_prose: tells whether a paragraph is Markdown and no code.

    Thread: GUI.
    """

    def __init__(self, document: QTextDocument, is_prose: Callable[[QTextBlock], bool]) -> None:
        self._document = document
        self._is_prose = is_prose

    def follow(self, start_u16: int, end_u16: int) -> None:
        """Set the paragraphs between two positions, as part of the last undo step."""
        block = self._document.findBlock(start_u16)
        blocks: list[QTextBlock] = []
        while block.isValid() and block.position() <= end_u16 and len(blocks) < MAX_PARAGRAPHS:
            blocks.append(block)
            block = block.next()
        self._set(blocks)

    def open(self, text: str) -> None:
        """Set a text that has just come on the page and has no history.

        Args:
            text: all of it.
        """
        if _ANY_ITEM.search(text):
            self.resize()

    def resize(self) -> None:
        """Set every paragraph anew, the face or its size having changed.

        Where undo has gone back, it is left: joining a step would end redo.
        """
        document = self._document
        if document.isRedoAvailable():
            return
        has_history = document.isUndoAvailable()
        if not has_history:
            document.setUndoRedoEnabled(False)
        self._set(self._all())
        if not has_history:
            document.setUndoRedoEnabled(True)

    def _all(self) -> Iterator[QTextBlock]:
        block = self._document.firstBlock()
        while block.isValid():
            yield block
            block = block.next()

    def _set(self, blocks: "Iterator[QTextBlock] | list[QTextBlock]") -> None:
        """Give paragraphs the indent that their beginnings ask for."""
        metrics = QFontMetricsF(self._document.defaultFont())
        changes = []
        for block in blocks:
            wanted_px = self._indent_px(block, metrics)
            if abs(block.blockFormat().leftMargin() - wanted_px) > 0.5:
                changes.append((block.position(), wanted_px))
        if not changes:
            return
        cursor = QTextCursor(self._document)
        cursor.joinPreviousEditBlock()
        for pos_u16, wanted_px in changes:
            looks = QTextBlockFormat()
            looks.setLeftMargin(wanted_px)
            looks.setTextIndent(-wanted_px)
            cursor.setPosition(pos_u16)
            cursor.mergeBlockFormat(looks)
        cursor.endEditBlock()

    def _indent_px(self, block: QTextBlock, metrics: QFontMetricsF) -> float:
        line = block.text()
        if not _ANY_ITEM.match(line):
            return 0.0
        prefix = read_prefix(line).text
        if not prefix or not self._is_prose(block):
            return 0.0
        return round(metrics.horizontalAdvance(prefix))

"""The headings of the document, kept paragraph by paragraph.

Only changed paragraphs are read again, so a key never walks the document. GUI thread.
May import: Qt, editor.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor

from writer_app.ui.document_text import from_document
from writer_app.ui.editor import Editor

STILL_MS = 120
"""Stillness after which changes are told."""
TOP_PX = 84
"""Where a heading that was jumped to comes to stand."""
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(\S.*?)(?:\s+#+)?\s*$")
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\\([!-/:-@\[-`{-~])|[*_`~]+(?=\S)|(?<=\S)[*_`~]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: its depth (1..6), its words, and the number of its paragraph."""

    level: int
    title: str
    block_number: int


class Outline(QObject):
    """The headings of one page.

    Signals: changed(): other headings, or at other places; after a moment's stillness.
        section_changed(int): the caret is under another heading (-1: before the first).

    Thread: GUI.
    """

    changed = Signal()
    section_changed = Signal(int)

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._document = editor.document()
        self._by_block: list[tuple[int, str] | None] = [None]
        self._headings: tuple[Heading, ...] = ()
        self._told: tuple[Heading, ...] = ()
        self._is_read = True
        self._section = -1
        self._later = QTimer(self, singleShot=True, interval=STILL_MS)
        self._later.timeout.connect(self._tell)
        self._document.contentsChange.connect(self._on_contents_change)
        editor.cursorPositionChanged.connect(self._later.start)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Give the headings in order; a line of code is none, and plain text has none."""
        if not self._is_read:
            self._headings, self._is_read = self._read(), True
        return self._headings

    @property
    def section(self) -> int:
        """Give the number of the heading that the caret is under; -1 before the first."""
        starts = [heading.block_number for heading in self.headings]
        return bisect_right(starts, self._editor.textCursor().blockNumber()) - 1

    def jump(self, heading: Heading) -> None:
        """Put the caret at a heading's end and bring it to the top of the page."""
        editor = self._editor
        block = self._document.findBlockByNumber(heading.block_number)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        editor.setTextCursor(cursor)
        bar = editor.verticalScrollBar()
        bar.setValue(bar.value() + editor.cursorRect().top() - TOP_PX)

    def _read(self) -> tuple[Heading, ...]:
        """Sort out what is a heading; walks a list of the paragraphs, not the document."""
        if not self._editor.highlighter.is_markdown:
            return ()
        found = []
        for number, held in enumerate(self._by_block):
            if held is not None and not self._is_code(number):
                found.append(Heading(held[0], held[1], number))
        return tuple(found)

    def _is_code(self, number: int) -> bool:
        block = self._document.findBlockByNumber(number)
        return self._editor.highlighter.is_code(block)

    def _on_contents_change(self, pos_u16: int, _: int, added_u16: int) -> None:
        """Read the changed paragraphs again and put them in the place of the old ones."""
        block = self._document.findBlock(pos_u16)
        last = self._document.findBlock(pos_u16 + added_u16)
        first_number = block.blockNumber()
        last = last if last.isValid() else self._document.lastBlock()
        n_new = last.blockNumber() - first_number + 1
        n_old = n_new + len(self._by_block) - self._document.blockCount()
        read = []
        for _ in range(n_new):
            read.append(_heading_in(block))
            block = block.next()
        self._by_block[first_number : first_number + n_old] = read
        self._is_read = False
        self._later.start()

    def _tell(self) -> None:
        """Tell what changed, once the writer is still."""
        headings = self.headings
        if headings != self._told:
            self._told = headings
            self.changed.emit()
        section = self.section
        if section != self._section:
            self._section = section
            self.section_changed.emit(section)


def plain_title(markdown: str) -> str:
    """Give a heading's words without the marks of Markdown.

    Example: plain_title("The *old* [inn](a.md)") -> "The old inn"
    """
    return _MARKS.sub(lambda match: match[1] or match[2] or "", markdown).strip()


def _heading_in(block: QTextBlock) -> tuple[int, str] | None:
    """Read a paragraph's heading; None: it is none."""
    text = block.text()
    if "#" not in text[:4]:
        return None
    match = _HEADING.match(text)
    return (len(match[1]), plain_title(from_document(match[2]))) if match else None

"""Shape Markdown with the keys that writers know: emphasis, links, headings, lists.

What is to change is decided by `emphasis`, `heading_line` and `list_line` on single
paragraphs; here it is done in the document, each change one undo step. No key walks
further than a list's 200 nearest lines. GUI thread. May import: Qt, its siblings,
messages.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor

from writer_app.assist.messages import Cause
from writer_app.ui import list_line
from writer_app.ui.emphasis import address_in, make_link, toggle_sign
from writer_app.ui.heading_line import heading_level, set_heading
from writer_app.ui.line_edit import LineEdit
from writer_app.ui.positions import index_of_u16, n_u16, u16_of_index

MAX_LIST_LINES = 200
"""How far a key looks for the items around one."""


class ShapedPage(Protocol):
    """What shaping needs of an editor."""

    def one_step(self, cause: Cause) -> AbstractContextManager[QTextCursor]:
        """Let text be changed through a copy of its cursor, as one undo step."""
        ...

    def textCursor(self) -> QTextCursor:
        """Give a copy of the cursor."""
        ...

    def isReadOnly(self) -> bool:
        """Tell whether the text may not be changed."""
        ...

    @property
    def is_markdown(self) -> bool:
        """Tell whether the text is Markdown."""
        ...

    def is_code_at(self, block: QTextBlock) -> bool:
        """Tell whether a paragraph is code or front matter."""
        ...


class Shaping:
    """Markdown's keys on one page. Thread: GUI."""

    def __init__(self, page: ShapedPage, clipboard_text: Callable[[], str]) -> None:
        self._page = page
        self._clipboard_text = clipboard_text

    def toggle(self, sign: str) -> None:
        """Make the selection or the word at the caret bold or italic, or plain again.

        Args:
            sign: `emphasis.BOLD` or `emphasis.ITALIC`. Over several paragraphs, those
                that lack it get it; when none does, all lose it.
        """
        changes = []
        parts = self._parts()
        for block, (start, end) in parts:
            if start == end and len(parts) > 1:
                continue
            edit = toggle_sign(block.text(), start, end, sign)
            if edit is not None:
                changes.append((block, edit))
        adding = [
            (block, edit) for block, edit in changes if len(edit.text) > edit.end - edit.start
        ]
        self._change(adding or changes)

    def link(self) -> None:
        """Make a link of the selection or word; in one, select its address."""
        parts = self._parts()
        if len(parts) == 1:
            block, (start, end) = parts[0]
            address = address_in(self._clipboard_text())
            self._change([(block, make_link(block.text(), start, end, address))])

    def set_heading(self, level: int) -> None:
        """Make the paragraphs of the selection headings, or plain where all are that."""
        blocks = [block for block, _ in self._parts() if block.text().strip()]
        blocks = blocks or [self._page.textCursor().block()]
        is_off = all(heading_level(block.text()) == level for block in blocks)
        self._change(
            [
                (block, set_heading(block.text(), 0 if is_off else level))
                for block in blocks
                if is_off or heading_level(block.text()) != level
            ]
        )

    def on_press(self, event: QKeyEvent) -> bool:
        """Let Return, Tab and Backspace act on a list; tell whether one did."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._page.is_markdown or self._page.isReadOnly():
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers:
            return self._begin_line()
        if event.key() == Qt.Key.Key_Tab and not modifiers:
            return self._shift(1)
        if event.key() == Qt.Key.Key_Backtab:
            return self._shift(-1)
        if event.key() == Qt.Key.Key_Backspace and not modifiers:
            return self._take_mark_back()
        return False

    def _begin_line(self) -> bool:
        """Go on with a list or quote, or end it at an empty item."""
        cursor = self._page.textCursor()
        block = cursor.block()
        if cursor.hasSelection() or self._page.is_code_at(block):
            return False
        line = block.text()
        prefix = list_line.continuation(line, index_of_u16(line, cursor.positionInBlock()))
        if prefix is not None:
            self._continue_list(prefix)
            return True
        if list_line.is_empty_item(line) and cursor.atBlockEnd():
            self._change([(block, list_line.ended(line, _lines_above(block)))], Cause.TYPED)
            return True
        return False

    def _continue_list(self, prefix: str) -> None:
        """Begin a line, then, as a step of its own, give it its mark and count on below."""
        with self._page.one_step(Cause.TYPED) as cursor:
            cursor.insertBlock()
        with self._page.one_step(Cause.TYPED) as cursor:
            rest = cursor.block().text()
            spaces = len(rest) - len(rest.lstrip(" "))
            cursor.movePosition(
                QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor, spaces
            )
            cursor.insertText(prefix)
            _count_on(cursor.block())

    def _shift(self, step: int) -> bool:
        """Move the items of the selection in or out; Tab in prose is Tab."""
        blocks = [block for block, _ in self._parts()]
        items = [block for block in blocks if list_line.read_prefix(block.text()).mark]
        if not items or self._page.is_code_at(items[0]):
            return False
        columns = list_line.read_prefix(items[0].text()).columns
        with self._page.one_step(Cause.MOVED) as cursor:
            for block in items:
                edit = list_line.shifted(block.text(), step, _lines_above(block))
                if edit is not None:
                    _apply(cursor, block, edit)
            _count_on(items[-1])
            brother = _item_above(items[0], columns)
            if brother is not None:
                _count_on(brother)
        return True

    def _take_mark_back(self) -> bool:
        """Take an item's mark away as one, when the caret stands right after it."""
        cursor = self._page.textCursor()
        block = cursor.block()
        line = block.text()
        prefix = list_line.read_prefix(line)
        is_after_mark = cursor.positionInBlock() == n_u16(prefix.text) > 0
        if cursor.hasSelection() or not is_after_mark or not prefix.mark:
            return False
        if self._page.is_code_at(block):
            return False
        self._change([(block, LineEdit(len(prefix.quote), len(prefix.text), ""))], Cause.DELETED)
        return True

    def _parts(self) -> list[tuple[QTextBlock, tuple[int, int]]]:
        """Give the selected paragraphs, and from where to where each is selected."""
        cursor = self._page.textCursor()
        start_u16, end_u16 = cursor.selectionStart(), cursor.selectionEnd()
        parts = []
        block = cursor.document().findBlock(start_u16)
        while block.isValid() and block.position() <= end_u16:
            line, at_u16 = block.text(), block.position()
            first = index_of_u16(line, max(0, start_u16 - at_u16))
            parts.append((block, (first, index_of_u16(line, end_u16 - at_u16))))
            block = block.next()
        if len(parts) > 1 and parts[-1][1] == (0, 0):
            parts.pop()
        return parts

    def _change(
        self,
        changes: Sequence[tuple[QTextBlock, LineEdit | None]],
        cause: Cause = Cause.MOVED,
    ) -> None:
        """Make changes as one undo step; after several, what was selected stays so."""
        done = [(block, edit) for block, edit in changes if edit is not None]
        if not done or self._page.isReadOnly():
            return
        with self._page.one_step(cause) as cursor:
            for block, edit in done:
                _apply(cursor, block, edit, is_selecting=len(done) == 1)


def _apply(
    cursor: QTextCursor, block: QTextBlock, edit: LineEdit, *, is_selecting: bool = True
) -> None:
    """Change a paragraph; the cursor takes the selection that the edit asks for."""
    line, at_u16 = block.text(), block.position()
    if edit.text != line[edit.start : edit.end]:
        writer = QTextCursor(block)
        writer.setPosition(at_u16 + u16_of_index(line, edit.start))
        keep = QTextCursor.MoveMode.KeepAnchor
        writer.setPosition(at_u16 + u16_of_index(line, edit.end), keep)
        writer.insertText(edit.text)
    if edit.select is not None and is_selecting:
        line = edit.applied(line)
        anchor, caret = (at_u16 + u16_of_index(line, index) for index in edit.select)
        cursor.setPosition(anchor)
        cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)


def _count_on(block: QTextBlock) -> None:
    """Number the items below an ordered one on from it."""
    first = list_line.read_prefix(block.text())
    lines = (other.text() for other in _blocks(block, is_down=True))
    edits = list_line.renumbered(lines, first)
    for other, edit in zip(_blocks(block, is_down=True), edits, strict=False):
        if edit is not None:
            _apply(QTextCursor(other), other, edit)


def _item_above(block: QTextBlock, columns: int) -> QTextBlock | None:
    """Find the nearest item above that is indented so far and no further out."""
    for other in _blocks(block, is_down=False):
        prefix = list_line.read_prefix(other.text())
        if not prefix.mark or prefix.columns < columns:
            return None
        if prefix.columns == columns:
            return other
    return None


def _lines_above(block: QTextBlock) -> list[str]:
    return [other.text() for other in _blocks(block, is_down=False)]


def _blocks(block: QTextBlock, *, is_down: bool) -> Iterator[QTextBlock]:
    """Yield the neighbours of a paragraph, the nearest first, as far as a key may look."""
    for _ in range(MAX_LIST_LINES):
        block = block.next() if is_down else block.previous()
        if not block.isValid():
            return
        yield block

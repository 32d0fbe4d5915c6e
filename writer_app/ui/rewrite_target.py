"""Find what a rewrite is about: the selection, or else the sentence at the caret.

GUI thread. May import: Qt, its siblings, assist.sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QTextCursor, QTextDocument

from writer_app.assist.fix.revision import Edit
from writer_app.assist.sentences import sentence_starts
from writer_app.ui.document_text import from_document, places_in_document, to_document
from writer_app.ui.editor import Editor
from writer_app.ui.markdown_line import words_start
from writer_app.ui.positions import index_of_u16, n_u16
from writer_app.ui.snapshots import text_after, text_before


@dataclass(frozen=True, slots=True)
class HeldEdit:
    """One change of what a document holds: `new` for what stands between two positions."""

    start_u16: int
    end_u16: int
    new: str


@dataclass(frozen=True, slots=True)
class Target:
    """A part of the text that is to be rewritten, as it stood when it was asked for.

    Attributes:
        start_u16, end_u16: its place in the document. held: what stands there, as the
            document holds it. text: the same as the writer sees it.
        before, after: what stands around it, cut to what a model may look at.
        is_selection: False: the sentence at the caret.
    """

    start_u16: int
    end_u16: int
    held: str
    text: str
    before: str
    after: str
    is_selection: bool

    def is_unmoved(self, document: QTextDocument) -> bool:
        """Tell whether the very same text still stands at the very same place."""
        is_inside = self.end_u16 < document.characterCount()
        return is_inside and held_between(document, self.start_u16, self.end_u16) == self.held

    def held_edits(self, edits: Sequence[Edit]) -> tuple[HeldEdit, ...]:
        """Turn edits of the text, in code points, into document positions."""
        spans = places_in_document(self.held, [(edit.start, edit.end) for edit in edits])
        return tuple(
            HeldEdit(self.start_u16 + start, self.start_u16 + end, to_document(edit.replacement))
            for (start, end), edit in zip(spans, edits, strict=True)
        )

    def pos_u16_of(self, index: int) -> int:
        """Give the document position of the code point at `index` of the text."""
        return self.start_u16 + places_in_document(self.held, [(index, index)])[0][0]


class NoTarget(Enum):
    """Why there is nothing to rewrite."""

    EMPTY = "empty"
    CODE = "code"


def find_target(editor: Editor) -> Target | NoTarget:
    """Give the selection without the space around it, or else the caret's sentence."""
    cursor = editor.textCursor()
    if cursor.hasSelection():
        return _selected(editor.document(), cursor.selectionStart(), cursor.selectionEnd())
    block = cursor.block()
    if editor.highlighter.is_code(block):
        return NoTarget.CODE
    held = block.text()
    start, end = sentence_at(held, index_of_u16(held, cursor.positionInBlock()))
    if start == end:
        return NoTarget.EMPTY
    return _target(
        editor.document(),
        block.position() + n_u16(held[:start]),
        block.position() + n_u16(held[:end]),
        is_selection=False,
    )


def sentence_at(line: str, index: int) -> tuple[int, int]:
    """Find the sentence of a line that a caret stands in or behind.

    Returns: its start and end, without signs of Markdown before it and space after it;
        two equal numbers when the line holds no words.

    Example: sentence_at("# One. Two.", 4) -> (2, 6)
    """
    first = words_start(line)
    starts = [first, *(start for start in sentence_starts(line) if start > first)]
    number = max((n for n, start in enumerate(starts) if start <= index), default=0)
    start = starts[number]
    end = starts[number + 1] if number + 1 < len(starts) else len(line)
    return start, max(start, start + len(line[start:end].rstrip()))


def held_between(document: QTextDocument, start_u16: int, end_u16: int) -> str:
    """Give what a document holds between two positions, line feeds between blocks."""
    cursor = QTextCursor(document)
    cursor.setPosition(start_u16)
    cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selection().toRawText().replace("\u2029", "\n")


def _selected(document: QTextDocument, start_u16: int, end_u16: int) -> Target | NoTarget:
    held = held_between(document, start_u16, end_u16)
    core = held.strip()
    if not core:
        return NoTarget.EMPTY
    lead = held[: len(held) - len(held.lstrip())]
    start_u16 += n_u16(lead)
    return _target(document, start_u16, start_u16 + n_u16(core), is_selection=True, held=core)


def _target(
    document: QTextDocument,
    start_u16: int,
    end_u16: int,
    *,
    is_selection: bool,
    held: str | None = None,
) -> Target:
    if held is None:
        held = held_between(document, start_u16, end_u16)
    return Target(
        start_u16,
        end_u16,
        held,
        from_document(held),
        text_before(document, start_u16),
        text_after(document, end_u16),
        is_selection,
    )

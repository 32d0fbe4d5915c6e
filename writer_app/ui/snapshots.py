"""Copy the text around a caret out of a document, in bounded time.

Never walks the whole document and never calls `toPlainText`, which changes
characters. GUI thread. May import: Qt, document_text, positions, messages.
"""

from PySide6.QtGui import QTextBlock, QTextDocument

from writer_app.ui.document_text import SOFT_JOIN, from_document
from writer_app.ui.positions import index_of_u16

MIN_BEFORE_CHARS = 8_000
MAX_BEFORE_CHARS = 60_000
"""Where the walk back ends inside one enormous paragraph."""
MAX_AFTER_CHARS = 2_000


def text_before(document: QTextDocument, pos_u16: int) -> str:
    """Give the text before a position, from a paragraph's start on.

    Returns: at least 8,000 characters (or back to the document's start), whole
        paragraphs; inside an enormous paragraph at most some 60,000.
    """
    block = document.findBlock(pos_u16)
    parts = [split_at(block, pos_u16)[0]]
    n_chars = len(parts[0])
    while block.blockNumber() > 0:
        block = block.previous()
        text = block.text()
        is_one_paragraph = text.endswith(SOFT_JOIN)
        if n_chars >= (MAX_BEFORE_CHARS if is_one_paragraph else MIN_BEFORE_CHARS):
            break
        parts.append(text)
        n_chars += len(text) + 1
    return from_document("\n".join(reversed(parts)))


def text_after(document: QTextDocument, pos_u16: int) -> str:
    """Give up to 2,000 characters that stand after a position."""
    block = document.findBlock(pos_u16)
    parts = [split_at(block, pos_u16)[1]]
    n_chars = len(parts[0])
    while n_chars < MAX_AFTER_CHARS:
        block = block.next()
        if not block.isValid():
            break
        parts.append(block.text())
        n_chars += len(parts[-1]) + 1
    return from_document("\n".join(parts))[:MAX_AFTER_CHARS]


def split_at(block: QTextBlock, pos_u16: int) -> tuple[str, str]:
    """Part a block's text at a document position."""
    text = block.text()
    offset_u16 = pos_u16 - block.position()
    is_narrow = block.length() - 1 == len(text)
    index = offset_u16 if is_narrow else index_of_u16(text, offset_u16)
    return text[:index], text[index:]

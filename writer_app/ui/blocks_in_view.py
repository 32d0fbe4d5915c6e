"""Give the paragraphs in view, wherever the page stands, in constant time.

Only these are laid out for it. GUI thread. May import: Qt, page_layout.
"""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QTextEdit

from writer_app.ui.page_layout import PageLayout


def blocks_in_view(edit: QTextEdit) -> Iterator[tuple[QTextBlock, QRectF]]:
    """Yield each paragraph in view, top to bottom, with its place in the viewport."""
    layout = edit.document().documentLayout()
    scrolled, height = edit.verticalScrollBar().value(), edit.viewport().height()
    block = first_in_view(edit)
    while block.isValid():
        rect = layout.blockBoundingRect(block).translated(0, -scrolled)
        if rect.top() > height:
            return
        yield block, rect
        block = block.next()


def first_in_view(edit: QTextEdit) -> QTextBlock:
    """Find the first paragraph that ends below the upper edge; the last one if none does."""
    layout = edit.document().documentLayout()
    assert isinstance(layout, PageLayout)
    scrolled = edit.verticalScrollBar().value()
    block = layout.block_at(scrolled)
    is_gap = layout.blockBoundingRect(block).bottom() <= scrolled and block.next().isValid()
    return block.next() if is_gap else block

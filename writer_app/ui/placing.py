"""Tell where a writer is in a text, and bring the page back there.

GUI thread. May import: Qt, its siblings, documents.
"""

from PySide6.QtGui import QTextCursor

from writer_app.documents.places import Place
from writer_app.ui.blocks_in_view import first_in_view
from writer_app.ui.page import TOP_PX, Page


def place_on(page: Page, path: str) -> Place:
    """Give where the caret is, and what block is seen first.

    Args:
        path: of the document.
    """
    top = first_in_view(page).blockNumber()
    at_top = page.verticalScrollBar().value() < TOP_PX
    return Place(path, page.textCursor().position(), 0 if at_top else top)


def go_to(page: Page, place: Place) -> None:
    """Put the caret back, and the same block at the top of the page.

    A text that is shorter by now has the caret at its end.
    """
    document = page.document()
    cursor = QTextCursor(document)
    cursor.setPosition(min(place.caret_u16, document.characterCount() - 1))
    page.setTextCursor(cursor)
    block = document.findBlockByNumber(place.top_block)
    if place.top_block and block.isValid():
        top = document.documentLayout().blockBoundingRect(block).top()
        page.verticalScrollBar().setValue(round(top))
    page.ensureCursorVisible()

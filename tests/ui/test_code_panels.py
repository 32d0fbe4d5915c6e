"""The ground under code: where it lies, and that nothing of the text changes."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QTextCursor

from writer_app.ui.editor import Editor
from writer_app.ui.theme import LIGHT, code_ground


def ground_at(editor: Editor, pos_u16: int) -> str:
    """Give the colour at the right end of the line that a position stands in."""
    cursor = QTextCursor(editor.document())
    cursor.setPosition(pos_u16)
    y = editor.cursorRect(cursor).center().y()
    image = editor.viewport().grab().toImage()
    return QColor(image.pixel(QPoint(image.width() - 12, y))).name().upper()


def test_code_lies_on_its_ground_and_prose_does_not(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("prose\n\n```\ncode\n```\n\nprose")
    assert ground_at(editor, 11) == code_ground(LIGHT)
    assert ground_at(editor, 0) == LIGHT.page
    assert not editor.document().isUndoAvailable()


def test_plain_text_has_no_code(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor()
    editor.open_text("```\ncode\n```", is_markdown=False)
    assert ground_at(editor, 5) == LIGHT.page

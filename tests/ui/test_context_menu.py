"""The context menu: what is always there, and what parts bring along."""

from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from writer_app.ui.context_menu import ContextMenu
from writer_app.ui.editor import Editor


def words_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_sections_stand_over_the_editing_lines(editor: Editor) -> None:
    cut = QAction("Cut", editor)
    menu = ContextMenu(editor, [cut, None])
    menu.add_section(lambda made, pos_u16: made.addAction(f"Rewrite {pos_u16}") and None)
    menu.add_section(lambda made, _: made.addAction("Spelling") and None, is_first=True)
    menu.add_section(lambda made, _: None)
    assert words_of(menu.build(3)) == ["Spelling", "", "Rewrite 3", "", "Cut", ""]


def test_right_click_brings_the_caret_along_but_keeps_a_selection(
    editor: Editor, qtbot: QtBot
) -> None:
    editor.open_text("one two three")
    asked: list[int] = []
    editor.menu_asked.connect(lambda _, pos_u16: asked.append(pos_u16))
    for selected in (False, True):
        editor.selectAll() if selected else None
        point = editor.cursorRect().center()
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, editor.viewport().mapToGlobal(point)
        )
        editor.contextMenuEvent(event)
        assert editor.textCursor().hasSelection() is selected
    assert asked == [0, 13]

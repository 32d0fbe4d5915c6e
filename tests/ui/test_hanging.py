"""Items and quotes hang under their first word, and undo never stops at an indent."""

import dataclasses
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.hands import CTRL, SHIFT, press, show_ghost, type_text
from writer_app.assist.messages import Snapshot
from writer_app.settings import Settings
from writer_app.ui.editor import Editor
from writer_app.ui.theme import LIGHT


def indents(editor: Editor) -> list[bool]:
    """Tell of each paragraph whether it hangs."""
    found, block = [], editor.document().firstBlock()
    while block.isValid():
        looks = block.blockFormat()
        assert looks.textIndent() == -looks.leftMargin()
        found.append(looks.leftMargin() > 0)
        block = block.next()
    return found


def undo(editor: Editor) -> str:
    press(editor, Qt.Key.Key_Z, CTRL)
    return editor.text()


def test_opened_items_and_quotes_hang_and_nothing_can_be_undone(editor: Editor) -> None:
    editor.open_text(
        "prose\n- item\n  1. inner\n> said\n- [ ] task\n---\n-5 degrees\n```\n- code\n```"
    )
    assert indents(editor) == [False, True, True, True, True, False, False, False, False, False]
    assert not editor.document().isUndoAvailable()
    assert editor.is_saved


def test_plain_text_does_not_hang(editor: Editor) -> None:
    editor.open_text("- item", is_markdown=False)
    assert indents(editor) == [False]


def test_typed_item_hangs_and_its_end_does_not(editor: Editor) -> None:
    type_text(editor, "- one")
    assert indents(editor) == [True]
    type_text(editor, "\ntwo\n\nprose")
    assert editor.text() == "- one\n- two\nprose"
    assert indents(editor) == [True, True, False]


def test_undo_takes_mark_and_indent_together(editor: Editor) -> None:
    type_text(editor, "- a\n")
    assert [undo(editor), undo(editor)] == ["- a\n", "- a"]
    assert indents(editor) == [True]
    while editor.document().isUndoAvailable():
        before = editor.text()
        assert undo(editor) != before
    assert indents(editor) == [False]


def test_pasted_taken_and_deleted_items_are_one_step_each(editor: Editor) -> None:
    QGuiApplication.clipboard().setText("- pasted")
    editor.paste_plain()
    type_text(editor, "\n\n")
    editor.take("> taken")
    assert indents(editor) == [True, True]
    assert [undo(editor) for _ in range(4)] == [
        "- pasted\n",
        "- pasted\n- ",
        "- pasted\n",
        "- pasted",
    ]
    editor.selectAll()
    press(editor, Qt.Key.Key_Delete)
    assert (undo(editor), undo(editor)) == ("- pasted", "")


def test_redo_brings_the_indent_back(editor: Editor) -> None:
    type_text(editor, "so\n> said")
    while editor.document().isUndoAvailable():
        undo(editor)
    while editor.document().isRedoAvailable():
        press(editor, Qt.Key.Key_Z, CTRL | SHIFT)
    assert editor.text() == "so\n> said"
    assert indents(editor) == [False, True]


def test_one_snapshot_for_a_key_that_makes_an_item(
    editor: Editor, snapshots: list[Snapshot]
) -> None:
    type_text(editor, "- a")
    assert [snapshot.before for snapshot in snapshots] == ["-", "- ", "- a"]


def test_a_mark_taken_away_ends_the_hanging(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("- one")
    for _ in range(3):
        press(editor, Qt.Key.Key_Left)
    press(editor, Qt.Key.Key_Backspace)
    assert (editor.text(), indents(editor)) == ("one", [False])


def test_larger_text_hangs_further_without_a_step(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("- one")
    before = editor.document().firstBlock().blockFormat().leftMargin()
    editor.set_look(LIGHT, dataclasses.replace(Settings(), font_size_px=40))
    assert editor.document().firstBlock().blockFormat().leftMargin() > before * 1.5
    assert not editor.document().isUndoAvailable()


def test_saved_text_stays_saved_through_undo_and_redo(editor: Editor) -> None:
    type_text(editor, "- a")
    editor.mark_saved()
    type_text(editor, "\nb")
    while not editor.is_saved:
        undo(editor)
    assert editor.text() == "- a"


def test_ghost_in_an_item_adds_no_line(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("- " + "word " * 30 + "\nbelow")
    cursor = editor.textCursor()
    cursor.setPosition(12)
    editor.setTextCursor(cursor)
    layout = editor.document().firstBlock().layout()
    n_lines = layout.lineCount()
    show_ghost(editor, " and some of the others too")
    assert layout.lineCount() == n_lines


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*"- >1.a*'\n", "\t", "\b", "\u4f60"]), max_size=25))
def test_whatever_is_typed_each_undo_takes_back_some_and_redo_gives_all(
    editor: Editor, keys: list[str]
) -> None:
    editor.open_text("")
    for key in keys:
        if key == "\b":
            press(editor, Qt.Key.Key_Backspace)
        elif key == "\t":
            press(editor, Qt.Key.Key_Tab, text="\t")
        else:
            type_text(editor, key)
    text, hanging = editor.text(), indents(editor)
    while editor.document().isUndoAvailable():
        before = editor.text()
        assert undo(editor) != before
    assert editor.text() == ""
    while editor.document().isRedoAvailable():
        press(editor, Qt.Key.Key_Z, CTRL | SHIFT)
    assert (editor.text(), indents(editor)) == (text, hanging)

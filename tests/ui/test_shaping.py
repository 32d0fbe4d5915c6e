"""Markdown's keys on the page: each change one undo step, no ghost in the way."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from tests.ui.hands import CTRL, NO_MODIFIER, SHIFT, press, show_ghost, type_text
from writer_app.ui.editor import Editor
from writer_app.ui.emphasis import BOLD


def select(editor: Editor, start_u16: int, end_u16: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start_u16)
    cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def undo(editor: Editor) -> str:
    press(editor, Qt.Key.Key_Z, CTRL)
    return editor.text()


def test_list_goes_on_and_ends(editor: Editor) -> None:
    type_text(editor, "1. one\ntwo\n\nprose")
    assert editor.text() == "1. one\n2. two\nprose"


def test_mark_that_came_by_itself_is_an_undo_step_of_its_own(editor: Editor) -> None:
    type_text(editor, "- a\n")
    assert editor.text() == "- a\n- "
    assert undo(editor) == "- a\n"
    assert undo(editor) == "- a"


def test_return_in_the_middle_of_a_list_counts_on(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("1. a\n2. b\n3. c")
    select(editor, 4, 4)
    type_text(editor, "\nnew")
    assert editor.text() == "1. a\n2. new\n3. b\n4. c"


def test_return_splits_an_item_at_the_caret(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("- one two")
    select(editor, 5, 5)
    type_text(editor, "\n")
    assert editor.text() == "- one\n- two"


def test_tab_moves_an_item_in_and_out(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("1. a\n2. b\n3. c")
    select(editor, 9, 9)
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "1. a\n   1. b\n2. c"
    press(editor, Qt.Key.Key_Backtab, SHIFT)
    assert editor.text() == "1. a\n2. b\n3. c"


def test_tab_takes_the_ghost_before_it_moves_an_item(editor: Editor) -> None:
    type_text(editor, "- a\nb")
    assert show_ghost(editor, " good one") == " good one"
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "- a\n- b good one"


def test_unasked_ghost_stays_away_from_an_empty_item(editor: Editor) -> None:
    type_text(editor, "- a\n")
    assert show_ghost(editor, "ghost") == ""
    assert show_ghost(editor, "ghost", is_asked=True) == "ghost"


def test_backspace_takes_a_mark_as_one(editor: Editor) -> None:
    type_text(editor, "- a\n")
    press(editor, Qt.Key.Key_Backspace)
    assert editor.text() == "- a\n"


def test_code_is_no_list(editor: Editor) -> None:
    type_text(editor, "```\n- a\nb")
    assert editor.text() == "```\n- a\nb"


def test_plain_text_is_no_list(editor: Editor) -> None:
    editor.open_text("", is_markdown=False)
    type_text(editor, "- a\nb")
    assert editor.text() == "- a\nb"


def test_bold_is_one_undo_step_and_keeps_the_selection(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("a \U0001f600 word")
    select(editor, 5, 9)
    editor.shaping.toggle(BOLD)
    assert editor.text() == "a \U0001f600 **word**"
    assert editor.textCursor().selectedText() == "word"
    assert undo(editor) == "a \U0001f600 word"


def test_bold_over_paragraphs_fills_in_what_lacks_it(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("**one**\n\n- two")
    editor.selectAll()
    editor.shaping.toggle(BOLD)
    assert editor.text() == "**one**\n\n- **two**"
    editor.selectAll()
    editor.shaping.toggle(BOLD)
    assert editor.text() == "one\n\n- two"


def test_heading_key_is_one_undo_step(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("one\n\n## two")
    editor.selectAll()
    editor.shaping.set_heading(1)
    assert editor.text() == "# one\n\n# two"
    assert undo(editor) == "one\n\n## two"


def test_heading_is_begun_on_an_empty_line(editor: Editor) -> None:
    editor.shaping.set_heading(2)
    type_text(editor, "New")
    assert editor.text() == "## New"


@pytest.mark.parametrize("level", [0, 3])
def test_read_only_text_is_not_shaped(editor: Editor, level: int) -> None:
    editor.open_text("# a")
    editor.setReadOnly(True)
    editor.shaping.set_heading(level)
    editor.shaping.toggle(BOLD)
    editor.shaping.link()
    assert editor.text() == "# a"


def test_link_takes_the_address_on_the_clipboard(make_editor: Callable[..., Editor]) -> None:
    from PySide6.QtGui import QGuiApplication

    editor = make_editor("see this")
    QGuiApplication.clipboard().setText("https://a.org")
    select(editor, 4, 8)
    editor.shaping.link()
    assert editor.text() == "see [this](https://a.org)"


def commit(editor: Editor, text: str) -> None:
    """Write as an input method does: first composing, then whole."""
    composing = QInputMethodEvent(text[:1], [])
    QApplication.sendEvent(editor, composing)
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(editor, done)


def test_list_of_an_input_method_goes_on_and_its_words_turn_bold(editor: Editor) -> None:
    type_text(editor, "- ")
    commit(editor, "\u4f60\u597d")
    type_text(editor, "\n")
    commit(editor, "\u518d\u89c1")
    assert editor.text() == "- \u4f60\u597d\n- \u518d\u89c1"
    editor.selectAll()
    editor.shaping.toggle(BOLD)
    assert editor.text() == "- **\u4f60\u597d**\n- **\u518d\u89c1**"
    assert undo(editor) == "- \u4f60\u597d\n- \u518d\u89c1"


def test_return_while_composing_is_the_input_methods(editor: Editor) -> None:
    type_text(editor, "- a")
    QApplication.sendEvent(editor, QInputMethodEvent("ni", []))
    assert editor.text() == "- a"
    done = QInputMethodEvent()
    done.setCommitString("\u4f60")
    QApplication.sendEvent(editor, done)
    assert editor.text() == "- a\u4f60"


def test_right_to_left_list_goes_on(editor: Editor) -> None:
    type_text(editor, "1. \u05e9\u05dc\u05d5\u05dd\n\u05e2\u05d5\u05dc\u05dd")
    assert editor.text() == "1. \u05e9\u05dc\u05d5\u05dd\n2. \u05e2\u05d5\u05dc\u05dd"


def test_emoji_items_move_and_turn_bold(editor: Editor) -> None:
    type_text(editor, "- \U0001f600\n\U0001f468\u200d\U0001f469\u200d\U0001f467")
    press(editor, Qt.Key.Key_Tab, text="\t")
    editor.selectAll()
    editor.shaping.toggle(BOLD)
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert editor.text() == f"- **\U0001f600**\n  - **{family}**"


def test_dragged_text_moves_as_one_step(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("one two three")
    select(editor, 0, 4)
    source = editor.createMimeDataFromSelection()
    cursor = editor.textCursor()
    end = QTextCursor(editor.document())
    end.movePosition(QTextCursor.MoveOperation.End)
    place = editor.cursorRect(end).center().toPointF()
    actions = Qt.DropAction.CopyAction
    event = QDropEvent(place, actions, source, Qt.MouseButton.LeftButton, NO_MODIFIER)
    assert cursor.selectedText() == "one "
    editor.dropEvent(event)
    assert editor.text() == "one two threeone "
    assert undo(editor) == "one two three"

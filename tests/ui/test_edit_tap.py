"""Edits drawn off the page: applied in order, they give its text, whatever was done."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from tests.ui.hands import CTRL, SHIFT, press, show_ghost, type_text
from writer_app.documents.journal import Edit
from writer_app.settings import Settings
from writer_app.ui.document_text import MAX_BLOCK_CHARS, to_document
from writer_app.ui.edit_tap import EditTap, difference
from writer_app.ui.editor import Editor

START = "One \U0001f600 line.\n\nTwo\u2028\u2029\u00a0x\nlast"


class Follower:
    """Applies each edit to a text of its own."""

    def __init__(self, editor: Editor, text: str) -> None:
        self.text = ""
        self.n_edits = 0
        self.tap = EditTap(editor.document(), self.follow)
        with self.tap.opening(text):
            editor.open_text(text)
        self.text = text
        self.n_edits = 0

    def follow(self, edit: Edit) -> None:
        self.text = edit.applied_to(self.text)
        self.n_edits += 1


@pytest.fixture
def follower(editor: Editor) -> Follower:
    return Follower(editor, START)


def assert_follows(follower: Follower, editor: Editor) -> None:
    assert follower.text == editor.text()
    assert follower.tap.text == editor.text()


def test_opening_is_no_edit(follower: Follower, editor: Editor) -> None:
    assert follower.n_edits == 0
    assert_follows(follower, editor)


def test_typed_letters_are_one_edit_each(follower: Follower, editor: Editor) -> None:
    type_text(editor, "ab\U0001f600\nc")
    assert follower.n_edits == 5
    assert_follows(follower, editor)


def test_ghost_and_composing_are_no_edits(follower: Follower, editor: Editor) -> None:
    show_ghost(editor, "ghost")
    QApplication.sendEvent(editor, QInputMethodEvent("composing", []))
    assert follower.n_edits == 0
    event = QInputMethodEvent("", [])
    event.setCommitString("\u4f60")
    QApplication.sendEvent(editor, event)
    assert_follows(follower, editor)


def test_another_size_is_no_edit(follower: Follower, editor: Editor) -> None:
    editor.set_look(editor._theme, Settings(font_size_px=30))
    assert follower.n_edits == 0


def test_undo_redo_cut_and_paste_are_followed(follower: Follower, editor: Editor) -> None:
    type_text(editor, "some words\n")
    editor.selectAll()
    editor.cut_selection()
    assert_follows(follower, editor)
    editor.paste_clipboard()
    assert_follows(follower, editor)
    for _ in range(6):
        editor.undo_step()
        assert_follows(follower, editor)
    editor.redo_step()
    assert_follows(follower, editor)


def test_huge_paragraph_in_several_blocks_is_followed(follower: Follower, editor: Editor) -> None:
    text = "word " * MAX_BLOCK_CHARS + "\nend"
    with follower.tap.opening(text):
        editor.open_text(text)
    follower.text = text
    press(editor, Qt.Key.Key_End, CTRL)
    for _ in range(6):
        press(editor, Qt.Key.Key_Backspace)
    type_text(editor, "x")
    cursor = editor.textCursor()
    cursor.setPosition(MAX_BLOCK_CHARS)
    editor.setTextCursor(cursor)
    for _ in range(3):
        press(editor, Qt.Key.Key_Delete)
    press(editor, Qt.Key.Key_Up, SHIFT)
    type_text(editor, "yz")
    assert_follows(follower, editor)


PIECES = st.text(alphabet="ab \n\u2028\U0001f600\r\ufffc", max_size=6)
STEPS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12), PIECES, st.sampled_from("eeeur")),
    min_size=1,
    max_size=10,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PIECES, STEPS)
def test_any_edits_are_followed(
    editor: Editor, text: str, steps: list[tuple[int, int, str, str]]
) -> None:
    follower = Follower(editor, text)
    for position_u16, n_u16, inserted, kind in steps:
        if kind == "u":
            editor.undo_step()
        elif kind == "r":
            editor.redo_step()
        else:
            end_u16 = editor.document().characterCount() - 1
            cursor = QTextCursor(editor.document())
            cursor.setPosition(min(position_u16, end_u16))
            last_u16 = min(position_u16 + n_u16, end_u16)
            cursor.setPosition(last_u16, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(to_document(inserted))
        assert_follows(follower, editor)
    editor.document().contentsChange.disconnect(follower.tap._on_contents_change)


@settings(deadline=None)
@given(PIECES, PIECES)
def test_difference_makes_one_text_the_other(old: str, new: str) -> None:
    edit = difference(old, new)
    assert (old == new) if edit is None else (edit.applied_to(old) == new)


def test_edits_in_one_block_come_as_one(follower: Follower, editor: Editor) -> None:
    cursor = QTextCursor(editor.document())
    cursor.beginEditBlock()
    for place in (0, 8, 2):
        cursor.setPosition(place)
        cursor.insertText("new\n")
    cursor.endEditBlock()
    assert_follows(follower, editor)


def test_paragraphs_that_do_not_add_up_are_all_read_again(
    follower: Follower, editor: Editor
) -> None:
    follower.tap._pieces[2] = "lost sight of\n"
    follower.tap._n_u16[2] = 99
    follower.tap._total_u16 -= 1
    follower.text = follower.tap.text
    type_text(editor, "x")
    assert follower.tap.text == editor.text()


def test_resync_takes_the_text_as_it_stands(follower: Follower, editor: Editor) -> None:
    follower.tap._pieces[0] = "wrong\n"
    follower.tap.resync(editor.text())
    assert follower.tap.text == editor.text()
    assert follower.n_edits == 0

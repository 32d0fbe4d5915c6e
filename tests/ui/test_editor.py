"""The page: exact text, undo in a writer's steps, one snapshot for each change."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, NO_MODIFIER, SHIFT, Clock, press, show_ghost, type_text
from writer_app.assist.messages import Cause, Snapshot
from writer_app.settings import Settings
from writer_app.ui.editor import Editor
from writer_app.ui.theme import DARK

RIGHT = Qt.MouseButton.RightButton


def undo(editor: Editor) -> str:
    press(editor, Qt.Key.Key_Z, CTRL)
    return editor.text()


def paste(editor: Editor, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(editor, Qt.Key.Key_V, CTRL)


# Text


def test_typed_text_of_any_script_stays_as_typed(editor: Editor) -> None:
    text = "caf\u00e9 \u4f60\u597d \U0001f600 \u05e9\u05dc\u05d5\u05dd a\u00a0b"
    type_text(editor, text)
    assert editor.text() == text


def test_shift_return_writes_a_line_feed(editor: Editor) -> None:
    type_text(editor, "a")
    press(editor, Qt.Key.Key_Return, SHIFT, "\r")
    type_text(editor, "b")
    assert editor.text() == "a\nb"


def test_opened_text_comes_back_exactly(editor: Editor) -> None:
    text = "a\u00a0b\u2028c\u2029d\ufdd0\ufffc\n\n\tend\n"
    editor.open_text(text)
    assert editor.text() == text


def test_copy_keeps_every_character(editor: Editor) -> None:
    editor.open_text("a\u00a0b\u2028c\nd")
    press(editor, Qt.Key.Key_A, CTRL)
    press(editor, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "a\u00a0b\u2028c\nd"


def test_paste_takes_plain_text_and_any_line_end(editor: Editor) -> None:
    rich = QMimeData()
    rich.setHtml("bold<br>two")
    rich.setText("bold\r\ntwo\rthree")
    editor.insertFromMimeData(rich)
    assert editor.text() == "bold\ntwo\nthree"


def test_dropped_files_are_told_and_not_inserted(editor: Editor, qtbot: QtBot) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/a.md")])
    with qtbot.waitSignal(editor.files_dropped) as told:
        editor.insertFromMimeData(files)
    assert [str(path) for path in told.args[0]] == ["/tmp/a.md"]
    assert editor.text() == ""


# Undo


def test_typing_undoes_by_words(editor: Editor) -> None:
    type_text(editor, "one two three")
    assert [undo(editor) for _ in range(3)] == ["one two ", "one ", ""]


def test_typing_undoes_by_pauses(editor: Editor, clock: Clock) -> None:
    type_text(editor, "wait")
    clock.now_s += 2
    type_text(editor, "ing")
    assert undo(editor) == "wait"


def test_type_take_type_undo_takes_back_each_part(editor: Editor) -> None:
    type_text(editor, "On")
    show_ghost(editor, "ce upon a time")
    press(editor, Qt.Key.Key_Tab, text="\t")
    type_text(editor, "ly")
    assert editor.text() == "Once upon a timely"
    assert [undo(editor) for _ in range(3)] == ["Once upon a time", "On", ""]


def test_each_word_taken_is_a_step_of_its_own(editor: Editor) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    press(editor, Qt.Key.Key_Right, CTRL)
    show_ghost(editor, " a time")
    press(editor, Qt.Key.Key_Right, CTRL)
    assert editor.text() == "Once upon a"
    assert undo(editor) == "Once upon"
    assert undo(editor) == "Once"


def test_typing_again_after_moving_away_is_a_new_step(editor: Editor) -> None:
    type_text(editor, "on")
    press(editor, Qt.Key.Key_Home)
    press(editor, Qt.Key.Key_End)
    type_text(editor, "ly")
    assert undo(editor) == "on"


def test_redo_brings_each_part_back(editor: Editor) -> None:
    type_text(editor, "one two")
    undo(editor)
    undo(editor)
    press(editor, Qt.Key.Key_Z, CTRL | SHIFT)
    assert editor.text() == "one "
    press(editor, Qt.Key.Key_Z, CTRL | SHIFT)
    assert editor.text() == "one two"


def test_paste_is_one_step(editor: Editor) -> None:
    type_text(editor, "a")
    paste(editor, "b c\nd")
    type_text(editor, "e")
    assert undo(editor) == "ab c\nd"
    assert undo(editor) == "a"


def test_opening_a_text_is_no_step(editor: Editor) -> None:
    editor.open_text("there")
    assert undo(editor) == "there"


def test_caret_returns_to_where_the_undone_text_stood(editor: Editor) -> None:
    type_text(editor, "one two")
    undo(editor)
    assert editor.textCursor().position() == 4


# Saved or not


def test_undo_back_to_the_saved_text_counts_as_saved(editor: Editor) -> None:
    type_text(editor, "one")
    editor.mark_saved()
    type_text(editor, "two")
    assert not editor.is_saved
    undo(editor)
    assert editor.is_saved


def test_another_branch_of_the_history_is_never_the_saved_text(editor: Editor) -> None:
    type_text(editor, "one ")
    type_text(editor, "two")
    editor.mark_saved()
    undo(editor)
    type_text(editor, "six")
    assert not editor.is_saved


def test_typing_on_after_a_save_is_a_new_step(editor: Editor) -> None:
    type_text(editor, "on")
    editor.mark_saved()
    type_text(editor, "ly")
    assert not editor.is_saved
    assert undo(editor) == "on"


def test_look_changes_neither_history_nor_saved_state(editor: Editor) -> None:
    type_text(editor, "one two")
    editor.mark_saved()
    editor.set_look(DARK, Settings(font_size_px=30))
    assert editor.is_saved
    assert editor.font_size_px == 30
    assert undo(editor) == "one "


# Snapshots


def test_each_key_gives_one_snapshot_with_the_next_revision(
    editor: Editor, snapshots: list[Snapshot]
) -> None:
    first = editor.revision + 1
    type_text(editor, "ab")
    assert [(s.revision, s.before, s.cause) for s in snapshots] == [
        (first, "a", Cause.TYPED),
        (first + 1, "ab", Cause.TYPED),
    ]


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "cause"),
    [
        (Qt.Key.Key_Backspace, NO_MODIFIER, "\b", Cause.DELETED),
        (Qt.Key.Key_Backspace, CTRL, "\x7f", Cause.DELETED),
        (Qt.Key.Key_X, CTRL, "", Cause.MOVED),
        (Qt.Key.Key_Left, NO_MODIFIER, "", Cause.MOVED),
        (Qt.Key.Key_Z, CTRL, "", Cause.UNDONE),
        (Qt.Key.Key_Return, NO_MODIFIER, "\r", Cause.TYPED),
    ],
)
def test_cause_is_told(
    editor: Editor,
    snapshots: list[Snapshot],
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    text: str,
    cause: Cause,
) -> None:
    type_text(editor, "one two")
    snapshots.clear()
    press(editor, key, modifiers, text)
    causes = [snapshot.cause for snapshot in snapshots]
    assert causes == ([] if key == Qt.Key.Key_X else [cause])


def test_cut_counts_as_deletion(editor: Editor, snapshots: list[Snapshot]) -> None:
    type_text(editor, "one")
    press(editor, Qt.Key.Key_A, CTRL)
    press(editor, Qt.Key.Key_X, CTRL)
    assert snapshots[-1].cause is Cause.DELETED
    assert snapshots[-1].before == ""


def test_paste_and_opening_are_told_as_such(editor: Editor, snapshots: list[Snapshot]) -> None:
    paste(editor, "pasted")
    editor.open_text("opened")
    assert [snapshot.cause for snapshot in snapshots] == [Cause.PASTED, Cause.OPENED]


@pytest.mark.parametrize("odd", ["\ufeff", "\ufeffab", "\ufffeab"])
def test_what_looks_like_a_byte_order_mark_is_pasted_and_copied(editor: Editor, odd: str) -> None:
    type_text(editor, "onetwo")
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    paste(editor, f"\ufeff{odd}")  # Python's way to Qt drops the first one
    assert editor.text() == f"one{odd}two"
    editor.undo_step()
    editor.rewrite(odd)
    editor.selectAll()
    copied = editor.createMimeDataFromSelection()
    editor.insertFromMimeData(copied)
    assert editor.text() == odd


def test_selection_is_told(editor: Editor, snapshots: list[Snapshot]) -> None:
    type_text(editor, "one")
    press(editor, Qt.Key.Key_Left, SHIFT)
    assert snapshots[-1].has_selection


def test_composing_is_told_until_it_ends(editor: Editor, snapshots: list[Snapshot]) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent("ni", []))
    commit = QInputMethodEvent("", [])
    commit.setCommitString("\u4f60")
    QApplication.sendEvent(editor, commit)
    assert [(s.is_composing, s.before) for s in snapshots] == [(True, ""), (False, "\u4f60")]


def test_code_and_front_matter_are_told(editor: Editor, snapshots: list[Snapshot]) -> None:
    type_text(editor, "```py\nx")
    assert snapshots[-1].is_code
    type_text(editor, "\n```\ny")
    assert not snapshots[-1].is_code


def test_change_from_outside_is_told_once_later(
    editor: Editor, snapshots: list[Snapshot], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(editor.edited):
        editor.textCursor().insertText("program")
    assert [(s.before, s.cause) for s in snapshots] == [("program", Cause.PASTED)]


def test_click_is_told_as_a_move(editor: Editor, snapshots: list[Snapshot]) -> None:
    type_text(editor, "one two")
    QTest.mouseClick(
        editor.viewport(),
        Qt.MouseButton.LeftButton,
        pos=editor.cursorRect().center() - QPoint(40, 0),
    )
    assert snapshots[-1].cause is Cause.MOVED


# The page


def test_margin_beside_the_column_acts_like_the_page(editor: Editor) -> None:
    type_text(editor, "one\ntwo")
    aim = editor.cursorRect().center()
    press(editor, Qt.Key.Key_Home, CTRL)
    margin = editor.viewport().mapTo(editor, aim)
    margin.setX(editor.width() - 40)
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=margin)
    assert editor.textCursor().position() == 7


def test_first_line_stands_84_px_below_the_edge(editor: Editor) -> None:
    type_text(editor, "x")
    assert 80 <= editor.cursorRect().top() <= 90


def test_column_is_centred_and_of_measured_width(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(width=1400)
    column = editor.viewport().geometry()
    assert abs(column.center().x() - editor.width() // 2) <= 6
    prose = "He stood for a while with his hand on the latch, listening to the rain. " * 2
    n_chars = column.width() / editor.fontMetrics().horizontalAdvance(prose) * len(prose)
    assert 60 <= n_chars <= 75


def test_caret_line_stays_out_of_the_lowest_fifth(editor: Editor) -> None:
    for _ in range(60):
        type_text(editor, "line\n")
    assert editor.cursorRect().bottom() <= editor.viewport().height() * 0.8


def test_first_line_has_its_margin_again_when_a_key_leads_back_to_it(editor: Editor) -> None:
    editor.open_text("word " * 60 + "\n" + "line\n" * 100)
    press(editor, Qt.Key.Key_End, CTRL)
    press(editor, Qt.Key.Key_Home, CTRL)
    assert editor.verticalScrollBar().value() == 0


def test_line_pitch_is_1_6_times_the_size(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("word " * 60)
    layout = editor.textCursor().block().layout()
    assert layout.lineAt(1).y() - layout.lineAt(0).y() == pytest.approx(30, abs=1)


def test_huge_paragraph_stays_one_paragraph(editor: Editor, snapshots: list[Snapshot]) -> None:
    text = "word " * 40_000
    editor.open_text(text)
    press(editor, Qt.Key.Key_End, CTRL)
    type_text(editor, "x")
    assert "\n" not in snapshots[-1].before
    assert len(snapshots[-1].before) <= 90_000
    assert editor.text() == text + "x"


def test_selection_to_the_end_of_a_long_text_is_whole(editor: Editor) -> None:
    editor.open_text("one\ntwo")
    cursor = editor.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    editor.setTextCursor(cursor)
    press(editor, Qt.Key.Key_X, CTRL)
    assert editor.text() == ""
    assert undo(editor) == "one\ntwo"


def test_rewriting_is_one_step_and_ends_where_the_texts_cease_to_differ(editor: Editor) -> None:
    editor.open_text("One \U0001f600 old end.")
    editor.rewrite("One \U0001f600 brand new end.")
    assert editor.text() == "One \U0001f600 brand new end."
    type_text(editor, "er")
    assert editor.text() == "One \U0001f600 brand newer end."
    editor.undo_step()
    editor.undo_step()
    assert editor.text() == "One \U0001f600 old end."


def test_page_that_can_only_be_read_takes_nothing(editor: Editor) -> None:
    editor.open_text("one")
    editor.setReadOnly(True)
    type_text(editor, "x")
    editor.take("ghost")
    assert editor.text() == "one"


def test_text_brought_back_to_an_empty_page_is_parted_as_when_opened(editor: Editor) -> None:
    def gap() -> float:
        return editor.document().lastBlock().blockFormat().bottomMargin()

    editor.open_text("One.\n\nTwo.")
    gap_when_opened = gap()
    editor.open_text("")
    editor.rewrite("One.\n\nTwo.")
    assert gap() == gap_when_opened
    assert undo(editor) == ""


def test_right_click_on_the_text_ends(editor: Editor) -> None:
    type_text(editor, "one")
    inside = editor.viewport().geometry().center()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        # As Qt hands on to the page what the text did not want.
        event = QMouseEvent(kind, inside.toPointF(), inside.toPointF(), RIGHT, RIGHT, NO_MODIFIER)
        QApplication.sendEvent(editor, event)
    assert editor.text() == "one"


def test_every_return_begins_a_paragraph_of_the_pages_own_format(editor: Editor) -> None:
    type_text(editor, "one\n\n\ntwo")
    assert editor.text() == "one\n\n\ntwo"
    first, last = editor.document().firstBlock(), editor.document().lastBlock()
    assert last.blockFormat() == first.blockFormat()


def test_empty_lines_between_paragraphs_need_no_gap(editor: Editor) -> None:
    type_text(editor, "one\n")
    assert editor.document().firstBlock().blockFormat().bottomMargin() > 0
    type_text(editor, "\ntwo")
    assert editor.document().firstBlock().blockFormat().bottomMargin() == 0
    assert [undo(editor) for _ in range(2)] == ["one\n\n", "one\n"]


def test_return_over_a_selection_is_one_step(editor: Editor) -> None:
    type_text(editor, "one two")
    editor.selectAll()
    press(editor, Qt.Key.Key_Return, text="\r")
    assert editor.text() == "\n"
    assert undo(editor) == "one two"


def test_undoing_what_was_taken_brings_the_caret_back_to_it(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor("It rained all day.")
    caret = editor.textCursor().position()
    editor.take(" And all night.")
    editor.undo_step()
    assert editor.textCursor().position() == caret

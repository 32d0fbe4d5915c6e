"""The ghost: where it stands, what it leaves alone, how its keys act."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import ALT, CTRL, Clock, press, show_ghost, type_text
from writer_app.assist.messages import Cause, Ghost, Snapshot
from writer_app.settings import Settings
from writer_app.ui.editor import Editor
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.theme import DARK

LONG = "The keeper had not spoken to anyone since the supply boat came in the month of March"


def layout_text(editor: Editor) -> str:
    return editor.textCursor().block().layout().preeditAreaText()


def n_lines(editor: Editor) -> int:
    return editor.textCursor().block().layout().lineCount()


def caret_to(editor: Editor, pos_u16: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(pos_u16)
    editor.setTextCursor(cursor)
    QApplication.processEvents()


def test_ghost_is_seen_and_in_no_text(editor: Editor) -> None:
    type_text(editor, "Once")
    assert show_ghost(editor, " upon a time") == " upon a time"
    assert layout_text(editor) == " upon a time"
    assert editor.text() == "Once"
    assert "upon" not in editor.document().toPlainText()


def test_ghost_is_not_copied(editor: Editor) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon a time")
    press(editor, Qt.Key.Key_A, CTRL)
    press(editor, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Once"


def test_ghost_is_no_undo_step_and_leaves_text_saved(editor: Editor) -> None:
    type_text(editor, "Once")
    editor.mark_saved()
    steps = editor.document().availableUndoSteps()
    show_ghost(editor, " upon a time")
    editor.hide_ghost()
    assert editor.document().availableUndoSteps() == steps
    assert editor.is_saved


def test_ghost_of_an_older_text_is_refused(editor: Editor) -> None:
    type_text(editor, "Once")
    old = Ghost(" upon", 0.9, editor.revision)
    type_text(editor, " more")
    editor.show_ghost(old)
    assert editor.ghost_text == ""


def test_tab_takes_the_whole_ghost(editor: Editor) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon a time")
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "Once upon a time"
    assert layout_text(editor) == ""


def test_tab_is_a_tab_without_a_ghost(editor: Editor) -> None:
    type_text(editor, "Once")
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "Once\t"


def test_tab_is_held_after_the_last_word(editor: Editor, clock: Clock) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    for _ in range(2):
        press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "Once upon"
    clock.now_s += 0.5
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "Once upon\t"


def test_ctrl_right_takes_one_word(editor: Editor, snapshots: list[Snapshot]) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon a time")
    press(editor, Qt.Key.Key_Right, CTRL)
    assert editor.text() == "Once upon"
    assert snapshots[-1].cause is Cause.ACCEPTED


def test_ctrl_right_moves_by_a_word_without_a_ghost(editor: Editor) -> None:
    type_text(editor, "one two")
    press(editor, Qt.Key.Key_Home)
    press(editor, Qt.Key.Key_Right, CTRL)
    assert editor.textCursor().position() == 4


def test_esc_sends_the_ghost_away(editor: Editor, keys: GhostKeys, qtbot: QtBot) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    with qtbot.waitSignal(keys.dismissed):
        press(editor, Qt.Key.Key_Escape, text="\x1b")
    assert editor.ghost_text == ""
    assert editor.text() == "Once"


def test_alternatives_are_asked_for_by_both_keys(editor: Editor, keys: GhostKeys) -> None:
    steps: list[int] = []
    keys.cycled.connect(steps.append)
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    press(editor, Qt.Key.Key_BracketRight, ALT, "]")
    press(editor, Qt.Key.Key_Comma, CTRL)
    assert steps == [1, -1]
    assert editor.text() == "Once"


def test_modifier_alone_leaves_the_ghost(editor: Editor) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    press(editor, Qt.Key.Key_Control)
    assert editor.ghost_text == " upon"


def test_key_that_does_nothing_leaves_the_ghost(editor: Editor) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    press(editor, Qt.Key.Key_F5)
    assert editor.ghost_text == " upon"


def test_letter_after_a_ghost_stands_at_the_caret(editor: Editor) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon a time")
    type_text(editor, "x")
    assert editor.text() == "Oncex"
    assert editor.textCursor().position() == 5


def test_next_letter_redraws_the_rest_in_the_same_turn(editor: Editor) -> None:
    type_text(editor, "Once")
    rest = [" upon"]

    def answer(snapshot: Snapshot) -> None:
        rest.append(rest[-1][1:])
        editor.show_ghost(Ghost(rest[-1], 0.9, snapshot.revision))

    editor.edited.connect(answer)
    show_ghost(editor, " upon")
    x_before = editor.cursorRect().left()
    type_text(editor, " ")
    assert layout_text(editor) == "upon"
    assert editor.text() == "Once "
    assert editor.cursorRect().left() > x_before


def test_right_arrow_undo_and_backspace_act_past_a_ghost(editor: Editor) -> None:
    type_text(editor, "Once")
    press(editor, Qt.Key.Key_Left)
    show_ghost(editor, " upon")
    press(editor, Qt.Key.Key_Right)
    assert editor.textCursor().position() == 4
    show_ghost(editor, " upon")
    press(editor, Qt.Key.Key_Backspace, text="\b")
    assert editor.text() == "Onc"
    show_ghost(editor, " upon")
    press(editor, Qt.Key.Key_Z, CTRL)
    assert editor.text() == "Once"


def test_input_method_takes_the_ghosts_place(editor: Editor) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    QApplication.sendEvent(editor, QInputMethodEvent("ni", []))
    assert layout_text(editor) == "ni"
    assert show_ghost(editor, " upon") == ""
    commit = QInputMethodEvent("", [])
    commit.setCommitString("你")
    QApplication.sendEvent(editor, commit)
    assert editor.text() == "Once你"
    assert show_ghost(editor, " upon") == " upon"


def test_focus_takes_the_ghost_away_and_brings_it_back(editor: Editor, qtbot: QtBot) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    editor.clearFocus()
    assert layout_text(editor) == ""
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    assert layout_text(editor) == " upon"


def test_nothing_shows_over_a_selection(editor: Editor) -> None:
    type_text(editor, "Once")
    press(editor, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert show_ghost(editor, " upon") == ""


def click(editor: Editor, point: QPoint) -> None:
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=point)


def point_before(editor: Editor, pos_u16: int) -> QPoint:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(pos_u16)
    return editor.cursorRect(cursor).center() + QPoint(2, 0)


def test_click_left_of_the_ghost_puts_the_caret_there(editor: Editor) -> None:
    type_text(editor, "Once more")
    show_ghost(editor, " upon a time")
    click(editor, point_before(editor, 2))
    assert editor.textCursor().position() == 2


def test_click_on_the_ghost_puts_the_caret_before_it(editor: Editor) -> None:
    type_text(editor, "Once more")
    show_ghost(editor, " upon a time")
    click(editor, point_before(editor, 9) + QPoint(40, 0))
    assert editor.textCursor().position() == 9
    type_text(editor, "!")
    assert editor.text() == "Once more!"


def test_click_right_of_a_ghost_in_mid_line_hits_the_letter_seen(editor: Editor) -> None:
    type_text(editor, "Once there lived a king")
    caret_to(editor, 4)
    aim = point_before(editor, 15)
    show_ghost(editor, " upon a time")
    shift = editor.fontMetrics().horizontalAdvance(" upon a time")
    click(editor, aim + QPoint(shift, 0))
    assert editor.textCursor().position() == 15


def test_caret_and_line_stay_when_a_ghost_comes_and_goes(editor: Editor) -> None:
    type_text(editor, LONG)
    before = editor.cursorRect()
    show_ghost(editor, " and nobody knew why he was so quiet that year, or asked him")
    assert editor.cursorRect() == before
    editor.hide_ghost()
    assert editor.cursorRect() == before


def test_ghost_adds_no_line_while_text_stands_below(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(f"{LONG}\nbelow")
    caret_to(editor, len(LONG))
    lines = n_lines(editor)
    ghost = " and nobody knew why he was so quiet that year, or asked him about it at all"
    shown = show_ghost(editor, ghost)
    assert ghost.startswith(shown)
    assert ghost[len(shown)] == " "
    assert shown
    assert n_lines(editor) == lines


def test_asked_ghost_is_whole_though_text_stands_below(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor(f"{LONG}\nbelow")
    caret_to(editor, len(LONG))
    ghost = " and nobody knew why he was so quiet that year, or asked him about it at all"
    assert show_ghost(editor, ghost, is_asked=True) == ghost


def test_ghost_is_whole_in_the_last_paragraph(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(f"above\n{LONG}")
    ghost = " and nobody knew why he was so quiet that year, or asked him about it at all"
    assert show_ghost(editor, ghost) == ghost


def test_ghost_in_mid_line_is_four_words_at_most(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("Once there lived")
    caret_to(editor, 4)
    assert show_ghost(editor, " upon a time in a land") == " upon a time in"


def test_ghost_in_mid_line_keeps_the_line_count(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(LONG[:62])
    caret_to(editor, 10)
    assert n_lines(editor) == 1
    shown = show_ghost(editor, " upon a time in a land far away")
    assert shown in ("", " upon", " upon a")
    assert n_lines(editor) == 1


def test_ghost_never_pushes_a_written_word_to_the_next_line(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor("above")
    type_text(editor, " " + "word " * 11 + "gre")
    caret = editor.cursorRect()
    show_ghost(editor, "atestimaginableexpectations of")
    assert editor.cursorRect() == caret


def test_only_the_first_line_of_a_ghost_is_shown(editor: Editor) -> None:
    assert show_ghost(editor, "One\ntwo") == "One"


def test_ghost_after_a_heading_has_the_headings_face(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("# The")
    show_ghost(editor, " Lighthouse")
    ghost_format = editor.textCursor().block().layout().formats()[-1]
    assert ghost_format.start == 5
    assert ghost_format.format.fontWeight() > 400
    assert ghost_format.format.foreground().color().name() == "#857f75"


def test_ghost_after_a_bold_word_is_not_bold(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("a **bold**")
    show_ghost(editor, " word")
    formats = editor.textCursor().block().layout().formats()
    assert formats[-1].format.fontWeight() <= 400
    assert all(f.start + f.length <= 10 for f in formats[:-1])


def test_rehighlighting_leaves_the_ghost_dim(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("# The")
    show_ghost(editor, " Lighthouse")
    editor.set_look(DARK, Settings())
    assert layout_text(editor) == " Lighthouse"
    ghost_format = editor.textCursor().block().layout().formats()[-1]
    assert ghost_format.format.foreground().color().name() == DARK.ghost.lower()


def test_ghost_counts_emoji_as_qt_does(editor: Editor) -> None:
    type_text(editor, "\U0001f600 a")
    assert show_ghost(editor, "b \U0001f600 c") == "b \U0001f600 c"
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "\U0001f600 ab \U0001f600 c"


def test_page_does_not_scroll_when_a_ghost_comes_and_goes(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor("\n".join([LONG] * 40))
    scroll = editor.verticalScrollBar().value()
    show_ghost(editor, " and on and on" * 20)
    assert editor.verticalScrollBar().value() == scroll
    editor.hide_ghost()
    assert editor.verticalScrollBar().value() == scroll


def test_peek_keys_are_reported_held_and_let_go(editor: Editor, keys: GhostKeys) -> None:
    held: list[bool] = []
    keys.peeked.connect(held.append)
    keys.on_modifiers(_key(Qt.Key.Key_Control))
    keys.on_modifiers(_key(Qt.Key.Key_Alt))
    keys.on_release(_key(Qt.Key.Key_Alt))
    assert held == [True, False]


def _key(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def lines_of(editor: Editor) -> list[tuple[int, int, float, float, float]]:
    layout = editor.textCursor().block().layout()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    return [(n.textStart(), n.textLength(), n.x(), n.y(), n.naturalTextWidth()) for n in lines]


def test_paragraph_with_a_ghost_is_laid_out_as_the_document_would(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor(f"{LONG} **and** {LONG}\nbelow")
    caret_to(editor, len(LONG))
    block = editor.textCursor().block()
    for ghost in (" *one* two", " one"):
        assert show_ghost(editor, ghost)
        alone = lines_of(editor)
        editor.document().markContentsDirty(block.position(), block.length())
        assert lines_of(editor) == alone
    editor.hide_ghost()
    alone = lines_of(editor)
    editor.document().markContentsDirty(block.position(), block.length())
    assert lines_of(editor) == alone


def test_change_far_from_a_ghost_touches_its_own_paragraph_only(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor("\n".join([LONG] * 200))
    show_ghost(editor, " and")
    press(editor, Qt.Key.Key_Home, CTRL)
    changed: list[int] = []
    editor.document().contentsChange.connect(lambda *change: changed.append(change[2]))
    type_text(editor, "x")
    assert max(changed) < 2 * len(LONG)


def test_ghost_in_right_to_left_text_is_taken_whole(editor: Editor) -> None:
    type_text(editor, "\u05e9\u05dc\u05d5\u05dd")
    assert show_ghost(editor, " \u05e2\u05d5\u05dc\u05dd") == " \u05e2\u05d5\u05dc\u05dd"
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd"


def test_ghost_is_fitted_again_when_the_window_narrows(
    make_editor: Callable[..., Editor], qtbot: QtBot
) -> None:
    editor = make_editor(f"{LONG[:40]}\nbelow")
    caret_to(editor, 40)
    whole = show_ghost(editor, " and nobody knew why")
    editor.resize(460, 600)
    qtbot.waitUntil(lambda: 0 < len(editor.ghost_text) < len(whole) or n_lines(editor) > 1)
    assert whole.startswith(editor.ghost_text)


def test_ghost_stays_while_a_menu_is_open(editor: Editor) -> None:
    type_text(editor, "Once")
    show_ghost(editor, " upon")
    left = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(editor, left)
    assert layout_text(editor) == " upon"


def test_no_ghost_shows_while_the_page_is_covered(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("Once")
    show_ghost(editor, " upon a time")
    editor.set_covered(True)
    assert editor.ghost_text == ""
    editor.set_covered(False)
    assert editor.ghost_text == " upon a time"


def test_ghost_before_a_word_keeps_the_space_behind_it(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("Once there lived")
    caret_to(editor, 5)
    assert show_ghost(editor, "upon a time in a land ") == "upon a time in "

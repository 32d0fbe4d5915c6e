"""Printed signs on the page: one undo takes each back; code stays as it was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.ui.hands import CTRL, press, show_ghost, type_text
from writer_app.assist.messages import Snapshot
from writer_app.ui.editor import Editor


def undo(editor: Editor) -> str:
    press(editor, Qt.Key.Key_Z, CTRL)
    return editor.text()


def test_quotes_curl_and_one_undo_takes_it_back(editor: Editor) -> None:
    type_text(editor, 'so "')
    assert editor.text() == "so \u201c"
    assert undo(editor) == 'so "'
    type_text(editor, "x")
    assert editor.text() == 'so "x'


def test_each_automatic_sign_is_a_step_of_its_own(editor: Editor) -> None:
    type_text(editor, "don't")
    steps = [editor.text()] + [undo(editor) for _ in range(3)]
    assert steps == ["don\u2019t", "don\u2019", "don'", ""]


def test_one_snapshot_tells_of_key_and_sign(editor: Editor, snapshots: list[Snapshot]) -> None:
    type_text(editor, '"')
    assert [snapshot.before for snapshot in snapshots] == ["\u201c"]


@pytest.mark.parametrize("text", ['```\n"x" -- y...', '---\ntitle: "x"', 'see `"x"` "'[:-1]])
def test_code_and_front_matter_stay_as_typed(editor: Editor, text: str) -> None:
    type_text(editor, text)
    assert editor.text() == text


def test_signs_can_be_left_as_typed(editor: Editor) -> None:
    editor.smart.signs = "off"
    type_text(editor, '"x" -- y...')
    assert editor.text() == '"x" -- y...'


def test_a_chosen_language_wins_over_the_texts_own(editor: Editor) -> None:
    editor.smart.signs = "de"
    type_text(editor, '"the end of it"')
    assert editor.text() == "\u201ethe end of it\u201c"


def test_input_method_that_commits_a_quote_gets_it_set(editor: Editor) -> None:
    type_text(editor, "so ")
    event = QInputMethodEvent()
    event.setCommitString('"')
    QApplication.sendEvent(editor, event)
    assert editor.text() == "so \u201c"


def test_read_only_page_is_left_alone(editor: Editor) -> None:
    editor.open_text('say "')
    press(editor, Qt.Key.Key_End, CTRL)
    editor.setReadOnly(True)
    type_text(editor, '"')
    assert editor.text() == 'say "'


def test_emoji_before_a_quote_is_counted_as_qt_does(editor: Editor) -> None:
    type_text(editor, '\U0001f600 "x"')
    assert editor.text() == "\U0001f600 \u201cx\u201d"


def test_ghost_is_shown_and_taken_with_set_quotes(editor: Editor) -> None:
    type_text(editor, "I")
    assert show_ghost(editor, " don't") == " don\u2019t"
    press(editor, Qt.Key.Key_Tab, text="\t")
    assert editor.text() == "I don\u2019t"

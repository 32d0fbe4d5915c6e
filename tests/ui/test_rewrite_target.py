"""What a rewrite is about: the selection, or the sentence at the caret."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QTextCursor

from writer_app.assist.fix.revision import Edit, apply_edits
from writer_app.ui.editor import Editor
from writer_app.ui.rewrite_target import NoTarget, Target, find_target, sentence_at

TWO = "He go home. She stay here."
ODD = "He \U0001f600 go\u2029on. Teh \ufffc end."


def select(editor: Editor, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def found(editor: Editor) -> Target:
    target = find_target(editor)
    assert isinstance(target, Target)
    return target


@pytest.mark.parametrize(
    ("line", "index", "sentence"),
    [
        (TWO, 0, "He go home."),
        (TWO, 11, "He go home."),
        (TWO, 12, "She stay here."),
        (TWO + "  ", 28, "She stay here."),
        ("# One. Two.", 1, "One."),
        ("- [ ] A thing. Another.", 20, "Another."),
        ("\u4f60\u597d\u3002\u518d\u89c1\u3002", 4, "\u518d\u89c1\u3002"),
        ("   ", 2, ""),
    ],
)
def test_sentence_is_found_at_the_caret(line: str, index: int, sentence: str) -> None:
    start, end = sentence_at(line, index)
    assert line[start:end] == sentence


def test_selection_is_taken_without_the_space_around_it(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor(TWO)
    select(editor, 11, 17)
    assert found(editor).text == "She s"


def test_what_stands_around_comes_along(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(f"First.\n{TWO}")
    select(editor, 10, 12)
    target = found(editor)
    assert (target.before, target.text, target.after[:6]) == ("First.\nHe ", "go", " home.")


def test_empty_line_holds_nothing_to_rewrite(make_editor: Callable[..., Editor]) -> None:
    assert find_target(make_editor("One.\n\n")) is NoTarget.EMPTY


def test_code_is_left_alone_unless_it_is_selected(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("```\nlet x = 1")
    assert find_target(editor) is NoTarget.CODE
    select(editor, 4, 9)
    assert found(editor).text == "let x"


def test_edits_meet_the_right_places_among_odd_characters(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor(ODD)
    editor.selectAll()
    target, edits = found(editor), (Edit(5, 7, "goes", ""), Edit(12, 15, "The", ""))
    assert target.text == ODD
    places = [(e.start_u16, e.end_u16, e.new) for e in target.held_edits(edits)]
    editor.replace_each(places)
    assert editor.text() == apply_edits(ODD, edits)


def test_text_that_changed_is_noticed(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(TWO)
    target = found(editor)
    assert target.is_unmoved(editor.document())
    editor.replace_each([(0, 0, "Oh. ")])
    assert not target.is_unmoved(editor.document())

"""Focus mode: what stays clear, what steps back, and that the text is not touched."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QApplication

from tests.ui.hands import CTRL, press, show_ghost, type_text
from writer_app.ui.editor import Editor
from writer_app.ui.focus_veil import focus_range, sentence_around

TWO = "First one here. Second one there.\n\nAnother paragraph."


def darkest(editor: Editor, start_u16: int, end_u16: int) -> int:
    """Give the darkest grey painted between two positions of one line."""
    cursor = QTextCursor(editor.document())
    cursor.setPosition(start_u16)
    left = editor.cursorRect(cursor)
    cursor.setPosition(end_u16)
    right = editor.cursorRect(cursor)
    # The caret itself is ink.
    area = left.united(right).adjusted(3, 0, -3, 0)
    image = editor.viewport().grab(area).toImage()
    return min(
        QColor(image.pixel(QPoint(x, y))).lightness()
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize(
    ("text", "index", "ends"),
    [
        ("One. Two.", 0, (0, 5)),
        ("One. Two.", 6, (5, 9)),
        ("One.", 4, (0, 4)),
        ("", 0, (0, 0)),
        ("\u4f60\u597d\u3002\u518d\u89c1\u3002", 4, (3, 6)),
    ],
)
def test_sentence_around_the_caret_is_found(text: str, index: int, ends: tuple[int, int]) -> None:
    assert sentence_around(text, index) == ends


def test_selection_keeps_every_paragraph_clear_that_it_touches(editor: Editor) -> None:
    editor.open_text(TWO)
    editor.selectAll()
    assert focus_range(editor.textCursor(), "sentence") == (0, len(TWO))


def test_positions_count_emoji_as_qt_does(editor: Editor) -> None:
    editor.open_text("\U0001f600 One. Two.")
    press(editor, Qt.Key.Key_End, CTRL)
    assert focus_range(editor.textCursor(), "sentence") == (8, 12)


def test_all_but_the_sentence_steps_back(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(TWO)
    ink = darkest(editor, 0, 15)
    press(editor, Qt.Key.Key_Home, CTRL)
    editor.veil.set_unit("sentence")
    assert darkest(editor, 0, 15) == pytest.approx(ink, abs=8)
    assert darkest(editor, 16, 33) > ink + 80
    editor.veil.set_unit("paragraph")
    assert darkest(editor, 16, 33) == pytest.approx(ink, abs=8)
    assert darkest(editor, 35, 52) > ink + 80


def test_veil_follows_the_caret_and_lifts(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(TWO)
    editor.veil.set_unit("sentence")
    press(editor, Qt.Key.Key_Home, CTRL)
    QApplication.processEvents()
    assert darkest(editor, 35, 52) > 100
    editor.veil.set_unit("")
    assert darkest(editor, 35, 52) < 80


def test_focus_changes_neither_text_nor_history_nor_ghost(editor: Editor) -> None:
    type_text(editor, "One. Two")
    n_steps = editor.document().availableUndoSteps()
    assert show_ghost(editor, " three.") == " three."
    editor.veil.set_unit("sentence")
    editor.grab()
    assert (editor.ghost_text, editor.text()) == (" three.", "One. Two")
    assert editor.document().availableUndoSteps() == n_steps


def test_ghost_in_the_sentence_is_clear(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("One. Two")
    show_ghost(editor, " three")
    before = editor.grab().toImage()
    editor.veil.set_unit("paragraph")
    assert editor.grab().toImage() == before


def test_right_to_left_sentence_is_clear(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("\u05e9\u05dc\u05d5\u05dd. \u05e2\u05d5\u05dc\u05dd.")
    ink = darkest(editor, 0, 4)
    editor.veil.set_unit("sentence")
    assert darkest(editor, 7, 10) == pytest.approx(ink, abs=40)
    assert darkest(editor, 0, 4) > ink + 60

"""The outline follows the text, and leads back into it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, press, type_text
from writer_app.ui.editor import Editor
from writer_app.ui.outline import Heading, Outline, plain_title
from writer_app.ui.outline_panel import OutlinePanel
from writer_app.ui.theme import DARK, LIGHT

TEXT = "# One\ntext\n## Two *fine* ##\n```\n# no heading\n```\ntext\n# Three\nend"


@pytest.fixture
def outline(make_editor: Callable[..., Editor]) -> Outline:
    editor = make_editor()
    made = Outline(editor)
    editor.open_text(TEXT)
    return made


def editor_of(outline: Outline) -> Editor:
    return outline._editor


def titles(outline: Outline) -> list[str]:
    return [heading.title for heading in outline.headings]


def test_headings_are_read_and_code_is_none(outline: Outline) -> None:
    assert outline.headings == (
        Heading(1, "One", 0),
        Heading(2, "Two fine", 2),
        Heading(1, "Three", 7),
    )


def test_plain_text_has_no_headings(outline: Outline) -> None:
    editor_of(outline).open_text(TEXT, is_markdown=False)
    assert outline.headings == ()


def test_headings_follow_what_is_typed(outline: Outline, qtbot: QtBot) -> None:
    editor = editor_of(outline)
    press(editor, Qt.Key.Key_End, CTRL)
    with qtbot.waitSignal(outline.changed):
        type_text(editor, "\n### Four")
    assert titles(outline)[-1] == "Four"
    editor.undo_step()
    assert titles(outline) == ["One", "Two fine", "Three"]


def test_headings_move_with_paragraphs_before_them(outline: Outline) -> None:
    press(editor_of(outline), Qt.Key.Key_Home, CTRL)
    type_text(editor_of(outline), "a\nb\n")
    assert [heading.block_number for heading in outline.headings] == [2, 4, 9]


def test_a_fence_opened_above_hides_headings(outline: Outline, qtbot: QtBot) -> None:
    editor = editor_of(outline)
    press(editor, Qt.Key.Key_End, CTRL)
    outline.jump(outline.headings[0])
    with qtbot.waitSignal(outline.changed):
        type_text(editor, "\n~~~")
    assert titles(outline) == ["One"]


def test_section_is_the_heading_above_the_caret(outline: Outline) -> None:
    assert outline.section == 0
    outline.jump(outline.headings[1])
    assert outline.section == 1
    press(editor_of(outline), Qt.Key.Key_End, CTRL)
    assert outline.section == 2


def test_marks_of_markdown_are_left_out_of_titles() -> None:
    assert plain_title("The **old** [inn](a.md) \\* `x`") == "The old inn * x"


@pytest.fixture
def panel(outline: Outline, qtbot: QtBot) -> OutlinePanel:
    editor_of(outline).resize(1200, 700)
    made = OutlinePanel(editor_of(outline), outline, LIGHT)
    made.toggle()
    qtbot.waitUntil(made.list.hasFocus)
    return made


def test_return_jumps_and_gives_the_page_the_keyboard(panel: OutlinePanel) -> None:
    editor = editor_of(panel._outline)
    press(panel.list, Qt.Key.Key_Down)
    press(panel.list, Qt.Key.Key_Return)
    assert editor.textCursor().block().text() == "## Two *fine* ##"
    assert editor.hasFocus() and panel.isVisible()


def test_panel_over_the_text_goes_once_a_heading_was_chosen(
    panel: OutlinePanel, qtbot: QtBot
) -> None:
    editor_of(panel._outline).resize(500, 600)
    qtbot.waitUntil(lambda: panel._is_over_text)
    press(panel.list, Qt.Key.Key_Return)
    assert not panel.isVisible()


def test_escape_goes_back_to_the_page(panel: OutlinePanel) -> None:
    press(panel.list, Qt.Key.Key_Escape)
    assert editor_of(panel._outline).hasFocus()


def test_panel_follows_the_caret_and_paints(panel: OutlinePanel, qtbot: QtBot) -> None:
    editor = editor_of(panel._outline)
    editor.setFocus()
    press(editor, Qt.Key.Key_End, CTRL)
    qtbot.waitUntil(lambda: panel.list.currentIndex().row() == 2)
    panel.set_theme(DARK)
    assert panel.grab().toImage().pixelColor(120, 300).lightness() < 60

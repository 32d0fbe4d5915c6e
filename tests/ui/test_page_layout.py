"""The page's own layout: where Qt's would put everything, for the price of one paragraph."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from tests.ui.hands import press
from writer_app.settings import Settings
from writer_app.ui.editor import Editor
from writer_app.ui.theme import LIGHT

PROSE = "The keeper had not spoken to anyone since the supply boat came in March. "
NOVEL = "\n".join(f"# Chapter {n}\n\n{PROSE * (n % 7)}" for n in range(300))
MIXED = f"# One\n\n- {PROSE * 3}\n- two\n\n> {PROSE * 2}\n\nשלום לכל {'ילד ' * 60}\n漢字\t{PROSE}"
EXACT = Qt.HitTestAccuracy.ExactHit
FUZZY = Qt.HitTestAccuracy.FuzzyHit


def all_blocks(document: QTextDocument) -> list[QTextBlock]:
    return [document.findBlockByNumber(number) for number in range(document.blockCount())]


def qts_own(editor: Editor) -> QTextDocument:
    """Give the same document as Qt lays it out."""
    page = editor.document()
    twin = page.clone()
    twin.setDocumentMargin(0)
    twin.setDefaultFont(page.defaultFont())
    twin.setDefaultTextOption(page.defaultTextOption())
    twin.rootFrame().setFrameFormat(page.rootFrame().frameFormat())
    twin.setPageSize(page.pageSize())
    for mine, its in zip(all_blocks(page), all_blocks(twin), strict=True):
        QTextCursor(its).setBlockFormat(mine.blockFormat())
        its.layout().setFormats(mine.layout().formats())
    twin.markContentsDirty(0, twin.characterCount())
    return twin


def places(document: QTextDocument) -> list[QRectF]:
    return [document.documentLayout().blockBoundingRect(block) for block in all_blocks(document)]


def go_to(editor: Editor, number: int) -> None:
    cursor = QTextCursor(editor.document().findBlockByNumber(number))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)


def assert_as_qt(editor: Editor) -> None:
    twin = qts_own(editor)
    editor.page_layout.finish()
    assert places(editor.document()) == places(twin)
    height_px = twin.documentLayout().documentSize().height()
    assert editor.page_layout.documentSize().height() == height_px


@pytest.mark.parametrize(
    "text", ["", "One.", "One.\n", MIXED, "One.\nTwo.\n" + PROSE, NOVEL[:9000]]
)
def test_paragraphs_stand_where_qt_would_put_them(
    make_editor: Callable[..., Editor], text: str
) -> None:
    editor = make_editor(text)
    assert_as_qt(editor)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(("type", "return", "delete", "undo", "paste", "item")),
        st.floats(0, 1),
    ),
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(EDITS)
def test_edits_leave_everything_where_qt_would_have_it(
    make_editor: Callable[..., Editor], edits: list[tuple[str, float]]
) -> None:
    editor = make_editor(MIXED)
    for kind, share in edits:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(round(share * (editor.document().characterCount() - 1)))
        editor.setTextCursor(cursor)
        if kind == "undo":
            editor.undo_step()
        elif kind == "delete":
            cursor.movePosition(QTextCursor.MoveOperation.Down, QTextCursor.MoveMode.KeepAnchor, 2)
            cursor.removeSelectedText()
        else:
            held = {
                "type": "words ",
                "return": "\n",
                "paste": PROSE + "\n\n" + PROSE,
                "item": "\n- ",
            }
            editor.take(held[kind])
    assert_as_qt(editor)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_E])
def test_a_key_in_a_novel_lays_out_its_own_paragraphs_alone(
    make_editor: Callable[..., Editor], key: Qt.Key, share: float
) -> None:
    editor = make_editor(NOVEL)
    go_to(editor, round(share * (editor.document().blockCount() - 1)))
    editor.page_layout.finish()
    before = editor.page_layout.n_laid_out
    press(editor, key)
    editor.viewport().repaint()
    assert editor.page_layout.n_laid_out - before <= 6


def test_opening_lays_out_what_is_seen(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor()
    editor.open_text(NOVEL)
    editor.viewport().repaint()
    assert 0 < editor.page_layout.n_laid_out < 60
    assert not editor.page_layout.is_finished


def test_another_size_lays_out_what_is_seen(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(NOVEL)
    editor.page_layout.finish()
    before = editor.page_layout.n_laid_out
    editor.set_look(LIGHT, Settings(font_size_px=24))
    editor.viewport().repaint()
    assert editor.page_layout.n_laid_out - before < 60
    assert_as_qt(editor)


def test_another_size_leaves_the_caret_where_it_is_seen(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor(NOVEL)
    go_to(editor, 500)
    before = editor.cursorRect()
    editor.set_look(LIGHT, Settings(font_size_px=24))
    editor.page_layout.finish()
    assert abs(editor.cursorRect().top() - before.top()) <= 1


def test_what_is_in_view_stands_still_while_what_is_above_is_measured(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor(NOVEL)
    go_to(editor, 700)
    assert not editor.page_layout.is_finished
    before = editor.cursorRect()
    editor.page_layout.finish()
    assert abs(editor.cursorRect().top() - before.top()) <= 1
    assert (
        editor.verticalScrollBar().maximum()
        == round(editor.page_layout.documentSize().height()) - editor.viewport().height()
    )


def test_measuring_goes_on_by_itself_once_the_page_is_still(
    make_editor: Callable[..., Editor], qtbot: QtBot
) -> None:
    editor = make_editor(NOVEL)
    qtbot.waitUntil(lambda: editor.page_layout.is_finished)


def test_a_click_between_two_lines_stays_in_its_column(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor(PROSE * 4)
    line = editor.document().firstBlock().layout().lineAt(1)
    x, _ = line.cursorToX(line.textStart() + 9)
    origin = editor.document().firstBlock().layout().position()
    below = QPointF(origin.x() + x, origin.y() + line.y() + line.height() + 1)
    assert editor.page_layout.hitTest(below, FUZZY) == line.textStart() + 9
    assert editor.page_layout.hitTest(below, EXACT) == -1


def test_points_beside_the_text_give_its_ends(make_editor: Callable[..., Editor]) -> None:
    editor = make_editor("One.\nTwo.")
    assert editor.page_layout.hitTest(QPointF(3, 1), FUZZY) == 0
    assert editor.page_layout.hitTest(QPointF(3, 3_000), FUZZY) == 9
    assert editor.page_layout.hitTest(QPointF(3, 3_000), EXACT) == -1


def test_end_of_a_long_text_stays_in_view_while_the_rest_is_measured(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor("illi " * 60 + "\n" + ("illi " * 60 + "\n") * 400)
    press(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    editor.viewport().repaint()
    layout, caret_px = editor.page_layout, editor.cursorRect().bottom()
    assert not layout.is_finished
    n_px = layout.documentSize().height()
    while not layout.is_finished:
        layout._measure(0.0)
        layout._tell()
    assert layout.documentSize().height() < n_px
    assert abs(editor.cursorRect().bottom() - caret_px) <= 1

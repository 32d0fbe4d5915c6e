"""Paste as Markdown: at once when it is quick, else where the caret stood; one undo step."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, press, type_text
from writer_app.ui import rich_paste
from writer_app.ui.editor import Editor
from writer_app.ui.rich_paste import set_off

HTML = "<h2>Head</h2><p>some <b>bold</b> \U0001f600</p>"
MARKDOWN = "## Head\n\nsome **bold** \U0001f600"


def mime(html: str, text: str) -> QMimeData:
    made = QMimeData()
    made.setHtml(html)
    made.setText(text)
    return made


def until_pasted(qtbot: QtBot, editor: Editor, text: str) -> None:
    qtbot.waitUntil(lambda: editor.text() == text)


def test_html_comes_as_markdown_in_one_step(editor: Editor, qtbot: QtBot) -> None:
    type_text(editor, "so ")
    editor.insertFromMimeData(mime(HTML, "Head some bold"))
    until_pasted(qtbot, editor, f"so \n\n{MARKDOWN}")
    press(editor, Qt.Key.Key_Z, CTRL)
    assert editor.text() == "so "


def test_inline_html_stays_in_its_line(make_editor: Callable[..., Editor], qtbot: QtBot) -> None:
    editor = make_editor("one  two")
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    editor.insertFromMimeData(mime("<b>x</b>", "x"))
    until_pasted(qtbot, editor, "one **x** two")


def test_slow_paste_comes_to_where_the_caret_stood(
    editor: Editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rich_paste, "PATIENCE_S", 0.0)
    type_text(editor, "a ")
    editor.insertFromMimeData(mime("<b>x</b>", "x"))
    type_text(editor, "typed on")
    until_pasted(qtbot, editor, "a **x**typed on")
    assert editor.textCursor().atEnd()


def test_slow_paste_over_a_selection_spares_what_was_typed_in_its_place(
    editor: Editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rich_paste, "PATIENCE_S", 0.0)
    type_text(editor, "old")
    editor.selectAll()
    editor.insertFromMimeData(mime("<b>x</b>", "x"))
    type_text(editor, "new")
    qtbot.waitUntil(lambda: "**x**" in editor.text())
    assert editor.text().replace("**x**", "") == "new"


def test_slow_paste_is_dropped_when_another_text_opens(
    editor: Editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rich_paste, "PATIENCE_S", 0.0)
    editor.insertFromMimeData(mime("<b>x</b>", "x"))
    editor.open_text("other")
    editor._pasting._thread.submit(lambda: None).result()
    qtbot.wait(1)
    assert editor.text() == "other"


def test_plain_text_and_code_take_the_words_alone(editor: Editor) -> None:
    editor.open_text("", is_markdown=False)
    editor.insertFromMimeData(mime("<b>x</b>", "x"))
    assert editor.text() == "x"
    editor.open_text("```\n")
    press(editor, Qt.Key.Key_End, CTRL)
    editor.insertFromMimeData(mime("<b>y</b>", "y"))
    assert editor.text() == "```\ny"


def test_ctrl_shift_v_takes_the_words_alone(editor: Editor) -> None:
    QGuiApplication.clipboard().setMimeData(mime("<b>x</b>", "x"))
    editor.paste_plain()
    assert editor.text() == "x"


def test_html_that_cannot_be_read_safely_comes_as_its_words(editor: Editor, qtbot: QtBot) -> None:
    editor.insertFromMimeData(mime("<b>" + "<div>" * 3000, "words"))
    until_pasted(qtbot, editor, "words")


def test_read_only_page_takes_nothing(editor: Editor) -> None:
    editor.setReadOnly(True)
    editor.insertFromMimeData(mime("<b>x</b>", "x"))
    assert editor.text() == ""


def test_blocks_are_parted_from_the_text_around() -> None:
    assert set_off("# A", "so", "on") == "\n\n# A\n\n"
    assert set_off("word", "so", "on") == "word"

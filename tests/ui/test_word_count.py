"""Words are counted right, and only where text changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from writer_app.ui.word_count import WordCount, count_words


@pytest.mark.parametrize(
    ("text", "n_words"),
    [
        ("", 0),
        ("one two", 2),
        ("- well-known, don't \u2013 stop!", 3),
        ("\u4f60\u597d\uff0cworld", 3),
        ("caf\u00e9 \U0001f600", 1),
        ("...", 0),
        ("x", 1),
    ],
)
def test_words_are_counted(text: str, n_words: int) -> None:
    assert count_words(text) == n_words


EDITS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20), st.text("ab \n\u4f60", max_size=12)),
    max_size=12,
)


@given(EDITS)
@settings(deadline=None)
def test_count_follows_any_edit_and_undo(edits: list[tuple[int, int, str]]) -> None:
    document = QTextDocument()
    document.documentLayout()
    count = WordCount(document)
    for start, length, text in edits:
        cursor = QTextCursor(document)
        last = document.characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(start + length, last), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        assert count.n_words == count_words(document.toPlainText())
    while document.isUndoAvailable():
        document.undo()
        assert count.n_words == count_words(document.toPlainText())

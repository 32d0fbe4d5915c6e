"""Text around the caret is copied by whole paragraphs, within bounds."""

from PySide6.QtGui import QTextCursor, QTextDocument

from writer_app.ui.document_text import to_document
from writer_app.ui.snapshots import MAX_AFTER_CHARS, MIN_BEFORE_CHARS, text_after, text_before


def document_of(text: str) -> QTextDocument:
    document = QTextDocument()
    QTextCursor(document).insertText(to_document(text))
    return document


def test_before_begins_at_a_paragraph_and_is_long_enough() -> None:
    text = "\n".join(f"{n:04d} " + "x" * 95 for n in range(300))
    before = text_before(document_of(text), 101 * 250)
    assert text[: 101 * 250].endswith(before)
    assert before[:4].isdigit()
    assert MIN_BEFORE_CHARS <= len(before) < MIN_BEFORE_CHARS + 102


def test_short_document_is_given_whole() -> None:
    document = document_of("one\ntwo\nthree")
    assert text_before(document, 6) == "one\ntw"
    assert text_after(document, 6) == "o\nthree"


def test_after_is_cut_at_its_bound() -> None:
    assert len(text_after(document_of("x" * 5_000), 3)) == MAX_AFTER_CHARS


def test_emoji_before_the_caret_count_two_in_qt_and_one_here() -> None:
    document = document_of("\U0001f600\U0001f600ab")
    assert text_before(document, 4) == "\U0001f600\U0001f600"
    assert text_after(document, 5) == "b"


def test_odd_characters_are_the_writers_own() -> None:
    document = document_of("a\u2029b\u00a0c")
    assert text_before(document, document.characterCount() - 1) == "a\u2029b\u00a0c"

"""Text comes back from a document exactly as it went in."""

from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from writer_app.ui.document_text import (
    MAX_BLOCK_CHARS,
    SOFT_JOIN,
    from_document,
    paragraph_gap_px,
    to_document,
)
from writer_app.ui.page import whole_text

ODD = (
    "\u00a0\u2028\u2029\ufdd0\ufdd1\ufffc\r\n\t\U0001f600\U0010fff0\U0010fff1\U000e0001\ufeff\u200d"
)
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])),
    max_size=80,
).filter(lambda text: "\0" not in text)


@given(TEXTS)
@example("".join(reversed(ODD)))
@example("\U0010fff0\U0010ffe0\U000e0001\n")
def test_every_character_comes_back(text: str) -> None:
    document = QTextDocument()
    QTextCursor(document).insertText(to_document(text))
    assert whole_text(document) == text


@given(TEXTS)
def test_text_pasted_in_the_middle_comes_back(text: str) -> None:
    document = QTextDocument()
    cursor = QTextCursor(document)
    cursor.insertText(to_document("left right"))
    cursor.setPosition(5)
    cursor.insertText(to_document(text))
    assert whole_text(document) == f"left {text}right"


def test_huge_paragraph_is_held_in_blocks_and_comes_back() -> None:
    text = "word \U0010fff0" * 30_000 + "\n" + "x" * 70_000
    held = to_document(text)
    assert max(len(block) for block in held.split("\n")) <= MAX_BLOCK_CHARS + 1
    assert from_document(held) == text


def test_soft_join_left_alone_by_an_edit_is_no_character() -> None:
    assert from_document(f"one{SOFT_JOIN} two") == "one two"


def test_texts_with_empty_lines_need_no_gap() -> None:
    assert paragraph_gap_px("one\n\ntwo", 30) == 0
    assert paragraph_gap_px("one\ntwo", 30) == 10

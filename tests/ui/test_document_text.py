"""Text comes back from a document exactly as it went in."""

from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from writer_app.ui.document_text import (
    MAX_BLOCK_CHARS,
    SOFT_JOIN,
    from_document,
    paragraph_gap_px,
    places_in_document,
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
@example("\ufeff")
@example("\ufffeab")
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


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_places_of_the_text_are_found_in_the_document(text: str, start: int, n: int) -> None:
    document = QTextDocument()
    cursor = QTextCursor(document)
    cursor.insertText(to_document("\U0001f600 " + text))
    held = document.toRawText().replace("\u2029", "\n")
    start = min(start, len(text))
    span = (start + 2, min(start + n, len(text)) + 2)
    ((start_u16, end_u16),) = places_in_document(held, [span])
    cursor.setPosition(start_u16)
    cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
    assert from_document(cursor.selectedText()) == text[start : start + n]


def test_a_match_over_a_soft_join_is_one_place() -> None:
    held = f"one {SOFT_JOIN}\ntwo three"
    assert from_document(held)[2:7] == "e two"
    assert places_in_document(held, [(2, 7), (8, 13), (0, 4)][:2]) == [(2, 10), (11, 16)]

"""Places of a document, both ways."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from writer_app.ui.document_text import MAX_BLOCK_CHARS, to_document
from writer_app.ui.text_map import TextMap

ODD = st.text(alphabet=st.sampled_from("ab\n \u00e9\U0001f600\u2029\r\ufffc\U000e0001\U0010fff0"))


def map_of(text: str) -> TextMap:
    document = QTextDocument()
    document.setPlainText(to_document(text))
    return TextMap(document)


def test_emoji_count_once_in_the_text_and_twice_in_the_document() -> None:
    text_map = map_of("a\U0001f600b\nc")
    assert text_map.index_of(3) == 2
    assert text_map.pos_u16_of(2) == 3
    assert text_map.pos_u16_of(4) == 5


def test_places_past_the_end_are_the_end() -> None:
    text_map = map_of("ab\nc")
    assert text_map.pos_u16_of(99) == 4
    assert text_map.index_of(99) == 4


@given(ODD)
def test_every_place_comes_back(text: str) -> None:
    text_map = map_of(text)
    assert text_map.text == text
    assert [text_map.index_of(text_map.pos_u16_of(n)) for n in range(len(text) + 1)] == list(
        range(len(text) + 1)
    )


def test_places_in_an_enormous_paragraph_come_back() -> None:
    text = "word " * MAX_BLOCK_CHARS
    text_map = map_of(text)
    assert text_map.text == text
    for index in (0, 7, MAX_BLOCK_CHARS + 3, 3 * MAX_BLOCK_CHARS, len(text)):
        assert text_map.index_of(text_map.pos_u16_of(index)) == index

"""UTF-16 positions and str indexes mean the same places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.ui.positions import index_of_u16, n_u16, u16_of_index

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXTS, st.data())
def test_index_survives_the_way_there_and_back(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    assert index_of_u16(text, u16_of_index(text, index)) == index


@given(TEXTS)
def test_length_is_that_of_the_encoded_text(text: str) -> None:
    assert n_u16(text) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "pos_u16", "index"),
    [
        ("a\U0001f600b", 3, 2),
        ("a\U0001f600b", 2, 1),
        ("e\u0301\U0001f1e8\U0001f1f3x", 6, 4),
        ("abc", 9, 3),
    ],
)
def test_position_in_emoji_and_combining_marks(text: str, pos_u16: int, index: int) -> None:
    assert index_of_u16(text, pos_u16) == index

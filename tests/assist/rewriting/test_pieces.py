"""What the model reads of a text: prose, in parts that fit."""

from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.assist.rewriting.pieces import Piece, iter_pieces

MARKDOWN = """---
title: x
---

# The house

It was big. It was old,
and it was empty.

- First item
- Second item. With two sentences.

```
code = 1
```

| a | b |
|---|---|

> A quotation that goes on over the end of its line and says
> nothing more.
"""


def pieces(text: str, max_chars: int = 500, **more: bool) -> list[Piece]:
    return [one for one in iter_pieces(text, max_chars, **more) if one]


def test_marks_code_and_tables_are_not_shown() -> None:
    assert [piece.text for piece in pieces(MARKDOWN)] == [
        "The house",
        "It was big. It was old,",
        "and it was empty.",
        "First item",
        "Second item. With two sentences.",
        "A quotation that goes on over the end of its line and says nothing more.",
    ]


def test_by_sentence_each_is_alone() -> None:
    text = "It was Mr. Poe. He left!  Why?"
    assert [one.text for one in pieces(text, by_sentence=True)] == [
        "It was Mr. Poe.",
        "He left!",
        "Why?",
    ]


def test_a_long_paragraph_is_parted_between_sentences() -> None:
    text = " ".join(f"Sentence number {i} is here." for i in range(40))
    found = pieces(text, 200)
    assert all(100 < len(one.text) <= 200 and one.text.endswith("here.") for one in found[:-1])
    assert " ".join(one.text for one in found) == text


def test_one_without_end_is_cut_at_words_or_anywhere() -> None:
    assert all(len(one.text) <= 50 for one in pieces("word " * 100, 50))
    assert all(len(one.text) <= 50 for one in pieces("x" * 999, 50))


@given(
    st.text(alphabet="aB.! \n>-*#`|\u3002\u4f60\r", max_size=120), st.integers(5, 40), st.booleans()
)
@settings(max_examples=200, deadline=None)
def test_pieces_are_in_order_and_know_their_places(text: str, most: int, is_short: bool) -> None:
    end = 0
    for piece in pieces(text, most, by_sentence=is_short):
        assert end <= piece.start < piece.end <= len(text)
        assert len(piece.places) == len(piece.text) + 1
        assert piece.places[-1] == piece.end
        assert all(text[p] == c or c == " " for p, c in zip(piece.places, piece.text, strict=False))
        end = piece.end

"""The changes between two texts give the second exactly, in words a reader can judge."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.assist.fix.revision import apply_edits
from writer_app.assist.rewriting.difference import edits_between
from writer_app.assist.rewriting.pieces import iter_pieces

WORDS = st.lists(
    st.sampled_from(
        ["the", "a", "dog", "big", ",", ".", "*", "**", "_", "`x`", "\n", " ", "\u4f60\u597d",
         "[a](http://b.c)", "\U0001f600", "e\u0301", "Mr.", "it's", "\u201c"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(WORDS | st.text(max_size=40), WORDS | st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_applying_the_edits_gives_the_new_text(old: str, new: str) -> None:
    edits = edits_between(old, new)
    bounds = [place for edit in edits for place in (edit.start, edit.end)]
    assert bounds == sorted(bounds)
    assert all(old[e.start : e.end] != e.replacement for e in edits)
    assert apply_edits(old, edits) == new


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("It is big.", "It is vast.", [(" big", " vast", "reworded")]),
        ("It is very big.", "It is big.", [(" very", "", "left out")]),
        ("It is big.", "It is big and old.", [("", " and old", "added")]),
        ("it is.", "It is.", [("it", "It", "capital")]),
        ("It was late, we left.", "It was late; we left.", [(",", ";", "punctuation")]),
        ("One  two.", "One two.", [("  two", " two", "spacing")]),
        ("See [it](http://a.b/c) now.", "Look at [it](http://a.b/c) now.",
         [("See", "Look at", "reworded")]),
        ("It was **so** big.", "It was **so** vast.", [(" big", " vast", "reworded")]),
    ],
)  # fmt: skip
def test_each_change_is_words_and_has_its_reason(
    old: str, new: str, changes: list[tuple[str, str, str]]
) -> None:
    edits = edits_between(old, new)
    assert [(old[e.start : e.end], e.replacement, e.reason) for e in edits] == changes


def test_changes_parted_by_a_short_word_are_one() -> None:
    (edit,) = edits_between("He took it up again.", "He picked it out again.")
    assert edit.replacement == " picked it out"


def test_lines_and_quote_marks_between_kept_words_stay() -> None:
    text = "> It was a very big house that stood on the wide hill by\n> the sea, and empty.\n"
    (piece,) = (one for one in iter_pieces(text, 500) if one)
    new = piece.text.replace("very big", "vast")
    given_back = apply_edits(text, edits_between(piece.text, new, piece.places))
    assert given_back == text.replace("very big", "vast")


def test_a_long_text_is_compared_in_a_moment() -> None:
    old = "one two three four five " * 500
    new = old.replace("three", "3")
    assert apply_edits(old, edits_between(old, new)) == new

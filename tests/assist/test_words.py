"""Word steps of every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.assist.words import (
    ends_word,
    is_opening,
    last_word_start,
    next_step,
    split_steps,
    starts_inside_word,
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (" don't stop", [" don't", " stop"]),
        ("l\u2019homme dit", ["l\u2019homme", " dit"]),
        ("day, and", ["day", ",", " and"]),
        ('end." He', ["end", '."', " He"]),
        ("well-known", ["well", "-", "known"]),
        ("3.5 kg", ["3.5", " kg"]),
        ("\u4f60\u597d", ["\u4f60", "\u597d"]),
        ("\u30ab\u30bf\u30ab\u30ca\u8a9e", ["\u30ab\u30bf\u30ab\u30ca", "\u8a9e"]),
        (" \U0001f44d\U0001f3fd!", [" \U0001f44d\U0001f3fd", "!"]),
        (
            "\U0001f468\u200d\U0001f469\u200d\U0001f467 hi",
            [
                "\U0001f468\u200d\U0001f469\u200d\U0001f467",
                " hi",
            ],
        ),
        (
            "\U0001f1ec\U0001f1e7\U0001f1eb\U0001f1f7",
            [
                "\U0001f1ec\U0001f1e7",
                "\U0001f1eb\U0001f1f7",
            ],
        ),
        ("e\u0301te\u0301 vu", ["e\u0301te\u0301", " vu"]),
        (" \u05de\u05d9\u05dc\u05d4 \u05d8", [" \u05de\u05d9\u05dc\u05d4", " \u05d8"]),
        ("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 a", ["\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", " a"]),
        ("\n\nNew", ["\n\nNew"]),
        ("  ", ["  "]),
        ("", []),
    ],
)
def test_text_splits_into_the_steps_of_its_script(text: str, steps: list[str]) -> None:
    assert split_steps(text) == steps


@given(st.text())
def test_steps_join_to_the_text_and_are_never_empty(text: str) -> None:
    steps = split_steps(text)
    assert "".join(steps) == text
    assert all(steps)


@given(st.text(min_size=1))
def test_first_step_is_a_start_of_the_text(text: str) -> None:
    assert text.startswith(next_step(text))
    assert next_step(text)


def test_a_caret_between_letters_is_inside_a_word() -> None:
    assert starts_inside_word("gre", "at")
    assert starts_inside_word("e\u0301t", "e\u0301")
    assert not starts_inside_word("gre", ", at")
    assert not starts_inside_word("", "at")


def test_the_word_at_the_end_of_a_text_is_found() -> None:
    assert last_word_start("so don't") == 3
    assert last_word_start("so. ") == 4


def test_apostrophes_and_hyphens_do_not_end_a_word() -> None:
    assert not ends_word("don'")
    assert not ends_word("well-")
    assert ends_word("well,")
    assert ends_word("\u3002")


def test_opening_marks_are_known() -> None:
    assert is_opening(" \u201c")
    assert not is_opening(" \u201d")

"""Phrases that stand for others: what is said wrong is found, and no more of it is changed."""

import pytest

from tests.assist.fix.lexicon import english, fixed
from writer_app.assist.fix.phrases import phrase_candidates, read_phrases
from writer_app.assist.fix.sentence import words_of


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("It is a mute point, of course.", "It is a moot point, of course."),
        ("He gave her free reign at home.", "He gave her free rein at home."),
        ("Despite of the rain we went.", "Despite the rain we went."),
        ("I\u2019m agree with all of you.", "I agree with all of you."),
        ("I am agree with all of you.", "I agree with all of you."),
        ("We look forward to hear from you.", "We look forward to hearing from you."),
    ],
)
def test_a_certain_phrase_needs_no_model(wrong: str, right: str) -> None:
    assert fixed(wrong)[0] == right


def test_a_likely_phrase_is_left_when_the_model_objects() -> None:
    text = "We discussed about thirty ideas."
    assert fixed(text, "discussed about")[0] == text
    assert fixed(text, "discussed thirty")[0] == "We discussed thirty ideas."


@pytest.mark.parametrize(
    "text",
    [
        "It was `mute point` in the code.",
        "The mute, point by point, was heard.",
        "He is mute. Point.",
    ],
)
def test_words_that_are_held_or_parted_are_no_phrase(text: str) -> None:
    assert not list(phrase_candidates(text, words_of(text), english().phrases))


def test_no_wider_than_it_must_be() -> None:
    table = read_phrases({"likely": {"confusion": "one in the same = one and the same"}})
    text = "They are one in the same."
    (one,) = phrase_candidates(text, words_of(text), table)
    assert (text[one.start : one.end], one.replacement) == ("in", "and")


def test_every_phrase_changes_something() -> None:
    for phrases in english().phrases.values():
        assert all(phrase.wrong != phrase.right for phrase in phrases)

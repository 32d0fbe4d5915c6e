"""The dictionary knows right words and finds what a wrong one was meant to be."""

import pytest

from tests.assist.fix.lexicon import english

WORDS = english().dictionary


@pytest.mark.parametrize(
    "word",
    [
        "colour",
        "color",
        "organise",
        "organize",
        "don't",
        "internet",
        "codebase",
        "app",
        "unfriendly",
        "child's",
        "neurochemical",
    ],
)
def test_right_words_are_known(word: str) -> None:
    assert WORDS.knows(word)


@pytest.mark.parametrize(
    "word",
    [
        "siences",
        "enviroment",
        "developped",
        "becuase",
        "alot",
        "freind",
        "wich",
        "helpfull",
        "lonelyness",
        "storys",
    ],
)
def test_wrong_words_are_not_known(word: str) -> None:
    assert not WORDS.knows(word)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("enviroment", "environment"),
        ("goverment", "government"),
        ("freind", "friend"),
        ("recieve", "receive"),
        ("tecnologies", "technologies"),
    ],
)
def test_the_meant_word_is_the_nearest(wrong: str, right: str) -> None:
    assert WORDS.near(wrong)[0][0] == right


def test_a_word_without_neighbours_has_none() -> None:
    assert WORDS.near("qqqqqqqqqqqq") == []

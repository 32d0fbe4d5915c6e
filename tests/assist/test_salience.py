"""What makes a sentence weigh."""

import pytest

from writer_app.assist.prose import Sentence, iter_prose
from writer_app.assist.salience import (
    WEIGHTS,
    Read,
    Scored,
    features_of,
    read_sentence,
    score_window,
)

TEXT = (
    "The glass harbour lies below the town. It is old.\n\n"
    "Ships come to the glass harbour. He came in 1914, with 3 ships and 2 boats.\n\n"
    "Who built the glass harbour? “Nobody knows, and you will never find out.\n"
)


def read(text: str) -> list[Read]:
    return [read_sentence(text, unit) for unit in iter_prose(text) if isinstance(unit, Sentence)]


def scored(window: list[Read]) -> list[Scored]:
    steps = score_window(window)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return list(done.value)


def test_every_feature_has_a_weight() -> None:
    assert [set(one) for one in features_of(read(TEXT))] == [set(WEIGHTS)] * 6


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("shared_phrases", [True, False, True, False, True, False]),
        ("topic", [True, False, True, False, True, False]),
        ("numbers", [False, False, False, True, False, False]),
        ("question", [False, False, False, False, True, False]),
        ("second_person", [False, False, False, False, False, True]),
        ("quotes", [False, False, False, False, False, True]),
    ],
)
def test_a_feature_is_found_where_it_is(name: str, values: list[bool]) -> None:
    assert [one[name] > 0 for one in features_of(read(TEXT))] == values


def test_the_sentence_that_shares_its_phrases_scores_best() -> None:
    scores = [one.score for one in scored(read(TEXT))]
    assert max(scores) == scores[0]


def test_the_same_window_gets_the_same_scores() -> None:
    assert scored(read(TEXT)) == scored(read(TEXT))


def test_reading_tells_whole_talk_short_and_loose() -> None:
    window = read(TEXT)
    assert [one.is_fit for one in window] == [False, False, False, True, False, False]
    assert [one.looseness for one in window] == [0, 1, 0, 1, 0, 2]
    assert [one.is_talk for one in window] == [False] * 5 + [True]
    assert [one.is_whole for one in read("and so it was\n\nIt was.")] == [False, True]


def test_an_empty_window_has_no_scores() -> None:
    assert scored([]) == []

"""The judge is sure of clear gains among common words, and doubts the rest."""

from dataclasses import replace

import pytest

from tests.assist.fix.lexicon import english
from writer_app.assist.fix.judge import KINDS, Evidence, Judge, read_judge

CLEAR = Evidence("number", 9.0, 5.0, 2.5, 10, 10, is_among_slips=False)


def sureness(evidence: Evidence) -> float:
    """Ask the judge that is shipped."""
    return english().judge.sureness(evidence)


def test_a_clear_gain_is_sure() -> None:
    assert sureness(CLEAR) > 0


@pytest.mark.parametrize(
    "doubt",
    [{"gain": 0.5}, {"gain": 2.0}, {"word_gain": -4.0, "gain": 4.0}, {"log_n_words": 6.0}],
)
def test_doubt_keeps_the_text(doubt: dict[str, float]) -> None:
    assert sureness(replace(CLEAR, **doubt)) < 0


def test_a_rare_word_is_less_surely_a_slip() -> None:
    assert sureness(replace(CLEAR, old_grade=30)) < sureness(CLEAR)


def test_a_slip_beside_it_makes_a_change_surer() -> None:
    assert sureness(replace(CLEAR, is_among_slips=True)) > sureness(CLEAR)


@pytest.mark.parametrize("kind", KINDS)
def test_no_gain_is_enough_without_support_in_every_kind(kind: str) -> None:
    assert sureness(replace(CLEAR, kind=kind, gain=0.9, word_gain=0.9)) < 0


def test_a_judge_is_read_from_its_table() -> None:
    judge = read_judge({"weights": {"gain": 2}, "bar": 1, "bar_among_slips": 0.5})
    assert judge == Judge({"gain": 2.0}, 1.0, 0.5)


def test_slips_in_the_sentence_have_a_bar_of_their_own() -> None:
    judge = Judge({"gain": 1.0}, 3.0, 2.0)
    assert judge.sureness(CLEAR) == 6.0
    assert judge.sureness(replace(CLEAR, is_among_slips=True)) == 7.0

"""GLEU behaves as its paper says."""

import pytest

from tests.bench.gleu import corpus_gleu

SOURCE = ["He go to school every day with his friend ."]
RIGHT = ["He goes to school every day with his friends ."]


def test_the_reference_itself_scores_a_hundred() -> None:
    assert corpus_gleu(SOURCE, [RIGHT, RIGHT], RIGHT, 10) == pytest.approx(100.0)


def test_a_step_towards_the_reference_scores_more_than_the_source() -> None:
    half = ["He goes to school every day with his friend ."]
    left = corpus_gleu(SOURCE, [RIGHT], SOURCE, 10)
    assert left < corpus_gleu(SOURCE, [RIGHT], half, 10) < 100


def test_keeping_what_the_reference_changes_costs_more_than_another_error() -> None:
    other = ["He went to school every day with his friends ."]
    kept = ["He go to school every day with his friends ."]
    assert corpus_gleu(SOURCE, [RIGHT], kept, 10) < corpus_gleu(SOURCE, [RIGHT], other, 10)


def test_a_known_value() -> None:
    assert corpus_gleu(["a b c d"], [["a b c e"]], ["a b c d"], 1) == 0.0
    assert corpus_gleu(["a b c d x"], [["a b c d e"]], ["a b c d e"], 1) == pytest.approx(100.0)

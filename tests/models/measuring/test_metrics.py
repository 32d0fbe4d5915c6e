"""Measures of text agree with what their papers say of simple cases."""

import pytest

from models.measuring.jfleg import detokenize, retokenize
from models.measuring.metrics import gleu, rouge, sari
from models.measuring.speller import Speller
from models.measuring.typing_curve import choose_threshold, mean_curve


def test_rouge_counts_words_pairs_and_the_common_line() -> None:
    found = rouge("the cat sat", "The cat lay there.")
    assert found == pytest.approx({"1": 4 / 7, "2": 2 / 5, "L": 4 / 7})
    assert rouge("", "a") == {"1": 0.0, "2": 0.0, "L": 0.0}


def test_gleu_rewards_the_correction_and_punishes_leaving_the_fault() -> None:
    source, right = "he go to school every day", "he goes to school every day"
    wrong = "he gone to school every day"
    scores = [gleu([source], [answer], [[right]]) for answer in (right, source, wrong)]
    assert scores[0] == pytest.approx(100.0)
    assert scores[0] > scores[2]
    assert scores[0] > scores[1]


def test_sari_is_whole_for_the_only_reference() -> None:
    source, short = "the very old cat sat on the mat", "the cat sat on the mat"
    assert sari([source], [short], [[short]]) > sari([source], [source], [[short]])
    assert sari([], [], []) == 0.0


def test_jfleg_lines_are_written_and_split_again() -> None:
    line = "I do n't know , really ."
    assert detokenize(line) == "I don't know, really."
    assert retokenize(detokenize(line)) == line


def test_the_speller_changes_unknown_words_only() -> None:
    speller = Speller(["the harbour was quiet and the boats waited"] * 3)
    assert speller.correct("The harbor Bxats Qzzzq waited") == "The harbour Boats Qzzzq waited"


def point(threshold: float, saved: float, precision: float, wrong: float) -> dict[str, float]:
    names = ("threshold", "keystrokes_saved", "shown_rate", "precision", "wrong_show_rate")
    return dict(zip(names, (threshold, saved, 1.0, precision, wrong), strict=True))


def test_the_threshold_saves_most_among_those_right_often_enough() -> None:
    curve = [point(0.2, 0.4, 0.5, 0.3), point(0.4, 0.3, 0.6, 0.15), point(0.6, 0.1, 0.9, 0.1)]
    assert choose_threshold(curve)["threshold"] == 0.4
    assert choose_threshold(curve[:1])["threshold"] == 0.2
    mean = mean_curve([curve, [point(p["threshold"], 0.0, 0.0, 0.0) for p in curve]])
    assert mean[0]["keystrokes_saved"] == 0.2


def test_the_threshold_is_right_often_enough_in_each_text() -> None:
    easy = [point(0.3, 0.30, 0.7, 0.10), point(0.4, 0.28, 0.8, 0.10)]
    hard = [point(0.3, 0.20, 0.6, 0.20), point(0.4, 0.18, 0.7, 0.15)]
    mean = mean_curve([easy, hard])
    assert choose_threshold(mean)["threshold"] == 0.3
    assert choose_threshold(mean, [easy, hard])["threshold"] == 0.4

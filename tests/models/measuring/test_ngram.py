"""The 5-gram baseline is a sound language model behind the engine's own door."""

import numpy as np
import pytest

from models.measuring.ngram import NgramDecoder, NgramTable
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import controlled

TOKENS = np.array([0, 1, 2, 3, 1, 2, 4, 1, 2, 3, 1, 2, 3, 5] * 3)


@pytest.mark.parametrize("context", [[], [1], [1, 2], [9, 9, 9], [4, 1, 2, 3, 1], [3, 1, 2, 3, 1]])
def test_probabilities_sum_to_one_and_are_never_nothing(context: list[int]) -> None:
    found = NgramTable(TOKENS, 12).probabilities(context)
    assert found.sum() == pytest.approx(1.0)
    assert found.min() > 0


def test_what_followed_most_is_likeliest() -> None:
    table = NgramTable(TOKENS, 12)
    assert table.probabilities([1]).argmax() == 2
    assert table.probabilities([3, 1, 2]).argmax() == 3
    assert table.probabilities([2, 4]).argmax() == 1


def test_bigrams_are_those_of_the_formula() -> None:
    table = NgramTable(np.array([0, 1, 0, 2, 0, 1]), 3, order=2)
    # Bigrams 01 twice, 10, 02, 20 once: three once, one twice, so the discount is 3/5.
    # Distinct words before 0: two, before 1: one, before 2: one; discount of those: 2/4.
    unigram = np.array([1.5, 0.5, 0.5]) / 4 + 0.5 * 3 / 4 / 3
    expected = np.array([0, 1.4, 0.4]) / 3 + 0.6 * 2 / 3 * unigram
    assert table.probabilities([0]) == pytest.approx(expected)


def test_the_decoder_keeps_and_forgets_its_tokens() -> None:
    table = NgramTable(TOKENS, 12)
    decoder = NgramDecoder(table)
    with controlled(StopFlag()) as run:
        rows = decoder.append([0, 1, 2], 2, run)
        assert np.exp(rows[-1]) == pytest.approx(table.probabilities([0, 1, 2]), rel=1e-5)
        decoder.rewind(1)
        again = decoder.append([1], 1, run)
        branch = decoder.branch(2, 4).append(np.array([2, 3]), run)
    assert decoder.length == 2
    assert again[-1] == pytest.approx(rows[0])
    assert branch.shape == (2, 12)

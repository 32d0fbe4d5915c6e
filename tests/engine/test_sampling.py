import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.engine import kv_cache, sampling
from writer_app.engine.kv_cache import common_prefix
from writer_app.engine.sampling import Chooser, keep_top_p, log_softmax

WEIGHTS = np.array([0.1, 0.0, 0.5, 0.4], np.float32)


def test_log_softmax_sums_to_one_whatever_the_size() -> None:
    rows = np.array([[1e4, 1e4, -1e4], [-np.inf, 0.0, 0.0]], np.float32)
    np.testing.assert_allclose(np.exp(log_softmax(rows)).sum(axis=-1), 1, rtol=1e-6)


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=20), st.floats(0.01, 1))
def test_the_nucleus_holds_enough_and_no_token_too_many(weights: list[float], p: float) -> None:
    probabilities = np.array(weights) / sum(weights)
    kept = keep_top_p(probabilities, p)
    assert kept.sum() == pytest.approx(1)
    chosen = np.sort(probabilities[kept > 0])
    assert chosen.sum() >= p - 1e-9
    assert chosen[1:].sum() < p + 1e-9


@pytest.mark.parametrize("top_p", [0.0, -1.0, 1.1, float("nan")])
def test_a_nucleus_out_of_range_is_refused(top_p: float) -> None:
    with pytest.raises(ValueError, match="top_p"):
        keep_top_p(WEIGHTS, top_p)


def test_greedy_takes_the_likeliest() -> None:
    assert Chooser(0, 1, None).pick(WEIGHTS) == 2
    assert list(Chooser(0, 1, None).best(WEIGHTS, 2)) == [2, 3]


def test_the_same_seed_draws_the_same() -> None:
    draws = [[Chooser(1, 1, 5).pick(WEIGHTS) for _ in range(20)] for _ in range(2)]
    assert draws[0] == draws[1]


def test_tokens_are_drawn_as_often_as_they_are_likely() -> None:
    chooser = Chooser(1.0, 1.0, 3)
    counts = np.bincount([chooser.pick(WEIGHTS) for _ in range(4000)], minlength=4)
    np.testing.assert_allclose(counts / 4000, WEIGHTS, atol=0.03)


def test_what_weighs_nothing_is_never_drawn_however_hot() -> None:
    chooser = Chooser(100.0, 1.0, 3)
    assert {chooser.pick(WEIGHTS) for _ in range(500)} == {0, 2, 3}
    assert set(chooser.best(WEIGHTS, 4)) == {0, 2, 3}


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert len(Chooser(0, 1, None).best(np.zeros(5, np.float32), 3)) == 0


NUMBERS = st.lists(st.integers(0, 3), max_size=40)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_common_prefix_is_the_longest(start: list[int], a: list[int], b: list[int]) -> None:
    one, other = start + a, start + b
    n = common_prefix(one, other)
    assert one[:n] == other[:n]
    assert one[: n + 1] != other[: n + 1] or n == min(len(one), len(other))


def test_the_examples_hold() -> None:
    assert doctest.testmod(sampling).failed == 0
    assert doctest.testmod(kv_cache).failed == 0

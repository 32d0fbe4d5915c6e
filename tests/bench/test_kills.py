"""A few of the kills that `kills.py` makes by the hundred."""

import sys

import pytest

from tests.bench.kills import Outcome, kill_often


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_killed_at_any_moment_file_is_whole_and_typing_is_back() -> None:
    outcomes = kill_often(8, first_seed=1_000)
    assert [outcome for outcome in outcomes if not outcome.is_good] == []
    assert sum(outcome.n_edits for outcome in outcomes) > 100
    assert any(outcome.was_saved for outcome in outcomes)


def test_outcome_with_a_damaged_file_or_a_long_loss_is_bad() -> None:
    good = Outcome(1, 1.0, 100, is_whole=True, n_lost=2, lost_s=0.1, was_saved=True)
    assert good.is_good
    assert not Outcome(1, 1.0, 9, is_whole=False, n_lost=0, lost_s=0.0, was_saved=True).is_good
    assert not Outcome(1, 1.0, 9, is_whole=True, n_lost=5, lost_s=1.1, was_saved=True).is_good
    assert not Outcome(1, 1.0, 9, is_whole=True, n_lost=-1, lost_s=0.0, was_saved=True).is_good

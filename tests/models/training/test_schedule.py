"""A run's length and heights, by steps, by the clock, or both."""

import pytest

from models.training.schedule import Budget, Schedule


def test_the_budget_nearer_its_end_decides() -> None:
    budget = Budget(n_steps=100, seconds=60)
    assert budget.progress(50, 10) == 0.5
    assert budget.progress(50, 45) == 0.75
    assert budget.progress(500, 0) == 1.0


def test_a_budget_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="steps or of seconds"):
        Budget()


def test_heights_rise_stay_and_fall_to_nothing() -> None:
    schedule = Schedule(n_warm_up=10, decay_share=0.4)
    assert schedule.height(0, 0.0) == pytest.approx(0.1)
    assert schedule.height(30, 0.5) == 1.0
    assert schedule.height(80, 0.8) == pytest.approx(0.5)
    assert schedule.height(99, 1.0) == 0.0
    assert [schedule.is_decaying(p) for p in (0.5, 0.61)] == [False, True]

"""Whose turn it is: the writer's, and what is left for tasks."""

from writer_app.assist.right_of_way import MOST_REST_S, SHARE_S, RightOfWay


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def worked_s(way: RightOfWay, clock: Clock, for_s: float, step_s: float = 0.002) -> float:
    """Run a task that never ends for so long; give how long it worked."""
    end_s, total_s = clock.now_s + for_s, 0.0
    while clock.now_s < end_s:
        rest_s = way.rest_s()
        clock.now_s += rest_s or step_s
        total_s += 0.0 if rest_s else step_s
    return total_s


def test_nothing_claimed_nothing_rests() -> None:
    assert RightOfWay(Clock()).rest_s() == 0.0


def test_a_task_rests_as_long_as_is_claimed() -> None:
    clock = Clock()
    way = RightOfWay(clock)
    way.claim(0.06)
    way.claim(0.02)
    assert abs(way.rest_s() - 0.06) < 1e-9
    clock.now_s += 0.061
    assert way.rest_s() == 0.0


def test_claims_without_end_leave_a_task_its_share() -> None:
    clock = Clock()
    way = RightOfWay(clock)
    way.claim(1_000.0)
    share = worked_s(way, clock, 10.0) / 10.0
    assert abs(share - SHARE_S / (SHARE_S + MOST_REST_S)) < 0.02


def test_rests_between_claims_are_not_summed_up() -> None:
    clock = Clock()
    way = RightOfWay(clock)
    total_s = 0.0
    for _ in range(50):  # a fast writer: a key every 100 ms
        way.claim(0.06)
        total_s += worked_s(way, clock, 0.1)
    assert 0.35 < total_s / 5.0 < 0.45

"""Windows are drawn in exact shares, without repeats, and the same again."""

from pathlib import Path

import numpy as np
import pytest

from models.training.batches import IGNORED, WindowSampler, even_windows, parse_mix, to_batch
from models.training.shards import UNLEARNT_BIT, Part, UnusableInput
from tests.models.tiny_run import shards


def parts(**sizes: int) -> dict[str, Part]:
    return {n: Part(n, np.arange(size, dtype=np.uint16), 1.0) for n, size in sizes.items()}


def test_shares_hold_exactly() -> None:
    sampler = WindowSampler(parts(books=1000, modern=1000), 10, seed=1)
    mix = {"books": 0.75, "modern": 0.25}
    for _ in range(5):
        sampler.draw(8, mix)
    assert sampler.state_dict()["n_taken"] == {"books": 30, "modern": 10}


def test_no_window_is_read_twice_in_one_pass() -> None:
    sampler = WindowSampler(parts(books=1011), 10, seed=1)
    first = sampler.draw(100, {"books": 1.0}).ids
    assert len(np.unique(first)) == first.size
    second = sampler.draw(100, {"books": 1.0}).ids
    assert sorted(first[:, 0]) != sorted(second[:, 0]), "another pass is cut elsewhere"


def test_the_state_brings_back_the_same_windows() -> None:
    mix = {"books": 0.5, "modern": 0.5}
    one = WindowSampler(parts(books=500, modern=300), 10, seed=3)
    one.draw(7, mix)
    other = WindowSampler(parts(books=500, modern=300), 10, seed=3)
    other.load_state_dict(one.state_dict())
    assert np.array_equal(one.draw(40, mix).ids, other.draw(40, mix).ids)


def test_targets_are_the_next_tokens_and_unlearnt_ones_are_ignored() -> None:
    row = np.array([[5, 6 | UNLEARNT_BIT, 7]], np.uint16)
    batch = to_batch(row)
    assert batch.ids.tolist() == [[5, 6]]
    assert batch.targets.tolist() == [[IGNORED, 7]]
    assert batch.n_learnt == 1


def test_a_pattern_shares_by_size_and_held_out_parts_are_left_out() -> None:
    known = {**parts(books=100), **parts(**{"skill-fix": 300, "skill-fill": 100, "valid-x": 9})}
    mix = parse_mix("books=3,skill-*=1", known)
    assert mix == pytest.approx({"books": 0.75, "skill-fix": 0.1875, "skill-fill": 0.0625})
    assert "valid-x" not in parse_mix("", known)


@pytest.mark.parametrize("text", ["bokks=1", "books=x", "books", "books=-1", "books=0"])
def test_a_mix_that_fits_nothing_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnusableInput, match="mix"):
        parse_mix(text, shards(tmp_path).parts)


def test_a_part_too_short_for_the_window_is_named() -> None:
    with pytest.raises(UnusableInput, match="books is shorter"):
        WindowSampler(parts(books=15), 10, seed=1)


def test_windows_for_measuring_are_spread_over_the_part() -> None:
    rows = even_windows(parts(books=1001)["books"], 10, 3)
    assert rows[:, 0].tolist() == [0, 495, 990]

"""A run learns, resumes exactly, stops when told, and ends decayed in time."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from models.training.loop import Run
from models.training.pieces import read_pieces
from models.training.schedule import Budget
from models.training.shards import UnusableInput
from models.training.start import StartWeights
from tests.models.tiny_run import SHAPE, options, run, shards


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)  # these models are far too small to share out


def test_the_loss_falls(tmp_path: Path) -> None:
    made = run(options(tmp_path / "o", budget=Budget(n_steps=60)), shards(tmp_path / "s"))
    facts = made.train()
    assert made.losses[0] == pytest.approx(np.log(64), rel=0.05)
    assert made.losses[-1] < 2.0
    assert facts["is_decayed"]


def test_a_resumed_run_has_the_losses_of_an_uninterrupted_one(tmp_path: Path) -> None:
    data = shards(tmp_path / "s")
    whole = run(options(tmp_path / "whole"), data)
    whole.train()
    first = run(options(tmp_path / "parts", stop_at_step=3), data)
    assert not first.train()["is_decayed"]
    second = run(options(tmp_path / "parts"), data)
    second.train()
    assert first.losses + second.losses == whole.losses
    ours, theirs = (read_pieces(tmp_path / name / "pieces")[0] for name in ("parts", "whole"))
    assert all(np.array_equal(ours[name], theirs[name]) for name in theirs)


def test_gradients_of_micro_batches_add_up(tmp_path: Path) -> None:
    data = shards(tmp_path / "s")
    losses = []
    for micro_windows in (8, 3):
        made = run(options(tmp_path / str(micro_windows), micro_windows=micro_windows), data)
        made.train()
        losses.append(made.losses)
    assert losses[0] == pytest.approx(losses[1], rel=1e-4)


def test_a_machine_without_a_compiler_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("no C compiler found")

    monkeypatch.setattr(torch, "compile", lambda *_, **__: failing)
    data, said = shards(tmp_path / "s"), []
    Run(options(tmp_path / "o", is_compiled=True), data, said.append).train()
    assert any("going on without (no C compiler found)" in line for line in said)
    plain = run(options(tmp_path / "plain"), data)
    plain.train()
    ours, theirs = (read_pieces(tmp_path / name / "pieces")[0] for name in ("o", "plain"))
    assert all(np.array_equal(ours[name], theirs[name]) for name in theirs)


def test_bfloat16_learns_on_the_cpu_too(tmp_path: Path) -> None:
    wanted = options(tmp_path / "o", budget=Budget(n_steps=30), is_bfloat16=True)
    made = run(wanted, shards(tmp_path / "s"))
    made.train()
    assert made.losses[-1] < made.losses[0] - 0.5


def test_a_run_ends_decayed_when_its_time_is_up(tmp_path: Path) -> None:
    ticks = itertools.count()
    wanted = options(tmp_path / "o", budget=Budget(seconds=300))
    made = Run(wanted, shards(tmp_path / "s"), lambda _: None, clock=lambda: float(next(ticks)))
    facts = made.train()
    lines = [json.loads(line) for line in (tmp_path / "o" / "log.jsonl").read_text().splitlines()]
    assert facts["is_decayed"]
    assert [line["height"] for line in lines if "height" in line][-1] < 0.06


def test_earlier_processes_count_in_the_time(tmp_path: Path) -> None:
    ticks, data = itertools.count(), shards(tmp_path / "s")
    wanted = options(tmp_path / "o", budget=Budget(seconds=200), stop_at_step=15)
    first = Run(wanted, data, lambda _: None, clock=lambda: float(next(ticks))).train()
    wanted = replace(wanted, stop_at_step=0)
    second = Run(wanted, data, lambda _: None, clock=lambda: float(next(ticks))).train()
    assert 30 < first["seconds"] < second["seconds"] < 220


def test_a_stopped_run_keeps_its_weights(tmp_path: Path) -> None:
    made = run(options(tmp_path / "o"), shards(tmp_path / "s"))
    facts = made.train(lambda: True)
    assert (facts["steps"], facts["is_decayed"]) == (0, False)
    weights, shape, told = read_pieces(tmp_path / "o" / "pieces")
    assert shape == SHAPE
    assert told["steps"] == 0
    assert set(weights) == set(made.model.state_dict())


def test_the_decay_has_a_mix_of_its_own(tmp_path: Path) -> None:
    wanted = options(tmp_path / "o", mix="books=1", decay_mix="skill-*=1")
    passes = run(wanted, shards(tmp_path / "s")).train()["passes"]
    assert passes["books"] > 0
    assert passes["skill-fix"] > 0


def test_held_out_text_is_measured_in_bits_per_byte(tmp_path: Path) -> None:
    facts = run(options(tmp_path / "o"), shards(tmp_path / "s")).train(lambda: True)
    # Untrained: six bits a token, and a token is two bytes here.
    assert facts["valid"]["valid-books"] == pytest.approx(3.0, rel=0.05)


def test_a_checkpoint_of_another_shape_is_refused(tmp_path: Path) -> None:
    data = shards(tmp_path / "s")
    run(options(tmp_path / "o"), data).train(lambda: True)
    with pytest.raises(UnusableInput, match="another shape"):
        run(options(tmp_path / "o", shape=replace(SHAPE, n_layers=1)), data)


def test_a_diverged_run_says_so_and_keeps_no_checkpoint(tmp_path: Path) -> None:
    made = run(options(tmp_path / "o"), shards(tmp_path / "s"))
    with torch.no_grad():
        made.model.model.norm.weight.fill_(float("nan"))
    with pytest.raises(UnusableInput, match="loss is no number"):
        made.train()
    assert not (tmp_path / "o" / "checkpoint.pt").exists()


def test_a_damaged_checkpoint_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "checkpoint.pt").write_bytes(b"nonsense")
    with pytest.raises(UnusableInput, match="is damaged"):
        run(options(tmp_path / "o"), shards(tmp_path / "s"))


def test_a_run_begins_with_the_weights_it_is_given(tmp_path: Path) -> None:
    data = shards(tmp_path / "s")
    first = run(options(tmp_path / "first"), data)
    first.train()
    start = StartWeights(dict(first.model.state_dict()), "0" * 64)
    second = run(options(tmp_path / "second", start=start, stop_at_step=1), data)
    facts = second.train()
    assert second.losses[0] < first.losses[0] - 0.5
    assert facts["started_from_sha256"] == "0" * 64


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    start = StartWeights({"model.norm.weight": torch.ones(3)}, "0" * 64)
    with pytest.raises(UnusableInput, match="another shape"):
        run(options(tmp_path / "o", start=start), shards(tmp_path / "s"))

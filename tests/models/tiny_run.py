"""Token shards and options for runs that take a second: seeded noise with a pattern."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.training.loop import Options, Run
from models.training.muon import Rates
from models.training.schedule import Budget, Schedule
from models.training.shape import ModelShape
from models.training.shards import Shards, ShardWriter, open_shards

N_VOCABULARY = 64
SHAPE = ModelShape(2, 32, 4, 2, 48, N_VOCABULARY, 16)


def pattern(n_tokens: int, seed: int) -> np.ndarray[Any, np.dtype[Any]]:
    """Give tokens that a model can learn: mostly each one after its neighbour."""
    random = np.random.default_rng(seed)
    steps = np.where(random.random(n_tokens) < 0.9, 1, random.integers(0, 60, n_tokens))
    return (4 + np.cumsum(steps) % 60).astype(np.uint16)


def write_shards(folder: Path, *, packed: bool = False, max_bytes: int = 3000) -> Path:
    writer = ShardWriter(folder, (N_VOCABULARY, "of the test"), max_bytes, packed)
    for seed, name in enumerate(("books", "modern", "skill-fix", "valid-books")):
        writer.write(name, pattern(2400, seed), 4800, 1)
    writer.close()
    return folder


def shards(folder: Path) -> Shards:
    return open_shards([write_shards(folder)])


def options(out: Path, **changes: Any) -> Options:
    made = Options(
        out=out,
        shape=SHAPE,
        budget=Budget(n_steps=8),
        schedule=Schedule(n_warm_up=2),
        rates=Rates(0.02, 0.01),
        step_tokens=128,
        micro_windows=4,
        report_steps=1,
        valid_steps=5,
        valid_windows=8,
    )
    return replace(made, **changes)


def run(made: Options, with_shards: Shards) -> Run:
    return Run(made, with_shards, lambda _: None)

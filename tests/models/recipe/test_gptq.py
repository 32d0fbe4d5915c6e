"""GPTQ loses less on the inputs it was shown than rounding does."""

from pathlib import Path

import numpy as np
import pytest
import torch

from models.recipe.gptq import Gptq, compensated, read_hessians
from models.recipe.step import InputError
from models.recipe.variants import build_variant
from models.training.shards import open_shards
from tests.models.tiny_run import write_shards
from tests.tiny_model import write_checkpoint
from writer_app.engine.gpt import open_model
from writer_app.engine.model import StopFlag
from writer_app.library.package import Label
from writer_app.library.quantize import Array, quantize_blocks

LABEL = Label("Tiny", "CC0-1.0", ("en",), 0.5)


def inputs(n_columns: int) -> Array:
    """Make inputs whose columns go together, as a model's do."""
    source = np.random.default_rng(2)
    return source.normal(size=(400, 8)) @ source.normal(size=(8, n_columns)) + source.normal(
        scale=0.1, size=(400, n_columns)
    )


@pytest.mark.parametrize("n_columns", [64, 88])
def test_its_products_are_nearer_than_those_of_rounding(n_columns: int) -> None:
    read = inputs(n_columns)
    matrix = np.random.default_rng(1).normal(size=(48, n_columns)).astype(np.float32)
    ours = compensated(matrix, read.T @ read / len(read), 4, 32).dequantized()
    plain = quantize_blocks(matrix, 4, 32).dequantized()
    errors = [np.square(read @ (one - matrix).T).mean() for one in (ours, plain)]
    assert errors[0] < 0.5 * errors[1]


def test_inputs_that_never_speak_do_no_harm() -> None:
    matrix = np.random.default_rng(1).normal(size=(8, 32)).astype(np.float32)
    ours = compensated(matrix, np.zeros((32, 32)), 4, 32).dequantized()
    assert np.abs(ours - matrix).max() < 0.4


def test_a_matrix_it_knows_nothing_of_is_rounded() -> None:
    matrix = np.random.default_rng(1).normal(size=(8, 32)).astype(np.float32)
    ours, plain = Gptq({})("head", matrix, 4, 32), quantize_blocks(matrix, 4, 32)
    assert np.array_equal(ours.codes, plain.codes)


def test_every_matrix_of_the_layers_is_watched_and_the_model_runs(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c")
    torch.set_num_threads(1)  # far too small to share out
    shards = write_shards(tmp_path / "s")
    parts = open_shards([shards]).parts.values()
    hessians = read_hessians(checkpoint, parts, n_windows=2)
    assert {"0.qkv", "0.o", "0.gate_up", "0.down"} <= set(hessians)
    build_variant("int4-block32-gptq", checkpoint, tmp_path / "m", LABEL, shards)
    model = open_model(tmp_path / "m", "cpu")
    assert model.score("one two three", StopFlag()).nats > 0
    model.close()


def test_without_text_it_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--shards"):
        build_variant("int4-block32-gptq", tmp_path, tmp_path / "m", LABEL, None)

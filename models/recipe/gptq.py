"""Quantize with an eye on what a matrix reads: GPTQ.

Each column's rounding error is made good in the columns still to come, weighed by how
the inputs of real text go together. Source: Frantar et al. 2022, "GPTQ", algorithm 1
(columns in their order, one Cholesky factor), with the scales of `library.quantize`.
May import: numpy, torch, training, library.quantize.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from models.training.batches import even_windows
from models.training.llama import Llama
from models.training.shape import ModelShape
from models.training.shards import TOKEN_BITS, Part
from models.training.start import read_start
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.quantize import (
    BlockQuantized,
    block_scales,
    packed_blocks,
    quantize_blocks,
    round_blocks,
)

Array = np.ndarray[Any, np.dtype[Any]]
_DAMPING = 0.01
# The graph's names of the matrices that read one input, by the first that reads it.
_READERS = {
    "self_attn.q_proj": "qkv",
    "self_attn.o_proj": "o",
    "mlp.gate_proj": "gate_up",
    "mlp.down_proj": "down",
}


class Gptq:
    """A quantizer that knows the inputs of each matrix.

    Args:
        hessians: float64 (K, K), the mean of x x^T, by the matrix's name in the graph.
    """

    def __init__(self, hessians: dict[str, Array]) -> None:
        self._hessians = hessians

    def __call__(self, name: str, matrix: Array, bits: int, block: int) -> BlockQuantized:
        """Quantize one matrix; without knowledge of its inputs it is rounded."""
        hessian = self._hessians.get(name)
        if hessian is None:
            return quantize_blocks(matrix, bits, block)
        return compensated(matrix, hessian, bits, block)


def compensated(matrix: Array, hessian: Array, bits: int, block: int) -> BlockQuantized:
    """Quantize a matrix float32 (N, K) for inputs with this `hessian` (K, K)."""
    n_rows, n_columns = matrix.shape
    padding = -n_columns % block
    left = np.pad(np.asarray(matrix, np.float64), ((0, 0), (0, padding)))
    factor = _inverse_factor(np.pad(hessian, (0, padding)))
    codes = np.zeros((n_rows, left.shape[1] // block, block), np.uint8)
    scales = np.zeros(codes.shape[:2], np.float32)
    middle = float(1 << (bits - 1))
    for number in range(codes.shape[1]):
        start, end = number * block, (number + 1) * block
        values = left[:, start:end].astype(np.float32)
        scales[:, number] = block_scales(values[:, None], bits)[:, 0]
        for column in range(start, end):
            value = left[:, column]
            one = value.astype(np.float32)[:, None, None]
            code = round_blocks(one, scales[:, number : number + 1], bits)[:, 0, 0]
            codes[:, number, column - start] = code
            error = (value - (code - middle) * scales[:, number]) / factor[column, column]
            left[:, column + 1 :] -= np.outer(error, factor[column, column + 1 :])
    return packed_blocks(codes, scales, bits, n_columns)


def _inverse_factor(hessian: Array) -> Array:
    """Give the upper Cholesky factor of the inverse, damped."""
    size = len(hessian)
    dead = np.diag(hessian) == 0
    sound = hessian + np.diag(dead.astype(np.float64))
    sound = sound + _DAMPING * np.mean(np.diag(sound)) * np.eye(size)
    factor: Array = np.linalg.cholesky(np.linalg.inv(sound)).T
    return factor


@torch.no_grad()
def read_hessians(checkpoint: Path, parts: Iterable[Part], n_windows: int = 24) -> dict[str, Array]:
    """Run a checkpoint over windows of training text; give the inputs' hessians.

    Args:
        parts: token shards to read from. n_windows: of each.
    """
    model = Llama(_shape_of(checkpoint))
    model.load_state_dict(read_start(checkpoint).tensors)
    sums: dict[str, Tensor] = {}
    for number, layer in enumerate(model.model.layers):
        for path, name in _READERS.items():
            _watch(layer.get_submodule(path), f"{number}.{name}", sums)
    n_tokens = 0
    for part in parts:
        rows = even_windows(part, model.shape.context_tokens, n_windows)[:, :-1]
        for row in rows.astype(np.int64):
            model(torch.from_numpy(row & TOKEN_BITS)[None])
            n_tokens += len(row)
    return {name: (total / max(1, n_tokens)).numpy() for name, total in sums.items()}


def _watch(module: nn.Module, name: str, sums: dict[str, Tensor]) -> None:
    def add(_module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        flat = inputs[0].flatten(0, -2).double()
        sums[name] = sums.get(name, 0) + flat.T @ flat

    module.register_forward_pre_hook(add)


def _shape_of(checkpoint: Path) -> ModelShape:
    known = Checkpoint(checkpoint).shape
    return ModelShape(
        known.n_layers,
        known.width,
        known.n_heads,
        known.n_kv_heads,
        known.ffn_width,
        known.n_vocabulary,
        known.context_tokens,
        known.rope_theta,
        known.norm_epsilon,
    )

"""Turn float matrices into the integer blocks that MatMulNBits reads.

Symmetric, one float32 scale for each block of one row; 4 bits (two values a
byte, low half first) or 8 bits. Pure numpy. Thread: any.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class BlockQuantized:
    """A quantized matrix in MatMulNBits' layout.

    Attributes:
        codes: uint8 (N, K / block, block * bits / 8). scales: float32 (N, K / block).
        bits: 4 or 8. block: values that share one scale. n_columns: K.
    """

    codes: Array
    scales: Array
    bits: int
    block: int
    n_columns: int

    def dequantized(self) -> Array:
        """Give the matrix back as float32 (N, K), with the rounding in it."""
        codes = self.codes
        if self.bits == 4:
            codes = np.stack([codes & 15, codes >> 4], axis=-1).reshape(*codes.shape[:2], -1)
        values = codes.astype(np.float32) - np.float32(1 << (self.bits - 1))
        values *= self.scales[..., None]
        matrix: Array = values.reshape(len(codes), -1)[:, : self.n_columns]
        return matrix


def quantize_blocks(matrix: Array, bits: int, block: int = 32) -> BlockQuantized:
    """Quantize each block of `block` values of a row with its own scale.

    At 4 bits the scale is searched for the least squared error, as rounding to
    the largest value alone wastes a sixteenth of the range on one outlier.

    Args:
        matrix: float32 (N, K); K is padded with zeros to whole blocks.
        bits: 4 or 8. block: a power of two, >= 16.

    Source: MatMulNBits in onnxruntime's docs/ContribOperators.md; the scale search
        follows llama.cpp's make_q_quants idea with candidates of our own.
    """
    if bits not in (4, 8):
        raise ValueError(f"bits must be 4 or 8, not {bits}")
    n_rows, n_columns = matrix.shape
    padding = -n_columns % block
    blocks = np.pad(np.asarray(matrix, np.float32), ((0, 0), (0, padding)))
    blocks = blocks.reshape(n_rows, -1, block)
    scales = block_scales(blocks, bits)
    return packed_blocks(round_blocks(blocks, scales, bits), scales, bits, n_columns)


def packed_blocks(codes: Array, scales: Array, bits: int, n_columns: int) -> BlockQuantized:
    """Pack codes as MatMulNBits reads them.

    Args:
        codes: uint8 (N, blocks, block), one value each. scales: float32 (N, blocks).
        n_columns: of the matrix, without padding.
    """
    block = codes.shape[-1]
    if bits == 4:
        codes = codes[..., 0::2] | (codes[..., 1::2] << 4)
    return BlockQuantized(codes, scales, bits, block, n_columns)


def block_scales(blocks: Array, bits: int) -> Array:
    """Give each block's scale, float32 (N, blocks); see `quantize_blocks`."""
    return _best_scales(blocks, bits) if bits == 4 else _full_scales(blocks, 127)


def _full_scales(blocks: Array, largest: int) -> Array:
    scales: Array = (np.abs(blocks).max(-1) / np.float32(largest)).astype(np.float32)
    return scales


def round_blocks(blocks: Array, scales: Array, bits: int) -> Array:
    """Give the code of each value, uint8 (N, blocks, block): value / scale + 2^(bits - 1)."""
    middle = 1 << (bits - 1)
    safe = np.where(scales == 0, np.float32(1), scales)
    rounded = np.rint(blocks / safe[..., None])
    lowest = -middle if bits == 4 else 1 - middle
    return (np.clip(rounded, lowest, middle - 1) + middle).astype(np.uint8)


def _best_scales(blocks: Array, bits: int) -> Array:
    """Try scales around -max/8 (the long end of the range on the largest value)."""
    index = np.abs(blocks).argmax(-1)[..., None]
    extreme = np.take_along_axis(blocks, index, -1)[..., 0]
    best = (extreme / np.float32(-(1 << (bits - 1)))).astype(np.float32)
    best_error = _squared_error(blocks, best, bits)
    base = best
    for factor in np.arange(0.70, 1.21, 0.03, dtype=np.float32):
        for sign in (np.float32(1), np.float32(-1)):
            scales = base * factor * sign
            error = _squared_error(blocks, scales, bits)
            is_better = error < best_error
            best = np.where(is_better, scales, best)
            best_error = np.minimum(error, best_error)
    return best


def _squared_error(blocks: Array, scales: Array, bits: int) -> Array:
    middle = np.float32(1 << (bits - 1))
    values = (round_blocks(blocks, scales, bits).astype(np.float32) - middle) * scales[..., None]
    error: Array = np.square(values - blocks).sum(-1)
    return error

"""Rotary positions: the angles of each model family, as plain numbers.

Pure numpy. Thread: any.
"""

import math
from typing import Any

import numpy as np

from writer_app.errors import ModelCorrupt

Array = np.ndarray[Any, np.dtype[Any]]
KINDS = ("default", "linear", "llama3")


def inverse_frequencies(head_size: int, theta: float, scaling: dict[str, Any]) -> Array:
    """Give the angle that each pair of a head turns by from one position to the next.

    Args:
        head_size: even. theta: base of the rotation.
        scaling: the configuration's `rope_scaling`; {} turns plainly.

    Returns: float64 (head_size / 2,).

    Raises: ModelCorrupt: a kind of scaling that is not known here, or without numbers.

    Source: transformers 4.57, modeling_rope_utils.py (default, linear, llama3).
    """
    plain = theta ** -(np.arange(0, head_size, 2, dtype=np.float64) / head_size)
    kind = kind_of(scaling)
    if kind == "default":
        return plain
    try:
        if kind == "linear":
            return plain / float(scaling["factor"])
        if kind == "llama3":
            return _llama3(plain, scaling)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ModelCorrupt(f"config.json tells no usable {kind} rotary positions.") from error
    raise ModelCorrupt(f"No fused graph for {kind} rotary positions; export it with optimum.")


def kind_of(scaling: dict[str, Any]) -> str:
    """Give the kind of a scaling, under its newer or its older name."""
    return str(scaling.get("rope_type") or scaling.get("type") or "default")


def _llama3(plain: Array, scaling: dict[str, Any]) -> Array:
    """Stretch slow turns by the factor, leave fast ones, and mix between."""
    factor, low, high = (
        float(scaling[key]) for key in ("factor", "low_freq_factor", "high_freq_factor")
    )
    n_before = float(scaling["original_max_position_embeddings"])
    wavelengths = 2 * math.pi / plain
    share = (n_before / wavelengths - low) / (high - low)
    mixed = (1 - share) * plain / factor + share * plain
    slow = np.where(wavelengths > n_before / low, plain / factor, mixed)
    result: Array = np.where(wavelengths < n_before / high, plain, slow)
    return result

"""A checkpoint's own answer, computed slowly and plainly: the measure of every graph.

The forward pass of Llama, Qwen and Gemma in float32 numpy, one layer's weights in
memory at a time, all positions of one text at once. It shares nothing with the graphs
but the reading of the weights, so a fault in one shows against the other; the tests
hold it against transformers. Array letters: T tokens, H heads, D head size, V vocabulary.
Thread: any (seconds to a minute).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from writer_app.library.checkpoint import Checkpoint, Matrix

Array = np.ndarray[Any, np.dtype[Any]]


def original_logits(checkpoint: Checkpoint, ids: list[int]) -> Iterator[tuple[int, Array]]:
    """Yield the logits after every token, a piece of the vocabulary at a time.

    Args:
        ids: token ids of one text, from its first token on.

    Yields: (first token id of the piece, float32 (T, n)), from the first to the last.
    """
    hidden = _embedded(checkpoint, ids)
    for layer in range(checkpoint.shape.n_layers):
        hidden = _layer(checkpoint, layer, hidden)
    hidden = _norm(checkpoint, hidden, "model.norm.weight")
    name = "model.embed_tokens" if checkpoint.shape.is_tied else "lm_head"
    first, cap = 0, np.float32(checkpoint.family.logit_cap)
    for piece in checkpoint.stack(f"{name}.weight").pieces():
        logits = hidden @ piece.T
        yield first, cap * np.tanh(logits / cap) if cap else logits
        first += len(piece)


def _embedded(checkpoint: Checkpoint, ids: list[int]) -> Array:
    place = checkpoint.place("model.embed_tokens.weight")
    rows = np.concatenate([place.rows(i, i + 1) for i in ids])
    if checkpoint.family.is_gemma:
        rows = rows * np.float32(checkpoint.shape.width**0.5)
    return rows


def _layer(checkpoint: Checkpoint, layer: int, hidden: Array) -> Array:
    prefix, is_gemma = f"model.layers.{layer}", checkpoint.family.is_gemma
    attended = _attention(
        checkpoint, layer, _norm(checkpoint, hidden, f"{prefix}.input_layernorm.weight")
    )
    behind = f"{prefix}.post_attention_layernorm.weight"
    if is_gemma:
        attended = _norm(checkpoint, attended, behind)
    hidden = hidden + attended
    before_mlp = f"{prefix}.pre_feedforward_layernorm.weight" if is_gemma else behind
    fed = _feed_forward(checkpoint, f"{prefix}.mlp", _norm(checkpoint, hidden, before_mlp))
    if is_gemma:
        fed = _norm(checkpoint, fed, f"{prefix}.post_feedforward_layernorm.weight")
    return hidden + fed


def _attention(checkpoint: Checkpoint, layer: int, normed: Array) -> Array:
    shape, family = checkpoint.shape, checkpoint.family
    prefix = f"model.layers.{layer}.self_attn"
    queries, keys, values = (
        _project(checkpoint, f"{prefix}.{part}_proj", normed, has_bias=shape.has_attention_bias)
        .reshape(len(normed), -1, shape.head_size)
        .transpose(1, 0, 2)
        for part in "qkv"
    )
    if shape.has_qk_norm:
        queries = _norm(checkpoint, queries, f"{prefix}.q_norm.weight")
        keys = _norm(checkpoint, keys, f"{prefix}.k_norm.weight")
    turns = checkpoint.turns(layer)
    queries, keys = _turned(queries, turns), _turned(keys, turns)
    share = shape.n_heads // shape.n_kv_heads
    keys, values = np.repeat(keys, share, 0), np.repeat(values, share, 0)
    scale = np.float32(family.score_scale or shape.head_size**-0.5)
    scores = queries @ keys.transpose(0, 2, 1) * scale  # (H, T, T)
    if family.score_cap:
        scores = np.float32(family.score_cap) * np.tanh(scores / np.float32(family.score_cap))
    scores[:, _hidden_places(len(normed), checkpoint.window(layer))] = -np.inf
    mixed = _softmax(scores) @ values
    joined = mixed.transpose(1, 0, 2).reshape(len(normed), -1)
    return _project(checkpoint, f"{prefix}.o_proj", joined, has_bias=shape.has_output_bias)


def _hidden_places(n_tokens: int, window: int) -> Array:
    """Give the (T, T) places that a token may not look at: later ones, or too far back."""
    distance = np.arange(n_tokens)[:, None] - np.arange(n_tokens)[None, :]
    hidden: Array = distance < 0
    return hidden | (distance >= window) if window else hidden


def _turned(heads: Array, turns: Array) -> Array:
    """Rotate each pair (i, i + D/2) of every head by its position."""
    angles = np.outer(np.arange(heads.shape[1]), turns)
    cosines, sines = np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)
    first, second = np.split(heads, 2, axis=-1)
    return np.concatenate(
        [first * cosines - second * sines, second * cosines + first * sines], axis=-1
    )


def _feed_forward(checkpoint: Checkpoint, prefix: str, normed: Array) -> Array:
    gate = _times(checkpoint.stack(f"{prefix}.gate_proj.weight"), normed)
    if checkpoint.family.is_gemma:
        inner = np.float32(np.sqrt(2 / np.pi)) * (gate + np.float32(0.044715) * gate**3)
        curved = np.float32(0.5) * gate * (1 + np.tanh(inner))
    else:
        curved = gate / (1 + np.exp(-np.clip(gate, -80, None)))
    up = _times(checkpoint.stack(f"{prefix}.up_proj.weight"), normed)
    return _times(checkpoint.stack(f"{prefix}.down_proj.weight"), curved * up)


def _project(checkpoint: Checkpoint, name: str, values: Array, *, has_bias: bool) -> Array:
    product = _times(checkpoint.stack(f"{name}.weight"), values)
    return product + checkpoint.tensor(f"{name}.bias") if has_bias else product


def _times(matrix: Matrix, values: Array) -> Array:
    return np.concatenate([values @ piece.T for piece in matrix.pieces()], axis=-1)


def _norm(checkpoint: Checkpoint, values: Array, name: str) -> Array:
    mean = np.square(values).mean(-1, keepdims=True)
    normed: Array = values / np.sqrt(mean + np.float32(checkpoint.shape.norm_epsilon))
    return normed * checkpoint.norm(name)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Array = powers / powers.sum(-1, keepdims=True)
    return shares

"""A Llama in plain PyTorch, its weights named and laid out as Hugging Face's.

RMSNorm, rotary positions (halves, not pairs), SwiGLU, grouped-query attention, tied
embeddings. Part of the package that travels: torch only.
Source: modeling_llama.py of transformers 4.57 for every convention; a test compares.
"""

import math

import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own name for it
from torch import Tensor, nn

from models.training.shape import ModelShape

# Targets with this number cost nothing (PyTorch's own default).
IGNORED = -100
_BLOCK_QUERIES = 128


class RmsNorm(nn.Module):
    """Scale each position to unit root mean square, in float32."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, hidden: Tensor) -> Tensor:
        """Give `hidden` (B, T, width) normalised, in its own dtype."""
        scaled = hidden.float()
        scaled = scaled * torch.rsqrt(scaled.square().mean(-1, keepdim=True) + self.epsilon)
        return (self.weight * scaled).to(hidden.dtype)


class Attention(nn.Module):
    """Causal grouped-query attention with rotary positions."""

    def __init__(self, shape: ModelShape) -> None:
        super().__init__()
        self.n_heads, self.n_kv_heads = shape.n_heads, shape.n_kv_heads
        self.head_size = shape.head_size
        keys = shape.n_kv_heads * shape.head_size
        self.q_proj = nn.Linear(shape.width, shape.width, bias=False)
        self.k_proj = nn.Linear(shape.width, keys, bias=False)
        self.v_proj = nn.Linear(shape.width, keys, bias=False)
        self.o_proj = nn.Linear(shape.width, shape.width, bias=False)

    def forward(self, hidden: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """Attend over `hidden` (B, T, width); cos and sin: float32 (T, D)."""
        queries = rotate(self._split(self.q_proj(hidden), self.n_heads), cos, sin)
        keys = rotate(self._split(self.k_proj(hidden), self.n_kv_heads), cos, sin)
        values = self._split(self.v_proj(hidden), self.n_kv_heads)
        n_shared = self.n_heads // self.n_kv_heads
        if n_shared > 1:  # query head h reads key head h // n_shared
            keys = keys.repeat_interleave(n_shared, dim=1)
            values = values.repeat_interleave(n_shared, dim=1)
        attend = attend_in_blocks if hidden.device.type == "cpu" else _attend_at_once
        mixed = attend(queries, keys, values)
        update: Tensor = self.o_proj(mixed.transpose(1, 2).flatten(2))
        return update

    def _split(self, packed: Tensor, n_heads: int) -> Tensor:
        return packed.view(*packed.shape[:-1], n_heads, self.head_size).transpose(1, 2)


def _attend_at_once(queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    return F.scaled_dot_product_attention(queries, keys, values, is_causal=True)


def attend_in_blocks(queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Attend causally over heads (B, H, T, D), block of queries by block.

    On a CPU PyTorch's fused kernel took 45 % of a step (backward 29 ms a layer for 2,048
    tokens); plain products of the part that may be seen train 1.15 times as fast.
    Source: measured, torch 2.13, one core, context 512, seed shape.
    """
    scale = queries.shape[-1] ** -0.5
    blocks = []
    for start in range(0, queries.shape[-2], _BLOCK_QUERIES):
        chosen = queries[..., start : start + _BLOCK_QUERIES, :]
        n_seen = start + chosen.shape[-2]
        scores = (chosen @ keys[..., :n_seen, :].transpose(-1, -2)).float() * scale
        positions = torch.arange(n_seen, device=queries.device)
        is_seen = positions[None, :] <= positions[start:, None]
        weights = scores.masked_fill(~is_seen, float("-inf")).softmax(-1).to(queries.dtype)
        blocks.append(weights @ values[..., :n_seen, :])
    return torch.cat(blocks, dim=-2)


def rotate(heads: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn heads (B, H, T, D) by their positions, first half against second."""
    wide = heads.float()
    first, second = wide.chunk(2, dim=-1)
    turned = wide * cos + torch.cat((-second, first), dim=-1) * sin
    return turned.to(heads.dtype)


class FeedForward(nn.Module):
    """SwiGLU: down(silu(gate(x)) * up(x))."""

    def __init__(self, shape: ModelShape) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(shape.width, shape.ffn_width, bias=False)
        self.up_proj = nn.Linear(shape.width, shape.ffn_width, bias=False)
        self.down_proj = nn.Linear(shape.ffn_width, shape.width, bias=False)

    def forward(self, hidden: Tensor) -> Tensor:
        """Give the update of `hidden` (B, T, width)."""
        update: Tensor = self.down_proj(F.silu(self.gate_proj(hidden)) * self.up_proj(hidden))
        return update


class Layer(nn.Module):
    """One block: attention and feed-forward, each normed before and added after."""

    def __init__(self, shape: ModelShape) -> None:
        super().__init__()
        self.input_layernorm = RmsNorm(shape.width, shape.norm_epsilon)
        self.self_attn = Attention(shape)
        self.post_attention_layernorm = RmsNorm(shape.width, shape.norm_epsilon)
        self.mlp = FeedForward(shape)

    def forward(self, hidden: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """Pass `hidden` (B, T, width) through the block."""
        hidden = hidden + self.self_attn(self.input_layernorm(hidden), cos, sin)
        result: Tensor = hidden + self.mlp(self.post_attention_layernorm(hidden))
        return result


class _Trunk(nn.Module):
    """Embedding, layers and last norm, under the name that checkpoints use: model."""

    def __init__(self, shape: ModelShape) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.n_vocabulary, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.n_layers))
        self.norm = RmsNorm(shape.width, shape.norm_epsilon)


class Llama(nn.Module):
    """The model that is trained.

    Args:
        shape: its numbers. stream_dtype: of the sum that runs through the layers; the
            matrices themselves stay float32 and are multiplied in autocast's dtype.
    """

    cos: Tensor
    sin: Tensor

    def __init__(self, shape: ModelShape, stream_dtype: torch.dtype = torch.float32) -> None:
        super().__init__()
        self.shape = shape
        self.stream_dtype = stream_dtype
        self.model = _Trunk(shape)
        cos, sin = rotary_tables(shape)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self._initialize()

    def forward(self, ids: Tensor, targets: Tensor | None = None) -> Tensor:
        """Give logits (B, T, V), or the summed loss in nats where `targets` are given.

        Args:
            ids: int64 (B, T). targets: int64 (B, T), `IGNORED` where nothing is learnt.
        """
        n_tokens = ids.shape[1]
        cos, sin = self.cos[:n_tokens], self.sin[:n_tokens]
        hidden = self.model.embed_tokens(ids).to(self.stream_dtype)
        for layer in self.model.layers:
            hidden = layer(hidden, cos, sin)
        logits = F.linear(self.model.norm(hidden), self.model.embed_tokens.weight)
        if targets is None:
            return logits
        flat = logits.flatten(0, 1).float()
        return F.cross_entropy(flat, targets.flatten(), ignore_index=IGNORED, reduction="sum")

    @torch.no_grad()
    def _initialize(self) -> None:
        """Draw the weights; what writes into the stream starts smaller.

        Source: GPT-2 (Radford et al. 2019, section 2.3): 0.02, residual projections
        divided by the root of their number.
        """
        residual = 0.02 / math.sqrt(2 * self.shape.n_layers)
        for name, weight in self.named_parameters():
            if weight.ndim == 2:
                is_residual = name.endswith(("o_proj.weight", "down_proj.weight"))
                weight.normal_(0.0, residual if is_residual else 0.02)


def rotary_tables(shape: ModelShape) -> tuple[Tensor, Tensor]:
    """Give cosines and sines, each float32 (context, D), the half row twice."""
    powers = torch.arange(0, shape.head_size, 2, dtype=torch.float32) / shape.head_size
    positions = torch.arange(shape.context_tokens, dtype=torch.float32)
    angles = torch.outer(positions, shape.rope_theta**-powers)
    both = torch.cat((angles, angles), dim=-1)
    return both.cos(), both.sin()

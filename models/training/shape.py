"""The numbers of the models that the recipe trains.

Part of the package that travels to the training machine: standard library only.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class ModelShape:
    """The numbers of a Llama with tied embeddings.

    Attributes:
        n_layers, width, n_heads, n_kv_heads, ffn_width, n_vocabulary: counts.
        context_tokens: window of training. rope_theta: base of the rotary angles.
        norm_epsilon: of RMSNorm.

    Raises: ValueError when heads do not divide the width, or each other.
    """

    n_layers: int
    width: int
    n_heads: int
    n_kv_heads: int
    ffn_width: int
    n_vocabulary: int
    context_tokens: int
    rope_theta: float = 10000.0
    norm_epsilon: float = 1e-5

    def __post_init__(self) -> None:
        if min(self.n_layers, self.width, self.n_heads, self.n_kv_heads, self.ffn_width) < 1:
            raise ValueError("every number of a shape is at least 1")
        if self.width % self.n_heads or self.n_heads % self.n_kv_heads:
            raise ValueError("heads must divide the width, and key heads must divide the heads")
        if self.head_size % 2:
            raise ValueError("rotary positions need an even head size")

    @property
    def head_size(self) -> int:
        """Give the width of one head."""
        return self.width // self.n_heads

    @property
    def n_parameters(self) -> int:
        """Count the weights, the embedding once."""
        attention = 2 * self.width * self.head_size * (self.n_heads + self.n_kv_heads)
        layer = attention + 3 * self.width * self.ffn_width + 2 * self.width
        return self.n_layers * layer + self.n_vocabulary * self.width + self.width

    def as_dict(self) -> dict[str, Any]:
        """Give the numbers as JSON holds them."""
        return asdict(self)

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> "ModelShape":
        """Read what `as_dict` gave. Raises: KeyError, ValueError."""
        return cls(**{field.name: content[field.name] for field in fields(cls)})


# layers, width, heads, key heads, feed-forward, context; the tokenizer gives the vocabulary.
# Source: "base" is SmolLM2-135M's proportions (9/3 heads of 64) at half its depth.
NAMED_SHAPES = {
    "toy": (2, 64, 4, 2, 176, 128),
    "seed": (6, 256, 4, 4, 704, 512),
    "base": (14, 576, 9, 3, 1536, 1024),
}


def named_shape(name: str, n_vocabulary: int) -> ModelShape:
    """Give a shape of `NAMED_SHAPES` for a vocabulary. Raises: KeyError."""
    layers, width, heads, kv_heads, ffn, context = NAMED_SHAPES[name]
    return ModelShape(layers, width, heads, kv_heads, ffn, n_vocabulary, context)

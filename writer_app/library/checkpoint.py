"""Read a Hugging Face checkpoint folder into plain numpy arrays.

safetensors only: nothing in the folder is ever executed or unpickled.
May import: numpy, safetensors, errors. Thread: any.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.card import read_json
from writer_app.library.progress import Tell
from writer_app.library.rotary import KINDS, inverse_frequencies, kind_of
from writer_app.library.tensor_file import FLOATS, Place, index_tensors

Array = np.ndarray[Any, np.dtype[Any]]
_COUNTS = (
    *("n_layers", "width", "n_heads", "n_kv_heads", "head_size", "ffn_width"),
    *("n_vocabulary", "context_tokens"),
)
_MOST_LAYERS = 1_000
_PIECE_VALUES = 8_000_000
"""Values of a matrix that are read at once: 32 MB as float32."""
_GEMMA = ("Gemma2ForCausalLM", "Gemma3ForCausalLM")


@dataclass(frozen=True, slots=True)
class LlamaShape:
    """The numbers of a Llama-like model.

    Attributes:
        n_layers, width, n_heads, n_kv_heads, head_size, ffn_width, n_vocabulary: counts.
        context_tokens: window of training. rope_theta: base of the rotary angles.
        norm_epsilon: of RMSNorm. is_tied: the head is the embedding.
        has_attention_bias: q, k and v carry a bias (Qwen2, some Llamas).
        has_output_bias: the projection after the attention carries one too (some Llamas).
        has_qk_norm: q and k are normalised by head (Qwen3, Gemma 3).
    """

    n_layers: int
    width: int
    n_heads: int
    n_kv_heads: int
    head_size: int
    ffn_width: int
    n_vocabulary: int
    context_tokens: int
    rope_theta: float
    norm_epsilon: float
    is_tied: bool
    has_attention_bias: bool = False
    has_output_bias: bool = False
    has_qk_norm: bool = False

    @property
    def n_parameters(self) -> int:
        """Count the weights of the matrices and the embedding (tied: once)."""
        attention = self.width * self.head_size * 2 * (self.n_heads + self.n_kv_heads)
        per_layer = attention + 3 * self.width * self.ffn_width
        tables = 1 if self.is_tied else 2
        return self.n_layers * per_layer + tables * self.n_vocabulary * self.width


@dataclass(frozen=True, slots=True)
class Family:
    """What sets a family of models apart from Llama.

    Attributes:
        is_gemma: RMSNorm weights count from one, the embedding is multiplied by the root
            of the width, both halves of a layer are normalised once more behind, and the
            gate is a GELU (tanh) instead of a SiLU.
        score_scale: of the attention's dot products; None: head_size ** -0.5.
        score_cap, logit_cap: x becomes cap * tanh(x / cap); 0: not at all.
        windows: for each layer how many tokens it looks back, its own included; 0: all.
        rope_scaling: of layers that look at all; {} is none.
        local_rope_theta: base of the rotation where a layer looks back a window only.
    """

    is_gemma: bool = False
    score_scale: float | None = None
    score_cap: float = 0.0
    logit_cap: float = 0.0
    windows: tuple[int, ...] = ()
    rope_scaling: dict[str, Any] = field(default_factory=dict)
    local_rope_theta: float | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Matrices of a checkpoint stacked row on row, read a piece at a time.

    Attributes: shape: (N, K) of the whole stack.
    """

    checkpoint: "Checkpoint"
    names: tuple[str, ...]
    shape: tuple[int, int]

    def pieces(self) -> Iterator[Array]:
        """Yield float32 (n, K) pieces from the first row to the last."""
        n_rows = max(1, _PIECE_VALUES // self.shape[1])
        for name in self.names:
            place = self.checkpoint.place(name)
            for start in range(0, place.shape[0], n_rows):
                piece = place.rows(start, min(start + n_rows, place.shape[0]))
                self.checkpoint.note(piece.size)
                yield piece

    def whole(self) -> Array:
        """Give all of it, float32 (N, K)."""
        return np.concatenate(list(self.pieces()))


class Checkpoint:
    """Weights and shape of a Llama-like checkpoint.

    Args:
        folder: holds `config.json` and one or more `*.safetensors`.

    Raises:
        ModelMissing: a file is not there.
        ModelCorrupt: a file is damaged, or the architecture is not Llama-like.
    """

    ARCHITECTURES = ("LlamaForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM", *_GEMMA)

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = _read_config(folder)
        self.shape = _llama_shape(self.config)
        self.family = _family(self.config, self.shape)
        self._places = index_tensors(folder)
        self._tell: Tell | None = None
        self._n_read = 0

    def watch(self, tell: Tell | None) -> None:
        """Have every piece that is read from now on told, in weights out of all of them."""
        self._tell, self._n_read = tell, 0

    def note(self, n_values: int) -> None:
        """Tell that so many more weights were read."""
        self._n_read += n_values
        if self._tell is not None:
            self._tell(min(self._n_read, self.shape.n_parameters), self.shape.n_parameters)

    def place(self, name: str) -> Place:
        """Tell where a tensor lies.

        Raises: ModelCorrupt when the checkpoint lacks it, or it has another shape than
            the configuration tells, or holds no plain floats.
        """
        place = self._places.get(name)
        if place is None:
            raise ModelCorrupt(f"The checkpoint lacks {name}; download it again.")
        if place.shape != _expected_shape(self.shape, name):
            raise ModelCorrupt(f"{name} does not fit config.json; download the model again.")
        if place.dtype not in FLOATS:
            raise ModelCorrupt(f"{name} holds {place.dtype}; take the model's unquantized weights.")
        return place

    def tensor(self, name: str) -> Array:
        """Give one tensor as float32, e.g. "model.norm.weight". Raises: as `place`."""
        place = self.place(name)
        return place.rows(0, place.shape[0])

    def norm(self, name: str) -> Array:
        """Give a norm's factors: its tensor, counted from one in Gemma. Raises: as `place`."""
        tensor = self.tensor(name)
        return tensor + np.float32(1) if self.family.is_gemma else tensor

    def stack(self, *names: str) -> Matrix:
        """Give matrices as one, stacked in this order. Raises: as `place`."""
        shapes = [self.place(name).shape for name in names]
        return Matrix(self, names, (sum(n for n, _ in shapes), shapes[0][1]))

    def turns(self, layer: int) -> Array:
        """Give the angles a layer's heads turn by at each step, float64 (head_size / 2,)."""
        family, size = self.family, self.shape.head_size
        if family.local_rope_theta is not None and self.window(layer):
            return inverse_frequencies(size, family.local_rope_theta, {})
        return inverse_frequencies(size, self.shape.rope_theta, family.rope_scaling)

    def window(self, layer: int) -> int:
        """Tell how many tokens a layer looks back, its own included; 0: all."""
        windows = self.family.windows
        return windows[layer] if windows else 0


def _expected_shape(shape: LlamaShape, name: str) -> tuple[int, ...]:
    """Give the shape that a tensor must have, told by its layer's name."""
    parent, kind = name.split(".")[-2:]
    queries, keys = shape.n_heads * shape.head_size, shape.n_kv_heads * shape.head_size
    sizes = {
        "embed_tokens": (shape.n_vocabulary, shape.width),
        "lm_head": (shape.n_vocabulary, shape.width),
        "q_proj": (queries, shape.width),
        "k_proj": (keys, shape.width),
        "v_proj": (keys, shape.width),
        "o_proj": (shape.width, queries),
        "gate_proj": (shape.ffn_width, shape.width),
        "up_proj": (shape.ffn_width, shape.width),
        "down_proj": (shape.width, shape.ffn_width),
        "q_norm": (shape.head_size,),
        "k_norm": (shape.head_size,),
    }
    whole = sizes.get(parent, (shape.width,))
    return whole[:1] if kind == "bias" else whole


def _read_config(folder: Path) -> dict[str, Any]:
    if not (folder / "config.json").is_file():
        raise ModelMissing(f"No config.json in {folder}; it is not a checkpoint.")
    return read_json(folder / "config.json")


def architecture_of(config: dict[str, Any]) -> str:
    """Give the first architecture that a configuration names; "unknown" when it names none."""
    names = config.get("architectures")
    return str(names[0]) if isinstance(names, list) and names else "unknown"


def _llama_shape(config: dict[str, Any]) -> LlamaShape:
    architecture = architecture_of(config)
    if architecture not in Checkpoint.ARCHITECTURES:
        raise ModelCorrupt(
            f"{architecture} has no fused graph here; export it with optimum instead."
        )
    _refuse_the_unusual(config)
    has_bias = bool(config.get("attention_bias", False))
    is_gemma = architecture in _GEMMA
    try:
        n_heads = int(config["num_attention_heads"])
        shape = LlamaShape(
            n_layers=int(config["num_hidden_layers"]),
            width=int(config["hidden_size"]),
            n_heads=n_heads,
            n_kv_heads=int(config.get("num_key_value_heads") or n_heads),
            head_size=int(config.get("head_dim") or config["hidden_size"] // n_heads),
            ffn_width=int(config["intermediate_size"]),
            n_vocabulary=int(config["vocab_size"]),
            context_tokens=int(config["max_position_embeddings"]),
            rope_theta=float(_rotary(config).get("rope_theta") or 10000.0),
            norm_epsilon=float(config.get("rms_norm_eps", 1e-6)),
            is_tied=bool(config.get("tie_word_embeddings", is_gemma)),
            has_attention_bias=has_bias or architecture == "Qwen2ForCausalLM",
            has_output_bias=has_bias and architecture != "Qwen2ForCausalLM",
            has_qk_norm=architecture in ("Qwen3ForCausalLM", "Gemma3ForCausalLM"),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ModelCorrupt(
            f"config.json lacks usable numbers ({error}); download the model again."
        ) from error
    if not all(getattr(shape, name) > 0 for name in _COUNTS) or shape.n_layers > _MOST_LAYERS:
        raise ModelCorrupt("config.json lacks usable numbers; download the model again.")
    return shape


def _family(config: dict[str, Any], shape: LlamaShape) -> Family:
    """Read what sets the model apart. Raises: ModelCorrupt: numbers that make no sense."""
    rotary = _rotary(config)
    scaling = rotary if kind_of(rotary) != "default" else {}
    inverse_frequencies(2, 10000.0, scaling)  # refuses what cannot be computed
    if architecture_of(config) not in _GEMMA:
        return Family(rope_scaling=scaling)
    try:
        is_third = architecture_of(config) == "Gemma3ForCausalLM"
        local = config.get("rope_local_base_freq") or 10000.0
        nested = config.get("rope_parameters") or {}
        if "sliding_attention" in nested:
            local = nested["sliding_attention"].get("rope_theta", local)
        return Family(
            is_gemma=True,
            score_scale=float(config.get("query_pre_attn_scalar") or 256) ** -0.5,
            score_cap=float(config.get("attn_logit_softcapping") or 0),
            logit_cap=float(config.get("final_logit_softcapping") or 0),
            windows=_windows(config, shape.n_layers, 6 if is_third else 2),
            rope_scaling=scaling,
            local_rope_theta=float(local) if is_third else None,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise ModelCorrupt("config.json lacks usable numbers; download the model again.") from error


def _windows(config: dict[str, Any], n_layers: int, usual_pattern: int) -> tuple[int, ...]:
    """Give each layer's window: all but every n-th look back a little way only."""
    window = int(config.get("sliding_window") or 0)
    kinds = config.get("layer_types")
    if not isinstance(kinds, list):
        pattern = int(config.get("sliding_window_pattern") or usual_pattern)
        kinds = ["full" if (i + 1) % pattern == 0 else "sliding" for i in range(n_layers)]
    if len(kinds) != n_layers:
        raise ValueError("layer_types")
    return tuple(window if str(kind).startswith("sliding") else 0 for kind in kinds)


def _rotary(config: dict[str, Any]) -> dict[str, Any]:
    """Give what is said of the rotation, wherever this version of transformers put it.

    Version 5 keeps all of it in `rope_parameters` (Gemma: for each kind of layer); before,
    `rope_theta` stood beside `rope_scaling`, whose kind was first called `type`.
    """
    nested = config.get("rope_parameters") or config.get("rope_scaling") or {}
    if not isinstance(nested, dict):
        return {"rope_theta": config.get("rope_theta")}
    nested = nested.get("full_attention", nested)
    return {"rope_theta": config.get("rope_theta"), **nested}


def _refuse_the_unusual(config: dict[str, Any]) -> None:
    """Raise ModelCorrupt for what the fused graph would silently compute wrongly."""
    rotary = _rotary(config)
    is_gemma = architecture_of(config) in _GEMMA
    activation = config.get("hidden_activation") or config.get("hidden_act")
    usual = "gelu_pytorch_tanh" if is_gemma else "silu"
    partial = rotary.get("partial_rotary_factor") or config.get("partial_rotary_factor")
    unusual = {
        f"{kind_of(rotary)} rotary positions": kind_of(rotary) not in KINDS,
        "partly rotated heads": float(partial or 1.0) != 1.0,
        f"{activation} activation": activation not in (None, usual),
        "biased feed-forward layers": bool(config.get("mlp_bias", False)),
        "a sliding window": bool(config.get("use_sliding_window", False)) and not is_gemma,
        "attention to what follows": bool(config.get("use_bidirectional_attention", False)),
        "weights that are quantized already": "quantization_config" in config,
    }
    for name, is_there in unusual.items():
        if is_there:
            raise ModelCorrupt(f"No fused graph for {name}; export it with optimum instead.")

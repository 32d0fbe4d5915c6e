"""Read a Hugging Face checkpoint folder into plain numpy arrays.

safetensors only: nothing in the folder is ever executed or unpickled.
May import: numpy, safetensors, errors. Thread: any.
"""

import json
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from writer_app.errors import ModelCorrupt, ModelMissing

Array = np.ndarray[Any, np.dtype[Any]]
_N_COUNTS = 8  # the first fields of LlamaShape, each of which must be above zero


@dataclass(frozen=True, slots=True)
class LlamaShape:
    """The numbers of a Llama-like model.

    Attributes:
        n_layers, width, n_heads, n_kv_heads, head_size, ffn_width, n_vocabulary: counts.
        context_tokens: window of training. rope_theta: base of the rotary angles.
        norm_epsilon: of RMSNorm. is_tied: the head is the embedding.
        has_attention_bias: q, k and v carry a bias (Qwen2, some Llamas).
        has_output_bias: the projection after the attention carries one too (some Llamas).
        has_qk_norm: q and k are normalised by head (Qwen3).
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


class Checkpoint:
    """Weights and shape of a Llama-like checkpoint.

    Args:
        folder: holds `config.json` and one or more `*.safetensors`.

    Raises:
        ModelMissing: a file is not there.
        ModelCorrupt: a file is damaged, or the architecture is not Llama-like.
    """

    ARCHITECTURES = ("LlamaForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = _read_config(folder)
        self.shape = _llama_shape(self.config)
        self._files = _index_tensors(folder)

    def tensor(self, name: str) -> Array:
        """Give one tensor as float32, e.g. "model.norm.weight".

        Raises: ModelCorrupt when the checkpoint lacks it, or it has another shape than
            the configuration tells.
        """
        path = self._files.get(name)
        if path is None:
            raise ModelCorrupt(f"The checkpoint lacks {name}; download it again.")
        with safe_open(path, framework="np") as file:
            part = file.get_slice(name)
            if tuple(part.get_shape()) != _expected_shape(self.shape, name):
                raise ModelCorrupt(f"{name} does not fit config.json; download the model again.")
            if part.get_dtype() == "BF16":
                return _read_bfloat16(path, name)
            return np.asarray(file.get_tensor(name), dtype=np.float32)


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
    path = folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelMissing(f"No config.json in {folder}; it is not a checkpoint.") from error
    except (OSError, ValueError) as error:
        raise ModelCorrupt(f"{path} cannot be read; download the model again.") from error
    if not isinstance(config, dict):
        raise ModelCorrupt(f"{path} is not a model's configuration.")
    return config


def _llama_shape(config: dict[str, Any]) -> LlamaShape:
    architecture = (config.get("architectures") or ["unknown"])[0]
    if architecture not in Checkpoint.ARCHITECTURES:
        raise ModelCorrupt(
            f"{architecture} has no fused graph here; export it with optimum instead."
        )
    _refuse_the_unusual(config)
    has_bias = bool(config.get("attention_bias", False))
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
            rope_theta=float(_rotary(config).get("rope_theta", 10000.0)),
            norm_epsilon=float(config.get("rms_norm_eps", 1e-6)),
            is_tied=bool(config.get("tie_word_embeddings", False)),
            has_attention_bias=has_bias or architecture == "Qwen2ForCausalLM",
            has_output_bias=has_bias and architecture != "Qwen2ForCausalLM",
            has_qk_norm=architecture == "Qwen3ForCausalLM",
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ModelCorrupt(
            f"config.json lacks usable numbers ({error}); download the model again."
        ) from error
    if not all(n > 0 for n in astuple(shape)[:_N_COUNTS]):
        raise ModelCorrupt("config.json lacks usable numbers; download the model again.")
    return shape


def _rotary(config: dict[str, Any]) -> dict[str, Any]:
    """Give what is said of the rotation, wherever this version of transformers put it.

    Version 5 keeps all of it in `rope_parameters`; before, `rope_theta` stood beside
    `rope_scaling`, whose kind was first called `type`.
    """
    nested = config.get("rope_parameters") or config.get("rope_scaling") or {}
    return {**config, **nested} if isinstance(nested, dict) else dict(config)


def _refuse_the_unusual(config: dict[str, Any]) -> None:
    """Raise ModelCorrupt for what the fused graph would silently compute wrongly."""
    rotary = _rotary(config)
    kind = rotary.get("rope_type") or rotary.get("type") or "default"
    unusual = {
        f"{kind} rotary positions": kind != "default",
        "partly rotated heads": float(rotary.get("partial_rotary_factor") or 1.0) != 1.0,
        f"{config.get('hidden_act')} activation": config.get("hidden_act", "silu") != "silu",
        "biased feed-forward layers": bool(config.get("mlp_bias", False)),
        "a sliding window": bool(config.get("use_sliding_window", False)),
        "weights that are quantized already": "quantization_config" in config,
    }
    for name, is_there in unusual.items():
        if is_there:
            raise ModelCorrupt(f"No fused graph for {name}; export it with optimum instead.")


def _index_tensors(folder: Path) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for path in sorted(folder.glob("*.safetensors")):
        try:
            with safe_open(path, framework="np") as file:
                files.update(dict.fromkeys(file.keys(), path))
        except (SafetensorError, OSError) as error:
            raise ModelCorrupt(f"{path.name} is damaged; download it again.") from error
    if not files:
        raise ModelMissing(f"No *.safetensors in {folder}; other formats are not read.")
    return files


def _read_bfloat16(path: Path, name: str) -> Array:
    """Read a bfloat16 tensor, which numpy lacks, by its upper halves of float32."""
    with path.open("rb") as file:
        header_bytes = int.from_bytes(file.read(8), "little")
        entry = json.loads(file.read(header_bytes))[name]
        start, end = entry["data_offsets"]
        file.seek(8 + header_bytes + start)
        halves = np.frombuffer(file.read(end - start), dtype="<u2")
    return (halves.astype(np.uint32) << 16).view(np.float32).reshape(entry["shape"])

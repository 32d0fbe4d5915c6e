"""Seeded tiny models, made offline in a moment: the content is noise, the form is real.

`write_checkpoint` needs numpy and safetensors only; `tests/reference.py` is the
part that needs torch.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file
from tokenizers import (
    AddedToken,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    trainers,
)

from writer_app.library.llama_graph import Recipe
from writer_app.library.package import Label, package_checkpoint

Array = np.ndarray[Any, np.dtype[Any]]

TEXT = (
    "The ferry left at seven, before the fog had lifted from the harbour. Nobody on the upper "
    "deck said much; the gulls did the talking. Mara counted the islands as they came out of "
    "the white, one after another, and wrote their names in a green notebook: Hallow, Tern, "
    "Little Tern, the Sisters. By noon the light had changed.\n\n"
    "\u201cYou have been here before,\u201d the captain said. It was not a question. She had "
    "been eleven then, and the harbour had seemed as wide as the world. In 1999 there were "
    "forty-two boats; now she could count nine. \u2018Where did they go?\u2019 she asked, and "
    "he pointed with his pipe at the grass behind the church, where the old hulls lay keel up "
    "like sleeping animals, their names still to be read under the paint.\n"
)
CONTROL_TOKENS = ("<|end|>", "<|prefix|>", "<|suffix|>")
N_VOCABULARY = 420


@dataclass(frozen=True, slots=True)
class TinyShape:
    """Numbers of a tiny Llama-like checkpoint; see `LlamaShape`."""

    architecture: str = "LlamaForCausalLM"
    n_layers: int = 2
    width: int = 64
    n_heads: int = 4
    n_kv_heads: int = 2
    head_size: int = 16
    ffn_width: int = 96
    context_tokens: int = 128
    is_tied: bool = True
    attention_bias: bool = False


def byte_level_tokenizer(n_vocabulary: int = N_VOCABULARY) -> Tokenizer:
    """Train a byte-level BPE with control tokens on a page of our own."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=n_vocabulary,
        special_tokens=list(CONTROL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([TEXT], trainer)
    return tokenizer


def metaspace_tokenizer(n_vocabulary: int = 512) -> Tokenizer:
    """Train a sentencepiece-like BPE: spaces as marks, unknown letters as bytes."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Sequence(
        [decoders.ByteFallback(), decoders.Metaspace(), decoders.Fuse()]
    )
    bytes_of_fallback = [f"<0x{i:02X}>" for i in range(256)]
    trainer = trainers.BpeTrainer(
        vocab_size=n_vocabulary,
        special_tokens=["<unk>", "<s>", "</s>", *bytes_of_fallback],
        show_progress=False,
    )
    tokenizer.train_from_iterator([TEXT.replace("\n", " ")], trainer)
    content = json.loads(tokenizer.to_str())
    for token in content["added_tokens"]:
        token["special"] = not token["content"].startswith("<0x")
    content["added_tokens"] = [token for token in content["added_tokens"] if token["special"]]
    return Tokenizer.from_str(json.dumps(content))


def gemma_tokenizer(n_vocabulary: int = N_VOCABULARY) -> Tokenizer:
    """Train a BPE in Gemma's form: a normalizer marks spaces, pieces end with them."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", "\u2581")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    bytes_of_fallback = [f"<0x{i:02X}>" for i in range(256)]
    trainer = trainers.BpeTrainer(
        vocab_size=n_vocabulary,
        special_tokens=["<pad>", "<eos>", "<bos>", "<unk>", *bytes_of_fallback],
        show_progress=False,
    )
    tokenizer.train_from_iterator([TEXT.replace("\n", " ")], trainer)
    content = json.loads(tokenizer.to_str())
    added = content["added_tokens"]
    content["added_tokens"] = [t for t in added if not t["content"].startswith("<0x")]
    return Tokenizer.from_str(json.dumps(content))


def add_special_tokens(tokenizer: Tokenizer, names: tuple[str, ...]) -> None:
    """Add control tokens behind the trained ones."""
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in names])


def write_checkpoint(
    folder: Path,
    shape: TinyShape | None = None,
    *,
    dtype: str = "float32",
    seed: int = 7,
    tokenizer: Tokenizer | None = None,
) -> Path:
    """Write a random Llama-like checkpoint as Hugging Face lays it out.

    Args:
        tokenizer: of N_VOCABULARY tokens at most; a byte-level one unless given.
    """
    shape = shape or TinyShape()
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: t.astype(dtype) for name, t in _random_tensors(shape, seed).items()}
    save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(_config(shape)), encoding="utf-8")
    (tokenizer or byte_level_tokenizer()).save(str(folder / "tokenizer.json"))
    names = {"bos_token": "<|end|>", "eos_token": "<|end|>"}
    (folder / "tokenizer_config.json").write_text(
        json.dumps({**names, "tokenizer_class": "PreTrainedTokenizerFast"}), encoding="utf-8"
    )
    return folder


def build_folder(
    checkpoint: Path, folder: Path, recipe: Recipe | None = None, begin_token: str = "<|end|>"
) -> Path:
    """Build the fused model folder of a checkpoint; float32 unless told otherwise."""
    label = Label("Tiny", "MIT", ("en",), 0.4, begin_token)
    package_checkpoint(checkpoint, folder, recipe or Recipe(bits=0, table_bits=0), label)
    return folder


def _random_tensors(shape: TinyShape, seed: int) -> dict[str, Array]:
    """Draw weights large enough for logits with clear margins."""
    random = np.random.default_rng(seed)

    def matrix(n: int, k: int) -> Array:
        return (random.standard_normal((n, k)) * 1.5 / np.sqrt(k)).astype(np.float32)

    def gamma(n: int) -> Array:
        return (1 + 0.2 * random.standard_normal(n)).astype(np.float32)

    width, size = shape.width, shape.head_size
    tensors = {"model.embed_tokens.weight": matrix(N_VOCABULARY, width) * 2}
    for layer in range(shape.n_layers):
        prefix = f"model.layers.{layer}"
        heads = {"q_proj": shape.n_heads, "k_proj": shape.n_kv_heads, "v_proj": shape.n_kv_heads}
        for name, n in heads.items():
            tensors[f"{prefix}.self_attn.{name}.weight"] = matrix(n * size, width)
            if shape.attention_bias or shape.architecture.startswith("Qwen2"):
                tensors[f"{prefix}.self_attn.{name}.bias"] = matrix(1, n * size)[0] * 4
        tensors[f"{prefix}.self_attn.o_proj.weight"] = matrix(width, shape.n_heads * size)
        if shape.attention_bias:
            tensors[f"{prefix}.self_attn.o_proj.bias"] = matrix(1, width)[0]
        if shape.architecture.startswith("Qwen3"):
            for name in ("q_norm", "k_norm"):
                tensors[f"{prefix}.self_attn.{name}.weight"] = gamma(size)
        for name in ("gate_proj", "up_proj"):
            tensors[f"{prefix}.mlp.{name}.weight"] = matrix(shape.ffn_width, width)
        tensors[f"{prefix}.mlp.down_proj.weight"] = matrix(width, shape.ffn_width)
        for name in ("input_layernorm", "post_attention_layernorm"):
            tensors[f"{prefix}.{name}.weight"] = gamma(width)
    tensors["model.norm.weight"] = gamma(width)
    if not shape.is_tied:
        tensors["lm_head.weight"] = matrix(N_VOCABULARY, width)
    return tensors


def _config(shape: TinyShape) -> dict[str, Any]:
    kinds = {"LlamaForCausalLM": "llama", "Qwen2ForCausalLM": "qwen2", "Qwen3ForCausalLM": "qwen3"}
    return {
        "architectures": [shape.architecture],
        "model_type": kinds[shape.architecture],
        "num_hidden_layers": shape.n_layers,
        "hidden_size": shape.width,
        "num_attention_heads": shape.n_heads,
        "num_key_value_heads": shape.n_kv_heads,
        "head_dim": shape.head_size,
        "intermediate_size": shape.ffn_width,
        "vocab_size": N_VOCABULARY,
        "max_position_embeddings": shape.context_tokens,
        "rope_theta": 10000.0,
        "rms_norm_eps": 1e-5,
        "hidden_act": "silu",
        "tie_word_embeddings": shape.is_tied,
        "attention_bias": shape.attention_bias,
        "use_sliding_window": False,
        "bos_token_id": 0,
        "eos_token_id": 0,
    }

"""Write a Llama checkpoint of random weights, to compare runtimes on.

Speed does not depend on what the weights say, only on their shapes and bits, so
every runtime is given this same folder: Hugging Face layout, float16 safetensors,
config and a tokenizer. The weights are scaled so that each layer keeps its input's
variance: activations stay near one and the logits have a spread of about three,
as a trained model's do, so that runtimes can also be checked for agreement.

Run by hand:
    python tests/bench/peers/random_checkpoint.py --out DIR [--shape base|seed]
Needs: numpy, safetensors. Thread: main.
"""

import argparse
import json
import math
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

SEED_TOKENIZER = Path(__file__).resolve().parents[3] / "models" / "seed" / "tokenizer.json"
EMBEDDING_STD = 0.125  # logit spread: sqrt(width) * 0.125, i.e. 3 for a width of 576


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of one Llama model; `n_context` is its window in tokens."""

    n_layers: int
    width: int
    n_heads: int
    n_kv_heads: int
    head_size: int
    ffn_width: int
    n_vocabulary: int
    n_context: int


SHAPES = {
    "base": Shape(14, 576, 9, 3, 64, 1536, 16384, 1024),
    "seed": Shape(6, 256, 4, 4, 64, 704, 8192, 1024),
}


def config_of(shape: Shape) -> dict[str, object]:
    """Give the config.json of a `LlamaForCausalLM` of this shape."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "attention_bias": False,
        "attention_dropout": 0.0,
        "bos_token_id": 0,
        "eos_token_id": 0,
        "head_dim": shape.head_size,
        "hidden_act": "silu",
        "hidden_size": shape.width,
        "initializer_range": 0.02,
        "intermediate_size": shape.ffn_width,
        "max_position_embeddings": shape.n_context,
        "mlp_bias": False,
        "model_type": "llama",
        "num_attention_heads": shape.n_heads,
        "num_hidden_layers": shape.n_layers,
        "num_key_value_heads": shape.n_kv_heads,
        "rms_norm_eps": 1e-5,
        "rope_scaling": None,
        "rope_theta": 10000.0,
        "tie_word_embeddings": True,
        "torch_dtype": "float16",
        "use_cache": True,
        "vocab_size": shape.n_vocabulary,
    }


def random_weights(shape: Shape, seed: int) -> dict[str, NDArray[np.float16]]:
    """Draw all tensors of the checkpoint, named as transformers names them.

    Args:
        seed: of the generator; the same seed gives the same bytes.

    Returns:
        float16 arrays; matrices are (out, in).
    """
    rng = np.random.default_rng(seed)
    # Two branches a layer add to the residual stream; strong enough that what was read, not the
    # last token alone, decides the next one.
    into_residual = 2.0 / math.sqrt(2 * shape.n_layers)

    def matrix(n_out: int, n_in: int, scale: float = 1.0) -> NDArray[np.float16]:
        drawn = rng.standard_normal((n_out, n_in), dtype=np.float32)
        return (drawn * np.float32(scale / math.sqrt(n_in))).astype(np.float16)

    def norm() -> NDArray[np.float16]:
        return (1.0 + 0.1 * rng.standard_normal(shape.width)).astype(np.float16)

    q_width = shape.n_heads * shape.head_size
    kv_width = shape.n_kv_heads * shape.head_size
    table = rng.standard_normal((shape.n_vocabulary, shape.width), dtype=np.float32)
    tensors = {"model.embed_tokens.weight": (table * EMBEDDING_STD).astype(np.float16)}
    for layer in range(shape.n_layers):
        prefix = f"model.layers.{layer}."
        tensors |= {
            prefix + "input_layernorm.weight": norm(),
            prefix + "self_attn.q_proj.weight": matrix(q_width, shape.width),
            prefix + "self_attn.k_proj.weight": matrix(kv_width, shape.width),
            prefix + "self_attn.v_proj.weight": matrix(kv_width, shape.width),
            prefix + "self_attn.o_proj.weight": matrix(shape.width, q_width, into_residual),
            prefix + "post_attention_layernorm.weight": norm(),
            prefix + "mlp.gate_proj.weight": matrix(shape.ffn_width, shape.width),
            prefix + "mlp.up_proj.weight": matrix(shape.ffn_width, shape.width),
            # silu(gate) * up has an RMS of about 0.6 for unit gaussians, hence the 1.7.
            prefix + "mlp.down_proj.weight": matrix(
                shape.width, shape.ffn_width, 1.7 * into_residual
            ),
        }
    tensors["model.norm.weight"] = norm()
    return tensors


def write_checkpoint(folder: Path, shape: Shape, seed: int, tokenizer: Path | None) -> int:
    """Write the checkpoint folder and give the number of parameters in it."""
    folder.mkdir(parents=True, exist_ok=True)
    config = json.dumps(config_of(shape), indent=2) + "\n"
    (folder / "config.json").write_text(config, encoding="utf-8")
    tensors = random_weights(shape, seed)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    if tokenizer is not None:
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
        names = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|end|>"}
        (folder / "tokenizer_config.json").write_text(json.dumps(names) + "\n", encoding="utf-8")
    return sum(tensor.size for tensor in tensors.values())


def main() -> None:
    """Read the flags and write the folder."""
    parser = argparse.ArgumentParser(description="Write a random Llama checkpoint.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--shape", choices=sorted(SHAPES), default="base")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tokenizer", type=Path, default=SEED_TOKENIZER, help="tokenizer.json")
    flags = parser.parse_args()
    tokenizer = flags.tokenizer if flags.tokenizer.is_file() else None
    n_parameters = write_checkpoint(flags.out, SHAPES[flags.shape], flags.seed, tokenizer)
    print(f"{flags.out}: {n_parameters / 1e6:.1f} M parameters")


if __name__ == "__main__":
    main()

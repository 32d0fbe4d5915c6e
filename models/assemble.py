"""Turn weight pieces into a Hugging Face checkpoint folder.

    python models/assemble.py scratch/run/pieces scratch/tokenizer.json scratch/checkpoint

Needs numpy and safetensors. With --check (torch and transformers: the `[convert]`
extra) the folder's logits are compared with the trainer's own model.
"""

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from safetensors.numpy import save_file

from models.recipe.step import InputError, run_step
from models.training.pieces import read_pieces
from models.training.shape import ModelShape

END = "<|end|>"


def main() -> None:
    """Read the flags, assemble, compare if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pieces", type=Path, help="folder with pieces.json")
    parser.add_argument("tokenizer", type=Path, help="the tokenizer.json of the shards")
    parser.add_argument("folder", type=Path, help="written: the checkpoint")
    parser.add_argument("--check", action="store_true", help="compare with transformers")
    arguments = parser.parse_args()
    shape = assemble(arguments.pieces, arguments.tokenizer, arguments.folder)
    print(f"{arguments.folder}: {shape.n_parameters:,} parameters")
    if arguments.check:
        from models.recipe.parity import largest_difference

        difference = largest_difference(arguments.folder, arguments.pieces)
        print(f"largest difference of a logit from transformers': {difference:.2e}")
        if difference > 1e-3:
            raise InputError("The checkpoint does not compute what was trained; do not ship it.")


def assemble(pieces: Path, tokenizer: Path, folder: Path) -> ModelShape:
    """Write `model.safetensors`, `config.json` and the tokenizer's files.

    Raises: UnusableInput, InputError: a piece or the tokenizer is not the run's.
    """
    weights, shape, facts = read_pieces(pieces)
    try:
        data = tokenizer.read_bytes()
    except OSError as error:
        raise InputError(
            f"{tokenizer} cannot be read; name the tokenizer of the shards."
        ) from error
    if hashlib.sha256(data).hexdigest() != facts.get("tokenizer_sha256"):
        raise InputError(f"{tokenizer} is not the tokenizer that the shards were made with.")
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: np.ascontiguousarray(weight) for name, weight in weights.items()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    _write_json(folder / "config.json", _config(shape))
    _write_json(folder / "generation_config.json", {"bos_token_id": 0, "eos_token_id": 0})
    _write_json(folder / "training.json", facts)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    _write_json(
        folder / "tokenizer_config.json",
        {"bos_token": END, "eos_token": END, "tokenizer_class": "PreTrainedTokenizerFast",
         "clean_up_tokenization_spaces": False},
    )  # fmt: skip
    _write_json(folder / "special_tokens_map.json", {"bos_token": END, "eos_token": END})
    return shape


def _config(shape: ModelShape) -> dict[str, Any]:
    """Give config.json as transformers' LlamaConfig reads it."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "dtype": "float16",
        "vocab_size": shape.n_vocabulary,
        "hidden_size": shape.width,
        "intermediate_size": shape.ffn_width,
        "num_hidden_layers": shape.n_layers,
        "num_attention_heads": shape.n_heads,
        "num_key_value_heads": shape.n_kv_heads,
        "head_dim": shape.head_size,
        "max_position_embeddings": shape.context_tokens,
        "rope_theta": shape.rope_theta,
        "rope_scaling": None,
        "rms_norm_eps": shape.norm_epsilon,
        "hidden_act": "silu",
        "tie_word_embeddings": True,
        "attention_bias": False,
        "attention_dropout": 0.0,
        "mlp_bias": False,
        "initializer_range": 0.02,
        "pretraining_tp": 1,
        "use_cache": True,
        "bos_token_id": 0,
        "eos_token_id": 0,
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(run_step(main))

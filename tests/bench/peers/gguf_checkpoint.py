"""Convert a Hugging Face Llama checkpoint to GGUF, and quantize it for llama.cpp.

Names and layout follow llama.cpp's own convert_hf_to_gguf.py: the rows of q and k are
permuted, because llama.cpp rotates neighbouring pairs where transformers rotates
halves. No vocabulary is written unless it is asked for: the bench speaks token ids. With one,
the trained seed can stand behind llama.cpp's server (tests/bench/server_trip.py):

    python tests/bench/peers/gguf_checkpoint.py models/seed seed.gguf

Environment: llama_cpp_peer.py's (gguf, safetensors, llama-cpp-python, numpy). Thread: main.
Source: llama.cpp, convert_hf_to_gguf.py, LlamaModel.permute.
"""

import json
import sys
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

LAYER_NAMES = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
TOP_NAMES = {"model.embed_tokens": "token_embd", "model.norm": "output_norm"}


def gguf_name(name: str) -> str:
    """Translate a tensor's transformers name to llama.cpp's."""
    stem = name.removesuffix(".weight")
    if stem in TOP_NAMES:
        return TOP_NAMES[stem] + ".weight"
    layer, _, part = stem.removeprefix("model.layers.").partition(".")
    return f"blk.{layer}.{LAYER_NAMES[part]}.weight"


def interleave_halves(weight: NDArray[np.float16], n_heads: int) -> NDArray[np.float16]:
    """Reorder the rows of each head from rotated halves to rotated neighbours."""
    n_rows, n_columns = weight.shape
    halves = weight.reshape(n_heads, 2, n_rows // n_heads // 2, n_columns)
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(n_rows, n_columns))


def convert(checkpoint: Path, out: Path, *, has_vocabulary: bool = False) -> None:
    """Write the checkpoint as a float16 GGUF file.

    Args:
        has_vocabulary: with its tokenizer, which must be a byte-level BPE with single digits.
    """
    config = json.loads((checkpoint / "config.json").read_text(encoding="utf-8"))
    writer = gguf.GGUFWriter(out, "llama")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_key_length(config["head_dim"])
    writer.add_value_length(config["head_dim"])
    writer.add_rope_dimension_count(config["head_dim"])
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    if has_vocabulary:
        add_vocabulary(writer, checkpoint / "tokenizer.json", config["vocab_size"])
    else:
        writer.add_tokenizer_model("no_vocab")
    for name, weight in load_file(checkpoint / "model.safetensors").items():
        if name.endswith("q_proj.weight"):
            weight = interleave_halves(weight, config["num_attention_heads"])
        if name.endswith("k_proj.weight"):
            weight = interleave_halves(weight, config["num_key_value_heads"])
        is_vector = weight.ndim == 1
        writer.add_tensor(gguf_name(name), weight.astype(np.float32) if is_vector else weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def add_vocabulary(writer: gguf.GGUFWriter, path: Path, n_tokens: int) -> None:
    """Write a tokenizer as llama.cpp wants it; "smollm" splits digits as ours does."""
    known = json.loads(path.read_text(encoding="utf-8"))
    names = {number: name for name, number in known["model"]["vocab"].items()}
    special = {one["id"] for one in known["added_tokens"]}
    kinds = gguf.TokenType
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([names.get(number, f"<unused{number}>") for number in range(n_tokens)])
    writer.add_token_types(
        [kinds.CONTROL if number in special else kinds.NORMAL for number in range(n_tokens)]
    )
    writer.add_token_merges([" ".join(pair) for pair in known["model"]["merges"]])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(0)
    writer.add_add_bos_token(value=True)


def quantize(source: Path, out: Path, file_type: int, embedding_type: int) -> None:
    """Quantize a float16 GGUF file with llama.cpp's own quantizer.

    Args:
        file_type: LLAMA_FTYPE_* of the layers.
        embedding_type: GGML_TYPE_* of the table that serves as embedding and head.
    """
    settings = llama_cpp.llama_model_quantize_default_params()
    settings.ftype = file_type
    settings.token_embedding_type = embedding_type
    settings.output_tensor_type = embedding_type
    code = llama_cpp.llama_model_quantize(str(source).encode(), str(out).encode(), settings)
    if code != 0:
        raise SystemExit(f"llama.cpp could not quantize {source} (code {code})")


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]), has_vocabulary=True)

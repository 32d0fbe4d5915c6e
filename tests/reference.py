"""The outside truth: transformers running the same weights, one text at a time.

torch and transformers are slow to import and noisy, so only the tests that compare
with them import this module's makers, and inside `quiet` blocks.
"""

import contextlib
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tests.tiny_model import N_VOCABULARY, TinyShape, byte_level_tokenizer, write_checkpoint

Array = np.ndarray[Any, np.dtype[Any]]
_CONTEXT_TOKENS = 128


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let torch, transformers and optimum warn of their own deprecations unheard.

    These are other people's warnings about other people's code, raised at import and
    while tracing; ours stay errors everywhere else.
    """
    os.environ["TRANSFORMERS_VERBOSITY"] = "error"
    os.environ["HF_HUB_OFFLINE"] = "1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Reference:
    """A checkpoint as transformers runs it, in float32 on the CPU."""

    def __init__(self, checkpoint: Path) -> None:
        with quiet():
            import torch
            from transformers import AutoModelForCausalLM

            torch.set_num_threads(1)  # these models are far too small to share out
            self._torch = torch
            # "eager" is the one way that computes Gemma 2's caps.
            self._model = AutoModelForCausalLM.from_pretrained(
                checkpoint, dtype=torch.float32, attn_implementation="eager"
            ).eval()

    def logits(self, ids: list[int]) -> Array:
        """Give the logits after every token, float32 (T, V)."""
        with quiet(), self._torch.no_grad():
            output: Array = self._model(self._torch.tensor([ids])).logits[0].numpy()
        return output

    def greedy(self, ids: list[int], n: int) -> list[int]:
        """Give the n tokens that greedy decoding with transformers' own cache adds."""
        with quiet(), self._torch.no_grad():
            prompt = self._torch.tensor([ids])
            whole = self._model.generate(
                prompt,
                attention_mask=self._torch.ones_like(prompt),
                max_new_tokens=n,
                min_new_tokens=n,
                do_sample=False,
                eos_token_id=None,
                pad_token_id=0,
            )
        return [int(i) for i in whole[0][len(ids) :]]

    def nats(self, ids: list[int]) -> float:
        """Give the summed loss of ids[1:], each given all before it."""
        tensor = self._torch.tensor([ids])
        with quiet(), self._torch.no_grad():
            return float(self._model(tensor, labels=tensor).loss) * (len(ids) - 1)


def write_hugging_face(kind: str, folder: Path) -> Path:
    """Write a tiny seeded checkpoint of one kind of model.

    Args: kind: one of the keys below, or "llama", "qwen2", "qwen3".
    """
    names = {"llama": "Llama", "qwen2": "Qwen2", "qwen3": "Qwen3"}
    if kind in names:
        return write_checkpoint(folder, TinyShape(architecture=f"{names[kind]}ForCausalLM"))
    with quiet():
        import torch

        torch.manual_seed(7)
        model = _tiny_model(kind)
        for name, weights in model.named_parameters():
            if "norm" in name and kind in _NORMED:
                weights.data.normal_(_NORMED[kind], 0.2)
        model.save_pretrained(folder)
    byte_level_tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(
        '{"bos_token": "<|end|>", "eos_token": "<|end|>", '
        '"tokenizer_class": "PreTrainedTokenizerFast"}',
        encoding="utf-8",
    )
    return folder


_NORMED = {"gemma2": 0.0, "gemma3": 0.0, "llama3": 1.0}  # Gemma counts its norms from one
_SIZES = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
_IDS = {"vocab_size": N_VOCABULARY, "bos_token_id": 0, "eos_token_id": 0}
_GROUPED = {
    **_SIZES, **_IDS, "num_key_value_heads": 2, "intermediate_size": 96, "pad_token_id": 0,
    "max_position_embeddings": _CONTEXT_TOKENS, "initializer_range": 0.2,
}  # fmt: skip
_WINDOWED = {**_GROUPED, "head_dim": 32, "sliding_window": 16, "query_pre_attn_scalar": 24}
_LLAMA3 = {
    "rope_type": "llama3", "factor": 4.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
    "original_max_position_embeddings": 32,
}  # fmt: skip


def _tiny_model(kind: str) -> Any:
    """Make a random model of a kind; its content is noise, its form the family's own."""
    import transformers as hf

    small = {**_IDS, "initializer_range": 0.2}
    match kind:
        case "gpt2":
            sizes = {"n_positions": _CONTEXT_TOKENS, "n_embd": 64, "n_layer": 2, "n_head": 4}
            return hf.GPT2LMHeadModel(hf.GPT2Config(**sizes, **small))
        case "gpt_neox":
            sizes = {**_SIZES, "intermediate_size": 128, "rotary_pct": 0.5}
            sizes["max_position_embeddings"] = _CONTEXT_TOKENS
            return hf.GPTNeoXForCausalLM(hf.GPTNeoXConfig(**sizes, **small))
        case "phi3":
            window = {"original_max_position_embeddings": _CONTEXT_TOKENS}
            return hf.Phi3ForCausalLM(hf.Phi3Config(**_GROUPED, **window))
        case "opt":
            sizes = {**_SIZES, **_IDS, "ffn_dim": 96, "word_embed_proj_dim": 64, "init_std": 0.2}
            sizes |= {"max_position_embeddings": _CONTEXT_TOKENS, "pad_token_id": 1}
            return hf.OPTForCausalLM(hf.OPTConfig(**sizes))
        case "bloom":
            sizes = {"hidden_size": 64, "n_layer": 2, "n_head": 4, "seq_length": _CONTEXT_TOKENS}
            return hf.BloomForCausalLM(hf.BloomConfig(**sizes, **small))
        case "llama3":
            scaled = {"rope_theta": 500.0, "rope_scaling": _LLAMA3, "tie_word_embeddings": True}
            return hf.LlamaForCausalLM(hf.LlamaConfig(**_GROUPED, **scaled))
        case "gemma2":
            caps = {"attn_logit_softcapping": 5.0, "final_logit_softcapping": 8.0}
            config = hf.Gemma2Config(**_WINDOWED, **caps, attn_implementation="eager")
            return hf.Gemma2ForCausalLM(config)
        case _:
            kinds = ["sliding_attention", "full_attention"]
            return hf.Gemma3ForCausalLM(hf.Gemma3TextConfig(**_WINDOWED, layer_types=kinds))


def drop_position_ids(path: Path) -> None:
    """Rewrite a graph so that it counts its positions itself from its past's length."""
    model = onnx.load(str(path))
    graph = model.graph
    kept = [value for value in graph.input if value.name != "position_ids"]
    assert len(kept) < len(graph.input), "the graph has no position_ids to drop"
    past = next(value.name for value in kept if value.name.startswith("past_key_values."))
    numbers = {"two": [2], "three": [3], "one_in_a_list": [1], "nothing": [0]}
    constants = {f"counted.{k}": np.array(v, np.int64) for k, v in numbers.items()}
    constants["counted.one"] = np.array(1, np.int64)
    graph.initializer.extend(numpy_helper.from_array(v, k) for k, v in constants.items())
    nodes = _counting_nodes(past)
    for offset, node in enumerate(nodes):
        graph.node.insert(offset, node)
    del graph.input[:]
    graph.input.extend(kept)
    onnx.save(model, str(path))


def _counting_nodes(past: str) -> list[onnx.NodeProto]:
    def node(kind: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
        return helper.make_node(kind, inputs, [output], **attributes)

    return [
        node("Shape", [past], "counted.past_shape"),
        node("Slice", ["counted.past_shape", "counted.two", "counted.three"], "counted.past"),
        node("Shape", ["input_ids"], "counted.ids_shape"),
        node("Slice", ["counted.ids_shape", "counted.one_in_a_list", "counted.two"], "counted.new"),
        node("Add", ["counted.past", "counted.new"], "counted.end"),
        node("Squeeze", ["counted.past"], "counted.past_scalar"),
        node("Squeeze", ["counted.end"], "counted.end_scalar"),
        node(
            "Range", ["counted.past_scalar", "counted.end_scalar", "counted.one"], "counted.range"
        ),
        node("Cast", ["counted.range"], "counted.integers", to=TensorProto.INT64),
        node("Unsqueeze", ["counted.integers", "counted.nothing"], "counted.row"),
        node("Expand", ["counted.row", "counted.ids_shape"], "position_ids"),
    ]

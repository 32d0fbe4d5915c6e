"""Build the fused ONNX graph of a Llama-like checkpoint.

One graph, about eight nodes a layer: RMSNorm with the residual sum inside,
packed q/k/v in one MatMulNBits, GroupQueryAttention with the rotation inside
and one buffer for past and present, MatMulNBits for the rest. The head reads
only the last `n_rows` positions. Inputs and outputs:

    input_ids              int64 (B, T)
    seqlens_k              int32 (B,): tokens in the cache after this run, minus one
    total_sequence_length  int32 (): tokens in the cache after this run
    n_rows                 int64 (1,): final logit rows wanted, 1..T
    past_key_values.l.key/value  float (B, H, P, D), P is the buffer's length
    logits                 float (B, n_rows, V)
    present.l.key/value    float, the same buffers when bound so

Source: onnxruntime's docs/ContribOperators.md for each operator; that the order
of a packed projection is q, k, v: GroupQueryAttention there. Thread: any.
"""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from writer_app.library.checkpoint import Checkpoint, LlamaShape
from writer_app.library.graph_parts import (
    MICROSOFT,
    Parts,
    Quantizer,
    Recipe,
    WeightsFile,
    rounded,
)

Array = np.ndarray[Any, np.dtype[Any]]
__all__ = ["Recipe", "build_llama_graph"]


def build_llama_graph(
    checkpoint: Checkpoint,
    recipe: Recipe,
    data: WeightsFile | None = None,
    quantize: Quantizer = rounded,
) -> onnx.ModelProto:
    """Give the whole fused model.

    Args:
        data: takes the weights as they are made, for models of any size; None: they are
            inside the graph (under 2 GB).
        quantize: the matrices of layers and table.

    Raises: ModelCorrupt when the checkpoint lacks a tensor.
    """
    shape = checkpoint.shape
    parts = Parts(recipe, data, quantize)
    _rotary_tables(parts, checkpoint)
    embedding = checkpoint.stack("model.embed_tokens.weight")
    hidden, table = parts.table(embedding, "input_ids")
    if checkpoint.family.is_gemma:
        root = parts.constant("embedding.factor", np.array(shape.width**0.5, np.float32))
        hidden = parts.node("Mul", [hidden, root], ["embedded.scaled"], own=False)
    normed, skip = _first_norm(parts, checkpoint, hidden), hidden
    for layer in range(shape.n_layers):
        normed, skip = _layer(parts, checkpoint, layer, normed, skip)
    last = _last_rows(parts, normed)
    if shape.is_tied:
        logits = parts.head(last, table, embedding)
    else:
        logits = parts.untied_head(last, checkpoint.stack("lm_head.weight"))
    _finish(parts, logits, checkpoint.family.logit_cap)
    return _model(parts, shape)


def _finish(parts: Parts, logits: str, cap: float) -> None:
    """Name the logits; where the model says so, bend them to stay within a cap."""
    if cap == 0:
        parts.nodes[-1].output[0] = parts.nodes[-1].name = "logits"
        return
    limit = parts.constant("logit_cap", np.array(cap, np.float32))
    share = parts.node("Div", [logits, limit], ["head.share"], own=False)
    bent = parts.node("Tanh", [share], ["head.bent"], own=False)
    parts.node("Mul", [bent, limit], ["logits"], own=False)


def _rotary_tables(parts: Parts, checkpoint: Checkpoint) -> None:
    """Add one pair of tables for the layers that see all, one for those with a window."""
    shape = checkpoint.shape
    n_positions = parts.recipe.n_positions or max(2048, 2 * shape.context_tokens)
    for layer in range(shape.n_layers):
        names = _table_names(checkpoint, layer)
        if any(tensor.name == names[0] for tensor in parts.initializers):
            continue
        angles = np.outer(np.arange(n_positions), checkpoint.turns(layer))
        parts.constant(names[0], np.cos(angles).astype(np.float32))
        parts.constant(names[1], np.sin(angles).astype(np.float32))


def _table_names(checkpoint: Checkpoint, layer: int) -> tuple[str, str]:
    is_local = checkpoint.family.local_rope_theta is not None and checkpoint.window(layer)
    return ("local_cos_cache", "local_sin_cache") if is_local else ("cos_cache", "sin_cache")


def _first_norm(parts: Parts, checkpoint: Checkpoint, hidden: str) -> str:
    gamma = checkpoint.norm("model.layers.0.input_layernorm.weight")
    weight = parts.constant("norm.0.weight", gamma)
    return _norm(parts, hidden, weight, "norm.0", checkpoint.shape.norm_epsilon)


def _norm(parts: Parts, value: str, weight: str, output: str, epsilon: float) -> str:
    """Add an RMSNorm over the last axis."""
    # Its schema lives in the standard domain although the standard does not know it.
    return parts.node(
        "SimplifiedLayerNormalization",
        [value, weight],
        [output],
        own=False,
        epsilon=epsilon,
        axis=-1,
        stash_type=1,
    )


def _skip_norm(
    parts: Parts, checkpoint: Checkpoint, name: str, values: tuple[str, str], tensor: str
) -> tuple[str, str]:
    """Add sum = a + b and its RMSNorm; return both names."""
    weight = parts.constant(f"{name}.weight", checkpoint.norm(tensor))
    parts.node(
        "SkipSimplifiedLayerNormalization",
        [values[0], values[1], weight],
        [name, "", "", f"{name}.sum"],
        epsilon=checkpoint.shape.norm_epsilon,
    )
    return name, f"{name}.sum"


def _layer(
    parts: Parts, checkpoint: Checkpoint, layer: int, normed: str, skip: str
) -> tuple[str, str]:
    prefix, is_gemma = f"model.layers.{layer}", checkpoint.family.is_gemma
    attended = _attention(parts, checkpoint, layer, normed)
    name = f"{prefix}.self_attn.o_proj"
    bias = checkpoint.tensor(f"{name}.bias") if checkpoint.shape.has_output_bias else None
    projected = parts.linear(f"{layer}.o", attended, checkpoint.stack(f"{name}.weight"), bias)
    behind = f"{prefix}.post_attention_layernorm.weight"
    before_mlp = f"{prefix}.pre_feedforward_layernorm.weight" if is_gemma else behind
    if is_gemma:
        projected = _norm_behind(parts, checkpoint, projected, behind)
    normed, skip = _skip_norm(parts, checkpoint, f"norm.{layer}.mlp", (skip, projected), before_mlp)
    fed = _feed_forward(parts, checkpoint, layer, normed)
    if is_gemma:
        fed = _norm_behind(parts, checkpoint, fed, f"{prefix}.post_feedforward_layernorm.weight")
    is_last = layer + 1 == checkpoint.shape.n_layers
    following = "model.norm" if is_last else f"model.layers.{layer + 1}.input_layernorm"
    return _skip_norm(parts, checkpoint, f"norm.{layer + 1}", (skip, fed), f"{following}.weight")


def _norm_behind(parts: Parts, checkpoint: Checkpoint, value: str, tensor: str) -> str:
    """Normalise what a half of a layer gives before it is added (Gemma)."""
    weight = parts.constant(f"{value}.norm", checkpoint.norm(tensor))
    return _norm(parts, value, weight, f"{value}.normed", checkpoint.shape.norm_epsilon)


def _attention(parts: Parts, checkpoint: Checkpoint, layer: int, normed: str) -> str:
    shape = checkpoint.shape
    prefix = f"model.layers.{layer}.self_attn"
    names = ("q_proj", "k_proj", "v_proj")
    matrix = checkpoint.stack(*(f"{prefix}.{n}.weight" for n in names))
    bias = None
    if shape.has_attention_bias:
        bias = np.concatenate([checkpoint.tensor(f"{prefix}.{n}.bias") for n in names])
    packed = parts.linear(f"{layer}.qkv", normed, matrix, bias)
    queries = [packed, "", ""]
    if shape.has_qk_norm:
        queries = _normed_heads(parts, checkpoint, layer, packed)
    past = [f"past_key_values.{layer}.key", f"past_key_values.{layer}.value"]
    counts = ["seqlens_k", "total_sequence_length"]
    return parts.node(
        "GroupQueryAttention",
        [*queries, *past, *counts, *_table_names(checkpoint, layer)],
        [f"{layer}.attended", f"present.{layer}.key", f"present.{layer}.value"],
        num_heads=shape.n_heads,
        kv_num_heads=shape.n_kv_heads,
        do_rotary=1,
        rotary_interleaved=0,
        scale=float(checkpoint.family.score_scale or shape.head_size**-0.5),
        **_looks(checkpoint, layer),
    )


def _looks(checkpoint: Checkpoint, layer: int) -> dict[str, Any]:
    """Give how far a layer looks back, and the cap of its scores, where there are such."""
    looks: dict[str, Any] = {}
    if checkpoint.window(layer):
        looks["local_window_size"] = checkpoint.window(layer)
    if checkpoint.family.score_cap:
        looks["softcap"] = checkpoint.family.score_cap
    return looks


def _normed_heads(parts: Parts, checkpoint: Checkpoint, layer: int, packed: str) -> list[str]:
    """Split q, k and v and normalise q and k by head, before the rotation (Qwen3).

    Source: GroupQueryAttention takes the norms itself, but not on the CPU: onnxruntime
    1.31.1 answers "q_norm_weight / k_norm_weight inputs are not supported".
    """
    shape = checkpoint.shape
    counts = {"q": shape.n_heads, "k": shape.n_kv_heads, "v": shape.n_kv_heads}
    names = [f"{layer}.{part}" for part in counts]
    sizes = np.array([n * shape.head_size for n in counts.values()], np.int64)
    parts.nodes.append(
        helper.make_node(
            "Split", [packed, parts.constant(f"{layer}.qkv.sizes", sizes)], names, axis=-1
        )
    )
    by_head = parts.constant(f"{layer}.by_head", np.array([0, 0, -1, shape.head_size], np.int64))
    together = parts.constant(f"{layer}.together", np.array([0, 0, -1], np.int64))
    for i, part in enumerate(("q", "k")):
        tensor = f"model.layers.{layer}.self_attn.{part}_norm.weight"
        weight = parts.constant(f"{layer}.{part}_norm", checkpoint.norm(tensor))
        heads = parts.node("Reshape", [names[i], by_head], [f"{names[i]}.heads"], own=False)
        normed = _norm(parts, heads, weight, f"{names[i]}.normed", shape.norm_epsilon)
        names[i] = parts.node("Reshape", [normed, together], [f"{names[i]}.flat"], own=False)
    return names


def _feed_forward(parts: Parts, checkpoint: Checkpoint, layer: int, normed: str) -> str:
    prefix = f"model.layers.{layer}.mlp"
    halves = checkpoint.stack(*(f"{prefix}.{n}.weight" for n in ("gate_proj", "up_proj")))
    both = parts.linear(f"{layer}.gate_up", normed, halves)
    gate, up = f"{layer}.gate", f"{layer}.up"
    parts.nodes.append(
        helper.make_node("Split", [both], [gate, up], name=gate, axis=-1, num_outputs=2)
    )
    if checkpoint.family.is_gemma:
        curved = parts.node("FastGelu", [gate], [f"{layer}.gelu"])  # the tanh form
    else:
        # QuickGelu(x) = x * sigmoid(alpha * x): with alpha 1 it is SiLU in one node.
        curved = parts.node("QuickGelu", [gate], [f"{layer}.silu"], alpha=1.0)
    product = parts.node("Mul", [curved, up], [f"{layer}.gated"], own=False)
    return parts.linear(f"{layer}.down", product, checkpoint.stack(f"{prefix}.down_proj.weight"))


def _last_rows(parts: Parts, hidden: str) -> str:
    """Add hidden[:, -n_rows:, :], so that a prompt never pays for a whole vocabulary."""
    start = parts.node("Neg", ["n_rows"], ["first_row"], own=False)
    end = parts.constant("past_the_end", np.array([np.iinfo(np.int64).max], np.int64))
    axis = parts.constant("time_axis", np.array([1], np.int64))
    return parts.node("Slice", [hidden, start, end, axis], ["last_rows"], own=False)


def _model(parts: Parts, shape: LlamaShape) -> onnx.ModelProto:
    value, integer = TensorProto.FLOAT, TensorProto.INT64
    tensor = helper.make_tensor_value_info
    inputs = [
        tensor("input_ids", integer, ["batch", "new"]),
        tensor("seqlens_k", TensorProto.INT32, ["batch"]),
        tensor("total_sequence_length", TensorProto.INT32, []),
        tensor("n_rows", integer, [1]),
    ]
    outputs = [tensor("logits", value, ["batch", "rows", shape.n_vocabulary])]
    cache: list[str | int | None] = ["batch", shape.n_kv_heads, "buffer", shape.head_size]
    for layer in range(shape.n_layers):
        for part in ("key", "value"):
            inputs.append(tensor(f"past_key_values.{layer}.{part}", value, cache))
            outputs.append(tensor(f"present.{layer}.{part}", value, cache))
    graph = helper.make_graph(parts.nodes, "foreword", inputs, outputs, parts.initializers)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="foreword")

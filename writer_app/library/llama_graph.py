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

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from writer_app.errors import ModelCorrupt
from writer_app.library.checkpoint import Checkpoint, LlamaShape
from writer_app.library.quantize import quantize_blocks

Array = np.ndarray[Any, np.dtype[Any]]
MICROSOFT = "com.microsoft"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to quantize a graph.

    Attributes:
        bits: of the layers' matrices: 4, 8, or 0 for float32.
        table_bits: of the embedding and head: 8, or 0 for float32.
        block: values that share a scale.
        accuracy_level: of MatMulNBits; 4 computes in int8, 0 in float32.
        n_positions: length of the rotary table; None: twice the context, 2,048 at least.
    """

    bits: int = 8
    table_bits: int = 8
    block: int = 32
    accuracy_level: int = 4
    n_positions: int | None = None

    @property
    def name(self) -> str:
        """Name the recipe as the manifest does, e.g. "int4-block32, int8 table"."""
        body = f"int{self.bits}-block{self.block}" if self.bits else "float32"
        table = f"int{self.table_bits} table" if self.table_bits else "float32 table"
        return f"{body}, {table}"


@dataclass(slots=True)
class _Parts:
    """Nodes and initializers as they are made."""

    recipe: Recipe
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    initializers: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, values: Array) -> str:
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(
        self,
        kind: str,
        inputs: list[str],
        outputs: list[str],
        *,
        own: bool = True,
        **attributes: Any,
    ) -> str:
        domain = MICROSOFT if own else ""
        self.nodes.append(
            helper.make_node(kind, inputs, outputs, name=outputs[0], domain=domain, **attributes)
        )
        return outputs[0]

    def linear(self, name: str, value: str, weight: Array, bias: Array | None = None) -> str:
        """Add value @ weight.T (+ bias); weight is float32 (N, K)."""
        if self.recipe.bits == 0:
            matrix = self.constant(f"{name}.weight", weight.T)
            product = self.node("MatMul", [value, matrix], [f"{name}.out"], own=False)
            if bias is None:
                return product
            addend = self.constant(f"{name}.bias", bias)
            return self.node("Add", [product, addend], [f"{name}.biased"], own=False)
        quantized = quantize_blocks(weight, self.recipe.bits, self.recipe.block)
        inputs = [
            value,
            self.constant(f"{name}.codes", quantized.codes),
            self.constant(f"{name}.scales", quantized.scales),
        ]
        if bias is not None:
            inputs += ["", "", self.constant(f"{name}.bias", bias)]
        bits, block = self.recipe.bits, self.recipe.block
        return self._matmul(inputs, f"{name}.out", weight.shape, bits, block)

    def _matmul(
        self, inputs: list[str], output: str, shape: tuple[int, ...], bits: int, block: int
    ) -> str:
        return self.node(
            "MatMulNBits",
            inputs,
            [output],
            N=shape[0],
            K=shape[1],
            bits=bits,
            block_size=block,
            accuracy_level=self.recipe.accuracy_level,
        )

    def table(self, weight: Array, ids: str) -> tuple[str, list[str]]:
        """Add the embedding; return its output and the head's weight inputs.

        The codes are one initializer for both: GatherBlockQuantized takes them as
        (V, blocks, block) and MatMulNBits asks for just that shape.
        """
        if self.recipe.table_bits == 0:
            name = self.constant("embedding.weight", weight)
            return self.node("Gather", [name, ids], ["embedded"], own=False), [name]
        block = _table_block(weight.shape[1], self.recipe.block)
        quantized = quantize_blocks(weight, 8, block)
        codes = self.constant("embedding.codes", quantized.codes)
        scales = self.constant("embedding.scales", quantized.scales)
        last = self.constant("last_axis", np.array([-1], np.int64))
        column = self.node("Unsqueeze", [scales, last], ["embedding.scales3"], own=False)
        blocks = self.node(
            "GatherBlockQuantized",
            [codes, ids, column],
            ["embedding.blocks"],
            bits=8,
            block_size=block,
            gather_axis=0,
            quantize_axis=2,
        )
        flat = self.constant("flat", np.array([0, 0, weight.shape[1]], np.int64))
        return self.node("Reshape", [blocks, flat], ["embedded"], own=False), [codes, scales]

    def head(self, value: str, weights: list[str], weight: Array) -> str:
        """Add the projection onto the vocabulary over the embedding's own table."""
        if len(weights) == 2:
            block = _table_block(weight.shape[1], self.recipe.block)
            return self._matmul([value, *weights], "logits", weight.shape, 8, block)
        turned = self.node("Transpose", weights, ["head.weight"], own=False, perm=[1, 0])
        return self.node("MatMul", [value, turned], ["logits"], own=False)


def _table_block(width: int, wanted: int) -> int:
    """Give the largest block up to the one wanted that divides the table's rows.

    GatherBlockQuantized, unlike MatMulNBits, cannot skip a padded end.
    """
    for block in (128, 64, 32, 16):
        if block <= wanted and width % block == 0:
            return block
    raise ModelCorrupt(f"A width of {width} has no block table here; build with table bits 0.")


def build_llama_graph(checkpoint: Checkpoint, recipe: Recipe) -> onnx.ModelProto:
    """Give the whole fused model, weights inside (under 2 GB).

    Raises: ModelCorrupt when the checkpoint lacks a tensor.
    """
    shape = checkpoint.shape
    parts = _Parts(recipe)
    _rotary_tables(parts, shape)
    embedding = checkpoint.tensor("model.embed_tokens.weight")
    hidden, table = parts.table(embedding, "input_ids")
    normed, skip = _first_norm(parts, checkpoint, hidden), hidden
    for layer in range(shape.n_layers):
        normed, skip = _layer(parts, checkpoint, layer, normed, skip)
    last = _last_rows(parts, normed)
    if shape.is_tied:
        parts.head(last, table, embedding)
    else:
        _untied_head(parts, last, checkpoint.tensor("lm_head.weight"))
    return _model(parts, shape)


def _untied_head(parts: _Parts, value: str, weight: Array) -> None:
    if parts.recipe.table_bits == 0:
        matrix = parts.constant("head.weight", weight.T)
        parts.node("MatMul", [value, matrix], ["logits"], own=False)
        return
    quantized = quantize_blocks(weight, 8, _table_block(weight.shape[1], parts.recipe.block))
    codes = parts.constant("head.codes", quantized.codes)
    scales = parts.constant("head.scales", quantized.scales)
    parts.head(value, [codes, scales], weight)


def _rotary_tables(parts: _Parts, shape: LlamaShape) -> None:
    n_positions = parts.recipe.n_positions or max(2048, 2 * shape.context_tokens)
    powers = np.arange(0, shape.head_size, 2, dtype=np.float64) / shape.head_size
    angles = np.outer(np.arange(n_positions), shape.rope_theta**-powers)
    parts.constant("cos_cache", np.cos(angles).astype(np.float32))
    parts.constant("sin_cache", np.sin(angles).astype(np.float32))


def _first_norm(parts: _Parts, checkpoint: Checkpoint, hidden: str) -> str:
    gamma = checkpoint.tensor("model.layers.0.input_layernorm.weight")
    weight = parts.constant("norm.0.weight", gamma)
    return _norm(parts, hidden, weight, "norm.0", checkpoint.shape.norm_epsilon)


def _norm(parts: _Parts, value: str, weight: str, output: str, epsilon: float) -> str:
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
    parts: _Parts, checkpoint: Checkpoint, name: str, values: tuple[str, str], tensor: str
) -> tuple[str, str]:
    """Add sum = a + b and its RMSNorm; return both names."""
    weight = parts.constant(f"{name}.weight", checkpoint.tensor(tensor))
    parts.node(
        "SkipSimplifiedLayerNormalization",
        [values[0], values[1], weight],
        [name, "", "", f"{name}.sum"],
        epsilon=checkpoint.shape.norm_epsilon,
    )
    return name, f"{name}.sum"


def _layer(
    parts: _Parts, checkpoint: Checkpoint, layer: int, normed: str, skip: str
) -> tuple[str, str]:
    prefix = f"model.layers.{layer}"
    attended = _attention(parts, checkpoint, layer, normed)
    name = f"{prefix}.self_attn.o_proj"
    bias = checkpoint.tensor(f"{name}.bias") if checkpoint.shape.has_output_bias else None
    projected = parts.linear(f"{layer}.o", attended, checkpoint.tensor(f"{name}.weight"), bias)
    normed, skip = _skip_norm(
        parts,
        checkpoint,
        f"norm.{layer}.mlp",
        (skip, projected),
        f"{prefix}.post_attention_layernorm.weight",
    )
    fed = _feed_forward(parts, checkpoint, layer, normed)
    is_last = layer + 1 == checkpoint.shape.n_layers
    following = "model.norm" if is_last else f"model.layers.{layer + 1}.input_layernorm"
    return _skip_norm(parts, checkpoint, f"norm.{layer + 1}", (skip, fed), f"{following}.weight")


def _attention(parts: _Parts, checkpoint: Checkpoint, layer: int, normed: str) -> str:
    shape = checkpoint.shape
    prefix = f"model.layers.{layer}.self_attn"
    names = ("q_proj", "k_proj", "v_proj")
    weight = np.concatenate([checkpoint.tensor(f"{prefix}.{n}.weight") for n in names])
    bias = None
    if shape.has_attention_bias:
        bias = np.concatenate([checkpoint.tensor(f"{prefix}.{n}.bias") for n in names])
    packed = parts.linear(f"{layer}.qkv", normed, weight, bias)
    queries = [packed, "", ""]
    if shape.has_qk_norm:
        queries = _normed_heads(parts, checkpoint, layer, packed)
    past = [f"past_key_values.{layer}.key", f"past_key_values.{layer}.value"]
    counts = ["seqlens_k", "total_sequence_length"]
    return parts.node(
        "GroupQueryAttention",
        [*queries, *past, *counts, "cos_cache", "sin_cache"],
        [f"{layer}.attended", f"present.{layer}.key", f"present.{layer}.value"],
        num_heads=shape.n_heads,
        kv_num_heads=shape.n_kv_heads,
        do_rotary=1,
        rotary_interleaved=0,
        scale=float(shape.head_size**-0.5),
    )


def _normed_heads(parts: _Parts, checkpoint: Checkpoint, layer: int, packed: str) -> list[str]:
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
        weight = parts.constant(f"{layer}.{part}_norm", checkpoint.tensor(tensor))
        heads = parts.node("Reshape", [names[i], by_head], [f"{names[i]}.heads"], own=False)
        normed = _norm(parts, heads, weight, f"{names[i]}.normed", shape.norm_epsilon)
        names[i] = parts.node("Reshape", [normed, together], [f"{names[i]}.flat"], own=False)
    return names


def _feed_forward(parts: _Parts, checkpoint: Checkpoint, layer: int, normed: str) -> str:
    prefix = f"model.layers.{layer}.mlp"
    halves = [checkpoint.tensor(f"{prefix}.{n}.weight") for n in ("gate_proj", "up_proj")]
    both = parts.linear(f"{layer}.gate_up", normed, np.concatenate(halves))
    gate, up = f"{layer}.gate", f"{layer}.up"
    parts.nodes.append(
        helper.make_node("Split", [both], [gate, up], name=gate, axis=-1, num_outputs=2)
    )
    # QuickGelu(x) = x * sigmoid(alpha * x): with alpha 1 it is SiLU in one node.
    silu = parts.node("QuickGelu", [gate], [f"{layer}.silu"], alpha=1.0)
    product = parts.node("Mul", [silu, up], [f"{layer}.gated"], own=False)
    return parts.linear(f"{layer}.down", product, checkpoint.tensor(f"{prefix}.down_proj.weight"))


def _last_rows(parts: _Parts, hidden: str) -> str:
    """Add hidden[:, -n_rows:, :], so that a prompt never pays for a whole vocabulary."""
    start = parts.node("Neg", ["n_rows"], ["first_row"], own=False)
    end = parts.constant("past_the_end", np.array([np.iinfo(np.int64).max], np.int64))
    axis = parts.constant("time_axis", np.array([1], np.int64))
    return parts.node("Slice", [hidden, start, end, axis], ["last_rows"], own=False)


def _model(parts: _Parts, shape: LlamaShape) -> onnx.ModelProto:
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

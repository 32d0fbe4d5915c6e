"""Quantize the matrices of an exported graph, in place.

What optimum exports holds float32 matrices; here each product with a constant becomes one
MatMulNBits, as in our own graphs. Embeddings and everything else stay as they are. May
import: numpy, onnx, library. Thread: any.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from writer_app.library.graph_parts import MICROSOFT
from writer_app.library.quantize import quantize_blocks

Array = np.ndarray[Any, np.dtype[Any]]
_LEAST_COLUMNS = 16
_MOST_INLINE_BYTES = 1_900_000_000
_ACCURACY_LEVEL = 4


def shrink_file(path: Path, bits: int, block: int = 32) -> int:
    """Quantize a graph's file; give the number of products that were.

    Args: bits: 4 or 8. block: values that share a scale.
    """
    model = onnx.load(str(path))
    n_shrunk = shrink(model, bits, block)
    for old in path.parent.glob(f"{path.name}_data*"):
        old.unlink()
    if model.ByteSize() < _MOST_INLINE_BYTES:
        onnx.save(model, str(path))
    else:
        onnx.save(model, str(path), save_as_external_data=True, location=f"{path.name}_data")
    return n_shrunk


def shrink(model: onnx.ModelProto, bits: int, block: int = 32) -> int:
    """Quantize a graph in memory; give the number of products that were."""
    graph = model.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    for node in graph.node:  # the exporter writes equal weights once, and passes them on
        if node.op_type == "Identity" and node.input[0] in weights:
            weights[node.output[0]] = weights[node.input[0]]
    made: dict[str, list[str]] = {}
    n_shrunk = 0
    for node in graph.node:
        found = _product(node, weights)
        if found is None:
            continue
        name, is_turned, bias = found
        matrix = numpy_helper.to_array(weights[name])  # (K, N), or (N, K) when turned
        rows = matrix if is_turned else matrix.T
        key = f"{weights[name].name}.{'rows' if is_turned else 'columns'}"
        if key not in made:
            made[key] = _quantized(graph, key, rows, bits, block)
        _become(node, made[key], rows.shape, bits, block, bias)
        n_shrunk += 1
    _drop_unused(graph)
    if n_shrunk and not any(opset.domain == MICROSOFT for opset in model.opset_import):
        model.opset_import.append(helper.make_opsetid(MICROSOFT, 1))
    return n_shrunk


def _product(
    node: onnx.NodeProto, weights: dict[str, onnx.TensorProto]
) -> tuple[str, bool, str] | None:
    """Give the weight's name, whether it stands row by row, and the bias; None: no product."""
    if node.op_type not in ("MatMul", "Gemm") or node.input[1] not in weights:
        return None
    weight = weights[node.input[1]]
    if len(weight.dims) != 2 or weight.data_type != onnx.TensorProto.FLOAT:
        return None
    said = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    is_plain = said.get("alpha", 1.0) == said.get("beta", 1.0) == 1.0 and not said.get("transA")
    is_turned = bool(said.get("transB", 0))
    n_columns = weight.dims[1] if is_turned else weight.dims[0]
    bias = node.input[2] if node.op_type == "Gemm" and len(node.input) > 2 else ""
    is_vector = not bias or (bias in weights and len(weights[bias].dims) == 1)
    if not is_plain or not is_vector or n_columns < _LEAST_COLUMNS:
        return None
    return node.input[1], is_turned, bias


def _quantized(graph: onnx.GraphProto, name: str, rows: Array, bits: int, block: int) -> list[str]:
    quantized = quantize_blocks(np.ascontiguousarray(rows, np.float32), bits, block)
    names = [f"{name}.codes", f"{name}.scales"]
    for tensor_name, values in zip(names, (quantized.codes, quantized.scales), strict=True):
        graph.initializer.append(numpy_helper.from_array(values, tensor_name))
    return names


def _become(
    node: onnx.NodeProto,
    weights: list[str],
    shape: tuple[int, ...],
    bits: int,
    block: int,
    bias: str,
) -> None:
    """Turn a product into MatMulNBits over quantized weights."""
    inputs = [node.input[0], *weights, *(["", "", bias] if bias else [])]
    new = helper.make_node(
        "MatMulNBits",
        inputs,
        list(node.output),
        name=node.name or node.output[0],
        domain=MICROSOFT,
        N=shape[0],
        K=shape[1],
        bits=bits,
        block_size=block,
        accuracy_level=_ACCURACY_LEVEL,
    )
    node.CopyFrom(new)


def _drop_unused(graph: onnx.GraphProto) -> None:
    """Take away weights that no node reads any more."""
    used = {name for node in graph.node for name in node.input}
    used |= {value.name for value in graph.output}
    for node in graph.node:
        for attribute in node.attribute:
            for inner in (attribute.g, *attribute.graphs):
                used |= {name for inside in inner.node for name in inside.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)

"""Have an exported graph compute only the last logit rows asked for.

optimum's graphs project every position of a prompt onto the whole vocabulary.
A new input `n_rows` (int64 (1,)) and one Slice before that projection spare it.
May import: onnx. Thread: any.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_PROJECTIONS = ("MatMul", "Gemm", "MatMulNBits", "MatMulInteger")
_PASSED_THROUGH = ("Add", "Cast", "Mul", "Identity", "Tanh", "Div")


def read_last_rows_only(model: onnx.ModelProto) -> onnx.ModelProto:
    """Give the model with `n_rows`; unchanged when its head has another form."""
    graph = model.graph
    if any(value.name == "n_rows" for value in graph.input):
        return model
    projection = _projection(graph)
    if projection is None:
        return model
    constants = {
        "last_rows_end": np.array([np.iinfo(np.int64).max], np.int64),
        "last_rows_axis": np.array([1], np.int64),
    }
    graph.initializer.extend(numpy_helper.from_array(v, name) for name, v in constants.items())
    hidden = projection.input[0]
    nodes = [
        helper.make_node("Neg", ["n_rows"], ["last_rows_start"]),
        helper.make_node("Slice", [hidden, "last_rows_start", *constants], ["last_rows_hidden"]),
    ]
    projection.input[0] = "last_rows_hidden"
    position = next(i for i, node in enumerate(graph.node) if node.output == projection.output)
    for offset, node in enumerate(nodes):
        graph.node.insert(position + offset, node)
    graph.input.append(helper.make_tensor_value_info("n_rows", TensorProto.INT64, [1]))
    shape = next(value for value in graph.output if value.name == "logits").type.tensor_type.shape
    shape.dim[1].dim_param = "n_rows"
    del graph.value_info[:]
    return model


def _projection(graph: onnx.GraphProto) -> onnx.NodeProto | None:
    """Find the projection onto the vocabulary, walking up from the logits."""
    producers: dict[str, onnx.NodeProto] = {n: node for node in graph.node for n in node.output}
    node = producers.get("logits")
    while node is not None:
        if node.op_type in _PROJECTIONS:
            return node
        if node.op_type not in _PASSED_THROUGH:
            return None
        node = producers.get(node.input[0]) or producers.get(node.input[-1])
    return None

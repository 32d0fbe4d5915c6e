"""The second graph of a model, for CUDA: the first one in half precision, over the same weights.

Fused attention runs on CUDA in half precision only. Codes of the weights are read where the
first graph has them; scales, norms and rotary tables are written once more, as float16.
May import: onnx, numpy, library. Thread: any (seconds for large models).
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, external_data_helper, numpy_helper

from writer_app.library.graph_parts import WeightsFile

HALF_GRAPH = "model.cuda.onnx"
HALF_DATA = "model.cuda.onnx.data"
_LARGEST = float(np.finfo(np.float16).max)
_LEAST_EXTERNAL_BYTES = 1024


def write_half_graph(graph: Path) -> tuple[str, ...]:
    """Write the graph for CUDA beside the one for the CPU.

    Args: graph: a fused graph; its data file stays as it is and is read by both.

    Returns: the names of the files written; none when a number is beyond float16.
    """
    folder = graph.parent
    model = onnx.load(str(graph), load_external_data=False)
    if any(_is_too_large(tensor, folder) for tensor in _floats(model)):
        return ()
    with WeightsFile(folder / HALF_DATA) as data:
        for tensor in _floats(model):
            tensor.CopyFrom(_halved(tensor, folder, data))
    for value in (*model.graph.input, *model.graph.output, *model.graph.value_info):
        kind = value.type.tensor_type
        if kind.elem_type == TensorProto.FLOAT:
            kind.elem_type = TensorProto.FLOAT16
    onnx.save(model, str(folder / HALF_GRAPH))
    return HALF_GRAPH, HALF_DATA


def _floats(model: onnx.ModelProto) -> Iterator[TensorProto]:
    return (one for one in model.graph.initializer if one.data_type == TensorProto.FLOAT)


def _is_too_large(tensor: TensorProto, folder: Path) -> bool:
    return bool(np.any(np.abs(_values(tensor, folder)) > _LARGEST))


def _halved(tensor: TensorProto, folder: Path, data: WeightsFile) -> TensorProto:
    """Give a tensor in half precision; a large one lies in the data file."""
    values = _values(tensor, folder).astype(np.float16)
    if values.nbytes < _LEAST_EXTERNAL_BYTES:
        return numpy_helper.from_array(values, tensor.name)
    return data.write(tensor.name, values.shape, values.dtype, [values])


def _values(tensor: TensorProto, folder: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Read a tensor wherever it lies; the one given stays as it is."""
    read = TensorProto()
    read.CopyFrom(tensor)
    if external_data_helper.uses_external_data(read):
        external_data_helper.load_external_data_for_tensor(read, str(folder))
    return numpy_helper.to_array(read)

"""Look at a foreign ONNX file before anything runs it.

Refused: files that are no graph, tensors kept in files outside the model's folder,
operators of unknown makers. May import: onnx, errors. Thread: any.
"""

from collections.abc import Iterator
from pathlib import Path

import onnx
from google.protobuf.message import DecodeError

from writer_app.errors import ModelCorrupt, ModelMissing

MAX_GRAPH_BYTES = 2_147_483_647
"""Longest message that protobuf holds."""
_KNOWN_DOMAINS = ("", "ai.onnx", "ai.onnx.ml", "com.microsoft")
_MAX_DEPTH = 32


def external_files(path: Path) -> tuple[str, ...]:
    """Give the names of the data files that a graph's weights lie in, each beside it.

    Raises:
        ModelCorrupt: no graph, or one that is not to be trusted; in words.
        ModelMissing: a data file is not there.
    """
    model = _read(path)
    foreign = {opset.domain for opset in model.opset_import} - set(_KNOWN_DOMAINS)
    if foreign:
        raise ModelCorrupt(f"{path.name} needs operators of {min(foreign)[:60]}, unknown here.")
    names: dict[str, None] = {}
    for tensor in _tensors(model):
        if tensor.data_location != onnx.TensorProto.EXTERNAL:
            continue
        said = {entry.key: entry.value for entry in tensor.external_data}
        names[_own_file(path, said.get("location", ""))] = None
    return tuple(names)


def _read(path: Path) -> onnx.ModelProto:
    try:
        n_bytes = path.stat().st_size
        if not 0 < n_bytes <= MAX_GRAPH_BYTES:
            raise ModelCorrupt(f"{path.name} is no ONNX graph; download it again.")
        model = onnx.ModelProto()
        model.ParseFromString(path.read_bytes())
    except (OSError, DecodeError, MemoryError) as error:
        raise ModelCorrupt(f"{path.name} is damaged or no ONNX graph.") from error
    if not model.graph.node:
        raise ModelCorrupt(f"{path.name} is no ONNX graph; download it again.")
    return model


def _own_file(path: Path, location: str) -> str:
    """Give a location that is a plain file name beside the graph."""
    if not location or location != Path(location).name or "\\" in location or location[0] == "*":
        raise ModelCorrupt(f"{path.name} reaches outside its folder; do not use this model.")
    file = path.parent / location
    if not file.is_file():
        raise ModelMissing(f"{path.name} needs {location[:80]}, which is not there.")
    return location


def _tensors(model: onnx.ModelProto) -> Iterator[onnx.TensorProto]:
    """Give every tensor of a model, in its graphs, subgraphs and functions."""
    yield from _tensors_of_graph(model.graph, 0)
    for function in model.functions:
        yield from _tensors_of_nodes(function.node, 0)


def _tensors_of_graph(graph: onnx.GraphProto, depth: int) -> Iterator[onnx.TensorProto]:
    if depth > _MAX_DEPTH:
        raise ModelCorrupt("The graph is nested too deep; do not use this model.")
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield from (sparse.values, sparse.indices)
    yield from _tensors_of_nodes(graph.node, depth)


def _tensors_of_nodes(nodes: object, depth: int) -> Iterator[onnx.TensorProto]:
    for node in nodes:  # type: ignore[attr-defined]
        for attribute in node.attribute:
            yield from (attribute.t, *attribute.tensors)
            for graph in (attribute.g, *attribute.graphs):
                yield from _tensors_of_graph(graph, depth + 1)

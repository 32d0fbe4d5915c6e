"""A foreign graph may not reach outside its folder, here or in the runtime."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from writer_app.engine.runtime import Session
from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.graph_guard import external_files

N = 4096


def graph_reading(folder: Path, location: str, *, is_nested: bool = False) -> Path:
    """Write a graph whose one weight lies at `location`."""
    weight = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[N])
    weight.data_location = TensorProto.EXTERNAL
    weight.external_data.add(key="location", value=location)
    value = helper.make_tensor_value_info
    inputs, outputs = [value("x", 1, [N])], [value("y", 1, [N])]
    if is_nested:
        constant = helper.make_node("Constant", [], ["w"], value=weight)
        nodes, weights = [constant, helper.make_node("Add", ["x", "w"], ["y"])], []
    else:
        nodes, weights = [helper.make_node("Add", ["x", "w"], ["y"])], [weight]
    graph = helper.make_graph(nodes, "g", inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    path = folder / "model.onnx"
    path.write_bytes(model.SerializeToString())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    made.mkdir()
    for path in (tmp_path / "outside.bin", made / "model.onnx_data"):
        path.write_bytes(np.arange(N, dtype=np.float32).tobytes())
    return made


def test_data_beside_the_graph_is_named(folder: Path) -> None:
    assert external_files(graph_reading(folder, "model.onnx_data")) == ("model.onnx_data",)


@pytest.mark.parametrize("is_nested", [False, True])
@pytest.mark.parametrize(
    "location",
    [
        "../outside.bin",
        "/etc/passwd",
        "sub/../../outside.bin",
        "a\\b",
        "*/_ORT_MEM_ADDR_/*",
        "",
        ".",
    ],
)
def test_data_elsewhere_is_refused(folder: Path, location: str, is_nested: bool) -> None:
    with pytest.raises(ModelCorrupt, match="outside"):
        external_files(graph_reading(folder, location, is_nested=is_nested))


def test_data_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(ModelMissing, match=r"weights\.bin"):
        external_files(graph_reading(folder, "weights.bin"))


@pytest.mark.parametrize("location", ["../outside.bin", "link.bin"])
def test_the_runtime_refuses_it_too(folder: Path, location: str) -> None:
    """A folder given by --model is never looked at by the guard: onnxruntime must hold."""
    (folder / "link.bin").symlink_to("../outside.bin")
    with pytest.raises(ModelCorrupt, match="escapes model directory"):
        Session(graph_reading(folder, location), "cpu", 1)


@pytest.mark.parametrize("content", [b"", b"no graph", b"\x08\x0a", b"\xff" * 64])
def test_what_is_no_graph_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelCorrupt):
        external_files(path)


def test_operators_of_unknown_makers_are_refused(folder: Path) -> None:
    path = graph_reading(folder, "model.onnx_data")
    model = onnx.load(str(path), load_external_data=False)
    model.opset_import.append(helper.make_opsetid("evil.example", 1))
    path.write_bytes(model.SerializeToString())
    with pytest.raises(ModelCorrupt, match=r"evil\.example"):
        external_files(path)

"""Exported graphs are quantized product by product, and say nearly the same."""

from pathlib import Path

import numpy as np
import onnx
import pytest

from tests.reference import quiet, write_hugging_face
from tests.tiny_model import TEXT
from writer_app.engine.gpt import open_model
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import RunControl
from writer_app.library.shrink import shrink_file


def logits(folder: Path) -> np.ndarray:
    model = open_model(folder)
    ids = [0, *model.vocabulary.encode(TEXT)[:60]]
    rows: np.ndarray = model.decoder.append(ids, len(ids), RunControl(StopFlag())).copy()
    return rows


@pytest.mark.parametrize("kind", ["gpt2", "phi3"])
def test_quantized_export_stays_close(tmp_path: Path, kind: str) -> None:
    from writer_app.library.convert import export_with_optimum

    with quiet():
        export_with_optimum(write_hugging_face(kind, tmp_path / "c"), tmp_path / "f")
    exact = logits(tmp_path / "f")
    n_before = (tmp_path / "f" / "model.onnx").stat().st_size
    assert shrink_file(tmp_path / "f" / "model.onnx", 8) >= 8
    assert (tmp_path / "f" / "model.onnx").stat().st_size < n_before
    noise = np.sqrt(np.square(logits(tmp_path / "f") - exact).mean()) / exact.std()
    assert noise < 0.08


def test_no_float_matrix_is_left_in_the_layers(tmp_path: Path) -> None:
    from writer_app.library.convert import export_with_optimum

    with quiet():
        export_with_optimum(write_hugging_face("gpt2", tmp_path / "c"), tmp_path / "f")
    shrink_file(tmp_path / "f" / "model.onnx", 4)
    graph = onnx.load(str(tmp_path / "f" / "model.onnx")).graph
    weights = {tensor.name for tensor in graph.initializer if len(tensor.dims) == 2}
    left = [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and n.input[1] in weights]
    assert left == []

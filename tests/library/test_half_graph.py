"""The graph for CUDA: the same model in half precision, held here on the CPU.

The CPU runs half precision too, slowly; that CUDA itself gives the same could not be tried.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto

from tests.tiny_model import TEXT, TinyShape, write_checkpoint
from writer_app.engine.artifact import read_manifest, verify
from writer_app.engine.decoder import example_feeds, open_decoder
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import RunControl, Session, attention_device
from writer_app.engine.tokens import Vocabulary
from writer_app.library.card import Known, read_card
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.graph_guard import external_files
from writer_app.library.graph_parts import Recipe
from writer_app.library.half_graph import HALF_DATA, HALF_GRAPH, write_half_graph
from writer_app.library.package import package_added

SHAPES = {
    "llama": TinyShape(),
    "qwen2": TinyShape(architecture="Qwen2ForCausalLM"),
    "qwen3": TinyShape(architecture="Qwen3ForCausalLM"),
    "untied": TinyShape(is_tied=False),
}


def package(tmp_path: Path, shape: TinyShape, bits: int = 8) -> Path:
    source, made = write_checkpoint(tmp_path / "c", shape), tmp_path / "made"
    made.mkdir()
    checkpoint = Checkpoint(source)
    package_added(checkpoint, made, Recipe(bits=bits), read_card(source, Known()), lambda *_: None)
    return made


def rows_of(path: Path, ids: list[int]) -> np.ndarray[Any, np.dtype[Any]]:
    """Give the logits of every place, read in two runs so that the cache is used."""
    decoder = open_decoder(Session(path, "cpu", 1), 64)
    control = RunControl(StopFlag())
    parts = [decoder.append(ids[:5], 5, control).copy(), decoder.append(ids[5:], 15, control)]
    return np.concatenate(parts)


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("bits", [8, 4])
def test_half_precision_says_what_the_first_graph_says(
    tmp_path: Path, kind: str, bits: int
) -> None:
    made = package(tmp_path, SHAPES[kind], bits)
    ids = Vocabulary(made / "tokenizer.json").encode(TEXT)[:20]
    whole, half = rows_of(made / "model.onnx", ids), rows_of(made / HALF_GRAPH, ids)
    assert half.dtype == np.float32
    spread = float(whole.max() - whole.min())
    assert float(np.abs(whole - half).max()) < 0.05 * spread
    assert np.mean(whole.argmax(-1) == half.argmax(-1)) > 0.85


def test_codes_are_read_where_the_first_graph_has_them(tmp_path: Path) -> None:
    made = package(tmp_path, TinyShape(width=128, ffn_width=256))
    assert set(external_files(made / HALF_GRAPH)) == {"model.onnx.data", HALF_DATA}
    model = onnx.load(str(made / HALF_GRAPH), load_external_data=False)
    kinds = {tensor.data_type for tensor in model.graph.initializer}
    assert TensorProto.FLOAT not in kinds
    manifest = read_manifest(made)
    assert manifest.graphs == {"cpu": "model.onnx", "cuda": HALF_GRAPH}
    verify(manifest)


def test_a_number_beyond_half_precision_gives_no_second_graph(tmp_path: Path) -> None:
    made = package(tmp_path, TinyShape())
    for name in (HALF_GRAPH, HALF_DATA):
        (made / name).unlink()
    model = onnx.load(str(made / "model.onnx"), load_external_data=False)
    model.graph.initializer.append(
        onnx.numpy_helper.from_array(np.array([1e6], np.float32), "large")
    )
    onnx.save(model, str(made / "model.onnx"))
    assert write_half_graph(made / "model.onnx") == ()
    assert not (made / HALF_GRAPH).exists()


def test_on_the_cpu_its_attention_is_not_taken_for_cuda_s(tmp_path: Path) -> None:
    made = package(tmp_path, TinyShape())
    feeds = example_feeds(Session(made / HALF_GRAPH, "cpu", 1))
    assert attention_device(made / HALF_GRAPH, "cpu", feeds) == "cpu"

from pathlib import Path

import numpy as np
import onnx
import pytest

from tests.tiny_model import TEXT, TinyShape, build_folder, write_checkpoint
from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import RunControl
from writer_app.errors import ModelCorrupt
from writer_app.library.llama_graph import Recipe


def logits(model: Gpt) -> np.ndarray:
    ids = [0, *model.vocabulary.encode(TEXT)[:80]]
    rows: np.ndarray = model.decoder.append(ids, len(ids), RunControl(StopFlag()))
    return rows.copy()


def share_of_noise(exact: np.ndarray, rounded: np.ndarray) -> float:
    return float(np.sqrt(np.square(rounded - exact).mean()) / exact.std())


@pytest.mark.parametrize(
    ("recipe", "largest"),
    [
        (Recipe(bits=8, table_bits=0, accuracy_level=0), 0.05),
        (Recipe(bits=8, table_bits=8, accuracy_level=0), 0.05),
        (Recipe(bits=8, table_bits=8), 0.06),
        (Recipe(bits=4, table_bits=8), 0.45),
        (Recipe(bits=4, table_bits=8, block=16), 0.42),
    ],
    ids=lambda recipe: getattr(recipe, "name", None),
)
@pytest.mark.parametrize("architecture", ["LlamaForCausalLM", "Qwen2ForCausalLM"])
def test_rounding_stays_within_its_bounds(
    tmp_path: Path, recipe: Recipe, largest: float, architecture: str
) -> None:
    checkpoint = write_checkpoint(tmp_path / "c", TinyShape(architecture))
    exact = logits(open_model(build_folder(checkpoint, tmp_path / "exact")))
    rounded = logits(open_model(build_folder(checkpoint, tmp_path / "rounded", recipe)))
    assert share_of_noise(exact, rounded) < largest


def test_the_embedding_is_stored_once_when_it_is_also_the_head(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c")
    folder = build_folder(checkpoint, tmp_path / "f", Recipe())
    graph = onnx.load(str(folder / "model.onnx")).graph
    tables = [t.name for t in graph.initializer if "codes" in t.name and 420 in t.dims]
    assert tables == ["embedding.codes"]


def test_a_width_that_blocks_do_not_divide_is_refused_in_words(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c", TinyShape(width=72))
    with pytest.raises(ModelCorrupt, match="72"):
        build_folder(checkpoint, tmp_path / "f", Recipe())


def test_a_table_block_that_does_not_divide_the_width_is_made_smaller(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c", TinyShape(width=96))
    exact = logits(open_model(build_folder(checkpoint, tmp_path / "exact")))
    folder = build_folder(checkpoint, tmp_path / "f", Recipe(block=64))
    assert share_of_noise(exact, logits(open_model(folder))) < 0.06

import json
from pathlib import Path

import pytest

from tests.tiny_model import build_folder, write_checkpoint
from writer_app.engine.artifact import read_manifest, sha256, verify
from writer_app.engine.gpt import open_model
from writer_app.engine.model import Limits, StopFlag
from writer_app.errors import ModelMissing
from writer_app.library.llama_graph import Recipe


def test_a_packaged_folder_opens_and_answers(tmp_path: Path) -> None:
    folder = build_folder(write_checkpoint(tmp_path / "c"), tmp_path / "f", Recipe())
    model = open_model(folder)
    answers = model.alternatives("The ferry", 2, Limits(4), StopFlag())
    assert len(answers) == 2
    assert (model.info.name, model.info.licence, model.info.threshold) == ("Tiny", "MIT", 0.4)


def test_the_manifest_tells_the_hash_and_size_of_every_file(tmp_path: Path) -> None:
    folder = build_folder(write_checkpoint(tmp_path / "c"), tmp_path / "f")
    files = json.loads((folder / "manifest.json").read_text())["files"]
    assert set(files) == {"model.onnx", "tokenizer.json"}
    for name, entry in files.items():
        assert entry == {"bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)}


def test_the_manifest_tells_the_quantization_really_used(tmp_path: Path) -> None:
    recipe = Recipe(bits=4, block=16)
    folder = build_folder(write_checkpoint(tmp_path / "c"), tmp_path / "f", recipe)
    assert read_manifest(folder).quantization == "int4-block16, int8 table"


def test_building_again_replaces_the_model_and_leaves_other_files(tmp_path: Path) -> None:
    checkpoint, folder = write_checkpoint(tmp_path / "c"), tmp_path / "f"
    build_folder(checkpoint, folder, Recipe(bits=4))
    (folder / "README.md").write_text("a card")
    build_folder(checkpoint, folder, Recipe(bits=8))
    verify(read_manifest(folder))
    assert read_manifest(folder).quantization.startswith("int8")
    assert (folder / "README.md").read_text() == "a card"


def test_the_same_checkpoint_gives_the_same_bytes(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c")
    graphs = [build_folder(checkpoint, tmp_path / name) / "model.onnx" for name in "ab"]
    assert sha256(graphs[0]) == sha256(graphs[1])


def test_a_checkpoint_without_tokenizer_is_refused(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c")
    (checkpoint / "tokenizer.json").unlink()
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        build_folder(checkpoint, tmp_path / "f")

"""Every way in: what a folder holds decides, and nothing is left of what fails."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.reference import write_hugging_face
from tests.tiny_model import TEXT, TinyShape, build_folder, write_checkpoint
from writer_app.engine.artifact import read_manifest, verify
from writer_app.errors import ModelCorrupt, ModelError, ModelMissing
from writer_app.library import intake
from writer_app.library.card import Known
from writer_app.library.intake import Route, Wish, choose_route, take_in
from writer_app.library.progress import Progress
from writer_app.library.shelf import Installed, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models", tmp_path / "none")


def take(folder: Path, shelf: Shelf, known: Known | None = None, **wish: Any) -> Installed:
    wished = Wish(known or Known(), sample=TEXT, **wish)
    return take_in(folder, shelf, wished, lambda _: None, lambda _: {"verdict": "fast"})


def test_a_checkpoint_becomes_a_fused_model_with_its_measures(tmp_path: Path, shelf: Shelf) -> None:
    folder = write_checkpoint(tmp_path / "Tiny")
    model = take(folder, shelf)
    assert (model.key, model.name) == ("tiny-int8", "Tiny")
    assert model.measured is not None
    assert model.measured["speed"] == {"verdict": "fast"}
    assert model.measured["parity"]["agreement"] > 0.85
    verify(read_manifest(model.folder))
    names = {path.name for path in model.folder.iterdir()}
    expected = {"model.onnx", "model.onnx.data", "tokenizer.json", "manifest.json"}
    for_cuda = {"model.cuda.onnx", "model.cuda.onnx.data"}
    assert names == {*expected, *for_cuda, "measured.json"}


@pytest.mark.parametrize("kind", ["gemma3", "llama3"])
def test_other_families_come_in_without_torch(tmp_path: Path, shelf: Shelf, kind: str) -> None:
    model = take(write_hugging_face(kind, tmp_path / kind), shelf)
    assert model.key == f"{kind}-int8"
    has_graph_for_cuda = "cuda" in read_manifest(model.folder).graphs
    assert has_graph_for_cuda is (kind != "gemma3")


def test_what_has_no_fused_graph_goes_through_optimum(tmp_path: Path, shelf: Shelf) -> None:
    model = take(write_hugging_face("gpt_neox", tmp_path / "Neox"), shelf)
    assert (model.key, model.quantization) == ("neox-int8", "int8-block32")
    assert model.measured is not None
    assert model.measured["parity"]["original"] == "transformers float32"
    assert model.measured["parity"]["agreement"] > 0.85


def test_without_the_extra_the_command_is_named(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "optimum.exporters.onnx", None)
    with pytest.raises(ModelMissing, match=r"pip install 'foreword\[convert\]'"):
        take(write_hugging_face("gpt2", tmp_path / "c"), shelf)


def test_a_ready_graph_is_taken_as_it_is(tmp_path: Path, shelf: Shelf) -> None:
    from writer_app.library.convert import export_with_optimum

    folder = tmp_path / "Ready"
    export_with_optimum(write_hugging_face("gpt2", tmp_path / "c"), folder)
    (folder / "run_me.py").write_text("raise SystemExit")
    model = take(folder, shelf)
    assert (model.key, model.quantization) == ("ready-onnx", "as exported")
    assert not (model.folder / "run_me.py").exists()
    verify(read_manifest(model.folder))


def test_a_folder_of_ours_is_checked_and_copied(tmp_path: Path, shelf: Shelf) -> None:
    folder = build_folder(write_checkpoint(tmp_path / "c"), tmp_path / "f")
    (folder / "notes.txt").write_text("mine")
    model = take(folder, shelf, Known(name="Renamed"))
    assert (model.name, model.key) == ("Renamed", "renamed")
    assert not (model.folder / "notes.txt").exists()


def test_the_chat_template_of_an_instruct_model_is_kept(tmp_path: Path, shelf: Shelf) -> None:
    folder = write_checkpoint(tmp_path / "Tiny-Instruct")
    template = "{% for m in messages %}{{ m.role }}: {{ m.content }}<|end|>{% endfor %}"
    names = {"bos_token": "<|end|>", "eos_token": "<|end|>", "chat_template": template}
    (folder / "tokenizer_config.json").write_text(json.dumps(names))
    model = take(folder, shelf)
    assert model.is_instruct
    content = json.loads((model.folder / "manifest.json").read_text())
    assert content["chat"]["template"] == "chat_template.jinja"
    assert content["chat"]["tokens"] == {"bos_token": "<|end|>", "eos_token": "<|end|>"}
    assert "chat_template.jinja" in content["files"]
    assert (model.folder / "chat_template.jinja").read_text() == template


def test_a_folder_with_code_of_its_own_is_refused(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path)
    config = json.loads((folder / "config.json").read_text())
    config["auto_map"] = {"AutoModelForCausalLM": "modeling_evil.Evil"}
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelCorrupt, match="code of its own"):
        choose_route(folder)


@pytest.mark.parametrize(
    ("name", "words"),
    [("pytorch_model.bin", "pickled"), ("x.gguf", "GGUF"), ("x.txt", "holds no")],
)
def test_what_cannot_come_in_is_told_why(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ModelMissing, match=words):
        choose_route(tmp_path)


def test_routes_are_chosen_by_what_is_there(tmp_path: Path) -> None:
    assert choose_route(write_checkpoint(tmp_path / "c")) is Route.FUSED
    assert choose_route(build_folder(tmp_path / "c", tmp_path / "f")) is Route.PACKAGED
    mamba = shutil.copytree(tmp_path / "c", tmp_path / "m")
    (mamba / "config.json").write_text('{"architectures": ["MambaForCausalLM"]}')
    assert choose_route(mamba) is Route.OPTIMUM


def leave_nothing(shelf: Shelf) -> bool:
    return not shelf.folder.exists() or not list(shelf.folder.iterdir())


def test_nothing_is_left_of_a_failure(tmp_path: Path, shelf: Shelf) -> None:
    folder = write_checkpoint(tmp_path / "c")
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError):
        take(folder, shelf)
    assert leave_nothing(shelf)


class Ended(Exception):
    """The writer pressed Cancel."""


def test_nothing_is_left_of_a_cancelled_conversion(tmp_path: Path, shelf: Shelf) -> None:
    def report(progress: Progress) -> None:
        if progress.stage == "converting":
            raise Ended

    folder = write_checkpoint(tmp_path / "c")
    with pytest.raises(Ended):
        take_in(folder, shelf, Wish(Known()), report, lambda _: {})
    assert leave_nothing(shelf)


def test_too_little_room_is_told_before_anything_is_written(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_SPARE_BYTES", 10**18)
    with pytest.raises(ModelMissing, match="MB free"):
        take(write_checkpoint(tmp_path / "c"), shelf)
    assert leave_nothing(shelf)


def test_a_full_disk_is_told_in_words(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("writer_app.library.package.onnx.save", full)
    with pytest.raises(ModelMissing, match="No space left"):
        take(write_checkpoint(tmp_path / "c"), shelf)
    assert leave_nothing(shelf)


def test_a_width_that_no_block_divides_keeps_its_table_whole(tmp_path: Path, shelf: Shelf) -> None:
    model = take(write_checkpoint(tmp_path / "Odd", TinyShape(width=72)), shelf)
    assert "float32 table" in model.quantization

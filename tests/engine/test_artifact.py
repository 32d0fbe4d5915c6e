import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import pytest

from tests.tiny_model import build_folder, metaspace_tokenizer, write_checkpoint
from writer_app.engine.artifact import MANIFEST, read_manifest, sha256, verify
from writer_app.engine.gpt import open_model
from writer_app.errors import ModelCorrupt, ModelError, ModelMissing

Damage = Callable[[Path], object]


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_folder, tmp_path / "model"))


def edit(**changes: Any) -> Damage:
    """Change the manifest's own fields; None takes one away."""

    def damage(folder: Path) -> None:
        path = folder / MANIFEST
        content = {**json.loads(path.read_text()), **changes}
        path.write_text(json.dumps({k: v for k, v in content.items() if v is not None}))

    return damage


def write(name: str, content: bytes) -> Damage:
    return lambda folder: (folder / name).write_bytes(content)


def unlink(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


def flip_a_byte(folder: Path) -> None:
    data = bytearray((folder / "model.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "model.onnx").write_bytes(data)


def truncate(folder: Path) -> None:
    path = folder / "model.onnx"
    path.write_bytes(path.read_bytes()[:-1000])


def graph_named(name: str) -> Damage:
    return edit(graphs={"cpu": {"file": name}})


@pytest.mark.parametrize(
    ("damage", "error", "words"),
    [
        (unlink(MANIFEST), ModelMissing, "no model folder"),
        (unlink("model.onnx"), ModelMissing, r"model\.onnx"),
        (unlink("tokenizer.json"), ModelMissing, r"tokenizer\.json"),
        (write(MANIFEST, b""), ModelCorrupt, "damaged"),
        (write(MANIFEST, b"{\xff"), ModelCorrupt, "damaged"),
        (write(MANIFEST, b"[" * 100_000), ModelCorrupt, "damaged"),
        (write(MANIFEST, b"[1]"), ModelCorrupt, "damaged"),
        (write(MANIFEST, b"{}"), ModelCorrupt, "name"),
        (flip_a_byte, ModelCorrupt, "not the file"),
        (truncate, ModelCorrupt, "not the file"),
        (write("tokenizer.json", b"{}"), ModelCorrupt, "not the file"),
        (graph_named("../model.onnx"), ModelCorrupt, "outside"),
        (graph_named("/etc/passwd"), ModelCorrupt, "outside"),
        (graph_named("a\\b.onnx"), ModelCorrupt, "outside"),
        (graph_named(".."), ModelCorrupt, "outside"),
        (graph_named(""), ModelCorrupt, "outside"),
        (graph_named("other.onnx"), ModelCorrupt, "hash"),
        (edit(tokenizer="sub/tokenizer.json"), ModelCorrupt, "outside"),
        (edit(graphs={}), ModelCorrupt, "graphs"),
        (edit(graphs=["model.onnx"]), ModelCorrupt, "graphs"),
        (edit(graphs={"cpu": "model.onnx"}), ModelCorrupt, "graphs"),
        (edit(files={}), ModelCorrupt, "hash"),
        (edit(files=None), ModelCorrupt, "files"),
        (edit(threshold=float("nan")), ModelCorrupt, "threshold"),
        (edit(threshold=1.5), ModelCorrupt, "threshold"),
        (edit(threshold="high"), ModelCorrupt, "threshold"),
        (edit(phrase_shares=[[0.5] * 20] * 2), ModelCorrupt, "phrase_shares"),
        (edit(phrase_shares=[[0.5] * 19] * 3), ModelCorrupt, "phrase_shares"),
        (edit(phrase_shares=[[1.5] * 20] * 3), ModelCorrupt, "phrase_shares"),
        (edit(context_tokens=0), ModelCorrupt, "context_tokens"),
        (edit(context_tokens=float("inf")), ModelCorrupt, "context_tokens"),
        (edit(context_tokens=10**9), ModelCorrupt, "context_tokens"),
        (edit(languages="en"), ModelCorrupt, "languages"),
        (edit(name=None), ModelCorrupt, "name"),
        (edit(format=99), ModelCorrupt, "newer"),
    ],
)
def test_damage_is_told_in_one_line(
    folder: Path, damage: Damage, error: type[ModelError], words: str
) -> None:
    damage(folder)
    with pytest.raises(error, match=words) as caught:
        open_model(folder)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def unhashed(folder: Path, name: str) -> None:
    """Make the manifest agree with a file that was changed."""
    path = folder / MANIFEST
    content = json.loads(path.read_text())
    content["files"][name]["sha256"] = sha256(folder / name)
    path.write_text(json.dumps(content))


def without_past(folder: Path) -> None:
    graph = onnx.load(str(folder / "model.onnx"))
    text = graph.SerializeToString().replace(b"past_key_values.", b"past_kez_values.")
    (folder / "model.onnx").write_bytes(text)


def other_tokenizer(folder: Path) -> None:
    metaspace_tokenizer().save(str(folder / "tokenizer.json"))


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("model.onnx", truncate),
        ("model.onnx", write("model.onnx", b"")),
        ("model.onnx", write("model.onnx", b"no graph at all")),
        ("model.onnx", without_past),
        ("tokenizer.json", write("tokenizer.json", b"{}")),
        ("tokenizer.json", write("tokenizer.json", b"\xff\xfe")),
        ("tokenizer.json", other_tokenizer),
    ],
)
def test_damage_behind_a_right_hash_is_told_in_one_line(
    folder: Path, name: str, damage: Damage
) -> None:
    damage(folder)
    unhashed(folder, name)
    with pytest.raises(ModelCorrupt) as caught:
        open_model(folder)
    assert "\n" not in str(caught.value)


def test_a_graph_of_another_shape_inside_is_told_at_the_latest_when_it_runs(folder: Path) -> None:
    graph = onnx.load(str(folder / "model.onnx"))
    weight = next(t for t in graph.graph.initializer if t.name == "0.down.weight")
    weight.dims[:] = list(weight.dims)[::-1]
    onnx.save(graph, str(folder / "model.onnx"))
    unhashed(folder, "model.onnx")
    with pytest.raises(ModelError) as caught:
        open_model(folder).count_tokens("x")
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_missing(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path / ("n" * 5000), tmp_path / "a\0b"):
        with pytest.raises(ModelMissing):
            read_manifest(path)


def test_a_file_is_no_model_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ModelMissing):
        read_manifest(tmp_path / "file")


def test_links_are_followed_and_the_hash_still_holds(folder: Path, tmp_path: Path) -> None:
    blob = tmp_path / "blob"
    (folder / "model.onnx").replace(blob)
    (folder / "model.onnx").symlink_to(blob)
    verify(read_manifest(folder))
    blob.write_bytes(b"another graph")
    with pytest.raises(ModelCorrupt):
        verify(read_manifest(folder))


def test_a_folder_from_optimum_is_read_without_a_manifest(folder: Path, tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c")
    (folder / MANIFEST).unlink()
    for name in ("config.json", "tokenizer_config.json"):
        shutil.copy(checkpoint / name, folder / name)
    manifest = read_manifest(folder)
    assert (manifest.begin_token, manifest.end_tokens) == ("<|end|>", ("<|end|>",))
    assert manifest.context_tokens == 128


def test_control_tokens_are_found_by_their_ids_when_no_name_is_told(
    folder: Path, tmp_path: Path
) -> None:
    checkpoint = write_checkpoint(tmp_path / "c")
    (folder / MANIFEST).unlink()
    shutil.copy(checkpoint / "config.json", folder / "config.json")
    manifest = read_manifest(folder)
    assert (manifest.begin_token, manifest.end_tokens) == ("<|end|>", ("<|end|>",))


def test_a_model_without_a_graph_for_the_cpu_says_so(folder: Path) -> None:
    edit(graphs={"cuda": {"file": "model.onnx"}})(folder)
    with pytest.raises(ModelCorrupt, match="CPU"):
        open_model(folder, "cpu")


def test_building_a_folder_leaves_it_open_to_reading(tmp_path: Path) -> None:
    folder = build_folder(write_checkpoint(tmp_path / "c"), tmp_path / "f")
    assert read_manifest(folder).hashes.keys() == {"model.onnx", "tokenizer.json"}

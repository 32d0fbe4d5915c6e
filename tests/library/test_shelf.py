"""The shelf of models: what stands there is whole, and comes and goes in one step."""

import json
import shutil
import time
from pathlib import Path

import pytest

from writer_app import paths
from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.shelf import Shelf, keep_measured, key_for, read_measured


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models", paths.default_model_dir())


def put(shelf: Shelf, key: str, name: str = "Mine", **said: object) -> Path:
    made = shelf.new_folder()
    for path in paths.default_model_dir().iterdir():
        shutil.copy(path, made / path.name)
    content = {**json.loads((made / "manifest.json").read_text()), "name": name, **said}
    (made / "manifest.json").write_text(json.dumps(content))
    return shelf.put(made, key).folder


def test_the_one_in_the_box_comes_first_and_needs_no_shelf(shelf: Shelf) -> None:
    (model,) = shelf.models()
    assert (model.key, model.problem, model.folder) == ("", "", paths.default_model_dir())


def test_what_was_put_is_listed_by_name(shelf: Shelf) -> None:
    put(shelf, "b", "Zebra")
    put(shelf, "a", "apple")
    assert [model.key for model in shelf.models()] == ["", "a", "b"]


def test_a_model_is_found_by_key_name_or_source(shelf: Shelf) -> None:
    put(shelf, "mine-int8", "Mine", source="Somebody/Mine")
    for word in ("mine-int8", "MINE", "somebody/mine"):
        assert shelf.find(word).key == "mine-int8"
    assert shelf.find("default").key == ""


def test_an_ambiguous_name_asks_which(shelf: Shelf) -> None:
    put(shelf, "mine-int4")
    put(shelf, "mine-int8")
    with pytest.raises(ModelMissing, match="mine-int4, mine-int8"):
        shelf.find("mine")


def test_putting_again_replaces_the_old_one(shelf: Shelf) -> None:
    put(shelf, "mine", "Old")
    put(shelf, "mine", "New")
    assert shelf.find("mine").name == "New"
    assert [path.name for path in shelf.folder.iterdir()] == ["mine"]


def test_removing_leaves_nothing(shelf: Shelf) -> None:
    put(shelf, "mine")
    shelf.remove(shelf.find("mine"))
    assert list(shelf.folder.iterdir()) == []


def test_the_one_in_the_box_stays(shelf: Shelf) -> None:
    with pytest.raises(ModelMissing, match="stays"):
        shelf.remove(shelf.find("default"))
    assert paths.default_model_dir().is_dir()


@pytest.mark.parametrize("key", ["gone", "../models", "/etc", ".", "..", ".new-1", "a/b", ""])
def test_settings_that_name_no_model_of_the_shelf_get_the_box(shelf: Shelf, key: str) -> None:
    put(shelf, "mine")
    assert shelf.folder_of(key) == paths.default_model_dir()


def test_settings_that_name_a_model_get_it(shelf: Shelf) -> None:
    folder = put(shelf, "mine")
    assert shelf.folder_of("mine") == folder


def test_what_a_crash_left_is_swept_and_never_listed(shelf: Shelf) -> None:
    shelf.new_folder()
    (shelf.folder / ".gone-1").mkdir()
    assert [model.key for model in shelf.models()] == [""]
    shelf.sweep()
    assert len(list(shelf.folder.iterdir())) == 2  # perhaps another process is making them
    shelf.sweep(time.time() + 90_000)
    assert list(shelf.folder.iterdir()) == []


def test_a_damaged_manifest_is_told_not_raised(shelf: Shelf) -> None:
    folder = put(shelf, "mine")
    (folder / "manifest.json").write_text("{")
    assert "damaged" in shelf.find("mine").problem


def test_a_missing_file_is_told(shelf: Shelf) -> None:
    folder = put(shelf, "mine")
    (folder / "model.onnx").unlink()
    assert "model.onnx" in shelf.find("mine").problem


def test_verifying_finds_a_changed_byte(shelf: Shelf) -> None:
    folder = put(shelf, "mine")
    shelf.verify(shelf.find("mine"))
    with (folder / "tokenizer.json").open("a") as file:
        file.write(" ")
    with pytest.raises(ModelCorrupt, match=r"tokenizer\.json"):
        shelf.verify(shelf.find("mine"))


def test_the_speed_of_the_one_in_the_box_is_kept_among_the_writers_files(shelf: Shelf) -> None:
    shelf.keep_speed(shelf.find("default"), {"verdict": "fast"})
    assert shelf.find("default").measured == {"speed": {"verdict": "fast"}}
    assert not (paths.default_model_dir() / "measured.json").exists()


def test_measures_are_added_to_what_is_known(tmp_path: Path) -> None:
    keep_measured(tmp_path, speed={"verdict": "fast"})
    keep_measured(tmp_path, parity={"agreement": 1.0})
    assert read_measured(tmp_path) == {"speed": {"verdict": "fast"}, "parity": {"agreement": 1.0}}


@pytest.mark.parametrize("damage", ["", "{", "[1]", "[" * 50_000])
def test_damaged_measures_count_as_none(tmp_path: Path, damage: str) -> None:
    (tmp_path / "measured.json").write_text(damage)
    assert read_measured(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("HuggingFaceTB/SmolLM2-135M", "smollm2-135m-int8"),
        ("../..", "int8"),
        ("\u6a21\u578b", "int8"),
        ("x" * 300, "x" * 80),
        ("a/b/", "b-int8"),
    ],
)
def test_any_name_makes_a_folder_name(name: str, key: str) -> None:
    made = key_for(name, "int8")
    assert made == key
    assert made == Path(made).name and not made.startswith(".")

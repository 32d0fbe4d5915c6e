"""Which source each role gets, and what happens when a model cannot be opened."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from tests.tiny_model import build_folder, write_checkpoint
from writer_app.assist.roles import Role, Sources, source_for
from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.shelf import Shelf
from writer_app.model_sources import ModelSources, model_loader
from writer_app.settings import Settings


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("models")
    return build_folder(write_checkpoint(root / "c"), root / "boxed")


@pytest.fixture
def shelf(made: Path, tmp_path: Path) -> Shelf:
    """Give a shelf with two models beside the one in the box."""
    for name in ("mine", "other"):
        shutil.copytree(made, tmp_path / name)
    return Shelf(tmp_path, made)


def folders(sources: Sources) -> dict[Role, str]:
    here = (Role.GHOSTS, Role.TASKS, Role.FIX)
    return {role: Path(source_for(role, sources).key).name for role in here}


@pytest.mark.parametrize(
    ("model", "tasks_model", "ghosts", "tasks"),
    [
        ("", "", "boxed", "boxed"),
        ("mine", "", "mine", "mine"),
        ("mine", "other", "mine", "other"),
        ("mine", "default", "mine", "boxed"),
        ("gone", "mine", "boxed", "mine"),
        ("mine", "gone", "mine", "boxed"),
    ],
)
def test_each_role_gets_the_model_that_the_settings_name(
    shelf: Shelf, model: str, tasks_model: str, ghosts: str, tasks: str
) -> None:
    sources = ModelSources(shelf, print).of(Settings(model=model, tasks_model=tasks_model))
    expected = {Role.GHOSTS: ghosts, Role.TASKS: tasks, Role.FIX: "boxed"}
    assert folders(sources) == expected


def test_a_folder_of_the_command_line_does_all_but_fix(shelf: Shelf, tmp_path: Path) -> None:
    models = ModelSources(shelf, print, folder=tmp_path / "other")
    found = folders(models.of(Settings(model="mine", tasks_model="mine")))
    assert found == {Role.GHOSTS: "other", Role.TASKS: "other", Role.FIX: "boxed"}


def test_what_a_model_is_can_be_told_before_it_is_loaded(shelf: Shelf) -> None:
    source = ModelSources(shelf, print).of(Settings(tasks_model="mine"))[Role.TASKS]
    assert source.promise is not None
    assert (source.promise.device, source.promise.is_instruct) == ("", False)
    assert source.need_bytes > 10_000
    assert dataclasses.replace(source.promise, device="cpu") == source.load().info


def test_sparing_changes_the_variant_of_a_large_model_only(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = ModelSources(shelf, print)
    before, after = (models.of(Settings(), is_sparing=spares) for spares in (False, True))
    assert before[Role.GHOSTS].identity == after[Role.GHOSTS].identity
    monkeypatch.setattr("writer_app.model_sources.graph_bytes", lambda _: 500_000_000)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    before, after = (models.of(Settings(), is_sparing=spares) for spares in (False, True))
    assert before[Role.GHOSTS].key == after[Role.GHOSTS].key
    assert (before[Role.GHOSTS].variant, after[Role.GHOSTS].variant) == ("auto, 4", "auto, 2")


def damage(folder: Path) -> None:
    content = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**content, "threshold": "high"}))


def test_a_model_that_cannot_be_opened_gives_its_place_to_the_box(
    shelf: Shelf, tmp_path: Path
) -> None:
    damage(tmp_path / "mine")
    told: list[str] = []
    source = ModelSources(shelf, told.append).of(Settings(model="mine"))[Role.GHOSTS]
    assert source.load().info.device == "cpu"
    assert len(told) == 1 and "threshold" in told[0]


def test_a_model_for_tasks_that_cannot_be_opened_says_so(shelf: Shelf, tmp_path: Path) -> None:
    damage(tmp_path / "mine")
    source = ModelSources(shelf, print).of(Settings(tasks_model="mine"))[Role.TASKS]
    with pytest.raises(ModelCorrupt, match="threshold"):
        source.load()


def test_the_box_itself_has_nothing_to_fall_back_on(tmp_path: Path) -> None:
    source = ModelSources(Shelf(tmp_path, tmp_path / "none"), print).of(Settings())[Role.GHOSTS]
    with pytest.raises(ModelMissing):
        source.load()


def test_missing_model_folder_is_told_by_the_loader(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        model_loader("onnx", tmp_path / "none", "cpu")()

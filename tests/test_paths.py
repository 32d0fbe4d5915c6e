"""Foreword finds its own files however it was installed, and the writer's folders."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from writer_app import paths


def test_the_source_tree_is_the_bundle_of_a_checkout(tmp_path: Path) -> None:
    assert paths.find_bundle(tmp_path / "writer_app", None, None) == tmp_path


def test_an_installed_wheel_has_its_data_inside_the_package(tmp_path: Path) -> None:
    (tmp_path / "writer_app" / "_data").mkdir(parents=True)
    bundle = paths.find_bundle(tmp_path / "writer_app", None, None)
    assert bundle == tmp_path / "writer_app" / "_data"


def test_a_one_file_app_has_its_data_where_it_was_unpacked(tmp_path: Path) -> None:
    bundle = paths.find_bundle(tmp_path / "writer_app", tmp_path / "bin", str(tmp_path / "_MEI"))
    assert bundle == tmp_path / "_MEI" / "writer_app" / "_data"


def test_a_frozen_app_without_unpacking_has_its_data_beside_the_program(tmp_path: Path) -> None:
    bundle = paths.find_bundle(tmp_path / "x", tmp_path / "bin", None)
    assert bundle == tmp_path / "bin" / "writer_app" / "_data"


def test_a_frozen_app_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.default_model_dir() == tmp_path / "writer_app" / "_data" / "models" / "default"


def test_resources_of_this_checkout_are_found() -> None:
    assert paths.catalog_file().is_file()
    assert paths.resource("x/y.txt") == paths.bundle_dir() / "resources" / "x" / "y.txt"


@pytest.mark.parametrize("file", [paths.settings_file, paths.log_file])
def test_the_writers_folders_are_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Callable[[], Path]
) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    folder = file().parent
    assert folder.is_relative_to(tmp_path / "home")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_folders_that_were_open_are_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    (tmp_path / "data").mkdir(mode=0o777)
    assert stat.S_IMODE(paths.data_dir().stat().st_mode) == 0o700


def test_without_the_variable_the_system_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert paths.settings_file() == tmp_path / "Foreword" / "settings.json"


def test_a_folder_that_cannot_be_made_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "file"))
    assert paths.log_file() == tmp_path / "file" / "log" / "foreword.log"

"""Settings survive what people and disks do to them."""

import json
import stat
from dataclasses import fields, replace
from pathlib import Path

import pytest

from writer_app.errors import SettingsError
from writer_app.settings import Settings, load_settings, models_named_in, save_settings


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), None)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    mine = Settings("sepia", "Literata", 22, 60, "peek", 900, 0.4, (("accept", "Right"),), True)
    save_settings(mine, path)
    assert load_settings(path) == (mine, None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(raw)
    settings, error = load_settings(path)
    assert settings == Settings()
    assert "settings.json.damaged" in str(error)
    assert (tmp_path / "settings.json.damaged").read_bytes() == raw
    assert load_settings(path) == (Settings(), None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", 3),
        ("font_size_px", 9),
        ("font_size_px", 19.5),
        ("font_size_px", True),
        ("font_size_px", None),
        ("font_family", "x" * 201),
        ("threshold", 1.5),
        ("threshold", "high"),
        ("threshold", float("nan")),
        ("pause_ms", 10_001),
        ("keys", [["accept"]]),
        ("keys", "Tab"),
        ("keys", [["accept", 3]]),
        ("no_tab", 1),
    ],
)
def test_a_wrong_value_is_named_and_the_others_kept(
    tmp_path: Path, name: str, value: object
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"column_chars": 72, "reduced_motion": True, name: value}))
    settings, error = load_settings(path)
    assert settings == Settings(column_chars=72, reduced_motion=True)
    assert f"({name})" in str(error)


def test_names_of_a_newer_version_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "hologram": true}')
    assert load_settings(path) == (Settings(theme="dark"), None)


def test_an_unreadable_file_costs_only_the_settings(tmp_path: Path) -> None:
    settings, error = load_settings(tmp_path)
    assert settings == Settings()
    assert "cannot be read" in str(error)


def test_a_folder_that_refuses_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SettingsError, match="cannot be saved"):
        save_settings(Settings(), tmp_path / "file" / "settings.json")


def test_every_default_is_within_its_own_limits(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(replace(Settings()), path)
    assert load_settings(path) == (Settings(), None)
    assert set(json.loads(path.read_text())) == {known.name for known in fields(Settings)}


def test_the_model_is_read_without_moving_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert models_named_in(path).model == ""
    path.write_text("{")
    assert models_named_in(path).model == ""
    assert path.read_text() == "{"
    save_settings(replace(Settings(), model="mine-int8"), path)
    assert models_named_in(path).model == "mine-int8"

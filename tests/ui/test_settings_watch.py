"""Settings that another process writes: the models they name are followed, nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.ui.open_room import Room
from writer_app.settings import Settings, save_settings
from writer_app.ui.settings_watch import SettingsWatch

WAIT_MS = 5_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "settings.json"


def test_settings_that_come_by_a_rename_are_told(path: Path, qtbot: QtBot) -> None:
    owner = QObject()
    watch = SettingsWatch(owner, path)
    for model in ("mine", "other"):
        with qtbot.waitSignal(watch.written, timeout=WAIT_MS) as told:
            save_settings(Settings(model=model), path)
        assert told.args == [Settings(model=model)]


def test_a_damaged_file_changes_nothing(path: Path, qtbot: QtBot) -> None:
    owner = QObject()
    watch = SettingsWatch(owner, path)
    told: list[Settings] = []
    watch.written.connect(told.append)
    path.write_text("{")
    watch._read()
    save_settings(Settings(), path)
    watch._read()
    assert told == [Settings()]


def test_a_running_window_follows_the_models_alone(make_room: Callable[..., Room]) -> None:
    room = make_room()
    before = room.window.settings
    room.documents.follow_models(Settings(model="mine", tasks_model="big", font_size_px=50))
    after = room.window.settings
    assert (after.model, after.tasks_model) == ("mine", "big")
    assert after.font_size_px == before.font_size_px

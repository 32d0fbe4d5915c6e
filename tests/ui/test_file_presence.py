"""Looking for files never holds the page up."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from writer_app.ui.file_presence import FilePresence


def test_files_that_are_not_there_are_told_at_once(tmp_path: Path) -> None:
    there, gone = tmp_path / "a.md", tmp_path / "b.md"
    there.touch()
    parent = QObject()
    presence = FilePresence(parent)
    assert presence.gone([there, gone]) == (gone,)
    gone.touch()
    assert presence.gone([there, gone]) == ()


def test_silent_drive_holds_up_nothing_and_is_asked_once(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead, gone, answer, n_asked = Path("/net/a.md"), tmp_path / "b.md", threading.Event(), []

    def is_file(path: Path) -> bool:
        if path == dead:
            n_asked.append(1)
            answer.wait(20)
        return False

    monkeypatch.setattr(Path, "is_file", is_file)
    parent = QObject()
    presence = FilePresence(parent)
    assert presence.gone([dead, gone]) == (gone,)
    assert presence.gone([dead, gone]) == (gone,)
    with qtbot.waitSignal(presence.changed):
        answer.set()
    assert len(n_asked) == 1
    assert presence.gone([dead, gone]) == (dead, gone)

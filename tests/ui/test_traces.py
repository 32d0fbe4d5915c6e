"""What is kept is listed, private, and forgotten on the writer's word."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from writer_app import paths
from writer_app.log import start_log, stop_log
from writer_app.ui.help_pages import privacy_page
from writer_app.ui.traces import forget_side_traces, keep_dialogs_private, traces


@pytest.fixture
def qt_settings() -> Iterator[None]:
    """Give Qt back its usual folder afterwards."""
    before = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName()).parent
    yield
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(before))


@pytest.mark.usefixtures("qt_settings")
def test_what_file_dialogs_remember_is_private_and_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    keep_dialogs_private()
    dialog = QFileDialog(None, "Open", str(tmp_path))
    dialog.deleteLater()
    with qtbot.waitSignal(dialog.destroyed):
        pass
    QSettings(QSettings.Scope.UserScope, "QtProject").sync()
    kept = paths.config_dir() / "QtProject.conf"
    assert str(tmp_path) in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    forget_side_traces()
    assert str(tmp_path) not in kept.read_text()


@pytest.mark.usefixtures("qt_settings")
def test_the_log_is_emptied_and_goes_on() -> None:
    keep_dialogs_private()
    path = paths.log_file()
    path.with_name("foreword.log.1").write_text("an older one")
    start_log(path)
    logger = logging.getLogger("writer_app.test")
    try:
        logger.warning("before")
        forget_side_traces()
        logger.warning("after")
    finally:
        stop_log()
    assert path.read_text().endswith("after\n")
    assert "before" not in path.read_text()
    assert not path.with_name("foreword.log.1").exists()


def test_help_lists_every_trace_and_how_it_goes() -> None:
    page = privacy_page()
    for trace in traces():
        assert f"`{trace.path}`" in page
        assert trace.ways and all(way in page for way in trace.ways)


@pytest.mark.parametrize("command", ["ss -tupn", "strace -f", "lsof", "Get-NetTCPConnection"])
def test_help_names_a_check_for_every_system(command: str) -> None:
    assert f"`{command}" in privacy_page()

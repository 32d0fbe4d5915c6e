"""The composition root: what is refused, what is opened, what survives a fault."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from writer_app import app as app_module
from writer_app.engine.scripted import ScriptedModel
from writer_app.errors import InputError
from writer_app.settings import Settings
from writer_app.ui.window import Window

ROOT = Path(__file__).parents[2]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = app_module.make_window(Settings(hint_seen=True), None, ScriptedModel)
    qtbot.addWidget(made, before_close_func=lambda w: w.editor.mark_saved())
    made.show()
    return made


def test_importing_the_root_loads_neither_qt_nor_a_model() -> None:
    code = (
        "import sys, writer_app.app; "
        "print([n for n in ('PySide6', 'onnxruntime', 'numpy') if n in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_no_window_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "why_no_window", lambda: "No window can be opened.")
    with pytest.raises(InputError, match="No window"):
        app_module.refuse_unsound()


def test_unsound_pyside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import PySide6

    monkeypatch.setattr(PySide6, "__version__", "6.12.0")
    monkeypatch.setattr(sys, "version_info", (3, 11, 7, "final", 0))
    with pytest.raises(InputError, match=r"PySide6-Essentials<6\.12"):
        app_module.refuse_unsound()


def test_window_by_itself_opens_the_first_file(window: Window, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    app_module.open_files(window, [tmp_path / "a.md", tmp_path / "b.md"])
    assert window.editor.text() == "a"


def test_fault_is_told_and_the_text_stays(
    window: Window, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging.getLogger("writer_app"), "propagate", True)
    window.editor.open_text("mine")
    hook = app_module.make_excepthook(window)
    hook(ValueError, ValueError("secret words"), None)
    assert "your text is on the page" in window.bar.words
    assert window.editor.text() == "mine"
    assert "unexpected" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="Qt watches no pipes there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_closes_the_window_in_order(tmp_path: Path, number: signal.Signals) -> None:
    code = (
        "import os, writer_app.app as a\n"
        "from PySide6.QtCore import QTimer\n"
        "old = a.close_on_signals\n"
        "def ready(window):\n"
        f"    QTimer.singleShot(0, lambda: os.kill(os.getpid(), {int(number)}))\n"
        "    return old(window)\n"
        "a.close_on_signals = ready\n"
        "raise SystemExit(a.run_window([], engine='scripted'))\n"
    )
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "FOREWORD_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, timeout=60, check=False
    )
    assert run.returncode == 0


def test_one_application_is_made(qapp: QApplication) -> None:
    assert app_module.make_application() is qapp


SESSION = (
    "import writer_app.app as a\n"
    "from PySide6.QtCore import QTimer\n"
    "old = a.close_on_signals\n"
    "def live(window):\n"
    "    print(repr(window.current.editor.text()))\n"
    "    window.current.editor.take('An idea')\n"
    "    window.close()\n"
    "def ready(window):\n"
    "    found = window.current.keeping.found\n"
    "    found.connect(lambda _: QTimer.singleShot(0, lambda: live(window)))\n"
    "    return old(window)\n"
    "a.close_on_signals = ready\n"
    "raise SystemExit(a.run_window([], engine='scripted'))\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="Qt watches no pipes there")
def test_text_without_a_file_outlives_the_process(tmp_path: Path) -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "FOREWORD_HOME": str(tmp_path)}
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text('{"welcome_seen": true}')
    words = [sys.executable, "-c", SESSION]
    printed = [
        subprocess.run(
            words, cwd=ROOT, env=environ, timeout=60, check=True, capture_output=True, text=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert printed == ["''", "'An idea'"]


def test_troubles_wait_for_the_window() -> None:
    told: list[str] = []
    troubles = app_module.Troubles()
    troubles.tell("first")
    troubles.hand_to(told.append)
    troubles.tell("second")
    assert told == ["first", "second"]

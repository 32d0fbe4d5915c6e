"""No window is words, not an abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from writer_app.ui.display import why_no_window

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
ROOT = Path(__file__).parents[2]


def why(environ: dict[str, str], missing: str = "", is_reachable: bool = True) -> str:
    return why_no_window(environ, lambda _: is_reachable, lambda name: name != missing)


def test_no_display_names_the_headless_verbs() -> None:
    words = why({})
    assert "no display" in words
    assert "complete" in words


def test_display_that_does_not_answer_is_named() -> None:
    assert ":7" in why({"DISPLAY": ":7"}, is_reachable=False)


def test_missing_library_is_named() -> None:
    assert "libxcb-cursor.so.0" in why({"DISPLAY": ":0"}, missing="libxcb-cursor.so.0")


def test_x_libraries_do_not_matter_offscreen() -> None:
    assert why({"QT_QPA_PLATFORM": "offscreen"}, missing="libxcb-cursor.so.0") == ""


def test_living_display_is_no_reason() -> None:
    assert why({"DISPLAY": ":0"}) == ""


def test_window_without_a_display_is_one_line_and_exit_1(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environ = {name: value for name, value in os.environ.items() if name not in hidden}
    run = subprocess.run(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env=environ | {"FOREWORD_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "complete" in run.stderr

"""What was copied does not end the process when the app ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COPY_AND_LEAVE = """
import sys
from PySide6.QtCore import QTimer
import writer_app.app as app

def copy_and_leave(window):
    window.current.editor.selectAll()
    window.current.editor.copy()
    QTimer.singleShot(0, window.close)

app.close_on_signals = copy_and_leave
sys.exit(app.run_window([__import__("pathlib").Path(sys.argv[1])], engine="scripted"))
"""


@pytest.mark.parametrize("text", ["one line", "two\nlines"])
def test_the_app_ends_in_peace_after_a_copy(tmp_path: Path, text: str) -> None:
    (tmp_path / "text.md").write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", COPY_AND_LEAVE, str(tmp_path / "text.md")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr

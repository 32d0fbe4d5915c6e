"""Nothing leaks: the app opens no internet socket, and these tests would notice."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.no_internet import IS_SUPPORTED
from writer_app import paths

# Some libraries behave while they believe that they are being tested; here they must not know.
MASKED = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "ORT_RUNNING_UNIT_TESTS", "PYTEST_CURRENT_TEST")
SILENCED = ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY")
LONG_ENOUGH_MS = 15_000  # onnxruntime's first report is tried 10 s after it is loaded

ROOT = Path(__file__).resolve().parent.parent
GUARDED = ROOT / "tests" / "no_internet.py"
KILLED = -signal.SIGSYS

needs_filter = pytest.mark.skipif(not IS_SUPPORTED, reason="the filter is for Linux only")


def plain_environment(home: Path | None = None) -> dict[str, str]:
    """Give an environment as on a writer's machine, with a home of its own if wanted."""
    kept = {name: value for name, value in os.environ.items() if name not in MASKED + SILENCED}
    if home is not None:
        kept = {name: value for name, value in kept.items() if not name.startswith("XDG_")}
        kept |= {"HOME": str(home)}
        kept.pop(paths.HOME_VARIABLE, None)
    return kept


def run_guarded(code: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a process that has no internet."""
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    script += f"from tests.no_internet import forbid_internet; forbid_internet()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=plain_environment(),
    )


@needs_filter
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_the_filter_kills_whoever_makes_an_internet_socket(family: str) -> None:
    made = run_guarded(f"import socket; socket.socket(socket.{family}, socket.SOCK_DGRAM)")
    assert made.returncode == KILLED


@needs_filter
def test_the_filter_reaches_threads_and_children() -> None:
    thread = "import socket, threading; t = threading.Thread(target=socket.socket); t.start()"
    assert run_guarded(f"{thread}; t.join()").returncode == KILLED
    child = "import subprocess, sys; r = subprocess.call([sys.executable, '-c', "
    child += "'import socket; socket.socket()']); print(r)"
    assert run_guarded(child).stdout.strip() == str(KILLED)


@needs_filter
def test_the_filter_lets_windows_talk_to_their_desktop() -> None:
    made = run_guarded("import socket; socket.socket(socket.AF_UNIX); print('made')")
    assert (made.returncode, made.stdout.strip()) == (0, "made")


@needs_filter
def test_completing_a_text_opens_no_internet_socket() -> None:
    done = subprocess.run(
        [sys.executable, str(GUARDED), "complete", "-", "--json"],
        input="The rain fell softly on the ",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=plain_environment(),
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["suggestions"][0]["text"]


@needs_filter
def test_the_library_of_models_opens_no_internet_socket_unasked(tmp_path: Path) -> None:
    """Listing, taking a folder in, measuring, checking: all but asking the hub."""
    from tests.tiny_model import write_checkpoint

    folder = str(write_checkpoint(tmp_path / "Tiny"))
    for words in (["list"], ["add", folder], ["use", "tiny"], ["measure", "tiny"], ["verify"]):
        done = subprocess.run(
            [sys.executable, str(GUARDED), "models", *words],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env=plain_environment() | {paths.HOME_VARIABLE: str(tmp_path / "home")},
        )
        assert done.returncode == 0, done.stderr


WINDOW_SESSION = """
import os, sys, tempfile
from pathlib import Path
os.environ.update(QT_QPA_PLATFORM="offscreen", FOREWORD_HOME=tempfile.mkdtemp())
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
import writer_app.app as app

TEXT = "We had spent several months in the country, and at the end of the year "

def write_until_ghost(editor):
    for letter in TEXT * 20:
        QTest.keyClicks(editor, letter)
        QTest.qWait(50)
        if editor.ghost is not None:
            return

def write_and_leave(window):
    def live():
        editor = window.current.editor
        write_until_ghost(editor)
        shown = editor.ghost
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        QTest.qWait(LONG_ENOUGH_MS)
        print("took", shown.text if shown else "nothing", flush=True)
        window.current.desk.save()
        window.close()
    QTimer.singleShot(0, live)

file = Path(tempfile.mkdtemp()) / "text.md"
file.write_text("")
app.close_on_signals = write_and_leave
sys.exit(app.run_window([file]))
"""


@needs_filter
@pytest.mark.slow
def test_a_session_in_the_window_opens_no_internet_socket() -> None:
    done = run_guarded(WINDOW_SESSION.replace("LONG_ENOUGH_MS", str(LONG_ENOUGH_MS)))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("took ")
    assert done.stdout.strip() != "took nothing"


def files_left_by(code: str, home: Path) -> list[str]:
    """Run Python with an empty home and list the files it leaves there."""
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=plain_environment(home),
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = [path for path in home.rglob("*") if path.is_file()]
    return [path.relative_to(home).as_posix() for path in found]


def test_the_runtime_leaves_no_trace_when_foreword_loads_it(tmp_path: Path) -> None:
    code = "import writer_app.engine.runtime, writer_app.engine.tokens"
    assert files_left_by(code, tmp_path) == []


def test_the_runtime_alone_would_leave_a_device_id(tmp_path: Path) -> None:
    """The control of the test above; when it fails, onnxruntime has changed its ways."""
    assert any("deviceid" in name for name in files_left_by("import onnxruntime", tmp_path))


def test_a_test_cannot_open_an_internet_socket() -> None:
    with pytest.raises(PermissionError, match="loopback"):
        socket.socket(socket.AF_INET)


@pytest.mark.loopback
def test_a_test_marked_loopback_can() -> None:
    with socket.socket(socket.AF_INET) as made:
        made.bind(("127.0.0.1", 0))

"""Nothing leaks: the app opens no internet socket, and these tests would notice."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.no_internet import IS_SUPPORTED
from writer_app import paths

ROOT = Path(__file__).resolve().parent.parent
GUARDED = ROOT / "tests" / "no_internet.py"
KILLED = -signal.SIGSYS

needs_filter = pytest.mark.skipif(not IS_SUPPORTED, reason="the filter is for Linux only")
needs_model = pytest.mark.skipif(
    not (paths.default_model_dir() / "manifest.json").is_file(), reason="no model in the box yet"
)


def run_guarded(code: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a process that has no internet."""
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    script += f"from tests.no_internet import forbid_internet; forbid_internet()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False
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
@needs_model
def test_completing_a_text_opens_no_internet_socket() -> None:
    done = subprocess.run(
        [sys.executable, str(GUARDED), "complete", "-", "--json"],
        input="The rain fell softly on the ",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["suggestions"][0]["text"]


def test_a_test_cannot_open_an_internet_socket() -> None:
    with pytest.raises(PermissionError, match="loopback"):
        socket.socket(socket.AF_INET)


@pytest.mark.loopback
def test_a_test_marked_loopback_can() -> None:
    with socket.socket(socket.AF_INET) as made:
        made.bind(("127.0.0.1", 0))

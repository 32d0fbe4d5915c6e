"""Nothing leaks: the app opens no internet socket, and these tests would notice."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.no_internet import IS_SUPPORTED
from writer_app import paths
from writer_app.ui.traces import traces

# Some libraries behave while they believe that they are being tested; here they must not know.
MASKED = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "ORT_RUNNING_UNIT_TESTS", "PYTEST_CURRENT_TEST")
SILENCED = ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY")
LOG = "log/foreword.log"
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


def run_guarded(
    code: str, variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a process that has no internet."""
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    script += f"from tests.no_internet import forbid_internet; forbid_internet()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
        env=plain_environment() | (variables or {}),
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
def test_completing_a_text_opens_no_internet_socket(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(GUARDED), "complete", "-", "--json"],
        input="The rain fell softly on the ",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=plain_environment(tmp_path),
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


def lived_through(folder: Path, home: Path, *, is_crash: bool = False) -> list[str]:
    """Live through a writing session without the internet; give what was done."""
    done = run_guarded(
        "import sys; from pathlib import Path; from tests.writing_session import run; "
        f"sys.exit(run(Path({str(folder)!r}), is_crash={is_crash}))",
        {paths.HOME_VARIABLE: str(home), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == (9 if is_crash else 0), done.stdout[-300:] + done.stderr[-2_000:]
    return done.stdout.splitlines()


DONE = (
    *("recovery", "model ready", "ghost", "ideas", "paste", "save", "find", "outline", "counts"),
    *("palette", "spelling", "preview", "print preview", "fix", "rewrite", "summary", "draft"),
    *(f"export {kind}" for kind in (".docx", ".odt", ".html", ".pdf", ".epub")),
    *(f"open {kind}" for kind in (".docx", ".odt", ".html")),
    *("versions", "settings", "models", "dictionary", "ledger", "what foreword did"),
    *("Keys", "Privacy", "About the Model", "About Foreword", "3 documents", "forgotten"),
)


@needs_filter
@pytest.mark.slow
def test_a_whole_session_opens_no_internet_socket_and_keeps_nothing_open_to_others(
    tmp_path: Path,
) -> None:
    """One session for both, because it takes its time; onnxruntime reports after 10 s."""
    folder, home = tmp_path / "documents", tmp_path / "home"
    folder.mkdir()
    lived_through(folder, home, is_crash=True)
    lines = lived_through(folder, home)
    assert [step for step in DONE if step not in lines] == []
    told = next(line for line in lines if line.startswith("kept: "))
    check_kept(json.loads(told.removeprefix("kept: ")))
    check_forgotten(home)


def check_kept(modes: dict[str, int]) -> None:
    """Check what lay in the writer's folders before it was forgotten."""
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}
    for name in ("data/ledger.jsonl", "data/dictionary.txt", "data/statistics.json"):
        assert name in modes
    listed = [str(trace.path.relative_to(paths.data_dir().parent)) for trace in traces()]
    unlisted = [
        name
        for name, mode in modes.items()
        if not stat.S_ISDIR(mode)
        and not any(name.startswith(path) for path in listed)
        and not name.endswith(".lock")
        and "/.foreword-" not in name  # being written at that moment
    ]
    assert unlisted == [], "Help does not tell of these"


def check_forgotten(home: Path) -> None:
    """Check what Forget and the end of the session have left."""
    left = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
    stays = ("config/", "data/dictionary.txt", "data/kept/places.json", "data/kept/journals/")
    assert [name for name in left if not name.startswith(stays) and name != LOG] == []
    for path in left.values():
        assert b"harbour" not in path.read_bytes()
    assert LOG not in left or left[LOG].read_bytes() == b""
    assert "file:" not in left["config/QtProject.conf"].read_text()


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

"""Run Foreword's command line in a process of its own, as a shell would."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENTRY = [sys.executable, str(ROOT / "main.py")]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code and all it said."""

    code: int
    out: str
    err: str


def run_foreword(*words: str, given: bytes = b"") -> Ended:
    """Run `python main.py WORDS` with these bytes on standard input."""
    done = subprocess.run(
        [*ENTRY, *words], input=given, capture_output=True, timeout=120, check=False
    )
    return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def assert_refused(ended: Ended, code: int, words: str) -> None:
    """Check for one clear line on stderr, nothing on stdout, and the exit code."""
    assert ended.out == ""
    assert ended.err.startswith("foreword: ")
    assert ended.err.count("\n") == 1
    assert words in ended.err
    assert "Traceback" not in ended.err
    assert ended.code == code

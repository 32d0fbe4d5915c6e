"""Read documents of other programs in a process of their own, within limits.

Whatever a hostile or broken file does to a parser, it does it there: the process has a
limit of time and of memory, and can be ended at any moment. It answers with one JSON
value. May import: errors, its siblings and the standard library. Thread: any.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from writer_app.documents.formats.foreign import WorkingCopy, read_foreign
from writer_app.documents.formats.kinds import Format
from writer_app.documents.formats.losses import Kind, Loss
from writer_app.documents.text_file import DiskStamp, TextFile
from writer_app.errors import DocumentError

LIMIT_S = 60.0
"""Longest time for one file.

MEASURED(2026-11-22): a novel of 200,000 words takes 0.4 s (docx, odt or html), its
process 0.3 s to start; two cores.
"""
LIMIT_BYTES = 2_000_000_000
"""Most memory of the process, where the system can hold it to that."""
WORD = "read-document-aside"
"""First word of the command line that makes a frozen Foreword such a process."""

_TOO_LONG = "{name} takes longer than a minute to read; save it as docx or html anew, or split it."
_TOO_MUCH = "{name} cannot be read within {n_gb} GB of memory; split it."
_BROKEN = "{name} could not be read: its reader ended before its time."


class Reading:
    """One file on its way; `result` waits for it, `cancel` ends it. Thread: any."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_cancelled = threading.Event()
        self._process = subprocess.Popen(
            [*_command(), str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def is_cancelled(self) -> bool:
        """Tell whether nobody waits for it any more."""
        return self._is_cancelled.is_set()

    def result(self, limit_s: float = LIMIT_S) -> WorkingCopy:
        """Wait for the document.

        Raises: DocumentError: as `read_foreign`, or past a limit; in words.
        """
        try:
            answer, _ = self._process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            self._end()
            raise DocumentError(_TOO_LONG.format(name=self._path.name)) from None
        try:
            said = json.loads(answer)
        except ValueError:
            raise DocumentError(_BROKEN.format(name=self._path.name)) from None
        if "problem" in said:
            raise DocumentError(said["problem"])
        return _copy_of(said, self._path)

    def cancel(self) -> None:
        """End it; `result` then raises."""
        self._is_cancelled.set()
        self._process.kill()

    def _end(self) -> None:
        self._process.kill()
        self._process.communicate()


def read_aside(path: Path, limit_s: float = LIMIT_S) -> WorkingCopy:
    """Read a document of another program in a process of its own, and wait for it.

    Raises: DocumentError in words.
    """
    try:
        return Reading(path).result(limit_s)
    except OSError as error:
        raise DocumentError(
            f"{path.name} cannot be read: no process for it ({error.strerror})."
        ) from error


def run_child(path: Path) -> int:
    """Be the process: read one file, answer on standard output.

    Returns: the exit code.
    """
    _limit_memory()
    try:
        answer = _answer_of(read_foreign(path))
    except DocumentError as error:
        answer = {"problem": str(error)}
    except MemoryError:
        words = _TOO_MUCH.format(name=path.name, n_gb=LIMIT_BYTES // 1_000_000_000)
        answer = {"problem": words}
    # Escaped: half a character of a hostile file is no UTF-8.
    sys.stdout.write(json.dumps(answer))
    return 0


def _answer_of(copy: WorkingCopy) -> dict[str, Any]:
    assert copy.file.stamp is not None
    return {
        "text": copy.file.text,
        "stamp": asdict(copy.file.stamp),
        "kind": copy.kind.value,
        "losses": [[loss.kind.name, loss.count] for loss in copy.losses],
    }


def _copy_of(said: dict[str, Any], path: Path) -> WorkingCopy:
    stamp = DiskStamp(**said["stamp"])
    losses = tuple(Loss(Kind[name], count) for name, count in said["losses"])
    return WorkingCopy(TextFile(said["text"], path, stamp=stamp), Format(said["kind"]), losses)


def _command() -> list[str]:
    """Give the command of such a process; a frozen app is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    return [sys.executable, "-m", "writer_app.documents.formats.aside"]


def _environment() -> dict[str, str]:
    """Let the process find this very package, wherever it runs from."""
    root = str(Path(__file__).resolve().parents[3])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root}


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))


if __name__ == "__main__":
    sys.exit(run_child(Path(sys.argv[1])))

"""Downloads that were begun and not finished: where they lie, and how far they came.

May import: errors. Thread: any.
"""

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from writer_app.errors import ModelMissing

NOTE = "fetch.json"
"""In each such folder: the model's name, its revision, and the bytes of all its files."""
_LOCK = "fetch.lock"


@dataclass(frozen=True, slots=True)
class Partial:
    """A download that was begun.

    Attributes: name: of the model. folder: what arrived. n_done, n_total: bytes.
    """

    name: str
    folder: Path
    n_done: int
    n_total: int


def partials(models_folder: Path) -> tuple[Partial, ...]:
    """List the downloads that were begun and not finished."""
    found = []
    for folder in sorted(models_folder.glob(".fetch-*")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            note = json.loads((folder / NOTE).read_bytes())
            n_here = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
            n_total = int(note["bytes"])
            found.append(Partial(str(note["name"]), folder, min(n_here, n_total), n_total))
    return tuple(found)


def folder_for(models_folder: Path, name: str, revision: str) -> Path:
    """Give the folder in which one revision of a model is gathered."""
    return models_folder / f".fetch-{name.replace('/', '--')}@{revision[:12]}"


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other processes from gathering into the same folder meanwhile.

    The lock is the system's and ends with the process; where there is none, nobody waits.

    Raises: ModelMissing: another Foreword is at it.
    """
    try:
        import fcntl
    except ImportError:  # Windows refuses to open a file that is being written by itself
        yield
        return
    with (folder / _LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ModelMissing("Another Foreword is fetching this model just now.") from error
        yield


def forget_partial(models_folder: Path, name: str) -> float | None:
    """Throw a begun download away; give the MB that frees, or None when there was none."""
    found = [p for p in partials(models_folder) if p.name.casefold() == name.casefold()]
    for partial in found:
        shutil.rmtree(partial.folder, ignore_errors=True)
    return round(sum(p.n_done for p in found) / 1e6, 1) if found else None

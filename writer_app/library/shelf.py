"""The models on this machine: the one in the box, and those the writer added.

Every added model is one folder of the writer's models folder. A folder comes by one
rename and goes by one rename, so what stands there is whole or not there. May
import: engine.artifact, errors, paths, library. Thread: any.
"""

import contextlib
import json
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from writer_app import paths
from writer_app.disk import make_private_folder, replace_file
from writer_app.engine.artifact import MANIFEST, Manifest, read_manifest, verify
from writer_app.errors import ModelError, ModelMissing

IN_THE_BOX = ""
"""The key of the model that ships with Foreword."""
MEASURED = "measured.json"
"""What was measured of a model on this machine: parity and speed; may be missing."""
_PASSING = (".new-", ".gone-")
_UNFIT = re.compile(r"[^a-z0-9._-]+")
_LONGEST_KEY = 80
_OLD_S = 86_400.0
_BOX_NOTES = ".box"
_BYTES_PER_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Installed:
    """One model of the library.

    Attributes:
        key: its folder's name, as settings keep it; "" is the model in the box.
        folder: where it is. n_bytes: of all its files.
        name, licence, languages, quantization: as its manifest says; `name` is the key
            when the manifest cannot be read.
        is_instruct: it follows instructions, besides continuing text.
        source: hub name or folder it was made from; "" when unknown.
        measured: parity and speed on this machine (see `measured.json`); {} when none.
        problem: why it cannot be used, in words; "" when nothing is known against it.
    """

    key: str
    folder: Path
    n_bytes: int
    name: str
    licence: str = "unknown"
    languages: tuple[str, ...] = ()
    quantization: str = ""
    is_instruct: bool = False
    source: str = ""
    measured: dict[str, Any] | None = None
    problem: str = ""

    @property
    def size_mb(self) -> float:
        """Give its size in MB (10^6 bytes)."""
        return round(self.n_bytes / _BYTES_PER_MB, 1)


class Shelf:
    """The models folder of one writer.

    Args:
        folder: holds one folder for each added model.
        boxed: the model in the box.
    """

    def __init__(self, folder: Path, boxed: Path) -> None:
        self.folder = folder
        self._boxed = boxed

    def models(self) -> tuple[Installed, ...]:
        """List every model: the one in the box first, the others by name."""
        found = []
        if self._boxed.is_dir():
            found = [_described(IN_THE_BOX, self._boxed, self.folder / _BOX_NOTES)]
        added = [_described(path.name, path) for path in self._added()]
        return (*found, *sorted(added, key=lambda model: (model.name.casefold(), model.key)))

    def find(self, word: str) -> Installed:
        """Find a model by its key, its name or its source, whatever the case.

        Raises: ModelMissing in words, also when several answer to the word.
        """
        models, wanted = self.models(), word.casefold()
        exact = [model for model in models if wanted == (model.key or "default")]
        named = [m for m in models if wanted in (m.name.casefold(), m.source.casefold())]
        found = exact or named
        if len(found) > 1:
            keys = ", ".join(model.key or "default" for model in found)
            raise ModelMissing(f"Several models are called {word}; say which: {keys}.")
        if not found:
            raise ModelMissing(f"No model called {word} is here; see `foreword models list`.")
        return found[0]

    def folder_of(self, key: str) -> Path:
        """Give the folder of the model that the settings name; the box's when it is gone."""
        is_name = key and key == Path(key).name and not key.startswith(".")
        folder = self.folder / key
        return folder if is_name and folder.is_dir() else self._boxed

    def verify(self, model: Installed) -> None:
        """Check every file of a model against its manifest. Raises: ModelError in words."""
        manifest = read_manifest(model.folder)
        verify(manifest)
        if not manifest.hashes:
            raise ModelMissing(f"{model.name} has no hashes to check; add it again to get them.")

    def remove(self, model: Installed) -> None:
        """Take a model off the shelf, all of it or nothing.

        Raises: ModelMissing: the one in the box stays; or the disk refuses, in words.
        """
        if model.key == IN_THE_BOX:
            raise ModelMissing("The model in the box stays; it takes no room of yours.")
        gone = self.folder / f"{_PASSING[1]}{secrets.token_hex(4)}"
        try:
            model.folder.rename(gone)
        except OSError as error:
            raise ModelMissing(f"{model.name} cannot be removed ({error.strerror}).") from error
        shutil.rmtree(gone, ignore_errors=True)

    def keep_speed(self, model: Installed, speed: dict[str, Any]) -> None:
        """Keep how fast a model was; of the one in the box among the writer's own files."""
        notes = model.folder if model.key else self.folder / _BOX_NOTES
        with contextlib.suppress(OSError):
            make_private_folder(notes)
            keep_measured(notes, speed=speed)

    def new_folder(self) -> Path:
        """Give an empty folder in which a model can be made, for `put` or `drop`."""
        made = self.folder / f"{_PASSING[0]}{secrets.token_hex(4)}"
        made.mkdir(mode=0o700, parents=True)
        return made

    def put(self, made: Path, wanted_key: str) -> Installed:
        """Set a finished folder on the shelf, in place of an older one of its key.

        Raises: ModelMissing in words when the disk refuses.
        """
        target = self.folder / wanted_key
        aside = self.folder / f"{_PASSING[1]}{secrets.token_hex(4)}"
        try:
            if target.is_dir():
                target.rename(aside)
            made.rename(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                aside.rename(target)
            raise ModelMissing(f"The model cannot be put in place ({error.strerror}).") from error
        shutil.rmtree(aside, ignore_errors=True)
        return _described(wanted_key, target)

    def sweep(self, now_s: float | None = None) -> None:
        """Take away what a crash left half made or half removed, a day ago or longer.

        Younger ones may be another process at work. Downloads are kept: they go on.
        """
        for path in self.folder.glob(".*"):
            with contextlib.suppress(OSError):
                age_s = (time.time() if now_s is None else now_s) - path.stat().st_mtime
                if path.name.startswith(_PASSING) and age_s > _OLD_S:
                    shutil.rmtree(path, ignore_errors=True)

    def _added(self) -> list[Path]:
        try:
            return [p for p in self.folder.iterdir() if p.is_dir() and p.name[0] != "."]
        except OSError:
            return []


def writers_shelf() -> Shelf:
    """Give the shelf of the writer whom this process serves."""
    return Shelf(paths.models_dir(), paths.default_model_dir())


def key_for(name: str, quantization: str = "") -> str:
    """Make a folder name of a model's name and kind of weights.

    Example: key_for("HuggingFaceTB/SmolLM2-135M", "int8") -> "smollm2-135m-int8"
    """
    last = name.rstrip("/").rpartition("/")[2]
    words = f"{last}-{quantization}" if quantization else last
    return _UNFIT.sub("-", words.casefold()).strip("-.")[:_LONGEST_KEY] or "model"


def keep_measured(folder: Path, **values: object) -> None:
    """Write what was measured into a folder, over what is known there already.

    Raises: OSError when the disk refuses.
    """
    known = {**read_measured(folder), **values}
    text = json.dumps(known, indent=2, ensure_ascii=False)
    replace_file(folder / MEASURED, f"{text}\n".encode(), new_mode=0o600)


def read_measured(folder: Path) -> dict[str, Any]:
    """Give what was measured of a model; {} when nothing was or it cannot be read."""
    try:
        values = json.loads((folder / MEASURED).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _described(key: str, folder: Path, notes: Path | None = None) -> Installed:
    n_bytes = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    try:
        manifest = read_manifest(folder)
    except ModelError as error:
        return Installed(key, folder, n_bytes, key or "default", problem=str(error))
    said = _said(folder)
    return Installed(
        key=key,
        folder=folder,
        n_bytes=n_bytes,
        name=manifest.name,
        licence=manifest.licence,
        languages=manifest.languages,
        quantization=manifest.quantization,
        is_instruct=bool(said.get("chat")),
        source=str(said.get("source", "")),
        measured=read_measured(notes or folder),
        problem=_missing_file(manifest),
    )


def _said(folder: Path) -> dict[str, Any]:
    """Give the manifest's fields that only the library reads."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        content = json.loads((folder / MANIFEST).read_bytes())
        if isinstance(content, dict):
            return content
    return {}


def _missing_file(manifest: Manifest) -> str:
    """Say which of a model's files is not there; "" when all are (hashes are not looked at)."""
    for name in (*manifest.graphs.values(), manifest.tokenizer, *manifest.hashes):
        if not manifest.path(name).is_file():
            return f"{name} is missing; add the model again."
    return ""

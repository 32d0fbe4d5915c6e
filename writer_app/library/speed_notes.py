"""Whether a model's measured speed still tells of this machine as it is.

May import: engine.artifact, library.shelf. Thread: any.
"""

import contextlib
import hashlib
from importlib import metadata
from pathlib import Path
from typing import Any

from writer_app.engine.artifact import MANIFEST
from writer_app.library.shelf import Installed

_RUNTIMES = ("onnxruntime-gpu", "onnxruntime")
_MARK_CHARS = 16


def conditions(folder: Path, device: str) -> dict[str, str]:
    """Give what a speed depends on and may change: model, wished device, runtime."""
    return {"mark": _mark(folder), "asked": device, "runtime": _runtime()}


def is_stale(model: Installed, device: str) -> bool:
    """Tell whether a model's speed is unknown, or was measured under other conditions."""
    speed = speed_of(model)
    return any(speed.get(name) != now for name, now in conditions(model.folder, device).items())


def speed_of(model: Installed) -> dict[str, Any]:
    """Give what was measured of a model's speed; {} when nothing was."""
    speed = (model.measured or {}).get("speed")
    return speed if isinstance(speed, dict) else {}


def _mark(folder: Path) -> str:
    """Tell one state of a model from another: its manifest holds the hash of every file."""
    with contextlib.suppress(OSError):
        return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()[:_MARK_CHARS]
    return ""


def _runtime() -> str:
    for name in _RUNTIMES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            return metadata.version(name)
    return ""

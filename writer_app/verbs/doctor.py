"""`foreword doctor`: what is installed, what runs where, and that it works.

Nothing of the writer is in it: paste it in a bug report. Thread: main.
"""

import os
import platform
import sys
import time
from importlib import metadata
from typing import Any

from writer_app import __version__, paths
from writer_app.deeds import Purpose
from writer_app.engine.model import Limits, StopFlag, TextModel
from writer_app.errors import ModelRunFailed
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.open_model import opened_model

_PACKAGES = (
    *("PySide6-Essentials", "onnxruntime-gpu", "onnxruntime", "tokenizers", "numpy"),
    *("appdirs", "charset-normalizer", "regex", "rapidfuzz", "jinja2"),
)
_PROMPT = "It was a dark and stormy night, and the rain "


def run_doctor(arguments: Arguments) -> dict[str, Any]:
    """Look at the installation and time one completion.

    Returns: the JSON of `doctor` as the README describes it.

    Raises: ModelError in words when the model cannot be used.
    """
    is_onnx = arguments.engine == "onnx"
    device = arguments.device or "auto"
    with opened_model(arguments.engine, arguments.model_dir, device, Purpose.GHOST) as model:
        return {
            "version": __version__,
            "python": platform.python_version(),
            "platform": platform.platform(),
            "cpu": {"machine": platform.machine(), "usable_cores": _n_cores()},
            "packages": _versions(),
            "runtime": _describe_runtime() if is_onnx else {},
            "model": _describe_model(model, arguments),
            "folders": _folders(),
            "display": _display(),
            "completion": _timed_completion(model),
        }


def _n_cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1


def _versions() -> dict[str, str]:
    """Give the versions of the packages that are here, without importing them."""
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _describe_runtime() -> dict[str, Any]:
    from writer_app.engine.runtime import describe

    return describe()


def _describe_model(model: TextModel, arguments: Arguments) -> dict[str, Any]:
    info = model.info
    values: dict[str, Any] = {
        "name": info.name,
        "engine": info.engine,
        "device": info.device,
        "context_tokens": info.context_tokens,
        "languages": list(info.languages),
        "threshold": info.threshold,
        "fills_middle": info.fills_middle,
        "license": info.licence,
    }
    if info.engine == "onnx":
        from writer_app.engine.artifact import read_manifest, sha256

        manifest = read_manifest(arguments.model_dir)
        files = sorted({*manifest.graphs.values(), manifest.tokenizer})
        values["folder"] = str(arguments.model_dir)
        values["quantization"] = manifest.quantization
        values["sha256"] = {name: sha256(manifest.path(name)) for name in files}
    return values


def _folders() -> dict[str, str]:
    """Say where everything is, and which folders cannot be written."""
    found = {"bundle": str(paths.bundle_dir())}
    kept = {"config": paths.config_dir(), "data": paths.data_dir(), "log": paths.log_dir()}
    for name, folder in kept.items():
        can_write = os.access(folder, os.W_OK)
        found[name] = str(folder) if can_write else f"{folder} (cannot be written)"
    return found


def _display() -> str:
    """Say what a window would be drawn on, as far as the environment tells."""
    if sys.platform in ("win32", "darwin"):
        return sys.platform
    if forced := os.environ.get("QT_QPA_PLATFORM"):
        return forced
    for name, variable in {"wayland": "WAYLAND_DISPLAY", "x11": "DISPLAY"}.items():
        if os.environ.get(variable):
            return name
    return "none"


def _timed_completion(model: TextModel) -> dict[str, Any]:
    started_s = time.perf_counter()
    first_s = None
    text, n_tokens = "", 0
    for piece in model.complete(_PROMPT, Limits(8), StopFlag()):
        first_s = first_s or time.perf_counter()
        text += piece.text
        n_tokens += piece.n_tokens
    if first_s is None:
        raise ModelRunFailed("the model ran and gave no text; install it again.")
    return {
        "prompt": _PROMPT,
        "text": text,
        "tokens": n_tokens,
        "first_token_ms": round((first_s - started_s) * 1000, 2),
        "total_ms": round((time.perf_counter() - started_s) * 1000, 2),
    }

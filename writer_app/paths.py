"""Say where everything lives: the writer's folders, resources, the model in the box.

The only importer of appdirs, and the only place that knows whether Foreword runs
from its source tree, from an installed wheel or from a frozen app. May import:
standard library and appdirs only. Thread: any.

A folder that cannot be made (a read-only home, a full disk) is named all the same:
reading there finds nothing, and writing says why.
"""

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import appdirs

HOME_VARIABLE = "FOREWORD_HOME"
"""Environment variable naming one folder that holds everything Foreword keeps."""

_APP_NAME = "Foreword"
_PACKAGE_DIR = Path(__file__).resolve().parent


def config_dir() -> Path:
    """Give the folder of the settings, made if needed, readable by its owner only."""
    return _made_private(_kept_under("config", appdirs.user_config_dir(_APP_NAME, False)))


def data_dir() -> Path:
    """Give the folder of kept text and models, made if needed, for its owner only."""
    return _made_private(_kept_under("data", appdirs.user_data_dir(_APP_NAME, False)))


def kept_dir() -> Path:
    """Give the folder of journals and versions, made if needed, for its owner only."""
    return _made_private(data_dir() / "kept")


def models_dir() -> Path:
    """Give the folder of the models the writer added, made if needed, for its owner only."""
    return _made_private(data_dir() / "models")


def log_dir() -> Path:
    """Give the folder of the log, made if needed, readable by its owner only."""
    return _made_private(_kept_under("log", appdirs.user_log_dir(_APP_NAME, False)))


def settings_file() -> Path:
    """Give the path of the settings file; it need not exist yet."""
    return config_dir() / "settings.json"


def ledger_file() -> Path:
    """Give the path of the ledger of runs and connections; it need not exist yet."""
    return data_dir() / "ledger.jsonl"


def log_file() -> Path:
    """Give the path of the log file; it need not exist yet."""
    return log_dir() / "foreword.log"


def resource(name: str) -> Path:
    """Give the path of a packaged resource, e.g. "blocklist-en.txt".

    Args:
        name: path under `resources`, with forward slashes.
    """
    return bundle_dir() / "resources" / name


def default_model_dir() -> Path:
    """Give the folder of the model in the box."""
    return bundle_dir() / "models" / "default"


def catalog_file() -> Path:
    """Give the path of the packaged catalogue of well-known models."""
    return bundle_dir() / "models" / "catalog.toml"


def bundle_dir() -> Path:
    """Give the folder that holds `models` and `resources` of this installation."""
    is_frozen = bool(getattr(sys, "frozen", False))
    unpacked = getattr(sys, "_MEIPASS", None)
    return find_bundle(_PACKAGE_DIR, Path(sys.executable).parent if is_frozen else None, unpacked)


def find_bundle(package_dir: Path, frozen_dir: Path | None, unpacked: str | None) -> Path:
    """Find the folder that holds `models` and `resources`.

    Args:
        package_dir: folder of the package `writer_app`.
        frozen_dir: folder of a frozen app's executable; None when not frozen.
        unpacked: where PyInstaller unpacked the app (`sys._MEIPASS`), if it did.

    Returns:
        `_data` beside or inside the package of a frozen app or a wheel, else the root
        of the source tree.
    """
    if frozen_dir is not None:
        root = Path(unpacked) if unpacked else frozen_dir
        return root / "writer_app" / "_data"
    packaged = package_dir / "_data"
    return packaged if packaged.is_dir() else package_dir.parent


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """How to start Foreword once more.

    Attributes: words: program and first arguments. environment: variables to set.
    """

    words: tuple[str, ...]
    environment: dict[str, str]


def own_command() -> OwnCommand:
    """Say how this very Foreword is started as another process, without its window."""
    if getattr(sys, "frozen", False):
        return OwnCommand((sys.executable,), {})
    known = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join([str(_PACKAGE_DIR.parent), *([known] if known else [])])
    return OwnCommand((sys.executable, "-m", "writer_app"), {"PYTHONPATH": path})


def _kept_under(name: str, usual: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / name if home else Path(usual)


def _made_private(folder: Path) -> Path:
    """Make a folder for its owner alone; whoever then writes there hears of a refusal."""
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    return folder

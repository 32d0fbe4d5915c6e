"""`foreword models`: the library of models without a window. Thread: main.

`add` is also the process that the window starts for a download: with --progress it
writes one JSON line for each moment, the last one being the answer.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from writer_app import paths
from writer_app.errors import ModelMissing, UsageError
from writer_app.library.card import Known
from writer_app.library.catalog import CatalogEntry, read_catalog
from writer_app.library.progress import Progress
from writer_app.library.shelf import IN_THE_BOX, Installed, Shelf, keep_measured, writers_shelf
from writer_app.settings import load_settings, model_named_in, save_settings
from writer_app.verbs.arguments import Arguments

_EVERY_S = 0.25


def run_models(arguments: Arguments) -> Iterator[dict[str, Any]]:
    """Do one deed of the library.

    Yields: with --progress moments of the work; last the answer as the README tells it.

    Raises: ModelError in words; UsageError.
    """
    shelf = writers_shelf()
    match arguments.deed:
        case "list":
            yield _list(shelf)
        case "add":
            yield from _add(arguments, shelf)
        case "use":
            yield {"in_use": _use(shelf.find(arguments.target or "")).name}
        case "remove":
            yield _remove(shelf, shelf.find(arguments.target or ""))
        case "measure":
            yield _measure(shelf, arguments)
        case _:
            yield _verify(shelf, arguments.target)


def as_json(model: Installed, key_in_use: str) -> dict[str, Any]:
    """Give what is told of one installed model."""
    return {
        "name": model.name,
        "folder": str(model.folder),
        "size_mb": model.size_mb,
        "in_use": model.key == key_in_use,
        "license": model.licence,
        "languages": list(model.languages),
        "key": model.key or "default",
        "kind": "instruct" if model.is_instruct else "base",
        "quantization": model.quantization,
        "source": model.source,
        "measured": model.measured or {},
        "problem": model.problem,
    }


def _list(shelf: Shelf) -> dict[str, Any]:
    in_use = _key_in_use(shelf)
    return {
        "models": [as_json(model, in_use) for model in shelf.models()],
        "catalog": [_entry_json(entry) for entry in read_catalog(paths.catalog_file())],
    }


def _entry_json(entry: CatalogEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "license": entry.licence,
        "languages": list(entry.languages),
        "languages_checked": entry.is_checked,
    }


def _key_in_use(shelf: Shelf) -> str:
    folder = shelf.folder_of(model_named_in(paths.settings_file()))
    return folder.name if folder.parent == shelf.folder else IN_THE_BOX


def _use(model: Installed) -> Installed:
    """Have the settings name a model that opens. Raises: ModelError: it does not."""
    from dataclasses import replace

    if model.problem:
        raise ModelMissing(f"{model.name} cannot be used: {model.problem}")
    settings, problem = load_settings(paths.settings_file())
    if problem is not None:
        print(f"foreword: {problem}", file=sys.stderr)  # noqa: T201 - words for people
    save_settings(replace(settings, model=model.key), paths.settings_file())
    return model


def _remove(shelf: Shelf, model: Installed) -> dict[str, Any]:
    """Remove a model; when it was in use, the one in the box is."""
    boxed = next((m for m in shelf.models() if m.key == IN_THE_BOX), None)
    was_in_use = _key_in_use(shelf) == model.key
    shelf.remove(model)
    if was_in_use and boxed is not None:
        _use(boxed)
    return {"removed": model.name, "freed_mb": model.size_mb, "was_in_use": was_in_use}


def _verify(shelf: Shelf, target: str | None) -> dict[str, Any]:
    """Check one model, or all; the first that is wrong is the error."""
    models = [shelf.find(target)] if target else list(shelf.models())
    for model in models:
        shelf.verify(model)
    return {"verified": [model.name for model in models]}


def _measure(shelf: Shelf, arguments: Arguments) -> dict[str, Any]:
    from writer_app.bench.speed import measure_speed

    model = shelf.find(arguments.target or "")
    speed = measure_speed(model.folder, arguments.device or "auto")
    keep_measured(model.folder, speed=speed)
    return {"name": model.name, "speed": speed}


def _add(arguments: Arguments, shelf: Shelf) -> Iterator[dict[str, Any]]:
    """Take in a folder."""
    from writer_app.bench.speed import measure_speed
    from writer_app.library.intake import Wish, take_in

    shelf.sweep()
    folder = Path(arguments.target or "")
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder.")
    known = Known(name=arguments.name or "")
    wish = Wish(known, arguments.bits, paths.resource("sample-en.txt").read_text(encoding="utf-8"))
    teller = Teller(is_json=arguments.is_progress)
    model = take_in(folder, shelf, wish, teller.tell, measure_speed)
    yield {"added": as_json(model, _key_in_use(shelf)), **(model.measured or {})}


class Teller:
    """Says how a long deed goes: JSON lines for a program, one line a second for a person."""

    def __init__(self, *, is_json: bool) -> None:
        self._is_json = is_json
        self._stage = ""
        self._told_s = 0.0

    def tell(self, progress: Progress) -> None:
        """Tell one moment, unless the last one of its stage is fresh."""
        now_s = time.monotonic()
        wait_s = _EVERY_S if self._is_json else 2.0
        is_end = progress.total > 0 and progress.done >= progress.total
        if progress.stage == self._stage and now_s - self._told_s < wait_s and not is_end:
            return
        self._stage, self._told_s = progress.stage, now_s
        if self._is_json:
            print(json.dumps({"progress": asdict(progress)}), flush=True)  # noqa: T201
        elif sys.stderr is not None:
            print(f"foreword: {words_of(progress)}", file=sys.stderr, flush=True)  # noqa: T201


def words_of(progress: Progress) -> str:
    """Say a moment as people do.

    Example: words_of(Progress("downloading", 5_000_000, 10_000_000)) -> "downloading 5 of 10 MB"
    """
    if not progress.total:
        return progress.stage
    if progress.stage != "downloading":
        return f"{progress.stage} {100 * progress.done // progress.total} %"
    done, total = progress.done / 1e6, progress.total / 1e6
    words = f"downloading {done:,.0f} of {total:,.0f} MB"
    if progress.seconds_left is None:
        return words
    return f"{words}, {progress.per_second / 1e6:,.1f} MB/s, {spoken_s(progress.seconds_left)} left"


def spoken_s(seconds: float) -> str:
    """Say a time to wait.

    Example: spoken_s(95) -> "2 min"
    """
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"

"""`foreword models`: the library of models without a window. Thread: main.

`add` is also the process that the window starts for a download: with --progress it
writes one JSON line for each moment, the last one being the answer.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from writer_app import paths
from writer_app.deeds import Note
from writer_app.engine.artifact import read_manifest
from writer_app.errors import ModelMissing, UsageError
from writer_app.library.card import Known
from writer_app.library.catalog import CatalogEntry, read_catalog
from writer_app.library.choosing import Use, chosen, key_for_tasks, without
from writer_app.library.memory import available_bytes, needed_bytes
from writer_app.library.partial import folder_for, forget_partial, partials
from writer_app.library.progress import Progress
from writer_app.library.shelf import IN_THE_BOX, Installed, Shelf, writers_shelf
from writer_app.library.speed_notes import conditions
from writer_app.settings import Settings, load_settings, models_named_in, save_settings
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.noting import noting

if TYPE_CHECKING:
    from writer_app.library.hub import Hub, Listing
    from writer_app.library.wanted import Plan

_EVERY_S = 0.25
_NICE = 5


def run_models(arguments: Arguments) -> Iterator[dict[str, Any]]:
    """Do one deed of the library; whatever it asks the hub is noted in the ledger.

    Yields: with --progress moments of the work; last the answer as the README tells it.

    Raises: ModelError in words; UsageError.
    """
    shelf = writers_shelf()
    match arguments.deed:
        case "list":
            yield _list(shelf)
        case "add":
            with noting() as note:
                yield from _add(arguments, shelf, note)
        case "look":
            with noting() as note:
                yield _look(arguments, note)
        case "use":
            yield _use(shelf, shelf.find(arguments.target or ""), Use(arguments.use))
        case "remove":
            yield _remove(shelf, arguments.target or "")
        case "measure":
            yield _measure(shelf, arguments)
        case _:
            yield _verify(shelf, arguments.target)


def as_json(model: Installed, in_use: dict[Use, str]) -> dict[str, Any]:
    """Give what is told of one installed model.

    Args: in_use: key of the model for ghosts, and of that for tasks.
    """
    return {
        "name": model.name,
        "folder": str(model.folder),
        "size_mb": model.size_mb,
        "in_use": model.key == in_use[Use.GHOSTS],
        "in_use_for": [use.value for use, key in in_use.items() if key == model.key],
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
    in_use = _keys_in_use(shelf)
    return {
        "models": [as_json(model, in_use) for model in shelf.models()],
        "partial": [
            {
                "name": p.name,
                "done_mb": round(p.n_done / 1e6, 1),
                "size_mb": round(p.n_total / 1e6, 1),
            }
            for p in partials(shelf.folder)
        ],
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


def _keys_in_use(shelf: Shelf) -> dict[Use, str]:
    """Give the key of the model for ghosts, and of that for tasks."""
    settings = models_named_in(paths.settings_file())
    tasks = key_for_tasks(settings.model, settings.tasks_model)
    return {
        Use.GHOSTS: _key_here(shelf, settings.model),
        Use.TASKS: _key_here(shelf, tasks),
    }


def _key_here(shelf: Shelf, key: str) -> str:
    """Give a key, or that of the box when no such model is here."""
    folder = shelf.folder_of(key)
    return folder.name if folder.parent == shelf.folder else IN_THE_BOX


def _use(shelf: Shelf, model: Installed, use: Use) -> dict[str, Any]:
    """Have the settings name a model that opens. Raises: ModelError: it does not."""
    if model.problem:
        raise ModelMissing(f"{model.name} cannot be used: {model.problem}")
    _choose(lambda settings: chosen(settings.model, settings.tasks_model, model.key, use))
    in_use = _keys_in_use(shelf)
    names = {known.key: known.name for known in shelf.models()}
    return {
        "in_use": names.get(in_use[Use.GHOSTS], ""),
        **{f"for_{use.value}": names.get(key, "") for use, key in in_use.items()},
    }


def _choose(choice: Callable[[Settings], dict[str, str]]) -> None:
    """Write another choice of models into the settings; a running window follows it."""
    settings, problem = load_settings(paths.settings_file())
    if problem is not None:
        print(f"foreword: {problem}", file=sys.stderr)  # noqa: T201 - words for people
    wished = choice(settings)
    model, tasks_model = wished["model"], wished["tasks_model"]
    save_settings(replace(settings, model=model, tasks_model=tasks_model), paths.settings_file())


def _remove(shelf: Shelf, word: str) -> dict[str, Any]:
    """Remove a model, or a download that was begun; the one in the box takes its place."""
    freed_mb = forget_partial(shelf.folder, word)
    if freed_mb is not None:
        return {"removed": word, "freed_mb": freed_mb, "was_in_use": False}
    model = shelf.find(word)
    was_in_use = model.key in _keys_in_use(shelf).values()
    shelf.remove(model)
    if was_in_use:
        _choose(lambda settings: without(settings.model, settings.tasks_model, model.key))
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
    if arguments.is_progress and hasattr(os, "nice"):
        os.nice(_NICE)  # somebody is writing meanwhile
    free_bytes = available_bytes()
    if free_bytes is not None and free_bytes < 2 * needed_bytes(read_manifest(model.folder)):
        raise ModelMissing(f"Too little memory is free to measure {model.name} now.")
    device = arguments.device or "auto"
    speed = measure_speed(model.folder, device) | conditions(model.folder, device)
    shelf.keep_speed(model, speed)
    return {"name": model.name, "speed": speed}


def _look(arguments: Arguments, note: Note) -> dict[str, Any]:
    """Say what an addition would fetch; nothing but its description is."""
    hub, listing, plan = _ask_hub(arguments, note)
    folder = paths.models_dir()
    known = _known(arguments, listing.name, listing.licence, listing.languages)
    return {
        "name": listing.name,
        "revision": listing.revision,
        "host": hub.host,
        "license": known.licence,
        "languages": list(known.languages),
        "gated": listing.is_gated,
        "route": plan.route.value,
        "size_mb": round(plan.n_bytes / 1e6, 1),
        "free_mb": round(shutil.disk_usage(folder).free / 1e6),
        "files": [{"name": file.name, "bytes": file.n_bytes} for file in plan.files],
    }


def _ask_hub(arguments: Arguments, note: Note) -> "tuple[Hub, Listing, Plan]":
    import importlib.util

    from writer_app.library.hub import Hub
    from writer_app.library.wanted import choose_files, read_small

    try:
        hub = Hub(_typed_token() if arguments.has_token else "", note)
        listing = hub.look(arguments.target or "", arguments.revision)
        config = read_small(hub, listing, "config.json")
    except ConnectionError as error:
        raise ModelMissing(str(error)) from error
    has_optimum = importlib.util.find_spec("optimum") is not None
    return hub, listing, choose_files(listing, config, has_optimum=has_optimum)


def _typed_token() -> str:
    """Read a token from standard input, where neither history nor process list shows it."""
    token = sys.stdin.readline().strip() if sys.stdin is not None else ""
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError("--token-stdin needs a token on standard input.")
    return token


def _known(arguments: Arguments, source: str, licence: str, languages: tuple[str, ...]) -> "Known":
    """Join what hub and catalogue say of a model; where both speak, the hub is right."""
    entries = {entry.name.casefold(): entry for entry in read_catalog(paths.catalog_file())}
    entry = entries.get(source.casefold())
    if entry is not None:
        licence = entry.licence if licence == "unknown" else licence
        languages = languages or entry.languages
    return Known(arguments.name or "", source, licence, languages)


def _add(arguments: Arguments, shelf: Shelf, note: Note) -> Iterator[dict[str, Any]]:
    """Take in a folder, or fetch a model of the hub and take that in."""
    shelf.sweep()
    _stop_on_terminate()
    if arguments.is_progress and hasattr(os, "nice"):
        os.nice(_NICE)  # somebody is writing meanwhile
    word = arguments.target or ""
    if Path(word).is_dir():
        yield _taken_in(arguments, shelf, Path(word), Known(name=arguments.name or ""))
    elif word.count("/") == 1 and not Path(word).parent.is_dir():
        yield _fetched(arguments, shelf, note)
    else:
        # A mistyped path must not become a question to the hub.
        raise ModelMissing(f"{word} is neither a folder nor a name of the hub (owner/model).")


def _fetched(arguments: Arguments, shelf: Shelf, note: Note) -> dict[str, Any]:
    from writer_app.library.fetch import Fetcher
    from writer_app.library.intake import paced

    teller = Teller(is_json=arguments.is_progress)
    teller.tell(Progress("looking"))
    hub, listing, plan = _ask_hub(arguments, note)
    known = _known(arguments, listing.name, listing.licence, listing.languages)
    teller.say(
        f"{listing.name} from {hub.host}: licence {known.licence}, "
        f"{plan.n_bytes / 1e6:,.0f} MB in {len(plan.files)} files, {plan.route.value}."
    )
    folder = folder_for(shelf.folder, listing.name, listing.revision)
    try:
        Fetcher(hub, folder, paced("downloading", teller.tell)).fetch(listing, plan)
    except ConnectionError as error:
        raise ModelMissing(f"{error} What arrived is kept.") from error
    answer = _taken_in(arguments, shelf, folder, known)
    shutil.rmtree(folder, ignore_errors=True)
    return answer


def _taken_in(arguments: Arguments, shelf: Shelf, folder: Path, known: Known) -> dict[str, Any]:
    from writer_app.bench.speed import measure_speed
    from writer_app.library.intake import Wish, take_in

    sample = paths.resource("sample-en.txt").read_text(encoding="utf-8")
    teller = Teller(is_json=arguments.is_progress)
    wish, device = Wish(known, arguments.bits, sample), arguments.device or "auto"

    def measure(made: Path) -> dict[str, Any]:
        return measure_speed(made, device) | conditions(made, device)

    model = take_in(folder, shelf, wish, teller.tell, measure)
    return {"added": as_json(model, _keys_in_use(shelf)), **(model.measured or {})}


def _stop_on_terminate() -> None:
    """End as Ctrl+C does when the window or the system asks: what arrived is kept."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with contextlib.suppress(ValueError):  # not in the main thread: the caller's business
        signal.signal(signal.SIGTERM, stop)


class Teller:
    """Says how a long deed goes: JSON lines for a program, one line a second for a person."""

    def __init__(self, *, is_json: bool) -> None:
        self._is_json = is_json
        self._stage = ""
        self._told_s = 0.0

    def say(self, words: str) -> None:
        """Tell a person one line; programs have asked `models look` before."""
        if not self._is_json and sys.stderr is not None:
            print(f"foreword: {words}", file=sys.stderr, flush=True)  # noqa: T201

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
        else:
            self.say(words_of(progress))


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

"""Take a model in: look at what a folder holds, make a model folder of it, measure, keep.

Slow and large, so it belongs in a process of its own (`foreword models add` is one, and
the window starts just that). May import: engine, library, errors. Thread: any.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.card import Card, Known, read_card, read_json
from writer_app.library.checkpoint import Checkpoint, architecture_of
from writer_app.library.graph_parts import Recipe
from writer_app.library.package import package_added
from writer_app.library.progress import Pace, Progress, Tell
from writer_app.library.ready import (
    copy_packaged,
    find_graph,
    is_packaged,
    package_export,
    try_folder,
)
from writer_app.library.shelf import Installed, Shelf, keep_measured, key_for

Report = Callable[[Progress], None]
Measure = Callable[[Path], dict[str, Any]]
_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
_SPARE_BYTES = 200_000_000
"""Left free on the disk after a model was made."""


class Route(Enum):
    """Ways in."""

    PACKAGED = "made by Foreword"
    EXPORT = "ready ONNX graph"
    FUSED = "converted here"
    OPTIMUM = "exported with optimum"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a model is to be taken in.

    Attributes:
        known: what is known of it from elsewhere. bits: of its weights when it is converted,
            4 or 8. sample: text to compare with the original on.
    """

    known: Known
    bits: int = 8
    sample: str = ""


def choose_route(folder: Path) -> Route:
    """Look at a folder's files and say how it comes in.

    Raises: ModelMissing, ModelCorrupt: it cannot, in words that say what would help.
    """
    if not folder.is_dir():
        raise ModelMissing(f"There is no folder {folder}.")
    if is_packaged(folder):
        return Route.PACKAGED
    if find_graph(folder) is not None:
        return Route.EXPORT
    config = read_json(folder / "config.json")
    if not any(folder.glob("*.safetensors")):
        raise ModelMissing(_why_nothing(folder))
    if not config:
        raise ModelMissing(f"No config.json in {folder}; it is not a checkpoint.")
    if config.get("auto_map"):
        raise ModelCorrupt("This model brings code of its own, which is never run; choose another.")
    return Route.FUSED if architecture_of(config) in Checkpoint.ARCHITECTURES else Route.OPTIMUM


def take_in(folder: Path, shelf: Shelf, wish: Wish, report: Report, measure: Measure) -> Installed:
    """Make a folder's model part of the library.

    It is opened, answers once, is compared with its original where there is one, and its
    speed measured, before it is set on the shelf in one step. Nothing is left of a failure.

    Args:
        report: hears of progress; may raise to end it. measure: gives the speed of a folder.

    Raises: ModelError in words.
    """
    route = choose_route(folder)
    _check_room(folder, shelf)
    made = shelf.new_folder()
    try:
        key = _make(route, folder, made, wish, report)
        report(Progress("measuring"))
        keep_measured(made, speed=measure(made))
        return shelf.put(made, key)
    except OSError as error:
        raise ModelMissing(f"The model cannot be written ({error.strerror}).") from error
    except MemoryError as error:
        raise ModelMissing("This machine has too little memory free for this model.") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _make(route: Route, folder: Path, made: Path, wish: Wish, report: Report) -> str:
    """Fill the new folder; give the key it wants on the shelf."""
    if route is Route.PACKAGED:
        report(Progress("converting"))
        name = copy_packaged(folder, made, wish.known.name)
        try_folder(made)
        return key_for(name)
    card = read_card(folder, wish.known)
    if route is Route.EXPORT:
        report(Progress("converting"))
        graph = find_graph(folder)
        assert graph is not None
        package_export(folder, graph, made, card)
        try_folder(made)
        return key_for(card.name, "onnx")
    if route is Route.FUSED:
        _make_fused(folder, made, wish, card, report)
        return key_for(card.name, f"int{wish.bits}")
    _make_with_optimum(folder, made, wish, card, report)
    return key_for(card.name, f"int{wish.bits}")


def _make_fused(folder: Path, made: Path, wish: Wish, card: Card, report: Report) -> None:
    from writer_app.library.parity import compare

    checkpoint = Checkpoint(folder)
    package_added(checkpoint, made, Recipe(bits=wish.bits), card, paced("converting", report))
    try_folder(made)
    if wish.sample:
        checkpoint.watch(paced("comparing", report))
        keep_measured(made, parity=compare(made, wish.sample, checkpoint).as_json())


def _make_with_optimum(folder: Path, made: Path, wish: Wish, card: Card, report: Report) -> None:
    from writer_app.library.convert import export_with_optimum
    from writer_app.library.parity import compare
    from writer_app.library.shrink import shrink_file

    report(Progress("converting"))
    exported = made / "export"
    export_with_optimum(folder, exported)
    shrink_file(exported / "model.onnx", wish.bits)
    package_export(exported, exported / "model.onnx", made, card, f"int{wish.bits}-block32")
    shutil.rmtree(exported)
    try_folder(made)
    if wish.sample:
        report(Progress("comparing"))
        keep_measured(made, parity=compare(made, wish.sample, folder).as_json())


def paced(stage: str, report: Report) -> Tell:
    """Turn bare counts into progress with a speed, ten times a second at most."""
    pace, last_s = Pace(stage), 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last_s
        now_s = time.monotonic()
        if now_s - last_s >= 0.1 or done >= total:
            last_s = now_s
            report(pace.at(now_s, done, total))

    return tell


def _check_room(folder: Path, shelf: Shelf) -> None:
    """Raise ModelMissing when the disk has no room for a folder as large as the source."""
    suffixes = (".safetensors", ".onnx", ".onnx_data", ".data", ".json")
    n_needed = sum(p.stat().st_size for p in folder.rglob("*") if p.name.endswith(suffixes))
    shelf.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    n_free = shutil.disk_usage(shelf.folder).free
    if n_free < n_needed + _SPARE_BYTES:
        raise ModelMissing(
            f"The disk has {n_free // 10**6:,} MB free; this model needs up to "
            f"{(n_needed + _SPARE_BYTES) // 10**6:,} MB."
        )


def _why_nothing(folder: Path) -> str:
    """Say why a folder without safetensors or graph cannot come in."""
    endings = {path.suffix for path in folder.iterdir() if path.is_file()}
    if endings & set(_PICKLES):
        return (
            "This checkpoint is pickled, and unpickling runs code, so it is never read; "
            "look for the same model as safetensors."
        )
    if ".gguf" in endings:
        return "GGUF files are not read; look for the model's safetensors."
    return f"{folder} holds no *.safetensors, no model.onnx and no manifest.json."

"""Where the models come from that the settings name: one source for each role.

Part of the composition roots: it knows settings, shelf and engine, and imports the engine
only once a model is loaded. Thread: GUI; what loads runs on the worker's.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from writer_app.assist.roles import Role, Source, Sources
from writer_app.engine.artifact import graph_bytes, info_of, read_manifest
from writer_app.engine.threads import choose_threads
from writer_app.errors import ModelError
from writer_app.library.choosing import key_for_tasks
from writer_app.library.memory import needed_bytes
from writer_app.library.shelf import IN_THE_BOX, Shelf
from writer_app.settings import Settings

if TYPE_CHECKING:
    from writer_app.engine.model import ModelInfo, TextModel

Load = Callable[[], "TextModel"]


class ModelSources:
    """Gives the sources that settings ask for.

    Args:
        shelf: of the writer. tell: hears, on the worker's thread, why a model was replaced by
            the one in the box.
        engine: "onnx" or "scripted". folder: of the one model that does everything but Fix;
            None: those that the settings name. device: None: what the settings say.
    """

    def __init__(
        self,
        shelf: Shelf,
        tell: Callable[[str], None],
        engine: str = "onnx",
        folder: Path | None = None,
        device: str | None = None,
    ) -> None:
        self._shelf = shelf
        self._tell = tell
        self._engine = engine
        self._folder = folder
        self._device = device

    @property
    def are_of_settings(self) -> bool:
        """Tell whether the settings decide, not the command line."""
        return self._engine == "onnx" and self._folder is None and self._device is None

    def of(self, settings: Settings, *, is_sparing: bool = False) -> Sources:
        """Give the source of each role.

        Args:
            is_sparing: on fewer threads, for a battery's sake.
        """
        device = self._device or settings.device
        if self._engine == "scripted":
            return {Role.GHOSTS: Source("scripted", model_loader("scripted", Path(), device))}
        boxed = self._shelf.folder_of(IN_THE_BOX)
        if self._folder is not None:
            ghosts = tasks = self._folder
        else:
            ghosts = self._shelf.folder_of(settings.model)
            tasks = self._shelf.folder_of(key_for_tasks(settings.model, settings.tasks_model))
        sources = {Role.GHOSTS: self._source(ghosts, device, is_sparing=is_sparing)}
        if self._folder is None and ghosts != boxed:
            sources[Role.GHOSTS] = self._or_boxed(sources[Role.GHOSTS], boxed, device)
        for role, folder in ((Role.TASKS, tasks), (Role.FIX, boxed)):
            if folder != ghosts and folder.is_dir():
                sources[role] = self._source(folder, device, is_sparing=is_sparing)
        return sources

    def _source(self, folder: Path, device: str, *, is_sparing: bool) -> Source:
        n_bytes, need_bytes, promise = _known_of(folder)
        n_threads = choose_threads(n_bytes, is_sparing=is_sparing)
        return Source(
            key=str(folder),
            load=model_loader("onnx", folder, device, n_threads),
            variant=f"{device}, {n_threads}",
            need_bytes=need_bytes,
            promise=promise,
        )

    def _or_boxed(self, source: Source, boxed: Path, device: str) -> Source:
        """Give a source that falls back on the model in the box, in words."""

        def load() -> "TextModel":
            try:
                return source.load()
            except ModelError as error:
                self._tell(str(error))
                return model_loader("onnx", boxed, device)()

        return Source(source.key, load, source.variant, source.need_bytes, source.promise)


def _known_of(folder: Path) -> "tuple[int, int, ModelInfo | None]":
    """Give the bytes of a model's weights, those it needs in all, and what it is."""
    with contextlib.suppress(ModelError, OSError):
        manifest = read_manifest(folder)
        return graph_bytes(manifest), needed_bytes(manifest), info_of(manifest)
    return 0, 0, None


def model_loader(engine: str, folder: Path, device: str, n_threads: int = 0) -> Load:
    """Give the function that loads a model; it is called on the worker's thread.

    Args:
        n_threads: 0: as many as suit the machine.
    """

    def load() -> "TextModel":
        if engine == "scripted":
            from writer_app.engine.scripted import ScriptedModel

            return ScriptedModel()
        from writer_app.engine.gpt import open_model

        return open_model(folder, device, n_threads=n_threads)

    return load

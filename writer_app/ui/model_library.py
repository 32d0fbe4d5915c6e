"""The models that the writer can have, and the one deed that is under way.

Lives as long as the window, so a download goes on while nobody looks. GUI thread. May
import: Qt, model_job, library.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from writer_app.errors import ModelError
from writer_app.library.catalog import CatalogEntry, read_catalog
from writer_app.library.choosing import Use, chosen, key_for_tasks, without
from writer_app.library.partial import Partial, forget_partial, partials
from writer_app.library.progress import Progress
from writer_app.library.shelf import Installed, Shelf
from writer_app.ui.model_job import ModelJob
from writer_app.ui.translation import mark, tr


class Place(Enum):
    """Where a model of the list is."""

    HERE = "here"
    BEGUN = "begun"
    ON_HUB = "hub"


@dataclass(frozen=True, slots=True)
class Choice:
    """One model of the list.

    Attributes:
        word: what names it, unlike any other of the list.
        place: where it is. name: for people.
        installed, entry, begun: what is known of it, by its place.
    """

    word: str
    place: Place
    name: str
    installed: Installed | None = None
    entry: CatalogEntry | None = None
    begun: Partial | None = None


class ModelLibrary(QObject):
    """The list of models, and one job at a time.

    Args:
        shelf: of the writer. catalog: path of the packaged list.
        model, tasks_model: as the settings name them; change them by `use`.

    Signals:
        changed(): the list, or what is known of a model, is another one.
        progressed(Progress): of the job. told(str): a sentence for the writer.
        use_asked(str, str): `model` and `tasks_model` of the settings from now on.

    Thread: GUI.
    """

    changed = Signal()
    progressed = Signal(object)
    told = Signal(str)
    use_asked = Signal(str, str)

    def __init__(
        self,
        parent: QObject | None,
        shelf: Shelf,
        catalog: Path,
        model: str = "",
        tasks_model: str = "",
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._catalog = catalog
        self._job: ModelJob | None = None
        self._named: list[str] = []
        self._in_use = (model, tasks_model)
        self.device = "auto"
        self.busy_word = ""
        self.made_word = ""
        self.progress: Progress | None = None
        self.listings: dict[str, dict[str, Any]] = {}
        self.problems: dict[str, str] = {}

    @property
    def key_in_use(self) -> str:
        """Give the key of the model for ghosts."""
        return self._in_use[0]

    def uses_of(self, key: str) -> frozenset[Use]:
        """Tell what a model is used for: ghosts, tasks, both or neither."""
        keys = {Use.GHOSTS: self._in_use[0], Use.TASKS: key_for_tasks(*self._in_use)}
        return frozenset(use for use, used in keys.items() if used == key)

    def models_in_use(self) -> tuple[Installed, ...]:
        """Give the models for ghosts and tasks, the first first; reads their folders."""
        used = [model for model in self._shelf.models() if self.uses_of(model.key)]
        return tuple(sorted(used, key=lambda model: model.key != self.key_in_use))

    @property
    def is_busy(self) -> bool:
        """Tell whether a job is under way."""
        return self._job is not None

    def choices(self) -> tuple[Choice, ...]:
        """List what is here, what was begun, and what the catalogue and the writer name."""
        here = [
            Choice(model.key or "default", Place.HERE, model.name, model)
            for model in self._shelf.models()
        ]
        begun = [Choice(b.name, Place.BEGUN, b.name, begun=b) for b in self._begun()]
        sources = {model.source.casefold() for model in self._shelf.models()}
        taken = sources | {choice.word.casefold() for choice in begun}
        entries = [entry for entry in self._entries() if entry.name.casefold() not in taken]
        named = [n for n in self._named if n.casefold() not in taken and n not in _names(entries)]
        return (
            *here,
            *begun,
            *(Choice(name, Place.ON_HUB, name) for name in named),
            *(Choice(entry.name, Place.ON_HUB, entry.name, entry=entry) for entry in entries),
        )

    def name(self, word: str) -> str:
        """Take a hub name that the writer typed into the list; give its word there."""
        known = next((c.word for c in self.choices() if c.word.casefold() == word.casefold()), "")
        if not known:
            self._named.insert(0, word)
            self.changed.emit()
        return known or word

    def look(self, word: str, token: str = "") -> None:
        """Ask the hub what a model consists of; nothing else is fetched."""
        self._run(word, ["look", word], self._on_looked, token)

    def add(self, word: str, bits: int = 8, token: str = "") -> None:
        """Fetch and convert a model of the hub, or take in a folder; goes on where it ended."""
        words = ["add", word, "--bits", str(bits)]
        revision = self.listings.get(word, {}).get("revision")
        if isinstance(revision, str):
            words += ["--revision", revision]
        self._run(word, words, self._on_added, token)

    def measure(self, key: str) -> None:
        """Measure a model's speed again."""
        self._run(key, ["measure", key, "--device", self.device], self._on_measured)

    def verify(self, key: str) -> None:
        """Check a model's files against their checksums."""
        self._run(key, ["verify", key], self._on_verified)

    def use(self, key: str, use: Use = Use.ALL) -> None:
        """Use a model from now on, for all or for one of the two."""
        self._ask_for(chosen(*self._in_use, key, use))

    def follow(self, model: str, tasks_model: str) -> None:
        """Know which models the settings name, wherever they were chosen."""
        if (model, tasks_model) != self._in_use:
            self._in_use = (model, tasks_model)
            self.changed.emit()

    def _ask_for(self, wished: dict[str, str]) -> None:
        self._in_use = (wished["model"], wished["tasks_model"])
        self.use_asked.emit(*self._in_use)
        self.changed.emit()

    def remove(self, choice: Choice) -> None:
        """Take a model, or what was begun of one, off the disk."""
        if choice.place is Place.BEGUN:
            forget_partial(self._shelf.folder, choice.name)
        elif choice.installed is not None:
            if self.uses_of(choice.installed.key):
                self._ask_for(without(*self._in_use, choice.installed.key))
            try:
                self._shelf.remove(choice.installed)
            except ModelError as error:
                self.told.emit(str(error))
        self.changed.emit()

    def pause(self) -> None:
        """End the job; what was fetched stays."""
        if self._job is not None:
            self._job.end()

    def shut_down(self) -> None:
        """End the job before the window goes."""
        if self._job is not None:
            self._job.end_now()

    def _run(self, word: str, words: list[str], on_finished: Any, token: str = "") -> None:
        """Start a job, unless there is one."""
        if self._job is not None:
            return
        self.busy_word, self.progress = word, None
        self.problems.pop(word, None)
        self._job = job = ModelJob(self, words, token)
        job.progressed.connect(self._on_progressed)
        job.finished.connect(on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self.changed.emit()
        job.start()

    def _on_progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.progressed.emit(progress)

    def _on_looked(self, answer: dict[str, Any]) -> None:
        self.listings[self.busy_word] = answer
        self._free()

    def _on_added(self, answer: dict[str, Any]) -> None:
        key = str(answer.get("added", {}).get("key", ""))
        self._free(key)

    def _on_measured(self, _: dict[str, Any]) -> None:
        self._free()

    def _on_verified(self, _: dict[str, Any]) -> None:
        self.problems[self.busy_word] = ""
        self._free()

    def _on_failed(self, words: str) -> None:
        words = words or tr(_FELL_SILENT)
        is_listed = any(choice.word == self.busy_word for choice in self.choices())
        if is_listed:
            self.problems[self.busy_word] = words
        else:
            self.told.emit(words)
        self._free()

    def _on_ended(self) -> None:
        self._free()

    def _free(self, word: str = "") -> None:
        """Be ready for the next job.

        Args: word: of the model that the last one made; "": it made none.
        """
        if self._job is not None:
            self._job.deleteLater()
        self._job, self.progress = None, None
        self.busy_word = ""
        self.made_word = word
        self.changed.emit()

    def _begun(self) -> tuple[Partial, ...]:
        return partials(self._shelf.folder)

    def _entries(self) -> tuple[CatalogEntry, ...]:
        try:
            return read_catalog(self._catalog)
        except ModelError as error:
            self.told.emit(str(error))
            return ()


_FELL_SILENT = mark("The helper ended without a word; perhaps this machine has too little memory.")


def _names(entries: list[CatalogEntry]) -> set[str]:
    return {entry.name for entry in entries}

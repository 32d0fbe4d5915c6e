"""All documents in one window, and a writer's hands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import type_text
from tests.ui.worker import InlineWorker
from writer_app.assist.messages import Message
from writer_app.documents.deed_keeper import DeedKeeper
from writer_app.documents.safe import Safe
from writer_app.settings import Settings
from writer_app.ui.bridge import WorkerHandle
from writer_app.ui.desk import Choice
from writer_app.ui.open_documents import OpenDocuments
from writer_app.ui.shelf import Shelf
from writer_app.ui.window import Window

WAIT_S = 20


@dataclass
class Answers:
    """Dialogs answered beforehand; what was asked is noted."""

    to_open: Path | None = None
    unsaved: Choice = Choice.DISCARD
    asked: list[str] = field(default_factory=list)

    def path_to_open(self, _: Path | None) -> Path | None:
        return self.to_open

    def about_unsaved(self, name: str) -> Choice:
        self.asked.append(name)
        return self.unsaved

    def may_forget(self) -> bool:
        return True


class Room:
    """All documents in one window, and a writer's hands."""

    def __init__(
        self,
        kept: Path | None,
        files: list[Path],
        settings: Settings | None = None,
        deeds: DeedKeeper | None = None,
    ) -> None:
        self.kept = kept
        self.answers = Answers()
        self.workers: list[InlineWorker] = []

        def make_worker(deliver: Callable[[Message], None]) -> InlineWorker:
            self.workers.append(InlineWorker(deliver))
            return self.workers[-1]

        def make_one(shelf: Shelf, settings: Settings, make: Callable[..., WorkerHandle]) -> Window:
            return Window(settings, None, make, dialogs=self.answers, kept_folder=kept, shelf=shelf)

        self.documents = OpenDocuments(
            settings or Settings(hint_seen=True), make_one, make_worker, kept, deeds=deeds
        )
        self.documents.show()
        self.documents.start(files)
        QApplication.processEvents()

    @property
    def window(self) -> Window:
        return self.documents.current

    def names(self) -> list[str]:
        row = self.window.row
        return [row.tabText(place) for place in range(row.count())]

    def type(self, text: str) -> None:
        type_text(self.window.editor, text)

    def settle(self) -> None:
        """Let the documents thread finish, and Qt hear of it."""
        assert self.window.keeping is not None
        self.window.keeping._keeper.ask(Safe.sync).result(WAIT_S)
        QApplication.processEvents()

    def activate(self, qtbot: QtBot) -> None:
        self.documents.activateWindow()
        qtbot.waitUntil(self.documents.isActiveWindow)
        self.window.editor.setFocus()

    def crash(self) -> None:
        """End the documents threads as a kill would: nothing is saved or removed."""
        for sheet in self.documents._sheets:
            if sheet.window is not None and sheet.window.keeping is not None:
                sheet.window.keeping._keeper.close()
                sheet.window.editor.mark_saved()
        lock, self.documents._lock = self.documents._lock, None
        if lock is not None:
            lock.release()
        self.documents.hide()

    def end(self) -> None:
        self.documents.close()

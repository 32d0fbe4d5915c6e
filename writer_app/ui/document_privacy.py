"""Whether the text of one document may leave this machine.

It may when the writer switched a server on, and neither marked the document nor wrote
"never-send: true" in its front matter. GUI thread. May import: Qt, documents, its
siblings, settings.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from writer_app.assist.messages import Cause, Snapshot
from writer_app.documents.never_send import NeverSend, says_never_send
from writer_app.errors import DocumentError
from writer_app.settings import Settings
from writer_app.ui.desk import Desk
from writer_app.ui.editor import Editor
from writer_app.ui.translation import tr


class DocumentPrivacy(QObject):
    """Know it for one document, and let the writer change it.

    Args:
        marks: of all documents. settings: as they are at the start.

    Signals: changed(): what may leave is another. told(str): a line for the writer.

    Thread: GUI.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, editor: Editor, desk: Desk, marks: NeverSend, settings: Settings) -> None:
        super().__init__()
        self._editor = editor
        self._desk = desk
        self._marks = marks
        self._is_on = is_server_on(settings)
        self._path = desk.path
        self._is_marked = marks.has(desk.path)
        self._is_other_text = False
        self._line: QAction | None = None
        self._was = self._now()
        editor.edited.connect(self._on_edited)
        desk.renamed.connect(self._on_renamed)

    @property
    def is_private(self) -> bool:
        """Tell whether this document is never sent."""
        return self._is_marked or says_never_send(self._lines())

    def may_leave(self) -> bool:
        """Tell whether text of this document may be sent just now."""
        return self._is_on and not self.is_private

    def show_in(self, line: QAction) -> None:
        """Show the mark in a menu, which changes it."""
        self._line = line
        line.setCheckable(True)
        line.setChecked(self.is_private)

    def toggle(self) -> None:
        """Mark the document, or take the mark off."""
        is_on = not self._is_marked
        self._is_marked = is_on
        words = tr("This document is never sent to another machine.")
        if not is_on:
            words = tr("This document may be sent again where you switched a server on.")
            if says_never_send(self._lines()):
                words = tr("Its front matter says \u201cnever-send\u201d; it is not sent.")
        elif self._desk.path is None:
            words = tr("Texts without a file are never sent to another machine.")
        try:
            self._marks.set(self._desk.path, is_on=is_on)
        except DocumentError as error:
            words = str(error)
        self._tell_if_new()
        self.told.emit(words)

    def follow(self, settings: Settings) -> None:
        """Act on settings."""
        self._is_on = is_server_on(settings)
        self._tell_if_new()

    def _on_edited(self, snapshot: Snapshot) -> None:
        self._is_other_text |= snapshot.cause is Cause.OPENED
        if self._is_on:
            self._tell_if_new()

    def _on_renamed(self) -> None:
        """Let the mark go along with a text that is saved elsewhere, not with another text."""
        path = self._desk.path
        if self._is_other_text:
            self._is_marked = self._marks.has(path)
        elif path != self._path:
            self._is_marked = self._is_marked or self._marks.has(path)
            if self._is_marked:
                self._keep(self._is_marked)
        self._path, self._is_other_text = path, False
        self._tell_if_new()

    def _keep(self, is_on: bool) -> None:
        try:
            self._marks.set(self._desk.path, is_on=is_on)
        except DocumentError as error:
            self.told.emit(str(error))

    def _now(self) -> tuple[bool, bool]:
        return self._is_on, self.is_private

    def _tell_if_new(self) -> None:
        now = self._now()
        if self._line is not None and self._line.isChecked() != now[1]:
            self._line.setChecked(now[1])
        if now != self._was:
            self._was = now
            self.changed.emit()

    def _lines(self) -> Iterator[str]:
        """Yield the document's lines from its start."""
        block = self._editor.document().firstBlock()
        while block.isValid():
            yield block.text()
            block = block.next()


def is_server_on(settings: Settings) -> bool:
    """Tell whether the writer lets a server do anything."""
    return bool(
        settings.remote_use != "off"
        and settings.remote_agreed
        and settings.remote_address
        and settings.remote_model
    )

"""The room between the page and the documents thread: edits out, what came of them in.

GUI thread. May import: Qt, its siblings, documents.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from writer_app.documents.formats.kinds import format_of
from writer_app.documents.journal import Edit
from writer_app.documents.keeper import Keeper
from writer_app.documents.kept_messages import (
    Compared,
    DiskChanged,
    Found,
    JournalBack,
    JournalFailed,
    KeptMessage,
    Listed,
    Locked,
    Recovered,
    Saved,
    SaveFailed,
    SummariesRead,
    TextWanted,
    Told,
    Unlocked,
)
from writer_app.documents.places import Places
from writer_app.documents.safe import Safe
from writer_app.documents.sidecar import KeptSummaries
from writer_app.documents.text_file import TextFile
from writer_app.documents.versions import Version
from writer_app.errors import DocumentError
from writer_app.ui.edit_tap import EditTap
from writer_app.ui.editor import Editor
from writer_app.ui.translation import mark, tr

_LOG = logging.getLogger(__name__)
PAUSE_MS = 2_000
"""Stillness after which a text is saved by itself."""
LONGEST_MS = 30_000
"""Time after which it is saved even while it is being written."""
ANSWER_S = 20.0
"""Longest wait for a save that the writer asked for."""
_NO_ANSWER = mark("The disk does not answer; your text is on the page: save under another name.")


class Keeping(QObject):
    """Everything kept of the document on the page.

    Args:
        editor: the page. folder: holds all that is kept.
        is_autosaving: True: files are saved in place while they are written.

    Signals:
        saved(TextFile): the document was saved by itself.
        save_failed(str, bool): it could not be; the bool: another program changed it.
        disk_changed(bool): another program changed its file; the bool: it is gone.
        told(str): a line for the writer. state_changed(): kept or no longer kept.
        found(Found): texts that were not saved before.
        listed(Listed), compared(Compared): what was asked about versions.
        summaries_read(KeptSummaries): what stands beside the document.
        forgot(): all that was kept is about to go.

    Thread: GUI.
    """

    saved = Signal(object)
    save_failed = Signal(str, bool)
    disk_changed = Signal(bool)
    told = Signal(str)
    state_changed = Signal()
    found = Signal(object)
    listed = Signal(object)
    compared = Signal(object)
    summaries_read = Signal(object)
    forgot = Signal()
    _arrived = Signal(object)

    def __init__(self, editor: Editor, folder: Path, is_autosaving: bool) -> None:
        super().__init__()
        self._editor = editor
        self._document_id = 0
        self._file = TextFile()
        self._is_autosaving = is_autosaving
        self._is_conflicting = False
        self._is_kept_at_end = False
        self._is_closed = False
        self._last_failure = ""
        self.is_kept = True
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.autosave)
        self._keeper = Keeper(folder, self._arrived.emit)
        self._tap = EditTap(editor.document(), self._on_edit)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._keeper.start()

    def set_autosave(self, is_on: bool) -> None:
        """Save in place while the text is written, or only when asked."""
        self._is_autosaving = is_on
        self.autosave()

    @contextmanager
    def showing(self, file: TextFile) -> Iterator[None]:
        """Begin with another document; its text comes on the page inside."""
        self._pause.stop()
        self._longest.stop()
        self._document_id += 1
        self._file = file
        self._is_conflicting = False
        self._last_failure = ""
        self.is_kept = True
        self._editor.setReadOnly(False)
        with self._tap.opening(file.text):
            yield
        self._keeper.post(Safe.open, self._document_id, file)

    def write(
        self, path: Path, file: TextFile, text: str, *, is_overwrite_allowed: bool = False
    ) -> TextFile:
        """Save because the writer asked; waits for the disk, but not for ever.

        Raises: DocumentError in words.
        """
        if text != self._tap.text:
            # Never seen; but what is saved by itself is the tap's text.
            _LOG.error("the edits did not add up to the text on the page")
            self._tap.resync(text)
            self._keeper.post(Safe.secure, text)
        asked = self._keeper.ask(Safe.save, path, file, text, is_overwrite_allowed)
        try:
            self._file = asked.result(ANSWER_S)
        except TimeoutError as error:
            raise DocumentError(tr(_NO_ANSWER)) from error
        self._is_conflicting = False
        self._last_failure = ""
        self._editor.setReadOnly(False)
        return self._file

    def is_safe(self, file: TextFile, *, is_closing: bool) -> bool:
        """Save a file in place; keep a text without a file when the window closes."""
        # What an end that did not come to pass had decided holds no more.
        self._is_kept_at_end = False
        if self._editor.isReadOnly() or self._is_closed:
            return True
        try:
            if file.path is not None:
                return self._can_autosave() and self._autosave_asked().result(ANSWER_S)
            if not is_closing:
                return False
            secured = self._keeper.ask(Safe.secure, self._editor.text())
            self._is_kept_at_end = secured.result(ANSWER_S)
        except TimeoutError:
            return False
        return self._is_kept_at_end

    def refuse_others(self, path: Path) -> None:
        """Refuse a file that another window has open; waits for the documents thread.

        Raises: DocumentError in words.
        """
        try:
            self._keeper.ask(Safe.refuse_others, path).result(ANSWER_S)
        except TimeoutError as error:
            raise DocumentError(_NO_ANSWER) from error

    def keep_version(self, path: Path, text: str) -> None:
        """Keep a text as a version of a document."""
        self._keeper.post(Safe.keep_version, path, text)

    @Slot()
    def autosave(self) -> None:
        """Save in place if there is anything to save."""
        self._pause.stop()
        self._longest.stop()
        if self._can_autosave() and not self._editor.is_saved:
            self._autosave_asked()

    def check_disk(self) -> None:
        """Look whether another program changed the file."""
        self._keeper.post(Safe.check_disk)

    def look(self) -> None:
        """Look for texts that were not saved when their windows ended."""
        self._keeper.post(Safe.look)

    def discard(self, text: Recovered, *, is_restored: bool = False) -> None:
        """Remove a text that was found.

        Args:
            is_restored: it is on the page now: only once that is safe.
        """
        method = Safe.discard_restored if is_restored else Safe.discard
        self._keeper.post(method, text.token)

    def list_versions(self) -> None:
        """Ask for the document's versions."""
        self._keeper.post(Safe.list_versions)

    def compare_version(self, version: Version) -> None:
        """Ask what bringing a version back would do to the text on the page."""
        self._keeper.post(Safe.compare_version, version, self._tap.text)

    def compare_disk(self) -> None:
        """Ask what loading the file as it now is would do to the text on the page."""
        self._keeper.post(Safe.compare_disk, self._tap.text)

    def compare_found(self, text: Recovered) -> None:
        """Ask what bringing a text that was found back would do to its file."""
        self._keeper.post(Safe.compare, text.token, text.saved_text or "", text.text)

    def read_summaries(self, path: Path) -> None:
        """Ask for the summaries kept beside the document."""
        self._keeper.post(Safe.read_summaries, self._document_id, path)

    def keep_summaries(self, path: Path, kept: KeptSummaries) -> None:
        """Keep summaries beside a document."""
        self._keeper.post(Safe.keep_summaries, path, kept)

    def forget(self) -> None:
        """Remove all kept text but what is nowhere else."""
        self.forgot.emit()
        is_saved = self._editor.is_saved
        self._keeper.post(Safe.forget, None if is_saved else self._tap.text)

    def secure(self) -> bool:
        """Have the journal hold the text on the page now; waits for the disk."""
        try:
            return self._keeper.ask(Safe.secure, self._tap.text).result(ANSWER_S)
        except TimeoutError:
            return False

    def keep_places(self, places: Places, gone: frozenset[str], *, is_row_kept: bool) -> None:
        """Remember where the writer is in the documents, as `Safe.keep_places`."""
        self._keeper.post(Safe.keep_places, places, gone, is_row_kept)

    def close(self) -> bool:
        """Finish what is to be written, and end the documents thread."""
        self._pause.stop()
        self._longest.stop()
        self._is_closed = True
        self._keeper.post(Safe.leave, self._is_kept_at_end)
        return self._keeper.close()

    def _on_edit(self, edit: Edit) -> None:
        """Hand an edit over (the key path: nothing else may happen here)."""
        self._keeper.add_edit(edit)
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _can_autosave(self) -> bool:
        is_wanted = self._is_autosaving and not self._is_conflicting
        # Another program's document is written by an explicit Save only.
        is_own_kind = self._file.path is not None and format_of(self._file.path) is None
        return is_wanted and is_own_kind and not self._editor.isReadOnly()

    def _autosave_asked(self) -> "Future[bool]":
        # Undo may lead back to what was saved before, which then is in no file.
        self._editor.mark_unsaved()
        return self._keeper.ask(Safe.autosave, self._document_id, self._tap.n_edits, self._tap.text)

    @Slot(object)
    def _on_arrived(self, message: KeptMessage) -> None:
        """Do what a message of the documents thread asks for."""
        document_id = getattr(message, "document_id", self._document_id)
        if document_id != self._document_id or self._is_closed:
            return
        handlers: dict[type, Callable[..., None]] = {
            Saved: self._on_saved,
            SaveFailed: self._on_save_failed,
            JournalFailed: self._on_journal_failed,
            JournalBack: self._on_journal_back,
            TextWanted: self._on_text_wanted,
            Locked: self._on_locked,
            Unlocked: self._on_unlocked,
            DiskChanged: lambda m: self.disk_changed.emit(m.is_gone),
            Found: self.found.emit,
            Listed: self.listed.emit,
            Compared: self.compared.emit,
            SummariesRead: lambda m: self.summaries_read.emit(m.kept),
            Told: lambda m: self.told.emit(m.words),
        }
        handlers[type(message)](message)

    def _on_saved(self, message: Saved) -> None:
        self._file = message.file
        self._last_failure = ""
        self.saved.emit(message.file)
        if message.n_edits == self._tap.n_edits:
            self._editor.mark_saved()

    def _on_save_failed(self, message: SaveFailed) -> None:
        """Tell each trouble once, not every half minute."""
        self._is_conflicting = message.is_changed
        if message.words != self._last_failure:
            self._last_failure = message.words
            self.save_failed.emit(message.words, message.is_changed)

    def _on_journal_failed(self, message: JournalFailed) -> None:
        self.is_kept = False
        self.state_changed.emit()
        self.told.emit(message.words)

    def _on_journal_back(self, _: JournalBack) -> None:
        self.is_kept = True
        self.state_changed.emit()
        self.told.emit(tr("What you type is kept safe again."))

    def _on_text_wanted(self, message: TextWanted) -> None:
        self._keeper.post(Safe.give_text, message.document_id, self._tap.text)

    def _on_unlocked(self, message: Unlocked) -> None:
        self._editor.setReadOnly(False)
        self.state_changed.emit()
        self.told.emit(message.words)

    def _on_locked(self, message: Locked) -> None:
        self._editor.hide_ghost()
        self._editor.setReadOnly(True)
        self.state_changed.emit()
        self.told.emit(message.words)

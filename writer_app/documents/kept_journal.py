"""The journal of the open document: begun by its first edit, tried again after trouble.

May import: disk, its siblings and the standard library. Thread: the documents thread.
"""

import contextlib
import errno
import secrets
from collections.abc import Callable
from pathlib import Path

from writer_app.disk import make_private_folder
from writer_app.documents.journal import Edit, Head, Journal
from writer_app.documents.kept_messages import (
    JournalBack,
    JournalFailed,
    KeptMessage,
    TextWanted,
)
from writer_app.documents.locks import OwnerLock, try_hold

SYNC_AFTER_S = 0.5
"""Longest time from an edit to the disk being asked to hold it."""
RETRY_AFTER_S = 5.0
"""Time after which a journal that failed is tried again."""


class KeptJournal:
    """Keeps a journal of whatever document is open, through every trouble with the disk.

    Args:
        folder: of all journals. deliver: called with each message.
        clock_s: monotonic.

    Thread: the documents thread, but for making it.
    """

    def __init__(
        self, folder: Path, deliver: Callable[[KeptMessage], None], clock_s: Callable[[], float]
    ) -> None:
        self._folder = folder
        self._deliver = deliver
        self._clock_s = clock_s
        self._document_id = 0
        self._head = Head()
        self._base = ""
        self._token = ""
        self._lock: OwnerLock | None = None
        self._journal: Journal | None = None
        self._is_text_wanted = False
        self._failed_s: float | None = None
        self._unsynced_s: float | None = None

    @property
    def is_failing(self) -> bool:
        """Tell whether what is typed is not kept for now."""
        return self._failed_s is not None

    def open(self, document_id: int, head: Head, text: str) -> None:
        """Begin with a document that is saved as it stands: no journal until an edit."""
        self._document_id = document_id
        self._head = head
        self._base = text

    def add(self, edit: Edit) -> None:
        """Write an edit; the first one begins the journal."""
        if self._failed_s is not None:
            if self._clock_s() - self._failed_s >= RETRY_AFTER_S:
                self._want_text()
            return
        try:
            journal = self._journal or self._begun(self._base)
            journal.add(edit)
        except OSError as error:
            self._on_failed(error)
            return
        if self._unsynced_s is None:
            self._unsynced_s = self._clock_s()
        if journal.is_long:
            self._want_text()

    def secure(self, text: str) -> bool:
        """Have the journal hold this very text on disk; False when it cannot."""
        self._is_text_wanted = False
        try:
            if self._journal is None:
                self._begun(text)
            else:
                self._journal.restart(self._head, text)
        except OSError as error:
            self._on_failed(error)
            return False
        self._on_works()
        return True

    def note_saved(self, head: Head, text: str) -> None:
        """Note that the text is in its file, under this head."""
        is_other, self._head, self._base = head != self._head, head, text
        if self._journal is None:
            return
        try:
            if is_other or self.is_failing:
                self._journal.restart(head, text)
                self._on_works()
            self._journal.mark_saved()
        except OSError as error:
            self._on_failed(error)
        else:
            self.sync()

    def sync(self) -> None:
        """Have the disk hold the journal."""
        self._unsynced_s = None
        if self._journal is not None and not self.is_failing:
            try:
                self._journal.sync()
            except OSError as error:
                self._on_failed(error)

    def sync_in_s(self) -> float | None:
        """Give the time until `sync` is due, 0 at least; None: nothing to sync."""
        if self._unsynced_s is None:
            return None
        return max(0.0, self._unsynced_s + SYNC_AFTER_S - self._clock_s())

    def forget(self, unsaved_text: str | None) -> None:
        """Remove all that the journal holds but this text.

        Raises: OSError when something stays.
        """
        if unsaved_text is not None:
            if self.secure(unsaved_text) and self._journal is not None:
                self._journal.forget_previous()
        elif self._journal is not None:
            journal, self._journal = self._journal, None
            journal.remove()

    def leave(self, *, is_kept: bool) -> None:
        """End with the document; its journal stays only if it is to be found again."""
        journal, self._journal = self._journal, None
        if journal is not None:
            with contextlib.suppress(OSError):
                journal.close() if is_kept else journal.remove()
        if self._lock is not None:
            self._lock.release()
        self._lock = None
        self._is_text_wanted = False
        self._failed_s = self._unsynced_s = None

    def why_unkept(self, error: OSError) -> str:
        """Say in one line why typing cannot be kept."""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return "The disk is full: what you type is kept on the page only; make room, and save."
        return (
            f"What you type is kept on the page only: {self._folder} cannot be used "
            f"({error.strerror or error}); save often."
        )

    def _begun(self, text: str) -> Journal:
        """Begin a journal whose text is this one."""
        make_private_folder(self._folder)
        if self._lock is None:
            self._token = secrets.token_hex(8)
            self._lock = try_hold(self._folder / f"{self._token}.lock")
        self._journal = Journal(self._folder / f"{self._token}.journal", self._head, text)
        return self._journal

    def _want_text(self) -> None:
        if not self._is_text_wanted:
            self._is_text_wanted = True
            self._deliver(TextWanted(self._document_id))

    def _on_works(self) -> None:
        """The whole text is in the journal: tell it if that was in doubt."""
        if self.is_failing:
            self._deliver(JournalBack(self._document_id))
        self._failed_s = self._unsynced_s = None

    def _on_failed(self, error: OSError) -> None:
        """Tell once that typing is not kept; it is tried again after a while."""
        is_news = not self.is_failing
        self._failed_s = self._clock_s()
        self._unsynced_s = None
        self._is_text_wanted = False
        if is_news:
            self._deliver(JournalFailed(self._document_id, self.why_unkept(error)))

"""Keep one open document safe: its journal, its saves, its versions, its lock.

All of it happens on the documents thread, one call after the other, in the order in
which the window asked. May import: errors, disk, its siblings and the standard
library.
"""

import contextlib
import dataclasses
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from writer_app.documents.compare import compare_texts
from writer_app.documents.formats.kinds import format_of
from writer_app.documents.journal import Edit, Head
from writer_app.documents.kept_journal import KeptJournal
from writer_app.documents.kept_messages import (
    Compared,
    DiskChanged,
    Found,
    KeptMessage,
    Listed,
    Locked,
    Saved,
    SaveFailed,
    SummariesRead,
    Told,
    Unlocked,
)
from writer_app.documents.locks import OwnerLock, try_hold
from writer_app.documents.places import Places, forget_places, merged, read_places, write_places
from writer_app.documents.recovery import Recovery, remove_leftovers
from writer_app.documents.sidecar import KeptSummaries, read_sidecar
from writer_app.documents.sidecar_list import SidecarList
from writer_app.documents.text_file import (
    TextFile,
    is_changed_on_disk,
    read_text_file,
    write_text_file,
)
from writer_app.documents.versions import Version, Versions, read_version
from writer_app.errors import DocumentChanged, DocumentError

DISK = "disk"
"""Key of a comparison with the file as it now is."""


class Safe:
    """Everything kept of the document in one window.

    Args:
        folder: holds all that is kept. deliver: called with each message.
        clock_s: monotonic. wall_s: seconds since 1970.

    Thread: the documents thread, but for making it.
    """

    def __init__(
        self,
        folder: Path,
        deliver: Callable[[KeptMessage], None],
        clock_s: Callable[[], float] = time.monotonic,
        wall_s: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._deliver = deliver
        self._clock_s = clock_s
        self._wall_s = wall_s
        self._recovery = Recovery(folder / "journals")
        self._versions = Versions(folder / "versions")
        self._sidecars = SidecarList(folder)
        self._document_id = 0
        self._file = TextFile()
        self._is_base_kept = False
        self._is_gone_told = False
        self._known_stamp: tuple[int, int] | None = None
        self._lock: OwnerLock | None = None
        self._is_locked_out = False
        self._journal = KeptJournal(folder / "journals", deliver, clock_s)

    def open(self, document_id: int, file: TextFile) -> None:
        """Begin with another document, whose text is that of its file."""
        self.leave(is_kept=False)
        self._document_id = document_id
        self._file = file
        self._is_base_kept = self._is_gone_told = False
        self._known_stamp = None
        self._journal.open(document_id, head_of(file), file.text)
        if file.path is not None:
            self._lock_document(file.path)
            remove_leftovers(file.path.parent)

    def add_edit(self, edit: Edit) -> None:
        """Write an edit to the journal."""
        self._journal.add(edit)

    def give_text(self, document_id: int, text: str) -> None:
        """Take the whole text that was wanted, as it stands after all edits so far."""
        if document_id == self._document_id:
            self.secure(text)

    def secure(self, text: str) -> bool:
        """Have the journal hold this very text on disk; False when it cannot."""
        return self._journal.secure(text)

    def sync(self) -> None:
        """Have the disk hold the journal."""
        self._journal.sync()

    def sync_in_s(self) -> float | None:
        """Give the time until `sync` is due, 0 at least; None: nothing to sync."""
        return self._journal.sync_in_s()

    def save(
        self, path: Path, file: TextFile, text: str, is_overwrite_allowed: bool = False
    ) -> TextFile:
        """Save the text because the writer asked, and keep it as a version.

        Args: as `write_text_file`'s.

        Raises: DocumentError in words; the file on disk is as it was.
        """
        if path == self._file.path and path == file.path:
            # The window may not have heard of the last save yet.
            file = dataclasses.replace(self._file, encoding=file.encoding, mark=file.mark)
        self.refuse_others(path)
        if path != self._file.path or is_overwrite_allowed:
            self._keep_replaced(path)
        written = self._write(path, file, text, is_overwrite_allowed)
        self.keep_version(path, text)
        return written

    def autosave(self, document_id: int, n_edits: int, text: str) -> bool:
        """Save the text in place by itself; tell what came of it.

        Returns: True when it is saved.
        """
        path = self._file.path
        is_own = document_id == self._document_id and not self._is_locked_out
        # Another program's document is written by the writer's own Save only.
        if path is None or not is_own or format_of(path) is not None:
            return False
        try:
            self._refuse_unknown_file(path)
            file = self._write(path, self._file, text, is_overwrite_allowed=False)
        except DocumentError as error:
            is_changed = isinstance(error, DocumentChanged)
            self._deliver(SaveFailed(document_id, str(error), is_changed))
            return False
        self._deliver(Saved(document_id, n_edits, file))
        return True

    def leave(self, is_kept: bool) -> None:
        """End with the document.

        Args:
            is_kept: True: its unsaved text stays for the next start.
        """
        self._journal.leave(is_kept=is_kept)
        if self._lock is not None:
            self._lock.release()
        self._lock = None
        self._is_locked_out = False

    def check_disk(self) -> None:
        """Tell, once for each change, when another program changed the file.

        A document that another window had is this one's as soon as that has let go.
        """
        path = self._file.path
        if path is not None and self._is_locked_out and self._take_lock(path):
            words = f"{path.name} is free again; you can write on."
            self._deliver(Unlocked(self._document_id, words))
        if path is None or self._file.stamp is None:
            return
        try:
            status = path.stat()
        except OSError:
            if not self._is_gone_told:
                self._is_gone_told = True
                self._deliver(DiskChanged(self._document_id, is_gone=True))
            return
        self._is_gone_told = False
        stamp = (status.st_mtime_ns, status.st_size)
        if stamp != self._known_stamp and is_changed_on_disk(self._file):
            self._deliver(DiskChanged(self._document_id, is_gone=False))
        self._known_stamp = stamp

    def look(self) -> None:
        """Tell which texts were not saved when their windows ended."""
        try:
            self._deliver(self._recovery.look())
        except OSError as error:
            self._deliver(Found((), self._journal.why_unkept(error)))

    def discard_restored(self, token: str) -> None:
        """Remove a text that was found, once it is safe in the new journal."""
        self.sync()
        if not self._journal.is_failing:
            self.discard(token)

    def discard(self, token: str) -> None:
        """Remove a text that was found."""
        try:
            self._recovery.discard(token)
        except OSError as error:
            self._deliver(Told(f"The kept text could not be removed ({error.strerror})."))

    def keep_version(self, path: Path, text: str) -> None:
        """Keep a text as a version of a document; a failure stops nothing."""
        try:
            self._versions.keep(path, text, self._wall_s())
        except OSError as error:
            self._deliver(Told(f"No version could be kept ({error.strerror})."))

    def list_versions(self) -> None:
        """Tell the versions of the document."""
        path = self._file.path
        versions = self._versions.list_of(path) if path is not None else ()
        self._deliver(Listed(self._document_id, versions))

    def compare_version(self, version: Version, text: str) -> None:
        """Tell what bringing a version back would do to a text."""
        try:
            kept = read_version(version)
        except DocumentError as error:
            self._deliver(Compared(version.file, None, (), str(error)))
        else:
            self.compare(version.file, text, kept)

    def compare_disk(self, text: str) -> None:
        """Tell what loading the file as it now is would do to a text."""
        assert self._file.path is not None
        try:
            now = read_text_file(self._file.path)
        except DocumentError as error:
            self._deliver(Compared(DISK, None, (), str(error)))
        else:
            self.compare(DISK, text, now.text)

    def compare(self, key: str, text: str, kept: str) -> None:
        """Tell what bringing a kept text back would do to a text."""
        self._deliver(Compared(key, kept, compare_texts(text, kept)))

    def read_summaries(self, document_id: int, path: Path) -> None:
        """Tell which summaries stand beside a document; a damaged sidecar counts as none."""
        with contextlib.suppress(DocumentError):
            self._deliver(SummariesRead(document_id, read_sidecar(path)))

    def keep_summaries(self, path: Path, kept: KeptSummaries) -> None:
        """Keep a document's summaries beside it; a window that may only read keeps none."""
        if self._is_locked_out:
            return
        try:
            self._sidecars.keep(path, kept)
        except DocumentError as error:
            self._deliver(Told(str(error)))
        except OSError as error:
            self._deliver(Told(f"The summary could not be kept ({error.strerror})."))

    def forget(self, unsaved_text: str | None) -> None:
        """Remove all kept text: versions, journals, what was found, summaries.

        Args:
            unsaved_text: what must stay safe, being nowhere else; None: nothing.
        """
        reason = ""
        for forget in (
            self._versions.forget_all,
            self._recovery.forget_all,
            lambda: forget_places(self._folder),
            self._sidecars.forget_all,
            lambda: self._journal.forget(unsaved_text),
        ):
            # What one of them cannot remove is no reason to leave the others.
            try:
                forget()
            except OSError as error:
                reason = error.strerror or type(error).__name__
        if reason:
            self._deliver(Told(f"Some kept text could not be removed ({reason})."))
        else:
            self._deliver(Told("All kept text is gone; what is on the page stays."))

    def keep_places(self, places: Places, gone: frozenset[str], is_row_kept: bool) -> None:
        """Write where the writer is, beside what other processes wrote; a failure stops nothing.

        Args:
            gone: paths that the writer took out of the list.
            is_row_kept: False: another process keeps the row of open documents.
        """
        others = read_places(self._folder)
        together = merged(places, others, gone)
        if not is_row_kept:
            together = dataclasses.replace(
                together, open_paths=others.open_paths, current=others.current
            )
        if together != others:
            with contextlib.suppress(OSError):
                write_places(self._folder, together)

    def close(self) -> None:
        """Let go of everything that is held."""
        self.leave(is_kept=True)
        self._recovery.release()

    def _write(self, path: Path, file: TextFile, text: str, is_overwrite_allowed: bool) -> TextFile:
        """Write the file; the journal then knows that it is saved."""
        if path == self._file.path and not self._is_base_kept and self._file.stamp is not None:
            self._is_base_kept = True
            self.keep_version(path, self._file.text)
        written = write_text_file(path, file, text, is_overwrite_allowed=is_overwrite_allowed)
        is_moved = path != self._file.path
        self._file = written
        if is_moved:
            self._is_base_kept = True
            self._lock_document(path)
        self._journal.note_saved(head_of(written), written.text)
        return written

    def _keep_replaced(self, path: Path) -> None:
        """Keep what another program, or another document, has in the file about to go."""
        with contextlib.suppress(DocumentError, OSError):
            if path.exists():
                self.keep_version(path, read_text_file(path).text)

    def _refuse_unknown_file(self, path: Path) -> None:
        """Refuse to make again, or to replace, a file unasked.

        Raises: DocumentError in words.
        """
        if self._file.stamp is None and path.exists():
            raise DocumentChanged(f"{path.name} has come into being meanwhile; save to replace it.")
        if self._file.stamp is not None and not path.exists():
            where = "its folder" if path.parent.is_dir() else "the disk, and its folder with it"
            raise DocumentError(f"{path.name} is gone from {where}; save to make it again.")

    def refuse_others(self, path: Path) -> None:
        """Refuse a file that another window has open.

        Raises: DocumentError in words.
        """
        if path == self._file.path and not self._is_locked_out:
            return
        lock_path = self._lock_path(path)
        try:
            lock = try_hold(lock_path)
        except OSError:
            return
        if lock is None:
            raise DocumentError(f"{path.name} is open in another window; save under another name.")
        lock.release()

    def _lock_document(self, path: Path) -> None:
        """Make the document this window's; tell when another one has it."""
        if self._lock is not None:
            self._lock.release()
        if not self._take_lock(path):
            words = f"{path.name} is open in another window; here it can only be read."
            self._deliver(Locked(self._document_id, words))

    def _take_lock(self, path: Path) -> bool:
        """Make the document this window's; False when another one has it."""
        self._is_locked_out = False
        try:
            self._lock = try_hold(self._lock_path(path))
        except OSError:
            # Without a place for locks, every window may write: as without Foreword.
            self._lock = None
            return True
        self._is_locked_out = self._lock is None
        return not self._is_locked_out

    def _lock_path(self, path: Path) -> Path:
        real = os.fsencode(os.path.realpath(path))
        return self._folder / "locks" / f"{hashlib.sha256(real).hexdigest()[:32]}.lock"


def head_of(file: TextFile) -> Head:
    """Give the head of a document's journal."""
    path = str(file.path.absolute()) if file.path is not None else ""
    return Head(path, file.encoding, file.mark.hex())

"""Find the journals that nobody writes any more, and what they hold.

May import: errors, its siblings and the standard library. Thread: the documents thread.
"""

import contextlib
import time
from pathlib import Path

from writer_app.documents.formats.kinds import format_of
from writer_app.documents.journal import read_journal, remove_journal
from writer_app.documents.kept_messages import Found, Recovered
from writer_app.documents.locks import OwnerLock, try_hold
from writer_app.documents.text_file import read_text_file
from writer_app.errors import DocumentError

LEFTOVER_S = 3_600
"""Age after which a temporary file belongs to no save that still runs."""

_ENDINGS = (".journal", ".previous")


class Recovery:
    """The journals of windows that have ended.

    Args:
        folder: of all journals and their locks.

    A journal that was found stays this process's until `discard` or `release`, so that
    two windows never offer the same text. Thread: the documents thread.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, OwnerLock] = {}

    def look(self) -> Found:
        """Read every journal without a living owner; remove those that hold nothing new.

        Raises: OSError when the folder cannot be read.
        """
        texts, n_damaged = [], 0
        for token in self._tokens():
            lock = self._held.get(token) or try_hold(self._folder / f"{token}.lock")
            if lock is None:
                continue
            self._held[token] = lock
            try:
                recovered = _read(self._folder / f"{token}.journal", token)
            except DocumentError:
                n_damaged += 1
                self._set_aside(token)
                continue
            if recovered is None:
                self.discard(token)
            else:
                texts.append(recovered)
        self._sweep()
        words = ""
        if n_damaged:
            words = (
                f"Kept text was damaged beyond reading; what is left of it is in {self._folder}."
            )
        newest_first = sorted(texts, key=lambda text: text.written_s, reverse=True)
        return Found(tuple(newest_first), words)

    def discard(self, token: str) -> None:
        """Remove a journal that was found.

        Raises: OSError when it stays.
        """
        lock = self._held.pop(token, None)
        if lock is not None:
            remove_journal(self._folder / f"{token}.journal")
            lock.release()

    def forget_all(self) -> None:
        """Remove every journal without a living owner, damaged ones too.

        Raises: OSError when one stays.
        """
        for token in self._tokens():
            lock = self._held.get(token) or try_hold(self._folder / f"{token}.lock")
            if lock is not None:
                self._held[token] = lock
                self.discard(token)
        for damaged in self._files("*.damaged"):
            damaged.unlink(missing_ok=True)

    def release(self) -> None:
        """Let other windows find what was found here and not dealt with."""
        for lock in self._held.values():
            lock.release()
        self._held.clear()

    def _tokens(self) -> list[str]:
        files = [file for ending in _ENDINGS for file in self._files(f"*{ending}")]
        return sorted({file.stem for file in files})

    def _files(self, pattern: str) -> list[Path]:
        return list(self._folder.glob(pattern)) if self._folder.is_dir() else []

    def _set_aside(self, token: str) -> None:
        """Keep what cannot be read out of the next start's way."""
        for ending in _ENDINGS:
            part = self._folder / f"{token}{ending}"
            with contextlib.suppress(OSError):
                part.replace(part.with_name(f"{token}{ending}.damaged"))
        self._held.pop(token).release()

    def _sweep(self) -> None:
        """Remove locks without a journal, and what killed processes left half written."""
        tokens = set(self._tokens())
        for file in self._files("*.lock"):
            if file.stem not in tokens:
                lock = try_hold(file)
                if lock is not None:
                    lock.release()
        remove_leftovers(self._folder)


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files of saves that a killed process left in a folder."""
    with contextlib.suppress(OSError):
        for file in folder.glob(".foreword-*.tmp"):
            if time.time() - file.stat().st_mtime > LEFTOVER_S:
                file.unlink(missing_ok=True)


def _read(journal: Path, token: str) -> Recovered | None:
    """Read what a journal holds; None when nothing of it would be lost.

    Raises: DocumentError when it cannot be read.
    """
    replay = read_journal(journal)
    head = replay.head
    if replay.is_saved or not (head.path or replay.text.strip()):
        return None
    saved_text = None
    # The text of another program's document is not what its file holds.
    if head.path and format_of(Path(head.path)) is None:
        with contextlib.suppress(DocumentError):
            saved_text = read_text_file(Path(head.path)).text
    if saved_text == replay.text:
        return None
    try:
        written_s = journal.stat().st_mtime
    except OSError:
        written_s = time.time()
    return Recovered(
        token,
        head.path,
        head.encoding,
        head.mark,
        replay.text,
        saved_text,
        written_s,
        replay.is_damaged,
    )

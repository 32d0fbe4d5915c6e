"""The ledger's file: what Foreword did, a line each, readable by its owner only.

Several processes write to it (the window, a download, a verb), so each holds a lock for
the moment. A damaged file is set aside and its good lines are kept. May import: deeds,
disk, its siblings and the standard library. Thread: any, one at a time.
"""

import errno
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from writer_app.deeds import Deed
from writer_app.disk import make_private_folder, replace_file
from writer_app.documents.ledger_lines import Deeds, bounded, deed_of, line_of
from writer_app.documents.locks import try_hold

MOST_BYTES = 3_000_000
"""Size at which old lines are summed up: some 18,000 lines of 160 bytes."""
_READ_BYTES = 4 * MOST_BYTES
"""Most of the file that is read; a longer one was not written by us."""
_TRIES = 50
_WAIT_S = 0.02


@dataclass(frozen=True, slots=True)
class LedgerRead:
    """What the file says.

    Attributes:
        n_damaged: lines that could not be read; a file that has some is set aside.
        words: why it cannot be read at all; else empty.
    """

    deeds: Deeds = field(default_factory=Deeds)
    n_damaged: int = 0
    words: str = ""


class LedgerFile:
    """The file and the one that is set aside when it is damaged.

    Args: path: need not exist. sleep: waits for another process.
    """

    def __init__(self, path: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self.path = path
        self._sleep = sleep

    @property
    def set_aside(self) -> Path:
        """Give where a damaged file is put."""
        return self.path.with_name(f"{self.path.stem}-damaged{self.path.suffix}")

    def append(self, deeds: Sequence[Deed]) -> None:
        """Add deeds; sums the old ones up when the file has grown too long.

        Raises: OSError: nothing was added.
        """
        data = "".join(map(line_of, deeds)).encode("utf-8", "replace")
        with self._held():
            make_private_folder(self.path.parent)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
            handle = os.open(self.path, flags, 0o600)
            with os.fdopen(handle, "ab+", buffering=0) as file:
                n_bytes = file.seek(0, os.SEEK_END)
                if n_bytes:
                    # What a crash left half written shall not spoil the next line.
                    file.seek(n_bytes - 1)
                    data = data if file.read(1) == b"\n" else b"\n" + data
                file.write(data)
            if n_bytes + len(data) > MOST_BYTES:
                self._shorten()

    def read(self) -> LedgerRead:
        """Read all of it; a damaged file is set aside, and its good lines stay."""
        try:
            found = self._read()
            if found.n_damaged:
                with self._held():
                    found = self._read()
                    self._mend(found)
        except OSError as error:
            return LedgerRead(words=error.strerror or "unreadable")
        return found

    def forget(self) -> None:
        """Remove the file, and the one set aside. Raises: OSError when one stays."""
        if not (self.path.exists() or self.set_aside.exists()):
            return
        with self._held():
            self.path.unlink(missing_ok=True)
            self.set_aside.unlink(missing_ok=True)

    def _read(self) -> LedgerRead:
        try:
            with self.path.open("rb") as file:
                raw = file.read(_READ_BYTES)
        except FileNotFoundError:
            return LedgerRead()
        lines = [line for line in raw.decode("utf-8", "replace").split("\n") if line.strip()]
        deeds = [deed for line in lines if (deed := deed_of(line)) is not None]
        # A last line without its end is being written, or was when the power went.
        n_torn = int(bool(lines) and not raw.endswith(b"\n") and deed_of(lines[-1]) is None)
        return LedgerRead(bounded(deeds), len(lines) - len(deeds) - n_torn)

    def _mend(self, found: LedgerRead) -> None:
        """Set the damaged file aside and write its good lines anew."""
        if found.n_damaged:
            self.path.replace(self.set_aside)
            self._write(found.deeds)

    def _shorten(self) -> None:
        found = self._read()
        if found.n_damaged:
            self._mend(found)
        else:
            self._write(found.deeds)

    def _write(self, deeds: Deeds) -> None:
        data = "".join(map(line_of, deeds.all)).encode("utf-8", "replace")
        replace_file(self.path, data, new_mode=0o600)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Keep other processes from writing for the moment. Raises: OSError: one never ends."""
        for _ in range(_TRIES):
            lock = try_hold(self.path.with_suffix(".lock"))
            if lock is not None:
                try:
                    yield
                finally:
                    lock.release()
                return
            self._sleep(_WAIT_S)
        raise BlockingIOError(errno.EAGAIN, "another process holds the ledger", str(self.path))

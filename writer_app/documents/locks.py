"""Say that something belongs to this process for as long as it lives.

The operating system holds the lock, so it goes with the process however that ends
(kill -9, power). Where a file system has no locks, the process id and the start time
written in the file decide. May import: disk and the standard library.
Thread: any.
"""

import contextlib
import errno
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from writer_app.disk import make_private_folder

_NO_LOCKS_HERE = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP)
_TRIES = 5
_FAR = 1 << 30
"""Offset of the byte that Windows locks: past the words, which stay readable."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who wrote a lock file: process id, and its start in clock ticks ("": unknown)."""

    pid: int
    started: str


class OwnerLock:
    """A lock that is held; made by `try_hold`. Thread: any, one at a time."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    def release(self) -> None:
        """Give the lock up and remove its file; a second call does nothing."""
        if self._handle < 0:
            return
        with contextlib.suppress(OSError):
            self._path.unlink()
        os.close(self._handle)
        self._handle = -1


def try_hold(path: Path) -> OwnerLock | None:
    """Take a lock; None when a living process (this one counts too) has it.

    Args:
        path: the lock's file; made for its owner only, with its folder.

    Raises: OSError when no file can be made there.
    """
    make_private_folder(path.parent)
    for _ in range(_TRIES):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _is_taken(handle):
                os.close(handle)
                return None
            if _is_same_file(path, handle):
                os.ftruncate(handle, 0)
                os.write(handle, _words_of_this_process())
                return OwnerLock(path, handle)
        except OSError:
            os.close(handle)
            raise
        # Its owner removed the file between our opening and our locking: once more.
        os.close(handle)
    return None


def owner_of(path: Path) -> Owner | None:
    """Read who holds, or held, a lock; None when nobody is known."""
    try:
        words = path.read_text(encoding="ascii").split()
        return Owner(int(words[0]), words[1] if len(words) > 1 else "")
    except (OSError, ValueError, IndexError):
        return None


def is_alive(owner: Owner) -> bool:
    """Tell whether the very process still runs; its id may have gone to another."""
    started = _start_of(owner.pid)
    if started is not None and owner.started:
        return started == owner.started
    if sys.platform == "win32":
        return False
    try:
        os.kill(owner.pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return not sys.platform.startswith("linux") or not owner.started


def _is_taken(handle: int) -> bool:
    """Lock the open file for this process; False when another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _NO_LOCKS_HERE:
            return _is_left_behind(handle)
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK):
            return False
        raise
    return True


def _is_left_behind(handle: int) -> bool:
    """Tell, where nothing can be locked, whether the owner written there is gone."""
    words = os.read(handle, 100).decode("ascii", "replace").split()
    os.lseek(handle, 0, os.SEEK_SET)
    if not words or not words[0].isdigit():
        return True
    return not is_alive(Owner(int(words[0]), words[1] if len(words) > 1 else ""))


def _is_same_file(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _words_of_this_process() -> bytes:
    return f"{os.getpid()} {_start_of(os.getpid()) or ''}\n".encode("ascii")


def _start_of(pid: int) -> str | None:
    """Give a process's start in clock ticks since boot; None where it cannot be known.

    Source: proc(5), /proc/PID/stat field 22; the name in field 2 may hold spaces.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return None

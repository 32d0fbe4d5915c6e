"""Put bytes on disk so that a crash leaves the old file or the new one, whole.

Every file Foreword writes for the writer goes through `replace_file`. May
import: standard library only. Thread: any.
"""

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

_TEMPORARY_PREFIX = ".foreword-"


def replace_file(path: Path, data: bytes, *, new_mode: int = 0o666) -> None:
    """Write `data` to `path` in one step that cannot be half done.

    A new file beside the target is written, flushed to the disk and renamed over it.
    A symbolic link stays a link (its target is replaced), permissions, owner and
    extended attributes of an existing file are kept. A write-protected file is
    refused. A hard link to the old file keeps the old text.

    Args:
        path: the file to make or replace.
        data: all its bytes.
        new_mode: permissions of a file that did not exist, before the umask.

    Raises:
        OSError: nothing was changed, and no temporary file is left behind.

    Thread: any. Source: rename(2) and fsync(2) of the Linux manual pages.
    """
    target = Path(os.path.realpath(path))
    existing = _status_of(target)
    if existing is not None and not stat.S_ISREG(existing.st_mode):
        raise IsADirectoryError(f"{target} is not a regular file")
    if existing is not None and not is_writable(target):
        # A rename would replace it all the same; whoever protected it meant it.
        raise PermissionError(errno.EACCES, "write-protected", str(target))
    temporary = target.parent / f"{_TEMPORARY_PREFIX}{secrets.token_hex(8)}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    mode = 0o600 if existing is not None else new_mode
    handle = os.open(temporary, flags, mode)
    try:
        try:
            _write_all(handle, data)
            if existing is not None:
                _copy_ownership(target, existing, temporary)
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(target.parent)


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone.

    Raises: OSError when it is not there afterwards. Thread: any.
    """
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(folder))


def is_writable(path: Path) -> bool:
    """Tell whether this process may write the file that is there. Thread: any."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _status_of(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        n_written = os.write(handle, view)
        view = view[n_written:]


def _copy_ownership(source: Path, status: os.stat_result, copy: Path) -> None:
    """Give `copy` the owner, attributes and permissions of `source`, as far as allowed."""
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(copy, status.st_uid, status.st_gid)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(source):
                os.setxattr(copy, name, os.getxattr(source, name))
    copy.chmod(stat.S_IMODE(status.st_mode))


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable; the file is already whole either way."""
    if os.name == "nt":  # Windows cannot open folders; its rename is journalled
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Read the text a verb works on: strict UTF-8 from a file, a pipe or stdin.

May import: errors and the standard library. Thread: main.
"""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from writer_app.errors import InputError

STANDARD_INPUT = "-"
MAX_BYTES = 100_000_000
"""Most that is read; a novel is about 1 MB."""


def read_input(name: str) -> str:
    """Read a whole text, exactly: no line end or mark is changed.

    Args:
        name: a path, or "-" for standard input.

    Raises:
        InputError: missing, a folder, unreadable, binary, not UTF-8, too large.
    """
    shown = "standard input" if name == STANDARD_INPUT else name
    try:
        data = _read_stdin() if name == STANDARD_INPUT else _read_file(Path(name))
    except OSError as error:
        raise InputError(_why(shown, error)) from None
    except ValueError:  # a NUL in the name
        raise InputError(f"{shown!r} is no name of a file.") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown} is larger than {MAX_BYTES // 1_000_000} MB; split it.")
    if b"\0" in data:
        raise InputError(f"{shown} is binary, not text.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{shown} is not UTF-8 (byte {error.start}); convert it to UTF-8."
        ) from None


def read_prompt(name: str) -> str:
    """Read text that stands at a caret: no mark at the start, line feeds only.

    Raises: InputError, as `read_input`.
    """
    text = read_input(name).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise OSError(errno.EBADF, "closed")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _read_file(path: Path) -> bytes:
    with _opened(path) as file:
        return file.read(MAX_BYTES + 1)


def _opened(path: Path) -> BinaryIO:
    """Open a file or a pipe without waiting for a writer that may never come."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "a folder")
    if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
        raise OSError(errno.EINVAL, "not a file")
    if not stat.S_ISFIFO(mode):
        return path.open("rb")
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    return os.fdopen(handle, "rb")


def _why(shown: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no file {shown}."
    if isinstance(error, IsADirectoryError):
        return f"{shown} is a folder; name a file in it."
    if isinstance(error, PermissionError):
        return f"reading {shown} is not allowed."
    return f"{shown} cannot be read ({error.strerror or error})."

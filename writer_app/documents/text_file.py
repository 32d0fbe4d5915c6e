r"""Read and write plain text and Markdown so that untouched text keeps its bytes.

Byte order mark, encoding, every line's own end, a missing last newline and all
odd characters come back as they were. May import: errors, disk, its siblings and
the standard library. Thread: any; large files belong on the documents thread.
"""

import dataclasses
import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from writer_app.disk import is_writable, replace_file
from writer_app.documents.encodings import decode_text
from writer_app.documents.line_ends import commonest_end, put_ends, take_ends
from writer_app.errors import DocumentChanged, DocumentError

MAX_BYTES = 20_000_000
"""Largest file that opens, about 3,000,000 words."""


@dataclass(frozen=True, slots=True)
class DiskStamp:
    """What a file looked like on disk at one moment.

    Attributes:
        mtime_ns: time of its last change. size_bytes: its length.
        sha256: hash of its bytes, hexadecimal.
    """

    mtime_ns: int
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TextFile:
    r"""A text with all it takes to get its bytes back; frozen, shared by threads.

    Attributes:
        text: the characters, every line ended by "\n".
        path: where it was read or written last; None: nowhere yet.
        encoding: Python's codec name.
        mark: byte order mark the file begins with (empty: none).
        ends: the real end of each line, one for each "\n" of `text`.
        stamp: how the file looked then; None: nowhere yet.
    """

    text: str = ""
    path: Path | None = None
    encoding: str = "utf-8"
    mark: bytes = b""
    ends: tuple[str, ...] = ()
    stamp: DiskStamp | None = None

    @property
    def line_end(self) -> str:
        """Give the end that new lines get."""
        return commonest_end(self.ends)

    def as_utf8(self) -> "TextFile":
        """Give the same text, to be written as UTF-8 without a mark from now on."""
        return dataclasses.replace(self, encoding="utf-8", mark=b"")


def read_text_file(path: Path) -> TextFile:
    """Read a text file.

    Raises:
        DocumentError: missing, a folder, unreadable, too large or not text; in words.
    """
    status, data = read_bytes(path, MAX_BYTES)
    try:
        raw, encoding, mark = decode_text(data)
    except DocumentError as error:
        raise DocumentError(f"{path.name}: {error}") from None
    text, ends = take_ends(raw)
    return TextFile(text, path, encoding, mark, ends, stamp_of(status, data))


def read_bytes(path: Path, max_bytes: int) -> tuple[os.stat_result, bytes]:
    """Read a whole regular file.

    Raises:
        DocumentError: missing, a folder, unreadable or too large; in words.
    """
    try:
        with _opened(path) as file:
            status = os.fstat(file.fileno())
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise DocumentError(_why_unreadable(path, error)) from error
    if len(data) > max_bytes:
        raise DocumentError(f"{path.name} is larger than {max_bytes // 1_000_000} MB; split it.")
    return status, data


def write_text_file(
    path: Path, file: TextFile, text: str, *, is_overwrite_allowed: bool = False
) -> TextFile:
    r"""Save `text` in the manner of `file`, all of it or nothing.

    Args:
        path: where to; with `file.path` it is a save, else a save under a new name.
        file: how the document was read or last written.
        text: all of it; "\r" and "\r\n" in it count as line feeds.
        is_overwrite_allowed: True: replace the file even if another program has
            changed it since it was read.

    Returns:
        The document as it now stands on disk.

    Raises:
        DocumentChanged: the file on disk is not the one that was read.
        DocumentError: in words; the file on disk is as it was. A character that the
            file's encoding lacks is named: offer `file.as_utf8()`.
    """
    raw = put_ends(text, file.text, file.ends)
    data = file.mark + _encoded(raw, file)
    if not is_overwrite_allowed and path == file.path and is_changed_on_disk(file):
        raise DocumentChanged(
            f"{path.name} was changed by another program since it was opened; "
            "save under another name, or save again to replace it."
        )
    try:
        replace_file(path, data)
        status = path.stat()
    except OSError as error:
        raise DocumentError(why_unsaved(path, error)) from error
    text, ends = take_ends(raw)
    return TextFile(text, path, file.encoding, file.mark, ends, stamp_of(status, data))


def is_changed_on_disk(file: TextFile) -> bool:
    """Tell whether the file's bytes differ from those read or written last.

    A file that is gone, or was never on disk, has not changed: saving makes it again.
    Reads the bytes only when its time or size differ.
    """
    if file.path is None or file.stamp is None:
        return False
    try:
        status = file.path.stat()
        if (status.st_mtime_ns, status.st_size) == (file.stamp.mtime_ns, file.stamp.size_bytes):
            return False
        return hashlib.sha256(file.path.read_bytes()).hexdigest() != file.stamp.sha256
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _opened(path: Path) -> BinaryIO:
    """Open a regular file; a pipe or device would hang or never end."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file")
    return path.open("rb")


def stamp_of(status: os.stat_result, data: bytes) -> DiskStamp:
    """Give what a file of these bytes looks like on disk."""
    return DiskStamp(status.st_mtime_ns, len(data), hashlib.sha256(data).hexdigest())


def _encoded(raw: str, file: TextFile) -> bytes:
    try:
        return raw.encode(file.encoding)
    except UnicodeEncodeError as error:
        character = raw[error.start]
        name = f"U+{ord(character):04X}"
        if file.encoding.startswith("utf"):
            words = f"The text holds half a character ({name}) that no file can hold; delete it."
        else:
            words = (
                f'"{character}" ({name}) does not exist in this file\'s encoding '
                f"({file.encoding}); save it as UTF-8."
            )
        raise DocumentError(words) from None


def _why_unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"There is no file {path}."
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder; open a file in it."
    if isinstance(error, PermissionError):
        return f"{path} cannot be opened: reading it is not allowed."
    return f"{path} cannot be opened ({error.strerror or error})."


def why_unsaved(path: Path, error: OSError) -> str:
    """Say why a file could not be written, and what to do."""
    folder = path.parent
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: {path.name} is as it was; make room and save again."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"There is no folder {folder}; save under another name."
    if isinstance(error, IsADirectoryError):
        return f"{path} is not a file that can be written; save under another name."
    if isinstance(error, PermissionError) and path.exists() and not is_writable(path):
        return f"{path.name} is write-protected; save under another name."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"{folder} does not allow new files, which a safe save needs; save elsewhere."
    return f"{path.name} cannot be saved ({error.strerror or error}); it is as it was."

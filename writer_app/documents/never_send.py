"""Which documents are never sent to another machine: a small private list of their paths.

It is not kept text, so forgetting that leaves it alone: a document must not become
sendable by being forgotten. May import: errors, disk. Thread: GUI; it is small.
"""

import logging
import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from writer_app.disk import replace_file
from writer_app.errors import DocumentError

UNTITLED = "(untitled)"
"""Stands for every text without a file, which has no name of its own to be known by."""
_MOST_BYTES = 4_000_000
_MOST_LINES = 60
"""Front matter is looked at so far; longer is a document's first page."""
_FENCE = re.compile(r"-{3,}\s*")
_MARK = re.compile(
    r"""["']?never[-_ ]send["']?\s*:\s*["']?(true|yes|on)["']?\s*(#.*)?""", re.IGNORECASE
)
_LOG = logging.getLogger(__name__)


class NeverSend:
    """The documents that the writer keeps on this machine.

    Args:
        path: the file; it need not exist. None: nothing is kept.

    Attributes:
        is_readable: False: the file is there and cannot be read, so nothing may be sent.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.is_readable = True
        self._names: set[str] = set()
        if path is not None:
            self._read(path)

    def has(self, document: Path | None) -> bool:
        """Tell whether a document is never sent; None: a text without a file."""
        return not self.is_readable or _name_of(document) in self._names

    def set(self, document: Path | None, *, is_on: bool) -> None:
        """Keep a document here, or let it go.

        Raises: DocumentError when it cannot be written; it holds until the end all the same.
        """
        name = _name_of(document)
        if (name in self._names) == is_on:
            return
        self._names ^= {name}
        self._write()

    def _read(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                raw = file.read(_MOST_BYTES)
            self._names = {line for line in raw.decode("utf-8").split("\0") if line}
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            self.is_readable = False
            _LOG.warning("the list of what is never sent cannot be read: %s", type(error).__name__)

    def _write(self) -> None:
        if self._path is None:
            return
        if not self.is_readable:
            raise DocumentError(
                f"{self._path} is damaged, so no document is sent; remove it to begin a new list."
            )
        text = "\0".join(sorted(self._names))
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._path, text.encode("utf-8", "surrogateescape"), new_mode=0o600)
        except OSError as error:
            raise DocumentError(
                f"What is never sent cannot be kept in {self._path.parent} ({error.strerror})."
            ) from error


def says_never_send(lines: Iterable[str]) -> bool:
    """Tell whether a document's front matter keeps it on this machine.

    Args: lines: of the document from its start; no more are read than need be.

    Example:
        >>> says_never_send(["---", "title: Letters", "never-send: true", "---", ""])
        True
        >>> says_never_send(["never-send: true"])
        False
    """
    head = islice(_front(lines), _MOST_LINES)
    return any(_MARK.fullmatch(line.strip()) for line in head)


def _front(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the front matter; one that has no end counts too."""
    rest = iter(lines)
    first = next(rest, "").lstrip("\ufeff")
    if not _FENCE.fullmatch(first):
        return
    for line in rest:
        if _FENCE.fullmatch(line) or line.strip() == "...":
            return
        yield line


def _name_of(document: Path | None) -> str:
    """Give what a document is known by: its real path, as this system compares them."""
    return UNTITLED if document is None else os.path.normcase(os.path.realpath(document))

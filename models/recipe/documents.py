"""Read and write corpora: documents of UTF-8 text in parts.

A corpus is a folder of `*.txt`, `*.md` or `*.txt.xz`; documents in a file are
separated by a line that holds a form feed, paragraphs by a blank line. A file's part
is its folder's name, or its own name without a number at the end ("books-03" is of
"books"); loose files with other names are of the part "text". Parts whose names begin
with "valid" are held out. Standard library only.
"""

import hashlib
import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from writer_app.errors import InputError

_SUFFIXES = (".txt", ".md", ".txt.xz")
_NUMBERED = re.compile(r"(?P<part>.*?)[-_]?\d+\Z")
_FORM_FEED = re.compile(r"\s*\f\s*")
_IGNORED = frozenset({"readme", "license", "licence"})


def find_parts(folder: Path) -> dict[str, list[Path]]:
    """Give the files of each part, in the order of their names.

    Raises: InputError: no such folder, or no text in it.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}; name one with UTF-8 text files.")
    parts: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name.endswith(_SUFFIXES) and _stem(path) not in _IGNORED:
            parts.setdefault(_part_of(path, folder), []).append(path)
    if not parts:
        raise InputError(f"{folder} holds no .txt, .md or .txt.xz file.")
    return parts


def _stem(path: Path) -> str:
    return path.name.partition(".")[0].casefold()


def _part_of(path: Path, folder: Path) -> str:
    inside = path.relative_to(folder).parts
    if len(inside) > 1:
        return re.sub(r"[^\w-]+", "-", inside[0].casefold()).strip("-") or "text"
    stem = path.name.partition(".")[0]
    numbered = _NUMBERED.match(stem)
    part = numbered["part"] if numbered else stem if stem.startswith("valid") else ""
    return part if re.fullmatch(r"[a-z][\w-]*", part) else "text"


def read_documents(path: Path) -> list[str]:
    """Give the documents of one file, line ends as "\\n", none of them empty.

    Raises: InputError: the file cannot be read, is damaged, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
        text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error
    except lzma.LZMAError as error:
        raise InputError(f"{path} is damaged; copy it again.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8; convert it first (iconv -t UTF-8).") from error
    if "\0" in text:
        raise InputError(f"{path} is no text file: it holds zero bytes.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [document for document in _FORM_FEED.split(text.strip()) if document]


def iter_documents(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the documents of many files. Raises: InputError, as `read_documents`."""
    for path in paths:
        yield from read_documents(path)


def write_documents(path: Path, documents: list[str]) -> dict[str, object]:
    """Write documents as one `.txt.xz`; give what a manifest says of it."""
    text = "\n\f\n".join(documents) + "\n"
    data = lzma.compress(text.encode("utf-8"), preset=6)
    path.write_bytes(data)
    return {
        "file": path.name,
        "documents": len(documents),
        "characters": len(text),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def paragraphs(document: str) -> list[str]:
    """Give a document's paragraphs, each stripped."""
    return [p for p in (part.strip() for part in re.split(r"\n\s*\n", document)) if p]

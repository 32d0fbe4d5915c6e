"""Keep dated versions of documents, within a limit of number and size.

Every document has a folder of its own, named by a hash of its path; every version is
one compressed file whose name is its time. May import: errors, disk and the standard
library. Thread: the documents thread.
"""

import contextlib
import hashlib
import os
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from writer_app.disk import make_private_folder, replace_file
from writer_app.errors import DocumentError

MAX_VERSIONS = 60
"""Most versions of one document."""
MAX_BYTES = 20_000_000
"""Most bytes on disk for one document."""
MAX_BYTES_OF_ALL = 200_000_000
"""Most bytes on disk for all documents."""

_TIME = "%Y%m%d-%H%M%S-%f"
_ENDING = ".text.z"
_NAME = "document.txt"


@dataclass(frozen=True, slots=True)
class Version:
    """One kept text of a document.

    Attributes:
        path: of the document. file: where the version is kept.
        kept_s: when, in seconds since 1970. n_bytes: on disk.
    """

    path: str
    file: str
    kept_s: float
    n_bytes: int


class Versions:
    """The versions of all documents.

    Args:
        folder: theirs alone; made when first needed, for its owner only.

    Thread: the documents thread.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, text: str, now_s: float) -> bool:
        """Keep a text of a document, unless it is the newest version already.

        Returns: True when a version was written.

        Raises: OSError; the versions kept before are whole.
        """
        newest = self.list_of(path)[:1]
        if newest:
            with contextlib.suppress(DocumentError):
                if read_version(newest[0]) == text:
                    return False
        folder = self._folder_of(path)
        make_private_folder(folder)
        name = folder / _NAME
        if not name.exists():
            replace_file(name, os.fsencode(path), new_mode=0o600)
        data = zlib.compress(text.encode("utf-8", "surrogatepass"))
        replace_file(self._free_name(folder, now_s), data, new_mode=0o600)
        self._prune(path)
        return True

    def list_of(self, path: Path) -> tuple[Version, ...]:
        """Give a document's versions, the newest first."""
        versions = []
        with contextlib.suppress(OSError):
            for file in self._folder_of(path).iterdir():
                version = _version_of(path, file)
                if version is not None:
                    versions.append(version)
        return tuple(sorted(versions, key=lambda version: version.file, reverse=True))

    def forget_all(self) -> None:
        """Remove every version of every document; another window may be at it too.

        Raises: OSError when one stays.
        """
        for folder in self._folders():
            with contextlib.suppress(FileNotFoundError):
                for file in folder.iterdir():
                    file.unlink(missing_ok=True)
                folder.rmdir()

    def _folders(self) -> list[Path]:
        try:
            return [folder for folder in self._folder.iterdir() if folder.is_dir()]
        except OSError:
            return []

    def _folder_of(self, path: Path) -> Path:
        real = os.fsencode(os.path.realpath(path))
        return self._folder / hashlib.sha256(real).hexdigest()[:32]

    def _free_name(self, folder: Path, now_s: float) -> Path:
        """Give the name of a version of this moment; two of one microsecond differ."""
        while True:
            name = datetime.fromtimestamp(now_s, UTC).strftime(_TIME) + _ENDING
            if not (folder / name).exists():
                return folder / name
            now_s += 0.000_002

    def _prune(self, path: Path) -> None:
        """Remove the oldest versions past the limits; a document's newest stays."""
        n_bytes = 0
        for n, version in enumerate(self.list_of(path)):
            n_bytes += version.n_bytes
            if n >= MAX_VERSIONS or (n and n_bytes > MAX_BYTES):
                Path(version.file).unlink(missing_ok=True)
        self._prune_all()

    def _prune_all(self) -> None:
        files = []
        for folder in self._folders():
            own = [_version_of(folder, file) for file in folder.iterdir()]
            kept = sorted((v for v in own if v), key=lambda version: version.file)
            files += [(version, version is kept[-1]) for version in kept]
        n_bytes = sum(version.n_bytes for version, _ in files)
        for version, is_newest in sorted(files, key=lambda pair: pair[0].kept_s):
            if n_bytes <= MAX_BYTES_OF_ALL:
                return
            if not is_newest:
                Path(version.file).unlink(missing_ok=True)
                n_bytes -= version.n_bytes


def read_version(version: Version) -> str:
    """Give a version's text.

    Raises: DocumentError when it is gone or damaged; in words.
    """
    try:
        data = zlib.decompress(Path(version.file).read_bytes())
        return data.decode("utf-8", "surrogatepass")
    except (OSError, zlib.error, ValueError) as error:
        raise DocumentError("This version is damaged or gone; choose another one.") from error


def _version_of(path: Path, file: Path) -> Version | None:
    """Read a version's time from its name; None for other files."""
    if not file.name.endswith(_ENDING):
        return None
    try:
        kept = datetime.strptime(file.name.removesuffix(_ENDING), _TIME).replace(tzinfo=UTC)
        return Version(str(path), str(file), kept.timestamp(), file.stat().st_size)
    except (ValueError, OSError):
        return None

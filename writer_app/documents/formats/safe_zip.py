"""Read parts of a zip that may be hostile; write a zip whose bytes repeat.

Nothing is ever unpacked to disk. May import: errors and the standard library.
Thread: any.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from writer_app.errors import DocumentError

MAX_ENTRIES = 20_000
MAX_PART_BYTES = 64_000_000
MAX_TOTAL_BYTES = 128_000_000
MAX_RATIO = 400
"""Most that a part over a megabyte may unpack to, against its packed size.

MEASURED(2026-11-22): document.xml of 200,000 repeated words packs 1 : 190, prose 1 : 12.
"""
_FREE_BYTES = 1_000_000
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OSError, LookupError, OverflowError,
)  # fmt: skip


class SafeZip:
    """The parts of a zip, read within limits.

    Args:
        data: the whole file. name: of the file, for messages.

    Raises: DocumentError: no zip, or one that is not to be trusted; in words.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._n_read_bytes = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _FAULTS as error:
            raise DocumentError(f"{name} is damaged; no text could be read from it.") from error
        if len(infos) > MAX_ENTRIES:
            raise DocumentError(f"{name} holds too many parts to be a document; it stays closed.")
        if any(_leads_outside(info.filename) for info in infos):
            raise DocumentError(f"{name} names files outside itself; it stays closed.")
        self.names = frozenset(info.filename for info in infos)

    def read(self, part: str) -> bytes | None:
        """Give one part whole; None: there is none.

        Raises: DocumentError when it is damaged, locked, or unpacks to too much.
        """
        if part not in self.names:
            return None
        info = self._zip.getinfo(part)
        if info.flag_bits & 0x1:
            raise DocumentError(f"{self._name} is locked with a password; unlock it first.")
        limit = min(MAX_PART_BYTES, MAX_TOTAL_BYTES - self._n_read_bytes)
        limit = min(limit, max(_FREE_BYTES, info.compress_size * MAX_RATIO))
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except _FAULTS as error:
            raise DocumentError(f"{self._name} is damaged ({part}).") from error
        if len(data) > limit:
            raise DocumentError(f"{self._name} unpacks to far more than a text; it stays closed.")
        self._n_read_bytes += len(data)
        return data

    def must_read(self, part: str) -> bytes:
        """Give one part whole. Raises: DocumentError when there is none."""
        data = self.read(part)
        if data is None:
            raise DocumentError(f"{self._name} is no document of this kind ({part} is missing).")
        return data


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a zip to write; the first of some formats must not be packed."""

    name: str
    data: bytes
    is_packed: bool = True


def make_zip(parts: Iterable[Part]) -> bytes:
    """Give a zip of these parts in this order; the same parts give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in parts:
            info = zipfile.ZipInfo(part.name, _FIRST_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED if part.is_packed else zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            archive.writestr(info, part.data)
    return target.getvalue()


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]

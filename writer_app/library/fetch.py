"""Bring a model's files here: piece by piece, checked, and resumed where they stopped.

A file grows as `NAME.part` and takes its name only when its checksum is right, so a cut,
a crash or a cancel at any moment costs nothing that had arrived. May import: errors,
library. Thread: any, best in a process of its own.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from writer_app.disk import make_private_folder
from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.library.hub import Body, Hub, HubFile, Listing
from writer_app.library.partial import NOTE, held
from writer_app.library.progress import Tell
from writer_app.library.wanted import Plan

_BLOCK_BYTES = 1 << 20
_SPARE_BYTES = 200_000_000
_MOST_TRIES = 6
_FIRST_WAIT_S = 1.0


class Fetcher:
    """Fetches one plan into one folder.

    Args:
        hub: where from. folder: kept between tries. tell: hears of bytes; may raise to pause.
        sleep: waits between tries.
    """

    def __init__(
        self, hub: Hub, folder: Path, tell: Tell, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._hub = hub
        self._folder = folder
        self._tell = tell
        self._sleep = sleep
        self._n_total = 0
        self._n_done = 0

    def fetch(self, listing: Listing, plan: Plan) -> None:
        """Bring every file of the plan; what is here already is checked, not fetched again.

        Raises:
            ModelMissing: no room, no leave, or the hub stayed silent; what arrived is kept.
            ModelCorrupt: a file arrived with a wrong checksum; it was thrown away.
        """
        make_private_folder(self._folder)
        with held(self._folder):
            self._fetch_all(listing, plan)

    def _fetch_all(self, listing: Listing, plan: Plan) -> None:
        note = {"name": listing.name, "revision": listing.revision, "bytes": plan.n_bytes}
        (self._folder / NOTE).write_text(json.dumps(note), encoding="utf-8")
        self._n_total = plan.n_bytes
        self._n_done = sum(self._here(file) for file in plan.files)
        self._check_room(plan.n_bytes - self._n_done, plan.n_bytes)
        self._tell(self._n_done, self._n_total)
        try:
            for file in plan.files:
                self._fetch_file(listing, file)
        except OSError as error:
            if isinstance(error, ConnectionError):
                raise
            raise ModelMissing(
                f"The disk refused the download ({error.strerror}); what arrived is kept."
            ) from error

    def _here(self, file: HubFile) -> int:
        """Count the bytes of a file that are here, whole or in part."""
        for path in (self._path(file), self._part(file)):
            if path.is_file():
                return min(path.stat().st_size, file.n_bytes)
        return 0

    def _path(self, file: HubFile) -> Path:
        return self._folder / file.name

    def _part(self, file: HubFile) -> Path:
        path = self._path(file)
        return path.with_name(f"{path.name}.part")

    def _check_room(self, n_left: int, n_built: int) -> None:
        """Ask for room for what is left to fetch, and for the model made of it."""
        n_free, n_needed = shutil.disk_usage(self._folder).free, n_left + n_built + _SPARE_BYTES
        if n_free < n_needed:
            raise ModelMissing(
                f"The disk has {n_free // 10**6:,} MB free; this model needs up to "
                f"{n_needed // 10**6:,} MB while it is fetched and converted."
            )

    def _fetch_file(self, listing: Listing, file: HubFile) -> None:
        path, part = self._path(file), self._part(file)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_file():
            if _is_right(path, file):
                return
            self._n_done -= min(path.stat().st_size, file.n_bytes)
            path.unlink()
        n_failures = 0
        while (n_here := _size(part)) < file.n_bytes or not part.is_file():
            try:
                self._receive(listing, file, part, n_here)
            except ConnectionResetError:
                self._throw_away(part, file)
                n_failures += 1
            except ConnectionError as error:
                n_failures = 0 if _size(part) > n_here else n_failures + 1
                if n_failures >= _MOST_TRIES:
                    raise ModelMissing(f"{error} What arrived is kept.") from error
                self._sleep(_FIRST_WAIT_S * 2 ** min(n_failures, 5))
            if n_failures >= _MOST_TRIES:
                raise ModelMissing("The hub does not send the file; try again later.")
        if not _is_right(part, file):
            self._throw_away(part, file)
            raise ModelCorrupt(
                f"{file.name} arrived with a wrong checksum and was thrown away; try again."
            )
        part.replace(path)

    def _receive(self, listing: Listing, file: HubFile, part: Path, n_here: int) -> None:
        """Append what comes to the part; raises ConnectionError when it ends too early."""
        with self._hub.opened(listing, file, n_here) as body:
            if body.start < n_here:
                self._throw_away(part, file)
            self._append(body, file, part)
        if _size(part) < file.n_bytes:
            raise ConnectionError("The line was cut.")

    def _append(self, body: Body, file: HubFile, part: Path) -> None:
        n_here = _size(part)
        with part.open("ab") as out:
            for chunk in body.chunks():
                n_here += len(chunk)
                if n_here > file.n_bytes:
                    break  # more than was announced: the checksum will say so
                out.write(chunk)
                self._n_done += len(chunk)
                self._tell(self._n_done, self._n_total)
        if n_here > file.n_bytes:
            self._throw_away(part, file)
            raise ModelCorrupt(f"{file.name} is longer than the hub said; it was thrown away.")

    def _throw_away(self, part: Path, file: HubFile) -> None:
        self._n_done -= min(_size(part), file.n_bytes)
        part.unlink(missing_ok=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_right(path: Path, file: HubFile) -> bool:
    """Check a file's size and sha256, or the git blob's sha1 of small ones."""
    n_bytes = _size(path)
    if n_bytes != file.n_bytes:
        return False
    digest = hashlib.sha256() if file.sha256 else hashlib.sha1(b"blob %d\0" % n_bytes)  # noqa: S324
    with path.open("rb") as content:
        while block := content.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest() == (file.sha256 or file.git_sha1)

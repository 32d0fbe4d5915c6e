"""Remember which documents have a sidecar, so that one command can wipe them all.

May import: its siblings, disk, errors, standard library. Thread: the documents thread.
"""

import contextlib
import json
from pathlib import Path

from writer_app.disk import make_private_folder, replace_file
from writer_app.documents.sidecar import KeptSummaries, read_sidecar, write_sidecar
from writer_app.errors import DocumentError

_MOST_PATHS = 10_000


class SidecarList:
    """The sidecars written from this writer's account.

    Args:
        folder: where the list is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "sidecars.json"

    def keep(self, document: Path, kept: KeptSummaries) -> None:
        """Write a document's sidecar, and remember that it is there.

        Raises: DocumentError in words; OSError when it cannot be remembered, and then it
            is not written either.
        """
        known, path = self._known(), str(document.absolute())
        if kept.summaries and path not in known:
            make_private_folder(self._path.parent)
            data = json.dumps([*known, path][-_MOST_PATHS:], ensure_ascii=False)
            replace_file(self._path, data.encode("utf-8", "surrogateescape"), new_mode=0o600)
        write_sidecar(document, kept)

    def forget_all(self) -> None:
        """Remove every sidecar that was written, and the list.

        Raises: OSError when one cannot be removed; the list stays for another try.
        """
        for name in self._known():
            with contextlib.suppress(DocumentError):
                read_sidecar(Path(name))  # what is no sidecar any more is not ours to remove
                write_sidecar(Path(name), KeptSummaries())
        self._path.unlink(missing_ok=True)

    def _known(self) -> list[str]:
        """Give the documents' paths; a damaged list counts as empty."""
        try:
            data = json.loads(self._path.read_bytes().decode("utf-8", "surrogateescape"))
        except (OSError, ValueError, RecursionError):
            return []
        return [name for name in data if isinstance(name, str)] if isinstance(data, list) else []

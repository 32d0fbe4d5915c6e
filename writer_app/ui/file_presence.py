"""Find out which files are there, away from the GUI: a dead network drive may not answer.

Each folder is looked at on a thread of its own, so that a silent drive holds up neither
the page nor the other folders; one that has not answered is not asked again. GUI thread,
but for the looks. May import: Qt.
"""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

PATIENCE_S = 0.05
"""How long a look may hold the page; a disk that answers does so in under 1 ms."""


class FilePresence(QObject):
    """What is known of some files.

    Signals: changed(): a folder that was slow has answered, and some file is gone or back.

    Thread: GUI.
    """

    changed = Signal()
    _looked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._gone: set[Path] = set()
        self._looks: dict[Path, _Look] = {}
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)

    def gone(self, paths: Sequence[Path]) -> tuple[Path, ...]:
        """Give those that are not there; a silent drive's are as they were last known.

        Waits a moment only; `changed` tells when more is known.
        """
        for folder in {path.parent for path in paths} - self._looks.keys():
            look = _Look([path for path in paths if path.parent == folder], self._tell)
            self._looks[folder] = look
            look.start()
        until_s = time.monotonic() + PATIENCE_S
        for look in list(self._looks.values()):
            look.join(max(0.0, until_s - time.monotonic()))
            if look.gone is not None:
                self._take(look)
        return tuple(path for path in paths if path in self._gone)

    def _tell(self, look: "_Look") -> None:
        """Take the end of a look. Thread: the look's."""
        try:
            self._looked.emit(look)
        except RuntimeError:  # the window has gone meanwhile
            return

    def _take(self, look: "_Look") -> bool:
        """Know what a look has found; tell whether that is news."""
        if look.gone is None or self._looks.get(look.folder) is not look:
            return False
        del self._looks[look.folder]
        was = self._gone & set(look.paths)
        self._gone = (self._gone - set(look.paths)) | look.gone
        return was != look.gone

    @Slot(object)
    def _on_looked(self, look: "_Look") -> None:
        if self._take(look):
            self.changed.emit()


class _Look(threading.Thread):
    """A look at the files of one folder.

    A daemon: what a dead drive never answers must not keep the process from its end,
    and a look holds nothing that could be lost.
    """

    def __init__(self, paths: list[Path], tell: Callable[["_Look"], None]) -> None:
        super().__init__(name="files-there", daemon=True)
        self.paths = paths
        self.folder = paths[0].parent
        self.gone: set[Path] | None = None
        self._tell = tell

    def run(self) -> None:
        """Look at each file."""
        self.gone = {path for path in self.paths if not path.is_file()}
        self._tell(self)

"""Follow the models that another process chose: `foreword models use`, a second window.

Watches the folder of the settings, for a file that is replaced is another file. GUI thread.
May import: Qt, settings.
"""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from writer_app.errors import SettingsError
from writer_app.settings import Settings, read_settings

SETTLE_MS = 150
"""Rest after the last change of the folder; a file that is replaced changes it twice."""


class SettingsWatch(QObject):
    """Tells of settings that were written, by whomever.

    Args: path: of the settings file; its folder must be there.

    Signals: written(Settings): the file as it now is; files that cannot be used tell nothing.

    Thread: GUI; it reads a file of a few kB.
    """

    written = Signal(object)

    def __init__(self, parent: QObject, path: Path) -> None:
        super().__init__(parent)
        self._path = path
        self._last: Settings | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._read)
        self._watcher = QFileSystemWatcher([str(path.parent)], self)
        self._watcher.directoryChanged.connect(lambda _: self._settling.start())

    def _read(self) -> None:
        try:
            settings = read_settings(self._path)
        except SettingsError:
            return
        if settings != self._last:
            self._last = settings
            self.written.emit(settings)

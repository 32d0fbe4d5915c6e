"""Know whether the machine runs on its battery, without asking on the GUI's thread.

GUI thread, but for the thread that looks. May import: Qt, power.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from writer_app.power import is_on_battery

EVERY_S = 30.0
"""How often the system is asked: a few small files on Linux, one call elsewhere."""


class PowerWatch(QObject):
    """Looks now and then, and tells of changes.

    Args: ask: tells whether the machine runs on its battery; called on a thread of its own.

    Signals: changed(bool): it runs on its battery from now on, or no longer.

    Thread: GUI.
    """

    changed = Signal(bool)
    _seen = Signal(bool)

    def __init__(self, parent: QObject, ask: Callable[[], bool] = is_on_battery) -> None:
        super().__init__(parent)
        self._ask = ask
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.is_on_battery = False
        self._seen.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to look; once is enough."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="power", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(EVERY_S)

    def _look(self) -> None:
        seen = False
        while True:
            now = self._ask()
            if now != seen and not self._ended.is_set():
                seen = now
                self._seen.emit(now)
            if self._ended.wait(EVERY_S):
                return

    @Slot(bool)
    def _take(self, is_on_battery: bool) -> None:
        self.is_on_battery = is_on_battery
        self.changed.emit(is_on_battery)

"""Notice how long the GUI thread was silent. GUI thread. May import: Qt."""

import time

from PySide6.QtCore import QObject, Qt, QTimer


class Heartbeat(QObject):
    """Beat every millisecond; a longer gap means that nothing could be handled.

    Thread: GUI.
    """

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last_s = 0.0
        self._longest_s = 0.0

    def start(self) -> None:
        """Begin to beat."""
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Stop, so that idleness can be measured."""
        self._timer.stop()

    def take_longest_ms(self) -> float:
        """Give the longest gap since the last call, up to now, in ms."""
        self._beat()
        longest_s, self._longest_s = self._longest_s, 0.0
        return longest_s * 1000.0

    def _beat(self) -> None:
        now_s = time.perf_counter()
        self._longest_s = max(self._longest_s, now_s - self._last_s)
        self._last_s = now_s

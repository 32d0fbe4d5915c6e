"""What goes on behind a writer's keys while they are measured: long work, again and again.

Each kind of work is a `Background`; one more is a class here and a line in `BACKGROUNDS`.
GUI thread. May import: Qt, its siblings.
"""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QObject, QTimer

from writer_app.ui.misspellings import STILL_MS
from writer_app.ui.summary_panel import SummaryPanel
from writer_app.ui.window import Window

_LOOK_AGAIN_MS = 20


class Background(Protocol):
    """Work that goes on until it is stopped. Thread: GUI.

    Attributes:
        name: for the record. n_done: how often it came to its end.
    """

    name: str
    n_done: int

    def start(self) -> None:
        """Begin, and begin again whenever it is done."""
        ...

    def stop(self) -> None:
        """End for good."""
        ...


class SummaryOverAndOver(QObject):
    """The whole document summarised in the panel, one summary after the other.

    Thread: GUI.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.name = "summary"
        self.n_done = 0
        self._summaries = window.summaries
        self._panel = cast(SummaryPanel, window.findChild(SummaryPanel))
        self._editor = window.editor
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Open the panel; the page keeps the keyboard."""
        self._summaries.toggle()
        self._editor.setFocus()
        self._timer.start()

    def stop(self) -> None:
        """Close the panel."""
        self._timer.stop()
        self._summaries.close()

    def _look(self) -> None:
        if not self._summaries.is_running:
            self.n_done += 1
            self._panel.again_asked.emit()


class SpellingOverAndOver(QObject):
    """All words in view looked up again, as after another language was chosen.

    Thread: GUI.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.name = "spelling"
        self.n_done = 0
        self._misspellings = window.spelling.marks
        self._timer = QTimer(self, interval=2 * STILL_MS)
        self._timer.timeout.connect(self._again)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()

    def _again(self) -> None:
        self.n_done += 1
        self._misspellings.begin_page()


BACKGROUNDS: tuple[Callable[[Window], Background], ...] = (SummaryOverAndOver, SpellingOverAndOver)

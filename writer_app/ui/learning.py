"""Let the model read the whole document once, so that it knows its names.

Typing teaches it what is near the caret; this is for the rest of a text that was opened.
GUI thread. May import: Qt, its siblings, assist.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from writer_app.assist.learning import learn_steps
from writer_app.assist.messages import Cause, ModelState, Snapshot, Status
from writer_app.assist.roles import Role
from writer_app.ui.bridge import Bridge
from writer_app.ui.editor import Editor

STILL_MS = 1500
"""Stillness after opening before the text is read: the first keys go before."""
LEAST_CHARS = 6_000
"""Less than this a request shows as a whole."""
MOST_CHARS = 2_000_000
"""Of longer texts the end is read."""


class Learning(QObject):
    """Has a document read after it was opened, and after another model came.

    Args: is_wanted: the writer's choice.

    Thread: GUI.
    """

    def __init__(self, editor: Editor, bridge: Bridge, is_wanted: Callable[[], bool]) -> None:
        super().__init__(editor)
        self._editor = editor
        self._bridge = bridge
        self._is_wanted = is_wanted
        self._is_ready = False
        self._task: int | None = None
        self._later = QTimer(self, singleShot=True, interval=STILL_MS)
        self._later.timeout.connect(self._read)
        editor.edited.connect(self._on_edited)
        bridge.status_changed.connect(self._on_status)

    def _on_status(self, status: Status) -> None:
        was_ready, self._is_ready = self._is_ready, status.state is ModelState.READY
        if self._is_ready and not was_ready:
            self._later.start()

    def _on_edited(self, snapshot: Snapshot) -> None:
        if snapshot.cause is Cause.OPENED or self._later.isActive():
            self._later.start()

    def _read(self) -> None:
        if not self._is_ready or not self._is_wanted():
            return
        if self._editor.document().characterCount() < LEAST_CHARS:
            return
        if self._task is not None:
            self._bridge.cancel_task(self._task)
        steps = partial(learn_steps, self._editor.text()[-MOST_CHARS:])
        self._task = self._bridge.start_task(lambda _: steps, role=Role.GHOSTS)

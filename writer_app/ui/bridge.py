"""The one room between the window and the worker.

The editor's snapshots and the worker's messages meet here; what to do about them
is the session's to decide, this room only does it. Worker messages come in by one
signal connected queued to one slot, so that they are handled on the GUI thread.
May import: Qt, editor, ghost_keys, assist. Thread: GUI, except `deliver`.
"""

import dataclasses
import math
import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from writer_app.assist.messages import (
    Decision,
    Failure,
    Ghost,
    Message,
    Request,
    RequestKind,
    Snapshot,
    Status,
    Suggestion,
)
from writer_app.assist.roles import Role, Sources
from writer_app.assist.session import Manners, Session
from writer_app.assist.worker import Task
from writer_app.deeds import Purpose
from writer_app.ui.editor import Editor
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.translation import mark, tr

N_IDEAS = 5
"""Continuations asked for when "ask now" is held (three to six are shown)."""
_NEVER_SENT = mark("This document is never sent; ask again, and this machine does it.")
THINKING_MS = 300
"""How long a request runs before the status line calls it thinking."""

KEY_WAY_S = 0.06
"""Tasks rest so long after a key: it is handled, its ghost comes and both are painted."""
MESSAGE_WAY_S = 0.015
"""And so long while something of the worker's is shown."""


class WorkerHandle(Protocol):
    """What the bridge needs of a worker. Thread: any."""

    def start(self) -> None:
        """Begin; `Status` messages tell how the model comes up."""
        ...

    def post(self, request: Request) -> None:
        """Ask for an answer."""
        ...

    def post_task(
        self,
        task_id: int,
        task: Task,
        purpose: Purpose = Purpose.TASK,
        role: Role = Role.TASKS,
    ) -> None:
        """Run a long task between requests, on the model of a role; the ledger hears why."""
        ...

    def make_way(self, for_s: float) -> None:
        """Let tasks rest for so long: the writer's thread goes first."""
        ...

    def use(self, sources: Sources) -> None:
        """Take models from elsewhere from now on."""
        ...

    def cancel(self, request_id: int) -> None:
        """End a request or a task."""
        ...

    def close(self, timeout_s: float = 2.0) -> bool:
        """End all work; False when it did not end in time."""
        ...


def now_ms() -> float:
    """Give the time of the one clock that session and bridge share. Thread: any."""
    return time.perf_counter() * 1000.0


class Bridge(QObject):
    """Carry out what the session decides about one editor.

    Signals:
        status_changed(Status): the model's state. latency_measured(float): ms from a
        key to its ghost. ideas_arrived(tuple[str, ...]): continuations to choose from.
        activity_changed(str): "", "thinking" or the reason why nothing shows.
        answer_arrived(Suggestion): any answer of the model (for measures).
        task_message(Message): what a task that still runs tells, its failure included.

    Attributes: may_leave: tells whether text of this document may be sent to another
        machine that was switched on; until it is set, nothing may.

    Thread: GUI.
    """

    status_changed = Signal(object)
    latency_measured = Signal(float)
    ideas_arrived = Signal(object)
    activity_changed = Signal(str)
    answer_arrived = Signal(object)
    task_message = Signal(object)
    _arrived = Signal(object)

    def __init__(
        self,
        editor: Editor,
        keys: GhostKeys,
        session: Session,
        make_worker: Callable[[Callable[[Message], None]], WorkerHandle],
        clock_ms: Callable[[], float] = now_ms,
    ) -> None:
        super().__init__()
        self.may_leave: Callable[[], bool] = lambda: False
        self._status: Status | None = None
        self._last_request = -1
        self._leaving: set[int] = set()
        self._editor = editor
        self._session = session
        self._clock_ms = clock_ms
        self._is_closed = False
        self._edited_at_ms = 0.0
        self._measured_revision = -1
        self._ideas_wanted = False
        self._tasks: set[int] = set()
        self._wake_timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._wake_timer.timeout.connect(self._on_wake)
        self._thinking_timer = QTimer(self, singleShot=True, interval=THINKING_MS)
        self._thinking_timer.timeout.connect(self._on_thinking)
        self._arrived.connect(self._on_message, Qt.ConnectionType.QueuedConnection)
        self._worker = make_worker(self.deliver)
        editor.edited.connect(self._on_edited)
        editor.stirred.connect(self._on_stirred)
        keys.asked.connect(self._on_asked)
        keys.ideas_asked.connect(self._on_ideas_asked)
        keys.cycled.connect(self._on_cycled)
        keys.dismissed.connect(self._on_dismissed)
        keys.peeked.connect(self._on_peeked)

    def deliver(self, message: Message) -> None:
        """Take a message of the worker. Thread: any; the worker calls it."""
        if not self._is_closed:
            self._arrived.emit(message)

    def start(self) -> None:
        """Let the worker load its model and begin. Thread: GUI."""
        self._worker.start()
        self._on_edited(self._editor.snapshot())

    def set_manners(self, manners: Manners) -> None:
        """Follow the writer's wishes from now on. Thread: GUI."""
        self._apply(self._session.set_manners(manners, self._clock_ms()))

    def ask(self) -> None:
        """Ask for a ghost at the caret, however unsure the model is. Thread: GUI."""
        self._ask(n=1)

    def ask_ideas(self) -> None:
        """Ask for several continuations to choose from. Thread: GUI."""
        self._on_ideas_asked()

    def start_task(
        self,
        make_task: Callable[[int], Task],
        purpose: Purpose = Purpose.TASK,
        role: Role = Role.TASKS,
    ) -> int:
        """Let the worker run a task between ghosts; `task_message` tells of it.

        Args:
            make_task: gives the task for its number, which its messages carry.
            purpose: what the ledger calls it. role: whose model does it.

        Returns: the number, for `cancel_task`. Thread: GUI.
        """
        task_id = self._session.new_id()
        self._tasks.add(task_id)
        if role is Role.TASKS and self.may_leave():
            role = Role.TASKS_AWAY
            self._leaving.add(task_id)
        self._worker.post_task(task_id, make_task(task_id), purpose, role)
        return task_id

    def follow_privacy(self) -> None:
        """Act on a change of what `may_leave` tells, at once. Thread: GUI.

        What waits to be sent is not sent, what is being sent ends, and nothing comes back.
        """
        if not self.may_leave():
            self._worker.cancel(self._last_request)
            for task_id in sorted(self._leaving & self._tasks):
                self._worker.cancel(task_id)
                self._tell_task(Failure(task_id, "NeverSent", tr(_NEVER_SENT)))
            self._leaving.clear()
        if self._status is not None:
            self._on_message(self._status)

    def cancel_task(self, task_id: int) -> None:
        """End a task within a token; nothing is told of it any more. Thread: GUI."""
        self._tasks.discard(task_id)
        self._worker.cancel(task_id)

    def close(self) -> bool:
        """End all work: nothing new, stop what runs, wait for the worker.

        Returns: False when the worker had not ended within its time. Thread: GUI.
        """
        if self._is_closed:
            return True
        self._is_closed = True
        self._wake_timer.stop()
        self._thinking_timer.stop()
        self._editor.edited.disconnect(self._on_edited)
        return self._worker.close()

    @Slot(object)
    def _on_edited(self, snapshot: Snapshot) -> None:
        """Let the session follow the text."""
        self._edited_at_ms = self._clock_ms()
        self._ideas_wanted = False
        self._apply(self._session.on_edit(snapshot, self._edited_at_ms))

    @Slot()
    def _on_stirred(self) -> None:
        """Let the writer go first until the ghost of this key has been painted."""
        self._worker.make_way(KEY_WAY_S)

    @Slot(object)
    def _on_message(self, message: Message) -> None:
        """Let the session judge what the worker says: the only way in."""
        if self._is_closed:
            return
        self._worker.make_way(MESSAGE_WAY_S)
        if not isinstance(message, Status) and message.request_id in self._tasks:
            self._tell_task(message)
            return
        if isinstance(message, Status):
            self._status = message
            message = message.seen_by(may_leave=self.may_leave())
        decision = self._session.on_message(message, self._clock_ms())
        if isinstance(message, Status):
            self.status_changed.emit(message)
        if isinstance(message, Suggestion):
            self.answer_arrived.emit(message)
        if not isinstance(message, Status) and self._thinking_timer.isActive():
            self._thinking_timer.stop()
        self._apply(decision)
        self._tell_ideas(message)

    def _tell_task(self, message: Message) -> None:
        """Pass on what a task tells; the session, which knows only ghosts, never hears it."""
        if isinstance(message, Failure):
            self._tasks.discard(message.request_id)
        self.task_message.emit(message)

    def _tell_ideas(self, message: Message) -> None:
        is_choice = isinstance(message, Suggestion) and message.kind is RequestKind.ALTERNATIVES
        if self._ideas_wanted and is_choice and self._session.alternatives:
            self._ideas_wanted = False
            self.ideas_arrived.emit(self._session.alternatives)

    @Slot()
    def _on_wake(self) -> None:
        self._apply(self._session.on_wake(self._clock_ms()))

    @Slot()
    def _on_thinking(self) -> None:
        self.activity_changed.emit("thinking")

    @Slot()
    def _on_asked(self) -> None:
        self._ask(n=1)

    @Slot()
    def _on_ideas_asked(self) -> None:
        self._ideas_wanted = True
        self._ask(n=N_IDEAS)

    def _ask(self, n: int) -> None:
        self._edited_at_ms = self._clock_ms()
        self._apply(self._session.ask_now(self._editor.snapshot(), self._edited_at_ms, n))

    @Slot(int)
    def _on_cycled(self, step: int) -> None:
        self._apply(self._session.cycle(step, self._clock_ms()))

    @Slot()
    def _on_dismissed(self) -> None:
        self._apply(self._session.dismiss(self._clock_ms()))

    @Slot(bool)
    def _on_peeked(self, is_held: bool) -> None:
        self._apply(self._session.peek(is_held, self._clock_ms()))

    def _apply(self, decision: Decision) -> None:
        """Do all of what was decided: the worker first, it takes longest."""
        if decision.cancel is not None:
            self._worker.cancel(decision.cancel)
            self._thinking_timer.stop()
        if decision.request is not None:
            self._last_request = decision.request.request_id
            may_leave = self.may_leave()
            self._worker.post(dataclasses.replace(decision.request, may_leave=may_leave))
            if decision.request.kind is not RequestKind.PREFETCH:
                self._thinking_timer.start()
        self._editor.show_ghost(decision.ghost)
        if decision.wake_ms is not None:
            self._wake_timer.start(max(0, math.ceil(decision.wake_ms - self._clock_ms())))
        else:
            self._wake_timer.stop()
        self._measure(decision.ghost)
        self.activity_changed.emit(decision.reason)

    def _measure(self, ghost: Ghost | None) -> None:
        """Tell how long a ghost took that the model made for this very text."""
        if ghost is None or not ghost.is_fresh or not self._editor.ghost_text:
            return
        if ghost.revision != self._measured_revision:
            self._measured_revision = ghost.revision
            self.latency_measured.emit(self._clock_ms() - self._edited_at_ms)

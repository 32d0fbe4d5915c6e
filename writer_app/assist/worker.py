"""The one thread that runs the model.

Takes requests from a mailbox, answers them and hands messages to `deliver`. Nothing
here knows of Qt, and the writer's text is never logged. May import: assist,
engine.model, deeds, errors. Thread: see each method.
"""

import logging
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

from writer_app.assist.answer import Answerer
from writer_app.assist.counted import CountedModel
from writer_app.assist.mailbox import Entry, Lane, Mailbox
from writer_app.assist.messages import (
    Failure,
    Message,
    ModelState,
    Request,
    RequestKind,
    Status,
)
from writer_app.deeds import Note, Purpose, unnoted
from writer_app.engine.model import StopFlag, TextModel
from writer_app.errors import ModelError, ModelMissing, WriterError

_LOG = logging.getLogger(__name__)
_MAX_FAILURES = 3
_ADVICE = "The model stopped working; your text is safe. Run `foreword doctor` to see why."

Task = Callable[[TextModel, StopFlag], Generator[Message | None, None, None]]


Result = TypeVar("Result")
_Entry = Entry["Request | _PostedTask"]
_ALL = frozenset(Lane)
_BESIDE_TASKS = frozenset({Lane.GHOST, Lane.TASK})
_PURPOSES = {
    RequestKind.GHOST: Purpose.GHOST,
    RequestKind.ALTERNATIVES: Purpose.IDEAS,
    RequestKind.PREFETCH: Purpose.AHEAD,
}


@dataclass(frozen=True, slots=True)
class _PostedTask:
    """A task that waits, and what it is for."""

    task: Task
    purpose: Purpose


@dataclass(slots=True)
class _RunningTask:
    """A task under way, the place it has come to, and what the ledger will say of it."""

    entry: _Entry
    steps: Generator[Message | None, None, None]
    model: CountedModel
    purpose: Purpose
    at_s: float


class Worker:
    """Load one model on a thread and answer requests until closed.

    Args:
        load: gives the model; called on the worker's thread.
        deliver: takes each message; called on the worker's thread, must not block.
        blocklist: casefolded words never to show.
        note: takes every run of the model; called on the worker's thread.
    """

    def __init__(
        self,
        load: Callable[[], TextModel],
        deliver: Callable[[Message], None],
        blocklist: frozenset[str] = frozenset(),
        note: Note = unnoted,
    ) -> None:
        self._load = load
        self._deliver = deliver
        self._blocklist = blocklist
        self._note = note
        self._mailbox: Mailbox[Request | _PostedTask] = Mailbox()
        self._thread = threading.Thread(target=self._live, name="writer-worker")
        self._is_started = False
        self._n_failures = 0

    def start(self) -> None:
        """Start the thread; `Status` messages tell how the model comes up. Thread: any."""
        self._is_started = True
        self._thread.start()

    def post(self, request: Request) -> None:
        """Ask for an answer; a newer one in its lane takes its place. Thread: any."""
        is_background = request.kind is RequestKind.PREFETCH
        lane = Lane.BACKGROUND if is_background else Lane.GHOST
        self._mailbox.post(request.request_id, lane, request)

    def post_task(self, task_id: int, task: Task, purpose: Purpose = Purpose.TASK) -> None:
        """Run a long task in its own lane, between ghosts. Thread: any.

        Args:
            task_id: for `cancel`; shares the numbers of requests.
            task: called with the model and its stop flag; yields after every model step
                and at least every 10 ms of work, a message or None.
            purpose: what the ledger calls it.
        """
        self._mailbox.post(task_id, Lane.TASK, _PostedTask(task, purpose))

    def cancel(self, request_id: int) -> None:
        """End a request or task within a token, waiting or running. Thread: any."""
        self._mailbox.cancel(request_id)

    def close(self, timeout_s: float = 2.0) -> bool:
        """Take no more work, end what runs, wait for the thread. Thread: any but its own.

        The model is closed on its own thread after its last run, never in use.

        Returns: False when the thread did not end in time.
        """
        self._mailbox.close()
        if not self._is_started:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    # The worker's thread

    def _live(self) -> None:
        """Load, serve, close."""
        self._deliver(Status(ModelState.LOADING))
        model = self._guarded(self._load, self._tell_no_model)
        if model is None:
            return
        try:
            if self._guarded(lambda: self._warm(model), self._tell_no_model):
                self._deliver(Status(ModelState.READY, model.info))
                self._serve(model)
        finally:
            model.close()

    def _warm(self, model: TextModel) -> bool:
        model.warm("", StopFlag())
        return True

    def _serve(self, model: TextModel) -> None:
        """Answer until closed: ghosts first, then a step of the newest task, then the rest.

        An older task waits where it is: a sentence is fixed while a novel is summarised.
        """
        for_ghosts = CountedModel(model)
        answerer = Answerer(for_ghosts, self._blocklist, _now_ms)
        # Tasks have a KV cache of their own, so that what ghosts keep of the page stays warm.
        for_tasks = for_ghosts.fork()
        tasks: list[_RunningTask] = []
        while not self._mailbox.is_closed:
            entry = self._mailbox.take(_BESIDE_TASKS if tasks else _ALL, is_waiting=not tasks)
            if entry is None:
                if tasks and not self._advance(tasks[-1], model):
                    self._note_run(tasks.pop())
            elif isinstance(entry.work, Request):
                self._answer(answerer, entry.work, entry, for_ghosts)
            else:
                own = for_ghosts.fork() if tasks else for_tasks
                steps = entry.work.task(own, entry.stop)
                tasks.append(_RunningTask(entry, steps, own, entry.work.purpose, time.time()))
        for task in tasks:
            self._note_run(task)

    def _note_run(self, task: _RunningTask) -> None:
        """Note what a task has cost; one that never called the model is none of the ledger's."""
        run = task.model.run_since(task.at_s, task.purpose)
        if run is not None:
            self._note(run)

    def _answer(
        self, answerer: Answerer, request: Request, entry: _Entry, model: CountedModel
    ) -> None:
        """Deliver the answer to one request, or one failure; note the run."""
        at_s = time.time()

        def deliver_all() -> bool:
            for suggestion in answerer.answer(request, entry.stop):
                self._deliver(suggestion)
            return True

        if self._guarded(deliver_all, lambda error: self._tell_failure(entry, error)):
            self._note_success(entry, model)
        self._mailbox.done(entry)
        run = model.run_since(at_s, _PURPOSES[request.kind])
        if run is not None:
            self._note(run)

    def _advance(self, task: _RunningTask, model: TextModel) -> bool:
        """Run one step of a task; False when it is over."""

        def step() -> bool:
            for message in task.steps:
                if message is not None:
                    self._deliver(message)
                return True
            return False

        is_stopped = task.entry.stop.is_raised
        goes_on = not is_stopped and self._guarded(
            step, lambda error: self._tell_failure(task.entry, error)
        )
        if goes_on:
            return True
        task.steps.close()
        if goes_on is not None:
            self._note_success(task.entry, model)
        self._mailbox.done(task.entry)
        return False

    def _guarded(
        self, action: Callable[[], Result], on_error: Callable[[Exception], None]
    ) -> Result | None:
        """Run an action; whatever it raises goes to `on_error`: the one broad catch."""
        try:
            return action()
        except Exception as error:  # noqa: BLE001  any failure may cost a ghost, never a key
            _LOG.warning("a run ended in %s", type(error).__name__)
            on_error(error)
            return None

    def _tell_no_model(self, error: Exception) -> None:
        state = ModelState.MISSING if isinstance(error, ModelError) else ModelState.FAILED
        self._deliver(Status(state, advice=_advice(error)))

    def _tell_failure(self, entry: _Entry, error: Exception) -> None:
        """Tell of a failed run; of the model's breakdown after several in a row."""
        if entry.stop.is_raised:
            return
        self._deliver(Failure(entry.work_id, type(error).__name__, _advice(error)))
        if isinstance(error, ModelMissing):
            # What this model was never made for says nothing of its health.
            return
        self._n_failures += 1
        if self._n_failures == _MAX_FAILURES:
            self._deliver(Status(ModelState.FAILED, advice=_advice(error)))

    def _note_success(self, entry: _Entry, model: TextModel) -> None:
        """Forget failures after a whole answer; a broken model is ready again."""
        if entry.stop.is_raised:
            return
        was_broken, self._n_failures = self._n_failures >= _MAX_FAILURES, 0
        if was_broken:
            self._deliver(Status(ModelState.READY, model.info))


def _now_ms() -> float:
    return time.perf_counter() * 1000.0


def _advice(error: Exception) -> str:
    """Give one line for the writer; only our own errors are fit to be read."""
    return str(error) if isinstance(error, WriterError) else _ADVICE

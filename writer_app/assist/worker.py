"""The one thread that runs the models.

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
from writer_app.assist.away import Away
from writer_app.assist.counted import CountedModel
from writer_app.assist.loading import Loading
from writer_app.assist.mailbox import Entry, Lane, Mailbox
from writer_app.assist.messages import (
    Failure,
    Message,
    ModelState,
    Request,
    RequestKind,
    Status,
)
from writer_app.assist.no_model import NoModel
from writer_app.assist.right_of_way import RightOfWay
from writer_app.assist.roles import AT_HOME, Role, Sources, at_home, one_for_all, source_for
from writer_app.assist.roster import Loaded, Roster
from writer_app.deeds import Note, Purpose, unnoted
from writer_app.engine.model import StopFlag, TextModel
from writer_app.errors import ModelError, ModelMissing, RemoteError, WriterError

_LOG = logging.getLogger(__name__)
_MAX_FAILURES = 3
_ADVICE = "The model stopped working; your text is safe. Run `foreword doctor` to see why."

Task = Callable[[TextModel, StopFlag], Generator[Message | None, None, None]]


Result = TypeVar("Result")
_ALL = frozenset(Lane)
_BESIDE_TASKS = frozenset({Lane.GHOST, Lane.TASK})
_PURPOSES = {
    RequestKind.GHOST: Purpose.GHOST,
    RequestKind.ALTERNATIVES: Purpose.IDEAS,
    RequestKind.PREFETCH: Purpose.AHEAD,
}


@dataclass(frozen=True, slots=True)
class _Posted:
    """A task that waits, what it is for, and whose model it runs on."""

    task: Task
    purpose: Purpose
    role: Role


_Entry = Entry[Request | _Posted]


@dataclass(slots=True)
class _RunningTask:
    """A task under way, the place it has come to, and what the ledger will say of it.

    Attributes:
        loaded: the model that it runs on. own: its own fork of that.
    """

    entry: _Entry
    steps: Generator[Message | None, None, None]
    loaded: Loaded
    own: CountedModel
    purpose: Purpose
    at_s: float


class Worker:
    """Answer requests and do tasks on one thread until closed.

    Args:
        sources: give the model of each role (or a function that gives one for all of them);
            they load on the worker's thread.
        deliver: takes each message; called on the worker's thread, must not block.
        blocklist: casefolded words never to show.
        note: takes every run of a model; called on the worker's thread.
        free_bytes: tells how much memory a model could have now; None: not known.
        give_back: has the system get what a model leaves free; called on the worker's thread.
    """

    def __init__(
        self,
        sources: Sources | Callable[[], TextModel],
        deliver: Callable[[Message], None],
        blocklist: frozenset[str] = frozenset(),
        note: Note = unnoted,
        free_bytes: Callable[[], int | None] = lambda: None,
        give_back: Callable[[], object] = lambda: None,
    ) -> None:
        known = one_for_all(sources) if callable(sources) else sources
        self._roster = Roster(at_home(known), free_bytes, time.monotonic, give_back)
        self._away = Away()
        self._taken = self._wanted = known
        self._deliver = deliver
        self._blocklist = blocklist
        self._note = note
        self._mailbox: Mailbox[Request | _Posted] = Mailbox()
        self._way = RightOfWay()
        self._thread = threading.Thread(target=self._live, name="writer-worker")
        self._is_started = False
        self._n_failures = 0
        self._state, self._advice = ModelState.LOADING, ""
        self._tasks: list[_RunningTask] = []
        self._waiting: list[_Entry] = []
        self._loading: Loading | None = None
        self._answering: tuple[Loaded, Answerer] | None = None
        self._answering_away: tuple[Loaded, Answerer] | None = None

    def start(self) -> None:
        """Start the thread; `Status` messages tell how the model comes up. Thread: any."""
        self._is_started = True
        self._thread.start()

    def post(self, request: Request) -> None:
        """Ask for an answer; a newer one in its lane takes its place. Thread: any."""
        is_background = request.kind is RequestKind.PREFETCH
        lane = Lane.BACKGROUND if is_background else Lane.GHOST
        self._mailbox.post(request.request_id, lane, request)

    def post_task(
        self,
        task_id: int,
        task: Task,
        purpose: Purpose = Purpose.TASK,
        role: Role = Role.TASKS,
    ) -> None:
        """Run a long task in its own lane, between ghosts. Thread: any.

        Args:
            task_id: for `cancel`; shares the numbers of requests.
            task: called with the model and its stop flag; yields after every model step
                and at least every 10 ms of work, a message or None.
            purpose: what the ledger calls it.
            role: whose model it runs on; that one is loaded now if it is not in memory.
        """
        self._mailbox.post(task_id, Lane.TASK, _Posted(task, purpose, role))

    def make_way(self, for_s: float) -> None:
        """Let tasks rest for so long, because the writer is about to. Thread: any."""
        self._way.claim(for_s)

    def use(self, sources: Sources) -> None:
        """Take models from elsewhere from now on. Thread: any.

        A model whose key no source has any more goes at once, and its tasks end without
        a word; one in another variant takes its place once no task runs.
        """
        self._wanted = sources
        self._mailbox.wake()

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
        try:
            self._away.follow(self._wanted)
            self._load_ghosts()
            while not self._mailbox.is_closed:
                self._serve()
        finally:
            for task in self._tasks:
                self._note_run(task.own, task.at_s, task.purpose)
            if self._loading is not None:
                self._loading.give_up()
            self._away.close()
            self._roster.close()

    def _serve(self) -> None:
        """Do the next thing: ghosts first, then a step of the newest task, then the rest.

        An older task waits where it is: a sentence is fixed while a novel is summarised.
        """
        if self._wanted is not self._taken:
            self._take_sources()
        if self._loading is not None and self._loading.is_over:
            self._take_loaded(self._loading)
        tasks = self._tasks
        rest_s = self._way.rest_s() if tasks else 0.0
        is_still = not tasks and self._loading is None
        lanes, wait_s = (_BESIDE_TASKS, rest_s) if tasks else (_ALL, self._roster.wait_s())
        is_waiting = not tasks or rest_s > 0.0
        wait_s = wait_s if tasks or is_still else None
        entry = self._mailbox.take(lanes, is_waiting=is_waiting, timeout_s=wait_s)
        if entry is None:
            if is_still:
                self._rest()
            elif not is_waiting and not self._advance(tasks[-1]):
                tasks.pop().loaded.n_tasks -= 1
        elif isinstance(entry.work, Request):
            self._answer(entry.work, entry)
        else:
            self._begin(entry, entry.work)

    def _load_ghosts(self) -> None:
        """Bring the model for ghosts into memory and tell how it goes."""
        self._tell(ModelState.LOADING)
        if self._guarded(lambda: self._roster.get(Role.GHOSTS), self._tell_no_model):
            self._n_failures = 0
            self._tell(ModelState.READY)

    def _take_sources(self) -> None:
        """Follow another choice of models: what nobody wants any more goes."""
        self._taken = wanted = self._wanted
        old, self._roster.sources = self._roster.sources, at_home(wanted)
        keys = {source.key for source in wanted.values()}
        for task in [task for task in self._tasks if task.loaded.source.key not in keys]:
            self._end(task)
            self._tasks.remove(task)
        if self._loading is not None and self._loading.source.key not in keys:
            self._loading.give_up()
            self._loading = None
        self._roster.drop_others()
        self._away.follow(wanted)
        if old[Role.GHOSTS].key != wanted[Role.GHOSTS].key:
            self._load_ghosts()
        else:
            self._tell(self._state, self._advice)
        if self._loading is None:
            self._begin_waiting()

    def _rest(self) -> None:
        """Put in order what is in memory, now that no task runs."""
        had_others = self._roster.n_loaded
        if self._roster.tidy() and self._state is not ModelState.MISSING:
            self._load_ghosts()
        elif self._roster.n_loaded != had_others:
            self._tell(self._state, self._advice)

    def _answer(self, request: Request, entry: _Entry) -> None:
        """Deliver the answer to one request, or one failure; note the run."""
        answerer, at_s = self._answerer(), time.time()

        def deliver_all() -> bool:
            if request.may_leave and self._deliver_away(request, entry):
                return True
            for suggestion in answerer.answer(request, entry.stop) if answerer else ():
                self._deliver(suggestion)
            return True

        if self._guarded(deliver_all, lambda error: self._tell_failure(entry, error)):
            self._note_success(entry)
        self._mailbox.done(entry)
        if self._answering is not None:
            self._note_run(self._answering[0].own, at_s, _PURPOSES[request.kind])

    def _deliver_away(self, request: Request, entry: _Entry) -> bool:
        """Deliver another machine's answer; False: there is none, nothing was delivered."""
        loaded = self._away.get(Role.GHOSTS_AWAY)
        if loaded is None:
            return False
        if self._answering_away is None or self._answering_away[0] is not loaded:
            self._answering_away = loaded, Answerer(loaded.own, self._blocklist, _now_ms)
        at_s = time.time()
        try:
            for suggestion in self._answering_away[1].answer(request, entry.stop):
                self._deliver(suggestion)
        except RemoteError:
            return entry.stop.is_raised
        finally:
            self._note_run(loaded.own, at_s, _PURPOSES[request.kind])
        return True

    def _note_run(self, model: CountedModel, at_s: float, purpose: Purpose) -> None:
        """Note what a run has cost; one that never called the model is none of the ledger's."""
        run = model.run_since(at_s, purpose)
        if run is not None:
            self._note(run)

    def _answerer(self) -> Answerer | None:
        """Give what answers with the model for ghosts; None while that is not in memory."""
        loaded = self._roster.ghosts
        if loaded is None:
            return None
        if self._answering is None or self._answering[0] is not loaded:
            self._answering = loaded, Answerer(loaded.own, self._blocklist, _now_ms)
        return self._answering[1]

    def _begin(self, entry: _Entry, posted: _Posted) -> None:
        """Begin a task, or have its model loaded first; ghosts go on meanwhile."""
        if entry.stop.is_raised:
            self._mailbox.done(entry)
            return
        role = AT_HOME.get(posted.role, posted.role)
        loaded = self._away.get(posted.role) or self._standing(role)
        if loaded is None:
            self._waiting.append(entry)
            if self._loading is None:
                n_before = self._roster.n_loaded
                source = self._roster.make_ready(role)
                self._tell_room(n_before)
                self._loading = Loading(source, self._mailbox.wake)
            return
        own = loaded.own.fork() if loaded.n_tasks else loaded.for_tasks
        loaded.n_tasks += 1
        steps = posted.task(own, entry.stop)
        purpose, at_s = posted.purpose, time.time()
        self._tasks.append(_RunningTask(entry, steps, loaded, own, purpose, at_s))

    def _standing(self, role: Role) -> Loaded | None:
        """Give what does the work of a role on this machine, if that is in memory."""
        if role is Role.NONE:
            nothing = CountedModel(NoModel())
            return Loaded(self._taken[Role.GHOSTS], nothing, nothing)
        return self._roster.standing(role)

    def _take_loaded(self, loading: Loading) -> None:
        """Take in the model that was loaded, or tell those who wait for it why not."""
        self._loading = None
        n_before = self._roster.n_loaded

        def tell(error: Exception) -> None:
            for entry in [entry for entry in self._waiting if self._waits_for(entry, loading)]:
                self._tell_unbegun(entry, error)
                self._waiting.remove(entry)
                self._mailbox.done(entry)

        self._guarded(lambda: self._roster.adopt(loading.source, loading.take()), tell)
        self._tell_room(n_before)
        self._begin_waiting()

    def _waits_for(self, entry: _Entry, loading: Loading) -> bool:
        assert isinstance(entry.work, _Posted)
        role = AT_HOME.get(entry.work.role, entry.work.role)
        return source_for(role, self._roster.sources).key == loading.source.key

    def _begin_waiting(self) -> None:
        """Begin what waited for a model; some of it may wait for another one."""
        waiting, self._waiting = self._waiting, []
        for entry in waiting:
            assert isinstance(entry.work, _Posted)
            self._begin(entry, entry.work)

    def _at_home(self, entry: _Entry, role: Role) -> Loaded | None:
        """Give this machine's model of a role, loaded if need be; None: it was told why not."""
        n_before = self._roster.n_loaded
        loaded = self._guarded(
            lambda: self._roster.get(AT_HOME.get(role, role)),
            lambda error: self._tell_unbegun(entry, error),
        )
        self._tell_room(n_before)
        return loaded

    def _come_home(self, task: _RunningTask) -> bool:
        """Begin a task again on this machine; the other one cannot do it."""
        posted = task.entry.work
        assert isinstance(posted, _Posted)
        task.steps.close()
        self._note_run(task.own, task.at_s, task.purpose)
        loaded = self._at_home(task.entry, posted.role)
        if loaded is None:
            return False
        task.loaded.n_tasks -= 1
        loaded.n_tasks += 1
        task.loaded, task.at_s = loaded, time.time()
        task.own = loaded.own.fork() if loaded.n_tasks > 1 else loaded.for_tasks
        task.steps = posted.task(task.own, task.entry.stop)
        return True

    def _advance(self, task: _RunningTask) -> bool:
        """Run one step of a task; False when it is over."""

        def step() -> bool:
            try:
                for message in task.steps:
                    if message is not None:
                        self._deliver(message)
                    return True
            except RemoteError:
                if not task.entry.stop.is_raised and self._away.has(task.loaded):
                    return self._come_home(task)
                raise
            return False

        is_stopped = task.entry.stop.is_raised
        goes_on = not is_stopped and self._guarded(
            step, lambda error: self._tell_failure(task.entry, error, task.loaded)
        )
        if goes_on:
            return True
        self._end(task)
        if goes_on is not None and task.loaded is self._roster.ghosts:
            self._note_success(task.entry)
        return False

    def _end(self, task: _RunningTask) -> None:
        task.steps.close()
        task.loaded.used_s = time.monotonic()
        self._mailbox.done(task.entry)
        self._note_run(task.own, task.at_s, task.purpose)

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

    def _tell(self, state: ModelState, advice: str = "") -> None:
        """Tell how the models are."""
        self._state, self._advice = state, advice
        ghosts = self._roster.ghosts
        is_ready = state is ModelState.READY and ghosts is not None
        info = ghosts.own.info if is_ready and ghosts else None
        away = (self._away.info(Role.GHOSTS_AWAY), self._away.info(Role.TASKS_AWAY))
        self._deliver(Status(state, info, advice, self._roster.tasks_info(), *away))

    def _tell_no_model(self, error: Exception) -> None:
        state = ModelState.MISSING if isinstance(error, ModelError) else ModelState.FAILED
        self._tell(state, _advice(error))

    def _tell_unbegun(self, entry: _Entry, error: Exception) -> None:
        """Tell that a task's model cannot be had; that of ghosts may be well."""
        if not entry.stop.is_raised:
            self._deliver(Failure(entry.work_id, type(error).__name__, _advice(error)))

    def _tell_room(self, n_before: int) -> None:
        """Tell what has changed when models came or went for a task."""
        if self._roster.is_aside:
            self._tell(ModelState.ASIDE)
        elif self._roster.ghosts and self._state in (ModelState.MISSING, ModelState.ASIDE):
            self._tell(ModelState.READY)
        elif self._roster.n_loaded != n_before:
            self._tell(self._state, self._advice)

    def _tell_failure(self, entry: _Entry, error: Exception, of: Loaded | None = None) -> None:
        """Tell of a failed run; of the breakdown of ghosts' model after several in a row.

        Args:
            of: the model that ran; None: the one for ghosts.
        """
        if entry.stop.is_raised:
            return
        self._deliver(Failure(entry.work_id, type(error).__name__, _advice(error)))
        if isinstance(error, ModelMissing) or of not in (None, self._roster.ghosts):
            # What a model was never made for says nothing of its health.
            return
        self._n_failures += 1
        if self._n_failures == _MAX_FAILURES:
            self._tell(ModelState.FAILED, _advice(error))

    def _note_success(self, entry: _Entry) -> None:
        """Forget failures after a whole answer; a broken model is ready again."""
        if entry.stop.is_raised:
            return
        was_broken, self._n_failures = self._n_failures >= _MAX_FAILURES, 0
        if was_broken:
            self._tell(ModelState.READY)


def _now_ms() -> float:
    return time.perf_counter() * 1000.0


def _advice(error: Exception) -> str:
    """Give one line for the writer; only our own errors are fit to be read."""
    return str(error) if isinstance(error, WriterError) else _ADVICE

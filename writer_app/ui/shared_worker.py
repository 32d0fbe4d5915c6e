"""Let several documents share one worker, and so one model.

Every document numbers its requests from one; on the way to the worker a number gets
its document's number behind it, on the way back it loses it. May import: assist, engine.model,
deeds, bridge. Thread: GUI, but for what the worker delivers.
"""

import dataclasses
from collections import deque
from collections.abc import Callable, Generator

from writer_app.assist.messages import Failure, Message, Request, Status
from writer_app.assist.roles import Role, Sources, source_for
from writer_app.assist.worker import Task
from writer_app.deeds import Purpose
from writer_app.engine.model import StopFlag, TextModel
from writer_app.ui.bridge import WorkerHandle
from writer_app.ui.translation import mark, tr

MOST_DOCUMENTS = 1 << 20
"""Documents that one process may open in its life: numbers are never used twice."""
_N_REMEMBERED = 16
_CHANGED = mark("Another model was chosen; ask again.")

Deliver = Callable[[Message], None]


class SharedWorker:
    """One worker for all the documents of a window.

    Args:
        make_worker: gives the worker that will deliver to the function it is given.
        sources: of the models that it begins with; None: not known.

    Thread: GUI.
    """

    def __init__(
        self, make_worker: Callable[[Deliver], WorkerHandle], sources: Sources | None = None
    ) -> None:
        self._clients: dict[int, ClientOfWorker] = {}
        self._n_made = 0
        self._keys = {role: source_for(role, sources).key for role in Role} if sources else {}
        self._status: Status | None = None
        self._is_started = False
        self.worker = make_worker(self._deliver)

    def client(self, deliver: Deliver) -> "ClientOfWorker":
        """Give what one document's bridge takes for a worker of its own."""
        self._n_made += 1
        number = self._n_made
        self._clients[number] = client = ClientOfWorker(self, number, deliver)
        return client

    def start(self, number: int) -> None:
        """Start the worker for the first document; tell later ones how it is."""
        if not self._is_started:
            self._is_started = True
            self.worker.start()
        elif self._status is not None:
            self._clients[number].deliver(self._status)

    def leave(self, number: int) -> None:
        """Deliver nothing more to a document."""
        self._clients.pop(number, None)

    def use(self, sources: Sources) -> None:
        """Let the worker take models from elsewhere.

        What was asked of a model that goes fails at once, in words, and nothing of it is
        heard any more; what another model was asked goes on.
        """
        gone = {role for role in Role if self._key_of(role) != source_for(role, sources).key}
        self._keys = {role: source_for(role, sources).key for role in Role}
        for number, client in list(self._clients.items()):
            for own_id in client.fail(gone, tr(_CHANGED)):
                self.worker.cancel(own_id * MOST_DOCUMENTS + number)
        self.worker.use(sources)

    def close(self, timeout_s: float = 2.0) -> bool:
        """End the worker; False when it did not end in time."""
        self._clients.clear()
        return self.worker.close(timeout_s)

    def _key_of(self, role: Role) -> str:
        return self._keys.get(role, "")

    def _deliver(self, message: Message) -> None:
        """Hand a message to its document, a status to all (on the worker's thread)."""
        if isinstance(message, Status):
            self._status = message
            for client in list(self._clients.values()):
                client.deliver(message)
            return
        own_id, number = divmod(message.request_id, MOST_DOCUMENTS)
        asking = self._clients.get(number)
        if asking is not None and not asking.has_given_up(own_id):
            asking.deliver(dataclasses.replace(message, request_id=own_id))


class ClientOfWorker:
    """The worker as one document sees it. Thread: GUI."""

    def __init__(self, shared: SharedWorker, number: int, deliver: Deliver) -> None:
        self.deliver = deliver
        self._shared = shared
        self._number = number
        self._posted: deque[int] = deque(maxlen=_N_REMEMBERED)
        self._requests: deque[int] = deque(maxlen=_N_REMEMBERED)
        self._tasks: dict[int, Role] = {}
        self._given_up: frozenset[int] = frozenset()

    def start(self) -> None:
        """Begin; `Status` messages tell how the model comes up."""
        self._shared.start(self._number)

    def post(self, request: Request) -> None:
        """Ask for an answer."""
        shared_id = self._shared_id(request.request_id)
        self._posted.append(shared_id)
        self._requests.append(request.request_id)
        document = self._number if request.document else 0
        own = dataclasses.replace(request, request_id=shared_id, document=document)
        self._shared.worker.post(own)

    def post_task(
        self,
        task_id: int,
        task: Task,
        purpose: Purpose = Purpose.TASK,
        role: Role = Role.TASKS,
    ) -> None:
        """Run a long task between requests, on the model of a role; the ledger hears why."""
        shared_id = self._shared_id(task_id)
        self._posted.append(shared_id)
        self._tasks[task_id] = role
        self._shared.worker.post_task(
            shared_id, _renumbered(self._watched(task_id, task), shared_id), purpose, role
        )

    def use(self, sources: Sources) -> None:
        """Let the worker of all documents take models from elsewhere."""
        self._shared.use(sources)

    def make_way(self, for_s: float) -> None:
        """Let tasks of all documents rest for so long."""
        self._shared.worker.make_way(for_s)

    def cancel(self, request_id: int) -> None:
        """End a request or a task."""
        self._tasks.pop(request_id, None)
        self._shared.worker.cancel(self._shared_id(request_id))

    def fail(self, roles: set[Role], advice: str) -> list[int]:
        """Tell the document that what it asked of some models will not be answered.

        Returns: what it had asked, by its own numbers.
        """
        unanswered = {task_id for task_id, role in list(self._tasks.items()) if role in roles}
        if roles & {Role.GHOSTS, Role.GHOSTS_AWAY}:
            unanswered |= set(self._requests)
            self._requests.clear()
        self._given_up |= unanswered
        for own_id in sorted(unanswered):
            self._tasks.pop(own_id, None)
            self.deliver(Failure(own_id, "ModelChanged", advice))
        return sorted(unanswered)

    def has_given_up(self, own_id: int) -> bool:
        """Tell whether the document was told that this will not be answered. Thread: any."""
        return own_id in self._given_up

    def _watched(self, task_id: int, task: Task) -> Task:
        """Give a task that is known to be over once it is."""

        def run(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
            model.attend(self._number)
            yield from task(model, stop)
            self._tasks.pop(task_id, None)

        return run

    def close(self, timeout_s: float = 2.0) -> bool:
        """End what this document asked for; the worker goes on for the others."""
        self._shared.leave(self._number)
        for shared_id in self._posted:
            self._shared.worker.cancel(shared_id)
        self._posted.clear()
        return timeout_s >= 0

    def _shared_id(self, request_id: int) -> int:
        return request_id * MOST_DOCUMENTS + self._number


def _renumbered(task: Task, shared_id: int) -> Task:
    """Give a task whose messages carry the number that the worker knows it by."""

    def run(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
        for message in task(model, stop):
            if message is None or isinstance(message, Status):
                yield message
            else:
                yield dataclasses.replace(message, request_id=shared_id)

    return run

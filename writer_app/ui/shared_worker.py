"""Let several documents share one worker, and so one model.

Every document numbers its requests from one; on the way to the worker a number gets
its document's number behind it, on the way back it loses it. May import: assist, engine.model,
bridge. Thread: GUI, but for what the worker delivers.
"""

import dataclasses
from collections import deque
from collections.abc import Callable, Generator

from writer_app.assist.messages import Message, Request, Status
from writer_app.assist.worker import Task
from writer_app.engine.model import StopFlag, TextModel
from writer_app.ui.bridge import WorkerHandle

MOST_DOCUMENTS = 1 << 20
"""Documents that one process may open in its life: numbers are never used twice."""
_N_REMEMBERED = 16

Deliver = Callable[[Message], None]


class SharedWorker:
    """One worker for all the documents of a window.

    Args:
        make_worker: gives the worker that will deliver to the function it is given.

    Thread: GUI.
    """

    def __init__(self, make_worker: Callable[[Deliver], WorkerHandle]) -> None:
        self._clients: dict[int, Deliver] = {}
        self._n_made = 0
        self._status: Status | None = None
        self._is_started = False
        self.worker = make_worker(self._deliver)

    def client(self, deliver: Deliver) -> "ClientOfWorker":
        """Give what one document's bridge takes for a worker of its own."""
        self._n_made += 1
        number = self._n_made
        self._clients[number] = deliver
        return ClientOfWorker(self, number)

    def start(self, number: int) -> None:
        """Start the worker for the first document; tell later ones how it is."""
        if not self._is_started:
            self._is_started = True
            self.worker.start()
        elif self._status is not None:
            self._clients[number](self._status)

    def leave(self, number: int) -> None:
        """Deliver nothing more to a document."""
        self._clients.pop(number, None)

    def close(self, timeout_s: float = 2.0) -> bool:
        """End the worker; False when it did not end in time."""
        self._clients.clear()
        return self.worker.close(timeout_s)

    def _deliver(self, message: Message) -> None:
        """Hand a message to its document, a status to all (on the worker's thread)."""
        if isinstance(message, Status):
            self._status = message
            for deliver in list(self._clients.values()):
                deliver(message)
            return
        own_id, number = divmod(message.request_id, MOST_DOCUMENTS)
        to_client = self._clients.get(number)
        if to_client is not None:
            to_client(dataclasses.replace(message, request_id=own_id))


class ClientOfWorker:
    """The worker as one document sees it. Thread: GUI."""

    def __init__(self, shared: SharedWorker, number: int) -> None:
        self._shared = shared
        self._number = number
        self._posted: deque[int] = deque(maxlen=_N_REMEMBERED)

    def start(self) -> None:
        """Begin; `Status` messages tell how the model comes up."""
        self._shared.start(self._number)

    def post(self, request: Request) -> None:
        """Ask for an answer."""
        shared_id = self._shared_id(request.request_id)
        self._posted.append(shared_id)
        self._shared.worker.post(dataclasses.replace(request, request_id=shared_id))

    def post_task(self, task_id: int, task: Task) -> None:
        """Run a long task between requests."""
        shared_id = self._shared_id(task_id)
        self._posted.append(shared_id)
        self._shared.worker.post_task(shared_id, _renumbered(task, shared_id))

    def cancel(self, request_id: int) -> None:
        """End a request or a task."""
        self._shared.worker.cancel(self._shared_id(request_id))

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

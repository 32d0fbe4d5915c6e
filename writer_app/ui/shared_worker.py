"""Let several documents share one worker, and so one model.

Every document numbers its requests from one; on the way to the worker a number gets
its document's number behind it, on the way back it loses it. May import: assist, engine.model,
deeds, bridge. Thread: GUI, but for what the worker delivers.
"""

import dataclasses
import threading
from collections import deque
from collections.abc import Callable, Generator

from writer_app.assist.messages import Failure, Message, ModelState, Request, Status
from writer_app.assist.worker import Task
from writer_app.deeds import Purpose
from writer_app.engine.model import StopFlag, TextModel
from writer_app.ui.bridge import WorkerHandle
from writer_app.ui.translation import mark, tr

MOST_DOCUMENTS = 1 << 20
"""Documents that one process may open in its life: numbers are never used twice."""
_N_REMEMBERED = 16
_PATIENCE_S = 30.0
"""How long an old worker may take to end: a step of a large model on a busy machine."""
_CHANGED = mark("Another model was chosen; ask again.")

Deliver = Callable[[Message], None]


class SharedWorker:
    """One worker for all the documents of a window.

    Args:
        make_worker: gives the worker that will deliver to the function it is given.

    Thread: GUI.
    """

    def __init__(self, make_worker: Callable[[Deliver], WorkerHandle]) -> None:
        self._clients: dict[int, ClientOfWorker] = {}
        self._n_made = 0
        self._n_switched = 0
        self._switching: threading.Thread | None = None
        self._status: Status | None = None
        self._is_started = False
        self.worker = make_worker(self._ear())

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

    def switch(self, make_worker: Callable[[Deliver], WorkerHandle]) -> None:
        """Let another worker, with another model, take this one's place.

        Whatever was asked fails at once, in words; nothing of the old worker is heard any
        more. The old model goes before the new one comes, so that never two are in memory;
        that takes a thread of its own, not this one's time.
        """
        old, before = self.worker, self._switching
        self._n_switched += 1
        self.worker = new = make_worker(self._ear())
        self._deliver(Status(ModelState.LOADING))
        for client in list(self._clients.values()):
            client.fail_all(tr(_CHANGED))
        if not self._is_started:
            return

        def change() -> None:
            if before is not None:
                before.join()
            old.close(_PATIENCE_S)
            new.start()

        self._switching = threading.Thread(target=change, name="model-switch")
        self._switching.start()

    def close(self, timeout_s: float = 2.0) -> bool:
        """End the worker; False when it did not end in time."""
        self._clients.clear()
        if self._switching is not None:
            self._switching.join(timeout_s)
        return self.worker.close(timeout_s)

    def _ear(self) -> Deliver:
        """Give what a worker delivers to, as long as no other has taken its place."""
        number = self._n_switched

        def hear(message: Message) -> None:
            if number == self._n_switched:
                self._deliver(message)

        return hear

    def _deliver(self, message: Message) -> None:
        """Hand a message to its document, a status to all (on the worker's thread)."""
        if isinstance(message, Status):
            self._status = message
            for client in list(self._clients.values()):
                client.deliver(message)
            return
        own_id, number = divmod(message.request_id, MOST_DOCUMENTS)
        asking = self._clients.get(number)
        if asking is not None:
            asking.deliver(dataclasses.replace(message, request_id=own_id))


class ClientOfWorker:
    """The worker as one document sees it. Thread: GUI."""

    def __init__(self, shared: SharedWorker, number: int, deliver: Deliver) -> None:
        self.deliver = deliver
        self._shared = shared
        self._number = number
        self._posted: deque[int] = deque(maxlen=_N_REMEMBERED)
        self._requests: deque[int] = deque(maxlen=_N_REMEMBERED)
        self._tasks: set[int] = set()

    def start(self) -> None:
        """Begin; `Status` messages tell how the model comes up."""
        self._shared.start(self._number)

    def post(self, request: Request) -> None:
        """Ask for an answer."""
        shared_id = self._shared_id(request.request_id)
        self._posted.append(shared_id)
        self._requests.append(request.request_id)
        self._shared.worker.post(dataclasses.replace(request, request_id=shared_id))

    def post_task(self, task_id: int, task: Task, purpose: Purpose = Purpose.TASK) -> None:
        """Run a long task between requests."""
        shared_id = self._shared_id(task_id)
        self._posted.append(shared_id)
        self._tasks.add(task_id)
        self._shared.worker.post_task(
            shared_id, _renumbered(self._watched(task_id, task), shared_id), purpose
        )

    def cancel(self, request_id: int) -> None:
        """End a request or a task."""
        self._tasks.discard(request_id)
        self._shared.worker.cancel(self._shared_id(request_id))

    def fail_all(self, advice: str) -> None:
        """Tell the document that what it has asked for will not be answered."""
        unanswered = sorted({*self._requests, *self._tasks})
        self._posted.clear()
        self._requests.clear()
        self._tasks.clear()
        for own_id in unanswered:
            self.deliver(Failure(own_id, "ModelChanged", advice))

    def _watched(self, task_id: int, task: Task) -> Task:
        """Give a task that is known to be over once it is."""

        def run(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
            yield from task(model, stop)
            self._tasks.discard(task_id)

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

"""One worker for several documents: every answer finds the document that asked."""

from collections.abc import Callable, Generator

import pytest

from tests.ui.worker import InlineWorker
from writer_app.assist.messages import (
    Failure,
    Message,
    ModelState,
    Request,
    RequestKind,
    Status,
)
from writer_app.deeds import Purpose
from writer_app.engine.model import StopFlag, TextModel
from writer_app.engine.scripted import ScriptedModel
from writer_app.ui.shared_worker import SharedWorker


class TaskWorker(InlineWorker):
    """An inline worker that runs tasks at once."""

    def post_task(
        self,
        task_id: int,
        task: Callable[..., Generator[Message | None, None, None]],
        purpose: Purpose = Purpose.TASK,
    ) -> None:
        self.purposes[task_id] = purpose
        for message in task(ScriptedModel(), StopFlag()):
            if message is not None:
                assert not isinstance(message, Status)
                assert message.request_id == task_id
                self.deliver(message)


class Room:
    """A shared worker with two documents."""

    def __init__(self) -> None:
        self.workers: list[TaskWorker] = []

        def make(deliver: Callable[[Message], None]) -> TaskWorker:
            self.workers.append(TaskWorker(deliver))
            return self.workers[-1]

        self.shared = SharedWorker(make)
        self.told: tuple[list[Message], list[Message]] = ([], [])
        self.clients = [self.shared.client(told.append) for told in self.told]

    @property
    def worker(self) -> TaskWorker:
        return self.workers[0]


@pytest.fixture
def room() -> Room:
    return Room()


def question(number: int) -> Request:
    return Request(number, 1, RequestKind.GHOST, "Once", "", 0.3)


def test_answer_goes_to_the_document_that_asked_under_its_own_number(room: Room) -> None:
    for client in room.clients:
        client.post(question(7))
    room.worker.answer("b")
    assert room.told[0] == []
    [answer] = room.told[1]
    assert not isinstance(answer, Status)
    assert answer.request_id == 7


def test_requests_of_two_documents_never_share_a_number(room: Room) -> None:
    for client in room.clients:
        client.post(question(7))
    room.clients[0].cancel(7)
    first, second = room.worker.posted
    assert first.request_id != second.request_id
    assert room.worker.cancelled == [first.request_id]


def test_later_document_hears_how_the_model_is(room: Room) -> None:
    room.clients[0].start()
    late: list[Message] = []
    room.shared.client(late.append).start()
    assert [type(message) for message in late] == [Status]


def test_closing_a_document_leaves_the_worker_to_the_others(room: Room) -> None:
    room.clients[0].post(question(1))
    room.clients[0].close()
    assert room.worker.cancelled == [room.worker.posted[0].request_id]
    room.worker.answer("late")
    assert room.told[0] == []
    assert room.worker.n_closed == 0
    assert room.shared.close()
    assert room.worker.n_closed == 1


def test_task_tells_the_document_that_started_it(room: Room) -> None:
    def task(_: TextModel, __: StopFlag) -> Generator[Message | None, None, None]:
        yield None
        yield Failure(3, "kind", "advice")

    room.clients[0].post_task(3, task)
    assert room.told[0] == [Failure(3, "kind", "advice")]
    assert room.told[1] == []


def test_another_model_takes_the_place_of_the_old_one(room: Room) -> None:
    room.clients[0].start()
    for told in room.told:
        told.clear()
    old = room.worker
    new: list[TaskWorker] = []

    def make(deliver: Callable[[Message], None]) -> TaskWorker:
        new.append(TaskWorker(deliver))
        return new[-1]

    room.shared.switch(make)
    assert room.shared.close()
    states = [message.state for message in room.told[1] if isinstance(message, Status)]
    assert states[0] is ModelState.LOADING
    assert (old.n_closed, new[0].n_closed) == (1, 1)


def test_what_was_asked_of_the_old_model_fails_in_words(room: Room) -> None:
    room.clients[1].post(question(5))
    room.shared.switch(TaskWorker)
    failures = [message for message in room.told[1] if isinstance(message, Failure)]
    assert [(failure.request_id, failure.kind) for failure in failures] == [(5, "ModelChanged")]
    assert not any(isinstance(message, Failure) for message in room.told[0])


def test_task_that_is_over_does_not_fail_afterwards(room: Room) -> None:
    def task(_: TextModel, __: StopFlag) -> Generator[Message | None, None, None]:
        yield None

    room.clients[0].post_task(3, task)
    room.shared.switch(TaskWorker)
    assert not any(isinstance(message, Failure) for message in room.told[0])


def test_nothing_of_the_old_model_is_heard_any_more(room: Room) -> None:
    room.clients[0].post(question(5))
    old = room.worker
    room.shared.switch(TaskWorker)
    n_told = len(room.told[0])
    old.answer("late")
    assert len(room.told[0]) == n_told


def test_the_ledger_hears_what_a_task_is_for(room: Room) -> None:
    def task(_model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
        yield None

    room.clients[1].post_task(3, task, Purpose.FIX)
    assert list(room.worker.purposes.values()) == [Purpose.FIX]

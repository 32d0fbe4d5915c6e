"""One worker for several documents: every answer finds the document that asked."""

from collections.abc import Callable, Generator

import pytest

from tests.ui.worker import InlineWorker
from writer_app.assist.messages import (
    Failure,
    Message,
    Request,
    RequestKind,
    Status,
)
from writer_app.assist.roles import Role, Source
from writer_app.assist.summary_task import summary_task
from writer_app.deeds import Purpose
from writer_app.engine.model import StopFlag, TextModel
from writer_app.engine.scripted import ScriptedModel
from writer_app.ui.shared_worker import SharedWorker


class TaskWorker(InlineWorker):
    """An inline worker that runs tasks at once, or holds them."""

    holds = False

    def post_task(
        self,
        task_id: int,
        task: Callable[..., Generator[Message | None, None, None]],
        purpose: Purpose = Purpose.TASK,
        role: Role = Role.TASKS,
    ) -> None:
        self.purposes[task_id] = purpose
        self.roles[task_id] = role
        for message in () if self.holds else task(ScriptedModel(), StopFlag()):
            if message is not None:
                assert not isinstance(message, Status)
                assert message.request_id == task_id
                self.deliver(message)


def sources(ghosts: str, tasks: str = "") -> dict[Role, Source]:
    """Give sources by the keys of the models for ghosts and for tasks."""
    found = {Role.GHOSTS: Source(ghosts, ScriptedModel)}
    return found | ({Role.TASKS: Source(tasks, ScriptedModel)} if tasks else {})


class Room:
    """A shared worker with two documents."""

    def __init__(self) -> None:
        self.workers: list[TaskWorker] = []

        def make(deliver: Callable[[Message], None]) -> TaskWorker:
            self.workers.append(TaskWorker(deliver))
            return self.workers[-1]

        self.shared = SharedWorker(make, sources("box"))
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


def test_worker_is_told_of_other_models(room: Room) -> None:
    room.clients[0].start()
    room.clients[1].use(sources("mine"))
    assert [one[Role.GHOSTS].key for one in room.worker.used] == ["mine"]


def test_what_was_asked_of_the_old_model_fails_in_words(room: Room) -> None:
    room.clients[1].post(question(5))
    room.shared.use(sources("mine"))
    failures = [message for message in room.told[1] if isinstance(message, Failure)]
    assert [(failure.request_id, failure.kind) for failure in failures] == [(5, "ModelChanged")]
    assert room.worker.cancelled == [room.worker.posted[0].request_id]
    assert not any(isinstance(message, Failure) for message in room.told[0])


def test_what_another_model_was_asked_goes_on(room: Room) -> None:
    room.clients[0].post(question(5))
    room.worker.holds = True
    room.clients[0].post_task(6, summary_task(6, "A storm came."))
    room.shared.use(sources("box", tasks="mine"))
    failures = [message for message in room.told[0] if isinstance(message, Failure)]
    assert [failure.request_id for failure in failures] == [6]


def test_the_same_models_in_another_variant_fail_nothing(room: Room) -> None:
    room.clients[0].post(question(5))
    room.shared.use({Role.GHOSTS: Source("box", ScriptedModel, variant="cpu, 1")})
    assert room.told[0] == []


def test_task_that_is_over_does_not_fail_afterwards(room: Room) -> None:
    def task(_: TextModel, __: StopFlag) -> Generator[Message | None, None, None]:
        yield None

    room.clients[0].post_task(3, task)
    room.shared.use(sources("mine"))
    assert not any(isinstance(message, Failure) for message in room.told[0])


def test_nothing_of_the_old_model_is_heard_any_more(room: Room) -> None:
    room.clients[0].post(question(5))
    room.shared.use(sources("mine"))
    n_told = len(room.told[0])
    room.worker.answer("late")
    assert len(room.told[0]) == n_told


def test_the_ledger_hears_what_a_task_is_for(room: Room) -> None:
    def task(_model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
        yield None

    room.clients[1].post_task(3, task, Purpose.FIX)
    assert list(room.worker.purposes.values()) == [Purpose.FIX]

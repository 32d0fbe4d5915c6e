"""Another machine on one worker: who is asked, what stays here, what happens when it is gone."""

import dataclasses
import queue
from collections.abc import Generator, Iterator
from typing import Any

import pytest

from tests.assist.away_model import AwayModel
from writer_app.assist.messages import (
    Failure,
    Message,
    ModelState,
    Request,
    RequestKind,
    Status,
    Suggestion,
)
from writer_app.assist.roles import Role, Source, Sources
from writer_app.assist.worker import Task, Worker
from writer_app.engine.model import Limits, Opening, StopFlag, TextModel
from writer_app.engine.scripted import ScriptedModel


class Desk:
    """A worker with a model here and one away."""

    def __init__(self, away: AwayModel) -> None:
        self.inbox: queue.Queue[Message] = queue.Queue()
        self.away = away
        home = dataclasses.replace(ScriptedModel().info, name="home")
        self.home: Sources = {
            Role.GHOSTS: Source("home", lambda: ScriptedModel(lambda *_: " at home.", info=home))
        }
        both = Source("away", lambda: away)
        self.both: Sources = {**self.home, Role.GHOSTS_AWAY: both, Role.TASKS_AWAY: both}
        self.worker = Worker(self.both, self.inbox.put)
        self.worker.start()

    def next(self, kind: type[Any]) -> Any:
        while True:
            message = self.inbox.get(timeout=10)
            if isinstance(message, kind) and not self.is_partial(message):
                return message

    def is_partial(self, message: Message) -> bool:
        return isinstance(message, Suggestion) and not message.is_final

    def ghost(self, *, may_leave: bool) -> str:
        request = Request(1, 1, RequestKind.GHOST, "He stayed", "", 0.3, may_leave=may_leave)
        self.worker.post(request)
        return str(self.next(Suggestion).texts[0])

    def task(self, role: Role) -> str:
        self.worker.post_task(9, telling(9), role=role)
        return str(self.next(Failure).kind)


def telling(task_id: int) -> Task:
    """Give a task that tells what its model says."""

    def task(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
        pieces = model.answer(Opening("He stayed"), Limits(), stop)
        yield None
        yield Failure(task_id, "".join(piece.text for piece in pieces if piece), "")

    return task


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(AwayModel(" away."))
    yield desk
    desk.away.open()
    assert desk.worker.close(10.0)


def test_a_text_that_may_leave_is_carried_on_by_the_other_machine(desk: Desk) -> None:
    assert desk.ghost(may_leave=True) == " away."


def test_no_other_text_ever_reaches_it(desk: Desk) -> None:
    assert desk.ghost(may_leave=False) == " at home."
    assert desk.task(Role.TASKS) == " at home."
    assert desk.away.asked == []


def test_a_task_goes_where_it_may(desk: Desk) -> None:
    assert desk.task(Role.TASKS_AWAY) == " away."


def test_while_it_is_away_this_machine_answers_at_once_and_looks_for_it(desk: Desk) -> None:
    desk.away.is_ready = False
    n_looks = desk.away.n_looks
    assert desk.ghost(may_leave=True) == " at home."
    assert desk.task(Role.TASKS_AWAY) == " at home."
    assert desk.away.n_looks == n_looks + 2
    assert desk.away.asked == []


def test_a_failure_of_it_is_no_failure_of_the_answer(desk: Desk) -> None:
    desk.away.is_failing = True
    assert desk.ghost(may_leave=True) == " at home."
    assert desk.task(Role.TASKS_AWAY) == " at home."
    assert len(desk.away.asked) == 2


def test_documents_are_told_of_the_model_that_is_theirs(desk: Desk) -> None:
    status = desk.next(Status)
    while status.state is not ModelState.READY:
        status = desk.next(Status)
    leaving, staying = (status.seen_by(may_leave=may) for may in (True, False))
    assert (leaving.info.name, leaving.for_tasks.name) == ("away", "away")
    assert (staying.info.name, staying.for_tasks.name) == ("home", "home")


def test_switched_off_it_is_closed_and_asked_no_more(desk: Desk) -> None:
    assert desk.ghost(may_leave=True) == " away."
    desk.worker.use(desk.home)
    assert desk.ghost(may_leave=True) == " at home."
    assert desk.away.is_closed


def test_a_task_that_is_under_way_comes_home_when_it_breaks_off(desk: Desk) -> None:
    desk.away.shut()
    desk.worker.post_task(9, telling(9), role=Role.TASKS_AWAY)
    assert desk.away.wait_until_held()
    desk.away.is_failing = True
    desk.away.open()
    assert desk.next(Failure).kind == " at home."

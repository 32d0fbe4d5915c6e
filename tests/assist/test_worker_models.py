"""Two models on one worker: which does what, what is told, what a change ends."""

import dataclasses
import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest

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
from writer_app.assist.roster import RESERVE_BYTES
from writer_app.assist.worker import Task, Worker
from writer_app.engine.model import ModelInfo, StopFlag, TextModel
from writer_app.engine.scripted import ScriptedModel
from writer_app.errors import ModelMissing


def named(name: str) -> ModelInfo:
    return dataclasses.replace(ScriptedModel().info, name=name)


def source(name: str, **more: Any) -> Source:
    promise = dataclasses.replace(named(name), device="")
    return Source(name, lambda: ScriptedModel(info=named(name)), promise=promise, **more)


class Desk:
    """A started worker and the messages it delivers."""

    def __init__(self, sources: Sources, free_bytes: Callable[[], int | None]) -> None:
        self.inbox: queue.Queue[Message] = queue.Queue()
        self.worker = Worker(sources, self.inbox.put, free_bytes=free_bytes)
        self.worker.start()

    def next(self, kind: type[Any]) -> Any:
        while True:
            message = self.inbox.get(timeout=10)
            if isinstance(message, kind):
                return message

    def status(self, state: ModelState) -> Status:
        while True:
            status: Status = self.next(Status)
            if status.state is state:
                return status

    def model_of(self, role: Role) -> str:
        """Give the name of the model that a task of a role runs on."""
        self.worker.post_task(99, telling(99), role=role)
        return str(self.next(Failure).kind)


def telling(task_id: int) -> Task:
    """Give a task that tells its model's name."""

    def task(model: TextModel, _: StopFlag) -> Generator[Message | None, None, None]:
        yield Failure(task_id, model.info.name, "")

    return task


@pytest.fixture
def open_desk() -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def open_one(free_bytes: Callable[[], int | None] = lambda: None, **roles: Source) -> Desk:
        sources = {Role[name.upper()]: one for name, one in roles.items()}
        desks.append(Desk(sources, free_bytes))
        return desks[-1]

    yield open_one
    for desk in desks:
        assert desk.worker.close(10.0)


def test_each_role_runs_on_its_own_model(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(ghosts=source("small"), tasks=source("big"), fix=source("judge"))
    roles = (Role.GHOSTS, Role.TASKS, Role.FIX)
    assert [desk.model_of(role) for role in roles] == ["small", "big", "judge"]


def test_the_model_for_tasks_is_told_before_and_after_it_is_loaded(
    open_desk: Callable[..., Desk],
) -> None:
    desk = open_desk(ghosts=source("small"), tasks=source("big"))
    told = desk.status(ModelState.READY)
    assert told.info is not None and told.for_tasks is not None
    assert (told.info.name, told.for_tasks.name, told.for_tasks.device) == ("small", "big", "")
    desk.worker.post_task(7, telling(7))
    loaded = desk.status(ModelState.READY).for_tasks
    assert loaded is not None and loaded.device == "cpu"


def test_a_model_for_tasks_that_is_not_there_fails_the_task_alone(
    open_desk: Callable[..., Desk],
) -> None:
    def load() -> TextModel:
        raise ModelMissing("It is gone; choose another.")

    desk = open_desk(ghosts=source("small"), tasks=Source("big", load))
    desk.worker.post_task(7, telling(7))
    assert desk.next(Failure).advice == "It is gone; choose another."
    desk.worker.post(Request(8, 8, RequestKind.GHOST, "It was a", "", 0.3))
    assert desk.next(Suggestion).request_id == 8


def test_ghosts_stand_aside_where_memory_is_short(open_desk: Callable[..., Desk]) -> None:
    roles = {"ghosts": source("small", need_bytes=1), "tasks": source("big", need_bytes=10**9)}
    desk = open_desk(free_bytes=lambda: RESERVE_BYTES + 10, **roles)
    desk.status(ModelState.READY)
    desk.worker.post_task(7, telling(7))
    assert desk.status(ModelState.ASIDE).for_tasks is not None
    assert desk.next(Failure).kind == "big"


def test_other_models_are_used_from_now_on(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(ghosts=source("small"))
    desk.status(ModelState.READY)
    desk.worker.use({Role.GHOSTS: source("other")})
    info = desk.status(ModelState.READY).info
    assert info is not None and info.name == "other"
    assert desk.model_of(Role.TASKS) == "other"


def test_a_change_ends_the_tasks_of_the_model_that_goes(open_desk: Callable[..., Desk]) -> None:
    began, ended = threading.Event(), threading.Event()

    def task(_: TextModel, __: StopFlag) -> Generator[Message | None, None, None]:
        try:
            while True:
                began.set()
                yield None
        finally:
            ended.set()

    desk = open_desk(ghosts=source("small"), tasks=source("big"))
    desk.worker.post_task(7, task)
    assert began.wait(10)
    desk.worker.use({Role.GHOSTS: source("small"), Role.TASKS: source("other")})
    assert ended.wait(10)
    assert desk.model_of(Role.TASKS) == "other"


def test_a_task_goes_on_when_only_the_variant_changes(open_desk: Callable[..., Desk]) -> None:
    began, may_end = threading.Event(), threading.Event()

    def task(model: TextModel, _: StopFlag) -> Generator[Message | None, None, None]:
        began.set()
        while not may_end.wait(0.001):
            yield None
        yield Failure(7, model.info.name, "")

    desk = open_desk(ghosts=source("small"))
    desk.worker.post_task(7, task)
    assert began.wait(10)
    desk.worker.use({Role.GHOSTS: source("small", variant="sparing")})
    may_end.set()
    assert desk.next(Failure).kind == "small"
    desk.status(ModelState.LOADING)
    desk.status(ModelState.READY)


def test_a_model_that_was_missing_is_looked_for_at_a_change(open_desk: Callable[..., Desk]) -> None:
    def load() -> TextModel:
        raise ModelMissing("There is none.")

    desk = open_desk(ghosts=Source("none", load))
    assert desk.status(ModelState.MISSING).advice == "There is none."
    desk.worker.use({Role.GHOSTS: source("small")})
    desk.status(ModelState.READY)


def test_ghosts_are_answered_while_another_model_is_loaded(
    open_desk: Callable[..., Desk],
) -> None:
    may_load = threading.Event()

    def load() -> TextModel:
        assert may_load.wait(10)
        return ScriptedModel(info=named("big"))

    desk = open_desk(ghosts=source("small"), tasks=Source("big", load))
    desk.worker.post_task(7, telling(7))
    desk.worker.post(Request(8, 8, RequestKind.GHOST, "It was a", "", 0.3))
    assert desk.next(Suggestion).request_id == 8
    may_load.set()
    assert desk.next(Failure).kind == "big"


def test_tasks_of_two_models_wait_for_one_after_the_other(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(ghosts=source("small"), tasks=source("big"), fix=source("judge"))
    for task_id, role in ((7, Role.TASKS), (8, Role.FIX), (9, Role.TASKS)):
        desk.worker.post_task(task_id, telling(task_id), role=role)
    told = {(one.request_id, one.kind) for one in (desk.next(Failure) for _ in range(3))}
    assert told == {(7, "big"), (8, "judge"), (9, "big")}


def test_a_task_cancelled_while_its_model_is_loaded_never_begins(
    open_desk: Callable[..., Desk],
) -> None:
    may_load, loading = threading.Event(), threading.Event()

    def load() -> TextModel:
        loading.set()
        assert may_load.wait(10)
        return ScriptedModel(info=named("big"))

    desk = open_desk(ghosts=source("small"), tasks=Source("big", load))
    desk.worker.post_task(7, telling(7))
    assert loading.wait(10)
    desk.worker.cancel(7)
    may_load.set()
    desk.worker.post_task(8, telling(8))
    assert desk.next(Failure).request_id == 8


def test_a_model_that_comes_after_the_end_is_closed() -> None:
    may_load, loading, closed = threading.Event(), threading.Event(), threading.Event()

    class Late(ScriptedModel):
        def close(self) -> None:
            closed.set()

    def load() -> TextModel:
        loading.set()
        assert may_load.wait(10)
        return Late()

    desk = Desk({Role.GHOSTS: source("small"), Role.TASKS: Source("big", load)}, lambda: None)
    desk.worker.post_task(7, telling(7))
    assert loading.wait(10)
    assert desk.worker.close(10.0)
    may_load.set()
    assert closed.wait(10)


def test_a_model_nobody_wants_any_more_is_not_waited_for(open_desk: Callable[..., Desk]) -> None:
    may_load, loading = threading.Event(), threading.Event()

    def load() -> TextModel:
        loading.set()
        assert may_load.wait(10)
        return ScriptedModel(info=named("big"))

    desk = open_desk(ghosts=source("small"), tasks=Source("big", load))
    desk.worker.post_task(7, telling(7))
    assert loading.wait(10)
    desk.worker.use({Role.GHOSTS: source("small"), Role.TASKS: source("other")})
    assert desk.next(Failure).kind == "other"
    may_load.set()

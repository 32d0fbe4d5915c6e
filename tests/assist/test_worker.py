"""The worker's thread, held mid-token by a gate."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
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
    SummaryReady,
)
from writer_app.assist.roles import Role
from writer_app.assist.summary_task import summary_task
from writer_app.assist.worker import Task, Worker
from writer_app.engine.model import Limits, Piece, StopFlag, TextModel
from writer_app.engine.scripted import Gate, ScriptedModel, script_of
from writer_app.errors import ModelMissing, ModelRunFailed

TABLE: dict[str, str | Sequence[str]] = {
    "It was a": " dark night",
    "Then came": " the rain",
    "boom": " x",
}

Load = Callable[[], TextModel]


class Desk:
    """A started worker and the messages it delivers."""

    def __init__(self, load: Load) -> None:
        self.inbox: queue.Queue[Message] = queue.Queue()
        self.threads: set[str] = set()
        self.worker = Worker(load, self.deliver)
        self.worker.start()

    def deliver(self, message: Message) -> None:
        self.threads.add(threading.current_thread().name)
        self.inbox.put(message)

    def next(self, kind: type[Any] = object) -> Any:
        """Give the next message of a kind."""
        while True:
            message = self.inbox.get(timeout=10)
            if isinstance(message, kind):
                return message

    def final(self) -> Suggestion:
        """Give the next whole answer."""
        while True:
            message = self.next(Suggestion)
            if message.is_final:
                return message


OpenDesk = Callable[[Load], Desk]


@pytest.fixture
def open_desk() -> Iterator[OpenDesk]:
    desks: list[Desk] = []

    def open_one(load: Load) -> Desk:
        desk = Desk(load)
        desks.append(desk)
        return desk

    yield open_one
    for desk in desks:
        assert desk.worker.close(10.0)


def ask(
    request_id: int, before: str, kind: RequestKind = RequestKind.GHOST, **more: Any
) -> Request:
    return Request(request_id, request_id, kind, before, "", 0.3, **more)


def test_states_of_loading_are_told(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: ScriptedModel(script_of(TABLE)))
    assert desk.next(Status).state is ModelState.LOADING
    ready = desk.next(Status)
    assert ready.state is ModelState.READY
    assert ready.info.engine == "scripted"


def test_missing_model_is_told_in_its_own_words(open_desk: OpenDesk) -> None:
    def load() -> TextModel:
        raise ModelMissing("No model is installed. Run `foreword models add`.")

    desk = open_desk(load)
    desk.next(Status)
    missing = desk.next(Status)
    assert missing.state is ModelState.MISSING
    assert "models add" in missing.advice


def test_task_that_needs_no_model_is_done_without_one(open_desk: OpenDesk) -> None:
    def load() -> TextModel:
        raise ModelMissing("No model is installed.")

    desk = open_desk(load)
    assert [desk.next(Status).state for _ in range(2)][1] is ModelState.MISSING
    task = summary_task(7, "It rained. The keeper stood at the door. Nobody came.")
    desk.worker.post_task(7, task, role=Role.NONE)
    assert desk.next(SummaryReady).summary.sentences


def test_unforeseen_load_error_is_told_without_its_text(open_desk: OpenDesk) -> None:
    def load() -> TextModel:
        raise ValueError("secret words of the writer")

    desk = open_desk(load)
    desk.next(Status)
    failed = desk.next(Status)
    assert failed.state is ModelState.FAILED
    assert "secret" not in failed.advice


def test_model_loads_and_runs_and_delivers_on_one_other_thread(open_desk: OpenDesk) -> None:
    names = []

    def load() -> TextModel:
        names.append(threading.current_thread().name)
        return ScriptedModel(
            script_of(TABLE), on_call=lambda _: names.append(threading.current_thread().name)
        )

    desk = open_desk(load)
    desk.worker.post(ask(1, "It was a"))
    desk.final()
    assert set(names) == desk.threads == {"writer-worker"}
    assert threading.current_thread().name not in names


def test_answer_streams_texts_that_each_start_the_next(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: ScriptedModel(script_of(TABLE)))
    desk.worker.post(ask(1, "It was a"))
    first, last = desk.next(Suggestion), desk.final()
    assert (first.texts, first.is_final) == ((" dark",), False)
    assert last.texts == (" dark night",)
    assert last.probabilities[0] > 0.3


def test_cancel_ends_a_run_held_mid_token(open_desk: OpenDesk) -> None:
    gate = Gate()
    desk = open_desk(lambda: ScriptedModel(script_of(TABLE), gate=gate))
    desk.worker.post(ask(1, "It was a"))
    assert gate.wait_until_held()
    desk.worker.cancel(1)
    gate.open()
    desk.worker.post(ask(2, "Then came"))
    assert desk.final().request_id == 2


def test_newer_ghost_replaces_the_unread_and_ends_the_running_one(open_desk: OpenDesk) -> None:
    gate, prompts = Gate(), []
    desk = open_desk(lambda: ScriptedModel(script_of(TABLE), gate=gate, on_call=prompts.append))
    desk.worker.post(ask(1, "It was a"))
    assert gate.wait_until_held()
    desk.worker.post(ask(2, "boom"))
    desk.worker.post(ask(3, "Then came"))
    gate.open()
    assert desk.final().request_id == 3
    assert prompts[0] == "It was a"
    assert prompts[-1] == "Then came"


def test_prefetch_is_given_up_when_a_ghost_is_asked(open_desk: OpenDesk) -> None:
    gate = Gate()
    desk = open_desk(lambda: ScriptedModel(script_of(TABLE), gate=gate))
    desk.worker.post(ask(1, "It was a", RequestKind.PREFETCH))
    assert gate.wait_until_held()
    desk.worker.post(ask(2, "Then came"))
    gate.open()
    assert desk.next(Suggestion).request_id == 2


def test_prefetch_leaves_a_running_ghost_alone(open_desk: OpenDesk) -> None:
    gate = Gate()
    desk = open_desk(lambda: ScriptedModel(script_of(TABLE), gate=gate))
    desk.worker.post(ask(1, "It was a"))
    assert gate.wait_until_held()
    desk.worker.post(ask(2, "Then came", RequestKind.PREFETCH))
    gate.open()
    assert [desk.final().request_id, desk.final().request_id] == [1, 2]


def test_failed_run_gives_one_failure_and_the_next_is_answered(open_desk: OpenDesk) -> None:
    class Fragile(ScriptedModel):
        def complete(
            self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
        ) -> Iterator[Piece]:
            if prompt == "boom":
                raise ModelRunFailed("The model stopped. Choose another one.")
            return super().complete(prompt, limits, stop, suffix)

    desk = open_desk(lambda: Fragile(script_of(TABLE)))
    desk.worker.post(ask(1, "boom"))
    failure = desk.next(Failure)
    assert (failure.request_id, failure.kind) == (1, "ModelRunFailed")
    desk.worker.post(ask(2, "It was a"))
    assert desk.final().request_id == 2


def test_model_that_fails_thrice_is_failed_until_it_answers(open_desk: OpenDesk) -> None:
    class Broken(ScriptedModel):
        def complete(
            self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
        ) -> Iterator[Piece]:
            if prompt == "boom":
                raise RuntimeError(prompt)
            return super().complete(prompt, limits, stop, suffix)

    desk = open_desk(lambda: Broken(script_of(TABLE)))
    states = [desk.next(Status).state, desk.next(Status).state]
    for request_id in (1, 2, 3):
        desk.worker.post(ask(request_id, "boom"))
        desk.next(Failure)
    states.append(desk.next(Status).state)
    desk.worker.post(ask(4, "It was a"))
    states.append(desk.next(Status).state)
    assert states[1:] == [ModelState.READY, ModelState.FAILED, ModelState.READY]


def test_alternatives_come_as_distinct_texts(open_desk: OpenDesk) -> None:
    desk = open_desk(
        lambda: ScriptedModel(lambda _prompt, _suffix: [" dark one", " dark one", " cold one"])
    )
    desk.worker.post(ask(1, "It was a", RequestKind.ALTERNATIVES, n=3, is_asked=True))
    assert desk.final().texts == (" dark one", " cold one")


def test_ghost_is_answered_between_the_steps_of_a_task(open_desk: OpenDesk) -> None:
    may_go_on, order = threading.Event(), []

    def task(model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
        order.append("step 1")
        yield Status(ModelState.READY, model.info)
        may_go_on.wait(10)
        yield None
        order.append("step 3")
        yield Status(ModelState.READY, model.info)

    desk = open_desk(
        lambda: ScriptedModel(script_of(TABLE), on_call=lambda _: order.append("ghost"))
    )
    desk.next(Status), desk.next(Status)
    desk.worker.post_task(7, task)
    desk.next(Status)
    desk.worker.post(ask(8, "It was a"))
    may_go_on.set()
    desk.final(), desk.next(Status)
    assert order == ["step 1", "ghost", "step 3"]


def test_newer_task_goes_first_and_the_older_resumes_where_it_was(open_desk: OpenDesk) -> None:
    first_began, may_go_on, order = threading.Event(), threading.Event(), []

    def steps(name: str, n: int) -> Task:
        def task(model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
            for number in range(n):
                order.append(f"{name}{number}")
                first_began.set()
                may_go_on.wait(10)
                yield None
            yield Status(ModelState.READY, model.info)

        return task

    desk = open_desk(lambda: ScriptedModel(script_of(TABLE)))
    desk.next(Status), desk.next(Status)
    desk.worker.post_task(1, steps("long ", 3))
    assert first_began.wait(10)
    desk.worker.post_task(2, steps("short ", 2))
    may_go_on.set()
    desk.next(Status), desk.next(Status)
    assert order == ["long 0", "short 0", "short 1", "long 1", "long 2"]


def test_no_task_that_waits_is_dropped_for_another(open_desk: OpenDesk) -> None:
    may_load = threading.Event()

    def load() -> TextModel:
        may_load.wait(10)
        return ScriptedModel(script_of(TABLE))

    def task(task_id: int) -> Task:
        def steps(_model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
            yield Failure(task_id, "", "")

        return steps

    desk = open_desk(load)
    for task_id in (1, 2, 3):
        desk.worker.post_task(task_id, task(task_id))
    may_load.set()
    assert {desk.next(Failure).request_id for _ in range(3)} == {1, 2, 3}


def test_cancelled_task_makes_no_further_step(open_desk: OpenDesk) -> None:
    started, ended, flags = threading.Event(), threading.Event(), []

    def task(_model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
        flags.append(stop)
        started.set()
        try:
            while True:
                ended.wait(0.001)
                yield None
        finally:
            ended.set()

    desk = open_desk(lambda: ScriptedModel(script_of(TABLE)))
    desk.worker.post_task(7, task)
    assert started.wait(10)
    desk.worker.cancel(7)
    assert ended.wait(10)
    assert flags[0].is_raised


def test_close_ends_a_held_run_then_closes_the_model() -> None:
    gate = Gate()
    model = ScriptedModel(script_of(TABLE), gate=gate)
    desk = Desk(lambda: model)
    desk.worker.post(ask(1, "It was a"))
    assert gate.wait_until_held()
    assert not model.is_closed
    assert desk.worker.close(10.0)
    assert model.is_closed
    desk.worker.post(ask(2, "It was a"))
    assert desk.worker.close(10.0)


def test_close_before_start_is_harmless() -> None:
    assert Worker(ScriptedModel, lambda _message: None).close()


def test_last_of_many_fast_requests_is_always_answered(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: ScriptedModel(script_of(TABLE)))
    for request_id in range(1, 501):
        desk.worker.post(ask(request_id, "It was a"))
        if request_id % 3 == 0:
            desk.worker.cancel(request_id - 1)
    while desk.final().request_id != 500:
        pass


def test_waiting_prefetch_is_dropped_by_a_ghost_and_a_task_is_not(open_desk: OpenDesk) -> None:
    gate = Gate()
    ran = threading.Event()

    def task(_model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
        ran.set()
        yield None

    desk = open_desk(lambda: ScriptedModel(script_of(TABLE), gate=gate))
    desk.worker.post(ask(1, "It was a"))
    assert gate.wait_until_held()
    desk.worker.post(ask(2, "boom", RequestKind.PREFETCH))
    desk.worker.post_task(3, task)
    desk.worker.post(ask(4, "Then came"))
    gate.open()
    assert desk.final().request_id == 4
    assert ran.wait(10)


def test_what_a_model_was_never_made_for_says_nothing_of_its_health(open_desk: OpenDesk) -> None:
    def task(_model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
        yield None
        raise ModelMissing("This needs an instruct model.")

    desk = open_desk(lambda: ScriptedModel(script_of(TABLE)))
    for number in range(1, 5):
        desk.worker.post_task(number, task)
        assert desk.next(Failure).kind == "ModelMissing"
    desk.worker.post(ask(9, "It was a"))
    states = []
    while True:
        message = desk.next()
        if isinstance(message, Suggestion) and message.is_final:
            break
        states += [message] if isinstance(message, Status) else []
    assert states == []


def test_tasks_run_on_a_fork_of_the_ghosts_model(open_desk: OpenDesk) -> None:
    n_tokens: list[int] = []

    class Fork(ScriptedModel):
        def count_tokens(self, _text: str) -> int:
            return -1

    class Forked(ScriptedModel):
        def fork(self) -> ScriptedModel:
            return Fork()

    def task(model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
        n_tokens.append(model.count_tokens("word"))
        yield Failure(7, "seen", "")

    desk = open_desk(Forked)
    desk.worker.post_task(7, task)
    desk.next(Failure)
    assert n_tokens == [-1]


def test_task_rests_while_the_writer_goes_first_and_gets_its_share(open_desk: OpenDesk) -> None:
    asked = threading.Event()

    def load() -> TextModel:
        assert asked.wait(10)
        return ScriptedModel(script_of(TABLE))

    def task(_: TextModel, __: StopFlag) -> Generator[Message | None, None, None]:
        yield Failure(7, "told", "of the task")

    desk = open_desk(load)
    desk.worker.make_way(1_000.0)
    desk.worker.post_task(7, task)
    desk.worker.post(ask(8, "It was a"))
    asked.set()
    assert desk.next(Suggestion).request_id == 8
    assert desk.next(Failure).kind == "told"

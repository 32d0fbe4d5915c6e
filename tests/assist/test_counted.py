"""What a model is given and answers is counted, and what the worker notes of it."""

import queue
from collections.abc import Generator, Iterator

import pytest

from writer_app.assist.counted import CountedModel
from writer_app.assist.messages import Failure, Message, Request, RequestKind
from writer_app.assist.worker import Task, Worker
from writer_app.deeds import Deed, ModelRun, Purpose
from writer_app.engine.model import Limits, Opening, StopFlag, TextModel
from writer_app.engine.scripted import ScriptedModel, script_of
from writer_app.errors import ModelMissing

PROMPT = "It was a"
TABLE = {PROMPT: " dark night"}


@pytest.fixture
def model() -> CountedModel:
    return CountedModel(ScriptedModel(script_of(TABLE)))


def run_of(model: CountedModel) -> ModelRun:
    run = model.run_since(5.0, Purpose.GHOST)
    assert run is not None
    return run


def test_a_completion_is_counted_though_it_is_left_early(model: CountedModel) -> None:
    next(iter(model.complete(PROMPT, Limits(), StopFlag())))
    run = run_of(model)
    assert (run.n_tokens_in, run.n_tokens_out) == (model.count_tokens(PROMPT), 1)
    assert (run.at_s, run.model, run.device) == (5.0, model.info.name, model.info.device)


def test_what_was_counted_is_told_once(model: CountedModel) -> None:
    list(model.complete(PROMPT, Limits(), StopFlag()))
    assert run_of(model).n_tokens_out == 2
    assert model.run_since(6.0, Purpose.GHOST) is None


def test_no_more_is_counted_than_the_window_holds(model: CountedModel) -> None:
    list(model.complete("word " * 10_000, Limits(1), StopFlag()))
    assert run_of(model).n_tokens_in == model.info.context_tokens


def test_time_between_two_steps_is_not_the_models(
    model: CountedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 10))
    monkeypatch.setattr("writer_app.assist.counted._now_ms", lambda: float(next(clock)))
    pieces = model.complete(PROMPT, Limits(), StopFlag())
    next(pieces)
    for _ in range(50):
        next(clock)
    list(pieces)
    assert run_of(model).ms == 30  # two pieces and the end, one tick of the clock each


def test_alternatives_answers_and_scores_are_counted(model: CountedModel) -> None:
    model.alternatives(PROMPT, 2, Limits(), StopFlag())
    assert run_of(model).n_tokens_out > 0
    list(model.answer(Opening(PROMPT), Limits(), StopFlag()))
    assert run_of(model).n_tokens_in == model.count_question(Opening(PROMPT))
    scores = model.score_many(["one two", "three"], StopFlag(), PROMPT)
    texts = ("one two", "three", PROMPT)
    assert len(scores) == 2
    assert run_of(model).n_tokens_in == sum(model.count_tokens(text) for text in texts)


def test_scores_in_steps_come_through_as_they_are(model: CountedModel) -> None:
    def collect() -> Generator[None, None, list[float]]:
        return (yield from model.score_steps(["one two", "three"], StopFlag(), PROMPT))

    found: list[list[float]] = []

    def outer() -> Iterator[None]:
        found.append((yield from collect()))

    list(outer())
    plain = ScriptedModel(script_of(TABLE))
    assert found == [plain.score_many(["one two", "three"], StopFlag(), PROMPT)]
    assert run_of(model).n_tokens_out == 0


def test_a_fork_counts_for_itself(model: CountedModel) -> None:
    fork = model.fork()
    list(fork.complete(PROMPT, Limits(), StopFlag()))
    assert model.run_since(0.0, Purpose.GHOST) is None
    assert fork.run_since(0.0, Purpose.GHOST) is not None


class NotingDesk:
    """A started worker, what it delivers, and what it notes."""

    def __init__(self) -> None:
        self.inbox: queue.Queue[Message] = queue.Queue()
        self.noted: queue.Queue[Deed] = queue.Queue()
        load = lambda: ScriptedModel(script_of(TABLE))  # noqa: E731
        self.worker = Worker(load, self.inbox.put, note=self.noted.put)
        self.worker.start()

    def next_run(self) -> ModelRun:
        run = self.noted.get(timeout=10)
        assert isinstance(run, ModelRun)
        return run


@pytest.fixture
def desk() -> Iterator[NotingDesk]:
    desk = NotingDesk()
    yield desk
    assert desk.worker.close(10.0)


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [
        (RequestKind.GHOST, Purpose.GHOST),
        (RequestKind.ALTERNATIVES, Purpose.IDEAS),
        (RequestKind.PREFETCH, Purpose.AHEAD),
    ],
)
def test_every_request_is_noted_by_what_it_was_for(
    desk: NotingDesk, kind: RequestKind, purpose: Purpose
) -> None:
    desk.worker.post(Request(1, 1, kind, PROMPT, "", 0.0, n=2))
    run = desk.next_run()
    assert (run.purpose, run.n) == (purpose, 1)
    assert run.n_tokens_in > 0
    assert run.n_tokens_out > 0


def asking(n_calls: int) -> Task:
    """Make a task that asks the model so many times."""

    def task(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
        for _ in range(n_calls):
            yield from (None for _ in model.complete(PROMPT, Limits(), stop))
        yield Failure(1, "", "")

    return task


def test_a_task_is_one_run_however_often_it_asks(desk: NotingDesk) -> None:
    desk.worker.post_task(1, asking(3), Purpose.SUMMARY)
    run = desk.next_run()
    assert (run.purpose, run.n_tokens_out) == (Purpose.SUMMARY, 6)


def test_a_task_without_the_model_is_no_run(desk: NotingDesk) -> None:
    desk.worker.post_task(1, asking(0), Purpose.SUMMARY)
    desk.worker.post_task(2, asking(1), Purpose.DRAFT)
    assert desk.next_run().purpose == Purpose.DRAFT


def test_a_task_that_fails_is_noted_with_what_it_cost(desk: NotingDesk) -> None:
    def task(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
        yield from (None for _ in model.complete(PROMPT, Limits(), stop))
        raise ModelMissing("no")

    desk.worker.post_task(1, task, Purpose.FIX)
    assert desk.next_run().n_tokens_out == 2


def test_a_task_under_way_at_the_end_is_noted() -> None:
    desk = NotingDesk()

    def endless(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
        while True:
            yield from (None for _ in model.complete(PROMPT, Limits(), stop))
            yield Failure(1, "", "")

    desk.worker.post_task(1, endless, Purpose.DRAFT)
    while not isinstance(desk.inbox.get(timeout=10), Failure):
        pass
    assert desk.worker.close(10.0)
    assert desk.next_run().purpose == Purpose.DRAFT

"""Ghosts and tasks on one worker with the model in the box: each keeps what it has read."""

import queue
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.assist.fix.lexicon import RESOURCES
from tests.assist.test_summarize import novel
from writer_app.assist.drafting.task import draft_task
from writer_app.assist.drafting.wish import DraftWish
from writer_app.assist.messages import (
    DraftReady,
    Failure,
    Message,
    Request,
    RequestKind,
    RewriteProgress,
    RewriteReady,
    Status,
    Suggestion,
    SummaryProgress,
)
from writer_app.assist.rewriting.task import rewrite_task
from writer_app.assist.rewriting.wish import RewriteWish, Style
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.assist.summary_task import summary_task
from writer_app.assist.worker import Task, Worker
from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.model import TextModel

PAGE = "The old man walked slowly down to the harbour and looked at the boats. " * 20
WRONG = "I dont know wich freinds came to the the house. " * 12


class Desk:
    """A worker with the real model, whose ghost cache is watched."""

    def __init__(self) -> None:
        self.inbox: queue.Queue[Message] = queue.Queue()
        self.n_read: list[int] = []
        self.worker = Worker(self._load, self.inbox.put)
        self.worker.start()
        self._n_asked = 0

    def _load(self) -> TextModel:
        model: Gpt = open_model(RESOURCES.parent / "models" / "default")
        append = model.decoder.append

        def counting(ids: list[int], n_rows: int, control: Any) -> Any:
            self.n_read.append(len(ids))
            return append(ids, n_rows, control)

        model.decoder.append = counting  # type: ignore[method-assign]
        return model

    def until(self, kind: type[Any]) -> Any:
        while True:
            message = self.inbox.get(timeout=120)
            assert not isinstance(message, Failure), message
            if isinstance(message, kind):
                return message

    def ghost(self, before: str) -> int:
        """Ask for a ghost; give how many tokens the longest run for it read."""
        self.n_read.clear()
        self._n_asked += 1
        request = Request(self._n_asked, self._n_asked, RequestKind.GHOST, before, "", 0.3)
        self.worker.post(request)
        while not self.until(Suggestion).is_final:
            pass
        return max(self.n_read, default=0)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    made.until(Status)
    yield made
    assert made.worker.close(30.0)


def read_resource(name: str) -> str:
    return (RESOURCES / name).read_text(encoding="utf-8")


def novel_to_summarise() -> Task:
    return summary_task(900, novel(8))


def faults_to_fix() -> Task:
    wish = RewriteWish(WRONG, Style.FIX)
    return rewrite_task(900, wish, Workshop(frozenset(), read_resource))


@pytest.mark.parametrize(
    ("make", "progress"),
    [(faults_to_fix, RewriteProgress), (novel_to_summarise, SummaryProgress)],
)
def test_a_key_reads_only_itself_while_a_task_runs(
    desk: Desk, make: Callable[[], Task], progress: type[Any]
) -> None:
    assert desk.ghost(PAGE) > 100
    desk.worker.post_task(900, make())
    desk.until(progress)
    assert desk.ghost(PAGE + "H") <= 4
    assert desk.ghost(PAGE + "He") <= 4


def test_fix_in_the_worker_gives_what_it_gives_alone(desk: Desk) -> None:
    text = "I dont know wich freinds came to the the house."
    workshop = Workshop(frozenset(), read_resource)
    desk.worker.post_task(900, rewrite_task(900, RewriteWish(text, Style.FIX), workshop))
    desk.ghost(PAGE)
    desk.worker.post_task(901, rewrite_task(901, RewriteWish(text, Style.FIX), workshop))
    for _ in range(2):
        (rewrite,) = desk.until(RewriteReady).rewrites
        assert rewrite.text == "I don't know which friends came to the house."


def test_a_cancelled_draft_leaves_the_worker_free(desk: Desk) -> None:
    desk.worker.post_task(900, draft_task(900, DraftWish(PAGE, max_tokens=1_000)))
    desk.worker.cancel(900)
    desk.worker.post_task(901, draft_task(901, DraftWish(PAGE, max_tokens=20)))
    assert desk.until(DraftReady).request_id == 901

"""A summary between keystrokes, on the worker's thread."""

import queue
from collections.abc import Iterator
from typing import Any

import pytest

from tests.assist.test_summarize import TEXT, novel
from writer_app.assist.messages import (
    Message,
    Request,
    RequestKind,
    SectionFound,
    Suggestion,
    SummaryProgress,
    SummaryReady,
)
from writer_app.assist.summarize import Length, summarize_now
from writer_app.assist.summary_task import section_summary_task, summary_task
from writer_app.assist.worker import Worker
from writer_app.engine.scripted import ScriptedModel

GHOST = Request(8, 1, RequestKind.GHOST, "It was a", "", 0.3)


@pytest.fixture
def inbox() -> "queue.Queue[Message]":
    return queue.Queue()


@pytest.fixture
def worker(inbox: "queue.Queue[Message]") -> Iterator[Worker]:
    made = Worker(ScriptedModel, inbox.put)
    made.start()
    yield made
    assert made.close(10.0)


def until(inbox: "queue.Queue[Message]", kind: type[Any]) -> list[Message]:
    """Give the messages up to and with the first of a kind."""
    found: list[Message] = []
    while not found or not isinstance(found[-1], kind):
        found.append(inbox.get(timeout=30))
    return found


def test_a_summary_comes_after_its_progress(worker: Worker, inbox: "queue.Queue[Message]") -> None:
    worker.post_task(7, summary_task(7, novel(2), Length.SHORT))
    messages = until(inbox, SummaryReady)
    shares = [one.share for one in messages if isinstance(one, SummaryProgress)]
    assert shares == sorted(shares)
    assert 10 < len(shares) <= 100
    assert messages[-1] == SummaryReady(7, summarize_now(novel(2), Length.SHORT))


def test_a_ghost_is_answered_before_the_summary_is_done(
    worker: Worker, inbox: "queue.Queue[Message]"
) -> None:
    worker.post_task(7, summary_task(7, novel(16)))
    until(inbox, SummaryProgress)
    worker.post(GHOST)
    kinds = [type(one) for one in until(inbox, SummaryReady)]
    assert Suggestion in kinds
    assert kinds.index(Suggestion) < len(kinds) - 10


def test_a_cancelled_summary_sends_nothing_more(
    worker: Worker, inbox: "queue.Queue[Message]"
) -> None:
    worker.post_task(7, summary_task(7, novel(16)))
    until(inbox, SummaryProgress)
    worker.cancel(7)
    worker.post_task(9, summary_task(9, TEXT))
    assert until(inbox, SummaryReady)[-1] == SummaryReady(9, summarize_now(TEXT))


def test_a_section_is_told_of_before_its_summary(
    worker: Worker, inbox: "queue.Queue[Message]"
) -> None:
    text = "# One\n\nIt rained all day.\n\n# Two\n\nThe sun came out again.\n"
    worker.post_task(7, section_summary_task(7, text, text.index("sun")))
    messages = until(inbox, SummaryReady)
    start = text.index("# Two")
    assert SectionFound(7, start, len(text)) in messages
    assert isinstance(messages[-1], SummaryReady)
    [sentence] = messages[-1].summary.sentences
    [(first, last)] = sentence.sources
    assert text[start + first : start + last] == "The sun came out again."

"""A summary as a task of the worker: between keystrokes, with progress, to be cancelled.

May import: assist, engine.model. Thread: worker.
"""

from collections.abc import Callable, Generator

from writer_app.assist.abstracting.abstract import Abstracter
from writer_app.assist.messages import Message, SectionFound, SummaryProgress, SummaryReady
from writer_app.assist.sections import section_around
from writer_app.assist.summarize import Length, Summary, summarize
from writer_app.engine.model import StopFlag, TextModel
from writer_app.errors import ModelMissing

_N_REPORTS = 25


def summary_task(
    task_id: int,
    text: str,
    length: Length = Length.MEDIUM,
    *,
    is_points: bool = False,
    blocklist: frozenset[str] = frozenset(),
) -> Callable[[TextModel, StopFlag], Generator[Message | None, None, None]]:
    """Make the task that `Worker.post_task` takes.

    It sends `SummaryProgress`, then `SummaryReady`. An instruct model writes the summary in
    its own words; with any other the sentences are the text's own and no model runs.

    Args:
        task_id: the one given to `post_task`. text: the selection, section or document;
            the sources of the summary count from its start.
        blocklist: casefolded words that a model may not bring in.
    """

    def task(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
        if model.info.is_instruct:
            abstracter = Abstracter(model, stop, blocklist)
            summary = yield from _written(task_id, abstracter, text, length, is_points=is_points)
            if stop.is_raised:
                return
            if summary is not None:
                yield SummaryReady(task_id, summary)
                return
        yield from _chosen(task_id, text, length, is_points=is_points)

    return task


def _written(
    task_id: int, abstracter: Abstracter, text: str, length: Length, *, is_points: bool
) -> Generator[Message | None, None, Summary | None]:
    """Have the model write it; None when it cannot."""
    steps = abstracter.summarize(text, length, is_points=is_points)
    share = 0.0
    while True:
        try:
            told = next(steps)
        except StopIteration as done:
            summary: Summary | None = done.value
            return summary
        except ModelMissing:
            return None
        if told is None:
            yield None
            continue
        share = max(share, told.share)
        yield SummaryProgress(task_id, share, told.text)


def _chosen(
    task_id: int, text: str, length: Length, *, is_points: bool
) -> Generator[Message | None, None, None]:
    """Choose the text's own sentences; in at most `_N_REPORTS` reports."""
    steps = summarize(text, length, is_points=is_points)
    n_reported = 0
    while True:
        try:
            share = next(steps)
        except StopIteration as done:
            summary: Summary = done.value
            yield SummaryReady(task_id, summary)
            return
        is_news = int(share * _N_REPORTS) > n_reported
        n_reported = int(share * _N_REPORTS)
        yield SummaryProgress(task_id, share) if is_news else None


def section_summary_task(
    task_id: int,
    text: str,
    index: int,
    length: Length = Length.MEDIUM,
    *,
    is_points: bool = False,
    blocklist: frozenset[str] = frozenset(),
) -> Callable[[TextModel, StopFlag], Generator[Message | None, None, None]]:
    """Make the task that finds the section around a place and summarises it.

    It sends `SectionFound` before what `summary_task` sends; the sources count from the
    section's start.

    Args:
        text: the whole document. index: code points before the place.
    """

    def task(model: TextModel, stop: StopFlag) -> Generator[Message | None, None, None]:
        start, end = yield from section_around(text, index)
        yield SectionFound(task_id, start, end)
        part = text[start:end]
        inner = summary_task(task_id, part, length, is_points=is_points, blocklist=blocklist)
        yield from inner(model, stop)

    return task

"""A summary as a task of the worker: between keystrokes, with progress, to be cancelled.

May import: assist.messages, assist.sections, assist.summarize, engine.model. Thread: worker.
"""

from collections.abc import Callable, Generator

from writer_app.assist.messages import Message, SectionFound, SummaryProgress, SummaryReady
from writer_app.assist.sections import section_around
from writer_app.assist.summarize import Length, Summary, summarize
from writer_app.engine.model import StopFlag, TextModel

_N_REPORTS = 100


def summary_task(
    task_id: int, text: str, length: Length = Length.MEDIUM, *, is_points: bool = False
) -> Callable[[TextModel, StopFlag], Generator[Message | None, None, None]]:
    """Make the task that `Worker.post_task` takes.

    It sends `SummaryProgress` at most a hundred times, then `SummaryReady`. No model
    runs in it: the sentences are the text's own.

    Args:
        task_id: the one given to `post_task`. text: the selection, section or document;
            the sources of the summary count from its start.
    """

    def task(_model: TextModel, _stop: StopFlag) -> Generator[Message | None, None, None]:
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

    return task


def section_summary_task(
    task_id: int, text: str, index: int, length: Length = Length.MEDIUM, *, is_points: bool = False
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
        inner = summary_task(task_id, text[start:end], length, is_points=is_points)
        yield from inner(model, stop)

    return task

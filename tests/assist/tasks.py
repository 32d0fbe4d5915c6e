"""Run tasks as the worker does, without its thread."""

from collections.abc import Callable, Generator
from typing import Any

from writer_app.assist.messages import Message
from writer_app.engine.model import StopFlag, TextModel

Task = Callable[[TextModel, StopFlag], Generator[Message | None, None, None]]


def messages_of(task: Task, model: TextModel, stop: StopFlag | None = None) -> list[Any]:
    """Give all messages of a task, in order."""
    return [one for one in task(model, stop or StopFlag()) if one is not None]

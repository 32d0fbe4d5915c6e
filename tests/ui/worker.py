"""A worker that runs inline: requests are kept until the test lets it answer."""

from collections.abc import Callable

from writer_app.assist.messages import (
    Message,
    ModelState,
    Request,
    RequestKind,
    Status,
    Suggestion,
    Timings,
)
from writer_app.assist.roles import Role, Sources
from writer_app.assist.worker import Task
from writer_app.deeds import Purpose
from writer_app.engine.model import StopFlag, TextModel
from writer_app.engine.scripted import ScriptedModel


class InlineWorker:
    """Stands in for the worker; nothing runs until `answer` is called."""

    def __init__(self, deliver: Callable[[Message], None]) -> None:
        self.deliver = deliver
        self.posted: list[Request] = []
        self.cancelled: list[int] = []
        self.tasks: dict[int, Task] = {}
        self.purposes: dict[int, Purpose] = {}
        self.roles: dict[int, Role] = {}
        self.used: list[Sources] = []
        self.claims_s: list[float] = []
        self.n_closed = 0

    def start(self) -> None:
        self.deliver(Status(ModelState.READY, ScriptedModel().info))

    def post(self, request: Request) -> None:
        self.posted.append(request)

    def post_task(
        self,
        task_id: int,
        task: Task,
        purpose: Purpose = Purpose.TASK,
        role: Role = Role.TASKS,
    ) -> None:
        self.tasks[task_id] = task
        self.purposes[task_id] = purpose
        self.roles[task_id] = role

    def make_way(self, for_s: float) -> None:
        self.claims_s.append(for_s)

    def use(self, sources: Sources) -> None:
        self.used.append(sources)

    def cancel(self, request_id: int) -> None:
        self.cancelled.append(request_id)

    def close(self, _: float = 2.0) -> bool:
        self.n_closed += 1
        return True

    def run_task(self, task_id: int, model: TextModel | None = None) -> None:
        """Run a posted task to its end, as the worker would, until it is cancelled."""
        stop = StopFlag()
        for message in self.tasks[task_id](model or ScriptedModel(), stop):
            if task_id in self.cancelled:
                stop.raise_flag()
                return
            if message is not None:
                self.deliver(message)

    def answer(self, *texts: str, is_final: bool = True) -> None:
        """Answer the last request that was not a prefetch."""
        asked = [r for r in self.posted if r.kind is not RequestKind.PREFETCH][-1]
        self.deliver(
            Suggestion(
                asked.request_id,
                asked.revision,
                asked.kind,
                texts,
                (0.9,) * len(texts),
                Timings(5.0, 9.0, 4),
                is_final,
            )
        )

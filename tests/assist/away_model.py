"""A fake of a model on another machine: no socket, and it goes away when told to."""

from collections.abc import Iterator
from dataclasses import replace

from writer_app.engine.model import Limits, ModelInfo, Piece, Question, StopFlag
from writer_app.engine.scripted import Gate, ScriptedModel
from writer_app.errors import RemoteUnreachable


class AwayModel(ScriptedModel):
    """Says always the same; `asked` holds every text that it was sent."""

    def __init__(self, text: str) -> None:
        super().__init__(lambda *_: text)
        self.asked: list[str] = []
        self.is_ready = True
        self.is_failing = False
        self.n_looks = 0
        self._hold = Gate()
        self._hold.open()

    @property
    def info(self) -> ModelInfo:
        known = replace(super().info, name="away", host="gpu.example", languages=())
        return replace(known, is_ready=self.is_ready)

    def complete(
        self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> Iterator[Piece]:
        self.asked.append(prompt)
        self._fail()
        yield from super().complete(prompt, limits, stop, suffix)

    def answer(self, question: Question, limits: Limits, stop: StopFlag) -> Iterator[Piece | None]:
        self.asked.append(repr(question))
        self._hold.pass_through(stop)
        self._fail()
        yield from super().answer(question, limits, stop)

    def fork(self) -> "AwayModel":
        return self

    def warm(self, prompt: str, stop: StopFlag) -> None:
        self.n_looks += 1

    def shut(self) -> None:
        self._hold = Gate()

    def open(self) -> None:
        self._hold.open()

    def wait_until_held(self) -> bool:
        return self._hold.wait_until_held()

    def _fail(self) -> None:
        if self.is_failing:
            raise RemoteUnreachable("gpu.example cannot be reached.")

"""What stands where a model would, for work that needs none.

May import: engine.model, errors. Thread: worker.
"""

from collections.abc import Generator, Iterator, Sequence
from typing import NoReturn

from writer_app.engine.model import (
    Continuation,
    Limits,
    ModelInfo,
    Piece,
    Question,
    Score,
    StopFlag,
)
from writer_app.errors import ModelMissing

_INFO = ModelInfo("", "cpu", 0, (), 1.0, fills_middle=False, licence="", engine="none")


class NoModel:
    """A `TextModel` that can do nothing and says so; see the protocol.

    Raises: ModelMissing from every method that would need a model.
    """

    @property
    def info(self) -> ModelInfo:
        """Tell that there is no model."""
        return _INFO

    def complete(
        self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> Iterator[Piece]:
        """Refuse."""
        self._refuse()

    def alternatives(
        self, prompt: str, n: int, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> list[Continuation]:
        """Refuse."""
        self._refuse()

    def answer(self, question: Question, limits: Limits, stop: StopFlag) -> Iterator[Piece | None]:
        """Refuse."""
        self._refuse()

    def count_question(self, question: Question) -> int:
        """Refuse."""
        self._refuse()

    def fork(self) -> "NoModel":
        """Give itself: there is nothing to share."""
        return self

    def score(self, text: str, stop: StopFlag, after: str = "") -> Score:
        """Refuse."""
        self._refuse()

    def score_many(self, texts: Sequence[str], stop: StopFlag, after: str = "") -> list[float]:
        """Refuse."""
        self._refuse()

    def score_steps(
        self, texts: Sequence[str], stop: StopFlag, after: str = ""
    ) -> Generator[None, None, list[float]]:
        """Refuse."""
        self._refuse()

    def attend(self, document: int) -> None:
        """Do nothing."""

    def learn(self, text: str) -> None:
        """Do nothing."""

    def warm(self, prompt: str, stop: StopFlag) -> None:
        """Do nothing."""

    def count_tokens(self, text: str) -> int:
        """Count none."""
        return 0

    def close(self) -> None:
        """Do nothing."""

    def _refuse(self) -> NoReturn:
        raise ModelMissing("This needs a model, and none is at hand; choose one under Models.")

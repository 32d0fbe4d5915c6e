"""Count what a model is given, what it answers, and the time it takes.

Laid around any `TextModel`; what it counts goes into the ledger (see `deeds`). May
import: assist, engine.model, deeds. Thread: worker.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from writer_app.deeds import ModelRun
from writer_app.engine.model import (
    Continuation,
    Limits,
    ModelInfo,
    Piece,
    Question,
    Score,
    StopFlag,
    TextModel,
)

Step = TypeVar("Step")


@dataclass(slots=True)
class Tally:
    """What was counted since it was last taken; `ms` leaves out what happens between steps."""

    n_calls: int = 0
    n_tokens_in: int = 0
    n_tokens_out: int = 0
    ms: float = 0.0


class CountedModel:
    """A `TextModel` that counts; see the protocol for its methods' promises.

    Args: model: does the work.
    """

    def __init__(self, model: TextModel) -> None:
        self._model = model
        self._tally = Tally()

    @property
    def info(self) -> ModelInfo:
        """See `TextModel.info`."""
        return self._model.info

    def run_since(self, at_s: float, purpose: str) -> ModelRun | None:
        """Give what was counted since this was last asked, as one run.

        Args: at_s: when it began, seconds since 1970.

        Returns: None when the model was not called.
        """
        tally, self._tally = self._tally, Tally()
        if not tally.n_calls:
            return None
        info = self._model.info
        counts = (tally.n_tokens_in, tally.n_tokens_out, round(tally.ms, 1))
        return ModelRun(at_s, info.name, info.device, purpose, *counts)

    def complete(
        self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> Iterator[Piece]:
        """See `TextModel.complete`."""
        try:
            for piece in self._timed(self._model.complete(prompt, limits, stop, suffix)):
                self._tally.n_tokens_out += piece.n_tokens
                yield piece
        finally:
            self._count_prompt(prompt, suffix)

    def alternatives(
        self, prompt: str, n: int, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> list[Continuation]:
        """See `TextModel.alternatives`."""
        started_ms = _now_ms()
        try:
            found = self._model.alternatives(prompt, n, limits, stop, suffix)
        finally:
            self._tally.ms += _now_ms() - started_ms
            self._count_prompt(prompt, suffix)
        self._tally.n_tokens_out += sum(one.n_tokens for one in found)
        return found

    def answer(self, question: Question, limits: Limits, stop: StopFlag) -> Iterator[Piece | None]:
        """See `TextModel.answer`."""
        try:
            for piece in self._timed(self._model.answer(question, limits, stop)):
                self._tally.n_tokens_out += piece.n_tokens if piece is not None else 0
                yield piece
        finally:
            self._count_in(self._model.count_question(question))

    def count_question(self, question: Question) -> int:
        """See `TextModel.count_question`."""
        return self._model.count_question(question)

    def fork(self) -> "CountedModel":
        """See `TextModel.fork`; what the fork does is counted apart."""
        return CountedModel(self._model.fork())

    def score(self, text: str, stop: StopFlag, after: str = "") -> Score:
        """See `TextModel.score`."""
        started_ms = _now_ms()
        score = self._model.score(text, stop, after)
        self._tally.ms += _now_ms() - started_ms
        self._tally.n_calls += 1
        self._tally.n_tokens_in += score.n_tokens
        return score

    def score_many(self, texts: Sequence[str], stop: StopFlag, after: str = "") -> list[float]:
        """See `TextModel.score_many`."""
        started_ms = _now_ms()
        found = self._model.score_many(texts, stop, after)
        self._tally.ms += _now_ms() - started_ms
        self._count_texts(texts, after)
        return found

    def score_steps(
        self, texts: Sequence[str], stop: StopFlag, after: str = ""
    ) -> Generator[None, None, list[float]]:
        """See `TextModel.score_steps`."""
        steps = self._model.score_steps(texts, stop, after)
        found: list[float] = []

        def until_found() -> Generator[None, None, None]:
            nonlocal found
            found = yield from steps

        try:
            yield from self._timed(until_found())
        finally:
            self._count_texts(texts, after)
        return found

    def warm(self, prompt: str, stop: StopFlag) -> None:
        """See `TextModel.warm`."""
        self._model.warm(prompt, stop)

    def learn(self, text: str) -> None:
        """See `TextModel.learn`."""
        self._model.learn(text)

    def attend(self, document: int) -> None:
        """See `TextModel.attend`."""
        self._model.attend(document)

    def count_tokens(self, text: str) -> int:
        """See `TextModel.count_tokens`."""
        return self._model.count_tokens(text)

    def close(self) -> None:
        """See `TextModel.close`."""
        self._model.close()

    def _timed(self, steps: Iterator[Step]) -> Iterator[Step]:
        """Pass steps on; their time counts, that of whoever takes them does not."""
        while True:
            started_ms = _now_ms()
            try:
                step = next(steps)
            except StopIteration:
                return
            finally:
                self._tally.ms += _now_ms() - started_ms
            yield step

    def _count_prompt(self, prompt: str, suffix: str) -> None:
        """Count a prompt, last of all: a tokenizer may remember the text it saw last."""
        n_after = self._model.count_tokens(suffix) if suffix and self.info.fills_middle else 0
        self._count_in(n_after + self._model.count_tokens(prompt))

    def _count_texts(self, texts: Sequence[str], after: str) -> None:
        """Count versions of a text, and once what stands before all of them."""
        self._tally.n_calls += 1
        n_each = sum(self._model.count_tokens(text) for text in texts)
        self._tally.n_tokens_in += n_each + (self._model.count_tokens(after) if after else 0)

    def _count_in(self, n_tokens: int) -> None:
        """Count one call; a model reads no more than fits its window."""
        self._tally.n_calls += 1
        self._tally.n_tokens_in += min(n_tokens, self.info.context_tokens)


def _now_ms() -> float:
    return time.perf_counter() * 1000.0

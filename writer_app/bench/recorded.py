"""A model that remembers what it said, so that a bench can ask again for nothing.

May import: engine.model. Thread: as `TextModel`.
"""

from collections.abc import Generator, Iterator, Sequence

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


class RecordedModel:
    """Wrap a model; a greedy completion asked before is played back as far as it went.

    Args:
        model: asked for whatever is not on record. Sampling is never recorded.
    """

    def __init__(self, model: TextModel) -> None:
        self._model = model
        self._records: dict[tuple[str, str, int, bool], tuple[list[Piece], bool]] = {}

    @property
    def info(self) -> ModelInfo:
        """Tell what the wrapped model is. Thread: any."""
        return self._model.info

    def complete(
        self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> Iterator[Piece]:
        """Yield the pieces on record, then those of the model. Thread: worker."""
        if limits.temperature > 0:
            yield from self._model.complete(prompt, limits, stop, suffix)
            return
        key = (prompt, suffix, limits.max_tokens, limits.stop_at_line_end)
        pieces, is_whole = self._records.get(key, ([], False))
        yield from pieces
        if is_whole:
            return
        n_known = len(pieces)
        longer: list[Piece] = []
        self._records[key] = (longer, False)
        for index, piece in enumerate(self._model.complete(prompt, limits, stop, suffix)):
            longer.append(piece)
            if index >= n_known:
                yield piece
        self._records[key] = (longer, not stop.is_raised)

    def alternatives(
        self, prompt: str, n: int, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> list[Continuation]:
        """Ask the model. Thread: worker."""
        return self._model.alternatives(prompt, n, limits, stop, suffix)

    def answer(self, question: Question, limits: Limits, stop: StopFlag) -> Iterator[Piece | None]:
        """Ask the model. Thread: worker."""
        return self._model.answer(question, limits, stop)

    def count_question(self, question: Question) -> int:
        """Ask the model. Thread: worker."""
        return self._model.count_question(question)

    def fork(self) -> TextModel:
        """Fork the model; the fork is not recorded. Thread: worker."""
        return self._model.fork()

    def score(self, text: str, stop: StopFlag, after: str = "") -> Score:
        """Ask the model. Thread: worker."""
        return self._model.score(text, stop, after)

    def score_many(self, texts: Sequence[str], stop: StopFlag, after: str = "") -> list[float]:
        """Ask the model. Thread: worker."""
        return self._model.score_many(texts, stop, after)

    def score_steps(
        self, texts: Sequence[str], stop: StopFlag, after: str = ""
    ) -> Generator[None, None, list[float]]:
        """Ask the model. Thread: worker."""
        return self._model.score_steps(texts, stop, after)

    def warm(self, prompt: str, stop: StopFlag) -> None:
        """Ask the model. Thread: worker."""
        self._model.warm(prompt, stop)

    def learn(self, text: str) -> None:
        """Tell the model. Thread: worker."""
        self._model.learn(text)

    def attend(self, document: int) -> None:
        """Tell the model. Thread: worker."""
        self._model.attend(document)

    def count_tokens(self, text: str) -> int:
        """Ask the model. Thread: worker."""
        return self._model.count_tokens(text)

    def close(self) -> None:
        """Close the model. Thread: any."""
        self._model.close()

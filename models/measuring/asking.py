"""Ask a trained model for a skill, and weigh what it says, by control tokens.

May import: engine. Thread: worker.
"""

from typing import Any

import numpy as np

from models.recipe.control import ANSWER, END, PREFIX, SUFFIX
from writer_app.engine.gpt import Gpt
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import controlled
from writer_app.engine.sampling import log_softmax

Array = np.ndarray[Any, np.dtype[Any]]


class Asker:
    """Greedy answers and their cost, for measurements; ghosts go another way."""

    def __init__(self, model: Gpt) -> None:
        self._model = model
        self._end = self._id(END)

    def answer(self, control: str, asked: str, max_tokens: int) -> str:
        """Give the greedy answer of a skill; the end token is not shown."""
        ids = self._asked(control, asked)
        decoder, vocabulary = self._model.decoder, self._model.vocabulary
        if len(ids) + max_tokens > decoder.max_tokens:
            return ""
        decoder.rewind(0)
        found: list[int] = []
        with controlled(StopFlag()) as run:
            fed = ids
            while len(found) < max_tokens:
                token = int(decoder.append(fed, 1, run)[-1][: vocabulary.n_tokens].argmax())
                if token == self._end:
                    break
                found.append(token)
                fed = [token]
        decoder.rewind(0)
        return b"".join(vocabulary.token_bytes[i] for i in found).decode("utf-8", "replace")

    def nats_of_answer(self, control: str, asked: str, answer: str) -> float:
        """Give the loss of an answer after a request."""
        return self._nats(self._asked(control, asked), self._model.vocabulary.encode(answer))

    def nats_of_middle(self, prefix: str, middle: str, suffix: str) -> float:
        """Give the loss of a middle; without suffix as a plain continuation."""
        vocabulary = self._model.vocabulary
        opening = [self._end]
        if suffix:
            opening += [self._id(SUFFIX), *vocabulary.encode(suffix), self._id(PREFIX)]
        ids, n_prefix = vocabulary.encode_parts(prefix, middle)
        return self._nats(opening + ids[:n_prefix], ids[n_prefix:])

    def _asked(self, control: str, asked: str) -> list[int]:
        body = self._model.vocabulary.encode(asked)
        return [self._end, self._id(control), *body, self._id(ANSWER)]

    def _id(self, name: str) -> int:
        found = self._model.vocabulary.id_of(name)
        assert found is not None, f"the tokenizer lacks {name}"
        return found

    def _nats(self, context: list[int], answer: list[int]) -> float:
        """Give the loss of all of `answer` and its end."""
        decoder = self._model.decoder
        targets = [*answer, self._end]
        room = decoder.max_tokens - len(targets) - 1
        decoder.rewind(0)
        with controlled(StopFlag()) as run:
            rows = decoder.append(context[-room:] + answer, len(targets), run)
            rows = log_softmax(np.asarray(rows, np.float64))
        decoder.rewind(0)
        return -float(sum(rows[i, token] for i, token in enumerate(targets)))

"""Keep an answer from going round in circles: no long run of tokens is said twice.

A hard rule, for texts of several sentences: small models, left alone, repeat their last
sentence for ever. Thread: worker.
"""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

_LOOK_BACK_TOKENS = 256


class RepetitionGuard:
    """Knows which next tokens would repeat a run of tokens.

    Args:
        question: ids; the last of them count as said. n: length of a run; 0: no rule.

    Source: `no_repeat_ngram_size` of transformers, here over a look-back of 256 tokens.
    """

    def __init__(self, question: list[int], n: int) -> None:
        self._n = n
        self._said: list[int] = []
        self._next: dict[tuple[int, ...], list[int]] = {}
        if n:
            for token in question[-_LOOK_BACK_TOKENS:]:
                self.take(token)

    def take(self, token: int) -> None:
        """Note a token that was said."""
        if not self._n:
            return
        if len(self._said) >= self._n - 1:
            self._next.setdefault(self._tail(), []).append(token)
        self._said.append(token)

    def without_repeats(self, row: Array) -> Array:
        """Give float32 (V,) logits with the tokens ruled out at -inf."""
        banned = self._next.get(self._tail()) if self._n else None
        if not banned:
            return row
        row = row.copy()
        row[banned] = -np.inf
        return row

    def _tail(self) -> tuple[int, ...]:
        return tuple(self._said[len(self._said) - self._n + 1 :])

"""Score many token sequences that share their starts, each shared token read once.

Versions of one sentence differ in a word here and there. In sorted order every
sequence shares as much as possible with the one before it, so that the decoder
goes back to where they part and reads only the rest (a walk through their trie).

Array letters: T tokens, V vocabulary. May import: numpy, engine. Thread: worker.
"""

from collections.abc import Generator, Sequence
from typing import Any

import numpy as np

from writer_app.engine.decoder import Decoder
from writer_app.engine.kv_cache import common_prefix
from writer_app.engine.runtime import RunControl

Array = np.ndarray[Any, np.dtype[Any]]


def log_probabilities(
    decoder: Decoder, jobs: Sequence[tuple[list[int], int]], control: RunControl
) -> Generator[None, None, list[float]]:
    """Give the summed natural-log probability of each sequence after its context.

    Yields after each sequence, before the next is read.

    Args:
        decoder: with an empty cache; afterwards it holds part of the last sequence.
        jobs: token ids, and how many at their start are context and are not counted.
            The very first token has nothing to be foreseen from and never counts.
    """
    walk = _Walk(decoder, control)
    results = [0.0] * len(jobs)
    for index in sorted(range(len(jobs)), key=lambda i: jobs[i][0]):
        ids, n_context = jobs[index]
        walk.go_to(ids)
        results[index] = walk.log_probability(max(n_context, 1))
        yield
    return results


class _Walk:
    """The tokens read so far, and how likely each was and any next one would be."""

    def __init__(self, decoder: Decoder, control: RunControl) -> None:
        self._decoder = decoder
        self._control = control
        self._ids: list[int] = []
        self._rows: list[Array] = []  # logits float32 (V,) after each token read
        self._totals: list[float] = []  # log of the sum of exp of each row
        self._gained: list[float] = []  # log probability of each token of `_ids`

    def go_to(self, ids: list[int]) -> None:
        """Stand at the end of `ids`; its last token is not read before it must be."""
        n_shared = common_prefix(self._ids, ids)
        del self._ids[n_shared:], self._gained[n_shared:]
        n_read = min(len(self._rows), n_shared)
        del self._rows[n_read:], self._totals[n_read:]
        if len(ids) - 1 > n_read:
            self._decoder.rewind(n_read)
            self._read(ids[n_read : len(ids) - 1])
        for place in range(n_shared, len(ids)):
            self._gained.append(self._log_probability_at(place, ids[place]))
        self._ids = list(ids)

    def log_probability(self, start: int) -> float:
        """Sum over the tokens from `start` to the end."""
        return min(sum(self._gained[start:]), 0.0)

    def _read(self, ids: list[int]) -> None:
        rows = self._decoder.append(ids, len(ids), self._control)
        largest = rows.max(axis=1)
        totals = largest + np.log(np.exp(rows - largest[:, None]).sum(axis=1))
        self._rows += list(rows.copy())
        self._totals += totals.tolist()

    def _log_probability_at(self, place: int, token: int) -> float:
        if place == 0:
            return 0.0
        return float(self._rows[place - 1][token]) - self._totals[place - 1]

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

RUN_TOKENS = 32
"""Most tokens of one run, so that no step of a task takes long."""


class Walk:
    """The tokens read so far, and how likely each of those that count was.

    Kept from one call to the next, it reads only what differs from all it has read: the
    next sentence's context, a later round's candidates.

    Args:
        decoder: with an empty cache; what else reads with it ends the walk.
    """

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._ids: list[int] = []
        # Of each token read: logits float32 (V,) for the next one and the log of the sum of
        # their exp; None where nothing that counts comes next (a row of a large vocabulary
        # takes half a megabyte).
        self._rows: list[tuple[Array, float] | None] = []
        # Log probability of each token of `_ids`; None: never asked for.
        self._gained: list[float | None] = []

    def log_probabilities(
        self, jobs: Sequence[tuple[list[int], int]], control: RunControl
    ) -> Generator[None, None, list[float]]:
        """Give the summed natural-log probability of each sequence after its context.

        Yields after each run of the model.

        Args:
            jobs: token ids, and how many at their start are context and are not counted.
                The very first token has nothing to be foreseen from and never counts.
        """
        results = [0.0] * len(jobs)
        for index in sorted(range(len(jobs)), key=lambda i: jobs[i][0]):
            ids, n_context = jobs[index]
            first = max(n_context, 1)
            yield from self._go_to(ids, first, control)
            results[index] = min(sum(gain or 0.0 for gain in self._gained[first:]), 0.0)
        return results

    def _go_to(
        self, ids: list[int], first: int, control: RunControl
    ) -> Generator[None, None, None]:
        """Stand at the end of `ids`, every token from `first` on weighed.

        The last token is not read before it must be.
        """
        n_shared = common_prefix(self._ids, ids)
        n_shared = next((i for i in range(first, n_shared) if self._gained[i] is None), n_shared)
        del self._ids[n_shared:], self._gained[n_shared:]
        n_read = min(len(self._rows), n_shared)
        while n_read >= first and self._rows[n_read - 1] is None:
            n_read -= 1
        del self._rows[n_read:]
        if len(ids) - 1 > n_read:
            self._decoder.rewind(n_read)
            yield from self._read(ids, n_read, first, control)
        for place in range(n_shared, len(ids)):
            self._gained.append(self._gain(place, ids[place]) if place >= first else None)
        self._ids = list(ids)

    def _read(
        self, ids: list[int], start: int, first: int, control: RunControl
    ) -> Generator[None, None, None]:
        end = len(ids) - 1
        while start < end:
            # Rows that foretell only context are not computed.
            is_context = start < first - 1
            stop = min(start + RUN_TOKENS, end, first - 1 if is_context else end)
            n_tokens = stop - start
            rows = self._decoder.append(ids[start:stop], 1 if is_context else n_tokens, control)
            if is_context:
                self._rows += [None] * n_tokens
            else:
                largest = rows.max(axis=1)
                totals = largest + np.log(np.exp(rows - largest[:, None]).sum(axis=1))
                self._rows += zip(list(rows.copy()), totals.tolist(), strict=True)
            start = stop
            yield

    def _gain(self, place: int, token: int) -> float:
        known = self._rows[place - 1]
        assert known is not None
        row, total = known
        return float(row[token]) - total

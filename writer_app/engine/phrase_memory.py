"""Phrases of the writer's own text, blended into what the model foresees.

A small model knows English; it does not know this story's names and turns. Where the last
one to three tokens stood in the text before, what followed them then gets a share of the
probability, the larger the surer. The shares belong to one model (`models/fit_memory.py`
learns them, the manifest keeps them). In memory only. Thread: worker.

Source: the cache model of Kuhn and De Mori 1990, mixed in as Jelinek and Mercer 1980 do,
with shares by how often and how unanimously a context was followed; contexts are found
in one sorted array, as infini-gram (Liu et al. 2024) does.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np

from writer_app.engine.artifact import SHARES_SHAPE

Array = np.ndarray[Any, np.dtype[Any]]
MOST_ORDER, N_SHARES = SHARES_SHAPE
"""Longest context, in tokens (four told no more, measured on 130,000 held-out tokens); shares
of each order: one for each class of count and agreement, see `share_class`."""
N_AGREEMENTS = 4
MOST_VOCABULARY = 1 << 16
"""Tokens beyond do not fit the keys."""
MOST_TOKENS = 400_000
"""Kept of one text, 3 MB: a novel of 300,000 words."""
_BITS = 16
_MOST_FOLLOWERS = 2048
_MOST_DOCUMENTS = 4
# Small enough to be sorted anew with every paragraph.
_MOST_FRESH = 16_384
_COUNTS, _AGREEMENTS = (1, 2, 4, 9), (0.34, 0.67, 1.0)


class PhraseMemory:
    """Remembers which token followed which.

    Args:
        shares: MOST_ORDER rows of N_SHARES numbers, 0..1.
    """

    def __init__(self, shares: Sequence[Sequence[float]]) -> None:
        self._shares = shares
        self._settled = np.zeros(0, np.uint64)
        self._fresh = np.zeros(0, np.uint64)

    def __len__(self) -> int:
        """Count the tokens that are remembered with what stood before them."""
        return len(self._settled) + len(self._fresh)

    def learn(self, ids: Sequence[int]) -> None:
        """Remember a text's tokens, each below 65,536; a memory that is full begins anew."""
        if len(ids) < 2:
            return
        if len(self) + len(ids) > MOST_TOKENS:
            self.forget()
        self._fresh = np.sort(np.concatenate([self._fresh, _keys(ids[-MOST_TOKENS:])]))
        if len(self._fresh) > _MOST_FRESH:
            self._settled = np.sort(np.concatenate([self._settled, self._fresh]))
            self._fresh = np.zeros(0, np.uint64)

    def forget(self) -> None:
        """Remember nothing."""
        self._settled = self._fresh = np.zeros(0, np.uint64)

    def blend(self, probabilities: Array, context: Sequence[int]) -> None:
        """Move probability to what followed this context before, in place.

        Args:
            probabilities: float (V,), sums to 1. context: the tokens before; the last
                MOST_ORDER of them are looked at.
        """
        for order in range(1, min(MOST_ORDER, len(context)) + 1):
            tokens, counts = self.followers(context[-order:])
            if not len(tokens):
                return
            share = self._shares[order - 1][share_class(counts)]
            if share > 0:
                probabilities *= 1.0 - share
                probabilities[tokens] += share / counts.sum() * counts

    def followers(self, context: Sequence[int]) -> tuple[Array, Array]:
        """Give the tokens that followed a context, and how often each did; int64 (n,) both.

        Of contexts that are very common, a sample.
        """
        first = 0
        for token in reversed(context):
            first = (first << _BITS) | token
        n_free = _BITS * (MOST_ORDER + 1 - len(context))
        low, high = np.uint64(first << n_free), np.uint64(((first + 1) << n_free) - 1)
        found = []
        for keys in (self._settled, self._fresh):
            start, end = keys.searchsorted(low), keys.searchsorted(high, side="right")
            found.append(keys[start : end : max(1, int(end - start) // _MOST_FOLLOWERS)])
        followers = np.concatenate(found) & np.uint64((1 << _BITS) - 1)
        tokens, counts = np.unique(followers, return_counts=True)
        return tokens.astype(np.int64), counts


class PhraseMemories:
    """A memory for each document, so that none learns of another; the last few are kept.

    Args: shares: as for `PhraseMemory`.
    """

    def __init__(self, shares: Sequence[Sequence[float]]) -> None:
        self._shares = shares
        self._by_document: dict[int, PhraseMemory] = {}

    def of(self, document: int) -> PhraseMemory:
        """Give the memory of a document, empty when it is new or was long away."""
        memory = self._by_document.pop(document, None)
        memory = PhraseMemory(self._shares) if memory is None else memory
        self._by_document[document] = memory
        if len(self._by_document) > _MOST_DOCUMENTS:
            del self._by_document[next(iter(self._by_document))]
        return memory


def share_class(counts: Array) -> int:
    """Class what followed a context by how often it did, and how unanimously.

    Example:
        >>> share_class(np.array([1])), share_class(np.array([4, 1]))
        (3, 14)
    """
    total = int(counts.sum())
    agreement = int(counts.max()) / total
    return bisect_left(_COUNTS, total) * N_AGREEMENTS + bisect_right(_AGREEMENTS, agreement)


def _keys(ids: Sequence[int]) -> Array:
    """Pack each token behind the three before it, the nearest foremost; uint64 (n - 1,)."""
    row = np.concatenate([np.zeros(MOST_ORDER - 1, np.uint64), np.asarray(ids, np.uint64)])
    n_keys, bits = len(row) - MOST_ORDER, np.uint64(_BITS)
    keys = np.zeros(n_keys, np.uint64)
    for back in (*range(1, MOST_ORDER + 1), 0):
        place = MOST_ORDER - back
        keys = (keys << bits) | row[place : place + n_keys]
    return keys

"""A 5-gram model of the same corpus: the floor that a trained model must beat.

Interpolated Kneser-Ney with one discount an order, over the tokenizer's own tokens,
behind the engine's `Decoder` interface: so it is scored, and types in the bench, by
exactly the code that runs the real model. Memory is bounded by the tokens it reads
(about 60 bytes each). May import: numpy, engine. Thread: worker.
Source: Kneser and Ney 1995; discount n1 / (n1 + 2 n2) of Ney et al. 1994.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.training.shards import TOKEN_BITS, Shards
from writer_app.engine.gpt import Gpt, Marks
from writer_app.engine.model import ModelInfo
from writer_app.engine.runtime import RunControl
from writer_app.engine.tokens import Vocabulary

Array = np.ndarray[Any, np.dtype[Any]]
_FACTOR = 0x9E3779B97F4A7C15  # odd; 2^64 over the golden ratio
_WORD_BITS = 15
_CONTEXT_MASK = np.uint64((1 << (64 - _WORD_BITS)) - 1)
_WHOLE = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class _Order:
    """N-grams of one length.

    Attributes:
        keys: uint64 (N,), sorted: hash of the context above, the last token below.
        counts: uint32 (N,). discount: taken off every count.
    """

    keys: Array
    counts: Array
    discount: float


class NgramTable:
    """Counts of a corpus, and the next token's probabilities after a context.

    Args:
        tokens: integers (N,) below 2**15. order: longest n-gram.
    """

    def __init__(self, tokens: Array, n_vocabulary: int, order: int = 5) -> None:
        self.n_vocabulary = n_vocabulary
        self.order = order
        orders: list[_Order] = []
        starts: Array | None = None
        for n in range(order, 0, -1):
            keys = _keys(tokens, n)
            # Below the highest order an n-gram counts once for each word before it.
            chosen = keys if starts is None else keys[starts[starts < len(keys) - 1] + 1]
            unique, first, counts = np.unique(chosen, return_index=True, return_counts=True)
            n_once, n_twice = int((counts == 1).sum()), int((counts == 2).sum())
            discount = n_once / max(1, n_once + 2 * n_twice) or 0.5
            orders.append(_Order(unique, counts.astype(np.uint32), discount))
            starts = first if starts is None else starts[starts < len(keys) - 1][first] + 1
        self._orders = orders[::-1]

    def probabilities(self, context: list[int]) -> Array:
        """Give float64 (V,), summing to one, after the context's last tokens."""
        result = np.full(self.n_vocabulary, 1.0 / self.n_vocabulary)
        for n, order in enumerate(self._orders):
            if n > len(context):
                break
            start = _context_hash(context[len(context) - n :]) << _WORD_BITS
            low, high = np.searchsorted(
                order.keys, np.array([start, min(start + (1 << _WORD_BITS), _WHOLE)], np.uint64)
            )
            if low == high:
                break
            counts = order.counts[low:high].astype(np.float64)
            total = counts.sum()
            result *= order.discount * len(counts) / total
            followers = (order.keys[low:high] & np.uint64((1 << _WORD_BITS) - 1)).astype(np.int64)
            result[followers] += (counts - order.discount) / total
        return result


def _keys(tokens: Array, n: int) -> Array:
    """Give the key of the n-gram that starts at each place, uint64 (N - n + 1,)."""
    size = max(0, len(tokens) - n + 1)
    wide = tokens.astype(np.uint64)
    hashes = np.zeros(size, np.uint64)
    for i in range(n - 1):
        hashes = hashes * np.uint64(_FACTOR) + wide[i : i + size] + np.uint64(1)
    hashes ^= hashes >> np.uint64(29)
    keys: Array = (hashes & _CONTEXT_MASK) << np.uint64(_WORD_BITS)
    keys |= wide[n - 1 : n - 1 + size]
    return keys


def _context_hash(context: list[int]) -> int:
    value = 0
    for token in context:
        value = (value * _FACTOR + token + 1) & _WHOLE
    return (value ^ (value >> 29)) & int(_CONTEXT_MASK)


class NgramDecoder:
    """An n-gram table as the engine's `Decoder`: its cache is the list of tokens."""

    max_tokens = 1 << 20

    def __init__(self, table: NgramTable) -> None:
        self._table = table
        self._ids: list[int] = []

    @property
    def length(self) -> int:
        """Count the tokens in the cache."""
        return len(self._ids)

    def append(self, ids: list[int], n_rows: int, control: RunControl) -> Array:
        """See `Decoder.append`."""
        rows = []
        for i, token in enumerate(ids):
            self._ids.append(token)
            if i >= len(ids) - n_rows:
                rows.append(self._table.probabilities(self._ids[1 - self._table.order :]))
        logits: Array = np.log(np.stack(rows)).astype(np.float32)
        return logits

    def rewind(self, n_tokens: int) -> None:
        """See `Decoder.rewind`."""
        del self._ids[n_tokens:]

    def fork(self) -> "NgramDecoder":
        """See `Decoder.fork`."""
        return NgramDecoder(self._table)

    def branch(self, n: int, room: int) -> "_Branches":
        """See `Decoder.branch`."""
        return _Branches(self._table, [list(self._ids) for _ in range(n)])


@dataclass(frozen=True, slots=True)
class _Branches:
    """Several continuations, each its own list of tokens."""

    table: NgramTable
    rows: list[list[int]]

    def append(self, column: Array, control: RunControl) -> Array:
        """See `Branches.append`."""
        for row, token in zip(self.rows, column, strict=True):
            row.append(int(token))
        found = [self.table.probabilities(row[1 - self.table.order :]) for row in self.rows]
        logits: Array = np.log(np.stack(found)).astype(np.float32)
        return logits


def ngram_model(shards: Shards, vocabulary: Vocabulary, max_tokens: int, order: int = 5) -> Gpt:
    """Build the baseline from the plain parts of a corpus, as many tokens of each."""
    plain = [
        part for part in shards.parts.values()
        if not part.is_valid and not part.name.startswith("skill-")
    ]  # fmt: skip
    share = max_tokens // max(1, len(plain))
    tokens = np.concatenate([part.tokens[:share] & TOKEN_BITS for part in plain])
    table = NgramTable(tokens, shards.n_vocabulary, order)
    info = ModelInfo(
        name=f"{order}-gram of {len(tokens):,} tokens",
        device="cpu",
        context_tokens=64,
        languages=("en",),
        threshold=0.5,
        fills_middle=False,
        licence="",
        engine="ngram",
    )
    return Gpt(NgramDecoder(table), vocabulary, info, Marks("<|end|>", ("<|end|>",)))

"""Decoders: append tokens to a KV cache, get logits, go back.

`FusedDecoder` runs the graphs that `writer_app.library` builds, `PlainDecoder`
whatever optimum exports with past (Llama, GPT-2, GPT-NeoX, Qwen), with or
without `position_ids`. Array letters: B batch, T new tokens, P past tokens,
H key/value heads, D head size, V vocabulary. Thread: worker.
"""

from typing import Any, Protocol

import numpy as np

from writer_app.engine import kv_cache
from writer_app.engine.runtime import Binding, RunControl, Session, Tensor
from writer_app.errors import ModelCorrupt

Array = np.ndarray[Any, np.dtype[Any]]

# Most prompt tokens in one run: bounds the attention's scratch memory and gives a
# stopped prefill a whole chunk to keep.
CHUNK_TOKENS = 256
# Rows of alternatives are kept for the next ones when they take no more than this.
_KEPT_ROWS_BYTES = 64_000_000
_PAST = "past_key_values."


class Branches(Protocol):
    """Several continuations of one prefix, one row each."""

    def append(self, column: Array, control: RunControl) -> Array:
        """Append one token to each row: int64 (B,) -> logits float32 (B, V)."""
        ...


class Decoder(Protocol):
    """One sequence of tokens in a KV cache.

    Attributes:
        max_tokens: most it can hold.
    """

    max_tokens: int

    @property
    def length(self) -> int:
        """Count the tokens in the cache."""
        ...

    def append(self, ids: list[int], n_rows: int, control: RunControl) -> Array:
        """Append tokens; give the last `n_rows` logit rows, float32 (n_rows, V).

        The rows may be overwritten by the next call. When stopped or failed the
        cache keeps whole chunks only and `length` tells how much.
        """
        ...

    def rewind(self, n_tokens: int) -> None:
        """Forget all but the first `n_tokens`."""
        ...

    def fork(self) -> "Decoder":
        """Give a decoder with an empty cache of its own over the same weights."""
        ...

    def branch(self, n: int, room: int) -> Branches:
        """Start n rows from the whole cache, each with room for `room` tokens more."""
        ...


def open_decoder(session: Session, max_tokens: int) -> Decoder:
    """Choose the decoder that fits the graph's inputs.

    Raises: ModelCorrupt: a graph without past, or with inputs nobody knows.
    """
    names = set(session.inputs)
    if not any(name.startswith(_PAST) for name in names) or "logits" not in session.outputs:
        raise ModelCorrupt("The graph has no KV cache; export it with past (text-generation).")
    if "seqlens_k" in names:
        return FusedDecoder(session, max_tokens)
    return PlainDecoder(session, max_tokens)


def example_feeds(session: Session) -> dict[str, Array]:
    """Give inputs for one run of one token with an empty past, of any graph known here."""
    feeds: dict[str, Array] = {}
    for name, spec in session.inputs.items():
        if name.startswith(_PAST):
            n_past = 1 if "seqlens_k" in session.inputs else 0
            shape = (1, spec.shape[1] or 1, n_past, spec.shape[3] or 1)
            feeds[name] = np.zeros(shape, spec.dtype)
        elif name in ("total_sequence_length", "n_rows", "attention_mask"):
            feeds[name] = np.ones([d or 1 for d in spec.shape], spec.dtype)
        else:
            feeds[name] = np.zeros([d or 1 for d in spec.shape], spec.dtype)
    return feeds


def _past_names(session: Session) -> list[str]:
    return [name for name in session.inputs if name.startswith(_PAST)]


def _present_name(past_name: str) -> str:
    return "present." + past_name.removeprefix(_PAST)


class _FusedRun:
    """One batch of rows over shared past/present buffers, bound once.

    Raises: ModelCorrupt: the graph's inputs are not those of `library.llama_graph`.
    """

    INPUTS = frozenset({"input_ids", "seqlens_k", "total_sequence_length", "n_rows"})

    def __init__(self, session: Session, n_batch: int, n_positions: int) -> None:
        names = _past_names(session)
        unknown = set(session.inputs) - set(names) ^ self.INPUTS
        if unknown:
            raise ModelCorrupt(f"The fused graph lacks or adds {min(unknown)}; build it again.")
        spec = session.inputs[names[0]]
        n_heads, head_size = spec.shape[1], spec.shape[3]
        if n_heads is None or head_size is None:
            raise ModelCorrupt("The graph does not tell its heads; build it again.")
        shape = (n_batch, n_heads, n_positions, head_size)
        self.buffers = kv_cache.SharedBuffers(names, shape, spec.dtype, session.device)
        self._binding = Binding(session)
        for name, tensor in self.buffers.tensors.items():
            self._binding.bind_input(name, tensor)
            self._binding.bind_output(_present_name(name), tensor)
        self._last_index = np.zeros(n_batch, np.int32)
        self._total = np.zeros((), np.int32)
        self._n_rows = np.ones(1, np.int64)
        self._counts = {
            "seqlens_k": Tensor(self._last_index),
            "total_sequence_length": Tensor(self._total),
            "n_rows": Tensor(self._n_rows),
        }
        logits = session.outputs["logits"]
        if len(logits.shape) != 3 or logits.shape[2] is None:
            raise ModelCorrupt("The graph does not tell its vocabulary; build it again.")
        self._n_vocabulary, self._dtype = logits.shape[2], logits.dtype
        self._one = np.zeros((n_batch, 1), np.int64)
        self._one_tensor = Tensor(self._one)
        self._one_row = np.zeros((n_batch, 1, self._n_vocabulary), self._dtype)
        self._one_row_tensor = Tensor(self._one_row)
        self._is_on_cpu = session.device == "cpu"
        self._has_one, self._has_one_row = False, False
        self._bind_counts()

    def _bind_counts(self) -> None:
        for name, tensor in self._counts.items():
            self._binding.bind_input(name, tensor)

    def run(self, ids: Array, n_past: int, n_rows: int, control: RunControl) -> Array:
        """Run int64 (B, T) after `n_past` tokens: float32 (B, n_rows, V).

        One row is written over by the next run.
        """
        n_new = ids.shape[1]
        self._last_index[:] = n_past + n_new - 1
        self._total[...] = n_past + n_new
        self._n_rows[0] = n_rows
        if not self._is_on_cpu:
            # Binding copies to the GPU at once; on the CPU the memory itself is bound.
            self._bind_counts()
            self._has_one = False
        self._bind_ids(ids)
        logits = self._bind_logits(ids.shape[0], n_rows)
        self._binding.run(control)
        return logits.astype(np.float32, copy=False)

    def _bind_ids(self, ids: Array) -> None:
        if ids.shape[1] > 1:
            self._binding.bind_input("input_ids", Tensor(np.ascontiguousarray(ids)))
            self._has_one = False
            return
        self._one[:] = ids
        if not self._has_one:
            self._binding.bind_input("input_ids", self._one_tensor)
            self._has_one = True

    def _bind_logits(self, n_batch: int, n_rows: int) -> Array:
        if n_rows > 1:
            logits = np.empty((n_batch, n_rows, self._n_vocabulary), self._dtype)
            self._binding.bind_output("logits", Tensor(logits))
            self._has_one_row = False
            return logits
        if not self._has_one_row:
            self._binding.bind_output("logits", self._one_row_tensor)
            self._has_one_row = True
        return self._one_row


class FusedDecoder:
    """Decode with a fused graph over one shared past/present buffer."""

    def __init__(self, session: Session, max_tokens: int) -> None:
        self._session = session
        self.max_tokens = max_tokens
        self._ids: list[int] = []
        self._run = _FusedRun(session, 1, max_tokens)
        self._kept_rows: _KeptRows | None = None

    @property
    def length(self) -> int:
        """Count the tokens in the cache."""
        return len(self._ids)

    def append(self, ids: list[int], n_rows: int, control: RunControl) -> Array:
        """See `Decoder.append`."""
        if self.length + len(ids) > self.max_tokens:
            raise ValueError("more tokens than the cache holds")
        collected: list[Array] = []
        for start in range(0, len(ids), CHUNK_TOKENS):
            chunk = np.array([ids[start : start + CHUNK_TOKENS]], np.int64)
            n_after = len(ids) - start - chunk.shape[1]
            wanted = min(max(n_rows - n_after, 0), chunk.shape[1])
            rows = self._run.run(chunk, self.length, max(wanted, 1), control)
            self._ids += ids[start : start + CHUNK_TOKENS]
            if wanted:
                collected.append(rows[0])
        return collected[0] if len(collected) == 1 else np.concatenate(collected)

    def rewind(self, n_tokens: int) -> None:
        """See `Decoder.rewind`."""
        del self._ids[n_tokens:]

    def fork(self) -> "FusedDecoder":
        """See `Decoder.fork`."""
        return FusedDecoder(self._session, self.max_tokens)

    def branch(self, n: int, room: int) -> Branches:
        """See `Decoder.branch`; the last branch's own buffers serve the next one."""
        kept = self._kept_rows
        if kept is None or kept.n != n or self.length + room > self.max_tokens:
            kept = _KeptRows(self._session, n, max(self.max_tokens, self.length + room))
            is_small = kept.run.buffers.n_bytes <= _KEPT_ROWS_BYTES
            self._kept_rows = kept if is_small else None
        kept.take(self._ids, self._run)
        return _FusedBranches(kept.run, self.length)


class _KeptRows:
    """Buffers of n rows, and the tokens at their start that are still right."""

    def __init__(self, session: Session, n: int, n_positions: int) -> None:
        self.n = n
        self.run = _FusedRun(session, n, n_positions)
        self._ids: list[int] = []

    def take(self, ids: list[int], trunk: _FusedRun) -> None:
        """Copy what differs from the trunk's cache into every row."""
        n_right = kv_cache.common_prefix(self._ids, ids)
        self.run.buffers.copy_from(trunk.buffers, n_right, len(ids))
        self._ids = list(ids)


class _FusedBranches:
    def __init__(self, run: _FusedRun, length: int) -> None:
        self._run = run
        self._length = length

    def append(self, column: Array, control: RunControl) -> Array:
        rows = self._run.run(column[:, None], self._length, 1, control)
        self._length += 1
        return rows[:, 0]


class _PlainRun:
    """One batch of rows over a past that grows by a new array each run."""

    def __init__(self, session: Session, past: dict[str, Array], n_batch: int) -> None:
        self._session = session
        self.past = past
        self._n_batch = n_batch
        self._known = set(session.inputs)

    def run(self, ids: Array, n_rows: int, control: RunControl) -> Array:
        n_new = ids.shape[1]
        n_past = next(iter(self.past.values())).shape[2]
        feeds: dict[str, Array] = {"input_ids": ids, **self.past}
        if "attention_mask" in self._known:
            feeds["attention_mask"] = np.ones((self._n_batch, n_past + n_new), np.int64)
        if "position_ids" in self._known:
            positions = np.arange(n_past, n_past + n_new, dtype=np.int64)
            feeds["position_ids"] = np.tile(positions, (self._n_batch, 1))
        if "n_rows" in self._known:
            feeds["n_rows"] = np.array([n_rows], np.int64)
        names = ["logits", *map(_present_name, self.past)]
        logits, *present = self._session.run(feeds, names, control)
        self.past = dict(zip(self.past, present, strict=True))
        return logits[:, -n_rows:].astype(np.float32, copy=False)


class PlainDecoder:
    """Decode with any graph that optimum exports with past.

    Raises: ModelCorrupt: the graph asks for an input nobody here knows.
    """

    KNOWN_INPUTS = frozenset({"input_ids", "attention_mask", "position_ids", "n_rows"})

    def __init__(self, session: Session, max_tokens: int) -> None:
        self._session = session
        self.max_tokens = max_tokens
        unknown = {n for n in session.inputs if not n.startswith(_PAST)} - self.KNOWN_INPUTS
        if unknown:
            raise ModelCorrupt(f"The graph asks for {min(unknown)}, which is not supported.")
        self._run = _PlainRun(session, self._empty_past(), 1)

    def _empty_past(self) -> dict[str, Array]:
        past: dict[str, Array] = {}
        for name in _past_names(self._session):
            spec = self._session.inputs[name]
            if len(spec.shape) != 4 or spec.shape[1] is None or spec.shape[3] is None:
                raise ModelCorrupt(f"The graph's {name} is not (batch, heads, past, size).")
            past[name] = np.zeros((1, spec.shape[1], 0, spec.shape[3]), spec.dtype)
        return past

    @property
    def length(self) -> int:
        """Count the tokens in the cache."""
        return int(next(iter(self._run.past.values())).shape[2])

    def append(self, ids: list[int], n_rows: int, control: RunControl) -> Array:
        """See `Decoder.append`."""
        if self.length + len(ids) > self.max_tokens:
            raise ValueError("more tokens than the cache holds")
        collected: list[Array] = []
        for start in range(0, len(ids), CHUNK_TOKENS):
            chunk = np.array([ids[start : start + CHUNK_TOKENS]], np.int64)
            n_after = len(ids) - start - chunk.shape[1]
            wanted = min(max(n_rows - n_after, 0), chunk.shape[1])
            rows = self._run.run(chunk, max(wanted, 1), control)
            if wanted:
                collected.append(rows[0])
        return collected[0] if len(collected) == 1 else np.concatenate(collected)

    def rewind(self, n_tokens: int) -> None:
        """See `Decoder.rewind`."""
        if n_tokens < self.length:
            self._run.past = kv_cache.cut(self._run.past, n_tokens)

    def fork(self) -> "PlainDecoder":
        """See `Decoder.fork`."""
        return PlainDecoder(self._session, self.max_tokens)

    def branch(self, n: int, room: int) -> Branches:
        """See `Decoder.branch`; a growing past needs no room kept."""
        return _PlainBranches(_PlainRun(self._session, kv_cache.repeat(self._run.past, n), n))


class _PlainBranches:
    def __init__(self, run: _PlainRun) -> None:
        self._run = run

    def append(self, column: Array, control: RunControl) -> Array:
        return self._run.run(column[:, None], 1, control)[:, 0]

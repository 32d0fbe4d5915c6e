"""How close a built model comes to the checkpoint it was made from, on a page of text.

Bits per byte of both and how often both would write the same next token. The original
is `original` (numpy) for what has a fused graph, transformers for what optimum
exported. May import: engine, library. Thread: any (seconds to a minute).
"""

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import controlled
from writer_app.errors import ModelCorrupt
from writer_app.library.checkpoint import Checkpoint
from writer_app.library.original import original_logits

Array = np.ndarray[Any, np.dtype[Any]]
Pieces = Iterable[tuple[int, Array]]
MOST_TOKENS = 320
"""Tokens compared: a page. More would make the original's plain pass take minutes."""
_ROWS = 32
LEAST_AGREEMENT = 0.5
"""Below this share of equal next tokens a model is another one, not a rounded one.

Source: tests/library/test_parity.py; int4 of the seed, the coarsest made here, agrees on 0.9.
"""


@dataclass(frozen=True, slots=True)
class Parity:
    """What was compared.

    Attributes:
        bits_per_byte, original_bits_per_byte: of the sample, lower is better.
        agreement: share of places, 0..1, where both have the same likeliest next token.
        n_tokens: places compared. original: "numpy float32" or "transformers float32".
    """

    bits_per_byte: float
    original_bits_per_byte: float
    agreement: float
    n_tokens: int
    original: str

    def as_json(self) -> dict[str, Any]:
        """Give it for `measured.json`."""
        return asdict(self)


@dataclass(slots=True)
class _Seen:
    """What one model says at every place: its likeliest token, and the loss of the true one."""

    best: Array
    nats: Array


def compare(folder: Path, sample: str, original: Checkpoint | Path) -> Parity:
    """Compare a finished model folder with the checkpoint it was made from.

    Args:
        sample: some hundred words. original: the checkpoint; a path goes to transformers.

    Raises: ModelCorrupt: they have so little in common that the build must be wrong.
    """
    model = open_model(folder, "cpu")
    try:
        ids, n_bytes = _ids_of(model, sample)
        built = _seen_by_graph(model, ids)
    finally:
        model.close()
    if isinstance(original, Checkpoint):
        truth, name = _seen_in(original_logits(original, ids[:-1]), ids), "numpy float32"
    else:
        from writer_app.library.convert import logits_of_original

        truth, name = _seen_in([(0, logits_of_original(original, ids[:-1]))], ids), "transformers"
        name += " float32"
    agreement = float((built.best == truth.best).mean())
    parity = Parity(
        bits_per_byte=round(float(built.nats.sum()) / math.log(2) / n_bytes, 4),
        original_bits_per_byte=round(float(truth.nats.sum()) / math.log(2) / n_bytes, 4),
        agreement=round(agreement, 4),
        n_tokens=len(ids) - 1,
        original=name,
    )
    if not agreement >= LEAST_AGREEMENT:
        raise ModelCorrupt(
            f"The converted model agrees with its original on {agreement:.0%} of a page only; "
            "it was not kept."
        )
    return parity


def _ids_of(model: Gpt, sample: str) -> tuple[list[int], int]:
    """Give the tokens compared, and the bytes of text that all but the first spell."""
    begin = model.begin_ids
    most = min(MOST_TOKENS, model.info.context_tokens) - len(begin)
    ids = model.vocabulary.encode(sample)[:most]
    spelled = ids if begin else ids[1:]
    n_bytes = sum(len(model.vocabulary.token_bytes[i]) for i in spelled)
    return [*begin, *ids], max(1, n_bytes)


def _seen_by_graph(model: Gpt, ids: list[int]) -> _Seen:
    best, nats = [], []
    with controlled(StopFlag()) as control:
        model.decoder.rewind(0)
        for start in range(0, len(ids) - 1, _ROWS):
            chunk = ids[start : min(start + _ROWS, len(ids) - 1)]
            logits = model.decoder.append(chunk, len(chunk), control).astype(np.float64)
            targets = ids[start + 1 : start + 1 + len(chunk)]
            best.append(logits.argmax(-1))
            nats.append(_log_sum(logits) - logits[np.arange(len(chunk)), targets])
    return _Seen(np.concatenate(best), np.concatenate(nats))


def _seen_in(pieces: Pieces, ids: list[int]) -> _Seen:
    """Go through logits that come a piece of the vocabulary at a time."""
    targets = np.array(ids[1:])
    n = len(targets)
    most, best = np.full(n, -np.inf), np.zeros(n, np.int64)
    total, taken = np.full(n, -np.inf), np.full(n, -np.inf)
    for first, part in pieces:
        logits = part.astype(np.float64)
        here, at = logits.max(-1), logits.argmax(-1)
        best = np.where(here > most, first + at, best)
        most = np.maximum(most, here)
        total = np.logaddexp(total, _log_sum(logits))
        inside = (targets >= first) & (targets < first + logits.shape[1])
        taken[inside] = logits[inside, targets[inside] - first]
    return _Seen(best, total - taken)


def _log_sum(logits: Array) -> Array:
    most = logits.max(-1, keepdims=True)
    summed: Array = np.log(np.exp(logits - most).sum(-1)) + most[..., 0]
    return summed

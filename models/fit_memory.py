"""Fit how much a model trusts the phrases of the text at hand.

    python models/fit_memory.py scratch/checkpoint scratch/corpus

Reads long documents of the training parts as a writer would write them, and learns by
expectation maximisation which share of the probability goes to what followed the same one
to three tokens before (`writer_app/engine/phrase_memory.py`). Writes phrase_shares.json
into the checkpoint, where `evaluate.py`, `package.py` and `build.py` find it. Held-out
documents of the same parts tell what it gives. Minutes. Needs: numpy.
"""

import argparse
import json
import math
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from models.recipe.documents import find_parts, iter_documents
from models.recipe.step import InputError, run_step
from models.recipe.variants import SHARES, build_variant
from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.model import StopFlag
from writer_app.engine.phrase_memory import MOST_ORDER, N_SHARES, PhraseMemory, share_class
from writer_app.engine.runtime import controlled
from writer_app.engine.sampling import log_softmax
from writer_app.library.package import Label

Array = np.ndarray[Any, np.dtype[Any]]
_FIRST_SHARE = 0.05
_N_ROUNDS = 12
# Every third document only tells what the shares give.
_HELD = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One token of a text.

    Attributes:
        probability: by the model alone. followers: of each order that was met before:
            its class, and the share of its followers that were this token.
    """

    probability: float
    followers: tuple[tuple[int, float], ...]


def main() -> None:
    """Read the flags, look at every place, fit, tell, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("checkpoint", type=Path, help="phrase_shares.json is written into it")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=9, help="of each part")
    parser.add_argument("--characters", type=int, default=40_000, help="most of a document")
    parser.add_argument("--least-characters", type=int, default=15_000, help="of a document")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    texts = _texts(arguments)
    with tempfile.TemporaryDirectory() as place:
        label = Label("unnamed", "unknown", ("en",), 0.5)
        build_variant("float32", arguments.checkpoint, Path(place), label, None)
        model = open_model(Path(place), "cpu", n_threads=arguments.threads)
        documents = [list(places(model, text)) for text in texts]
    fitted = [one for i, one in enumerate(documents) if i % _HELD]
    held = documents[::_HELD]
    shares = fit(fitted)
    before, after = bits_per_token(held, np.zeros_like(shares)), bits_per_token(held, shares)
    print(f"{len(held)} documents held out: {before:.3f} bits a token, {after:.3f} with shares")
    path = arguments.checkpoint / SHARES
    path.write_text(json.dumps(np.round(shares, 3).tolist()) + "\n", encoding="utf-8")
    print(f"{path}: fitted on {sum(map(len, fitted)):,} tokens of {len(fitted)} documents")


def _texts(arguments: argparse.Namespace) -> list[str]:
    """Draw long documents of every part that was trained on."""
    source = random.Random(arguments.seed)
    found: list[str] = []
    for name, paths in find_parts(arguments.corpus).items():
        if name.startswith("valid"):
            continue
        wanted: list[str] = []
        for path in source.sample(paths, len(paths)):
            long = [d for d in iter_documents([path]) if len(d) >= arguments.least_characters]
            wanted += source.sample(long, min(len(long), arguments.documents - len(wanted)))
            if len(wanted) >= arguments.documents:
                break
        found += [text[: arguments.characters] for text in wanted]
    if len(found) < 2 * _HELD:
        raise InputError("The corpus has too few long documents; lower --least-characters.")
    return found


def places(model: Gpt, text: str) -> Iterator[Place]:
    """Look at every token of a text; what ends with a line end is remembered from then on."""
    memory = PhraseMemory([[0.0] * N_SHARES] * MOST_ORDER)
    ids = model.vocabulary.encode(text)
    n_learnt = 0
    for place, (token, probability) in enumerate(_foreseen(model, ids)):
        yield Place(probability, _followers(memory, ids[max(0, place - MOST_ORDER) : place], token))
        if b"\n" in model.vocabulary.token_bytes[token]:
            memory.learn(ids[n_learnt : place + 1])
            n_learnt = place + 1


def _followers(
    memory: PhraseMemory, context: Sequence[int], token: int
) -> tuple[tuple[int, float], ...]:
    found = []
    for order in range(1, len(context) + 1):
        tokens, counts = memory.followers(context[-order:])
        if not len(tokens):
            break
        share = float(counts[tokens == token].sum() / counts.sum())
        found.append(((order - 1) * N_SHARES + share_class(counts), share))
    return tuple(found)


def _foreseen(model: Gpt, ids: Sequence[int]) -> Iterator[tuple[int, float]]:
    """Yield each token and its probability, with at least half a window before it."""
    window, begin = model.info.context_tokens - 1, model.begin_ids
    half, decoder = window // 2, model.decoder
    for start in range(0, len(ids), half):
        part = list(ids[start : start + half])
        before = begin + list(ids[max(0, start - half) : start])
        decoder.rewind(0)
        with controlled(StopFlag()) as run:
            rows = decoder.append(before[-(window - len(part)) :] + part, len(part) + 1, run)
        chances = np.exp(log_softmax(np.asarray(rows[:-1], np.float64)))
        for row, token in zip(chances, part, strict=True):
            yield token, float(row[token])


def fit(documents: Sequence[Sequence[Place]]) -> Array:
    """Give the shares under which the documents are likeliest, float (MOST_ORDER, N_SHARES)."""
    shares = np.full(MOST_ORDER * N_SHARES, _FIRST_SHARE)
    for _ in range(_N_ROUNDS):
        earned, seen = np.zeros_like(shares), np.zeros_like(shares)
        for document in documents:
            for place in document:
                _credit(place, shares, earned, seen)
        shares = np.divide(earned, seen, out=np.zeros_like(shares), where=seen > 0)
    return shares.reshape(MOST_ORDER, N_SHARES)


def _credit(place: Place, shares: Array, earned: Array, seen: Array) -> None:
    """Add, for every order, how probably it was the one that gave the token."""
    chances = _chances(place, shares)
    reach = 1.0
    for (kind, share), chance in zip(reversed(place.followers), reversed(chances), strict=True):
        gave = reach * shares[kind] * share / max(chance, 1e-12)
        earned[kind] += gave
        seen[kind] += reach
        reach -= gave


def _chances(place: Place, shares: Array) -> list[float]:
    """Give the token's probability after each order was blended in."""
    chance, found = place.probability, []
    for kind, share in place.followers:
        chance = (1 - shares[kind]) * chance + shares[kind] * share
        found.append(chance)
    return found


def bits_per_token(documents: Sequence[Sequence[Place]], shares: Array) -> float:
    """Give the mean loss, in bits."""
    flat = shares.reshape(-1)
    losses = [
        -math.log2(max([place.probability, *_chances(place, flat)][-1], 1e-12))
        for document in documents
        for place in document
    ]
    return sum(losses) / max(len(losses), 1)


if __name__ == "__main__":
    sys.exit(run_step(main))

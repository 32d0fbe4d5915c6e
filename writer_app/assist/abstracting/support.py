"""Tie the sentences of a summary to the passages of the text that say the same.

A sentence is supported by the passages that hold most of its content words, the rarer the
weightier; names and numbers must be there. Goes through the text twice and keeps only the
best passages. May import: assist. Thread: any.
"""

import heapq
import math
import re
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

from writer_app.assist.prose import Sentence, iter_prose
from writer_app.assist.terms import FUNCTION_WORDS, terms_of

MOST_SOURCES = 3
LEAST_COVERED = 0.5
"""Least share of a sentence's weighted content words that its passages must hold."""
_KEPT_PASSAGES = 8
_STEM_CHARS = 6
_NUMBER = re.compile(r"\d+")
_LEAST_GAIN = 0.08

Span = tuple[int, int]


@dataclass(slots=True)
class _Claim:
    """A sentence of the summary, and the passages that come nearest to it."""

    stems: frozenset[str]
    numbers: frozenset[str]
    nearest: list[tuple[float, int, int, frozenset[str]]] = field(default_factory=list)


def supported(text: str, sentences: Sequence[str]) -> Generator[None, None, list[tuple[Span, ...]]]:
    """Give for each sentence the spans of `text` that say the same, best first.

    Returns: an empty tuple for a sentence that nothing supports. Yields every few sentences.
    """
    claims = [_Claim(_stems(one), frozenset(_NUMBER.findall(one))) for one in sentences]
    wanted = frozenset().union(*(claim.stems for claim in claims))
    counts: Counter[str] = Counter()
    n_sentences = 0
    for unit in iter_prose(text):
        if isinstance(unit, Sentence):
            n_sentences += 1
            counts.update(_stems(text[unit.start : unit.end]) & wanted)
        yield
    weights = {stem: math.log(1 + n_sentences / (1 + counts[stem])) for stem in wanted}
    for unit in iter_prose(text):
        if isinstance(unit, Sentence):
            _offer(claims, weights, text, unit)
        yield
    return [_sources(claim, weights) for claim in claims]


def _offer(claims: list[_Claim], weights: dict[str, float], text: str, unit: Sentence) -> None:
    stems = _stems(text[unit.start : unit.end])
    for claim in claims:
        shared = claim.stems & stems
        if not shared:
            continue
        # Of two that say as much, the earlier.
        entry = (_weight(shared, weights), -unit.start, unit.end, shared)
        if len(claim.nearest) < _KEPT_PASSAGES:
            heapq.heappush(claim.nearest, entry)
        elif entry[:2] > claim.nearest[0][:2]:
            heapq.heapreplace(claim.nearest, entry)


def _sources(claim: _Claim, weights: dict[str, float]) -> tuple[Span, ...]:
    """Choose passages one by one for what they add; none when all is too little."""
    whole = _weight(claim.stems, weights)
    covered: frozenset[str] = frozenset()
    spans: list[Span] = []
    left = sorted(claim.nearest, reverse=True, key=lambda entry: entry[:2])
    while left and len(spans) < MOST_SOURCES:
        best = max(left, key=lambda entry: (_weight(entry[3] - covered, weights), entry[1]))
        gain = _weight(best[3] - covered, weights)
        if gain < _LEAST_GAIN * whole or gain == 0:
            break
        left.remove(best)
        covered |= best[3]
        spans.append((-best[1], best[2]))
    has_numbers = claim.numbers <= covered
    is_enough = whole > 0 and _weight(covered, weights) >= LEAST_COVERED * whole
    return tuple(spans) if is_enough and has_numbers else ()


def _weight(stems: frozenset[str], weights: dict[str, float]) -> float:
    return sum(weights[stem] for stem in stems)


def _stems(text: str) -> frozenset[str]:
    return frozenset(t[:_STEM_CHARS] for t in terms_of(text) if t not in FUNCTION_WORDS)

"""Choose, of scored sentences, those that make a summary together.

Greedy: the best that fits, then the best that adds something to it, until the words are
spent. May import: assist.salience. Thread: any.
"""

import math
from collections.abc import Generator
from dataclasses import dataclass

from writer_app.assist.salience import Read

# In units of the score, which is about the share of a sentence's words and pairs that a
# printed summary holds. Tuned with the weights (tests/bench/summaries.py, 2026-11-22).
REPETITION_COST = 0.2
LOOSE_COST = 0.04
"""For each degree of `Read.looseness` of a sentence that would stand without the one before."""
_SAME = 0.8
_OVER = 1.15
_ENOUGH = 0.9
_FIRST_OVER = 1.5
_STRETCH_WORDS = 50.0
"""Of the summary, for each stretch of a long text: two or three sentences."""
_POINT_WORDS = 35.0
_CHOICES = 3.0
"""Times its words that a summary must still have to choose from when kinds are left out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be chosen.

    Attributes:
        score: higher says more. part: the window of the text it is from.
        content: its terms without function words.
    """

    read: Read
    score: float
    part: int
    content: frozenset[str]


@dataclass(slots=True)
class _Open:
    """A candidate not chosen yet, and how much of it has been said."""

    candidate: Candidate
    repeats: float = 0.0


def choose(
    candidates: list[Candidate], budget_words: float, *, is_varied: bool = False
) -> Generator[None, None, list[Candidate]]:
    """Choose the candidates of a summary, in the order of the text.

    Sentences that end as sentences do go before all others; at least one is chosen if
    there is any. Yields after each choice.

    Args:
        budget_words: how many words they may have together, about.
        is_varied: as key points: each short, on its own, and unlike the others.
    """
    fitting = _fitting(candidates, budget_words, is_varied=is_varied)
    stretches = _Stretches(candidates, budget_words)
    cost = REPETITION_COST * (2 if is_varied else 1)
    left = [_Open(one) for one in fitting]
    chosen: list[Candidate] = []
    used = 0.0
    while left and used < budget_words * _ENOUGH:
        best = max(left, key=lambda one: _value(one, chosen, cost))
        left.remove(best)
        if chosen and used + best.candidate.read.n_words > budget_words * _OVER:
            continue
        chosen.append(best.candidate)
        used += best.candidate.read.n_words
        stretches.use(best.candidate)
        left = [one for one in left if _adds(one, best.candidate) and stretches.has_room(one)]
        yield
    return sorted(chosen, key=lambda one: one.read.sentence.start)


def _fitting(
    candidates: list[Candidate], budget_words: float, *, is_varied: bool
) -> list[Candidate]:
    """Leave the candidates fit for a summary, as long as enough of them stay.

    In turn go: what does not end as a sentence; talk and very short sentences; those too
    long for the summary (or for a point).
    """
    longest = min(_POINT_WORDS, budget_words) if is_varied else budget_words * _FIRST_OVER
    whole = [one for one in candidates if one.read.is_whole] or candidates
    fit = [one for one in whole if one.read.is_fit]
    if sum(one.read.n_words for one in fit) < _CHOICES * budget_words:
        fit = whole
    return [one for one in fit if one.read.n_words <= longest] or sorted(
        fit, key=lambda one: one.read.n_words
    )[:1]


def _value(one: _Open, chosen: list[Candidate], cost: float) -> float:
    value = one.candidate.score - cost * one.repeats
    looseness = one.candidate.read.looseness
    if looseness and not _follows(one.candidate, chosen):
        value -= looseness * LOOSE_COST
    return value


def _follows(candidate: Candidate, chosen: list[Candidate]) -> bool:
    """Tell whether the sentence before this one in its paragraph is chosen."""
    here = candidate.read.sentence
    return any(
        (one.read.sentence.section, one.read.sentence.paragraph, one.read.sentence.place + 1)
        == (here.section, here.paragraph, here.place)
        for one in chosen
    )


def _adds(one: _Open, last: Candidate) -> bool:
    """Note what the last choice has said; tell whether this one still says more."""
    alike = likeness(one.candidate.content, last.content)
    one.repeats = max(one.repeats, alike)
    return alike <= _SAME and one.candidate.read.terms != last.read.terms


class _Stretches:
    """Share a summary's words among the stretches of a long text, so that all are heard.

    Args:
        candidates: all there are. budget_words: of the whole summary.
    """

    def __init__(self, candidates: list[Candidate], budget_words: float) -> None:
        self._n_parts = max((one.part for one in candidates), default=0) + 1
        self._n_stretches = max(1, min(self._n_parts, int(budget_words / _STRETCH_WORDS)))
        self._share_words = budget_words / self._n_stretches
        self._used_words = [0.0] * self._n_stretches

    def use(self, candidate: Candidate) -> None:
        """Count the words of a choice."""
        self._used_words[self._index(candidate)] += candidate.read.n_words

    def has_room(self, one: _Open) -> bool:
        """Tell whether the stretch of a candidate has words left."""
        return self._used_words[self._index(one.candidate)] < self._share_words

    def _index(self, candidate: Candidate) -> int:
        return candidate.part * self._n_stretches // self._n_parts


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Tell how much two sentences share: 0 nothing, 1 all terms.

    Example:
        >>> likeness(frozenset("ab"), frozenset("ab")), likeness(frozenset("a"), frozenset())
        (1.0, 0.0)
    """
    if not one or not other:
        return 0.0
    return len(one & other) / math.sqrt(len(one) * len(other))

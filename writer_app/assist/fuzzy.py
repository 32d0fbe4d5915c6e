"""Rank titles by what somebody half remembers of them.

Whole words and beginnings count most, then initials, parts, letters in order, and at
last words a slip away. May import: rapidfuzz. Thread: any.
"""

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_SLIP_CUTOFF = 72
_LEAST_SLIP_CHARS = 3


def rank(query: str, titles: Sequence[str]) -> list[int]:
    """Give the numbers of the titles that answer a query, best first.

    Every word of the query must be found in a title; of equals the earlier stays first.
    An empty query leaves all in their order.

    Example:
        >>> rank("sav as", ["Save", "Save As...", "Print"]), rank("pirnt", ["Save", "Print"])
        ([1], [1])
    """
    words = query.casefold().split()
    scored = [(min_score(words, title.casefold()), number) for number, title in enumerate(titles)]
    return [number for score, number in sorted(scored, key=lambda one: -one[0]) if score > 0]


def min_score(words: list[str], title: str) -> float:
    """Score a title by each word of a query; 0 when one of them is not in it."""
    if not words:
        return 1.0
    scores = [_score(word, title) for word in words]
    # Of two titles that hold the words, the shorter is more likely meant.
    return sum(scores) / len(scores) - len(title) / 1000 if min(scores) > 0 else 0.0


def _score(word: str, title: str) -> float:
    parts = _WORD.findall(title)
    if title.startswith(word):
        return 100.0
    if any(part.startswith(word) for part in parts):
        return 90.0
    if "".join(part[0] for part in parts).startswith(word):
        return 80.0
    if word in title:
        return 70.0
    slip = _slip_score(word, parts)
    if slip:
        return slip
    return 20.0 if _holds_in_order(word, "".join(part[:4] for part in parts)) else 0.0


def _slip_score(word: str, parts: list[str]) -> float:
    """Score the nearest beginning of a word; 0 when all are too far."""
    if len(word) < _LEAST_SLIP_CHARS:
        return 0.0
    starts = [part[: len(word) + extra] for part in parts for extra in (0, 1)]
    from rapidfuzz import fuzz  # 27 ms: not before somebody slips

    nearest = max((fuzz.ratio(word, start) for start in starts), default=0.0)
    return nearest * 0.6 if nearest >= _SLIP_CUTOFF else 0.0


def _holds_in_order(word: str, letters: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in word)

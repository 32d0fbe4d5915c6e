"""The sentences that best stand for a passage, by centrality.

Pure. Source: LexRank (Erkan and Radev 2004), degree of the weighted graph.
"""

import math
from collections import Counter

from models.teaching.text import WordCounts, words


def central_sentences(passage: list[str], counts: WordCounts, n: int) -> list[int]:
    """Give the indices of the n most central sentences, in the passage's order."""
    vectors = [_vector(sentence, counts) for sentence in passage]
    scores = [sum(_similarity(one, other) for other in vectors) for one in vectors]
    ranked = sorted(range(len(passage)), key=lambda i: -scores[i])
    return sorted(ranked[:n])


def _vector(sentence: str, counts: WordCounts) -> dict[str, float]:
    """Give a unit vector of word weights."""
    found = Counter(words(sentence))
    weights = {word: n * counts.rarity(word) for word, n in found.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _similarity(one: dict[str, float], other: dict[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())

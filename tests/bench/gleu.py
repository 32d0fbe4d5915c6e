"""GLEU as the JFLEG paper defines it, for measurements of Fix.

Source: Napoles et al. 2015, "Ground truth for grammatical error correction
metrics", with the 2016 update (no tuned weight): n-grams of the source that the
reference lacks are taken off, the reference of each sentence is drawn, and the
mean over many draws is the score.
"""

import math
import random
from collections import Counter
from collections.abc import Sequence

_ORDER = 4
Ngrams = Counter[tuple[str, ...]]
Stats = list[int]


def corpus_gleu(
    sources: Sequence[str],
    references: Sequence[Sequence[str]],
    answers: Sequence[str],
    n_draws: int = 500,
) -> float:
    """Give GLEU in percent; all texts are tokenized and split at spaces.

    Args:
        references: for each set of references, one line per source.
    """
    stats = [
        [_stats(source, line[i], answer) for line in references]
        for i, (source, answer) in enumerate(zip(sources, answers, strict=True))
    ]
    scores = []
    for draw in range(n_draws):
        chance = random.Random(draw * 101)
        drawn = [one[chance.randrange(len(one))] for one in stats]
        scores.append(_score([sum(column) for column in zip(*drawn, strict=True)]))
    return 100 * sum(scores) / n_draws


def _ngrams(words: list[str], n: int) -> Ngrams:
    return Counter(tuple(words[i : i + n]) for i in range(len(words) + 1 - n))


def _stats(source: str, reference: str, answer: str) -> Stats:
    """Give lengths of answer and reference, then matches and total of each order."""
    s, r, h = source.split(), reference.split(), answer.split()
    stats = [len(h), len(r)]
    for n in range(1, _ORDER + 1):
        in_h, in_r = _ngrams(h, n), _ngrams(r, n)
        only_s = Counter({k: v for k, v in _ngrams(s, n).items() if k not in in_r})
        n_right = sum((in_h & in_r).values()) - sum((in_h & only_s).values())
        stats += [max(n_right, 0), max(len(h) + 1 - n, 0)]
    return stats


def _score(stats: Stats) -> float:
    if 0 in stats:
        return 0.0
    n_answer, n_reference = stats[:2]
    pairs = zip(stats[2::2], stats[3::2], strict=True)
    precision = sum(math.log(right / total) for right, total in pairs) / _ORDER
    return math.exp(min(0.0, 1 - n_reference / n_answer) + precision)

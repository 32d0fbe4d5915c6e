"""Measures of text against text: ROUGE F, GLEU, and word statistics. Pure."""

import math
import random
import re
from collections import Counter
from collections.abc import Sequence

_SARI_WORD = re.compile(r"\w+|[^\w\s]")
_ROUGE_WORD = re.compile(r"[a-z0-9]+")


def rouge(answer: str, reference: str) -> dict[str, float]:
    """Give the F measure of ROUGE-1, -2 and -L, words in small letters, no stemming.

    Source: Lin 2004; L is the longest common subsequence of the whole texts.
    """
    ours, theirs = (_ROUGE_WORD.findall(text.lower()) for text in (answer, reference))
    found = {}
    for n in (1, 2):
        one, other = _ngrams(ours, n), _ngrams(theirs, n)
        found[str(n)] = _f((one & other).total(), one.total(), other.total())
    found["L"] = _f(_n_common_subsequence(ours, theirs), len(ours), len(theirs))
    return found


def _ngrams(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


def _f(n_shared: int, n_ours: int, n_theirs: int) -> float:
    return 2 * n_shared / (n_ours + n_theirs) if n_ours + n_theirs else 0.0


def _n_common_subsequence(one: Sequence[str], other: Sequence[str]) -> int:
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for i, candidate in enumerate(other):
            here = row[i + 1]
            row[i + 1] = before + 1 if word == candidate else max(row[i + 1], row[i])
            before = here
    return row[-1]


def gleu(
    sources: Sequence[str], answers: Sequence[str], references: Sequence[Sequence[str]]
) -> float:
    """Give corpus GLEU in percent over tokenized lines, one random reference at a time.

    Args:
        references: for each line its corrections.

    Source: Napoles et al. 2015 with the 2016 update (no tuning): n = 1..4, mean of 500
        draws.
    """
    source = random.Random(0)
    statistics = [
        [_gleu_counts(s.split(), a.split(), r.split()) for r in corrections]
        for s, a, corrections in zip(sources, answers, references, strict=True)
    ]
    scores = []
    for _ in range(500):
        chosen = [source.choice(options) for options in statistics]
        scores.append(_gleu_of([sum(column) for column in zip(*chosen, strict=True)]))
    return 100 * sum(scores) / len(scores)


def _gleu_counts(source: list[str], answer: list[str], reference: list[str]) -> list[int]:
    """Give lengths of answer and reference, then matches and possible ones for n = 1..4."""
    counts = [len(answer), len(reference)]
    for n in range(1, 5):
        said, right, was = (_ngrams(words, n) for words in (answer, reference, source))
        wrong = Counter({gram: k for gram, k in was.items() if gram not in right})
        counts += [
            max(0, (said & right).total() - (said & wrong).total()),
            max(0, len(answer) + 1 - n),
        ]
    return counts


def _gleu_of(counts: Sequence[int]) -> float:
    n_answer, n_reference, *pairs = counts
    if min(pairs) == 0 or n_answer == 0:
        return 0.0
    logs = [math.log(pairs[i] / pairs[i + 1]) for i in range(0, 8, 2)]
    return math.exp(min(0.0, 1 - n_reference / n_answer) + sum(logs) / 4)


def sari(
    sources: Sequence[str], answers: Sequence[str], references: Sequence[Sequence[str]]
) -> float:
    """Give the mean sentence SARI in percent: what was rightly added, kept and deleted.

    Words in small letters, split at spaces and marks; n = 1..4.
    Source: Xu et al. 2016, F of adding and keeping, precision of deleting.
    """
    scores = []
    for source, answer, others in zip(sources, answers, references, strict=True):
        words = [_SARI_WORD.findall(text.lower()) for text in (source, answer, *others)]
        scores += [sum(_sari_of(words, n)) / 3 for n in range(1, 5)]
    return 100 * sum(scores) / max(1, len(scores))


def _sari_of(words: list[list[str]], n: int) -> tuple[float, float, float]:
    """Give add F, keep F and delete precision of one sentence for one n."""
    source, answer, *others = (_ngrams(text, n) for text in words)
    n_others = len(others)
    wanted: Counter[tuple[str, ...]] = sum(others, Counter())
    # Counts are weighed by how many references agree.
    was = Counter({gram: k * n_others for gram, k in source.items()})
    said = Counter({gram: k * n_others for gram, k in answer.items()})
    kept, rightly_kept, to_keep = was & said, was & said & wanted, was & wanted
    deleted, to_delete = was - said, was - wanted
    added, to_add = set(answer) - set(source), set(wanted) - set(source)
    n_added = len(added & to_add)
    return (
        _f_of(n_added / len(added) if added else 0.0, n_added / len(to_add) if to_add else 0.0),
        _f_of(_mean_ratio(rightly_kept, kept), _mean_ratio(rightly_kept, to_keep)),
        _mean_ratio(deleted & to_delete, deleted),
    )


def _f_of(precision: float, recall: float) -> float:
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def _mean_ratio(part: Counter[tuple[str, ...]], whole: Counter[tuple[str, ...]]) -> float:
    return sum(part[gram] / k for gram, k in whole.items()) / len(whole) if whole else 0.0

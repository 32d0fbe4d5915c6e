"""Learn the summary's weights, and measure summaries with ROUGE. Run by hand.

    pip install rouge-score==0.1.2 numpy
    python tests/bench/summaries.py train TRAIN.jsonl[.xz]
    python tests/bench/summaries.py measure VALID.jsonl[.xz] --out tests/bench/summaries.json
    python tests/bench/summaries.py speed NOVEL.txt [--out ...]

The first two files hold one JSON object a line with `text` and `summary`. ROUGE is that of Google's
rouge-score (Apache-2.0) with its Porter stemmer; F of ROUGE-1, ROUGE-2 and ROUGE-L, the
mean over texts. Beside each length stand the text's first words, as many as the summary has
(cut in mid-sentence), and its first whole sentences, until they are no shorter than it.
"""

import argparse
import itertools
import json
import lzma
import platform
import random
import resource
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

from writer_app.assist.prose import Sentence, iter_prose
from writer_app.assist.salience import features_of, read_sentence
from writer_app.assist.selection import choose
from writer_app.assist.summarize import Length, budget_words, candidates_of, summarize

MEASURES = ("rouge1", "rouge2", "rougeL")
PAIR_WEIGHT = 3
"""What a pair of words shared with the printed summary counts, against a word."""
SHORT_WORDS = 5
"""Added to a sentence's length, so that a short one with one right word is no winner."""
PENALTY = 0.01
N_RESAMPLES = 2_000

Result = TypeVar("Result")
Row = dict[str, str]
Table = dict[str, Any]
Array = NDArray[np.float64]
TOKENIZER = DefaultTokenizer(use_stemmer=True)


def main() -> None:
    """Train or measure, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("what", choices=("train", "measure", "speed"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.what == "speed":
        answer = speed(given.file.read_text(encoding="utf-8"))
    else:
        rows = read_rows(given.file)
        answer = train(rows) if given.what == "train" else measure(rows)
    text = json.dumps(answer, indent=2) + "\n"
    print(text)
    if given.out:
        given.out.write_text(text, encoding="utf-8")


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Keep the lines of this module's docstring."""


def read_rows(path: Path) -> list[Row]:
    """Read a file of texts with summaries."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def finish(steps: Generator[object, None, Result]) -> Result:
    """Run a generator to its end and give what it returns."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: Result = done.value
            return result


def train(rows: list[Row]) -> Table:
    """Learn weights by ridge regression, texts weighing alike."""
    features: list[Array] = []
    goals: list[Array] = []
    weights: list[Array] = []
    names: list[str] = []
    for row in rows:
        units = [u for u in iter_prose(row["text"]) if isinstance(u, Sentence)]
        window = [read_sentence(row["text"], unit) for unit in units]
        found = features_of(window)
        goal = _goals(row, units)
        kept = [i for i, read in enumerate(window) if read.is_whole]
        if len(kept) < SHORT_WORDS:
            continue
        names = list(found[0])
        here = np.array([list(found[i].values()) for i in kept])
        features.append(here - here.mean(0))
        goals.append(goal[kept] - goal[kept].mean())
        weights.append(np.full(len(kept), 1 / len(kept)))
    x, y, w = np.vstack(features), np.concatenate(goals), np.concatenate(weights)
    scale = x.std(0) + 1e-9
    z = x / scale
    square = z.T @ (z * w[:, None]) / w.sum() + PENALTY * np.eye(len(names))
    solved = np.linalg.solve(square, z.T @ (y * w) / w.sum()) / scale
    return {
        "texts": len(features),
        "sentences": len(y),
        "correlation": round(float(np.corrcoef(x @ solved, y)[0, 1]), 4),
        "weights": {n: round(float(v), 5) for n, v in zip(names, solved, strict=True)},
    }


def _goals(row: Row, units: list[Sentence]) -> Array:
    """Give each sentence the share of its words and pairs that the summary holds."""
    wanted = TOKENIZER.tokenize(row["summary"])
    words, pairs = set(wanted), set(itertools.pairwise(wanted))
    goals = []
    for unit in units:
        own = TOKENIZER.tokenize(row["text"][unit.start : unit.end])
        n_words = len(words & set(own))
        n_pairs = len(pairs & set(itertools.pairwise(own)))
        goals.append((n_words + PAIR_WEIGHT * n_pairs) / (len(own) + SHORT_WORDS))
    return np.array(goals)


def measure(rows: list[Row]) -> Table:
    """Measure every length, and other ways to rank at medium length."""
    lengths = {
        length.name.lower(): _compare(rows, lambda text, to=length: _ours(text, to))
        for length in Length
    }
    return {
        "texts": len(rows),
        "python": platform.python_version(),
        "rouge": "rouge-score 0.1.2, Porter stemmer, F, mean over texts, in percent",
        "date": time.strftime("%Y-%m-%d"),
        "lengths": lengths,
        "points": _compare(rows, lambda text: _ours(text, Length.MEDIUM, is_points=True)),
        "other_rankings_at_medium": {
            name: _compare(rows, lambda text, by=by: _ranked(text, by))["ours"]
            for name, by in RANKINGS.items()
        },
    }


def speed(text: str) -> Table:
    """Measure the time, the longest step and the memory of one long summary."""
    peak_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    marks = [time.process_time()]
    for _ in summarize(text, Length.LONG):
        marks.append(time.process_time())  # noqa: PERF401  the moment is the point
    steps = np.diff(marks) * 1000
    peak_after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "words": len(text.split()),
        "cpu_s": round(marks[-1] - marks[0], 2),
        "steps": len(steps),
        "step_ms": {"p99": round(float(np.percentile(steps, 99)), 2), "max": round(steps.max(), 2)},
        "peak_rss_grew_mb": round((peak_after - peak_before) / 1024, 1),
        "date": time.strftime("%Y-%m-%d"),
    }


def _ours(text: str, length: Length, *, is_points: bool = False) -> str:
    found = finish(summarize(text, length, is_points=is_points))
    return " ".join(one.text for one in found.sentences)


def _compare(rows: list[Row], make: Callable[[str], str]) -> Table:
    """Score a way of making summaries beside the beginning of each text."""
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    ours, words, whole, n_words = [], [], [], []
    for row in rows:
        made = make(row["text"])
        n = len(TOKENIZER.tokenize(made))
        n_words.append(n)
        ours.append(_scores(scorer, row, made))
        words.append(_scores(scorer, row, _first_words(row["text"], n)))
        whole.append(_scores(scorer, row, _first_sentences(row["text"], n)))
    return {
        "words": round(float(np.mean(n_words)), 1),
        "ours": _means(ours),
        "first_words": _means(words),
        "first_sentences": _means(whole),
        "gain_over_first_words_95": _intervals(np.array(ours) - np.array(words)),
    }


def _scores(scorer: RougeScorer, row: Row, made: str) -> list[float]:
    found = scorer.score(row["summary"], made)
    return [100 * found[name].fmeasure for name in MEASURES]


def _means(scores: list[list[float]]) -> Table:
    means = np.mean(scores, 0)
    return {name: round(float(mean), 2) for name, mean in zip(MEASURES, means, strict=True)}


def _intervals(gains: Array) -> Table:
    """Give the 95 % interval of each mean gain, by drawing texts again."""
    dice = random.Random(1)
    n = len(gains)
    means = [gains[[dice.randrange(n) for _ in range(n)]].mean(0) for _ in range(N_RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5], axis=0)
    return {
        name: [round(float(a), 2), round(float(b), 2)]
        for name, a, b in zip(MEASURES, low, high, strict=True)
    }


def _sentences(text: str) -> Iterator[str]:
    for unit in iter_prose(text):
        if isinstance(unit, Sentence):
            yield text[unit.start : unit.end]


def _first_words(text: str, n: int) -> str:
    return " ".join(TOKENIZER.tokenize(text[: 40 * n + 1000])[:n])


def _first_sentences(text: str, n: int) -> str:
    taken: list[str] = []
    for sentence in _sentences(text):
        if sum(len(TOKENIZER.tokenize(one)) for one in taken) >= n:
            break
        taken.append(sentence)
    return " ".join(taken)


def _ranked(text: str, by: "Ranking") -> str:
    """Summarize as the app does, with other scores in place of the learned ones."""
    candidates, n_words = finish(candidates_of(text))
    scores = by([sorted(one.content) for one in candidates])
    scaled = [float(s) for s in (scores - scores.min()) / (np.ptp(scores) or 1.0) * 0.3]
    ranked = [
        type(one)(one.read, score, one.part, one.content)
        for one, score in zip(candidates, scaled, strict=True)
    ]
    chosen = finish(choose(ranked, budget_words(n_words, Length.MEDIUM)))
    spans = [(one.read.sentence.start, one.read.sentence.end) for one in chosen]
    return " ".join(text[start:end] for start, end in spans)


Ranking = Callable[[Sequence[list[str]]], Array]


def _vectors(contents: Sequence[list[str]]) -> Array:
    """Give unit vectors of tf-idf, one row a sentence."""
    names = {term: i for i, term in enumerate(sorted({t for c in contents for t in c}))}
    found = np.zeros((len(contents), len(names) or 1))
    for row, content in enumerate(contents):
        for term in content:
            found[row, names[term]] = 1
    found *= np.log((len(contents) + 1) / np.maximum(found.sum(0), 1))
    norms: Array = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.maximum(norms, 1e-9)


def _position(contents: Sequence[list[str]]) -> Array:
    return 1.0 - np.arange(len(contents)) / len(contents)


def _centroid(contents: Sequence[list[str]]) -> Array:
    vectors = _vectors(contents)
    scores: Array = vectors @ vectors.mean(0)
    return scores


def _lexrank(contents: Sequence[list[str]]) -> Array:
    """Rank as Erkan and Radev 2004 do, continuous, damping 0.85."""
    vectors = _vectors(contents)
    links = vectors @ vectors.T
    np.fill_diagonal(links, 0)
    links /= np.maximum(links.sum(1, keepdims=True), 1e-9)
    rank = np.ones(len(contents)) / len(contents)
    for _ in range(50):
        rank = 0.15 / len(contents) + 0.85 * (links.T @ rank)
    return rank


def _textrank(contents: Sequence[list[str]]) -> Array:
    """Rank as Mihalcea and Tarau 2004 do: shared words over log lengths."""
    sets = [set(content) for content in contents]
    links = np.array(
        [
            [len(a & b) / (np.log(len(a) + 1) + np.log(len(b) + 1) + 1e-9) for b in sets]
            for a in sets
        ]
    )
    np.fill_diagonal(links, 0)
    links /= np.maximum(links.sum(1, keepdims=True), 1e-9)
    rank = np.ones(len(sets)) / len(sets)
    for _ in range(50):
        rank = 0.15 / len(sets) + 0.85 * (links.T @ rank)
    return rank


def _early_lexrank(contents: Sequence[list[str]]) -> Array:
    """Rank by centrality, the beginning first among equals."""
    lexrank = _lexrank(contents)
    return lexrank / lexrank.max() + 0.5 * _position(contents)


RANKINGS: dict[str, Ranking] = {
    "position alone": _position,
    "centroid of tf-idf": _centroid,
    "LexRank": _lexrank,
    "LexRank and position": _early_lexrank,
    "TextRank": _textrank,
}

if __name__ == "__main__":
    main()

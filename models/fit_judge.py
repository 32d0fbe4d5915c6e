"""Fit Fix's judge to a model: when is a change among right words sure enough?

    python models/fit_judge.py models/default scratch/corpus resources/fix-en.toml \
        --public eval

Learns from slips put into clean modern prose by `teaching/noise.py`, never from texts
that people corrected: those choose the two bars only (`--public`, JFLEG's development
half). Clean prose of the held-out part bounds the changes of text that is right.
The model runs for some ten minutes. Needs: numpy, rapidfuzz.
"""

import argparse
import math
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from rapidfuzz.distance import Levenshtein

from models.measuring.jfleg import detokenize, retokenize
from models.measuring.metrics import gleu
from models.recipe.documents import find_parts, paragraphs, read_documents
from models.recipe.step import InputError, run_step
from models.teaching.noise import add_noise
from models.teaching.text import is_clean, sentences
from writer_app.assist.fix.fixer import Fixer, JudgeOfChanges
from writer_app.assist.fix.judge import Evidence, Judge
from writer_app.assist.fix.lexicon import Lexicon, read_lexicon
from writer_app.assist.fix.revision import apply_edits
from writer_app.assist.fix.sentence import Candidate
from writer_app.engine.gpt import open_model
from writer_app.engine.model import StopFlag, TextModel
from writer_app.paths import resource

Array = np.ndarray[Any, np.dtype[Any]]
_TOKEN = re.compile(r"\w+(?:['\u2019]\w+)*|[^\w\s]")
_PENALTY = 0.5
_START = "# Written by models/fit_judge.py"
# Slips stand in somewhat more than half of the sentences, as in a first draft.
_CLEAN_SHARE = 0.45
_SENTENCES_OF_A_PARAGRAPH = 4
# Nobody is let through whose prose it would change more often; a third of what
# remains are real slips of the sources.
MOST_FALSE_PER_1000_WORDS = 0.4


@dataclass(frozen=True, slots=True)
class Case:
    """One change that could have been made.

    Attributes:
        evidence: of it. is_right: it leads towards the sentence as it was.
        is_clean: the sentence had no slip put in.
    """

    evidence: Evidence
    is_right: bool
    is_clean: bool


def main() -> None:
    """Read the flags, collect cases, fit, choose the bars, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("model", type=Path, help="model folder")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("rules", type=Path, help="fix-en.toml; its end is replaced")
    parser.add_argument("--part", default="modern", help="of the corpus, to learn from")
    parser.add_argument("--sentences", type=int, default=3000)
    parser.add_argument("--words", type=int, default=30_000, help="clean, to choose the bar")
    parser.add_argument(
        "--public", type=Path, help="folder with jfleg-dev/; chooses the second bar"
    )
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    rules = arguments.rules.read_text(encoding="utf-8")
    lexicon = read_lexicon(resource("words-en.txt").read_text(encoding="utf-8"), rules)
    model = open_model(arguments.model, "cpu", n_threads=arguments.threads)
    parts, source = find_parts(arguments.corpus), random.Random(arguments.seed)
    if arguments.part not in parts:
        raise InputError(f"The corpus has no part {arguments.part}; it has {', '.join(parts)}.")
    prose = _prose(parts[arguments.part], source)
    cases, n_words = _cases(model, lexicon, prose, arguments.sentences, source)
    judge = fit(cases)
    print(f"{len(cases)} changes, {sum(case.is_right for case in cases)} of them right, "
          f"in {n_words} words", flush=True)  # fmt: skip
    quiet, n_quiet = _cases(model, lexicon, prose, 0, source, n_words=arguments.words)
    judge = with_bar(judge, quiet, n_quiet)
    if arguments.public:
        judge = _with_second_bar(judge, model, lexicon, arguments.public / "jfleg-dev")
    write_judge(arguments.rules, rules, judge)
    print(f"{arguments.rules}: bars {judge.bar:.2f} and {judge.bar_among_slips:.2f}")


def _prose(paths: Sequence[Path], source: random.Random) -> Iterator[list[str]]:
    """Yield paragraphs of clean sentences, one of each document."""
    for path in source.sample(paths, len(paths)):
        documents = read_documents(path)
        for document in source.sample(documents, len(documents)):
            found = [p for p in paragraphs(document) if len(p) > 250 and p.count("\n") < 3]
            if found:
                yield sentences(source.choice(found))[:_SENTENCES_OF_A_PARAGRAPH]


def _cases(
    model: TextModel,
    lexicon: Lexicon,
    prose: Iterator[list[str]],
    n_sentences: int,
    source: random.Random,
    n_words: int = 0,
) -> tuple[list[Case], int]:
    """Collect the changes thought of in sentences with slips, or in clean ones.

    Args:
        n_sentences: with and without slips. n_words: of clean sentences only, instead.
    """
    found: list[Case] = []
    n_done, n_seen = 0, 0
    for paragraph in prose:
        for place, clean in enumerate(paragraph):
            if not is_clean(clean):
                continue
            is_kept = n_words > 0 or source.random() < _CLEAN_SHARE
            text = clean if is_kept else add_noise(clean, source)
            before = " ".join(paragraph[:place])
            found += _thought_of(model, lexicon, text, clean, f"{before} " if before else "")
            n_done, n_seen = n_done + 1, n_seen + len(clean.split())
        if n_done and n_done % 100 < _SENTENCES_OF_A_PARAGRAPH:
            print(f"{n_done} sentences, {len(found)} changes", flush=True)
        if (n_words and n_seen >= n_words) or (n_sentences and n_done >= n_sentences):
            break
    return found, n_seen


def _thought_of(
    model: TextModel, lexicon: Lexicon, text: str, clean: str, before: str
) -> list[Case]:
    """Give every change of one sentence that the judge is asked about."""
    wanted, found = _TOKEN.findall(clean), []

    def record(sentence: str, change: Candidate, evidence: Evidence) -> float:
        changed = sentence[: change.start] + change.replacement + sentence[change.end :]
        now = Levenshtein.distance(_TOKEN.findall(sentence), wanted)
        is_right = Levenshtein.distance(_TOKEN.findall(changed), wanted) < now
        if evidence.gain >= 1.0:
            found.append(Case(evidence, is_right, text == clean))
        return -1.0

    fixer = Fixer(model, lexicon, judge=record)
    for _ in fixer.steps(text, StopFlag(), before=before):
        pass
    return found


def fit(cases: Sequence[Case]) -> Judge:
    """Fit the weights: logistic regression with a little ridge, by Newton's method."""
    names = list(dict.fromkeys(name for case in cases for name in case.evidence.features()))
    matrix = np.array([[case.evidence.features().get(n, 0.0) for n in names] for case in cases])
    right = np.array([float(case.is_right) for case in cases])
    weights = np.zeros(len(names))
    for _ in range(40):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix
        slope = matrix.T @ (right - chance) - _PENALTY * weights
        weights += np.linalg.solve(curve + _PENALTY * np.eye(len(names)), slope)
    kept = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return Judge(kept, 0.0, 0.0)


def with_bar(judge: Judge, quiet: Sequence[Case], n_words: int) -> Judge:
    """Give the judge the lowest bar that leaves clean text alone often enough.

    The second bar, for sentences with other slips, stands at even odds at most.
    """
    allowed = int(MOST_FALSE_PER_1000_WORDS * n_words / 1000)
    sums = sorted(
        (judge.weighed(c.evidence) for c in quiet if not c.evidence.is_among_slips), reverse=True
    )
    bar = sums[allowed] + 0.01 if len(sums) > allowed else -9.0
    return Judge(judge.weights, round(max(bar, -3.0), 2), round(min(bar, 0.0), 2))


def _with_second_bar(judge: Judge, model: TextModel, lexicon: Lexicon, folder: Path) -> Judge:
    """Choose the second bar where learners' sentences gain most by GLEU."""
    lines = _lines(folder / "dev.src")
    references = list(zip(*(_lines(folder / f"dev.ref{i}") for i in range(4)), strict=True))
    best, best_gleu = judge, -math.inf
    for step in range(6):
        tried = Judge(judge.weights, judge.bar, round(judge.bar - 0.7 * step, 2))
        fixer = Fixer(model, lexicon, judge=_deciding(tried))
        answers = [_fixed(fixer, line) for line in lines]
        value = gleu(lines, answers, references)
        print(f"second bar {tried.bar_among_slips}: GLEU {value:.2f}", flush=True)
        if value > best_gleu:
            best, best_gleu = tried, value
    return best


def _deciding(judge: Judge) -> JudgeOfChanges:
    return lambda _sentence, _change, evidence: judge.sureness(evidence)


def _fixed(fixer: Fixer, line: str) -> str:
    text = detokenize(line)
    edits = list(fixer.edits(text, StopFlag()))
    return retokenize(apply_edits(text, edits)) if edits else line


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path} cannot be read; leave --public away to go without.") from error


def write_judge(path: Path, rules: str, judge: Judge) -> None:
    """Replace the end of the rules by the judge, and see that they are still read."""
    kept = rules.partition(_START)[0].rstrip()
    weights = [f'"{name}" = {value}' for name, value in judge.weights.items() if value]
    lines = [
        f"{_START} for the model in the box; everything from here on is replaced.",
        "[judge]",
        f"bar = {judge.bar}",
        f"bar_among_slips = {judge.bar_among_slips}",
        "",
        "[judge.weights]",
        *weights,
    ]
    text = kept + "\n\n" + "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8")
    read_lexicon("", text)


if __name__ == "__main__":
    sys.exit(run_step(main))

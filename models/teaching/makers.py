"""Make taught examples of every skill from plain documents.

Pure; the caller brings the random source. See TRAINING notes in models/README.md for
what each skill is; the forms are in `sample`.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.recipe.control import DRAFT, EXPAND, FIX, SHORTEN, SUMMARY, TITLE
from models.recipe.documents import paragraphs
from models.teaching.central import central_sentences
from models.teaching.noise import CLEAN_SHARE, add_noise
from models.teaching.sample import Sample, fill, task
from models.teaching.text import WordCounts, headed_passages, is_clean, keywords, sentences

KINDS = ("fill", "fix", "shorten", "expand", "summary", "draft", "title")
# Shares of the taught tokens. Source: TRAINING.md section 4 gives fill a third; fixing and
# summarising are the skills that the app asks for most.
SHARES = {
    "fill": 0.34,
    "fix": 0.26,
    "shorten": 0.06,
    "expand": 0.06,
    "summary": 0.12,
    "draft": 0.10,
    "title": 0.06,
}
_PARENTHESIS = re.compile(
    r" \([^()]{3,80}\)| \u2014[^\u2014.]{3,80}\u2014(?= )|\u2014[^\u2014.]{3,80}\u2014"
)
_RELATIVE = re.compile(r", (?:which|who|where|when|as|though|although)\b[^,.;:]{6,90}(?=[,.])")
_ADVERB = re.compile(
    r" (?:very|quite|really|rather|just|simply|actually|basically|certainly|perhaps|indeed|"
    r"extremely|[a-z]{4,}(?:al|ful|ous|ive|ent|able|ar)ly)(?= [a-z])"
)
_OPENING = re.compile(r"\A(?:However|Moreover|Furthermore|In fact|Indeed|Of course|As a result), ")


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in characters, chosen so that a sample fits the model's window.

    Attributes:
        passage: of what is read. suffix: of the text after the caret.
    """

    passage: int = 2400
    suffix: int = 550


def make_samples(
    kind: str, document: str, counts: WordCounts, limits: Limits, source: random.Random
) -> Iterator[Sample]:
    """Yield the samples of one kind that a document gives, in its order."""
    if kind == "fill":
        yield from _fills(document, limits, source)
    elif kind in ("fix", "shorten", "expand"):
        yield from _sentence_samples(kind, document, source)
    elif kind == "summary":
        yield from _summaries(document, counts, limits, source)
    elif kind == "draft":
        yield from _drafts(document, counts, limits, source)
    else:
        for heading, text in headed_passages(document, limits.passage // 2):
            yield task(TITLE, text, heading)


def _fills(document: str, limits: Limits, source: random.Random) -> Iterator[Sample]:
    start = 0
    while start < len(document):
        length = source.randrange(limits.passage // 4, limits.passage)
        passage = document[start : start + length].strip()
        start += length
        if len(passage) >= 120:
            yield fill(*cut_for_filling(passage, limits, source))


def cut_for_filling(passage: str, limits: Limits, source: random.Random) -> tuple[str, str]:
    """Cut a passage into what stands before the caret with the middle, and the suffix.

    Middles are mostly a few words, as at a caret; half of the cuts after the middle
    fall inside words.
    """
    n_middle = int(2 ** source.uniform(0, 8.5))
    at = source.randrange(20, len(passage) - 20)
    end = min(len(passage) - 1, at + n_middle)
    if source.random() < 0.5:
        boundary = passage.find(" ", end)
        end = boundary if 0 < boundary < len(passage) - 1 else end
        # A caret stands before the space as often as after it.
        end = min(end + (source.random() < 0.5), len(passage) - 1)
    return passage[:end], passage[end : end + limits.suffix]


def _sentence_samples(kind: str, document: str, source: random.Random) -> Iterator[Sample]:
    for paragraph in paragraphs(document):
        for sentence in sentences(paragraph):
            if not is_clean(sentence):
                continue
            if kind == "fix":
                is_noisy = source.random() >= CLEAN_SHARE
                noisy = add_noise(sentence, source) if is_noisy else sentence
                yield task(FIX, noisy, sentence)
                continue
            short = shorten(sentence)
            if short != sentence and kind == "shorten":
                yield task(SHORTEN, sentence, short, is_input_learnt=True)
            elif short != sentence:
                yield task(EXPAND, short, sentence)


def shorten(sentence: str) -> str:
    """Take out parentheses, relative clauses, adverbs and openings; the rest stays.

    Gives the sentence back where too little would be left, or nothing was found.
    """
    short = _PARENTHESIS.sub("", sentence)
    short = _RELATIVE.sub("", short)
    short = _ADVERB.sub("", short)
    short = _OPENING.sub("", short)
    short = short[:1].upper() + short[1:] if sentence[:1].isupper() else short
    is_whole = len(short) >= max(24, len(sentence) * 0.3) and short.count(" ") >= 3
    return short if is_whole else sentence


def _summaries(
    document: str, counts: WordCounts, limits: Limits, source: random.Random
) -> Iterator[Sample]:
    passage: list[str] = []
    for paragraph in paragraphs(document):
        found = [s for s in sentences(paragraph) if is_clean(s)]
        if sum(map(len, passage)) + len(paragraph) > limits.passage:
            yield from _summary_of(passage, counts, source)
            passage = []
        passage += found
    yield from _summary_of(passage, counts, source)


def _summary_of(passage: list[str], counts: WordCounts, source: random.Random) -> Iterator[Sample]:
    if len(passage) >= 6:
        chosen = central_sentences(passage, counts, source.choice((1, 2, 2)))
        yield task(SUMMARY, " ".join(passage), " ".join(passage[i] for i in chosen), True)


def _drafts(
    document: str, counts: WordCounts, limits: Limits, source: random.Random
) -> Iterator[Sample]:
    for heading, text in headed_passages(document, limits.passage // 2):
        yield task(DRAFT, heading, text)
    for paragraph in paragraphs(document):
        most = limits.passage // 2
        if min(240, most // 2) <= len(paragraph) <= most and source.random() < 0.25:
            found = keywords(paragraph, counts, source.randrange(2, 7))
            if len(found) >= 2:
                yield task(DRAFT, ", ".join(found), paragraph)

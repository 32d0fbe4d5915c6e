"""How much a sentence says of what its text is about.

A weighted sum of a few plain features: how many paragraphs share its words and phrases,
where it stands, how it is made. The weights were learned from textbook sections with
printed summaries. Works on one window of sentences, in steps. May import: assist.prose,
assist.terms. Thread: any.
"""

import math
import re
from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from writer_app.assist.prose import Sentence
from writer_app.assist.terms import function_words_of, n_words, terms_of

# Per unit of each feature. Source: ridge regression on how many words and word pairs of the
# printed summary a sentence holds, 1,155 textbook sections (2026-11-22, `python
# tests/bench/summaries.py train`); measured by `... measure`, see summaries.json beside it.
WEIGHTS = {
    "length": 0.2112,
    "length_squared": -0.0406,
    "numbers": -0.0429,
    "quotes": -0.0367,
    "question": -0.0408,
    "first_person": -0.0289,
    "second_person": -0.0585,
    "pointer": -0.0516,
    "capitals": -0.0512,
    "variety": -0.1375,
    "shared_words": 0.5265,
    "shared_phrases": 0.9447,
    "frequent": 0.7167,
    "function_words": 0.5526,
    "letters": 0.0164,
    "early": 0.127,
    "topic": 0.0639,
}
_OPENER_LIST = """
he she it they this these those that his her its their such however but and so also moreover
furthermore thus therefore then yet still instead finally nor or indeed again similarly likewise
"""
_OPENERS = frozenset(_OPENER_LIST.split())
_FIRST_PERSON = frozenset(("i", "we", "us", "me", "my", "our"))
_SECOND_PERSON = frozenset(("you", "your"))
_POINTERS = frozenset(("http", "https", "www", "figure", "table", "example"))
_WHOLE = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\uff0e\uff61][\"'\u2019\u201d\u00bb)\]\u300d\u300f\uff09*_]*\Z"
)
_QUOTES = re.compile('["\u201c\u201d\u00ab\u00bb\u300c\u300d]')
_TALK = re.compile('[*_]*["\u201c\u2018\u00ab\u300c\u2014-]')
_NUMBER = re.compile(r"\d+")
_CAPITAL = re.compile(r"\s[A-Z]")
_MARK_AT_END = re.compile(r"[?\uff1f][\"'\u2019\u201d\u300d)]*\Z")
_STEP_SENTENCES = 8
_SAMPLE_SENTENCES = 40

SHORT_WORDS = 8.0
"""A shorter sentence seldom says anything by itself."""
_SHRINK_TERMS = 6
"""Added to a sentence's length in every mean, so that few words prove little."""

Features = dict[str, float]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that was read: its place, its text's terms and its form.

    Attributes:
        terms: in order, function words included. n_words: as `terms.n_words`.
        is_whole: it ends as a sentence does.
        is_talk: it begins with a quotation mark, or within a quotation.
        looseness: how much it leans on its neighbours: 1 for a first word like "However"
            or "He", 2 for a quotation that starts or ends elsewhere.
        form: the features that need no other sentence.
    """

    sentence: Sentence
    terms: tuple[str, ...]
    n_words: float
    is_whole: bool
    is_talk: bool
    looseness: int
    form: Features

    @property
    def is_fit(self) -> bool:
        """Tell whether it may stand alone: whole, no talk, and not very short."""
        return self.is_whole and not self.is_talk and self.n_words >= SHORT_WORDS


def read_sentence(text: str, sentence: Sentence) -> Read:
    """Look at one sentence by itself."""
    words = text[sentence.start : sentence.end]
    terms = tuple(terms_of(words))
    return Read(
        sentence,
        terms,
        n_words(terms),
        _WHOLE.search(words) is not None,
        _TALK.match(words) is not None or _is_torn(words),
        (bool(terms) and terms[0] in _OPENERS) + 2 * _is_torn(words),
        _form(words, terms),
    )


def _is_torn(words: str) -> bool:
    """Tell whether a quotation starts or ends outside these words.

    Example:
        >>> _is_torn('"It was.'), _is_torn('"It was," he said.')
        (True, False)
    """
    n_straight, n_low = words.count('"'), words.count("\u201e")
    pairs = (("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u300c", "\u300d"))
    is_odd = any(words.count(left) != words.count(right) for left, right in pairs)
    return n_straight % 2 == 1 or (is_odd and not n_low)


def _form(words: str, terms: tuple[str, ...]) -> Features:
    n_terms = len(terms) + 1
    present = frozenset(terms)
    return {
        "length": math.log(n_terms),
        "length_squared": math.log(n_terms) ** 2,
        "numbers": float(min(3, len(_NUMBER.findall(words)))),
        "quotes": float(_QUOTES.search(words) is not None),
        "question": float(_MARK_AT_END.search(words) is not None),
        "first_person": float(not present.isdisjoint(_FIRST_PERSON)),
        "second_person": float(not present.isdisjoint(_SECOND_PERSON)),
        "pointer": float(not present.isdisjoint(_POINTERS)),
        "capitals": len(_CAPITAL.findall(words)) / n_terms,
        "variety": len(present) / n_terms,
    }


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a window, how much it says, and its terms without function words."""

    read: Read
    score: float
    content: frozenset[str]


def score_window(window: list[Read]) -> Generator[None, None, list[Scored]]:
    """Score the sentences of one window against each other; higher says more.

    Yields after every few sentences, so that it can run between keystrokes.
    """
    counts = yield from _count(window)
    scored: list[Scored] = []
    for index, read in enumerate(window):
        features = counts.features(read)
        score = sum(WEIGHTS[name] * value for name, value in features.items())
        scored.append(Scored(read, score, frozenset(counts.content(read.terms))))
        if index % _STEP_SENTENCES == 0:
            yield
    return scored


def features_of(window: list[Read]) -> list[Features]:
    """Give the features of each sentence by name, for training and for tests."""
    counting = _count(window)
    while True:
        try:
            next(counting)
        except StopIteration as done:
            counts: _Counts = done.value
            return [counts.features(read) for read in window]


def _count(window: list[Read]) -> Generator[None, None, "_Counts"]:
    sample = (term for read in window[:_SAMPLE_SENTENCES] for term in read.terms)
    counts = _Counts(function_words_of(sample))
    for index, read in enumerate(window):
        counts.add(read)
        if index % _STEP_SENTENCES == 0:
            yield
    counts.finish()
    return counts


class _Counts:
    """In how many sentences and paragraphs of a window each term and pair stands."""

    def __init__(self, function_words: frozenset[str]) -> None:
        self._function_words = function_words
        self._in_sentences: Counter[str] = Counter()
        self._times: Counter[str] = Counter()
        self._in_paragraphs: Counter[Pair] = Counter()
        self._paragraph: tuple[int, int] | None = None
        self._paragraph_pairs: set[Pair] = set()
        self._order: dict[tuple[int, int], int] = {}
        self._norm = 1.0

    def add(self, read: Read) -> None:
        """Count one sentence; they come in order."""
        place = (read.sentence.section, read.sentence.paragraph)
        if place != self._paragraph:
            self._finish_paragraph()
            self._paragraph = place
            self._order.setdefault(place, len(self._order))
        content = self.content(read.terms)
        self._paragraph_pairs.update(self._pairs(read.terms))
        self._in_sentences.update(set(content))
        self._times.update(content)

    def _finish_paragraph(self) -> None:
        """Count the pairs of the paragraph read."""
        self._in_paragraphs.update(self._paragraph_pairs)
        self._paragraph_pairs = set()

    def finish(self) -> None:
        """Close the last paragraph; from now on features can be had."""
        self._finish_paragraph()
        squares = sum(math.log(1 + n) ** 2 for n in self._times.values())
        self._norm = math.sqrt(squares) or 1.0

    def features(self, read: Read) -> Features:
        """Give all features of a sentence by name."""
        content = set(self.content(read.terms))
        n_terms = len(read.terms) + 1
        shrunk = n_terms + _SHRINK_TERMS
        place = (read.sentence.section, read.sentence.paragraph)
        return read.form | {
            "shared_words": _sum_log(self._in_sentences[t] for t in content) / shrunk,
            "shared_phrases": _sum_log(self._in_paragraphs[p] for p in self._pairs(read.terms))
            / shrunk,
            "frequent": _sum_log(1 + self._times[t] for t in content)
            / (self._norm * math.sqrt((len(content) or 1) + _SHRINK_TERMS / 2)),
            "function_words": 1 - len(self.content(read.terms)) / n_terms,
            "letters": sum(len(t) for t in content) / (len(content) or 1),
            "early": 1 / (1 + self._order[place]),
            "topic": float(read.sentence.place == 0),
        }

    def content(self, terms: Iterable[str]) -> list[str]:
        """Give the terms that are no function words."""
        return [t for t in terms if self._is_content(t)]

    def _is_content(self, term: str) -> bool:
        """Tell whether a term names something."""
        return len(term) > 1 and term not in self._function_words and not term[0].isdigit()

    def _pairs(self, terms: tuple[str, ...]) -> set[Pair]:
        """Give the pairs of neighbours that both name something: "royal", "society"."""
        are_content = [self._is_content(term) for term in terms]
        return {
            (terms[i], terms[i + 1])
            for i in range(len(terms) - 1)
            if are_content[i] and are_content[i + 1]
        }


def _sum_log(counts: Iterable[int]) -> float:
    return sum(math.log(count) for count in counts)

"""Fix a text sentence by sentence: what rules know, then what the model is sure of.

A change is made only when the sentence becomes likelier by a margin that depends on
the kind of change; so the model never writes a word of its own, and correct text
stays as it is. Thread: worker.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from writer_app.assist.decency import Decency
from writer_app.assist.fix.choices import choice_candidates
from writer_app.assist.fix.lexicon import Lexicon
from writer_app.assist.fix.mechanics import mechanical_candidates
from writer_app.assist.fix.passages import Passage, own_words, passages
from writer_app.assist.fix.revision import Edit, Revision
from writer_app.assist.fix.sentence import Candidate, words_of
from writer_app.assist.fix.spelling import spelling_candidates
from writer_app.assist.language import is_in_language
from writer_app.engine.model import StopFlag, TextModel

# Nats that the sentence must gain before a change of each kind is made. MEASURED with
# tests/bench/fix_quality.py: the best on JFLEG's development half that keeps false
# changes of clean modern prose under one in 1,000 words.
MARGINS: Mapping[str, float] = {
    "spelling": -18.0,
    "number": 6.0,
    "confusion": 6.0,
    "agreement": 5.0,
    "verb form": 6.0,
    "word form": 7.0,
    "article": 6.0,
    "article in": 6.0,
    "article out": 6.0,
    "preposition": 6.5,
    "preposition in": 7.0,
    "preposition out": 7.0,
    "comma in": 6.0,
    "comma out": 6.0,
}
# Who slips once in a sentence slips again: once a rule or the dictionary has mended
# something in it, the other changes there need so much less.
_RELIEF = 2.0
_MAX_ROUNDS = 5
# Words after a change that are scored with it: what stands further on hardly feels it.
_TAIL_WORDS = 4
# Nats that those words may still bring to a change which the first of them leaves behind.
_HOPE = 5.0
# Changes of one round stand at least so far apart, so that neither spoils the other's score.
_APART_CHARS = 16
# A later round looks again this far around what the last one changed.
_NEAR_CHARS = 40
_CONTEXT_CHARS = 300


class Fixer:
    """Corrects English with a language model as judge.

    Args:
        model: foresees text. lexicon: English. blocklist: words never brought in.
        margins: nats a change of each kind must gain; kinds left out are not tried.
    """

    def __init__(
        self,
        model: TextModel,
        lexicon: Lexicon,
        blocklist: frozenset[str] = frozenset(),
        margins: Mapping[str, float] = MARGINS,
    ) -> None:
        self._model = model
        self._lexicon = lexicon
        self._blocklist = blocklist
        self._margins = margins

    def edits(self, text: str, stop: StopFlag) -> Iterator[Edit]:
        """Yield the edits of a text in order, each as soon as its sentence is done.

        None for text in a language that is not the model's, nor for code. When
        stopped, the sentence in work is left as it was.

        Raises: ModelRunFailed: the run failed and was not stopped.
        """
        own = own_words(text, self._lexicon)
        decency = Decency(self._blocklist)
        revised, place = "", 0
        for passage in passages(text):
            if stop.is_raised:
                return
            revised = (revised + text[place : passage.start])[-2 * _CONTEXT_CHARS :]
            place = passage.end
            sentence = text[passage.start : passage.end]
            if not is_in_language(sentence, "", self._model.info.languages):
                revised += sentence
                continue
            work = _Work(passage, _context(revised), own, decency, text)
            revision = self._revise(sentence, work, stop)
            revised += revision.text
            for edit in revision.edits:
                start, end = edit.start + passage.start, edit.end + passage.start
                yield Edit(start, end, edit.replacement, edit.reason)

    def _revise(self, sentence: str, work: "_Work", stop: StopFlag) -> Revision:
        revision = Revision(sentence)
        self._apply_rules(revision, work)
        seen = {revision.text}
        for find in (self._misspelt, self._doubtful):
            near: list[int] | None = None
            relief = _RELIEF if revision.edits and find == self._doubtful else 0.0
            for _ in range(_MAX_ROUNDS):
                candidates = self._allowed(find(revision.text, work), work, near)
                chosen = self._chosen(revision.text, candidates, work.context, relief, stop)
                if stop.is_raised:
                    return Revision(sentence)
                near = _apply(revision, chosen)
                if not chosen or revision.text in seen:
                    break
                seen.add(revision.text)
        return revision

    def _apply_rules(self, revision: Revision, work: "_Work") -> None:
        """Make the changes that a rule decides, each where it stands by then."""
        for find in (self._spelling, self._mechanical):
            certain = [one for one in find(revision.text, work) if one.is_certain]
            _apply(revision, _without_overlaps(certain, 0))

    def _mechanical(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        starts_line = work.passage.starts_line
        words = words_of(sentence)
        yield from mechanical_candidates(sentence, words, self._lexicon, starts_line=starts_line)

    def _spelling(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        yield from spelling_candidates(words_of(sentence), self._lexicon, work.own_words)

    def _misspelt(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        return (one for one in self._spelling(sentence, work) if not one.is_certain)

    def _doubtful(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        yield from choice_candidates(sentence, words_of(sentence), self._lexicon)

    def _allowed(
        self, candidates: Iterator[Candidate], work: "_Work", near: list[int] | None
    ) -> list[Candidate]:
        """Keep the candidates of known kinds that bring in no blocked word.

        Args:
            near: only keep those around these places; None: everywhere.
        """
        return [
            one
            for one in candidates
            if one.kind in self._margins
            and (near is None or any(abs(one.start - place) < _NEAR_CHARS for place in near))
            and work.is_decent(one.replacement)
        ]

    def _chosen(
        self,
        sentence: str,
        candidates: Sequence[Candidate],
        context: str,
        relief: float,
        stop: StopFlag,
    ) -> list[Candidate]:
        """Give the changes that gain enough, best first, none too near a better one."""
        gains = self.gains(sentence, candidates, context, stop)
        ranked = sorted(zip(gains, range(len(candidates)), strict=False), reverse=True)
        better = [candidates[index] for gain, index in ranked if gain + relief > 0]
        return _without_overlaps(better, _APART_CHARS)

    def gains(
        self, sentence: str, candidates: Sequence[Candidate], context: str, stop: StopFlag
    ) -> list[float]:
        """Give what each change gains in nats, less its cost and its kind's margin.

        Those without hope after the next word are not scored any further.

        Returns: one for each candidate, minus infinity for the hopeless; empty when stopped.
        """
        wanted = [one.cost + self._margins[one.kind] for one in candidates]
        gains = self._raw_gains(sentence, candidates, 1, context, stop)
        hopeful = [i for i, gain in enumerate(gains) if gain - wanted[i] > -_HOPE]
        better = [candidates[i] for i in hopeful]
        whole = self._raw_gains(sentence, better, _TAIL_WORDS, context, stop)
        if stop.is_raised:
            return []
        found = dict(zip(hopeful, whole, strict=True))
        return [found.get(i, -math.inf) - want for i, want in enumerate(wanted)]

    def _raw_gains(
        self,
        sentence: str,
        candidates: Sequence[Candidate],
        n_words: int,
        context: str,
        stop: StopFlag,
    ) -> list[float]:
        """Give what each change gains in nats up to some words after it; empty when stopped."""
        if not candidates:
            return []
        ends = [word.end for word in words_of(sentence)]
        cuts = [_cut(sentence, ends, one.end, n_words) for one in candidates]
        plain = sorted(set(cuts))
        changed = [
            sentence[: one.start] + one.replacement + sentence[one.end : cut]
            for one, cut in zip(candidates, cuts, strict=True)
        ]
        texts = [sentence[:cut] for cut in plain] + changed
        scores = self._model.score_many(texts, stop, context)
        base = dict(zip(plain, scores, strict=False))
        return [score - base[cut] for cut, score in zip(cuts, scores[len(plain) :], strict=False)]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is known around the sentence in work."""

    passage: Passage
    context: str
    own_words: frozenset[str]
    decency: Decency
    document: str

    def is_decent(self, replacement: str) -> bool:
        return self.decency.allows(replacement, "", self.document)


def _apply(revision: Revision, chosen: Sequence[Candidate]) -> list[int]:
    """Make the changes, the last in the text first; give where they are."""
    for one in sorted(chosen, key=lambda c: c.start, reverse=True):
        revision.replace(one.start, one.end, one.replacement, one.reason)
    return [one.start for one in chosen]


def _without_overlaps(candidates: Sequence[Candidate], apart: int) -> list[Candidate]:
    """Keep each change that stands far enough from all kept before it."""
    kept: list[Candidate] = []
    for one in candidates:
        is_apart = all(one.start >= k.end + apart or one.end + apart <= k.start for k in kept)
        if is_apart and all((k.start, k.end) != (one.start, one.end) for k in kept):
            kept.append(one)
    return kept


def _cut(sentence: str, ends: Sequence[int], place: int, n_words: int) -> int:
    """Give the end of some words after a place; the sentence's end takes its marks along."""
    after = [end for end in ends if end > place]
    return after[n_words - 1] if len(after) > n_words else len(sentence)


def _context(revised: str) -> str:
    """Give the end of what stands before, from the start of a word in its paragraph."""
    tail = revised[-_CONTEXT_CHARS:].rpartition("\n\n")[2]
    return tail if len(tail) < _CONTEXT_CHARS else tail.partition(" ")[2]

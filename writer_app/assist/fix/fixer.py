"""Fix a text sentence by sentence: what rules know, then what the model is sure of.

A change is made only when the sentence becomes so much likelier that `judge` is sure,
or that the price of a misspelt word is paid; so the model never writes a word of its
own, and correct text stays as it is. Thread: worker.
"""

import itertools
import math
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from writer_app.assist.decency import Decency
from writer_app.assist.fix.after_helpers import helped_candidates
from writer_app.assist.fix.choices import choice_candidates
from writer_app.assist.fix.judge import Evidence
from writer_app.assist.fix.lexicon import Lexicon
from writer_app.assist.fix.mechanics import mechanical_candidates
from writer_app.assist.fix.passages import Passage, own_words, passages_and_gaps
from writer_app.assist.fix.phrases import phrase_candidates
from writer_app.assist.fix.revision import Edit, Revision
from writer_app.assist.fix.scoring import Scorer
from writer_app.assist.fix.sentence import Candidate, words_of
from writer_app.assist.fix.spelling import spelling_candidates
from writer_app.assist.language import is_in_language
from writer_app.assist.steps import instead
from writer_app.assist.words import iter_words
from writer_app.engine.model import StopFlag, TextModel

_MAX_ROUNDS = 5
# Changes of one round stand at least so far apart, so that neither spoils the other's score.
_APART_CHARS = 16
# A later round looks again this far around what the last one changed.
_NEAR_CHARS = 40
_CONTEXT_CHARS = 300
_ENGLISH = ("en",)  # the lexicon's language, whatever others the model knows
_COUNTED_AT_ONCE = 1_000


Result = TypeVar("Result")
_Steps = Generator[None, None, Result]
JudgeOfChanges = Callable[[str, Candidate, Evidence], float]
"""Takes the sentence, a change of it and what is known of that; below zero: not made."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the work has come: `place` is an index in the text."""

    place: int


class Fixer:
    """Corrects English with a language model as judge.

    Args:
        model: foresees text. lexicon: English. blocklist: words never brought in.
        judge: says how sure a change of a sentence is; None: the lexicon's own.
    """

    def __init__(
        self,
        model: TextModel,
        lexicon: Lexicon,
        blocklist: frozenset[str] = frozenset(),
        judge: JudgeOfChanges | None = None,
    ) -> None:
        self._model = model
        self._lexicon = lexicon
        self._blocklist = blocklist
        self._judge = judge or _judge_of(lexicon)

    def edits(self, text: str, stop: StopFlag) -> Iterator[Edit]:
        """Yield the edits of a text in order, each as soon as its sentence is done.

        None for text that is not English, nor for code. When
        stopped, the sentence in work is left as it was.

        Raises: ModelRunFailed: the run failed and was not stopped.
        """
        return (step for step in self.steps(text, stop) if isinstance(step, Edit))

    def steps(
        self, text: str, stop: StopFlag, before: str = "", after: str = ""
    ) -> Iterator["Edit | Reached"]:
        """As `edits`, in steps of one run of the model or a few milliseconds.

        Args:
            before, after: what stands around the text: context, never changed.

        Yields: edits, and between them how far the work has come. Raises: as `edits`.
        """
        counts = yield from _counted(text)
        own = own_words(counts, self._lexicon)
        # What stands in the document is the writer's own; looked up once, for it may be long.
        counts.update(iter_words(before))
        counts.update(iter_words(after))
        decency = Decency(self._blocklist.difference(counts))
        revised, place = before[-2 * _CONTEXT_CHARS :], 0
        for passage in passages_and_gaps(text):
            if stop.is_raised:
                return
            if passage is None:
                yield Reached(place)
                continue
            yield Reached(passage.start)
            revised = (revised + text[place : passage.start])[-2 * _CONTEXT_CHARS :]
            place = passage.end
            sentence = text[passage.start : passage.end]
            if not is_in_language(sentence, "", _ENGLISH):
                revised += sentence
                continue
            before_it = _context(revised)
            if passage.carries_on:
                before_it = before_it.replace("\n", " ")
            work = _Work(passage, before_it, own, decency)
            here = Reached(passage.start)
            revision = yield from instead(here, self._revise(sentence, work, stop))
            revised += revision.text
            for edit in revision.edits:
                start, end = edit.start + passage.start, edit.end + passage.start
                yield Edit(start, end, edit.replacement, edit.reason)

    def _revise(self, sentence: str, work: "_Work", stop: StopFlag) -> _Steps[Revision]:
        """Give the sentence as it should be; yields after each run of the model."""
        revision = Revision(sentence)
        self._apply_rules(revision, work)
        seen = {revision.text}
        has_slips = False
        for find in (self._misspelt, self._ungrammatical, self._doubtful):
            near: list[int] | None = None
            for _ in range(_MAX_ROUNDS):
                candidates = yield from self._allowed(find(revision.text, work), work, near)
                chosen = yield from self._chosen(
                    revision.text, candidates, work.context, has_slips, stop
                )
                if stop.is_raised:
                    return Revision(sentence)
                near = _apply(revision, chosen)
                if not chosen or revision.text in seen:
                    break
                seen.add(revision.text)
            has_slips = bool(revision.edits)
            self._apply_rules(revision, work)  # "should of recieved" is told once it is spelt
        return revision

    def _apply_rules(self, revision: Revision, work: "_Work") -> None:
        """Make the changes that a rule decides, each where it stands by then."""
        for find in (self._spelling, self._phrases, self._helped, self._mechanical):
            certain = [one for one in find(revision.text, work) if one.is_certain]
            _apply(revision, _without_overlaps(certain, 0))

    def _mechanical(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        starts_line = work.passage.starts_line
        words = words_of(sentence)
        yield from mechanical_candidates(sentence, words, self._lexicon, starts_line=starts_line)

    def _spelling(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        yield from spelling_candidates(words_of(sentence), self._lexicon, work.own_words)

    def _phrases(self, sentence: str, _: "_Work") -> Iterator[Candidate]:
        yield from phrase_candidates(sentence, words_of(sentence), self._lexicon.phrases)

    def _helped(self, sentence: str, _: "_Work") -> Iterator[Candidate]:
        yield from helped_candidates(sentence, words_of(sentence), self._lexicon.forms)

    def _misspelt(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        return (one for one in self._spelling(sentence, work) if not one.is_certain)

    def _ungrammatical(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        for find in (self._phrases, self._helped, self._mechanical):
            yield from (one for one in find(sentence, work) if not one.is_certain)

    def _doubtful(self, sentence: str, work: "_Work") -> Iterator[Candidate]:
        words = words_of(sentence)
        # What the first word belongs to stands in the line above: "I / am afraid".
        least = words[0].end if work.passage.carries_on and words else -1
        candidates = choice_candidates(sentence, words, self._lexicon)
        yield from (one for one in candidates if one.start > least)

    def _allowed(
        self, candidates: Iterator[Candidate], work: "_Work", near: list[int] | None
    ) -> _Steps[list[Candidate]]:
        """Keep the candidates that bring in no blocked word.

        Args:
            near: only keep those around these places; None: everywhere.
        """
        kept = []
        for one in candidates:
            is_near = near is None or any(abs(one.start - place) < _NEAR_CHARS for place in near)
            if is_near and work.is_decent(one.replacement):
                kept.append(one)
            # Finding what a word may have been takes some milliseconds.
            yield
        return kept

    def _chosen(
        self,
        sentence: str,
        candidates: Sequence[Candidate],
        context: str,
        has_slips: bool,
        stop: StopFlag,
    ) -> _Steps[list[Candidate]]:
        """Give the changes that are sure enough, surest first, none too near a surer one."""
        scorer = Scorer(self._model, sentence, context, stop)
        hopeful = yield from scorer.hopeful(candidates)
        gains = yield from scorer.gains(hopeful)
        log_n_words = math.log(max(1, scorer.n_words))
        surest: list[tuple[float, int, Candidate]] = []
        for one, gain in zip(hopeful, gains, strict=False):
            if one.price is not None:
                surest.append((gain.whole - one.price, len(surest), one))
                continue
            old, new = sentence[one.start : one.end].strip(), one.replacement.strip()
            evidence = Evidence(
                kind=one.kind,
                gain=gain.whole,
                word_gain=gain.word,
                log_n_words=log_n_words,
                old_grade=self._lexicon.dictionary.grade(old.lower()) or 0,
                new_grade=self._lexicon.dictionary.grade(new.lower()) or 0,
                is_among_slips=has_slips,
            )
            surest.append((self._judge(sentence, one, evidence), len(surest), one))
        surest.sort(key=lambda entry: (-entry[0], entry[1]))
        return _without_overlaps([one for sure, _, one in surest if sure > 0], _APART_CHARS)


def _judge_of(lexicon: Lexicon) -> JudgeOfChanges:
    return lambda _sentence, _change, evidence: lexicon.judge.sureness(evidence)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is known around the sentence in work."""

    passage: Passage
    context: str
    own_words: frozenset[str]
    decency: Decency

    def is_decent(self, replacement: str) -> bool:
        return self.decency.allows(replacement, "", "")


def _counted(text: str) -> Generator[Reached, None, Counter[str]]:
    """Count how often a text uses each word."""
    counts: Counter[str] = Counter()
    words = iter_words(text)
    while batch := list(itertools.islice(words, _COUNTED_AT_ONCE)):
        counts.update(batch)
        yield Reached(0)
    return counts


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


def _context(revised: str) -> str:
    """Give the end of what stands before, from the start of a word in its paragraph."""
    tail = revised[-_CONTEXT_CHARS:].rpartition("\n\n")[2]
    return tail if len(tail) < _CONTEXT_CHARS else tail.partition(" ")[2]

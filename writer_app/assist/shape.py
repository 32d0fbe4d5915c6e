"""Where a ghost ends, and whether it is worth showing.

Takes the model's pieces one by one and gives the text earned so far: whole words
that the model is sure of, each text a start of the next. May import: assist, and
engine.model. Thread: worker.
"""

import math
from dataclasses import dataclass

from writer_app.assist.decency import Decency
from writer_app.assist.echo import EchoGuard, goes_in_circles
from writer_app.assist.sentences import ends_sentence
from writer_app.assist.words import (
    has_word,
    is_ideographic,
    is_opening,
    next_step,
    starts_with_letter,
)
from writer_app.engine.model import UNKNOWN, Piece


@dataclass(frozen=True, slots=True)
class ShapeRules:
    """How sure and how long a ghost must be.

    Attributes:
        threshold: least probability that the first word is right.
        carry_on: least probability of each further word, given those before it.
        asked_carry_on: the same where the writer asked by key and wants to see more.
        min_saving: least keys that a ghost must be expected to save, however sure.
        max_words: longest ghost, in words.
        is_asked: the writer asked by key: the first word shows, however unsure.
        unknown_words: longest ghost that nobody asked for of a model that does not tell how
            sure it is; no threshold can hold it, so it is kept short.

    Source: `foreword bench typing` with the seed model on 18,000 characters of books and
        modern prose kept out of training, 2026-11-21. Its probabilities are true (ghosts
        claimed at 0.35 were right 37 times in 100), so at a threshold of 0.35: carry_on
        0.2 / 0.3 / 0.35 saved 25 / 24 / 23 % of keys with wrong ghosts after 21 / 15 /
        14 % of keys; min_saving 0.5 takes away a quarter of the ghosts, the one-letter
        ones, for 0.7 % of keys. A price on wrong long ghosts in keys saved lost to a plain
        threshold: a ghost held back for one letter costs one key, not the whole word.
    """

    threshold: float
    carry_on: float = 0.3
    asked_carry_on: float = 0.1
    min_saving: float = 0.5
    max_words: int = 24
    is_asked: bool = False
    unknown_words: int = 4


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place in the raw text where a piece starts.

    `log_probability` is that of all pieces before it, `boundary` the chance that a
    word ends here.
    """

    index: int
    log_probability: float
    boundary: float


class Shaper:
    """Grow one ghost from pieces.

    Args:
        before: text before the caret. after: text after it.
        rules: how sure and how long. decency: words not to show.
    """

    def __init__(self, before: str, after: str, rules: ShapeRules, decency: Decency) -> None:
        self._before = before
        self._after = after
        self._rules = rules
        self._decency = decency
        self._echo = EchoGuard(before, after)
        self._raw = ""
        self._marks: list[_Mark] = []
        self._log_probability = 0.0
        self._read_chars = 0
        self._held_chars = 0
        self._earned_chars = 0
        self._n_words = 0
        self._sure = 1.0
        self._saving = _Saving()
        self._first: float | None = None
        self.is_over = False

    @property
    def text(self) -> str:
        """Give the ghost earned so far; empty when none is worth showing."""
        text = self._raw[: self._earned_chars]
        if not has_word(text) or not self._is_worth_it():
            return ""
        if self.is_over and self._is_glued():
            return text + " "
        return text

    @property
    def probability(self) -> float:
        """Give the probability that the first word is right (0 when there is none)."""
        if self._first is not None and math.isnan(self._first):
            return UNKNOWN
        return self._first or 0.0

    def take(self, piece: Piece) -> bool:
        """Add a piece; False when the ghost has ended and no more is wanted."""
        if self.is_over:
            return False
        text = piece.text
        if not self._raw and (not self._before or self._before[-1].isspace()):
            text = text.lstrip()
        self._marks.append(_Mark(len(self._raw), self._log_probability, piece.boundary))
        self._raw += text
        self._log_probability += piece.log_probability
        while not self.is_over and self._take_step(is_end=False):
            pass
        return not self.is_over

    def finish(self, is_whole: bool) -> None:
        """Note that no more pieces come.

        Args:
            is_whole: the model had no more to say; False when a limit cut it, so that
                the last word may be half a one.
        """
        while is_whole and not self.is_over and self._take_step(is_end=True):
            pass
        self.is_over = True

    def _take_step(self, is_end: bool) -> bool:
        """Judge the next whole step of the raw text; False when none is whole yet."""
        step = next_step(self._raw[self._read_chars :])
        end = self._read_chars + len(step)
        if not step or not (is_end or self._is_settled(end)):
            return False
        probability = self._probability_until(end)
        if self._must_end(step, probability):
            self.is_over = True
            return False
        self._keep(step, end, probability)
        return True

    def _is_settled(self, end: int) -> bool:
        """Tell whether later pieces cannot change where the step at `end` ends.

        A mark may still turn out to stand inside a word ("it's", "3.5"), so it takes
        white space or two more characters.
        """
        rest = self._raw[end:]
        return bool(rest) and (rest[0].isspace() or len(rest) > 1)

    def _probability_until(self, end: int) -> float:
        """Give the probability of the raw text up to `end`, with a word ending there."""
        for mark in self._marks:
            if mark.index == end:
                is_wide = is_ideographic(self._raw[end - 1])
                return math.exp(mark.log_probability) * (1.0 if is_wide else mark.boundary)
            if mark.index > end:
                return math.exp(mark.log_probability)
        return math.exp(self._log_probability)

    def _must_end(self, step: str, probability: float) -> bool:
        """Tell whether the ghost ends before this step."""
        ghost = self._raw[: self._read_chars] + step
        is_first = self._first is None
        if "\n" in step:
            return True
        if has_word(step) and self._n_words >= self._most_words(probability):
            return True
        if is_first and has_word(step):
            if probability < self._rules.threshold and not self._rules.is_asked:
                return True
        elif not is_first and probability < self._carry_on() * self._sure:
            return True
        return (
            self._echo.meets_suffix(step)
            or self._echo.copies_passage(ghost)
            or goes_in_circles(ghost)
            or not self._decency.allows(ghost, self._before, self._after)
        )

    def _most_words(self, probability: float) -> int:
        """Give the longest ghost in words; an unknown probability passes every threshold."""
        rules = self._rules
        if math.isnan(probability) and not rules.is_asked:
            return min(rules.max_words, rules.unknown_words)
        return rules.max_words

    def _carry_on(self) -> float:
        return self._rules.asked_carry_on if self._rules.is_asked else self._rules.carry_on

    def _keep(self, step: str, end: int, probability: float) -> None:
        """Count a step in; it is earned unless it is better shown with the next."""
        self._read_chars = end
        self._sure = probability
        self._saving.add(len(step), probability)
        if has_word(step):
            self._n_words += 1
            if self._first is None:
                self._first = probability
        ghost = self._raw[:end]
        is_end = not has_word(step) and ends_sentence(self._before[-200:] + ghost)
        if not is_opening(step) and not self._echo.may_become_copy(ghost):
            self._earned_chars = end
        if is_end:
            self.is_over = True

    def _is_worth_it(self) -> bool:
        """Tell whether enough keys are expected to be saved, or the writer asked."""
        expected = self._saving.expected
        is_worth_it = math.isnan(expected) or expected >= self._rules.min_saving
        return self._rules.is_asked or is_worth_it

    def _is_glued(self) -> bool:
        """Tell whether a space must follow, as a word stands right of the caret."""
        is_after_mark = bool(self._before) and not self._before[-1].isalnum()
        return starts_with_letter(self._after) and is_after_mark


class _Saving:
    """The keys a ghost is expected to save, step by step.

    A writer takes a wholly right ghost with one key, else each right step with one
    key: with P_k the probability that the first k of m steps are right and c_k their
    lengths, sum(P_k c_k) - (P_m + sum_{k<m} k (P_k - P_{k+1})).
    """

    def __init__(self) -> None:
        self._chars = 0.0
        self._keys = 0.0
        self._last = 0.0
        self._n = 0

    def add(self, n_chars: int, probability: float) -> None:
        """Add a step, given the probability of all steps up to it."""
        self._keys += self._n * max(0.0, self._last - probability)
        self._chars += n_chars * probability
        self._last = probability
        self._n += 1

    @property
    def expected(self) -> float:
        """Give the expected saving in keys; UNKNOWN where a probability is."""
        return self._chars - self._keys - self._last

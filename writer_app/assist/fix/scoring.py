"""What changes of a sentence gain in the eyes of the model, at little cost.

Only a few words after a change are scored with it, and those after the first only
when there is hope. Thread: worker.
"""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from writer_app.assist.fix.sentence import Candidate, words_of
from writer_app.engine.model import StopFlag, TextModel

# Words after a change that are scored with it: what stands further on hardly feels it.
_TAIL_WORDS = 4
# Nats that the words after the first of them may still bring.
_HOPE = 5.0
# What a change without a price must gain at least, about.
_USUAL_PRICE = 3.0
# Marks of Markdown: to a small model "**" before a word makes it another place.
_MARKS = re.compile(
    r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,;!?])[*_](?!\w)|\]\([^)\s]*(?:\)|$)|\[(?=[^\]]*(?:\]\(|$))"
)


@dataclass(frozen=True, slots=True)
class Gain:
    """Nats that a sentence gains by a change.

    Attributes:
        whole: up to a few words after it. word: up to its own end.
    """

    whole: float
    word: float


class Scorer:
    """Scores the changes of one sentence.

    Args:
        context: the text before the sentence. stop: ends the scoring; then nothing is given.
    """

    def __init__(self, model: TextModel, sentence: str, context: str, stop: StopFlag) -> None:
        self._model = model
        self._sentence = sentence
        self._context = context
        self._stop = stop
        self._ends = [word.end for word in words_of(sentence)]

    @property
    def n_words(self) -> int:
        """Count the words of the sentence."""
        return len(self._ends)

    def hopeful(self, candidates: Sequence[Candidate]) -> Generator[None, None, list[Candidate]]:
        """Leave out the changes that the word after them speaks clearly against.

        Yields after each run of the model.
        """
        gains = yield from self._gains(candidates, [self._cut(one.end, 1) for one in candidates])
        return [
            one
            for one, gain in zip(candidates, gains, strict=False)
            if gain > (_USUAL_PRICE if one.price is None else one.price) - _HOPE
        ]

    def gains(self, candidates: Sequence[Candidate]) -> Generator[None, None, list[Gain]]:
        """Give what each change gains; empty when stopped. Yields as `hopeful`."""
        cuts = [self._cut(one.end, _TAIL_WORDS) for one in candidates]
        whole = yield from self._gains(candidates, cuts)
        word = yield from self._gains(candidates, [one.end for one in candidates])
        return [Gain(*pair) for pair in zip(whole, word, strict=False)]

    def _gains(
        self, candidates: Sequence[Candidate], cuts: Sequence[int]
    ) -> Generator[None, None, list[float]]:
        """Give what each change gains up to its cut in the sentence as it stands."""
        if not candidates or self._stop.is_raised:
            return []
        plain = sorted(set(cuts))
        texts = [self._sentence[:cut] for cut in plain]
        texts += [self._changed(one, cut) for one, cut in zip(candidates, cuts, strict=True)]
        texts = [_spoken(text) for text in texts]
        scores = yield from self._model.score_steps(texts, self._stop, self._context)
        base = dict(zip(plain, scores, strict=False))
        return [score - base[cut] for cut, score in zip(cuts, scores[len(plain) :], strict=False)]

    def _changed(self, one: Candidate, cut: int) -> str:
        replacement = one.replacement if cut > one.end else one.replacement.rstrip()
        return self._sentence[: one.start] + replacement + self._sentence[one.end : cut]

    def _cut(self, place: int, n_words: int) -> int:
        """Give the end of some words after a place; the last ones take the marks along."""
        after = [end for end in self._ends if end > place]
        return after[n_words - 1] if len(after) > n_words else len(self._sentence)


def _spoken(text: str) -> str:
    """Leave out what is marked and not said; the start of a text stays a start.

    Example:
        >>> _spoken("**He** knows [my way](http://a.b), said *she*; 2 * 3 and [the")
        'He knows my way, said she; 2 * 3 and the'
    """
    return _MARKS.sub("", text)

"""A draft as it grows: what may be shown of it, and where it should have ended.

May import: assist. Thread: worker.
"""

import itertools
from collections import Counter

from writer_app.assist.cleaning import whole_sentences
from writer_app.assist.decency import Decency
from writer_app.assist.rewriting.judge import is_looping
from writer_app.assist.sentences import sentence_starts
from writer_app.assist.words import iter_words

# A sentence this long that stands around the caret already was copied.
_LEAST_COPIED_WORDS = 5
_STUTTER_TIMES = 3
_RECENT_CHARS = 200


class Growth:
    """Takes the pieces of a draft and ends it where it goes wrong.

    Args:
        before, after: the text around the caret.
    """

    def __init__(self, before: str, after: str, decency: Decency) -> None:
        self._before = before
        self._after = after
        self._decency = decency
        self._known = {_plain(one) for one in _sentences(f"{before}\n{after}")}
        self._text = ""
        self._n_checked = 0
        self.is_over = False

    @property
    def shown(self) -> str:
        """Give what is settled: all but the word that may not be whole yet."""
        return self._text if self.is_over else self._text[: self._text.rfind(" ") + 1].rstrip(" ")

    def take(self, piece: str) -> None:
        """Add the next characters; `is_over` tells whether more is wanted."""
        self._text += piece
        if not self._decency.allows(self._text[-_RECENT_CHARS:], self._before, self._after):
            self._end_at(self._n_checked)
            return
        starts = [*sentence_starts(self._text[self._n_checked :])][1:]
        if starts:
            self._check(self._n_checked + starts[-1])

    def whole(self, *, is_whole: bool) -> str:
        """Give the draft, without a last sentence that was cut off or goes wrong.

        Args:
            is_whole: the model ended by itself.
        """
        if not self.is_over:
            self._check(len(self._text))
        if self.is_over or is_whole:
            return self._text.rstrip(" ")
        return (whole_sentences(self._text) or self.shown).rstrip()

    def _check(self, end: int) -> None:
        """Look at what became whole: a copy of the text around, or a loop?"""
        for sentence in _sentences(self._text[self._n_checked : end]):
            plain = _plain(sentence)
            is_copied = plain in self._known and len(plain.split()) >= _LEAST_COPIED_WORDS
            if is_copied or is_stuttering(plain):
                self._end_at(self._n_checked)
                return
            self._known.add(plain)
        if is_looping(self._text[:end]):
            self._end_at(self._n_checked)
            return
        self._n_checked = end

    def _end_at(self, place: int) -> None:
        self._text = self._text[:place].rstrip()
        self.is_over = True


def is_stuttering(sentence: str) -> bool:
    """Tell whether a sentence says the same two words again and again.

    Example:
        >>> is_stuttering("data analysis of data analysis by data analysis")
        True
    """
    words = sentence.split()
    pairs = Counter(itertools.pairwise(words))
    is_doubled = any(a == b == c for a, b, c in zip(words, words[1:], words[2:], strict=False))
    return is_doubled or max(pairs.values(), default=0) >= _STUTTER_TIMES


def _sentences(text: str) -> list[str]:
    bounds = [*sentence_starts(text), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(bounds)]


def _plain(sentence: str) -> str:
    return " ".join(iter_words(sentence))

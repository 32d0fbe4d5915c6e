"""Guards against a ghost that only repeats what stands around the caret.

May import: assist.words. Thread: any.
Source: PEERS' complaints: a copy of the paragraph's first line (FuJacob/cotabby#811),
the text after the caret again (KeyType ADR-049/050).
"""

from itertools import pairwise

from writer_app.assist.words import has_word, iter_words, next_step, split_steps

_MIN_LINE_WORDS = 3
_MAX_COPIED_WORDS = 3
_MIN_COPIED_WORDS = 2
_LOOK_BACK_CHARS = 4000
_SENTENCE_CHARS = 120


class EchoGuard:
    """Tell which parts of a growing ghost are copies.

    Args:
        before: text before the caret. after: text after it.
    """

    def __init__(self, before: str, after: str) -> None:
        recent = before[-_LOOK_BACK_CHARS:]
        head, _, line = recent.rpartition("\n")
        self._line = line.lstrip()
        self._lines = [text.strip().casefold() for text in head.split("\n") if text.strip()]
        self._recent = " ".join(recent.split()).casefold()
        self._sentence = f" {' '.join(iter_words(line[-_SENTENCE_CHARS:]))} "
        self._next = next_step(after.split("\n", 1)[0]).strip().casefold()

    def meets_suffix(self, step: str) -> bool:
        """Tell whether a step is what stands right of the caret already.

        Example:
            >>> EchoGuard("the quick", " brown fox").meets_suffix(" brown")
            True
        """
        return bool(self._next) and step.strip().casefold() == self._next

    def may_become_copy(self, ghost: str) -> bool:
        """Tell whether the ghost so far had better wait for a word that is its own."""
        return self.copies_line(ghost) or self.copies_sentence(ghost)

    def copies_sentence(self, ghost: str) -> bool:
        """Tell whether the ghost only says again what the sentence has just said.

        Example:
            >>> EchoGuard("She opened the door and", "").copies_sentence(" opened the")
            True
        """
        words = list(iter_words(ghost))
        return len(words) >= _MIN_COPIED_WORDS and f" {' '.join(words)} " in self._sentence

    def copies_line(self, ghost: str) -> bool:
        """Tell whether the caret's line with the ghost so far repeats an earlier line.

        A longer ghost may still part from it.

        Example:
            >>> EchoGuard("The sky is blue.\\nThe sky", "").copies_line(" is")
            True
        """
        joined = (self._line + ghost).strip().casefold()
        if not joined or not any(line.startswith(joined) for line in self._lines):
            return False
        n_words = sum(1 for step in split_steps(joined) if has_word(step))
        return n_words >= _MIN_LINE_WORDS or not self._line

    def copies_passage(self, ghost: str) -> bool:
        """Tell whether the ghost is a word-for-word copy of several words before it.

        Example:
            >>> EchoGuard("it was a very dark night. And", "").copies_passage(" it was a very dark")
            True
        """
        n_words = sum(1 for step in split_steps(ghost) if has_word(step))
        if n_words <= _MAX_COPIED_WORDS:
            return False
        return " ".join(ghost.split()).casefold() in self._recent


def goes_in_circles(ghost: str) -> bool:
    """Tell whether a ghost ends in two words that it has said before.

    Example:
        >>> goes_in_circles(" good time to get a good time"), goes_in_circles(" day by day")
        (True, False)
    """
    pairs = list(pairwise(iter_words(ghost)))
    return bool(pairs) and pairs[-1] in pairs[:-1]

"""A plain dictionary speller: the baseline that teaching to fix must beat.

Every unknown word becomes the commonest known word one edit away.
Source: Norvig 2007, "How to write a spelling corrector". Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[A-Za-z]+")
_LEAST_COUNT = 3


class Speller:
    """Knows the words of some texts that stand there three times or more."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(word.lower() for word in _WORD.findall(text))
        self._counts = {word: n for word, n in counts.items() if n >= _LEAST_COUNT}

    def correct(self, text: str) -> str:
        """Give the text with unknown words of four letters and more replaced."""
        return _WORD.sub(self._replacement, text)

    def _replacement(self, match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 4 or word.lower() in self._counts or word[1:] != word[1:].lower():
            return word
        known = [other for other in _one_edit_away(word.lower()) if other in self._counts]
        if not known:
            return word
        best = max(known, key=lambda other: self._counts[other])
        return best.capitalize() if word[0].isupper() else best


def _one_edit_away(word: str) -> set[str]:
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    dropped = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    changed = {a + letter + b[1:] for a, b in halves if b for letter in _LETTERS}
    added = {a + letter + b for a, b in halves for letter in _LETTERS}
    return dropped | swapped | changed | added

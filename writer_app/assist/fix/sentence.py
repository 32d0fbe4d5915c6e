"""A sentence as Fix sees it: words at their places, and what must not be touched.

Thread: any.
"""

import re
from dataclasses import dataclass

_APOSTROPHES = "'\u2019"
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
# Code, addresses, names of files and people's handles, tags, numbers with letters (but no
# _stressed_ word), links'
# targets, hyphenated words, and names in capitals inside a word.
_PROTECTED = re.compile(
    r"`+[^`]*`+"
    r"|\]\([^)\s]*\)"
    r"|</?[A-Za-z][^<>]*>|&\w+;"
    r"|\b(?:https?|ftp|mailto|file):\S+|\bwww\.\S+"
    r"|\S+@\S+\.\w+|[@#\\$]\w+"
    r"|(?<!\w)(?!__?[^\W\d_]+__?(?!\w))\w*[\d_]\w*(?:[.:,/]\w+)*"
    r"|\w+(?:[-\u2010\u2011/]\w+)+"
    r"|\w+(?:[./\\:]\w+)+"
    r"|\b\w+[A-Z]\w*\b|\b(?:[A-Z]\.)+"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence.

    Attributes:
        text: as it stands. start, end: indexes in the sentence.
        is_free: False when it must stay as it is (code, addresses, names).
        is_first: it opens the sentence, so its capital says nothing.
    """

    text: str
    start: int
    end: int
    is_free: bool
    is_first: bool

    @property
    def lower(self) -> str:
        """Give the word in small letters with a plain apostrophe."""
        return self.text.lower().replace("\u2019", "'")

    @property
    def is_name(self) -> bool:
        """Tell whether a capital inside the sentence marks it as a name."""
        return self.text[:1].isupper() and not self.is_first and self.lower != "i"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One change that may make a sentence better.

    Attributes:
        start, end: indexes in the sentence; equal for an insertion.
        kind: what it is and which margin it must pass: the reason told to the writer
            (spelling, confusion, agreement, number, verb form, word form, article,
            preposition, comma, apostrophe, capital, spacing, repetition), and "in" or
            "out" where something is put in or taken out.
        price: nats that the sentence must gain; None: `judge` decides.
        is_certain: a rule alone decides; the model is not asked.
    """

    start: int
    end: int
    replacement: str
    kind: str
    price: float | None = None
    is_certain: bool = False

    @property
    def reason(self) -> str:
        """Give the reason in the writer's words."""
        return self.kind.removesuffix(" in").removesuffix(" out")


def words_of(sentence: str) -> list[Word]:
    """Find the words of a sentence, those not to be touched marked.

    Example:
        >>> [(word.text, word.is_free) for word in words_of("Use `git` on web-sites.")]
        [('Use', True), ('git', False), ('on', True), ('web', False), ('sites', False)]
    """
    held = [match.span() for match in _PROTECTED.finditer(sentence)]
    found: list[Word] = []
    for match in _WORD.finditer(sentence):
        start, end = match.span()
        is_free = not any(low < end and start < high for low, high in held)
        is_free = is_free and not _is_clipped(sentence, start, end)
        found.append(Word(match.group(), start, end, is_free, not found))
    return found


def _is_clipped(sentence: str, start: int, end: int) -> bool:
    """Tell whether an apostrophe stands for letters left out: goin', th', 'bout, 'em."""
    before, after = sentence[max(0, start - 2) : start], sentence[end : end + 1]
    word = sentence[start:end].lower()
    if after in _APOSTROPHES and after and (word.endswith("in") or len(word) <= 2):
        return "'" not in before and "\u2018" not in before
    is_open = before[-1:] == "\u2019" or (before[-1:] == "'" and after.isspace())
    return is_open and not before[:1].isalnum()


def like(word: str, replacement: str) -> str:
    """Give a replacement the capital and the apostrophe of the word it replaces.

    Example:
        >>> like("Teh", "the"), like("teh", "the"), like("it\u2019s", "it's") == "it\u2019s"
        ('The', 'the', True)
    """
    if word[:1].isupper() and replacement[:1].islower():
        replacement = replacement[0].upper() + replacement[1:]
    return replacement.replace("'", "\u2019") if "\u2019" in word else replacement

"""Count what writers count: words, characters, paragraphs, minutes of reading.

Each Chinese or Japanese character counts as one word. May import: standard library.
Thread: any.
"""

import re
from typing import NamedTuple

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(
    rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}](?:[^\s{_IDEOGRAPHS}]*[^\W{_IDEOGRAPHS}])?"
)
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
WORDS_PER_MINUTE = 238
"""Silent reading of English. Source: Brysbaert 2019, "How many words do we read per minute?"."""
IDEOGRAPHS_PER_MINUTE = 255
"""Source: Trauzettel-Klosinski & Dietz 2012 (IReST), Chinese, characters."""


class Counts(NamedTuple):
    """How much text there is.

    Attributes:
        words: ideographs among them. ideographs: Chinese and Japanese characters.
        characters: without ends of paragraphs. without_spaces: the same, no white space.
        paragraphs: that hold more than white space.
    """

    words: int = 0
    ideographs: int = 0
    characters: int = 0
    without_spaces: int = 0
    paragraphs: int = 0

    @property
    def reading_minutes(self) -> float:
        """Give the minutes that reading takes."""
        plain = self.words - self.ideographs
        return plain / WORDS_PER_MINUTE + self.ideographs / IDEOGRAPHS_PER_MINUTE

    def plus(self, other: "Counts") -> "Counts":
        """Add what another part of the text has.

        Example: Counts(words=1).plus(Counts(words=2)).words -> 3
        """
        return Counts(*map(int.__add__, self, other))

    def minus(self, other: "Counts") -> "Counts":
        """Take away what a part of the text has."""
        return Counts(*map(int.__sub__, self, other))


def count_words(text: str) -> int:
    """Count the words of a text; each Chinese or Japanese character counts one.

    Example: count_words("- well-known \u4f60\u597d") -> 3
    """
    return len(_WORD.findall(text))


def count_paragraph(text: str) -> Counts:
    """Count one paragraph.

    Example: count_paragraph("two words").characters -> 9
    """
    if not text:
        return Counts()
    n_ideographs = 0 if text.isascii() else sum(1 for _ in _IDEOGRAPH.finditer(text))
    n_without = len("".join(text.split()))
    return Counts(count_words(text), n_ideographs, len(text), n_without, int(n_without > 0))


def count_text(text: str) -> Counts:
    """Count a text of several paragraphs.

    Example: count_text("one\\n\\ntwo").paragraphs -> 2
    """
    total = Counts()
    for line in text.split("\n"):
        total = total.plus(count_paragraph(line))
    return total

"""Tell which words of a paragraph are misspelt, and what was meant instead.

English by a graded word list, American, British or either. Silence beats a wrong mark:
code, addresses, words with digits, names, capitals and passages of another language are
left alone. Each distinct word is looked up once. May import: assist.fix. Thread: one at
a time.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from writer_app.assist.fix.dictionary import Dictionary
from writer_app.assist.fix.sentence import like

REGIONS = ("", "us", "uk")
MOST_SUGGESTIONS = 6
_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_WORD = re.compile(rf"(?<![^\W_])(?<![&@#])[{_LETTERS}]+(?:['\u2019][{_LETTERS}]+)*(?![^\W_])")
_SKIPPED = re.compile(
    r"`+[^`]+`+"  # code
    r"|[A-Za-z][\w+.-]*://\S+|\bwww\.\S+|\bmailto:\S+"  # addresses
    r"|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)[@#]\w+"
    r"|\]\([^)\s]*\)|<[^<>]{1,200}>|\[\^[^\]\s]+\]"  # links' targets, tags, notes' signs
    r"|\b[A-Za-z]:\\\S+|(?<!\w)~?/[\w./-]+"  # paths
    r"|[\w-]+(?:/[\w-]+)*/[\w-]*[._]\w[\w./-]*"
    r"|\w+(?:[._]\w+)+"  # file names and names of code
    r"|\w*\d[\w'\u2019-]*"  # words with digits
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\u2026]|\n)[\s\"'\u201c\u2018(\[*_>#\u2014\u2013-]*$")
_DOUBLED = re.compile(r"(.)\1")
_ENDINGS = ("n't", "'s", "s'", "'d", "'ll", "'ve", "'re", "'m", "'em")
_SHORT_FORMS = frozenset(
    {"mm", "cm", "km", "kg", "mg", "ml", "nm", "hz", "kb", "mb", "gb", "tb", "am", "pm", "co"}
    | {"vs", "eg", "ie", "etc", "dr", "mr", "mrs", "ms", "st", "min", "max", "alt", "ok", "tv"}
)
_FOREIGN_SHARE = 0.5
_LEAST_FOREIGN_WORDS = 8
_PLAIN_NAME_CHARS = 7
_COMMON_GRADE = 35
_SPLIT_GRADE = 20


class Speller:
    """What is right in English, as one writer writes it.

    Args:
        dictionary: graded words. misspelled: wrong spellings with one meaning.
        regions: words that are right in one region only, "us" or "uk".

    Attributes:
        generation: rises when what was found before may be wrong now.
    """

    def __init__(
        self, dictionary: Dictionary, misspelled: dict[str, str], regions: dict[str, str]
    ) -> None:
        self._dictionary = dictionary
        self._misspelled = misspelled
        self._regions = regions
        self._region = ""
        self._own: frozenset[str] = frozenset()
        self._names: set[str] = set()
        self._looked_up: dict[str, bool] = {}
        self.generation = 0

    @property
    def region(self) -> str:
        """Give the region whose spelling alone is right; empty: either."""
        return self._region

    def set_region(self, region: str) -> None:
        """Take "us", "uk" or, for either, "" as right from now on."""
        self._region = region
        self._looked_up.clear()
        self.generation += 1

    def set_own_words(self, words: Iterable[str]) -> None:
        """Take the writer's own words as right, whatever their capitals."""
        self._own = frozenset(word.casefold() for word in words)
        self.generation += 1

    def is_excused(self, word: str) -> bool:
        """Tell whether a word is right because the writer said so, or is a name by now."""
        return word in self._names or word.casefold() in self._own

    def misspelt(self, text: str) -> tuple[tuple[int, int], ...]:
        """Give the (start, end) of each misspelt word of a paragraph.

        Example:
            >>> words = Dictionary({"the": 10, "light": 10, "turned": 10})
            >>> Speller(words, {}, {}).misspelt("The light turnned on 3rd.")
            ((10, 17), (18, 20))
        """
        words = list(spoken_words(text))
        wrong = [(start, end) for start, end in words if not self._is_right_here(text, start, end)]
        if len(words) >= _LEAST_FOREIGN_WORDS and len(wrong) > _FOREIGN_SHARE * len(words):
            return ()
        return tuple(wrong)

    def is_right(self, word: str) -> bool:
        """Tell whether a word, by itself, is right."""
        lower = word.replace("\u2019", "'").casefold()
        if lower in self._own:
            return True
        known = self._looked_up.get(lower)
        if known is None:
            known = self._looked_up[lower] = self._look_up(lower)
        return known

    def suggestions(self, word: str) -> list[str]:
        """Give what a misspelt word may have been meant to be, likeliest first."""
        lower = word.replace("\u2019", "'").casefold()
        found = [self._misspelled[lower]] if lower in self._misspelled else []
        near = [
            (_cost(lower, close, n_slips), self._dictionary.grade(close) or 70, close)
            for close, n_slips in self._dictionary.near(lower, 40)
            if self._is_of_region(close)
        ]
        halves = [
            f"{lower[:n]} {lower[n:]}" for n in range(1, len(lower)) if self._splits(lower, n)
        ]
        found += [close for slips, _, close in sorted(near) if slips <= 1]
        found += halves + [close for slips, _, close in sorted(near) if slips > 1]
        unlike = dict.fromkeys(like(word, one) for one in found)
        return [one for one in unlike if one != word][:MOST_SUGGESTIONS]

    def _is_right_here(self, text: str, start: int, end: int) -> bool:
        """Tell whether a word is right where it stands; names are."""
        word = text[start:end]
        if len(word) == 1 or (word.isupper() and word.isascii()) or not word[1:].islower():
            is_plain = len(word) > 1 and word[1:].replace("\u2019", "").replace("'", "").islower()
            if not is_plain:
                return True
        if self.is_right(word):
            return True
        if not word[0].isupper():
            return False
        if word in self._names:
            return True
        if _SENTENCE_START.search(text[max(0, start - 40) : start]):
            return False
        if self._is_slip(word.casefold()):
            return False
        self._names.add(word)
        return True

    def _is_slip(self, lower: str) -> bool:
        """Tell whether a capitalised word is a common one misspelt rather than a name."""
        if lower in self._misspelled:
            return True
        if len(lower) < _PLAIN_NAME_CHARS:
            return False
        near = self._dictionary.near(lower, 3, most_slips=1)
        return any(self._grade(close) <= _COMMON_GRADE for close, _ in near)

    def _look_up(self, lower: str) -> bool:
        if lower in self._misspelled or not self._is_of_region(lower):
            return False
        if len(lower) == 1 or lower in _SHORT_FORMS or self._dictionary.knows(lower):
            return True
        bare = unicodedata.normalize("NFD", lower)
        bare = "".join(ch for ch in bare if not unicodedata.combining(ch))
        if bare != lower and self._dictionary.knows(bare):
            return True
        for ending in _ENDINGS:
            stem = lower.removesuffix(ending)
            if stem != lower and self._dictionary.knows(stem) and self._is_of_region(stem):
                return True
        return False

    def _is_of_region(self, lower: str) -> bool:
        return not self._region or self._regions.get(lower, self._region) == self._region

    def _splits(self, lower: str, place: int) -> bool:
        """Tell whether a word is two common ones without their space."""
        return all(
            part in {"a", "i"} if len(part) == 1 else self._grade(part) <= _SPLIT_GRADE
            for part in (lower[:place], lower[place:])
        )

    def _grade(self, word: str) -> int:
        return self._dictionary.grade(word) or 99


def _cost(lower: str, close: str, n_slips: int) -> float:
    """Weigh slips: doubled letters and swapped ones come easily, a first letter seldom."""
    if _DOUBLED.sub(r"\1", lower) == _DOUBLED.sub(r"\1", close):
        return 0.6
    if n_slips == 1 and sorted(lower) == sorted(close):
        return 0.8
    return n_slips + (close[0] != lower[0])


def spoken_words(text: str) -> Iterator[tuple[int, int]]:
    """Give the (start, end) of what is prose of a paragraph: no code, address or number.

    Example:
        >>> text = "See `x_y` at a.com, don't"
        >>> [text[start:end] for start, end in spoken_words(text)]
        ['See', 'at', "don't"]
    """
    blank = _SKIPPED.sub(lambda match: "\0" * len(match[0]), text)
    for match in _WORD.finditer(blank):
        yield match.span()


def read_regions(lines: Iterable[str]) -> dict[str, str]:
    """Read which words are right in one region only: word, tab, region.

    Example:
        >>> read_regions(["# of SCOWL", "colour\\tuk"])
        {'colour': 'uk'}
    """
    pairs = (line.rstrip("\n").partition("\t") for line in lines if not line.startswith("#"))
    return {word.casefold(): region for word, tab, region in pairs if tab}

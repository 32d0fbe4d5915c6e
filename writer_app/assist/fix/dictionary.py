"""English words, how common they are, and which of them look like a given one.

A door to rapidfuzz: it measures 60,000 words in a few milliseconds, so that
no index of a hundred megabytes has to be built. May import: rapidfuzz. Thread: any.
"""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Largest SCOWL grade that is offered for a misspelling; rarer words are only known.
_OFFERED_GRADE = 55
_PREFIXES = (
    *(
        "anti",
        "bi",
        "co",
        "counter",
        "cyber",
        "de",
        "dis",
        "hyper",
        "inter",
        "intra",
        "macro",
        "mega",
    ),
    *("meta", "micro", "mid", "mini", "mis", "multi", "neo", "neuro", "non", "out", "over", "post"),
    *(
        "pre",
        "pro",
        "pseudo",
        "psycho",
        "re",
        "semi",
        "socio",
        "sub",
        "super",
        "trans",
        "ultra",
        "un",
    ),
    *("under", "up"),
)
_ENDINGS = ("s", "ness", "less", "able")
_MIN_STEM_CHARS = 4
# "Helpfull" is no compound.
_NEVER_LAST = frozenset({"full"})
_VOWELS = frozenset("aeiou")


class Dictionary:
    """A graded word list.

    Args:
        grades: each word with its grade, 10 (commonest) to 70 (large dictionary).
    """

    def __init__(self, grades: Mapping[str, int]) -> None:
        self._grades: dict[str, int] = {}
        self._names: set[str] = set()
        self._offered: dict[int, list[str]] = {}
        self.add(grades)

    def add(self, grades: Mapping[str, int]) -> None:
        """Take in more words; what is said of a word later counts."""
        for word, grade in grades.items():
            self._grades[word] = grade
            lower = word.lower()
            if word != lower:
                if lower not in self._grades:
                    self._names.add(lower)
                self._grades.setdefault(lower, grade)
                continue
            self._names.discard(word)
            if grade <= _OFFERED_GRADE and word.islower() and len(word) > 1:
                self._offered.setdefault(len(word), []).append(word)

    def grade(self, word: str) -> int | None:
        """Tell how common a word is, in small letters; None: not in the list."""
        return self._grades.get(word)

    def knows(self, word: str) -> bool:
        """Tell whether a word, in small letters, is right: listed, or built of listed parts.

        Example:
            >>> words = Dictionary({"code": 10, "base": 10, "social": 10})
            >>> [words.knows(word) for word in ("codebase", "unsocial", "socal", "base's")]
            [True, True, False, True]
        """
        word = word.removesuffix("'s").removesuffix("s'")
        return word in self._grades or any(True for _ in self._parts(word))

    def _parts(self, word: str) -> Iterator[str]:
        """Yield known stems that the word is built on."""
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            # "storys" and "lonelyness": a y gives way to an i.
            is_y = stem[-1:] == "y" and stem[-2:-1] not in _VOWELS and ending in {"s", "ness"}
            if stem != word and not is_y and self._is_stem(stem):
                yield stem
        for prefix in _PREFIXES:
            if word.startswith(prefix) and self._is_stem(word[len(prefix) :]):
                yield word[len(prefix) :]
        for place in range(_MIN_STEM_CHARS, len(word) - _MIN_STEM_CHARS + 1):
            if word[place:] in _NEVER_LAST:
                continue
            if self._is_common(word[:place]) and self._is_common(word[place:]):
                yield word[place:]

    def _is_stem(self, word: str) -> bool:
        return len(word) > _MIN_STEM_CHARS and self._is_common(word)

    def _is_common(self, word: str) -> bool:
        return self._grades.get(word, 99) <= _OFFERED_GRADE and word not in self._names

    def near(self, word: str, n: int = 12, most_slips: int | None = None) -> list[tuple[str, int]]:
        """Give words a slip or two away, with the number of slips, nearest and commonest first.

        A slip is a letter more, less, another, or two that changed places.

        Args:
            most_slips: None: two, one in words of three letters.

        Example:
            >>> Dictionary({"house": 10, "horse": 10, "mouse": 20, "cat": 10}).near("huose")
            [('house', 1), ('horse', 2), ('mouse', 2)]
        """
        most = most_slips or (1 if len(word) <= 3 else 2)
        found: list[tuple[str, int]] = []
        for n_chars in range(len(word) - most, len(word) + most + 1):
            choices = self._offered.get(n_chars, [])
            for close, n_slips, _ in process.extract(
                word, choices, scorer=OSA.distance, score_cutoff=most, limit=None
            ):
                found.append((close, int(n_slips)))
        return sorted(found, key=lambda one: (one[1], self._grades[one[0]], one[0]))[:n]


def read_grades(lines: Iterable[str]) -> dict[str, int]:
    """Read a list of words with grades: word, tab, grade; `#` begins a comment line.

    Example:
        >>> read_grades(["# words", "house\\t10", ""])
        {'house': 10}
    """
    grades = {}
    for line in lines:
        word, tab, grade = line.partition("\t")
        if tab and not line.startswith("#"):
            grades[word] = int(grade)
    return grades

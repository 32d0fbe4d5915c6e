"""What Fix knows of English: words, their forms, and what is taken for what.

Everything is handed in; the composition root reads the files. Thread: any.
"""

import tomllib
from collections.abc import Generator
from dataclasses import dataclass

from writer_app.assist.fix.dictionary import Dictionary, read_grades
from writer_app.assist.fix.forms import Forms
from writer_app.assist.fix.judge import Judge, read_judge
from writer_app.assist.fix.phrases import PhraseTable, read_phrases
from writer_app.assist.steps import result_of

# Words of one step: about 4 ms of work.
_SLICE_CHARS = 40_000
_KNOWN_GRADE = 60


@dataclass(frozen=True, slots=True)
class Lexicon:
    """English for Fix; build it once, it takes a fifth of a second.

    Attributes:
        dictionary: right spellings. forms: inflections of a word.
        misspelled: wrong spellings with one meaning. mistaken_plurals: the same of plurals.
        confused: for each word those it is taken for. prepositions: to be tried for each other.
        capitals: names in small letters that are never written so.
        doubled: words that are said twice on purpose. phrases: words that stand for others.
        an_before, a_before: starts of words that sound other than they are spelt.
        judge: of changes among right words, fitted to the model in the box.
    """

    dictionary: Dictionary
    forms: Forms
    misspelled: dict[str, str]
    mistaken_plurals: dict[str, tuple[str, ...]]
    confused: dict[str, tuple[str, ...]]
    prepositions: tuple[str, ...]
    capitals: frozenset[str]
    doubled: frozenset[str]
    phrases: PhraseTable
    an_before: tuple[str, ...]
    a_before: tuple[str, ...]
    judge: Judge

    def article(self, word: str) -> str:
        """Give "a" or "an", whichever is said before a word.

        Example: article("hour") -> "an", article("university") -> "a"
        """
        word = word.lower()
        if word.startswith(self.an_before):
            return "an"
        if word.startswith(self.a_before):
            return "a"
        return "an" if word[:1] in "aeiou" else "a"


def read_lexicon(words: str, rules: str) -> Lexicon:
    """Build the lexicon from the texts of `words-en.txt` and `fix-en.toml`."""
    return result_of(lexicon_steps(words, rules))


def lexicon_steps(words: str, rules: str) -> Generator[None, None, Lexicon]:
    """As `read_lexicon`, yielding every few milliseconds, for a thread that shares."""
    said = tomllib.loads(rules)
    # "Leant" and "spelt" are no slips, though the list may lack them.
    known = f"{said['known']} {said['irregular'].replace(';', ' ')}"
    dictionary = Dictionary(dict.fromkeys(known.split(), _KNOWN_GRADE))
    place = 0
    while place < len(words):
        end = words.find("\n", min(place + _SLICE_CHARS, len(words) - 1)) + 1 or len(words)
        dictionary.add(read_grades(words[place:end].splitlines()))
        place = end
        yield
    return Lexicon(
        dictionary=dictionary,
        forms=Forms(dictionary, _groups(said["irregular"]), _couples(said["plurals"])),
        misspelled=_pairs(said["misspelled"]),
        mistaken_plurals=_several(said["plural_mistakes"]),
        confused=_each_for_each(said["confused"]),
        prepositions=tuple(said["prepositions"].split()),
        capitals=frozenset(said["capitals"].split()),
        doubled=frozenset(said["doubled"].split()),
        phrases=read_phrases(said["phrases"]),
        an_before=tuple(said["an_before"].split()),
        a_before=tuple(said["a_before"].split()),
        judge=read_judge(said["judge"]),
    )


def _groups(text: str) -> list[tuple[str, ...]]:
    """Read groups of words: "go went gone; ..."."""
    return [tuple(group.split()) for group in text.split(";") if group.strip()]


def _couples(text: str) -> list[tuple[str, str]]:
    return [(one, many) for one, many in _groups(text)]


def _pairs(text: str) -> dict[str, str]:
    """Read pairs; the right side may hold a space: "alot=a lot teh=the"."""
    found: dict[str, str] = {}
    wrong = ""
    for word in text.split():
        left, sign, right = word.partition("=")
        if sign:
            wrong = left
            found[wrong] = right
        elif wrong:
            found[wrong] += f" {word}"
    return found


def _several(text: str) -> dict[str, tuple[str, ...]]:
    """Read pairs of which a left side may come again: "x=a x=b"."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in text.split():
        wrong, _, right = pair.partition("=")
        found[wrong] = (*found.get(wrong, ()), right)
    return found


def _each_for_each(groups: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for group in groups:
        words = group.split()
        for word in words:
            others = [other for other in words if other != word]
            kept = found.setdefault(word, [])
            kept.extend(other for other in others if other not in kept)
    return {word: tuple(others) for word, others in found.items()}

"""Find a phrase's counterpart in the other language, names and numbers within it kept.

Pure; knows neither Qt nor files but the one it reads. May import: standard library only.
Thread: any.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import parse

_HOLE = re.compile(r"\{(\w+)\}")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-Z\"])")
_LEAST_LETTERS = 3
"""Fewest fixed letters of a template that may recognise a sentence; a Han sign is two."""
_LEAST_OPEN = 12
"""Fewest where a hole stands at both ends ("{some} and {last}" would be everywhere)."""
_LAST_LATIN = "\u2e7f"
MOST_CHARS = 2_000
"""Longest sentence that is looked for among the templates."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text of the interface: English and the other language, `{name}` holes in both.

    Attributes:
        is_sentence: made by a Qt-free room, so holes may hold other sentences.
    """

    english: str
    other: str
    is_sentence: bool


class Lookup:
    """Phrases of one direction.

    Args:
        pairs: template here, template there, in the order of preference.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, str] = {}
        self._templates: list[tuple[int, tuple[str, ...], str, str]] = []
        for pair in pairs:
            here, there = (text.replace("%n", "{n}") for text in pair)
            self._exact.setdefault(here, there)
            fixed = tuple(_HOLE.split(here)[::2])
            n_letters = sum(2 if letter > _LAST_LATIN else 1 for part in fixed for letter in part)
            is_open = not (fixed[0] or fixed[-1])
            if len(fixed) > 1 and n_letters >= (_LEAST_OPEN if is_open else _LEAST_LETTERS):
                self._templates.append((n_letters, fixed, here, there))
        self._templates.sort(key=lambda one: -one[0])

    def find(self, shown: str, inner: "Lookup | None" = None) -> str | None:
        """Give the counterpart of a finished text; None: it is not among the phrases.

        Args:
            inner: translates what stands in the holes, too.
        """
        if shown in self._exact:
            return self._exact[shown]
        if len(shown) > MOST_CHARS:
            return None
        for _, fixed, here, there in self._templates:
            if not _might_be(shown, fixed):
                continue
            found = _pattern_of(here).fullmatch(shown)
            if found is not None:
                values = {name[1:]: value for name, value in found.groupdict().items()}
                if inner is not None:
                    values = {name: inner.find(v, inner) or v for name, v in values.items()}
                return _filled(there, values)
        return None


class Phrases:
    """All phrases of one language, both ways.

    Args:
        phrases: in the order of the file; of equal texts the first counts.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        known = list(phrases)
        self.words = {one.english: one.other for one in known if not one.is_sentence}
        sentences = [one for one in known if one.is_sentence]
        self._sentences = Lookup((one.english, one.other) for one in sentences)
        self._back_sentences = Lookup((one.other, one.english) for one in sentences)
        self._all = Lookup((one.english, one.other) for one in known)
        self._back = Lookup((one.other, one.english) for one in known)

    def of_sentence(self, sentence: str) -> str | None:
        """Give a finished English sentence of a Qt-free room in the other language."""
        found = self._sentences.find(sentence, self._sentences)
        if found is not None:
            return found
        parts = _BETWEEN_SENTENCES.split(sentence)
        if len(parts) < 2:
            return None
        each = [self._sentences.find(part, self._sentences) for part in parts]
        # Chinese puts no space between sentences; what is not known keeps its own.
        known = any(one is not None for one in each)
        if not known:
            return None
        return "".join(one or f" {part} " for one, part in zip(each, parts, strict=True)).strip()

    def to_other(self, shown: str) -> str | None:
        """Give a finished English text in the other language."""
        return self._all.find(shown, self._sentences)

    def to_english(self, shown: str) -> str | None:
        """Give a finished text of the other language in English."""
        return self._back.find(shown, self._back_sentences)


def read_phrases(path: Path) -> Phrases:
    """Read a translation file (Qt Linguist's TS format); what is unfinished is left out."""
    phrases = []
    for context in parse(path).getroot().iter("context"):  # noqa: S314  (our own packaged file)
        is_sentence = context.findtext("name") == "Sentences"
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") is not None:
                continue
            english, other = message.findtext("source") or "", translation.text or ""
            if english and other:
                phrases.append(Phrase(english, other, is_sentence))
    return Phrases(phrases)


def _might_be(shown: str, fixed: tuple[str, ...]) -> bool:
    """Tell, quickly, whether a template's fixed parts can stand in a text."""
    if not shown.startswith(fixed[0]) or not shown.endswith(fixed[-1]):
        return False
    return all(part in shown for part in fixed[1:-1])


def _pattern_of(template: str) -> re.Pattern[str]:
    """Make the pattern of a template; a name that comes twice must be the same twice."""
    parts, seen = [], set[str]()
    for n, part in enumerate(_HOLE.split(template)):
        if n % 2 == 0:
            parts.append(re.escape(part))
        elif part in seen:
            parts.append(f"(?P=_{part})")
        else:
            seen.add(part)
            parts.append(f"(?P<_{part}>.*?)")
    return re.compile("".join(parts), re.DOTALL)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Fill a template's holes; what stands in them is taken as it is."""
    return _HOLE.sub(lambda hole: values.get(hole[1], ""), template)

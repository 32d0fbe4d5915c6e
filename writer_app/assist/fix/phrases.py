"""Candidates for several words together: sayings mistaken for others, calques.

The table is kept in `resources/fix-en.toml`; a phrase stands with single spaces
between its words, none of which may be held. Thread: any.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from writer_app.assist.fix.sentence import Candidate, Word, like

# Hardly ever right, so the model need only not object.
_MOSTLY_WRONG = 0.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand for others.

    Attributes:
        wrong, right: in small letters, single spaces between. kind: the reason told.
        is_certain: whatever stands around them; else the model must not object.
    """

    wrong: str
    right: str
    kind: str
    is_certain: bool


PhraseTable = Mapping[str, Sequence[Phrase]]
"""Phrases by the first of their wrong words."""


def read_phrases(table: Mapping[str, Mapping[str, str]]) -> PhraseTable:
    """Read the table `phrases` of `fix-en.toml`: sureness, reason, "wrong = right; ...".

    Example:
        >>> read_phrases({"certain": {"confusion": "mute point = moot point"}})["mute"][0].right
        'moot point'
    """
    found: dict[str, list[Phrase]] = {}
    for sureness, kinds in table.items():
        for kind, said in kinds.items():
            for wrong, right in _pairs(said):
                phrase = Phrase(wrong, right, kind, sureness == "certain")
                found.setdefault(wrong.partition(" ")[0], []).append(phrase)
    return found


def phrase_candidates(
    sentence: str, words: Sequence[Word], phrases: PhraseTable
) -> Iterator[Candidate]:
    """Yield the changes of the phrases that stand in a sentence, no wider than they must be."""
    for index, word in enumerate(words):
        for phrase in phrases.get(word.lower, ()):
            run = words[index : index + phrase.wrong.count(" ") + 1]
            if _is_said(sentence, run, phrase.wrong):
                yield _change(sentence, run, phrase)


def _is_said(sentence: str, run: Sequence[Word], wrong: str) -> bool:
    if not all(word.is_free for word in run):
        return False
    said = sentence[run[0].start : run[-1].end].replace("\u2019", "'")
    is_owner = sentence[run[-1].end : run[-1].end + 1] in {"'", "\u2019"}  # "each others' minds"
    return said.lower() == wrong and not is_owner


def _change(sentence: str, run: Sequence[Word], phrase: Phrase) -> Candidate:
    """Leave out the words at both ends that stay as they are."""
    old, new = phrase.wrong.split(), phrase.right.split()
    low = 0
    while low < min(len(old), len(new)) - 1 and old[low] == new[low]:
        low += 1
    high = 0
    while high < min(len(old), len(new)) - low - 1 and old[-1 - high] == new[-1 - high]:
        high += 1
    start, end = run[low].start, run[len(old) - 1 - high].end
    right = like(sentence[start:end], " ".join(new[low : len(new) - high]))
    price = None if phrase.is_certain else _MOSTLY_WRONG
    return Candidate(start, end, right, phrase.kind, price, phrase.is_certain)


def _pairs(said: Any) -> Iterator[tuple[str, str]]:
    """Read "wrong = right", parted by line ends and semicolons."""
    for line in str(said).replace("\n", ";").split(";"):
        wrong, sign, right = (part.strip() for part in line.partition("="))
        if sign:
            yield wrong, right

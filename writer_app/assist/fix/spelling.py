"""Candidates for words that the dictionary does not know. Thread: any."""

from collections.abc import Container, Iterator

from writer_app.assist.fix.lexicon import Lexicon
from writer_app.assist.fix.sentence import Candidate, Word, like

_MIN_CHARS = 3
# What a candidate must gain in nats: what it costs, less what an unknown word is allowed
# (so that clean modern prose keeps its terms). MEASURED(2026-11) on the unknown words of JFLEG's
# development half: so weighed, nine in ten get the word that a reference has. The small
# model's gains tell near words apart, no more than that: a slip must outweigh them.
_ALLOWANCE = 18.0
_SLIP = 16.0
_OTHER_FIRST_LETTER = 3.0
_PER_GRADE = 0.2
_SPLIT = 30.0
# Words of three letters are more often abbreviations than slips.
_SHORT_WORD = 8.0
_MAY_BE_NAME = 6.0
# Two slips in five letters are rather a name: "hapjs" is no "happy".
_MOSTLY_WRONG_WORD = 8.0
_FEW_CHARS = 5
_REGULAR = 8.0
# "informations": hardly ever right, so the model need only not object.
_NO_PLURAL = 0.0


def spelling_candidates(
    words: list[Word], lexicon: Lexicon, own_words: Container[str]
) -> Iterator[Candidate]:
    """Yield corrections of unknown words; the same place may get several.

    Args:
        own_words: words that the document uses again and again, so they are meant.
    """
    for index, word in enumerate(words):
        if not word.is_free or word.is_name:
            continue
        lower = word.lower
        after = words[index + 1].lower if index + 1 < len(words) else ""
        is_within_name = _is_within_name(words, index)
        if lower in lexicon.misspelled and not is_within_name:
            right = like(word.text, lexicon.misspelled[lower])
            is_mark = "'" in lower + lexicon.misspelled[lower]
            kind = "apostrophe" if is_mark else "spelling"
            yield Candidate(word.start, word.end, right, kind, is_certain=True)
        elif lower in lexicon.mistaken_plurals and after != "of":  # "the peoples of Europe"
            for right in lexicon.mistaken_plurals[lower]:
                new = like(word.text, right)
                kind = "apostrophe" if "'" in right else "number"
                yield Candidate(word.start, word.end, new, kind, _NO_PLURAL)
        elif not is_within_name and is_misspelt(word, lexicon, own_words):
            yield from _near(word, lower, lexicon)


def _is_within_name(words: list[Word], index: int) -> bool:
    """Tell whether a small word parts two names: "Ponte alle Grazie"."""
    around = (words[index - 1 : index] if index else []) + words[index + 1 : index + 2]
    return len(around) == 2 and all(word.text[:1].isupper() for word in around)


def is_misspelt(word: Word, lexicon: Lexicon, own_words: Container[str]) -> bool:
    """Tell whether a word stands for another one, as far as a list can tell."""
    if not word.is_free or word.is_name or len(word.text) < _MIN_CHARS:
        return False
    if not word.text.isascii() or word.text.isupper() or "'" in word.lower:
        return False
    return word.lower not in own_words and not lexicon.dictionary.knows(word.lower)


def _near(word: Word, lower: str, lexicon: Lexicon) -> Iterator[Candidate]:
    dictionary = lexicon.dictionary
    extra = _SHORT_WORD if len(lower) <= _MIN_CHARS else 0.0
    extra += _MAY_BE_NAME if word.text[:1].isupper() else 0.0
    for right in lexicon.forms.of_mistaken(lower):
        yield Candidate(
            word.start, word.end, like(word.text, right), "spelling", _REGULAR - _ALLOWANCE
        )
    for close, n_slips in dictionary.near(lower):
        cost = extra + _SLIP * n_slips + _PER_GRADE * (dictionary.grade(close) or 70)
        cost += 0.0 if close[0] == lower[0] else _OTHER_FIRST_LETTER
        cost += _MOSTLY_WRONG_WORD if n_slips > 1 and len(lower) <= _FEW_CHARS else 0.0
        yield Candidate(word.start, word.end, like(word.text, close), "spelling", cost - _ALLOWANCE)
    for place in range(1, len(lower)):
        left, right = lower[:place], lower[place:]
        if _is_plain(left, lexicon) and _is_plain(right, lexicon):
            new = like(word.text, f"{left} {right}")
            yield Candidate(word.start, word.end, new, "spelling", _SPLIT - _ALLOWANCE)


def _is_plain(part: str, lexicon: Lexicon) -> bool:
    """Tell whether half of a split word is a common word (of one letter: only "a" and "i")."""
    if len(part) == 1:
        return part in "ai"
    return (lexicon.dictionary.grade(part) or 99) <= (10 if len(part) == 2 else 35)

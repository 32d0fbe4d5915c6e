"""The terms that a sentence is about: its words, cut and folded so that they can be counted.

Words lose their case and a plural's or owner's s. Scripts without spaces between words
count pairs of characters instead. May import: assist.language. Thread: any.
"""

import re
from collections.abc import Iterable

from writer_app.assist.language import common_words_of

# Thai to Khmer, kana, Han: written without spaces between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_TERM = re.compile(
    rf"([{_UNSPACED}]+)|([^\W\d_{_UNSPACED}]+(?:['\u2019][^\W\d_{_UNSPACED}]+)*)|\d+"
)

_UNSPACED_START = re.compile(f"[{_UNSPACED}]")

# Words that carry grammar or stance rather than a subject (own list; English).
_FUNCTION_WORD_LIST = """
a about above after again against all also although am among an and any are as at be became
because become been before being below between both but by can cannot could did do does doing
done down during each either else even ever every few first for from further get had has have
having he her here hers herself him himself his how however i if in into is it its itself just
least less like made make many may me might more most much must my myself neither new no nor not
now of off often on once one only or other our ours ourselves out over own per perhaps quite
rather said same shall she should since so some such than that the their theirs them themselves
then there therefore these they this those though through thus to too two under until up upon us
use used very was way we well were what when where whether which while who whom whose why will
with within without would yet you your yours yourself yourselves
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORD_LIST.split())

WORDS_PER_CHARACTER = 0.6
"""Words of English that say as much as one Chinese character (own estimate)."""


def terms_of(sentence: str) -> list[str]:
    """Give the terms of a sentence in order, numbers and function words included.

    Example:
        >>> terms_of("The cities' 3 rivers"), terms_of("\u6211\u7231\u4f60")
        (['the', 'city', '3', 'river'], ['我爱', '爱你'])
    """
    terms: list[str] = []
    for match in _TERM.finditer(sentence.casefold()):
        if match.lastindex == 1:
            run = match[1]
            terms.extend(run[i : i + 2] for i in range(max(1, len(run) - 1)))
        else:
            terms.append(_root(match[0]))
    return terms


def function_words_of(terms: Iterable[str]) -> frozenset[str]:
    """Give the function words of the language that a text is written in.

    Args:
        terms: a sample of its terms; a few hundred are enough.

    Example:
        >>> "the" in function_words_of(["the", "cat"])
        True
    """
    return common_words_of(terms) | FUNCTION_WORDS


def n_words(terms: Iterable[str]) -> float:
    """Count words, given the terms of a text; a Chinese character is less than one.

    Example:
        >>> n_words(terms_of("It was so.")), n_words(terms_of("\u4e0b\u96e8\u4e86\u3002"))
        (3.0, 1.2)
    """
    return sum(WORDS_PER_CHARACTER if _UNSPACED_START.match(term) else 1.0 for term in terms)


def _root(word: str) -> str:
    """Take a plural's or owner's s off an English word.

    Source: the S-stemmer of Harman 1991, with the owner's s.
    """
    if not word.endswith("s"):
        return word
    word = word.removesuffix("'s").removesuffix("\u2019s")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith("es") and word[-3] in "sxz":
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and word[-2] not in "su":
        return word[:-1]
    return word

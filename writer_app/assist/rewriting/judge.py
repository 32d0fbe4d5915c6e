"""Whether what a model said is a rewriting of the text at all.

Silence beats a wrong change: what drifts, loops, changes numbers, switches the language
or refuses to answer is refused with a reason. May import: assist. Thread: any.
"""

import re
from collections import Counter
from dataclasses import dataclass

from writer_app.assist.decency import Decency
from writer_app.assist.language import is_in_language, language_of
from writer_app.assist.rewriting.marks import keeps_marks
from writer_app.assist.rewriting.wish import Style
from writer_app.assist.terms import FUNCTION_WORDS, terms_of
from writer_app.assist.words import iter_words

NOTHING = "the model gave no answer"
OTHER_LENGTH = "the answer was far too long or too short"
NOT_SHORTER = "the model found nothing to shorten"
NOT_LONGER = "the model found nothing to add"
LOOPS = "the model repeated itself"
OTHER_TEXT = "the answer said something else than the text"
OTHER_NUMBERS = "the answer brought in numbers that are not in the text"
OTHER_LANGUAGE = "the answer was in another language"
INDECENT = "the answer held words that Foreword does not bring in"
LOST_MARKS = "the answer lost a link or code of the text"
REFUSED = "the model would not do it"

# Least and most words of an answer for each word of the text, and a few words of grace.
_LENGTHS = {
    Style.FIX: (0.7, 1.4),
    Style.SHORTEN: (0.1, 1.0),
    Style.EXPAND: (1.0, 5.0),
    Style.SIMPLIFY: (0.3, 2.0),
    Style.FORMAL: (0.5, 2.2),
    Style.CASUAL: (0.4, 1.8),
    Style.REPHRASE: (0.5, 1.8),
    Style.TRANSLATE: (0.3, 3.0),
}
_GRACE_WORDS = 6
# Least share of the shorter text's content words that both have (stems of five letters).
_SIMILARITY = {
    Style.FIX: 0.6,
    Style.SHORTEN: 0.5,
    Style.EXPAND: 0.5,
    Style.SIMPLIFY: 0.15,
    Style.FORMAL: 0.15,
    Style.CASUAL: 0.15,
    Style.REPHRASE: 0.15,
}
_LEAST_WORDS_COMPARED = 5
_STEM_CHARS = 5
_LOOP_WORDS = 6
_LOOP_TIMES = 3
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)
_REFUSAL = re.compile(
    r"(?:i(?:'m|\u2019m| am) (?:sorry|unable|afraid|not able)\b|i can(?:not|'t|\u2019t)\b"
    r"|as an ai\b|as a language model\b|sorry, (?:but )?i\b|unfortunately, i (?:can|am|do)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged against.

    Attributes:
        text: what was to be rewritten. style: None: free instruction.
        language: asked for, of a translation. around: the rest of the document at hand.
    """

    text: str
    style: Style | None
    language: str = ""
    around: str = ""


def why_refused(answer: str, case: Case, decency: Decency) -> str:
    """Say in a few words why an answer is no rewriting; empty: it is one.

    Example:
        >>> case = Case("The cat sat on the old mat all day long.", Style.REPHRASE)
        >>> why_refused("I'm sorry, but I cannot help.", case, Decency(frozenset()))
        'the model would not do it'
    """
    if not answer.strip():
        return NOTHING
    if _REFUSAL.match(answer) and not _REFUSAL.match(case.text.strip()):
        return REFUSED
    if not decency.allows(answer, case.around, case.text):
        return INDECENT
    if is_looping(answer, case.text):
        return LOOPS
    if case.style is None:
        return ""
    checks = (_length, _language, _numbers, _similarity, _marks)
    return next((reason for check in checks if (reason := check(answer, case))), "")


def is_looping(answer: str, text: str = "") -> bool:
    """Tell whether the same words come again and again, more often than in `text`.

    Example:
        >>> is_looping("He went on to the end of it. " * 4), is_looping("No, no, no, no.")
        (True, False)
    """
    most = _most_repeats(answer)
    return most >= _LOOP_TIMES and most > _most_repeats(text) + 1


def _most_repeats(text: str) -> int:
    """Count how often the most frequent run of a few words is said."""
    words = list(iter_words(text))
    runs = (tuple(words[i : i + _LOOP_WORDS]) for i in range(len(words) - _LOOP_WORDS + 1))
    return max(Counter(runs).values(), default=0)


def _length(answer: str, case: Case) -> str:
    assert case.style is not None
    n_old, n_new = _n_words(case.text), _n_words(answer)
    least, most = _LENGTHS[case.style]
    if case.style is Style.SHORTEN and len(answer) >= len(case.text.strip()):
        return NOT_SHORTER
    if case.style is Style.EXPAND and n_new <= n_old:
        return NOT_LONGER
    grace = _GRACE_WORDS if case.style is not Style.SHORTEN else 0
    is_fit = least * n_old - grace <= n_new <= most * n_old + grace
    return "" if is_fit else OTHER_LENGTH


def _n_words(text: str) -> int:
    """Count words; those of scripts without spaces by their terms."""
    return max(1, len(terms_of(text)))


def _language(answer: str, case: Case) -> str:
    wanted = case.language if case.style is Style.TRANSLATE else language_of(case.text)
    is_right = not wanted or is_in_language(answer, "", (wanted,))
    return "" if is_right else OTHER_LANGUAGE


def _numbers(answer: str, case: Case) -> str:
    spelt = set(iter_words(case.text))
    known = {str(value) for value, word in enumerate(_SMALL_NUMBERS) if word in spelt}
    known |= _numbers_in(case.text)
    return OTHER_NUMBERS if _numbers_in(answer) - known else ""


def _numbers_in(text: str) -> set[str]:
    """Give the numbers of a text, however a language groups their digits."""
    return {re.sub(r"\D", "", number) for number in _NUMBER.findall(text)}


def _similarity(answer: str, case: Case) -> str:
    least = _SIMILARITY.get(case.style) if case.style else None
    old, new = _content(case.text), _content(answer)
    n_fewer = min(len(old), len(new))
    if least is None or n_fewer < _LEAST_WORDS_COMPARED:
        return ""
    return "" if len(old & new) >= least * n_fewer else OTHER_TEXT


def _content(text: str) -> set[str]:
    """Give the stems of the words that say something."""
    return {term[:_STEM_CHARS] for term in terms_of(text) if term not in FUNCTION_WORDS}


def _marks(answer: str, case: Case) -> str:
    may_drop = case.style is Style.SHORTEN
    return "" if keeps_marks(case.text, answer, may_drop=may_drop) else LOST_MARKS

"""Whether what a model said is a rewriting of the text at all.

Silence beats a wrong change: what drifts, loops, changes numbers, switches the language
or refuses to answer is refused with a reason. May import: assist. Thread: any.
"""

import math
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
OTHER_SENSE = "the answer turned a yes into a no, or a no into a yes"
INVENTED = "the answer brought in what is not in the text"
REFUSED = "the model would not do it"
NOTHING_TO_DO = frozenset({NOT_SHORTER, NOT_LONGER})
"""No fault of the answer: the text may be short or full enough."""

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
_NEGATIONS = frozenset(
    "no not never none nobody nothing nowhere neither nor cannot without".split()  # noqa: SIM905
)
# Shares of new content words: of a shortened text's, of the text that was expanded.
_NEW_IN_SHORT = 0.34
_NEW_IN_LONG = 0.5
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
        is_strict: of a taught skill of a small model, which must not bring in words.
    """

    text: str
    style: Style | None
    language: str = ""
    around: str = ""
    is_strict: bool = False


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
    checks = (_length, _repeats, _language, _numbers, _similarity, _sense, _invention, _marks)
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


def _repeats(answer: str, case: Case) -> str:
    """Refuse a passage that says what it says twice."""
    is_twice = _most_repeats(answer) > max(1, _most_repeats(case.text))
    return LOOPS if is_twice and case.style is not Style.TRANSLATE else ""


def _sense(answer: str, case: Case) -> str:
    """Refuse a negation that comes in or goes out altogether."""
    if case.style is Style.TRANSLATE:
        return ""
    n_old, n_new = _n_negations(case.text), _n_negations(answer)
    is_new = n_new > n_old and case.style is not Style.EXPAND
    return OTHER_SENSE if is_new or (n_old > 0 == n_new) or (n_new > 0 == n_old) else ""


def _n_negations(text: str) -> int:
    words = (word.replace("\u2019", "'") for word in iter_words(text))
    return sum(word in _NEGATIONS or word.endswith("n't") for word in words)


def _invention(answer: str, case: Case) -> str:
    """Refuse new words of content where a text should only lose some, or gain a few."""
    if case.style not in {Style.SHORTEN, Style.EXPAND}:
        return ""
    old, new = _content(case.text), _content(answer)
    if case.style is Style.SHORTEN:
        most = 0.0 if case.is_strict else _NEW_IN_SHORT * len(new)
    else:
        most = max(3.0, _NEW_IN_LONG * len(old)) if case.is_strict else math.inf
    return INVENTED if len(new - old) > most else ""


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

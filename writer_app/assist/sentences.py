"""Where sentences end and start, in English manner and in Chinese and Japanese.

May import: the standard library. Thread: any.
"""

import re
from collections.abc import Iterator

_CLOSERS = "\"'\u2019\u201d\u00bb)]}\u300d\u300f\uff09\u3011\u300b*_"
_WIDE_ENDS = "\u3002\uff01\uff1f\uff0e\uff61"
_MARKS = "*_~`[("
_ENDS = ".!?\u2026" + _WIDE_ENDS

# Abbreviations that a sentence goes on after; those that often end one (etc., a.m., Inc.)
# are left out on purpose unless a small letter follows, which `sentence_starts` checks.
_ABBREVIATION_LIST = (
    "mr mrs ms mx dr prof rev hon st sr jr gen col capt lt sgt maj adm gov sen rep pres "
    "mme mlle messrs e.g i.e cf vs viz al ca approx nos vol vols ch chap fig figs sec eq eqs "
    "pp ed eds trans op cit ibid dept univ jan feb mar apr jun jul aug sep sept oct nov dec "
    "mt ft ave blvd rd"
)
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_LAST_TOKEN = re.compile(r"(\S+)\Z")
_LIST_MARK = re.compile(r"(?:^|\n)[ \t>]*(?:\(?\d{1,3}|[a-zA-Z])[.)]\Z")
_INITIAL = re.compile(r"(?:^|[^A-Za-z])[A-Z]\.\Z")
_CANDIDATE = re.compile(
    rf"[.!?\u2026]+[{re.escape(_CLOSERS)}]*(?=\s)|[{_WIDE_ENDS}][{re.escape(_CLOSERS)}]*|\n+"
)


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends at the end of a sentence.

    Knows closing quotes and brackets, list marks ("1."), titles ("Mr."), initials
    ("J."), abbreviations ("e.g."), and the wide stops of Chinese and Japanese.

    Args:
        text: at least the last line up to and with the mark in question.

    Example:
        >>> ends_sentence("So it was."), ends_sentence("Dear Mr."), ends_sentence('"No!"')
        (True, False, True)
    """
    core = text.rstrip().rstrip(_CLOSERS)
    if not core or core[-1] not in _ENDS:
        return False
    if core[-1] != "." or core.endswith(".."):
        return True
    return not _is_abbreviated(core)


def _is_abbreviated(core: str) -> bool:
    """Tell whether the full stop at the end of `core` belongs to its word."""
    tail = core[-80:]
    if _LIST_MARK.search(tail) or _INITIAL.search(tail):
        return True
    match = _LAST_TOKEN.search(tail[:-1])
    if match is None:
        return True
    token = match.group(1).lstrip("([{\"'\u2018\u201c\u2014-").casefold()
    return token.rsplit("\u2014", 1)[-1] in _ABBREVIATIONS


def sentence_starts(text: str) -> Iterator[int]:
    """Yield the indexes where sentences and lines start, the first being 0.

    Example:
        >>> list(sentence_starts("It was. Mr. Poe left.\\nNo."))
        [0, 8, 22]
        >>> list(sentence_starts("So... *then* he left."))
        [0]
    """
    if text:
        yield 0
    for match in _CANDIDATE.finditer(text):
        is_line = match.group().startswith("\n")
        if not is_line and not ends_sentence(text[max(0, match.end() - 100) : match.end()]):
            continue
        start = match.end()
        while start < len(text) and text[start] in " \t\u00a0\u3000":
            start += 1
        if start >= len(text) or text[start] == "\n":
            continue
        word = start
        while word < len(text) - 1 and text[word] in _MARKS:
            word += 1
        if is_line or not text[word].islower():
            yield start


def last_sentence(text: str) -> str:
    """Give the sentence that a text ends in, from its start on.

    Example:
        >>> last_sentence("It was. Then Mr. Poe ca")
        'Then Mr. Poe ca'
    """
    return text[max(sentence_starts(text), default=0) :]

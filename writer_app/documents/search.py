"""Find words and patterns in a text, and say what a found one is replaced by.

Plain searches read as a writer means them: a straight quote finds a curled one, a
space a no-break space, an accented letter either of its spellings. Patterns are
those of the `regex` library and are given a time limit, so none can hang. May
import: regex, errors. Thread: any; long searches let go of the interpreter's lock.
"""

import itertools
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from writer_app.errors import PatternWrong, SearchTooSlow

LIMIT_S = 1.0
"""Longest time for one match, and for all of a search without an end in sight."""
_WHOLE_LIMIT_S = 5.0
_ALIKE = (
    "'\u2018\u2019\u201b\u2032",
    '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033',
    " \u00a0\u202f\u2009",
    "-\u2010\u2011",
)
"""Signs that one key of the keyboard stands for."""
_CLASSES = {sign: f"[{regex.escape(signs)}]" for signs in _ALIKE for sign in signs}
_DOTS = r"(?:\.\.\.|\u2026)"
_GROUP = regex.compile(r"\\(\\|n|t|\d{1,2}|g<\w+>)|\$(\$|&|\d{1,2}|\{\w+\})")
_BREAKS = {"n": "\n", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought.

    Attributes:
        words: as typed; a pattern when `is_pattern`.
        is_exact: capitals, quotes, spaces and hyphens count as they are.
        is_whole_word: no letter or digit may stand before or after.
    """

    words: str
    is_pattern: bool = False
    is_exact: bool = False
    is_whole_word: bool = False


def find_all(
    query: Query,
    text: str,
    start: int = 0,
    end: int | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
    clock_s: Callable[[], float] = time.monotonic,
) -> Iterator[tuple[int, int]]:
    """Yield the place of every match, in order, as (start, end) indexes.

    Args:
        start, end: only matches within these indexes.
        is_stopped: asked now and then; True ends the search.

    Raises:
        PatternWrong: the pattern cannot be read.
        SearchTooSlow: it takes longer than a writer would wait.

    Example:
        >>> list(find_all(Query("he"), "The heath"))
        [(1, 3), (4, 6)]
    """
    if not query.words:
        return
    found = compiled(query).finditer(text, start, end, concurrent=True, timeout=LIMIT_S)
    until_s = clock_s() + _WHOLE_LIMIT_S
    try:
        for number in itertools.count():
            match = next(found, None)
            if match is None or is_stopped():
                return
            yield match.span()
            if number % 256 == 0 and clock_s() > until_s:
                raise SearchTooSlow
    except TimeoutError as error:
        raise SearchTooSlow from error


def replacement_for(query: Query, text: str, span: tuple[int, int], words: str) -> str:
    r"""Give what one match is replaced by.

    In a pattern's replacement `\1` or `$1`, `\g<name>` or `${name}` stand for a group,
    `$&` or `\0` for all of the match, `\n` and `\t` for breaks. A plain one takes over the
    capitals of what it replaces, unless the search is exact or it brings its own.

    Raises: PatternWrong: there is no such group.

    Example:
        >>> replacement_for(Query("keeper"), "Keeper", (0, 6), "guard")
        'Guard'
        >>> replacement_for(Query(r"(\w+) (\w+)", True), "a b", (0, 3), r"$2 \1")
        'b a'
    """
    if not query.is_pattern:
        found = text[span[0] : span[1]]
        return words if query.is_exact else _like(found, words)
    if "\\" not in words and "$" not in words:
        return words
    match = compiled(query).match(text, span[0], concurrent=True, timeout=LIMIT_S)
    if match is None or match.span() != span:
        return words
    return str(_GROUP.sub(lambda sign: _group_of(match, sign), words))


def compiled(query: Query) -> "regex.Pattern[str]":
    """Give the pattern of a query.

    Raises: PatternWrong with the library's reason.
    """
    flags = regex.MULTILINE | (0 if query.is_exact else regex.IGNORECASE)
    pattern = query.words if query.is_pattern else _literal(query.words, query.is_exact)
    if query.is_whole_word:
        pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
    try:
        return regex.compile(pattern, flags)
    except (regex.error, OverflowError, RecursionError) as error:
        raise PatternWrong(str(error)) from error


def _literal(words: str, is_exact: bool) -> str:
    """Give a pattern that finds words as they are meant."""
    if is_exact:
        return str(regex.escape(words))
    words = unicodedata.normalize("NFC", words)
    return "".join(
        _DOTS if part in {"...", "\u2026"} else _sign(part)
        for part in regex.findall(r"\.\.\.|\X", words)
    )


def _sign(sign: str) -> str:
    """Give a pattern for one character however it is written."""
    if sign in _CLASSES:
        return _CLASSES[sign]
    apart = unicodedata.normalize("NFD", sign)
    escaped = str(regex.escape(sign))
    return escaped if apart == sign else f"(?:{escaped}|{regex.escape(apart)})"


def _like(found: str, words: str) -> str:
    """Give small words the capitals of what they replace."""
    if not words.islower():
        return words
    if len(found) > 1 and found.isupper():
        return words.upper()
    return words[0].upper() + words[1:] if found[:1].isupper() else words


def _group_of(match: "regex.Match[str]", sign: "regex.Match[str]") -> str:
    r"""Give what stands for `\1`, `$1` and their like."""
    name = sign[1] or sign[2]
    if name in _BREAKS:
        return _BREAKS[name]
    if name in {"\\", "$"}:
        return str(name)
    name = name.removeprefix("g<").rstrip(">").strip("{}")
    try:
        number = 0 if name == "&" else int(name) if name.isdigit() else name
        return match[number] or ""
    except IndexError as error:
        raise PatternWrong(f"no group {name}") from error

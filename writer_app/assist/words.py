"""Words as a writer means them: the steps of Ctrl+Right and of a ghost.

Rests on Unicode text segmentation (UAX #29) as the `regex` library has it. May import:
regex. Thread: any.
"""

from collections.abc import Iterator

import regex

# White space, then one of: a run of a script that sets no spaces between words; an emoji
# or flag whole; a Unicode word; a run of marks; whatever is left, never half a character.
_STEP = regex.compile(
    r"(?V1w)\s*+(?:"
    r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{M}]+"
    r"|(?=[\p{Extended_Pictographic}\p{Regional_Indicator}])\X"
    r"|\w.*?\b"
    r"|(?:(?![\p{Extended_Pictographic}\p{Regional_Indicator}])[^\w\s])+"
    r"|\X|$)",
    regex.DOTALL,
)
_WORD = regex.compile(r"(?V1w)\w.*?\b", regex.DOTALL)
_GLUED = regex.compile(r"[\w\p{M}]")
_IDEOGRAPHIC = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_OPENING = regex.compile(r"\s*[\p{Ps}\p{Pi}]+$")


def next_step(text: str) -> str:
    """Give the first word of a text with the white space before it.

    A run of punctuation is a step of its own, so is an emoji; apostrophes stay
    inside words; Chinese and Japanese go by Unicode word boundaries.

    Returns: a start of `text`, empty only when `text` is.

    Example:
        >>> next_step(" don't stop"), next_step(", and"), next_step("\u4f60\u597d")
        (" don't", ',', '你')
    """
    match = _STEP.match(text)
    return match.group() if match else text


def split_steps(text: str) -> list[str]:
    """Split a whole text into steps that join to it again.

    Example:
        >>> split_steps(" well, then")
        [' well', ',', ' then']
    """
    return list(iter_steps(text))


def iter_steps(text: str, start: int = 0) -> Iterator[str]:
    """Yield the steps of a text from index `start` on.

    Example:
        >>> list(iter_steps("one two", 3))
        [' two']
    """
    while start < len(text):
        match = _STEP.match(text, start)
        step = match.group() if match and match.group() else text[start:]
        yield step
        start += len(step)


def iter_words(text: str) -> Iterator[str]:
    """Yield the Unicode words of a text, casefolded, without punctuation.

    Example:
        >>> list(iter_words("Don't -- STOP!"))
        ["don't", 'stop']
    """
    for match in _WORD.finditer(text):
        yield match.group().casefold()


def has_word(step: str) -> bool:
    """Tell whether a step holds a letter or digit, not marks and space alone.

    Example:
        >>> has_word(" a"), has_word("..."), has_word(" ")
        (True, False, False)
    """
    return any(character.isalnum() for character in step)


def starts_inside_word(before: str, after: str) -> bool:
    """Tell whether the place between two texts is inside a word.

    Example:
        >>> starts_inside_word("gre", "at"), starts_inside_word("gre", " at")
        (True, False)
    """
    if not before or not starts_with_letter(after):
        return False
    return _GLUED.match(before[-1]) is not None


def starts_with_letter(text: str) -> bool:
    """Tell whether a text begins with a character that words are made of.

    Example:
        >>> starts_with_letter("at"), starts_with_letter(", at"), starts_with_letter("")
        (True, False, False)
    """
    return _GLUED.match(text) is not None


def is_ideographic(character: str) -> bool:
    """Tell whether a character stands without spaces beside its neighbours.

    Example:
        >>> is_ideographic("\u4f60"), is_ideographic("a")
        (True, False)
    """
    return _IDEOGRAPHIC.match(character) is not None


def is_opening(step: str) -> bool:
    """Tell whether a step is nothing but opening quotes or brackets.

    Example:
        >>> is_opening(" ("), is_opening(",")
        (True, False)
    """
    return _OPENING.match(step) is not None


def last_word_start(text: str) -> int:
    """Find where the word that touches the end of a text starts.

    Returns: its index; `len(text)` when the text ends outside a word. Only the
        last 64 characters are looked at.

    Example:
        >>> last_word_start("so gre"), last_word_start("so ")
        (3, 3)
    """
    offset = max(0, len(text) - 64)
    tail = text[offset:]
    for match in _WORD.finditer(tail):
        if match.end() == len(tail):
            return offset + int(match.start())
    return len(text)


def ends_word(text: str) -> bool:
    """Tell whether typed text ends the word before it: space or a mark.

    Apostrophes and hyphens do not.

    Example:
        >>> ends_word("e, "), ends_word("'"), ends_word("abc")
        (True, False, False)
    """
    return any(not (_GLUED.match(c) or c in "'\u2019-\u2010") for c in text)

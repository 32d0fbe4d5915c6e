"""Choose the signs that a printer would set: quotes, apostrophes, dashes, dots, spaces.

Decides, for one character just typed, what should stand in its place; nothing is
changed here. May import: assist. Thread: any.

Source: Unicode CLDR 48.2 (cldr-misc-full), delimiters; inner quotes of French are those
of print, because CLDR gives the outer ones again. Dashes and spaces: each language's
print usage (Imprimerie nationale: narrow no-break space before ; ! ? and inside quotes).
"""

import re
from dataclasses import dataclass

from writer_app.assist.language import likely_language

NARROW_SPACE = "\u202f"
_APOSTROPHE = "\u2019"


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one language.

    Attributes:
        quotes: outer opening and closing, inner opening and closing.
        dash: what "--" becomes. dots: what "..." becomes.
        space: stands inside outer quotes and before ; ! ? when a space is typed there.
    """

    quotes: tuple[str, str, str, str]
    dash: str = "\u2013"
    dots: str = "\u2026"
    space: str = ""


_CURLED = ("\u201c", "\u201d", "\u2018", "\u2019")
SIGNS = {
    "en": Signs(_CURLED, dash="\u2014"),
    "de": Signs(("\u201e", "\u201c", "\u201a", "\u2018")),
    "fr": Signs(("\u00ab", "\u00bb", "\u201c", "\u201d"), space=NARROW_SPACE),
    "es": Signs(_CURLED, dash="\u2014"),
    "it": Signs(("\u00ab", "\u00bb", "\u201c", "\u201d")),
    "pt": Signs(_CURLED, dash="\u2014"),
    "nl": Signs(("\u2018", "\u2019", "\u2018", "\u2019")),
    "pl": Signs(("\u201e", "\u201d", "\u00ab", "\u00bb")),
    "ru": Signs(("\u00ab", "\u00bb", "\u201e", "\u201c"), dash="\u2014"),
    "sv": Signs(("\u201d", "\u201d", "\u2019", "\u2019")),
    "zh": Signs(_CURLED, dash="\u2014\u2014", dots="\u2026\u2026"),
    "ja": Signs(("\u300c", "\u300d", "\u300e", "\u300f"), dash="\u2014\u2014", dots="\u2026\u2026"),
}
USUAL = "en"
_OPENS_AFTER = re.compile(
    r"(?:^|[\s(\[{\u2014\u2013/*_>~\u00ab\u201c\u2018\u201e\u201a\u300c\u300e=-])$"
)
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef]")
_ELIDED = re.compile(
    r"(?:^|[\s(\[\u2014\u201c\u201e])[\u2018\u201a]"
    r"(?:tis|twas|twere|em|cause|til|n\u2019?|\d0s|s|ne|nen|nem|ner|rum|raus|rein|rauf|runter)$",
    re.IGNORECASE,
)
"""Words that print begins with an apostrophe, in English and German."""
_SOURCE = re.compile(r"https?:|www\.|\w@\w|<[!/a-zA-Z][^>]*$|\]\([^)]*$|`[^`]*$")
_DASHES_ONLY = re.compile(r"[\s>|:*_-]*$")
_LINE_CHARS = 400


@dataclass(frozen=True, slots=True)
class Replacement:
    """Put `text` in the place of the last `n_chars` before the caret."""

    n_chars: int
    text: str


def replacement(before: str, typed: str, language: str) -> Replacement | None:
    """Tell what should stand for a character that was just typed.

    Args:
        before: the paragraph up to the caret, `typed` left out.
        typed: one character. language: a key of SIGNS.

    Example: replacement("she said, ", '"', "en") -> Replacement(1, "\u201c")
    """
    before = before[-_LINE_CHARS:]
    if typed not in _HANDLERS or is_source(before):
        return None
    return _HANDLERS[typed](before, typed, SIGNS.get(language, SIGNS[USUAL]))


def dressed(before: str, text: str, language: str) -> str:
    """Give a text that follows another with its straight quotes set, length unchanged.

    Example: dressed("I ", "don't", "en") -> "don\u2019t"
    """
    made = ""
    for sign in text:
        found = replacement(before + made, sign, language) if sign in "\"'" else None
        is_one = found is not None and (found.n_chars, len(found.text)) == (1, 1)
        made += found.text if found is not None and is_one else sign
    return made


def is_source(before: str) -> bool:
    """Tell whether a caret stands in code, an address or a tag, where signs are literal.

    Example: is_source("see `x = ") -> True
    """
    if before.replace("``", "").count("`") % 2:
        return True
    word = before[len(before.rstrip()) :] or before.rsplit(None, 1)[-1] if before.strip() else ""
    found = _SOURCE.search(before)
    return found is not None and (found[0].startswith(("<", "](")) or bool(_SOURCE.search(word)))


def language_of(before: str, usual: str) -> str:
    """Guess the language whose signs belong into a text.

    Args:
        before: the text before the caret. usual: when the text does not tell.

    Returns: a key of SIGNS.
    """
    recent = before[-_LINE_CHARS:]
    wide = _WIDE.findall(recent)
    if len(wide) * 4 > len(recent):
        return "ja" if re.search("[\u3040-\u30ff]", recent) else "zh"
    found = likely_language(recent) or usual
    return found if found in SIGNS else USUAL


def _double(before: str, _: str, signs: Signs) -> Replacement | None:
    opening, closing = signs.quotes[:2]
    if _is_opening(before, opening, closing):
        return Replacement(1, opening + signs.space)
    if signs.space and before[-1:] in (" ", signs.space):
        return Replacement(2, signs.space + closing)
    return Replacement(1, signs.space + closing)


def _single(before: str, _: str, signs: Signs) -> Replacement | None:
    last = before[-1:]
    opening, closing = signs.quotes[2:]
    if last.isalnum() and not _WIDE.match(last):
        is_closing = closing != _APOSTROPHE and before.count(opening) > before.count(closing)
        return Replacement(1, closing if is_closing else _APOSTROPHE)
    return Replacement(1, opening if _is_opening(before, opening, closing) else closing)


def _is_opening(before: str, opening: str, closing: str) -> bool:
    """Tell whether a quote opens: by what stands before it, by balance in wide scripts."""
    if before and _WIDE.match(before[-1]) and opening != closing:
        return before.count(opening) <= before.count(closing)
    is_after_space = bool(_OPENS_AFTER.search(before))
    if before[-1:] in (" ", NARROW_SPACE) and opening == "\u00ab":
        return before.count(opening) <= before.count(closing)
    return is_after_space


def _dash(before: str, _: str, signs: Signs) -> Replacement | None:
    line = before[:-1]
    if before.endswith(signs.dash) and signs.dash != "\u2013":
        return Replacement(1, "") if len(signs.dash) == 1 else None
    if before.endswith("\u2013"):
        return Replacement(2, "\u2014")
    if not before.endswith("-") or _DASHES_ONLY.match(line) or line.lstrip().startswith("|"):
        return None
    return None if line.endswith(("-", "<!")) else Replacement(2, signs.dash)


def _dots(before: str, _: str, signs: Signs) -> Replacement | None:
    if not before.endswith("..") or before.endswith("...") or not before.strip(" ."):
        return None
    return Replacement(3, signs.dots)


def _spaced(before: str, typed: str, signs: Signs) -> Replacement | None:
    """Set the space before ; ! ? narrow, and before a colon, that never ends a line."""
    if not signs.space or not before.endswith(" ") or not before.rstrip():
        return None
    return Replacement(2, ("\u00a0" if typed == ":" else signs.space) + typed)


def _elision(before: str, typed: str, _: Signs) -> Replacement | None:
    """Turn the opening quote of 'tis or '90s, now that the word is there."""
    found = _ELIDED.search(before)
    if found is None:
        return None
    word = found[0].lstrip()[1:] if found[0][0] in "\u2018\u201a" else found[0][2:]
    return Replacement(len(word) + 2, _APOSTROPHE + word + typed)


_HANDLERS = {
    '"': _double, "'": _single, "-": _dash, ".": _dots, " ": _elision, ",": _elision,
    ";": _spaced, "!": _spaced, "?": _spaced, ":": _spaced,
}  # fmt: skip

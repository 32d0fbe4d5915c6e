"""Marks of Markdown inside a paragraph: what a rewriting must keep, and gets back.

Thread: any.
"""

import re
from collections import Counter

_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|~~|(?<![\w*])\*|(?<![\w_])_)(?=\S)(.+?)(?<=\S)\1")
_KEPT = re.compile(r"\]\([^)\s]*\)|\[\^[^\]\s]+\]|\bhttps?://[^\s)>]+|`[^`\n]+`|<[a-zA-Z/][^<>]*>")


def with_marks(old: str, new: str) -> str:
    """Give a rewriting the emphasis that it has lost around words it kept.

    Example:
        >>> with_marks("It was **very** big.", "It was very vast.")
        'It was **very** vast.'
    """
    for match in _EMPHASIS.finditer(old):
        mark, words = match[1], match[2]
        places = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", new))
        if mark in new or len(places) != 1 or not words[0].isalnum():
            continue
        start, end = places[0].span()
        new = f"{new[:start]}{mark}{words}{mark}{new[end:]}"
    return new


def keeps_marks(old: str, new: str, *, may_drop: bool = False) -> bool:
    """Tell whether links, addresses, code and footnotes are as they were.

    Args:
        may_drop: some may be left out; none may be changed or added.

    Example:
        >>> keeps_marks("See [it](http://a.b).", "See it.")
        False
    """
    before, after = Counter(_KEPT.findall(old)), Counter(_KEPT.findall(new))
    if after - before:
        return False
    return may_drop or not before - after

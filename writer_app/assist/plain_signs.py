"""Compare texts without minding whether their quotes are straight or curled.

The page may set printed quotes where keys and models give straight ones; a suggestion
is typed through all the same. May import: standard library. Thread: any.
"""

_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def plain(text: str) -> str:
    """Give a text of the same length with straight quotes.

    Example:
        >>> plain("\u201cdon\u2019t\u201d")
        '"don\\'t"'
    """
    return text if text.isascii() else text.translate(_PLAIN)


def begins_with(text: str, start: str) -> bool:
    """Tell whether a text begins with another, whatever the shape of their quotes.

    Example:
        >>> begins_with("don't go", "don\u2019t")
        True
    """
    return text.startswith(start) or plain(text).startswith(plain(start))

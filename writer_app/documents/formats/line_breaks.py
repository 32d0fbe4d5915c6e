r"""Tell what a single line end of a Markdown text means to the one who wrote it.

Markdown takes it for a space, because it was made for mail that is broken to a width.
Who writes on a page presses Return for a paragraph, or for a line of a poem, and
leaves an empty line where a scene ends; to run such lines together would undo the
writing. The page shows every line as a line, and so do iA Writer and Ulysses.

Pure Python. May import: the standard library. Thread: any.
"""

import re
from enum import Enum
from itertools import pairwise

_MARKED = re.compile(r"\s*([-*+>#|]|\d+[.)]|:|\[\^|```|~~~|<|(\s{4}|\t)\S)|.*\|.*\|")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_ENDING = re.compile(
    "[.!?:;\u2026\u3002\uff01\uff1f\uff1a\uff1b\u2014][\"'\u201d\u2019\u00bb)\\]\u300d\u300f*_]*\\s*$"
)
_LEAST_WIDTH, _MOST_WIDTH = 50, 200
"""Between these a column of broken lines is set; wider or narrower ones nobody sets."""
_FULL_SHARE = 0.8
"""Who breaks lines by hand leaves them ragged."""
_MOST_ENDINGS = 0.6
"""Lines broken to a width end with a sentence about once in eight."""
_MOST_GAPS = 0.25
"""Empty lines for each line end, in a text whose every line is a paragraph."""
_LEAST_FULL = 0.6


class LineEnd(Enum):
    """What a single line end is."""

    SPACE = "space"
    BREAK = "break"
    PARAGRAPH = "paragraph"


def meaning_of_line_ends(text: str) -> LineEnd:
    r"""Tell what single line ends are in a text, by how its lines end and how long they are.

    Args:
        text: all of it, "\n" ends.

    Returns: PARAGRAPH without any empty line, and where nearly every line ends a
        sentence and empty lines are rare; SPACE where lines are as full as a width
        lets them be, or nothing tells; else BREAK.

    Example: meaning_of_line_ends("One.\nTwo.\nThree.\nFour.\nFive.\n\nSix.\n") -> PARAGRAPH
    """
    if "\n\n" not in text.strip("\n"):
        return LineEnd.PARAGRAPH
    ends, n_gaps = _single_ends(text)
    if not ends:
        return LineEnd.SPACE
    has_sentences = sum(bool(_ENDING.search(line)) for line, _ in ends) >= _MOST_ENDINGS * len(ends)
    if has_sentences and n_gaps <= _MOST_GAPS * len(ends):
        return LineEnd.PARAGRAPH
    lengths = sorted(len(line) for line, _ in ends)
    width = lengths[len(lengths) * 9 // 10]  # a long address in a line is no measure
    if not has_sentences and _LEAST_WIDTH <= width <= _MOST_WIDTH:
        n_full = sum(_is_full(line, following, width) for line, following in ends)
        if n_full >= _LEAST_FULL * len(ends):
            return LineEnd.SPACE
    return LineEnd.BREAK


def _single_ends(text: str) -> tuple[list[tuple[str, str]], int]:
    """Give each line of prose that another follows at once, with that, and count the gaps."""
    lines: list[str] = []
    is_code = False
    for line in text.strip("\n").split("\n"):
        is_fence = bool(_FENCE.match(line))
        is_code ^= is_fence
        # What is marked is no prose: as if nothing stood there, but no gap either.
        is_marked = is_code or is_fence or _MARKED.match(line) or line.endswith(("  ", "\\"))
        lines.append("#" if is_marked else line.rstrip(" "))
    ends = [
        (one, next_one)
        for one, next_one in pairwise(lines)
        if one and next_one and "#" not in (one, next_one)
    ]
    n_gaps = sum(bool(one) and one != "#" and not next_one for one, next_one in pairwise(lines))
    return ends, n_gaps


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the next line's first word had hardly room on a line any more."""
    return len(line) + 1 + len(following.partition(" ")[0]) > _FULL_SHARE * width

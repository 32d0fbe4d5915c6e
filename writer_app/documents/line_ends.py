r"""Split text into lines and put every line's own end back.

Only LF, CR and CRLF end a line; U+2028, U+2029, U+0085, VT and FF are ordinary
characters. Inside Foreword every line ends with "\n". May import: standard
library only. Thread: any.
"""

import re
from collections import Counter
from difflib import SequenceMatcher

_END = re.compile("\r\n|\r|\n")
_MOST_COMPARED = 1_000_000


def take_ends(raw: str) -> tuple[str, tuple[str, ...]]:
    r"""Give the text with "\n" ends, and the end each line really has.

    Returns: as many ends as the text has line feeds.

    Example: take_ends("a\r\nb\n") -> ("a\nb\n", ("\r\n", "\n"))
    """
    if "\r" not in raw:
        return raw, ("\n",) * raw.count("\n")
    return _END.sub("\n", raw), tuple(_END.findall(raw))


def commonest_end(ends: tuple[str, ...]) -> str:
    r"""Give the end most lines have; "\n" for a text of one line.

    Example: commonest_end(("\r\n", "\n", "\r\n")) -> "\r\n"
    """
    return Counter(ends).most_common(1)[0][0] if ends else "\n"


def put_ends(text: str, old_text: str, old_ends: tuple[str, ...]) -> str:
    r"""Give the text with real line ends: kept lines keep theirs, new ones the commonest.

    Args:
        text: what to write, line ends of any kind.
        old_text: what was read, with "\n" ends.
        old_ends: the end of each of its lines.

    Example: put_ends("a\nc\nb\n", "a\nb\n", ("\r\n", "\n")) -> "a\r\nc\r\nb\n"
    """
    text = _END.sub("\n", text) if "\r" in text else text
    usual = commonest_end(old_ends)
    if len(set(old_ends)) <= 1:
        return text if usual == "\n" else text.replace("\n", usual)
    lines = text.split("\n")
    ends = _ends_of(lines, old_text.split("\n"), old_ends, usual)
    return _joined(lines, ends)


def _ends_of(
    lines: list[str], old_lines: list[str], old_ends: tuple[str, ...], usual: str
) -> list[str]:
    """Find each line's end; the last line has none."""
    n_same = _common_prefix(lines, old_lines)
    n_tail = _common_prefix(lines[n_same:][::-1], old_lines[n_same:][::-1])
    middle, old_middle = slice(n_same, len(lines) - n_tail), slice(n_same, len(old_lines) - n_tail)
    new, old = lines[middle], old_lines[middle]
    # Ends in line with the lines: the last line has none, so one stands in for it.
    known = [*old_ends, usual]
    ends = [usual] * len(new)
    if len(new) * len(old) > _MOST_COMPARED:
        if len(new) == len(old):
            ends = known[old_middle]
    else:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for _, start, stop, new_start, new_stop in matcher.get_opcodes():
            n = min(stop - start, new_stop - new_start)
            ends[new_start : new_start + n] = known[n_same + start : n_same + start + n]
    tail = known[len(old_lines) - n_tail :]
    return [*known[:n_same], *ends, *tail][: len(lines) - 1]


def _common_prefix(left: list[str], right: list[str]) -> int:
    n = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        n += 1
    return n


def _joined(lines: list[str], ends: list[str]) -> str:
    """Join lines and ends so that splitting again gives the same lines.

    A CR end before an empty line that ends with LF would read as one CRLF.
    """
    parts: list[str] = []
    for index, end in enumerate(ends):
        is_split_pair = index > 0 and end == "\n" and not lines[index] and parts[-1] == "\r"
        parts += [lines[index], "\r\n" if is_split_pair else end]
    return "".join([*parts, lines[-1]])

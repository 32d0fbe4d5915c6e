"""Decide where the signs of bold, italic and links go in one paragraph.

May import: standard library, line_edit. Thread: any.
"""

import re

from writer_app.ui.line_edit import LineEdit
from writer_app.ui.list_line import n_prefix_chars

BOLD = "**"
ITALIC = "*"
_WORD_SIGN = re.compile(r"[^\W_]|['\u2019-](?=[^\W_])")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]")
"""Scripts that set no spaces between words: a caret there stands at no one word."""
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+$", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")


def toggle_sign(line: str, start: int, end: int, sign: str) -> LineEdit | None:
    """Make a part of a paragraph bold or italic, or plain again.

    With nothing selected it is the word at the caret; between words an empty pair of
    signs to type into; at the end of what is bold already, a step over its sign.

    Args:
        start, end: of the selection in `line`; equal for a caret.
        sign: BOLD or ITALIC.

    Returns: the one change; None where nothing but signs and spaces is selected.

    Example: toggle_sign("a b", 2, 3, "**") -> LineEdit(2, 3, "**b**", (4, 5))
    """
    if start == end:
        return _at_caret(line, start, sign)
    start = max(start, min(end, n_prefix_chars(line)))
    while start < end and line[start].isspace():
        start += 1
    while start < end and line[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    if is_signed(line, start, end, sign):
        return _without(line, start, end, sign)
    return _with(line, start, end, sign)


def is_signed(line: str, start: int, end: int, sign: str) -> bool:
    """Tell whether a part of a paragraph carries a sign, inside it or around it."""
    inner = _n_signs(line, start, end)
    return _carries(inner, sign) or _carries(_n_signs_around(line, start, end), sign)


def make_link(line: str, start: int, end: int, address: str = "") -> LineEdit:
    """Turn a part of a paragraph into a link, or mark the address of the one at the caret.

    Args:
        start, end: of the selection; equal for a caret: the word there.
        address: what it leads to; empty: still to be typed.

    Example: make_link("see it", 4, 6, "") -> LineEdit(4, 6, "[it]()", (9, 9))
    """
    for found in _LINK.finditer(line):
        if found.start() <= start and end <= found.end():
            return LineEdit(start, start, "", (found.start(2), found.end(2)))
    if start == end:
        start, end = word_at(line, start)
    words = line[start:end].strip()
    start = line.index(words, start) if words else start
    end = start + len(words)
    if not address and _ADDRESS.match(words):
        return LineEdit(start, end, f"[]({words})", (start + 1, start + 1))
    made = f"[{words}]({address})"
    if not words:
        caret = start + 1
    elif not address:
        caret = start + len(words) + 3
    else:
        caret = start + len(made)
    return LineEdit(start, end, made, (caret, caret))


def address_in(clipboard: str) -> str:
    """Give the clipboard's text if it is an address that a link may lead to, else nothing.

    Example: address_in(" https://a.org ") -> "https://a.org"
    """
    text = clipboard.strip()
    if not _ADDRESS.match(text):
        return ""
    return text.replace("(", "%28").replace(")", "%29")


def word_at(line: str, index: int) -> tuple[int, int]:
    """Give the ends of the word at a caret; twice the caret where there is none.

    Example: word_at("so don't", 5) -> (3, 8)
    """
    start = end = index
    while start > 0 and _is_in_word(line, start - 1):
        start -= 1
    while end < len(line) and _is_in_word(line, end):
        end += 1
    return start, end


def _is_in_word(line: str, index: int) -> bool:
    is_word = _WORD_SIGN.match(line, index) is not None
    return is_word and not _UNSPACED.match(line[index])


def _at_caret(line: str, index: int, sign: str) -> LineEdit:
    size = len(sign)
    is_empty_pair = line[:index].endswith(sign) and line.startswith(sign, index)
    if is_empty_pair and _n_signs_around(line, index, index) == size:
        return LineEdit(index - size, index + size, "", (index - size, index - size))
    is_at_end = index > 0 and not line[index - 1].isspace() and line[index - 1] not in "*_"
    if is_at_end and _carries(_run(line, index, 1), sign):
        return LineEdit(index, index, "", (index + size, index + size))
    start, end = word_at(line, index)
    if start == end:
        return LineEdit(index, index, sign * 2, (index + size, index + size))
    if is_signed(line, start, end, sign):
        edit = _without(line, start, end, sign)
        return LineEdit(edit.start, edit.end, edit.text, (index - size, index - size))
    edit = _with(line, start, end, sign)
    return LineEdit(edit.start, edit.end, edit.text, (index + size, index + size))


def _with(line: str, start: int, end: int, sign: str) -> LineEdit:
    size = len(sign)
    return LineEdit(start, end, f"{sign}{line[start:end]}{sign}", (start + size, end + size))


def _without(line: str, start: int, end: int, sign: str) -> LineEdit:
    """Take a sign away from the ends of a part, or from around it."""
    size = len(sign)
    if _carries(_n_signs(line, start, end), sign):
        kept = line[start + size : end - size]
        return LineEdit(start, end, kept, (start, start + len(kept)))
    kept = line[start:end]
    return LineEdit(start - size, end + size, kept, (start - size, start - size + len(kept)))


def _carries(n_signs: int, sign: str) -> bool:
    """Tell whether so many asterisks hold bold (two or three) or italic (one or three)."""
    return n_signs in ((2, 3) if sign == BOLD else (1, 3))


def _n_signs(line: str, start: int, end: int) -> int:
    """Count the signs that open and close a part from inside."""
    n_signs = min(_run(line, start, 1), _run(line, end - 1, -1))
    return n_signs if end - start > 2 * n_signs else 0


def _n_signs_around(line: str, start: int, end: int) -> int:
    if start == 0 or end == len(line) or line[start - 1] != line[end]:
        return 0
    return min(_run(line, start - 1, -1), _run(line, end, 1))


def _run(line: str, index: int, step: int) -> int:
    """Count equal emphasis signs from an index on, to the right (1) or left (-1)."""
    if not 0 <= index < len(line) or line[index] not in "*_":
        return 0
    n_signs, sign = 0, line[index]
    while 0 <= index < len(line) and line[index] == sign:
        n_signs += 1
        index += step
    return n_signs

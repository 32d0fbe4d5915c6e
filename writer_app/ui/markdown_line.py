"""Read one line of Markdown: which characters are heading, bold, code or marks.

A small subset, enough for live styling and to know where code stands; the full
language is not needed to write prose. Each line is read by itself, given the
state that the line before it left. May import: standard library. Thread: any.
"""

import re
from enum import IntFlag

NORMAL = 0
FRONT_MATTER = 1
_FIRST_FENCE = 2
"""States from here on: inside a code fence; 2 * its length, + 1 for tildes."""


class Style(IntFlag):
    """How one character is to look; flags add up."""

    PLAIN = 0
    MARK = 1  # a Markdown sign: quiet ink
    BOLD = 2
    ITALIC = 4
    CODE = 8
    HEADING_1 = 16
    HEADING_2 = 32
    HEADING_3 = 64
    LINK = 128  # words that lead somewhere: accent
    STRIKE = 256
    TABLE = 512  # columns must stand under each other: fixed pitch


_MAYBE_STYLED = re.compile(r"[#*_`~\[\\<]|://|^\s*\||^\s*(?:[-+>]|\d{1,9}[.)]\s|\.\.\.\s*$)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+|$)")
_LIST_OR_QUOTE = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+|>\s?)+")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_FRONT_LINE = re.compile(r"""\s*$|\s+\S|-\s|\#|["'\w][^:]{0,60}:(?:\s|$)""")
_FRONT_EDGE = re.compile(r"(?:---|\.\.\.)\s*$")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_CODE = re.compile(r"(?<!`)(`{1,4})(?!`)(.{1,1000}?)(?<!`)\1(?!`)")
_LINK = re.compile(r"(!?\[)([^\[\]]{0,300})(\]\([^()\s]{0,500}\))")
_ADDRESS = re.compile(
    r"<(?:https?|mailto):[^<>\s]{1,500}>|https?://[^\s<>\0]{1,500}[^\s<>\0.,;:!?)\]'\"*_]"
)
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]:?")
_COMMENT = re.compile(r"<!--.{0,2000}?-->")
_STRIKE = re.compile(r"(?<!~)(~~)(?=[^\s~])(.{1,1000}?)(?<=[^\s~])\1(?!~)")
_TABLE = re.compile(r"\s{0,3}\|.*\|\s*$")
_TABLE_RULE = re.compile(r"[\s|:-]+$")
_DONE = re.compile(r"\s*(?:>\s?)*(?:[-*+]|\d{1,9}[.)])\s+\[[xX]\]\s")
_EMPHASIS = (
    (re.compile(r"(?<!\*)(\*{3})(?=[^\s*])(.{1,1000}?)(?<=[^\s*])\1(?!\*)"), "bi"),
    (re.compile(r"(?<!\*)(\*{2})(?=[^\s*])(.{1,1000}?)(?<=\S)\1(?!\*)"), "b"),
    (re.compile(r"(?<![\w_])(_{2})(?=[^\s_])(.{1,1000}?)(?<=\S)\1(?![\w_])"), "b"),
    (re.compile(r"(?<![\w*])(\*)(?=[^\s*])([^*]{1,1000}?)(?<=[^\s*])\1(?![\w*])"), "i"),
    (re.compile(r"(?<![\w_])(_)(?=[^\s_])([^_]{1,1000}?)(?<=[^\s_])\1(?![\w_])"), "i"),
)
_EMPHASIS_STYLE = {"b": Style.BOLD, "i": Style.ITALIC, "bi": Style.BOLD | Style.ITALIC}
MAX_INLINE_CHARS = 5_000
"""Longest line in which emphasis is looked for (a longer one is not prose)."""


def next_state(line: str, state: int, is_first: bool = False) -> int:
    """Tell the state after a line, given the state before it.

    Args:
        is_first: the line opens the document (front matter can only start there).
    """
    if state == NORMAL:
        if is_first and line.rstrip() == "---":
            return FRONT_MATTER
        fence = _FENCE.match(line)
        return _fence_state(fence[1]) if fence else NORMAL
    if state == FRONT_MATTER:
        is_inside = not _FRONT_EDGE.match(line) and _FRONT_LINE.match(line)
        return FRONT_MATTER if is_inside else NORMAL
    return NORMAL if _closes(line, state) else state


def is_code(state_before: int, state_after: int) -> bool:
    """Tell whether a line belongs to a code block or to front matter."""
    return state_before != NORMAL or state_after != NORMAL


def line_styles(line: str, state_before: int, state_after: int) -> list[Style]:
    """Give the style of every character, or an empty list for plain prose.

    Example: line_styles("# A", 0, 0)[2] -> Style.HEADING_1
    """
    if is_code(state_before, state_after):
        is_edge = state_before != state_after
        return [Style.CODE | (Style.MARK if is_edge else Style.PLAIN)] * len(line)
    if not line or not _MAYBE_STYLED.search(line):
        return []
    styles = [Style.PLAIN] * len(line)
    if _RULE.match(line):
        return [Style.MARK] * len(line)
    if _TABLE.match(line):
        return _table_styles(line, styles)
    start = _style_line_start(line, styles)
    if len(line) <= MAX_INLINE_CHARS:
        _style_inline(line, start, styles)
    return styles if any(styles) else []


def _style_line_start(line: str, styles: list[Style]) -> int:
    """Style heading, list and quote signs; give where the words start."""
    if heading := _HEADING.match(line):
        depth = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3)[min(len(heading[1]), 3) - 1]
        styles[:] = [depth] * len(line)
        _add(styles, 0, heading.end(1), Style.MARK)
        return heading.end()
    if prefix := _LIST_OR_QUOTE.match(line):
        is_done = _DONE.match(line) is not None
        _add(styles, 0, len(line) if is_done else prefix.end(), Style.MARK)
        return prefix.end()
    return 0


def _style_inline(line: str, start: int, styles: list[Style]) -> None:
    """Style code spans, links and emphasis, the first to claim a sign keeping it."""
    rest = " " * start + _ESCAPED.sub("\0\0", line)[start:]
    for code in _CODE.finditer(rest):
        _add(styles, code.start(), code.end(), Style.CODE)
        _mark_ends(styles, code)
    rest = _CODE.sub(_blanked, rest)
    for pattern in (_COMMENT, _NOTE):
        for found in pattern.finditer(rest):
            _add(styles, found.start(), found.end(), Style.MARK)
        rest = pattern.sub(_blanked, rest)
    for link in _LINK.finditer(rest):
        _add(styles, link.start(1), link.end(1), Style.MARK)
        _add(styles, link.start(3), link.end(3), Style.MARK)
        is_picture = link[1] == "!["
        _add(styles, link.start(2), link.end(2), Style.MARK if is_picture else Style.LINK)
    rest = _LINK.sub(lambda match: match[1] + match[2] + "\0" * len(match[3]), rest)
    for address in _ADDRESS.finditer(rest):
        _add(styles, address.start(), address.end(), Style.LINK)
    rest = _ADDRESS.sub(_blanked, rest)
    for struck in _STRIKE.finditer(rest):
        _add(styles, struck.start(2), struck.end(2), Style.STRIKE)
        _mark_ends(styles, struck)
    for pattern, kind in _EMPHASIS:
        for found in pattern.finditer(rest):
            _add(styles, found.start(2), found.end(2), _EMPHASIS_STYLE[kind])
            _mark_ends(styles, found)
        rest = pattern.sub(
            lambda match: "\0" * len(match[1]) + match[2] + "\0" * len(match[1]), rest
        )


def _table_styles(line: str, styles: list[Style]) -> list[Style]:
    """Style a row of a table: fixed pitch, its bars quiet; the emphasis in it stays."""
    _style_inline(line, 0, styles)
    is_rule = _TABLE_RULE.match(line) is not None
    return [
        style | Style.TABLE | (Style.MARK if is_rule or sign == "|" else Style.PLAIN)
        for sign, style in zip(line, styles, strict=True)
    ]


def _blanked(found: re.Match[str]) -> str:
    """Give as many signs that mean nothing."""
    return "\0" * len(found[0])


def _mark_ends(styles: list[Style], found: re.Match[str]) -> None:
    """Let the opening and closing signs of a match step back."""
    _add(styles, found.start(), found.end(1), Style.MARK)
    _add(styles, found.end(2), found.end(), Style.MARK)


def _add(styles: list[Style], start: int, end: int, style: Style) -> None:
    for index in range(start, end):
        styles[index] |= style


def _fence_state(fence: str) -> int:
    return 2 * min(len(fence), 1000) + (fence[0] == "~")


def _closes(line: str, state: int) -> bool:
    """Tell whether a line closes the fence that the state stands for."""
    sign = "~" if state % 2 else "`"
    bare = line.strip()
    return bool(bare) and set(bare) == {sign} and len(bare) >= state // 2


def words_start(line: str) -> int:
    """Tell where the words of a line begin, behind heading, list and quote signs.

    Example: words_start("> - one") -> 4
    """
    found = _HEADING.match(line) or _LIST_OR_QUOTE.match(line)
    return found.end() if found else len(line) - len(line.lstrip())

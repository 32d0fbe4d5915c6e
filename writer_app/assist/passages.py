"""The paragraphs and headings of a document, each with its exact place.

Left out are front matter, code, tables, lines of markup and definitions of links. List
items, quotations and hard-wrapped lines are read as people read them. Goes through the
text once and keeps nothing of it. May import: assist.sentences. Thread: any.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from writer_app.assist.sentences import ends_sentence

# A line without end is read in pieces; they join again in `_carries_on`.
_LINE = re.compile(r"([^\r\n\v\f\x85\u2028\u2029]{0,20000})(\r\n|[\r\n\v\f\x85\u2028\u2029]|)")
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n"
    r"(?:(?:[ \t]*|[ \t]+\S.*|-[ \t].*|\#.*|[\"'\w][^:\r\n]{0,60}:(?:[ \t].*)?)\r?\n){0,200}?"
    r"(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)"
)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*?))??[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_NAMED_PART = re.compile(
    r"(?:(?:chapter|part|book|section|act|scene)[ \t]+[\w.:-]+|[IVXLC]+\.?|\d{1,3}\.?)"
    r"(?:[ \t.:\u2014-].{0,80})?$|\u7b2c.{1,8}[\u7ae0\u8282\u56de\u5377\u90e8\u96c6]",
    re.IGNORECASE,
)
# Rules, rows of tables, tags alone on a line, definitions of links.
_NO_PROSE = re.compile(
    r"[ \t]*(?:([-*_=~#.+])(?:[ \t]*\1){2,}[ \t]*$|[^|]*\|[^|]*\||[-:| \t]+$"
    r"|<[/!?a-zA-Z][^>]*>?[ \t]*$|\[[^\]]{1,80}\]:)"
)
_CODE = re.compile(
    r"(?: {4}|\t).*(?:[{}=]|\(\)|->|;$)|.*[{};][ \t]*$|[ \t]*(?:def|class|for|if|while) .*:$"
    r"|(?:import|from) [\w.]+(?: import .*)?$|[ \t]*(?:return|print|const|let|var)\b.*[()=\[\]]"
    r"|[ \t]*[\w.\[\]]+ ?[-+*/]?= \S|[ \t]*(?://|\$ |>>> |\#!)|[ \t]+return\b"
)
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_ITEM = re.compile(
    r"[ \t]*(?:>[ \t]?)*(?:(?:[-*+\u2022\u00b7]|\(?(?:\d{1,3}|[a-z])[.)])[ \t]+)+"
    r"(?:\[[ xX]\][ \t]+)?"
)
_SIGNS = "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb()[]*_ \t"

_WRAP_CHARS = 40
"""Shortest line that may be a wrapped one; lines of verse and addresses are shorter."""
_WRAP_WIDE_CHARS = 18
_WIDEST_WRAP_CHARS = 100
_LONGEST_HEADING_CHARS = 80
_LONGEST_HEADING_WORDS = 10
_LOOK_CHARS = 400
_STEP_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a list item or a heading: where it stands.

    An empty one at times stands for what was left out: it tells how far the reading is.

    Attributes:
        start, end: indexes (code points), without the marks before it.
        is_heading: it names the section that begins with it.
        is_item: it is an item of a list.
    """

    start: int
    end: int
    is_heading: bool = False
    is_item: bool = False


@dataclass(slots=True)
class _Block:
    """Lines that belong together so far."""

    start: int
    end: int
    last_start: int
    is_item: bool
    is_quote: bool
    n_lines: int = 1


def iter_passages(text: str) -> Iterator[Passage]:
    """Yield the paragraphs and headings of a text in order, and at times an empty one.

    Example:
        >>> [(p.start, p.end, p.is_heading) for p in iter_passages("# A\\n\\nIt was.\\n")]
        [(2, 3, True), (5, 12, False)]
    """
    block: _Block | None = None
    told = 0
    for start, end, kind in _lines(text):
        if kind == "text" and block is not None and _carries_on(text, block, start):
            block.end, block.last_start, block.n_lines = end, start, block.n_lines + 1
            continue
        if block is not None:
            is_title = kind == "underline" and block.n_lines == 1
            yield _passage(text, block, is_title, is_alone=kind == "blank")
        block = _new_block(text, start, end) if kind == "text" else None
        if kind == "heading":
            yield _heading(text, start, end)
        if kind == "text" or end - told < _STEP_CHARS:
            continue
        told = end
        yield Passage(end, end)
    if block is not None:
        yield _passage(text, block, is_title=False, is_alone=True)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of each line that is neither code nor front matter.

    Kinds: blank, text, heading, underline, other.
    """
    front = _FRONT_MATTER.match(text)
    index = front.end() if front else int(text.startswith("\ufeff"))
    fence = ""
    while index < len(text):
        match = _LINE.match(text, index)
        assert match is not None
        start, end = match.span(1)
        index = max(match.end(), index + 1)
        line = text[start : min(end, start + _LOOK_CHARS)]
        if fence:
            is_closed = line.strip(fence[0] + " \t") == "" and fence in line
            fence = "" if is_closed else fence
            yield start, end, "other"
            continue
        if opening := _FENCE.match(line):
            fence = opening[1]
            yield start, end, "other"
            continue
        yield start, end, _kind(line)


def _kind(line: str) -> str:
    if not line.strip(" \t\u00a0\u3000"):
        return "blank"
    if _HEADING.match(line):
        return "heading"
    if _UNDERLINE.match(line):
        return "underline"
    if _NO_PROSE.match(line) or _CODE.match(line):
        return "other"
    return "text"


def _new_block(text: str, start: int, end: int) -> _Block:
    line = text[start : min(end, start + _LOOK_CHARS)]
    item = _ITEM.match(line)
    mark = item or _QUOTE.match(line)
    start += mark.end() if mark else len(line) - len(line.lstrip(" \t\u00a0\u3000"))
    return _Block(start, end, start, item is not None, mark is not None and item is None)


def _carries_on(text: str, block: _Block, start: int) -> bool:
    """Tell whether a line goes on with the paragraph above it: hard-wrapped text.

    A long line that ends its sentence is a whole paragraph, as editors without hard
    wrapping write it.
    """
    line = text[start : start + 40]
    if _ITEM.match(line) or (_QUOTE.match(line) is not None and not block.is_quote):
        return False
    n_chars = block.end - block.last_start
    is_wide = n_chars > 0 and text[block.end - 1] >= "\u3000"
    if n_chars < (_WRAP_WIDE_CHARS if is_wide else _WRAP_CHARS):
        return block.is_item and line.startswith("  ")
    tail = text[max(block.last_start, block.end - 100) : block.end]
    return n_chars <= _WIDEST_WRAP_CHARS or not ends_sentence(tail)


def _passage(text: str, block: _Block, is_title: bool, is_alone: bool) -> Passage:
    is_heading = is_title or (
        block.n_lines == 1
        and not block.is_item
        and not block.is_quote
        and block.end - block.start <= _LONGEST_HEADING_CHARS
        and _is_heading(text[block.start : block.end], is_alone)
    )
    return Passage(block.start, block.end, is_heading, block.is_item)


def _is_heading(line: str, is_alone: bool) -> bool:
    """Tell whether a line without a mark reads as a heading: short, no sentence, a title.

    Example:
        >>> _is_heading("The Last Voyage", True), _is_heading("the last one", True)
        (True, False)
    """
    bare = line.strip(_SIGNS)
    if _NAMED_PART.match(bare):
        return True
    if not is_alone or not bare or ends_sentence(line) or bare[-1] in ",;:-\u2014\uff0c\uff1a":
        return False
    words = bare.split()
    n_capital = sum(1 for word in words if not word[0].islower() or len(word) <= 3)
    has_ends = bare[0].isalnum() and not bare[0].islower() and not words[-1][0].islower()
    is_title = n_capital == len(words) and has_ends
    return is_title and len(words) <= _LONGEST_HEADING_WORDS


def _heading(text: str, start: int, end: int) -> Passage:
    match = _HEADING.match(text[start : min(end, start + _LOOK_CHARS)])
    assert match is not None
    inner = match.span(1) if match[1] else (match.end(), match.end())
    return Passage(start + inner[0], start + inner[1], is_heading=True)

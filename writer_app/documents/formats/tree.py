"""The small tree between Markdown and every other format: what Markdown can say.

Frozen values, shared by all readers and writers. May import: standard library
only. Thread: any.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import IntFlag

MAX_DEPTH = 60
"""Deepest nesting of blocks; readers flatten or refuse what goes deeper."""


class Style(IntFlag):
    """How letters look; flags add up."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    STRIKE = 4
    CODE = 8


@dataclass(frozen=True, slots=True)
class Run:
    r"""Letters that look alike; "\n" is a line break inside the paragraph.

    Attributes:
        url: where a click on it leads; empty: nowhere.
    """

    text: str
    style: Style = Style.PLAIN
    url: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place of a footnote; `number` counts from 1 into `Tree.notes`."""

    number: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's words and address; the picture itself is never carried."""

    words: str
    url: str = ""


Inline = Run | NoteMark | Picture
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1..6."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks quoted from elsewhere."""

    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Code:
    r"""Lines set as they stand, without a last "\n"; the language may be empty."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is a tuple of blocks. `start`: of an ordered one."""

    items: "tuple[Blocks, ...]"
    is_ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first row is the head; `sides`: "", "left", "center", "right"."""

    rows: tuple[tuple[Inlines, ...], ...]
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line or ornament between scenes."""


Block = Heading | Paragraph | Quote | Code | Items | Table | Rule
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a document rather than in it.

    Attributes:
        title, author: empty: not known. language: BCP 47; "und": not known.
        written_at: the moment that a written file states, in UTC.
    """

    title: str = ""
    author: str = ""
    language: str = "und"
    written_at: datetime = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole document; `notes[n - 1]` is what `NoteMark(n)` points at."""

    blocks: Blocks
    notes: tuple[Blocks, ...] = ()
    about: About = field(default=About())


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_UNSAFE_URL = re.compile(
    r"[\x00-\x20]*(?:javascript|vbscript|data|file)[\x00-\x20]*:", re.IGNORECASE
)


def is_safe_url(url: str) -> bool:
    """Tell whether an address may stand in a document: no script, no file of this machine.

    Example: is_safe_url("https://a.b") -> True
    """
    return not _UNSAFE_URL.match(url)


def tidy(inlines: Iterable[Inline]) -> Inlines:
    r"""Give the normal form of a paragraph's content.

    Runs that look alike are one; spaces between words that look different belong to
    what both share; no spaces at the ends or around line breaks.

    Example: tidy([Run("a ", Style.BOLD), Run("b")]) -> (Run("a", Style.BOLD), Run(" b"))
    """
    pieces = _calm_spaces(_split(inlines))
    while pieces and isinstance(end := pieces[-1], Run) and end.text != end.text.rstrip():
        pieces.pop()
        if end.text.rstrip():
            pieces.append(replace(end, text=end.text.rstrip()))
    merged: list[Inline] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if isinstance(piece, Run) and isinstance(last, Run) and _alike(piece, last):
            merged[-1] = replace(last, text=last.text + piece.text)
        elif not isinstance(piece, Run) or piece.text:
            merged.append(piece)
    return tuple(merged)


def plain_text(inlines: Inlines) -> str:
    """Give the letters alone; a picture gives its words.

    Example: plain_text((Run("a", Style.BOLD), NoteMark(1))) -> "a"
    """
    return "".join(
        one.text if isinstance(one, Run) else one.words if isinstance(one, Picture) else ""
        for one in inlines
    )


def _alike(one: Run, other: Run) -> bool:
    return (one.style, one.url) == (other.style, other.url)


def _split(inlines: Iterable[Inline]) -> list[Inline]:
    """Part the spaces at the ends of runs from their words; spaces that meet are one run."""
    parts: list[Inline] = []
    for one in inlines:
        if not isinstance(one, Run):
            parts.append(one)
            continue
        url = one.url if is_safe_url(one.url) else ""
        before, words, after = _words_and_ends(_CONTROLS.sub("", one.text))
        if words and "\n" in words:
            is_code = bool(one.style & Style.CODE)
            words = words.replace("\n", " ") if is_code else _AROUND_BREAK.sub("\n", words)
        for text in (before, words, after):
            last = parts[-1] if parts else None
            if text and not words_in(text) and isinstance(last, Run) and not words_in(last.text):
                parts[-1] = Run(last.text + text, last.style, last.url)
            elif text:
                parts.append(Run(text, one.style, url))
    return parts


def words_in(text: str) -> str:
    """Give a text without the spaces, tabs and breaks at its ends; empty: it has no words."""
    return text.strip(" \t\n")


def _words_and_ends(text: str) -> tuple[str, str, str]:
    words = words_in(text)
    if not words:
        return text, "", ""
    start = text.index(words)
    return text[:start], words, text[start + len(words) :]


def _calm_spaces(pieces: list[Inline]) -> list[Inline]:
    calm: list[Inline] = []
    for index, piece in enumerate(pieces):
        if not isinstance(piece, Run) or piece.text[0] not in " \t\n":
            calm.append(piece)
            continue
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if before is None or after is None:
            continue
        calm.append(_between(before, piece.text, after))
    return calm


def _between(before: Inline, spaces: str, after: Inline) -> Run:
    """Give the spaces the look that both neighbours share."""
    text = _AROUND_BREAK.sub("\n", spaces)
    if not isinstance(before, Run) or not isinstance(after, Run):
        return Run(text)
    style = before.style & after.style
    if style & Style.CODE:
        text = text.replace("\n", " ")
    return Run(text, style, before.url if before.url == after.url else "")

"""Build nested blocks from a word processor's flat row of paragraphs.

May import: its siblings. Thread: any.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from writer_app.documents.formats.tree import (
    Block,
    Blocks,
    Code,
    Heading,
    Inlines,
    Items,
    Paragraph,
    Quote,
    Rule,
    Run,
    plain_text,
)

_RULE = re.compile(r"\s*(?:[*#~\u2042\u2731\u2022\u2014-]\s*){3,}\s*|\s*\u2042\s*")

QUOTE_NAMES = frozenset({"quote", "intense quote", "block text", "quotations", "blockquote"})
CODE_NAMES = frozenset(
    {"source code", "html preformatted", "code", "code block", "preformatted text"}
)
CODE_LETTER_NAMES = frozenset(
    {"verbatim char", "html code", "source text", "html typewriter", "inline code", "source_text"}
)
"""Names of styles, in lower case, as Word, LibreOffice and pandoc give them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands in a list.

    Attributes:
        level: from 0. list_name: paragraphs of one list share it. number: its own.
        is_new: it begins an item; False: it goes on with the last one.
    """

    level: int
    list_name: str = ""
    is_ordered: bool = False
    number: int = 1
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Flat:
    """One paragraph or table, and what surrounds it."""

    block: Block
    place: Place | None = None
    is_quote: bool = False


def prose_block(inlines: Inlines, heading_level: int = 0) -> Block | None:
    """Give a paragraph's block; stars alone are the line between scenes; None: empty."""
    if not inlines:
        return None
    if heading_level:
        return Heading(min(6, heading_level), inlines)
    is_rule = all(isinstance(one, Run) for one in inlines) and _RULE.fullmatch(plain_text(inlines))
    return Rule() if is_rule else Paragraph(inlines)


def nested(flats: Sequence[Flat]) -> Blocks:
    """Give the blocks: runs of list paragraphs become lists, of quoted ones quotes."""
    blocks: list[Block] = []
    for (is_list, is_quote), group in groupby(
        flats, lambda flat: (bool(flat.place), flat.is_quote)
    ):
        members = list(group)
        inside = _lists(members) if is_list else _joined_code([flat.block for flat in members])
        blocks += [Quote(tuple(inside))] if is_quote else inside
    return tuple(blocks)


def _joined_code(blocks: list[Block]) -> list[Block]:
    """Join lines of code that a word processor holds as paragraphs of their own."""
    joined: list[Block] = []
    for is_code, group in groupby(blocks, lambda block: isinstance(block, Code)):
        members = list(group)
        if is_code:
            text = "\n".join(block.text for block in members if isinstance(block, Code))
            joined += [Code(text)] if text.strip() else []
        else:
            joined += members
    return joined


def _lists(flats: list[Flat]) -> list[Block]:
    lists: list[Block] = []
    index = 0
    while index < len(flats):
        one, index = _one_list(flats, index)
        lists.append(one)
    return lists


def _one_list(flats: list[Flat], index: int) -> tuple[Items, int]:
    """Build the list that begins at an index, and give the index after it."""
    first = flats[index].place
    assert first is not None
    items: list[list[Block]] = []
    while index < len(flats):
        place = flats[index].place
        assert place is not None
        if place.level < first.level:
            break
        if place.level > first.level and items:
            inner, index = _one_list(flats, index)
            items[-1].append(inner)
            continue
        is_other = (place.list_name, place.is_ordered) != (first.list_name, first.is_ordered)
        if place.is_new and is_other and items:
            break
        if place.is_new or not items:
            items.append([])
        items[-1].append(flats[index].block)
        index += 1
    done = tuple(tuple(_joined_code(item)) for item in items)
    return Items(done, first.is_ordered, first.number if first.is_ordered else 1), index

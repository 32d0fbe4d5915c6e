"""Carry text into and out of a QTextDocument without changing a character.

Qt gives some characters a meaning of its own (U+2029, U+FDD0, U+FDD1 and a
carriage return split paragraphs; U+FFFC stands for a picture; U+FEFF and U+FFFE
are taken for a byte order mark at the start of any string that Python hands over,
and the second turns all that follows round), so inside the document they are held by
stand-ins of planes that no text uses. A paragraph of
more than 10,000 characters is held in several blocks, because Qt lays a block
out anew at every key; a soft join at the end of a block says that no line feed
stands there. All text that enters or leaves the editor passes these functions.
May import: standard library, positions. Thread: any.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from writer_app.ui.positions import n_u16

SOFT_JOIN = "\U000e0001"
"""Invisible character at the end of a block that goes on in the next one."""

_ESCAPE = "\U0010fff0"
_STAND_INS = {
    "\r": "\U0010fff1",
    "\u2029": "\U0010fff2",
    "\ufdd0": "\U0010fff3",
    "\ufdd1": "\U0010fff4",
    "\ufffc": "\U0010fff5",
    "\ufffe": "\U0010fff6",
    "\ufeff": "\U000e0002",  # as invisible as what it stands for
}
_OWN = [_ESCAPE, SOFT_JOIN, *_STAND_INS.values()]
_INTO = {**_STAND_INS, **{own: _ESCAPE + chr(0x10FFE0 + n) for n, own in enumerate(_OWN)}}
_OUT_OF = {held: given for given, held in _INTO.items()} | {SOFT_JOIN: "", SOFT_JOIN + "\n": ""}
_NEEDS_STAND_IN = re.compile("[" + "".join(_INTO) + "]")
_IS_STAND_IN = re.compile(
    f"{_ESCAPE}[\U0010ffe0-\U0010ffef]|{SOFT_JOIN}\n?|[{''.join(_STAND_INS.values())}]"
)

MAX_BLOCK_CHARS = 10_000
"""Longest block made when text comes in.

MEASURED(2026-11): a key costs 1.5 ms in a block of 500 characters, 5 ms in one of 10,000,
7.5 ms in one of 20,000, 170 ms in one of 900,000 (two cores, a million characters open).
"""


def to_document(text: str) -> str:
    """Give the text to insert into a document for `text` to stand in it.

    Example: to_document("a\\nb") -> "a\\nb"
    """
    is_plain = text.isascii() and "\r" not in text  # ten times as fast as the pattern
    if not is_plain and _NEEDS_STAND_IN.search(text):
        text = _NEEDS_STAND_IN.sub(lambda match: _INTO[match[0]], text)
    if len(text) <= MAX_BLOCK_CHARS:
        return text
    return "\n".join(_split_huge(line) for line in text.split("\n"))


def from_document(held: str) -> str:
    """Give back the writer's text from a document's own.

    Args:
        held: what `to_document` gave, or a part of it; line feeds between blocks
            (U+2029 from `toRawText` or `selectedText` will do as well).
    """
    text = held.replace("\u2029", "\n")
    if not has_stand_ins(text):
        return text
    return _IS_STAND_IN.sub(lambda match: _OUT_OF.get(match[0], match[0]), text)


def places_in_document(held: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn places in the writer's text into the document's own positions.

    Args:
        held: the document's own text, whole. spans: (start, end) indexes into
            `from_document(held)`, in order.

    Returns: (start, end) in UTF-16 units.

    Example: places_in_document("\U0001f600a", [(1, 2)]) -> [(2, 3)]
    """
    if n_u16(held) == len(held):
        return list(spans)  # stand-ins are all of two units
    if _IS_STAND_IN.search(held):
        spans = _held_spans(held, spans)
    places, index, pos_u16 = [], 0, 0
    for start, end in spans:
        start_u16 = pos_u16 + n_u16(held[index:start])
        index, pos_u16 = end, start_u16 + n_u16(held[start:end])
        places.append((start_u16, pos_u16))
    return places


def has_stand_ins(held: str) -> bool:
    """Tell whether a text holds stand-ins, which are all of two UTF-16 units.

    MEASURED(2026-11): counting a million characters takes 1 ms, the pattern 10 ms.
    """
    return n_u16(held) != len(held) and _IS_STAND_IN.search(held) is not None


def _held_spans(held: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Count the characters that stand for none or for one of the writer's."""
    starts, ends, n_more = [0], [0], [0]
    for sign in _IS_STAND_IN.finditer(held):
        n_given = len(_OUT_OF.get(sign[0], sign[0]))
        index = sign.end() - n_more[-1] - len(sign[0]) + n_given
        starts.append(index)
        ends.append(index if n_given else index + 1)
        n_more.append(n_more[-1] + len(sign[0]) - n_given)
    for start, end in spans:
        held_start = start + n_more[bisect_right(starts, start) - 1]
        yield held_start, max(held_start, end + n_more[bisect_right(ends, end) - 1])


def paragraph_gap_px(text: str, pitch_px: int) -> int:
    """Choose the space under a paragraph by how the text parts its paragraphs.

    Texts with an empty line between paragraphs need none; the others get a third
    of the line pitch, so that paragraphs can be told apart.

    Example: paragraph_gap_px("a\\n\\nb", 30) -> 0
    """
    return 0 if "\n\n" in text[:100_000] else pitch_px // 3


def _split_huge(line: str) -> str:
    """Part a paragraph that is too long for one block at spaces."""
    if len(line) <= MAX_BLOCK_CHARS:
        return line
    parts: list[str] = []
    start = 0
    while len(line) - start > MAX_BLOCK_CHARS:
        end = line.rfind(" ", start + MAX_BLOCK_CHARS // 2, start + MAX_BLOCK_CHARS) + 1
        end = end or _safe_end(line, start + MAX_BLOCK_CHARS)
        parts.append(line[start:end])
        start = end
    return (SOFT_JOIN + "\n").join([*parts, line[start:]])


def _safe_end(line: str, end: int) -> int:
    """Move an end back so that an escape and its character stay together."""
    return end - 1 if line[end - 1] == _ESCAPE else end

"""The parts of a text that are rewritten one at a time, and what stands between them.

Code, tables, front matter and the marks of Markdown before a paragraph are never shown to
the model. A paragraph that is wrapped over lines is read as one; what its unchanged words
are parted by stays. May import: assist.passages, assist.sentences. Thread: any.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from writer_app.assist.passages import Passage, iter_passages
from writer_app.assist.sentences import sentence_starts

_JOINT = re.compile(r"[ \t]*(?:\r\n|[\r\n\v\f\x85\u2028\u2029])[ \t]*(?:>[ \t]?)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as the model reads it.

    Attributes:
        text: lines joined by spaces. start, end: of the part in the whole text.
        places: for each index of `text`, and its end, the index in the whole text.
        is_heading: it is one.
    """

    text: str
    start: int
    end: int
    places: tuple[int, ...]
    is_heading: bool = False


def iter_pieces(text: str, max_chars: int, *, by_sentence: bool = False) -> Iterator[Piece | None]:
    """Yield the pieces of a text in order; None while looking through what is none.

    Args:
        max_chars: longest piece; a longer paragraph is parted between sentences.
        by_sentence: every sentence is a piece of its own.

    Example:
        >>> [p.text for p in iter_pieces("- One\\n  two.\\n\\n`x`\\n", 80) if p]
        ['One two.', '`x`']
    """
    for passage in iter_passages(text):
        if passage.start == passage.end:
            yield None
            continue
        for start, end in _parts(text, passage, max_chars, by_sentence=by_sentence):
            yield _piece(text, start, end, passage)


def _parts(
    text: str, passage: Passage, max_chars: int, *, by_sentence: bool
) -> Iterator[tuple[int, int]]:
    """Part a paragraph between sentences, or where nothing else helps between words."""
    body = text[passage.start : passage.end]
    if len(body) <= max_chars and not by_sentence:
        yield passage.start, passage.end
        return
    bounds = [*_starts(body), len(body)]
    low = 0
    for at, after in itertools.pairwise([*bounds[1:], len(body)]):
        if by_sentence or after - low > max_chars or at == len(body):
            yield from _cut(body, passage.start, low, at, max_chars)
            low = at


def _starts(body: str) -> list[int]:
    """Give where sentences start; a line alone starts none."""
    flat = _JOINT.sub(lambda joint: " " * len(joint.group()), body)
    return list(sentence_starts(flat))


def _cut(body: str, offset: int, low: int, high: int, max_chars: int) -> Iterator[tuple[int, int]]:
    high = low + len(body[low:high].rstrip())
    while high - low > max_chars:
        space = body.rfind(" ", low + 1, low + max_chars)
        end = space if space > low else low + max_chars
        yield offset + low, offset + end
        low = end + (space > low)
    if high > low:
        yield offset + low, offset + high


def _piece(text: str, start: int, end: int, passage: Passage) -> Piece:
    body = text[start:end]
    shown: list[str] = []
    places: list[int] = []
    place = 0
    for joint in _JOINT.finditer(body):
        shown += [body[place : joint.start()], " "]
        places += [*range(start + place, start + joint.start()), start + joint.start()]
        place = joint.end()
    shown.append(body[place:])
    places += range(start + place, end + 1)
    return Piece("".join(shown), start, end, tuple(places), passage.is_heading)

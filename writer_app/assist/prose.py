"""The sentences of a document's prose, each with its exact place.

A sentence is `text[start:end]`, never a word more or less: a tag after a closing quote
("..." she said) stays with its quote, a wrapped line is joined, Chinese and Japanese are
cut at their wide stops. May import: assist.passages, assist.sentences. Thread: any.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from writer_app.assist.passages import Passage, iter_passages
from writer_app.assist.sentences import sentence_starts

# Same length as what they stand for, so that indexes stay.
_LINE_JOINT = re.compile(r"[\r\n\v\f\x85\u2028\u2029][ \t>\r\n]*")
_TAG = re.compile(
    r"(?:\w[\w.'\u2019-]*[ \t]+){1,3}(?:said|says|asked|cried|replied|answered|whispered|shouted|"
    r"added|returned|exclaimed|muttered|murmured|called)\b"
)
_QUOTED_END = re.compile(r"['\"\u2019\u201d]\s*\Z")
_PAIRS = ("**", "__", "*", "_")
_SPACES = " \t\u00a0\u3000\r\n\v\f\x85\u2028\u2029\ufeff"

PIECE_CHARS = 8_000
"""A longer paragraph is read in pieces, so that no step takes long."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, `text[start:end]`, and where it stands.

    Attributes:
        section: counts the headings with text under them before it.
        paragraph: counts the paragraphs of its section before it.
        place: counts the sentences of its paragraph before it.
        is_last: it ends its paragraph. is_item: it stands in a list.
    """

    start: int
    end: int
    section: int
    paragraph: int
    place: int
    is_last: bool
    is_item: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, `text[start:end]`, of the section with this number."""

    start: int
    end: int
    section: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was left out ends at `end`; tells how far the reading is."""

    end: int


def iter_prose(text: str) -> Iterator[Sentence | Heading | Skipped]:
    """Yield the headings and sentences of a text in order; long gaps are told of.

    Example:
        >>> [text[s.start:s.end] for text in ["One. Two!"] for s in iter_prose(text)]
        ['One.', 'Two!']
    """
    section = paragraph = 0
    is_new = True
    for passage in iter_passages(text):
        if passage.start == passage.end and not passage.is_heading:
            yield Skipped(passage.end)
            continue
        if passage.is_heading:
            section, paragraph, is_new = section + (not is_new), 0, True
            yield Heading(passage.start, passage.end, section)
            continue
        is_new = False
        spans = _spans(text, passage)
        here = next(spans, None)
        place = 0
        while here is not None:
            after = next(spans, None)
            yield Sentence(*here, section, paragraph, place, after is None, passage.is_item)
            here, place = after, place + 1
        paragraph += 1


def _spans(text: str, passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a passage."""
    low = passage.start
    while low < passage.end:
        high = _piece_end(text, low, passage.end)
        piece = _LINE_JOINT.sub(lambda joint: " " * len(joint[0]), text[low:high])
        starts = [0, *(s for s in sentence_starts(piece) if s and not _is_tag(piece, s))]
        for start, end in zip(starts, [*starts[1:], len(piece)], strict=True):
            span = _trimmed(piece, start, end)
            if span[0] < span[1]:
                yield low + span[0], low + span[1]
        low = high


def _piece_end(text: str, low: int, end: int) -> int:
    """Cut a very long paragraph at a sentence, else at a space, else anywhere."""
    if end - low <= PIECE_CHARS:
        return end
    piece = text[low : low + PIECE_CHARS]
    last = max(sentence_starts(piece), default=0) or piece.rfind(" ") + 1
    return low + (last or PIECE_CHARS)


def _is_tag(piece: str, start: int) -> bool:
    """Tell whether "Ann said." stands here right after a closing quote."""
    if not _QUOTED_END.search(piece[max(0, start - 4) : start]):
        return False
    return _TAG.match(piece, start) is not None


def _trimmed(piece: str, start: int, end: int) -> tuple[int, int]:
    """Take white space, and emphasis opened or closed elsewhere, off both ends."""
    while True:
        sentence = piece[start:end]
        inner = sentence.strip(_SPACES)
        start += len(sentence) - len(sentence.lstrip(_SPACES))
        end = start + len(inner)
        torn = [pair for pair in _PAIRS if inner.count(pair) % 2 and pair in _ends(inner, pair)]
        if not torn:
            return start, end
        if inner.startswith(torn[0]):
            start += len(torn[0])
        else:
            end -= len(torn[0])


def _ends(inner: str, pair: str) -> tuple[str, str]:
    """Give as many characters as a mark of emphasis has, of both ends."""
    return inner[: len(pair)], inner[-len(pair) :]

"""Which parts of a text are sentences to be fixed, and which words are the writer's own.

Code, front matter, tables and headings of Markdown are passed over. Thread: any.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from writer_app.assist.fix.lexicon import Lexicon
from writer_app.assist.sentences import sentence_starts

# A longer sentence is worked on in parts: bounds one call of the model.
_MOST_CHARS = 500
_OWN_TIMES = 3
_CARRY_ON = tuple(",;-\u2013\u2014")
_LOOK_CHARS = 400
_LINE = re.compile(
    r"([^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*)(?:\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|\Z)"
)
_FENCE = re.compile(r"\s*(```|~~~)")
_MARK = re.compile(r"(?:[ \t]*(?:[-*+>]|#{1,6}|\d{1,3}[.)])[ \t]+)*")
_PASSED_OVER = re.compile(r"(?: {4}|\t|\s*\||\s*<|\s*\[[^\]]*\]:|\s*[-=*_]{3,}\s*$)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or part of a long one.

    Attributes:
        start, end: str indexes in the text; white space at the ends is left out.
        starts_line: it opens a plain line, no list item and no heading, and no
            sentence of the line above goes on in it.
        carries_on: a sentence of the line above goes on in it.
    """

    start: int
    end: int
    starts_line: bool
    carries_on: bool = False


def passages(text: str) -> Iterator[Passage]:
    """Yield the passages of a text in order.

    Example:
        >>> [text[p.start:p.end] for text in ["- One. Two.\\n"] for p in passages(text)]
        ['One.', 'Two.']
    """
    return (passage for passage in passages_and_gaps(text) if passage is not None)


def passages_and_gaps(text: str) -> Iterator[Passage | None]:
    """As `passages`, with None for each line that is passed over: code goes on for long."""
    before = ""
    for lines in _prose_lines(text):
        if lines is None:
            before = ""
            yield None
            continue
        start, end = lines
        # Lines of a poem, or of mail that was wrapped: the sentence began above.
        is_carried_on = before.isalnum() or before in _CARRY_ON
        before = text[start:end].rstrip()[-1:]
        line = text[start:end]
        mark = _MARK.match(line)
        skipped = mark.end() if mark else 0
        body = line[skipped:]
        bounds = itertools.chain(sentence_starts(body), [len(body)])
        for low, high in itertools.pairwise(bounds):
            for first, last in _parts(body[low:high].rstrip()):
                place = start + skipped + low
                starts_line = skipped == low == first == 0
                carries_on = starts_line and is_carried_on
                yield Passage(
                    place + first, place + last, starts_line and not is_carried_on, carries_on
                )


def _prose_lines(text: str) -> Iterator[tuple[int, int] | None]:
    """Yield the lines that are prose; None for those of code, front matter or tables."""
    is_code = False
    for match in _LINE.finditer(text):
        start, end = match.span(1)
        # Marks stand at the start; a paragraph may be as long as it likes.
        content = text[start : min(end, start + _LOOK_CHARS)]
        if _FENCE.match(content) or (start == 0 and content == "---"):
            is_code = not is_code
        elif is_code and content in {"---", "..."} and text.startswith("---"):
            is_code = False
        elif not is_code and content.strip() and not _PASSED_OVER.match(content):
            yield start, end
            continue
        yield None


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    """Cut a very long sentence at spaces."""
    start = 0
    while len(sentence) - start > _MOST_CHARS:
        space = sentence.rfind(" ", start + 1, start + _MOST_CHARS)
        end = space if space > start else start + _MOST_CHARS
        yield start, end
        start = end + 1 if space > start else end
    if sentence[start:].strip():
        yield start, len(sentence)


def own_words(counts: Mapping[str, int], lexicon: Lexicon) -> frozenset[str]:
    """Give the unknown words that a text uses so often that they are meant.

    Args:
        counts: how often the text uses each word, casefolded.
    """
    return frozenset(
        word
        for word, n in counts.items()
        if n >= _OWN_TIMES and word not in lexicon.misspelled and not lexicon.dictionary.knows(word)
    )

"""Find the section of a document that a place stands in: heading to heading.

May import: assist.passages. Thread: any; made for the worker's task lane.
"""

import re
from collections.abc import Generator

from writer_app.assist.passages import Passage, iter_passages

_MARKS = re.compile(r" {0,3}(#{1,6})[ \t]")
_UNMARKED_RANK = 7
"""Rank of a heading known by its words alone ("Chapter I"): below every marked one."""
_STEP_PASSAGES = 200


def section_around(text: str, index: int) -> Generator[None, None, tuple[int, int]]:
    """Find where the section around a place begins and ends.

    It begins at the last heading before the place and ends before the next one of the
    same rank or a higher one. Text before the first heading is a section too.

    Args:
        index: code points before the place.

    Yields: every few milliseconds. Returns: (start, end) in code points; the whole text
        when it has no headings.
    """
    start, rank = 0, _UNMARKED_RANK  # text before the first heading: any heading ends it
    for number, passage in enumerate(iter_passages(text)):
        if number % _STEP_PASSAGES == 0:
            yield
        if not passage.is_heading:
            continue
        line_start = text.rfind("\n", 0, passage.start) + 1
        if line_start <= index:
            start, rank = line_start, _rank_of(text, passage, line_start)
        elif _rank_of(text, passage, line_start) <= rank:
            return start, line_start
    return start, len(text)


def _rank_of(text: str, heading: Passage, line_start: int) -> int:
    """Give a heading's rank: 1 is the highest."""
    if marks := _MARKS.match(text, line_start):
        return len(marks[1])
    below = text[heading.end : heading.end + 8].lstrip(" \t\r").removeprefix("\n").lstrip(" ")
    return {"=": 1, "-": 2}.get(below[:1], _UNMARKED_RANK)

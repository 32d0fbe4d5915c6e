"""Decide how a paragraph becomes a heading, another one, or plain again.

May import: standard library, line_edit. Thread: any.
"""

import re

from writer_app.ui.line_edit import LineEdit

_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)*")
_MARK = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")


def heading_level(line: str) -> int:
    """Give a paragraph's level, 1 to 6; 0 when it is no heading.

    Example: heading_level("## B") -> 2
    """
    found = _MARK.match(line, _start_of(line))
    return len(found[1]) if found else 0


def set_heading(line: str, level: int) -> LineEdit:
    """Make a paragraph a heading; one of that very level becomes plain.

    Args:
        level: 1 to 6; 0: plain in any case.

    Example: set_heading("Title", 2) -> LineEdit(0, 0, "## ")
    """
    start = _start_of(line)
    found = _MARK.match(line, start)
    mark = "#" * level + " " if level and level != heading_level(line) else ""
    return LineEdit(start, found.end() if found else start, mark)


def _start_of(line: str) -> int:
    found = _QUOTE.match(line)
    return found.end() if found else 0

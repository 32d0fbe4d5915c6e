"""Decide how much of a ghost can stand at the caret without anything moving.

Lays the candidate out in a scratch layout from the start of the caret's visual
line (line breaks before it cannot change), so the document is not touched. GUI
thread. May import: Qt, positions.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextLayout, QTextOption

from writer_app.ui.positions import index_of_u16, n_u16

MAX_WORDS_MID_LINE = 4
_MAX_EMPTY_BLOCKS_LOOKED_AT = 50
_WORD = re.compile(r"\s*\S+")

Runs = Callable[[str], list[tuple[str, QTextCharFormat]]]
"""Gives runs of text with their formats for a whole paragraph's text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ghost would stand, as measured without any ghost.

    Attributes:
        before, after: the paragraph's text on either side of the caret.
        line_start: index in `before` at which the caret's visual line begins.
        width_px: of the line. rest_width_px: of the lines below it.
        n_lines: visual lines from the caret's to the last.
        is_last_text: no text stands below this paragraph.
    """

    before: str
    after: str
    line_start: int
    width_px: float
    rest_width_px: float
    n_lines: int
    is_last_text: bool


def measure_place(block: QTextBlock, offset_u16: int) -> Place:
    """Measure the paragraph at the caret; its layout must hold no ghost."""
    document = block.document()
    document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    line = layout.lineForTextPosition(offset_u16)
    text = block.text()
    index = index_of_u16(text, offset_u16)
    if not line.isValid():
        width_px = document.textWidth()
        return Place(text[:index], text[index:], 0, width_px, width_px, 1, True)
    # The first line of an item is wider than those that hang under it.
    hang_px = block.blockFormat().textIndent() if line.lineNumber() == 0 else 0.0
    return Place(
        before=text[:index],
        after=text[index:],
        line_start=index_of_u16(text, line.textStart()),
        width_px=line.width(),
        rest_width_px=line.width() + hang_px,
        n_lines=layout.lineCount() - line.lineNumber(),
        is_last_text=_is_last_text(block),
    )


def fit_ghost(
    place: Place, ghost: str, font: QFont, option: QTextOption, runs: Runs, is_asked: bool
) -> str:
    """Give the longest part of a ghost that may be shown; may be empty.

    At the end of a paragraph: up to the end of the visual line, or whole when no
    text stands below or the writer asked. In the middle: at most four words, only
    while the paragraph keeps its number of lines. Never where written text would
    have to move to another line.

    Args:
        ghost: one line of text; what follows a line feed is not shown.
    """
    text = ghost.split("\n", 1)[0]
    if place.after.strip():
        return _fit_mid_line(place, text, font, option, runs)
    ends_u16 = _line_ends_u16(place, text, font, option, runs)
    written_u16 = n_u16(place.before[place.line_start :])
    if not ends_u16 or ends_u16[0] < written_u16:
        return ""
    if place.is_last_text or is_asked or len(ends_u16) == 1:
        return text
    return _whole_words(text, index_of_u16(text, ends_u16[0] - written_u16))


def _fit_mid_line(place: Place, text: str, font: QFont, option: QTextOption, runs: Runs) -> str:
    """Give as many of the first four words as leave the line count alone."""
    # Right of a word's start the space behind the last word belongs to the ghost.
    gap = 1 if place.after[:1].isalnum() else 0
    ends = [match.end() for match in _WORD.finditer(text)][:MAX_WORDS_MID_LINE]
    if len(ends) < len(_WORD.findall(text)[: MAX_WORDS_MID_LINE + 1]):
        candidates = [text[: end + gap] for end in ends]
    else:
        candidates = [text[: end + gap] for end in ends[:-1]] + [text]
    written_u16 = n_u16(place.before[place.line_start :])
    for candidate in reversed(candidates):
        ends_u16 = _line_ends_u16(place, candidate, font, option, runs)
        if len(ends_u16) == place.n_lines and ends_u16[0] >= written_u16:
            return candidate
    return ""


def _line_ends_u16(
    place: Place, ghost: str, font: QFont, option: QTextOption, runs: Runs
) -> list[int]:
    """Lay out the caret's line with the ghost; give where each visual line ends."""
    paragraph = place.before + ghost + place.after
    layout = QTextLayout(paragraph[place.line_start :], font)
    layout.setTextOption(option)
    layout.setFormats(_ranges_from(runs(paragraph), place.line_start))
    layout.beginLayout()
    ends_u16: list[int] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(place.rest_width_px if ends_u16 else place.width_px)
        ends_u16.append(line.textStart() + line.textLength())
    layout.endLayout()
    return ends_u16


def _ranges_from(
    runs: list[tuple[str, QTextCharFormat]], line_start: int
) -> list[QTextLayout.FormatRange]:
    """Turn runs of a paragraph into format ranges counted from a visual line's start."""
    ranges = []
    skip, start_u16 = line_start, 0
    for text, text_format in runs:
        kept = text[skip:]
        skip = max(0, skip - len(text))
        if kept:
            ranges.append(format_range(start_u16, n_u16(kept), text_format))
            start_u16 += n_u16(kept)
    return ranges


def format_range(
    start_u16: int, length_u16: int, text_format: QTextCharFormat
) -> QTextLayout.FormatRange:
    """Make one range of a layout's formats."""
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start_u16, length_u16, text_format
    return made


def _whole_words(text: str, end: int) -> str:
    """Cut a text at or before an index, never inside a word.

    Scripts without spaces have no words to spare: the layout's own break stands.
    """
    kept = text[:end]
    is_inside = 0 < end < len(text) and text[end - 1].isascii() and text[end - 1].isalnum()
    if is_inside and text[end].isalnum():
        kept = kept[: max(kept.rfind(" "), 0)]
    return kept.rstrip()


def _is_last_text(block: QTextBlock) -> bool:
    """Tell whether nothing but empty paragraphs stands below a block."""
    for _ in range(_MAX_EMPTY_BLOCKS_LOOKED_AT):
        block = block.next()
        if not block.isValid():
            return True
        if block.length() > 1 and block.text().strip():
            return False
    return False

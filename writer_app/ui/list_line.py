"""Read and go on with the lists and quotes of Markdown, one line at a time.

May import: standard library, line_edit. Thread: any.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from writer_app.ui.line_edit import LineEdit

_PREFIX = re.compile(
    r"(?P<quote>(?: {0,3}>[ \t]?)*)(?P<indent>[ \t]*)"
    r"(?:(?P<mark>[-*+]|(?P<number>\d{1,9})(?P<sign>[.)]))(?P<gap>[ \t]+)"
    r"(?P<box>\[[ xX]\][ \t]+)?)?"
)
_RULE = re.compile(r"[ >]*([-*_])(?:\s*\1){2,}\s*$")
TAB_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Prefix:
    """What stands before the words of a line.

    Attributes:
        quote: signs of quotes. indent: white space before the mark.
        mark: "-", "*", "+", "1." ...; empty where there is no list.
        gap: white space after the mark. box: of a task, with the space after it.
    """

    quote: str = ""
    indent: str = ""
    mark: str = ""
    gap: str = ""
    box: str = ""

    @property
    def text(self) -> str:
        """Give it as it stands in the line."""
        return self.quote + self.indent + self.mark + self.gap + self.box

    @property
    def number(self) -> int | None:
        """Give the number of an ordered item."""
        return int(self.mark[:-1]) if self.mark[:-1].isdigit() else None

    @property
    def columns(self) -> int:
        """Give how far the mark is indented."""
        return _columns(self.indent)

    @property
    def words_columns(self) -> int:
        """Give how far the item's words are indented, where what belongs to it begins."""
        return self.columns + len(self.mark) + min(len(self.gap), 4)

    def following(self) -> "Prefix":
        """Give the prefix of the next item."""
        mark = f"{self.number + 1}{self.mark[-1]}" if self.number is not None else self.mark
        return Prefix(self.quote, self.indent, mark, self.gap, "[ ] " if self.box else "")

    def numbered(self, number: int) -> "Prefix":
        """Give it with another number."""
        return Prefix(self.quote, self.indent, f"{number}{self.mark[-1]}", self.gap, self.box)

    def at(self, columns: int, *, has_tabs: bool) -> "Prefix":
        """Give it with its mark indented so far."""
        indent = "\t" * (columns // TAB_COLUMNS) if has_tabs else " " * columns
        return Prefix(self.quote, indent, self.mark, self.gap, self.box)


def read_prefix(line: str) -> Prefix:
    """Read what stands before the words of a line; empty in plain prose.

    Example: read_prefix("> 2. a").mark -> "2."
    """
    found = _PREFIX.match(line)
    if found is None or _RULE.match(line):
        return Prefix()
    quote, mark = found["quote"], found["mark"] or ""
    if not mark:
        return Prefix(quote)
    return Prefix(quote, found["indent"], mark, found["gap"] or "", found["box"] or "")


def n_prefix_chars(line: str) -> int:
    """Count the characters before a line's words.

    Example: n_prefix_chars("- [ ] a") -> 6
    """
    return len(read_prefix(line).text)


def is_empty_item(line: str) -> bool:
    """Tell whether a line is an item or quote that nothing is written in yet.

    Example: is_empty_item("- "), is_empty_item("- a") -> (True, False)
    """
    prefix = read_prefix(line)
    return bool(prefix.text) and not line[len(prefix.text) :].strip()


def continuation(line: str, index: int) -> str | None:
    """Give the prefix of the line that Return begins.

    Returns: None where Return means nothing special: in prose, and before the words.

    Example: continuation("1. a", 4) -> "2. "
    """
    prefix = read_prefix(line)
    if not prefix.text or index < len(prefix.text) or is_empty_item(line):
        return None
    return prefix.following().text


def ended(line: str, above: Sequence[str] = ()) -> LineEdit:
    """Give what Return makes of an empty item: one level out, or no item at all.

    Args:
        above: the lines before it, the nearest first.
    """
    prefix = read_prefix(line)
    if prefix.mark and prefix.columns:
        return shifted(line, -1, above) or LineEdit(0, len(line), prefix.quote)
    kept = prefix.quote if prefix.mark else ""
    return LineEdit(0, len(line), kept, (len(kept), len(kept)))


def shifted(line: str, step: int, above: Sequence[str]) -> LineEdit | None:
    """Move an item one level in (1) or out (-1).

    Args:
        above: the lines before it, the nearest first.

    Returns: the change of the prefix; None when the item cannot go there.

    Example: shifted("- b", 1, ["- a"]) -> LineEdit(0, 2, "  - ")
    """
    prefix = read_prefix(line)
    if not prefix.mark:
        return None
    has_tabs = "\t" in prefix.indent or any("\t" in item.indent for item in _items(prefix, above))
    columns = _columns_in(prefix, above, has_tabs) if step > 0 else _columns_out(prefix, above)
    if columns is None:
        return None
    moved = prefix.at(columns, has_tabs=has_tabs)
    if moved.number is not None:
        moved = moved.numbered(_number_at(moved, above))
    return LineEdit(0, len(prefix.text), moved.text)


def renumbered(below: Iterable[str], first: Prefix) -> list[LineEdit | None]:
    """Give the changes that let the items after an ordered one count on from it.

    Args:
        below: the lines after it. first: the item's own prefix.

    Returns: one entry for each line up to the list's end; None: it stays.
    """
    if first.number is None:
        return []
    edits: list[LineEdit | None] = []
    number = first.number
    for line in below:
        prefix = read_prefix(line)
        is_inside = prefix.mark and prefix.columns > first.columns
        if prefix.quote != first.quote or (not is_inside and _ends_list(prefix, first, line)):
            break
        if is_inside or not prefix.mark:
            edits.append(None)
            continue
        number += 1
        mended = prefix.numbered(number)
        is_right = prefix.number == number
        edits.append(None if is_right else LineEdit(0, len(prefix.text), mended.text))
    return edits


def _ends_list(prefix: Prefix, first: Prefix, line: str) -> bool:
    """Tell whether a line is no part of the list of `first`."""
    if prefix.mark:
        is_brother = prefix.number is not None and prefix.mark[-1] == first.mark[-1]
        return not is_brother or prefix.columns != first.columns
    return bool(line.strip()) and _columns(line) < first.words_columns


def _columns_in(prefix: Prefix, above: Sequence[str], has_tabs: bool) -> int | None:
    """Give the indent under the brother or cousin above; None when there is none."""
    for other in _items(prefix, above):
        if other.columns < prefix.columns:
            return None
        if other.columns == prefix.columns:
            return TAB_COLUMNS + prefix.columns if has_tabs else other.words_columns
    return None


def _columns_out(prefix: Prefix, above: Sequence[str]) -> int | None:
    """Give the indent of the parent; an orphan goes to the margin."""
    if not prefix.columns:
        return None
    outer = (other.columns for other in _items(prefix, above) if other.columns < prefix.columns)
    return next(outer, 0)


def _items(prefix: Prefix, above: Sequence[str]) -> Iterator[Prefix]:
    """Yield the items above one in its list, the nearest first."""
    for line in above:
        other = read_prefix(line)
        if other.mark and other.quote == prefix.quote:
            yield other
        elif line.removeprefix(prefix.quote.rstrip()).strip() and not line.startswith((" ", "\t")):
            return


def _number_at(moved: Prefix, above: Sequence[str]) -> int:
    """Give the number that follows the brother above; 1 for a first child."""
    for other in _items(moved, above):
        if other.columns < moved.columns:
            return 1
        if other.columns == moved.columns:
            return 1 if other.number is None else other.number + 1
    return 1


def _columns(text: str) -> int:
    """Count the columns of the white space that a text begins with."""
    columns = 0
    for sign in text:
        if sign == "\t":
            columns += TAB_COLUMNS - columns % TAB_COLUMNS
        elif sign == " ":
            columns += 1
        else:
            break
    return columns

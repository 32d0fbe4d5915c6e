"""What a Word document's styles and numbering mean for its paragraphs.

May import: its siblings. Thread: any.
"""

import re
from dataclasses import dataclass, field

from writer_app.documents.formats.flat_blocks import (
    CODE_LETTER_NAMES,
    CODE_NAMES,
    QUOTE_NAMES,
    Place,
)
from writer_app.documents.formats.safe_xml import Element
from writer_app.documents.formats.tree import Style

_HEADING = re.compile(r"heading ([1-9])")
_LIST = re.compile(r"list (bullet|number|continue)(?: ([2-9]))?")
_MOST_ANCESTORS = 12
_OFF = frozenset({"0", "false", "off", "none"})
_STYLE_OF = {
    "b": Style.BOLD, "i": Style.ITALIC, "strike": Style.STRIKE, "dstrike": Style.STRIKE,
}  # fmt: skip


def local(element: Element) -> str:
    """Give an element's name without its name space: Word has two sets of them."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """Give the first child of a name."""
    if element is None:
        return None
    return next((one for one in element if local(one) == name), None)


def value(element: Element | None, name: str = "val") -> str:
    """Give an attribute by its name without name space; empty: none."""
    if element is None:
        return ""
    found = (str(held) for key, held in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(found, "")


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as `w:b` is there and not switched off."""
    return element is not None and value(element).lower() not in _OFF


def letters_style(properties: Element | None) -> tuple[Style, Style]:
    """Give what `w:rPr` switches on, and what it switches off."""
    on = off = Style.PLAIN
    for one in properties if properties is not None else ():
        if style := _STYLE_OF.get(local(one)):
            if is_on(one):
                on |= style
            else:
                off |= style
    return on, off


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    based_on: str
    properties: Element | None
    letters: Element | None


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is by its style.

    Attributes:
        heading_level: 0: none. list_level: of "List Bullet 2" and its like; -1: none.
        list_kind: "bullet", "number", "continue" or empty.
        numbering: `w:numPr` of the style. is_contents: a line of a table of contents.
    """

    heading_level: int = 0
    is_quote: bool = False
    is_code: bool = False
    list_kind: str = ""
    list_level: int = -1
    numbering: Element | None = None
    is_contents: bool = False


class Styles:
    """The styles of `word/styles.xml`; None: the document has none."""

    def __init__(self, root: Element | None) -> None:
        self._entries: dict[str, _Entry] = {}
        self._roles: dict[str, Role] = {}
        for one in root if root is not None else ():
            if local(one) == "style":
                name = value(child(one, "name")).lower()
                based_on = value(child(one, "basedOn"))
                entry = _Entry(name, based_on, child(one, "pPr"), child(one, "rPr"))
                self._entries[value(one, "styleId")] = entry

    def role(self, style_id: str) -> Role:
        """Give what a paragraph style makes of its paragraphs."""
        if style_id not in self._roles:
            self._roles[style_id] = self._find_role(style_id)
        return self._roles[style_id]

    def letters(self, style_id: str) -> Style:
        """Give how a character style makes letters look."""
        style = Style.PLAIN
        for entry in reversed(self._chain(style_id)):
            on, off = letters_style(entry.letters)
            style = (style | on) & ~off
            if entry.name in CODE_LETTER_NAMES:
                style |= Style.CODE
        return style

    def _chain(self, style_id: str) -> list[_Entry]:
        """Give a style and those it rests on, the nearest first."""
        chain: list[_Entry] = []
        while (entry := self._entries.get(style_id)) and len(chain) < _MOST_ANCESTORS:
            chain.append(entry)
            style_id = entry.based_on
        return chain

    def _find_role(self, style_id: str) -> Role:
        chain = self._chain(style_id)
        numbering = next(
            (n for entry in chain if (n := child(entry.properties, "numPr")) is not None), None
        )
        for entry in chain:
            if level := _heading_level(entry):
                return Role(heading_level=level)
            if entry.name in QUOTE_NAMES:
                return Role(is_quote=True)
            if entry.name in CODE_NAMES:
                return Role(is_code=True)
            if entry.name.startswith("toc "):
                return Role(is_contents=True)
            if said := _LIST.fullmatch(entry.name):
                level = int(said[2] or 1) - 1
                return Role(list_kind=said[1], list_level=level, numbering=numbering)
        return Role(numbering=numbering)


def _heading_level(entry: _Entry) -> int:
    if said := _HEADING.fullmatch(entry.name):
        return int(said[1])
    if entry.name == "title":
        return 1
    outline = value(child(entry.properties, "outlineLvl"))
    return int(outline) + 1 if outline in set("01234567") else 0


@dataclass(slots=True)
class _Level:
    is_ordered: bool = False
    is_list: bool = True
    start: int = 1


@dataclass(slots=True)
class _Count:
    numbers: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of `word/numbering.xml`, counting as Word counts."""

    def __init__(self, root: Element | None) -> None:
        kinds: dict[str, dict[int, _Level]] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, _Count] = {}
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                kinds[value(one, "abstractNumId")] = _levels_of(one)
            elif local(one) == "num":
                levels = dict(kinds.get(value(child(one, "abstractNumId")), {}))
                for override in one:
                    _apply_override(override, levels)
                self._levels[value(one, "numId")] = levels

    def place(self, number_id: str, level: int) -> Place | None:
        """Count one more item and give its place; None: this numbering is none."""
        known = self._levels.get(number_id)
        if known is None or number_id == "0":
            return None
        kind = known.get(level, _Level())
        if not kind.is_list:
            return None
        count = self._counts.setdefault(number_id, _Count())
        number = count.numbers.get(level, kind.start - 1) + 1
        count.numbers = {n: held for n, held in count.numbers.items() if n < level}
        count.numbers[level] = number
        return Place(level, number_id, kind.is_ordered, number)


def _levels_of(kind: Element) -> dict[int, _Level]:
    return {_whole(value(one, "ilvl")): _level_of(one) for one in kind if local(one) == "lvl"}


def _level_of(one: Element) -> _Level:
    shape = value(child(one, "numFmt"))
    start = child(one, "start")
    return _Level(
        is_ordered=shape != "bullet",
        is_list=shape != "none",
        start=_whole(value(start)) if start is not None else 1,
    )


def _apply_override(override: Element, levels: dict[int, _Level]) -> None:
    if local(override) != "lvlOverride":
        return
    level = _whole(value(override, "ilvl"))
    if (whole := child(override, "lvl")) is not None:
        levels[level] = _level_of(whole)
    if (start := child(override, "startOverride")) is not None:
        old = levels.get(level, _Level())
        levels[level] = _Level(old.is_ordered, old.is_list, _whole(value(start)))


def _whole(text: str) -> int:
    """Read a small whole number; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

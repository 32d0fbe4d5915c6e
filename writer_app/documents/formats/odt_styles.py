"""What an OpenDocument's styles mean for its paragraphs, letters and lists.

May import: its siblings. Thread: any.
"""

import re
from dataclasses import dataclass, field

from writer_app.documents.formats.flat_blocks import CODE_LETTER_NAMES, CODE_NAMES, QUOTE_NAMES
from writer_app.documents.formats.safe_xml import Element
from writer_app.documents.formats.tree import Style

_MOST_ANCESTORS = 12
_HEADING = re.compile(r"heading ([1-9])")


def local(element: Element | None) -> str:
    """Give an element's name without its name space; empty for none."""
    return "" if element is None else str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """Give the first child of a name."""
    if element is None:
        return None
    return next((one for one in element if local(one) == name), None)


def attribute(element: Element | None, name: str) -> str:
    """Give an attribute by its name without name space; empty: none."""
    if element is None:
        return ""
    found = (str(held) for key, held in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(found, "")


def whole(text: str, otherwise: int) -> int:
    """Read a small whole number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is by its style; `side`: its alignment, as the file names it."""

    heading_level: int = 0
    is_quote: bool = False
    is_code: bool = False
    side: str = ""


@dataclass(slots=True)
class _Entry:
    name: str = ""
    parent: str = ""
    parts: list[Element] = field(default_factory=list)


class Styles:
    """Named and automatic styles of one document.

    Args:
        named: root of styles.xml; None: there is none. content: root of content.xml.
    """

    def __init__(self, named: Element | None, content: Element) -> None:
        self._entries: dict[tuple[str, str], _Entry] = {}
        self._lists: dict[str, Element] = {}
        self._roles: dict[str, Role] = {}
        self._looks: dict[str, Style] = {}
        for root in (named, content):
            for holder in root if root is not None else ():
                if local(holder) in {"styles", "automatic-styles"}:
                    self._add_all(holder)

    def role(self, style: str) -> Role:
        """Give what a paragraph style makes of its paragraphs."""
        if style not in self._roles:
            self._roles[style] = self._find_role(style)
        return self._roles[style]

    def look(self, style: str) -> Style:
        """Give how a text style makes letters look."""
        if style not in self._looks:
            self._looks[style] = self._find_look(style)
        return self._looks[style]

    def has_own_look(self, style: str) -> tuple[bool, bool, bool]:
        """Tell whether letters are coloured or sized, underlined, raised."""
        said = [one for entry in self._chain("text", style)[:1] for one in entry.parts]
        names = ("color", "font-size", "font-name")
        return (
            any(attribute(one, name) for one in said for name in names),
            any(attribute(one, "text-underline-style") not in {"", "none"} for one in said),
            any(attribute(one, "text-position") for one in said),
        )

    def list_kind(self, style: str, level: int) -> tuple[bool, int]:
        """Tell whether a list counts at a level (from 0), and from which number."""
        found = self._lists.get(style)
        for one in found if found is not None else ():
            if attribute(one, "level") == str(level + 1):
                is_ordered = local(one) == "list-level-style-number" and bool(
                    attribute(one, "num-format")
                )
                return is_ordered, whole(attribute(one, "start-value"), 1)
        return False, 1

    def _add_all(self, holder: Element) -> None:
        for one in holder:
            name = attribute(one, "name")
            if local(one) == "list-style":
                self._lists[name] = one
            elif local(one) == "style":
                shown = attribute(one, "display-name") or name.replace("_20_", " ")
                entry = _Entry(shown.lower(), attribute(one, "parent-style-name"), list(one))
                self._entries[attribute(one, "family"), name] = entry

    def _chain(self, family: str, style: str) -> list[_Entry]:
        chain: list[_Entry] = []
        while len(chain) < _MOST_ANCESTORS and (entry := self._entries.get((family, style))):
            chain.append(entry)
            style = entry.parent
        return chain

    def _find_role(self, style: str) -> Role:
        chain = self._chain("paragraph", style)
        sides = (attribute(part, "text-align") for entry in chain for part in entry.parts)
        side = next((one for one in sides if one), "")
        for entry in chain or [_Entry(style.replace("_20_", " ").lower())]:
            if entry.name in QUOTE_NAMES:
                return Role(is_quote=True, side=side)
            if entry.name in CODE_NAMES:
                return Role(is_code=True)
            if entry.name == "title":
                return Role(heading_level=1)
            if said := _HEADING.fullmatch(entry.name):
                return Role(heading_level=int(said[1]))
        return Role(side=side)

    def _find_look(self, style: str) -> Style:
        look = Style.PLAIN
        for entry in reversed(self._chain("text", style)):
            if entry.name in CODE_LETTER_NAMES:
                look |= Style.CODE
            if entry.name in {"strong emphasis", "emphasis"} and not entry.parts:
                look |= Style.BOLD if entry.name == "strong emphasis" else Style.ITALIC
            for part in entry.parts:
                look = _changed(look, part)
        return look


def _changed(look: Style, part: Element) -> Style:
    """Give a look after one set of text properties."""
    weight, slant = attribute(part, "font-weight"), attribute(part, "font-style")
    line = attribute(part, "text-line-through-style")
    if weight:
        is_bold = weight == "bold" or whole(weight, 0) >= 600
        look = look | Style.BOLD if is_bold else look & ~Style.BOLD
    if slant:
        is_italic = slant in {"italic", "oblique"}
        look = look | Style.ITALIC if is_italic else look & ~Style.ITALIC
    if line:
        look = look & ~Style.STRIKE if line == "none" else look | Style.STRIKE
    return look

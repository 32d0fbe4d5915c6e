"""Read the content of one Word paragraph: runs, links, notes, fields, pictures.

May import: errors, its siblings. Thread: any.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from writer_app.documents.formats.docx_styles import (
    Styles,
    child,
    is_on,
    letters_style,
    local,
    value,
)
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.safe_xml import Element
from writer_app.documents.formats.tree import (
    MAX_DEPTH,
    Inline,
    NoteMark,
    Picture,
    Run,
    Style,
    is_safe_url,
)
from writer_app.errors import DocumentError

_TRANSPARENT = frozenset(
    {"ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir",
     "Choice", "ruby", "rubyBase"}
)  # fmt: skip
_LOOKS = frozenset({"color", "highlight", "sz", "rFonts", "shd", "smallCaps", "caps"})
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]{1,2000})"')
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


@dataclass(slots=True)
class _Field:
    """A field between its begin and end: what it commands."""

    command: str = ""
    url: str = ""


class RunReader:
    """Gathers one paragraph's content.

    Args:
        styles: the document's. targets: where the part's relations lead.
        number_of: gives the number of a note of a kind and id.
        losses: where to count what the tree cannot say.

    Attributes:
        inlines: what was read. boxes: text boxes that hang on the paragraph.
    """

    def __init__(
        self,
        styles: Styles,
        targets: dict[str, str],
        number_of: Callable[[str, str], int | None],
        losses: Losses,
    ) -> None:
        self.inlines: list[Inline] = []
        self.boxes: list[Element] = []
        self._styles = styles
        self._targets = targets
        self._number_of = number_of
        self._losses = losses
        self._fields: list[_Field] = []
        self._has_look = False

    def read(self, paragraph: Element) -> None:
        """Read a `w:p`."""
        self._read(paragraph, "", 0)
        self._losses.add(Kind.LOOK, int(self._has_look))

    def _read(self, container: Element, url: str, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise DocumentError("The document nests its parts too deeply to be read safely.")
        for one in container:
            match local(one):
                case "r":
                    self._run(one, url)
                case "hyperlink":
                    self._read(one, self._address(one) or url, depth + 1)
                case "AlternateContent" if len(one):
                    self._read(one[0], url, depth + 1)
                case "del" | "moveFrom":
                    self._losses.add(Kind.DELETION)
                case "oMath" | "oMathPara":
                    self._formula(one)
                case "commentRangeStart":
                    self._losses.add(Kind.COMMENT)
                case name if name in _TRANSPARENT:
                    self._losses.add(Kind.INSERTION, int(name in {"ins", "moveTo"}))
                    self._read(one, url, depth + 1)

    def _run(self, run: Element, url: str) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            self._losses.add(Kind.HIDDEN)
            return
        style = self._styles.letters(value(child(properties, "rStyle")))
        on, off = letters_style(properties)
        style = (style | on) & ~off
        self._count_looks(run, properties)
        for one in run:
            self._piece(one, style, self._field_url() or url)

    def _piece(self, one: Element, style: Style, url: str) -> None:
        match local(one):
            case "t":
                self.inlines.append(Run(one.text or "", style, url))
            case "br":
                is_page = value(one, "type") in {"page", "column"}
                self._losses.add(Kind.BREAK, int(is_page))
                self.inlines.append(Run("\n", style, url))
            case "footnoteReference" | "endnoteReference" as name:
                number = self._number_of(name.removesuffix("Reference"), value(one, "id"))
                if number is not None:
                    self.inlines.append(NoteMark(number))
            case "fldChar" | "instrText":
                self._field(one)
            case "sym":
                self._losses.add(Kind.SYMBOL)
                self.inlines.append(Run("\ufffd", style, url))
            case "drawing" | "pict" | "object":
                self._drawing(one)
            case "AlternateContent" if len(one):
                for inner in one[0]:
                    self._piece(inner, style, url)
            case "ruby":
                self._losses.add(Kind.LOOK)
                self._read(one, url, 1)
            case name if name in _SIGNS:
                self.inlines.append(Run(_SIGNS[name], style, url))

    def _field(self, one: Element) -> None:
        """Follow a field: its command is not shown, its result is."""
        if local(one) == "instrText":
            if self._fields:
                self._fields[-1].command += one.text or ""
            return
        match value(one, "fldCharType"):
            case "begin":
                self._fields.append(_Field())
            case "separate" if self._fields:
                field = self._fields[-1]
                said = _HYPERLINK.match(field.command)
                field.url = self._safe(said[1]) if said else ""
                self._losses.add(Kind.FIELD, int(not said))
            case "end" if self._fields:
                self._fields.pop()

    def _field_url(self) -> str:
        return next((field.url for field in reversed(self._fields) if field.url), "")

    def _address(self, link: Element) -> str:
        target = self._targets.get(value(link, "id"), "")
        anchor = value(link, "anchor")
        return self._safe(f"{target}#{anchor}" if anchor and target else target)

    def _safe(self, url: str) -> str:
        """Give an address that may stand in a text; places inside Word's file are lost."""
        if url and is_safe_url(url) and not url.startswith(("_", "#")):
            return url
        self._losses.add(Kind.LINK)
        return ""

    def _formula(self, formula: Element) -> None:
        self._losses.add(Kind.FORMULA)
        letters = "".join(one.text or "" for one in formula.iter() if local(one) == "t")
        self.inlines.append(Run(letters))

    def _drawing(self, drawing: Element) -> None:
        """Note a picture, or the text box that it draws."""
        boxes = [one for one in drawing.iter() if local(one) == "txbxContent"]
        if boxes:
            self.boxes.append(boxes[0])
            return
        self._losses.add(Kind.PICTURE)
        words = next((value(one, "descr") for one in drawing.iter() if value(one, "descr")), "")
        self.inlines.append(Picture(" ".join(words.split())[:300]))

    def _count_looks(self, run: Element, properties: Element | None) -> None:
        for one in properties if properties is not None else ():
            name = local(one)
            self._has_look |= name in _LOOKS
            if name == "u" and value(one) not in {"none", ""}:
                is_link = self._field_url() or local(run.getparent()) == "hyperlink"
                self._losses.add(Kind.UNDERLINE, int(not is_link))
            if name == "vertAlign" and value(one) in {"superscript", "subscript"}:
                is_note = any(local(piece).endswith(("Reference", "Ref")) for piece in run)
                self._losses.add(Kind.RAISED, int(not is_note))

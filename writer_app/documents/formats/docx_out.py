"""Write the tree as a Word document (docx).

The door to python-docx, which gives the package, its template and its styles; the
body is built element by element, because ten thousand of its own paragraphs would
take seconds. May import: its siblings. Thread: any.
"""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt, RGBColor
from lxml import etree

from writer_app.documents.formats.html_out import picture_note
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.safe_xml import Element, xml_letters
from writer_app.documents.formats.tree import (
    Block,
    Blocks,
    Code,
    Heading,
    Inline,
    Inlines,
    Items,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Style,
    Table,
    Tree,
)

TEXT_FACE = "Georgia"
CODE_FACE = "Courier New"
TEXT_SIZE_PT = 12
MAX_LEVEL = 8
"""Deepest list level of Word, counted from 0."""
_INDENT_TWIPS = 360
_MARKS = ((Style.BOLD, "w:b"), (Style.ITALIC, "w:i"), (Style.STRIKE, "w:strike"))
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NOTES = f"""<w:footnotes {_W}
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>
</w:footnote></w:footnotes>"""


def write_docx(tree: Tree, losses: Losses) -> bytes:
    """Give a Word document.

    Args:
        tree: what to write. losses: where to count what Word's paragraphs cannot say.
    """
    return _Writer(tree, losses).data()


class _Writer:
    """Builds one document; one use."""

    def __init__(self, tree: Tree, losses: Losses) -> None:
        self._tree = tree
        self._losses = losses
        self._document: Document = docx.Document()
        self._part: Part = self._document.part
        _set_styles(self._document)
        self._kinds = self._add_list_kinds()

    def data(self) -> bytes:
        body = self._document.element.body
        end = body.sectPr
        for one in self._blocks(self._tree.blocks, -1, ""):
            end.addprevious(one)
        if self._tree.notes:
            self._add_notes()
        self._say_about()
        target = io.BytesIO()
        self._document.save(target)
        return target.getvalue()

    def _blocks(self, blocks: Blocks, level: int, style: str) -> Iterator[Element]:
        """Give the elements of blocks.

        Args:
            level: of the list around them; -1: none. style: of plain paragraphs.
        """
        for block in blocks:
            yield from self._block(block, level, style)

    def _block(self, block: Block, level: int, style: str) -> Iterator[Element]:
        is_inside = level >= 0 or bool(style)
        is_at_home = isinstance(block, Paragraph) or (isinstance(block, Items) and style != "Quote")
        self._losses.add(Kind.NESTED, int(is_inside and not is_at_home))
        match block:
            case Heading(heading_level, inlines):
                yield self._paragraph(inlines, f"Heading{heading_level}")
            case Paragraph(inlines):
                yield self._paragraph(inlines, style)
            case Quote(inside):
                yield from self._blocks(inside, -1, "Quote")
            case Code(text, language):
                self._losses.add(Kind.LANGUAGE, int(bool(language)))
                yield self._paragraph((Run(text),), "SourceCode")
            case Items():
                yield from self._list(block, min(level + 1, MAX_LEVEL))
            case Table(rows, sides):
                yield self._table(rows, sides)
                yield self._paragraph((), "")
            case Rule():
                paragraph = self._paragraph((Run("* * *"),), "")
                _add(_properties(paragraph), "w:jc", val="center")
                yield paragraph

    def _paragraph(self, inlines: Inlines, style: str, part: Part | None = None) -> Element:
        paragraph = OxmlElement("w:p")
        if style:
            _add(_properties(paragraph), "w:pStyle", val=style)
        link: Element | None = None
        link_url = ""
        for one in inlines:
            url = one.url if isinstance(one, Run) else ""
            if url != link_url or not url:
                link, link_url = (self._link(paragraph, url, part), url) if url else (None, "")
            self._inline(paragraph if link is None else link, one)
        return paragraph

    def _link(self, paragraph: Element, url: str, part: Part | None) -> Element:
        holder = part or self._part
        identity = holder.relate_to(xml_letters(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = _add(paragraph, "w:hyperlink")
        link.set(qn("r:id"), identity)
        return link

    def _inline(self, parent: Element, one: Inline) -> None:
        run = _add(parent, "w:r")
        if isinstance(one, NoteMark):
            _add(_add(run, "w:rPr"), "w:rStyle", val="FootnoteReference")
            _add(run, "w:footnoteReference", id=str(one.number))
            return
        if isinstance(one, Picture):
            self._losses.add(Kind.PICTURE)
            one = Run(picture_note(one), Style.ITALIC)
        if one.style or one.url:
            properties = _add(run, "w:rPr")
            if one.style & Style.CODE:
                _add(properties, "w:rStyle", val="VerbatimChar")
            elif one.url:
                _add(properties, "w:rStyle", val="Hyperlink")
            for style, tag in _MARKS:
                if one.style & style:
                    _add(properties, tag)
        _write_letters(run, one.text)

    def _list(self, items: Items, level: int) -> Iterator[Element]:
        number_id = self._new_list(items, level)
        for item in items.items:
            head = item[0] if item and isinstance(item[0], Paragraph) else None
            first = self._paragraph(head.inlines if head else (), "ListParagraph")
            numbering = _add(_properties(first), "w:numPr")
            _add(numbering, "w:ilvl", val=str(level))
            _add(numbering, "w:numId", val=number_id)
            yield first
            following = f"ListContinue{level + 1 if level else ''}"
            yield from self._blocks(item[1:] if head else item, level, following)

    def _new_list(self, items: Items, level: int) -> str:
        """Add a numbering of its own for one list, so that it counts from its own start."""
        numbering = self._numbering()
        number = str(len(numbering.findall(qn("w:num"))) + 1)
        one = _add(numbering, "w:num", numId=number)
        _add(one, "w:abstractNumId", val=self._kinds[items.is_ordered])
        if items.is_ordered:
            override = _add(one, "w:lvlOverride", ilvl=str(level))
            _add(override, "w:startOverride", val=str(items.start))
        return number

    def _numbering(self) -> Element:
        return self._document.part.numbering_part.element

    def _add_list_kinds(self) -> dict[bool, str]:
        """Replace the template's numberings by one for bullets and one for numbers."""
        numbering = self._numbering()
        for old in list(numbering):
            numbering.remove(old)
        for is_ordered in (False, True):
            kind = _add(numbering, "w:abstractNum", abstractNumId=str(int(is_ordered)))
            _add(kind, "w:multiLevelType", val="hybridMultilevel")
            for level in range(MAX_LEVEL + 1):
                one = _add(kind, "w:lvl", ilvl=str(level))
                _add(one, "w:start", val="1")
                _add(one, "w:numFmt", val="decimal" if is_ordered else "bullet")
                _add(
                    one,
                    "w:lvlText",
                    val=f"%{level + 1}." if is_ordered else "\u2022\u2013"[level % 2],
                )
                _add(one, "w:lvlJc", val="left")
                left = str(_INDENT_TWIPS * (level + 2))
                _add(_add(one, "w:pPr"), "w:ind", left=left, hanging=str(_INDENT_TWIPS))
        return {False: "0", True: "1"}

    def _table(self, rows: tuple[tuple[Inlines, ...], ...], sides: tuple[str, ...]) -> Element:
        table = OxmlElement("w:tbl")
        properties = _add(table, "w:tblPr")
        _add(properties, "w:tblStyle", val="TableGrid")
        _add(properties, "w:tblW", w="0", type="auto")
        grid = _add(table, "w:tblGrid")
        n_columns = max((len(row) for row in rows), default=0)
        for _ in range(n_columns):
            _add(grid, "w:gridCol")
        for index, row in enumerate(rows):
            line = _add(table, "w:tr")
            if index == 0:
                _add(_add(line, "w:trPr"), "w:tblHeader")
            for column in range(n_columns):
                cell = _add(line, "w:tc")
                _add(_add(cell, "w:tcPr"), "w:tcW", w="0", type="auto")
                paragraph = self._paragraph(row[column] if column < len(row) else (), "")
                if column < len(sides) and sides[column]:
                    _add(_properties(paragraph), "w:jc", val=sides[column])
                cell.append(paragraph)
        return table

    def _add_notes(self) -> None:
        root: Any = parse_xml(_NOTES)
        part = Part(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", self._part.package
        )
        self._part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        outer, self._part = self._part, part
        for number, note in enumerate(self._tree.notes, 1):
            holder = _add(root, "w:footnote", id=str(number))
            elements = list(self._blocks(note, -1, "FootnoteText"))
            if not elements or elements[0].tag != qn("w:p"):
                elements.insert(0, self._paragraph((), "FootnoteText"))
            for element in elements:
                holder.append(element)
            _put_mark(elements[0])
        self._part = outer
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001

    def _say_about(self) -> None:
        """State what the writer says of the text, and nothing of the machine."""
        about, core = self._tree.about, self._document.core_properties
        core.title, core.author = xml_letters(about.title)[:255], xml_letters(about.author)[:255]
        core.comments, core.last_modified_by, core.keywords = "", "", ""
        core.language = "" if about.language == "und" else about.language
        moment = about.written_at.replace(tzinfo=None)
        core.created, core.modified = moment, moment


def _add(parent: Element, tag: str, **attributes: str) -> Any:
    """Add a child of Word's name space."""
    element = etree.SubElement(parent, qn(tag))
    for name, held in attributes.items():
        element.set(qn(f"w:{name}"), held)
    return element


def _properties(paragraph: Element) -> Any:
    """Give a paragraph's `w:pPr`, which must come first."""
    found = paragraph.find(qn("w:pPr"))
    if found is None:
        found = OxmlElement("w:pPr")
        paragraph.insert(0, found)
    return found


def _put_mark(paragraph: Element) -> None:
    """Put the note's own number before its first words."""
    run = OxmlElement("w:r")
    _add(_add(run, "w:rPr"), "w:rStyle", val="FootnoteReference")
    _add(run, "w:footnoteRef")
    paragraph.insert(1 if paragraph.find(qn("w:pPr")) is not None else 0, run)


def _write_letters(run: Element, text: str) -> None:
    for n_line, line in enumerate(xml_letters(text).split("\n")):
        if n_line:
            _add(run, "w:br")
        for n_part, part in enumerate(line.split("\t")):
            if n_part:
                _add(run, "w:tab")
            if part:
                letters = _add(run, "w:t")
                letters.text = part
                if part != part.strip() or "  " in part:
                    letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _set_styles(document: Document) -> None:
    """Dress Word's styles as a quiet page, and add those that are missing."""
    styles = document.styles
    _dress(styles["Normal"], TEXT_FACE, TEXT_SIZE_PT)
    styles["Normal"].paragraph_format.line_spacing = 1.4
    styles["Normal"].paragraph_format.space_after = Pt(8)
    for level in range(1, 7):
        heading = styles[f"Heading {level}"]
        _dress(heading, TEXT_FACE, (20, 16, 14, 12, 12, 12)[level - 1])
        heading.font.color.rgb = RGBColor(0x22, 0x21, 0x1E)
    _dress(styles["Quote"], TEXT_FACE, TEXT_SIZE_PT)
    styles["Quote"].font.color.rgb = RGBColor(0x4A, 0x46, 0x3F)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Pt(24)
    paragraph, letters = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER
    _dress(styles.add_style("Source Code", paragraph), CODE_FACE, 10)
    _dress(styles.add_style("Verbatim Char", letters), CODE_FACE, 10)
    link = styles.add_style("Hyperlink", letters, builtin=True)
    link.font.color.rgb, link.font.underline = RGBColor(0x1F, 0x6F, 0x5C), True
    note = styles.add_style("footnote text", paragraph, builtin=True)
    note.style_id = "FootnoteText"
    note.font.size = Pt(10)
    mark = styles.add_style("footnote reference", letters, builtin=True)
    mark.style_id, mark.font.superscript = "FootnoteReference", True
    for level in range(MAX_LEVEL + 1):
        name = "List Continue" + (f" {level + 1}" if level else "")
        style = styles[name] if level < 3 else styles.add_style(name, paragraph)
        style.paragraph_format.left_indent = Pt(_INDENT_TWIPS / 20 * (level + 2))
    for style in styles:
        _drop_list(style.element)


def _drop_list(style: Element) -> None:
    """Take a template style out of the numberings that were replaced."""
    numbering = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbering is not None:
        numbering.getparent().remove(numbering)


def _dress(style: Any, face: str, size_pt: int) -> None:
    """Set a style's face for all scripts; a theme's face would win over it."""
    style.font.name, style.font.size = face, Pt(size_pt)
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), face)

"""Write the tree as an OpenDocument text (odt): a zip of a few templates.

Written here because odfpy, the library at hand, is unmaintained since 2020 and names
the GPL among its licences. May import: its siblings. Thread: any.
"""

from writer_app.documents.formats.html_out import picture_note
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.safe_xml import xml_escaped
from writer_app.documents.formats.safe_zip import Part, make_zip
from writer_app.documents.formats.tree import (
    About,
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

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
MAX_LEVELS = 10
_SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SIDES = {"": "Table_20_Contents", "left": "Left", "center": "Center", "right": "Right"}


def write_odt(tree: Tree, losses: Losses) -> bytes:
    """Give an OpenDocument text.

    Args:
        tree: what to write. losses: where to count what its paragraphs cannot say.
    """
    writer = _Writer(tree.notes, losses)
    body = writer.blocks(tree.blocks, "Text_20_body")
    content = (
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{_letter_styles()}{''.join(writer.list_styles)}"
        f"{_side_styles()}</office:automatic-styles><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    return make_zip(
        [
            Part("mimetype", MEDIA_TYPE.encode(), is_packed=False),
            Part("META-INF/manifest.xml", _MANIFEST.encode()),
            Part("content.xml", content.encode()),
            Part("styles.xml", _STYLES.encode()),
            Part("meta.xml", _meta(tree.about).encode()),
        ]
    )


class _Writer:
    """Writes blocks; gathers the list styles they need."""

    def __init__(self, notes: tuple[Blocks, ...], losses: Losses) -> None:
        self.list_styles: list[str] = []
        self._notes = notes
        self._losses = losses

    def blocks(self, blocks: Blocks, style: str, level: int = 0) -> str:
        """Give blocks; `style`: of plain paragraphs, `level`: of lists around them."""
        return "".join(self._block(block, style, level) for block in blocks)

    def _block(self, block: Block, style: str, level: int) -> str:
        is_quoted = style == "Quotations" and not isinstance(block, Paragraph)
        self._losses.add(Kind.NESTED, int(is_quoted))
        match block:
            case Heading(depth, inlines):
                words = self._inlines(inlines)
                said = f'text:style-name="Heading_20_{depth}" text:outline-level="{depth}"'
                return f"<text:h {said}>{words}</text:h>"
            case Paragraph(inlines):
                return _paragraph(self._inlines(inlines), style)
            case Quote(inside):
                return self.blocks(inside, "Quotations", level)
            case Code(text, language):
                self._losses.add(Kind.LANGUAGE, int(bool(language)))
                return _paragraph(_letters(text, is_code=True), "Preformatted_20_Text")
            case Items():
                return self._list(block, style, level)
            case Table(rows, sides):
                return self._table(rows, sides)
            case Rule():
                return _paragraph("* * *", "Scene_20_Break")

    def _list(self, items: Items, style: str, level: int) -> str:
        name = f"L{len(self.list_styles) + 1}"
        self.list_styles.append(_list_style(name, items, min(level, MAX_LEVELS - 1)))
        inside = "".join(
            f"<text:list-item>{self.blocks(item, style, level + 1)}</text:list-item>"
            for item in items.items
        )
        return f'<text:list text:style-name="{name}">{inside}</text:list>'

    def _table(self, rows: tuple[tuple[Inlines, ...], ...], sides: tuple[str, ...]) -> str:
        n_columns = max((len(row) for row in rows), default=0)
        lines = []
        for row in rows:
            cells = []
            for column in range(n_columns):
                side = _SIDES[sides[column] if column < len(sides) else ""]
                words = self._inlines(row[column]) if column < len(row) else ""
                cell = _paragraph(words, side)
                cells.append(
                    f'<table:table-cell office:value-type="string">{cell}</table:table-cell>'
                )
            lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        columns = f'<table:table-column table:number-columns-repeated="{n_columns}"/>'
        head = f"<table:table-header-rows>{lines[0]}</table:table-header-rows>" if lines else ""
        return f"<table:table>{columns}{head}{''.join(lines[1:])}</table:table>" if lines else ""

    def _inlines(self, inlines: Inlines) -> str:
        return "".join(self._inline(one) for one in inlines)

    def _inline(self, one: Inline) -> str:
        if isinstance(one, NoteMark):
            note = self.blocks(self._notes[one.number - 1], "Footnote")
            return (
                f'<text:note text:id="ftn{one.number}" text:note-class="footnote">'
                f"<text:note-citation>{one.number}</text:note-citation>"
                f"<text:note-body>{note}</text:note-body></text:note>"
            )
        if isinstance(one, Picture):
            self._losses.add(Kind.PICTURE)
            one = Run(picture_note(one), Style.ITALIC)
        text = _letters(one.text)
        if one.style:
            text = f'<text:span text:style-name="T{int(one.style)}">{text}</text:span>'
        if one.url:
            text = (
                f'<text:a xlink:type="simple" xlink:href="{xml_escaped(one.url)}">{text}</text:a>'
            )
        return text


def _paragraph(inside: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def _letters(text: str, *, is_code: bool = False) -> str:
    """Spell spaces, tabs and line ends, which XML would run together."""
    parts = []
    for n_line, line in enumerate(text.split("\n")):
        spelled = xml_escaped(line).replace("\t", "<text:tab/>").replace("  ", " <text:s/>")
        if is_code and spelled.startswith(" "):
            spelled = "<text:s/>" + spelled[1:]
        parts.append(("<text:line-break/>" if n_line else "") + spelled)
    return "".join(parts)


def _letter_styles() -> str:
    """Give a style for every way that letters can look."""
    styles = []
    for number in range(1, 16):
        look = Style(number)
        said = ""
        if look & Style.BOLD:
            said += ' fo:font-weight="bold"'
        if look & Style.ITALIC:
            said += ' fo:font-style="italic"'
        if look & Style.STRIKE:
            said += ' style:text-line-through-style="solid" style:text-line-through-type="single"'
        parent = ' style:parent-style-name="Source_20_Text"' if look & Style.CODE else ""
        styles.append(
            f'<style:style style:name="T{number}" style:family="text"{parent}>'
            f"<style:text-properties{said}/></style:style>"
        )
    return "".join(styles)


def _side_styles() -> str:
    return "".join(
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="Table_20_Contents"><style:paragraph-properties '
        f'fo:text-align="{ {"left": "start", "right": "end"}.get(side, side) }"/></style:style>'
        for side, name in _SIDES.items()
        if side
    )


def _list_style(name: str, items: Items, depth: int) -> str:
    """Give the style of one list: all levels alike, its own level with its start."""
    levels = []
    for level in range(1, MAX_LEVELS + 1):
        start = (
            f' text:start-value="{items.start}"' if level == depth + 1 and items.start != 1 else ""
        )
        indent = (
            "<style:list-level-properties "
            'text:list-level-position-and-space-mode="label-alignment">'
            '<style:list-level-label-alignment text:label-followed-by="listtab" '
            f'fo:text-indent="-0.6cm" fo:margin-left="{0.6 * level + 0.4:.1f}cm"/>'
            "</style:list-level-properties>"
        )
        if items.is_ordered:
            levels.append(
                f'<text:list-level-style-number text:level="{level}" style:num-suffix="." '
                f'style:num-format="1"{start}>{indent}</text:list-level-style-number>'
            )
        else:
            levels.append(
                f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="\u2022">'
                f"{indent}</text:list-level-style-bullet>"
            )
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def _meta(about: About) -> str:
    moment = about.written_at.strftime("%Y-%m-%dT%H:%M:%S")
    language = "" if about.language == "und" else f"<dc:language>{about.language}</dc:language>"
    return (
        f'{_HEAD}<office:document-meta {_SPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>Foreword</meta:generator><dc:title>{xml_escaped(about.title)}</dc:title>"
        f"<meta:initial-creator>{xml_escaped(about.author)}</meta:initial-creator>"
        f"<dc:creator>{xml_escaped(about.author)}</dc:creator><dc:date>{moment}</dc:date>{language}"
        "</office:meta></office:document-meta>"
    )


_MANIFEST = (
    f"{_HEAD}<manifest:manifest "
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    f'manifest:media-type="{MEDIA_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta")
    )
    + "</manifest:manifest>"
)


def _named(
    name: str, letters: str = "", lines: str = "", family: str = "paragraph", parent: str = ""
) -> str:
    """Give one named style."""
    rest = f' style:parent-style-name="{parent}"' if parent else ""
    properties = f"<style:paragraph-properties {lines}/>" if lines else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" '
        f'style:family="{family}"{rest}>{properties}'
        f"<style:text-properties {letters}/></style:style>"
    )


def _face(name: str, size_pt: float) -> str:
    return f'fo:font-family="{name}" fo:font-size="{size_pt}pt"'


_BODY = 'fo:line-height="140%" fo:margin-bottom="0.28cm"'
_QUOTED = 'fo:margin-left="0.9cm" fo:margin-bottom="0.28cm"'
_STYLES = (
    f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3"><office:styles>'
    + _named("Standard", _face("Georgia", 12))
    + _named("Text_20_body", lines=_BODY, parent="Standard")
    + "".join(
        _named(
            f"Heading_20_{level}",
            f'{_face("Georgia", (20, 16, 14, 12, 12, 12)[level - 1])} fo:font-weight="bold"',
            'fo:margin-top="0.7cm" fo:margin-bottom="0.25cm" fo:keep-with-next="always"',
            parent="Standard",
        )
        for level in range(1, 7)
    )
    + _named("Quotations", lines=_QUOTED, parent="Standard")
    + _named("Preformatted_20_Text", _face("Courier New", 10), parent="Standard")
    + _named("Source_20_Text", _face("Courier New", 10), family="text")
    + _named("Footnote", _face("Georgia", 10), parent="Standard")
    + _named("Table_20_Contents", parent="Standard")
    + _named("Scene_20_Break", lines='fo:text-align="center"', parent="Text_20_body")
    + "</office:styles></office:document-styles>"
)

"""Read an OpenDocument text (odt) into the tree. May import: errors, its siblings. Thread: any."""

from collections.abc import Iterator

from writer_app.documents.formats.flat_blocks import Flat, nested, prose_block
from writer_app.documents.formats.html_blocks import joined, without_bold
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.odt_runs import RunReader
from writer_app.documents.formats.odt_styles import Styles, attribute, child, local, whole
from writer_app.documents.formats.safe_xml import Element, parse_xml
from writer_app.documents.formats.safe_zip import SafeZip
from writer_app.documents.formats.tree import (
    MAX_DEPTH,
    About,
    Blocks,
    Code,
    Inline,
    Inlines,
    Items,
    Paragraph,
    Quote,
    Run,
    Table,
    Tree,
    plain_text,
    tidy,
)
from writer_app.errors import DocumentError

MAX_COLUMNS = 64
_TRANSPARENT = frozenset({"text", "section", "text-box", "note-body", "index-body", "header-rows"})
_CONTENTS = frozenset(
    {"table-of-content", "illustration-index", "table-index", "object-index", "user-index",
     "alphabetical-index", "bibliography"}
)  # fmt: skip
_ROWS = frozenset({"table-header-rows", "table-rows", "table-row-group"})


def read_odt(data: bytes, name: str, losses: Losses) -> Tree:
    """Read an OpenDocument text.

    Args:
        data: the whole file. name: of the file, for messages.
        losses: where to count what the tree cannot say.

    Raises: DocumentError: damaged, hostile, or no OpenDocument text.
    """
    archive = SafeZip(data, name)
    content = parse_xml(archive.must_read("content.xml"), name)
    body = child(child(content, "body"), "text")
    if body is None:
        raise DocumentError(f"{name} is no OpenDocument text (it may be a sheet or slides).")
    named = archive.read("styles.xml")
    styles = Styles(parse_xml(named, name) if named else None, content)
    reader = _Reader(styles, name, losses)
    blocks = reader.blocks(body, 0)
    notes = reader.notes()
    meta = archive.read("meta.xml")
    return Tree(blocks, notes, _about(parse_xml(meta, name)) if meta else About())


class _Reader:
    """Walks one document; one use."""

    def __init__(self, styles: Styles, name: str, losses: Losses) -> None:
        self._styles = styles
        self._name = name
        self._losses = losses
        self._note_bodies: list[Element] = []

    def blocks(
        self, container: Element, depth: int, list_style: str = "", level: int = 0
    ) -> Blocks:
        """Give the blocks inside an element."""
        return nested(list(self._flats(container, depth, list_style, level)))

    def notes(self) -> tuple[Blocks, ...]:
        """Give the footnotes in the order in which they were named."""
        given: list[Blocks] = []
        while len(given) < len(self._note_bodies):
            given.append(self.blocks(self._note_bodies[len(given)], 1))
        return tuple(given)

    def _flats(self, container: Element, depth: int, list_style: str, level: int) -> Iterator[Flat]:
        if depth > MAX_DEPTH:
            raise DocumentError(f"{self._name} nests its parts too deeply to be read safely.")
        for one in container:
            match local(one):
                case "p" | "h":
                    yield from self._paragraph(one, depth)
                case "list":
                    yield from self._list(one, depth, list_style, level)
                case "table":
                    yield from self._table(one, depth)
                case "tracked-changes":
                    self._losses.add(Kind.DELETION, sum(local(e) == "deletion" for e in one.iter()))
                case "frame":
                    yield from self._frame(one, depth)
                case name if name in _TRANSPARENT:
                    yield from self._flats(one, depth + 1, list_style, level)
                case name if name in _CONTENTS:
                    self._losses.add(Kind.FIELD)

    def _paragraph(self, element: Element, depth: int) -> Iterator[Flat]:
        runs = RunReader(self._styles, self._take_note, self._losses)
        runs.read(element)
        role = self._styles.role(attribute(element, "style-name"))
        heading = role.heading_level
        if local(element) == "h":
            heading = whole(attribute(element, "outline-level"), 1)
        if role.is_code:
            letters = "".join(one.text for one in runs.inlines if isinstance(one, Run))
            yield Flat(Code(letters.removesuffix("\n")))
        else:
            content = tidy(runs.inlines)
            block = prose_block(without_bold(content) if heading else content, heading)
            if block is not None:
                yield Flat(block, is_quote=role.is_quote)
            is_prose = isinstance(block, Paragraph) and local(element.getparent()) != "table-cell"
            self._losses.add(
                Kind.ALIGNMENT, int(is_prose and role.side in {"center", "right", "end"})
            )
        for box in runs.boxes:
            self._losses.add(Kind.BOX)
            yield from self._flats(box, depth + 1, "", 0)

    def _take_note(self, body: Element) -> int:
        self._note_bodies.append(body)
        return len(self._note_bodies)

    def _list(self, element: Element, depth: int, list_style: str, level: int) -> Iterator[Flat]:
        style = attribute(element, "style-name") or list_style
        is_ordered, start = self._styles.list_kind(style, level)
        items: list[Blocks] = []
        for item in element:
            if local(item) not in {"list-item", "list-header"}:
                continue
            if not items:
                start = whole(attribute(item, "start-value"), start)
            items.append(self.blocks(item, depth + 1, style, level + 1))
        blocks = [block for item in items for block in item]
        if len(items) == 1 and blocks and not isinstance(blocks[0], Paragraph | Items | Quote):
            # A numbered heading stands in a list of its own.
            yield from (Flat(block) for block in blocks)
        elif blocks:
            yield Flat(Items(tuple(items), is_ordered, start if is_ordered else 1))

    def _table(self, table: Element, depth: int) -> Iterator[Flat]:
        rows = [list(_cells(row)) for row in _rows(table, depth)]
        rows = [row for row in rows if row]
        if max(map(len, rows), default=0) < 2:
            for row in rows:
                yield from self._flats(row[0], depth + 1, "", 0)
            return
        cells = tuple(tuple(self._cell(cell, depth) for cell in row) for row in rows)
        if any(plain_text(cell) for row in cells for cell in row):
            yield Flat(Table(cells, tuple(self._side(cell) for cell in rows[0])))

    def _cell(self, cell: Element, depth: int) -> Inlines:
        spans = (attribute(cell, "number-columns-spanned"), attribute(cell, "number-rows-spanned"))
        self._losses.add(Kind.MERGED_CELL, int(any(span not in {"", "1"} for span in spans)))
        blocks = self.blocks(cell, depth + 1)
        n_inner = sum(isinstance(block, Items | Table | Code) for block in blocks)
        self._losses.add(Kind.CELL_BLOCK, n_inner)
        return joined(blocks)

    def _side(self, cell: Element) -> str:
        style = attribute(child(cell, "p"), "style-name")
        side = self._styles.role(style).side
        return {"start": "left", "end": "right"}.get(side, side if side == "center" else "")

    def _frame(self, frame: Element, depth: int) -> Iterator[Flat]:
        runs = RunReader(self._styles, self._take_note, self._losses)
        runs.read_frame(frame)
        content: tuple[Inline, ...] = tidy(runs.inlines)
        if content:
            yield Flat(Paragraph(content))
        for box in runs.boxes:
            self._losses.add(Kind.BOX)
            yield from self._flats(box, depth + 1, "", 0)


def _rows(table: Element, depth: int) -> Iterator[Element]:
    if depth > MAX_DEPTH:
        return
    for one in table:
        if local(one) == "table-row":
            yield one
        elif local(one) in _ROWS:
            yield from _rows(one, depth + 1)


def _cells(row: Element) -> Iterator[Element]:
    """Give a row's cells; what a sheet repeats without end is not repeated."""
    n_given = 0
    for one in row:
        if local(one) not in {"table-cell", "covered-table-cell"} or n_given >= MAX_COLUMNS:
            continue
        n_given += 1
        yield one


def _about(meta: Element) -> About:
    said: dict[str, str] = {}
    for one in meta.iter():
        said.setdefault(local(one), one.text or "")
    return About(said.get("title", ""), said.get("creator", ""))

"""Read a Word document (docx) into the tree. May import: errors, its siblings. Thread: any."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from writer_app.documents.formats.docx_runs import RunReader
from writer_app.documents.formats.docx_styles import Numbering, Styles, child, local, value
from writer_app.documents.formats.flat_blocks import Flat, Place, nested, prose_block
from writer_app.documents.formats.html_blocks import joined, without_bold
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.safe_xml import Element, parse_xml
from writer_app.documents.formats.safe_zip import SafeZip
from writer_app.documents.formats.tree import (
    MAX_DEPTH,
    About,
    Blocks,
    Code,
    Inlines,
    Items,
    Paragraph,
    Table,
    Tree,
    plain_text,
    tidy,
)
from writer_app.errors import DocumentError

_TRANSPARENT = frozenset(
    {"body", "sdt", "sdtContent", "customXml", "ins", "moveTo", "txbxContent", "tc", "footnote",
     "endnote", "Choice"}
)  # fmt: skip
_ALIGNED = frozenset({"center", "right", "end", "distribute"})


def read_docx(data: bytes, name: str, losses: Losses) -> Tree:
    """Read a Word document.

    Args:
        data: the whole file. name: of the file, for messages.
        losses: where to count what the tree cannot say.

    Raises: DocumentError: damaged, hostile, or no Word document.
    """
    return _Reader(SafeZip(data, name), name, losses).tree()


@dataclass(frozen=True, slots=True)
class _Links:
    """Where the relations of one part lead, and the relations' kinds."""

    targets: dict[str, str]
    kinds: dict[str, str]


class _Reader:
    """Walks one document; one use."""

    def __init__(self, archive: SafeZip, name: str, losses: Losses) -> None:
        self._zip = archive
        self._name = name
        self._losses = losses
        top = self._links("")
        self._main = next(
            (top.targets[n] for n, kind in top.kinds.items() if kind == "officeDocument"),
            "word/document.xml",
        ).lstrip("/")
        self._root = parse_xml(archive.must_read(self._main), name)
        self._main_links = self._links(self._main)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._note_roots = {
            "footnote": self._notes_of("footnotes"),
            "endnote": self._notes_of("endnotes"),
        }
        self._numbers: dict[tuple[str, str], int] = {}

    def tree(self) -> Tree:
        body = child(self._root, "body")
        if body is None:
            raise DocumentError(f"{self._name} is no Word document (it has no body).")
        blocks = self._blocks(body, self._main_links, 0)
        notes: list[Blocks] = []
        while len(notes) < len(self._numbers):
            kind, note_id = list(self._numbers)[len(notes)]
            links = self._links(self._target(f"{kind}s"))
            notes.append(self._blocks(self._note_roots[kind][note_id], links, 1))
        self._count_page_edges()
        return Tree(blocks, tuple(notes), self._about())

    def number_of(self, kind: str, note_id: str) -> int | None:
        """Give a note's number, counted as they are named; None: there is no such note."""
        if note_id not in self._note_roots[kind]:
            return None
        return self._numbers.setdefault((kind, note_id), len(self._numbers) + 1)

    def _blocks(self, container: Element, links: _Links, depth: int) -> Blocks:
        return nested(list(self._flats(container, links, depth)))

    def _flats(self, container: Element, links: _Links, depth: int) -> Iterator[Flat]:
        """Give paragraphs and tables in order."""
        if depth > MAX_DEPTH:
            raise DocumentError(f"{self._name} nests its parts too deeply to be read safely.")
        for one in container:
            name = local(one)
            if name == "p":
                yield from self._paragraph(one, links, depth)
            elif name == "tbl":
                yield from self._table(one, links, depth)
            elif name in _TRANSPARENT:
                yield from self._flats(one, links, depth + 1)
            elif name == "AlternateContent":
                yield from self._flats(one[0] if len(one) else one, links, depth + 1)
            elif name in {"del", "moveFrom"}:
                self._losses.add(Kind.DELETION)

    def _paragraph(self, element: Element, links: _Links, depth: int) -> Iterator[Flat]:
        properties = child(element, "pPr")
        role = self._styles.role(value(child(properties, "pStyle")))
        if role.is_contents:
            self._losses.add(Kind.FIELD)
            return
        runs = RunReader(self._styles, links.targets, self.number_of, self._losses)
        runs.read(element)
        content = tidy(runs.inlines)
        place = self._place(element, properties)
        if role.is_code:
            letters = "".join(getattr(one, "text", "") for one in runs.inlines)
            yield Flat(Code(letters.rstrip("\n")), place)
        else:
            if role.heading_level:
                content = without_bold(content)
            block = prose_block(content, role.heading_level)
            is_alone = bool(role.heading_level) or role.is_quote
            if block is not None:
                yield Flat(block, None if is_alone else place, role.is_quote)
            is_aligned = isinstance(block, Paragraph) and _side(element) in _ALIGNED
            self._losses.add(Kind.ALIGNMENT, int(is_aligned and not _is_in_cell(element)))
        for box in runs.boxes:
            self._losses.add(Kind.BOX)
            yield from self._flats(box, links, depth + 1)

    def _place(self, element: Element, properties: Element | None) -> Place | None:
        """Give a paragraph's place in a list; None: in none."""
        role = self._styles.role(value(child(properties, "pStyle")))
        if role.list_kind == "continue":
            return Place(role.list_level, is_new=False)
        own = child(properties, "numPr")
        numbering = own if own is not None else role.numbering
        if numbering is None:
            return None
        level_text = value(child(numbering, "ilvl"))
        level = int(level_text) if level_text in set("0123456789") and level_text else 0
        place = self._numbering.place(value(child(numbering, "numId")), level)
        if place and own is None and role.list_level > 0:
            return Place(role.list_level, place.list_name, place.is_ordered, place.number)
        has_words = any(
            local(one) not in {"pPr", "bookmarkStart", "bookmarkEnd"} for one in element
        )
        return place if has_words else None

    def _table(self, table: Element, links: _Links, depth: int) -> Iterator[Flat]:
        rows = [list(_descend(row, "tc", depth)) for row in _descend(table, "tr", depth)]
        rows = [row for row in rows if row]
        if max(map(len, rows), default=0) < 2:
            for row in rows:
                yield from self._flats(row[0], links, depth + 1)
            return
        cells = tuple(tuple(self._cell(cell, links, depth) for cell in row) for row in rows)
        if any(plain_text(cell) for row in cells for cell in row):
            yield Flat(Table(cells, tuple(_cell_side(cell) for cell in rows[0])))

    def _cell(self, cell: Element, links: _Links, depth: int) -> Inlines:
        properties = child(cell, "tcPr")
        is_merged = child(properties, "gridSpan") is not None or (
            child(properties, "vMerge") is not None
        )
        self._losses.add(Kind.MERGED_CELL, int(is_merged))
        blocks = self._blocks(cell, links, depth + 1)
        n_inner = sum(isinstance(block, Items | Table | Code) for block in blocks)
        self._losses.add(Kind.CELL_BLOCK, n_inner)
        return joined(blocks)

    def _links(self, part: str) -> _Links:
        """Read where a part's relations lead; outside addresses are never followed."""
        folder, file = posixpath.split(part)
        data = self._zip.read(posixpath.join(folder, "_rels", f"{file}.rels"))
        targets: dict[str, str] = {}
        kinds: dict[str, str] = {}
        for one in parse_xml(data, self._name) if data else ():
            target, identity = value(one, "Target"), value(one, "Id")
            if value(one, "TargetMode") != "External" and not target.startswith("/"):
                target = posixpath.normpath(posixpath.join(folder, target))
            targets[identity] = target
            kinds[identity] = value(one, "Type").rpartition("/")[2]
        return _Links(targets, kinds)

    def _target(self, kind: str) -> str:
        links = self._main_links
        found = (links.targets[n] for n, one in links.kinds.items() if one == kind)
        return next(found, "").lstrip("/")

    def _part(self, kind: str) -> Element | None:
        data = self._zip.read(self._target(kind))
        return parse_xml(data, self._name) if data else None

    def _notes_of(self, kind: str) -> dict[str, Element]:
        root = self._part(kind)
        notes: dict[str, Element] = {}
        for one in root if root is not None else ():
            if value(one, "type") in {"", "normal"}:
                notes[value(one, "id")] = one
        return notes

    def _count_page_edges(self) -> None:
        for identity, kind in self._main_links.kinds.items():
            if kind not in {"header", "footer"}:
                continue
            data = self._zip.read(self._main_links.targets[identity].lstrip("/"))
            root = parse_xml(data, self._name) if data else None
            has_words = root is not None and any(
                local(one) == "t" and one.text and one.text.strip() for one in root.iter()
            )
            self._losses.add(Kind.PAGE_EDGE, int(has_words))

    def _about(self) -> About:
        data = self._zip.read("docProps/core.xml")
        root = parse_xml(data, self._name) if data else None
        said: dict[str, str] = {}
        for one in root if root is not None else ():
            said[local(one)] = one.text or ""
        return About(said.get("title", ""), said.get("creator", ""))


def _side(paragraph: Element | None) -> str:
    return value(child(child(paragraph, "pPr"), "jc"))


def _is_in_cell(paragraph: Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and local(parent) == "tc"


def _cell_side(cell: Element) -> str:
    """Give the side that a column's head is set on, as Markdown can say it."""
    side = {"start": "left", "end": "right"}.get(raw := _side(child(cell, "p")), raw)
    return side if side in {"left", "center", "right"} else ""


def _descend(element: Element, name: str, depth: int) -> Iterator[Element]:
    """Give children of a name, also those inside content controls."""
    if depth > MAX_DEPTH:
        return
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _descend(one, name, depth + 1)

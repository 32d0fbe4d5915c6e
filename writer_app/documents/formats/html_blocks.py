"""Turn the elements of a clean page into blocks and runs. May import: its siblings. Thread: any."""

import re
from dataclasses import dataclass

from writer_app.documents.formats.html_nodes import Node
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.tree import (
    MAX_DEPTH,
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
    is_safe_url,
    plain_text,
    tidy,
)

_BLOCK_TAGS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "pre", "ul", "ol", "li", "hr",
     "table", "tr", "td", "th", "dl", "dt", "dd", "figure", "figcaption", "section", "article",
     "header", "footer", "main", "nav", "address", "aside", "details", "summary", "center",
     "caption", "body"}
)  # fmt: skip
_STYLE_OF = {
    "strong": Style.BOLD, "b": Style.BOLD, "em": Style.ITALIC, "i": Style.ITALIC,
    "cite": Style.ITALIC, "dfn": Style.ITALIC, "var": Style.ITALIC, "del": Style.STRIKE,
    "s": Style.STRIKE, "strike": Style.STRIKE, "code": Style.CODE, "tt": Style.CODE,
    "kbd": Style.CODE, "samp": Style.CODE,
}  # fmt: skip
_SPACES = re.compile(r"[ \t\n\r\f]+")
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|sourceCode\s+)([\w+#.-]{1,30})")
_NOTE_TARGET = re.compile(r"#(?:fn|footnote|user-content-fn|_ftn)[-:_]?.{0,60}$")


@dataclass(frozen=True, slots=True)
class Look:
    """How the letters of an element look."""

    style: Style = Style.PLAIN
    url: str = ""


class BlockReader:
    """Reads nodes; one page, one use.

    Args:
        losses: where to count what the tree cannot say.
    """

    def __init__(self, losses: Losses) -> None:
        self._losses = losses
        self._numbers: dict[str, int] = {}
        self._note_nodes: dict[str, Node] = {}

    def blocks(self, node: Node, depth: int = 0) -> Blocks:
        """Give the blocks inside a node; loose letters make paragraphs."""
        if depth == 0:
            self._find_notes(node)
        found: list[Block] = []
        loose: list[Inline] = []
        for child in node.children:
            if isinstance(child, str) or not self._is_block(child):
                loose += self._inlines(child, Look(), 0)
                continue
            found += _paragraphs(loose)
            loose = []
            found += self._block(child, depth + 1)
        return (*found, *_paragraphs(loose))

    def notes(self) -> tuple[Blocks, ...]:
        """Give the footnotes in the order in which they were named."""
        given: list[Blocks] = []
        while len(given) < len(self._numbers):
            target = list(self._numbers)[len(given)]
            given.append(self.blocks(self._note_nodes[target], depth=1))
        return tuple(given)

    def _block(self, node: Node, depth: int) -> list[Block]:
        if depth > MAX_DEPTH:
            return _paragraphs([Run(_SPACES.sub(" ", node.letters()))])
        match node.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self._heading(node)
            case "blockquote":
                inside = self.blocks(node, depth)
                return [Quote(inside)] if inside else []
            case "pre":
                return [_code(node)]
            case "ul" | "ol":
                return self._list(node, depth)
            case "hr":
                return [Rule()]
            case "table":
                return self._table(node, depth)
            case "section" if self._is_notes(node):
                return []
            case _:
                self._count_alignment(node)
                return list(self.blocks(node, depth))

    def _is_block(self, node: Node) -> bool:
        """Tell whether an element is a block, or wraps blocks as some programs do."""
        if node.tag in _BLOCK_TAGS:
            return True
        is_wrap = node.tag in {"span", "b", "a", "ins", "q", "u"}
        return is_wrap and any(
            not isinstance(child, str) and child.tag in _BLOCK_TAGS for child in node.children
        )

    def _heading(self, node: Node) -> list[Block]:
        content = tidy(
            Run(one.text.replace("\n", " "), one.style, one.url) if isinstance(one, Run) else one
            for one in self._children(node, Look(), 0)
        )
        content = without_bold(content)
        return [Heading(int(node.tag[1]), content)] if content else []

    def _list(self, node: Node, depth: int) -> list[Block]:
        items: list[Blocks] = []
        for child in node.children:
            if isinstance(child, str):
                if child.strip():
                    items.append(tuple(_paragraphs([Run(_SPACES.sub(" ", child))])))
            elif child.tag in {"ul", "ol"} and items:
                items[-1] = (*items[-1], *self._list(child, depth + 1))
            elif child.tag == "li":
                items.append(self.blocks(child, depth + 1))
            else:
                items.append(tuple(self._block(child, depth + 1)))
        start = node.attributes.get("start", "1")
        is_number = start.isascii() and start.isdigit() and len(start) <= 9
        is_ordered = node.tag == "ol"
        first = int(start) if is_number and is_ordered else 1
        return [Items(tuple(items), is_ordered, first)] if items else []

    def _table(self, node: Node, depth: int) -> list[Block]:
        """Read a table; one that only lays out a page is its cells, one by one."""
        rows: list[list[Node]] = []
        captions: list[Block] = []
        has_blocks = False
        for child in _table_parts(node):
            if child.tag == "tr":
                rows.append([])
            elif child.tag == "caption":
                captions += self.blocks(child, depth)
            else:
                if not rows:
                    rows.append([])
                rows[-1].append(child)
                has_blocks |= any(
                    _has_tag(child, tag) for tag in ("table", "ul", "pre", "h1", "h2")
                )
        rows = [row for row in rows if row]
        if has_blocks or max(map(len, rows), default=0) < 2:
            self._losses.add(Kind.CELL_BLOCK, int(has_blocks))
            return [
                *captions,
                *(b for row in rows for cell in row for b in self.blocks(cell, depth)),
            ]
        sides = tuple(_side(cell) for cell in rows[0])
        cells = tuple(tuple(self._cell(cell, depth) for cell in row) for row in rows)
        return [*captions, Table(cells, sides)]

    def _cell(self, cell: Node, depth: int) -> Inlines:
        spans = (cell.attributes.get("colspan", "1"), cell.attributes.get("rowspan", "1"))
        self._losses.add(Kind.MERGED_CELL, int(spans != ("1", "1")))
        return joined(self.blocks(cell, depth))

    def _children(self, node: Node, look: Look, depth: int) -> list[Inline]:
        found: list[Inline] = []
        for child in node.children:
            found += self._inlines(child, look, depth)
        return found

    def _inlines(self, node: Node | str, look: Look, depth: int) -> list[Inline]:
        if isinstance(node, str):
            return [Run(_SPACES.sub(" ", node), look.style, look.url)]
        match node.tag:
            case "br":
                return [Run("\n", look.style, look.url)]
            case "img":
                return [self._picture(node)]
            case "a" if (target := self._note_target(node)) is not None:
                return [NoteMark(self._numbers.setdefault(target, len(self._numbers) + 1))]
            case "a" if node.attributes.get("role") == "doc-backlink":
                return []
            case "sup" | "sub":
                is_note = any(
                    not isinstance(child, str) and self._note_target(child)
                    for child in node.children
                )
                self._losses.add(Kind.RAISED, int(not is_note))
        return self._children(node, self._look(node, look), depth + 1)

    def _look(self, node: Node, look: Look) -> Look:
        style = look.style | _STYLE_OF.get(node.tag, Style.PLAIN)
        css = node.attributes.get("style", "").replace(" ", "").lower()
        if css:
            style = _styled_by(css, style)
        url = look.url
        if node.tag == "a" and (target := node.attributes.get("href", "").strip()):
            if is_safe_url(target):
                url = target
            else:
                self._losses.add(Kind.LINK)
        return Look(style, url)

    def _picture(self, node: Node) -> Picture:
        url = node.attributes.get("src", "").strip()
        is_kept = is_safe_url(url) and len(url) < 2_000
        self._losses.add(Kind.PICTURE, int(not is_kept))
        words = _SPACES.sub(" ", node.attributes.get("alt", "")).strip()
        return Picture(words, url if is_kept else "")

    def _count_alignment(self, node: Node) -> None:
        css = node.attributes.get("style", "")
        is_moved = node.tag == "center" or ("text-align" in css and "left" not in css)
        self._losses.add(Kind.ALIGNMENT, int(is_moved))

    def _find_notes(self, root: Node) -> None:
        """Find the footnotes' section, whose items have the names that links point at."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            inner = [child for child in node.children if not isinstance(child, str)]
            waiting += inner
            if not self._is_notes_section(node):
                continue
            queue = inner
            while queue:
                one = queue.pop()
                queue += [child for child in one.children if not isinstance(child, str)]
                if one.tag == "li" and (name := one.attributes.get("id")):
                    self._note_nodes[name] = one

    def _is_notes_section(self, node: Node) -> bool:
        words = f"{node.attributes.get('class', '')} {node.attributes.get('role', '')}".split()
        return node.tag in {"section", "div", "aside"} and bool(
            {"footnotes", "doc-endnotes", "endnotes"} & set(words)
        )

    def _is_notes(self, node: Node) -> bool:
        return self._is_notes_section(node) and bool(self._note_nodes)

    def _note_target(self, node: Node) -> str | None:
        """Give the footnote a link points at; None: it is another link."""
        target = node.attributes.get("href", "")
        if node.tag != "a" or not target.startswith("#") or target[1:] not in self._note_nodes:
            return None
        is_named = node.attributes.get("role") == "doc-noteref" or _NOTE_TARGET.match(target)
        return target[1:] if is_named else None


def without_bold(inlines: Inlines) -> Inlines:
    """Take bold away from a heading that is bold throughout: a heading is, anyway."""
    if not all(isinstance(one, Run) and one.style & Style.BOLD for one in inlines):
        return inlines
    return tidy(
        Run(one.text, one.style & ~Style.BOLD, one.url) for one in inlines if isinstance(one, Run)
    )


def joined(blocks: Blocks) -> Inlines:
    """Give blocks as one cell's content, a line break between them."""
    found: list[Inline] = []
    for block in blocks:
        if found:
            found.append(Run("\n"))
        match block:
            case Paragraph(inlines) | Heading(_, inlines):
                found += inlines
            case Quote(inside):
                found += joined(inside)
            case Items(items):
                found += joined(tuple(b for item in items for b in item))
            case Code(text):
                found += [Run(text, Style.CODE)]
            case Table(rows):
                found += joined(tuple(Paragraph(cell) for row in rows for cell in row))
            case Rule():
                pass
    return tidy(found)


def _paragraphs(loose: list[Inline]) -> list[Block]:
    content = tidy(loose)
    has_words = plain_text(content).strip() or any(not isinstance(one, Run) for one in content)
    return [Paragraph(content)] if has_words else []


def _code(node: Node) -> Code:
    names = node.attributes.get("class", "")
    inner = [child for child in node.children if not isinstance(child, str)]
    if inner and inner[0].tag == "code":
        names += " " + inner[0].attributes.get("class", "")
    language = _LANGUAGE.search(names)
    text = node.letters().removeprefix("\n").removesuffix("\n").replace("\r", "")
    return Code(text, language[1] if language else "")


def _styled_by(css: str, style: Style) -> Style:
    """Add what a style attribute says; programs write `<b style="font-weight:normal">`."""
    if "font-weight:normal" in css or "font-weight:400" in css:
        style &= ~Style.BOLD
    elif re.search(r"font-weight:(?:bold|[6-9]00)", css):
        style |= Style.BOLD
    if "font-style:italic" in css:
        style |= Style.ITALIC
    elif "font-style:normal" in css:
        style &= ~Style.ITALIC
    return style | Style.STRIKE if "line-through" in css else style


def _table_parts(table: Node) -> list[Node]:
    """Give rows, cells and caption in order, not those of a table inside."""
    found: list[Node] = []
    waiting = [child for child in reversed(table.children) if not isinstance(child, str)]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if node.tag == "tr":
            waiting += [child for child in reversed(node.children) if not isinstance(child, str)]
    return [node for node in found if node.tag in {"tr", "td", "th", "caption"}]


def _has_tag(node: Node, tag: str) -> bool:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        inner = [child for child in one.children if not isinstance(child, str)]
        if any(child.tag == tag for child in inner):
            return True
        waiting += inner
    return False


def _side(cell: Node) -> str:
    css = cell.attributes.get("style", "").replace(" ", "")
    said = re.search(r"text-align:(left|center|right)", css)
    return (
        said[1]
        if said
        else cell.attributes.get("align", "")
        if cell.attributes.get("align") in {"left", "center", "right"}
        else ""
    )

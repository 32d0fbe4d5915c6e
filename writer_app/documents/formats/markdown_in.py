"""Read Markdown into the tree: CommonMark, tables, strike-through, footnotes, front matter.

The door to markdown-it. May import: errors, its siblings. Thread: any.
"""

import re
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from writer_app.documents.formats.line_breaks import LineEnd, meaning_of_line_ends
from writer_app.documents.formats.losses import Kind, Losses
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
    is_safe_url,
    tidy,
)
from writer_app.errors import DocumentError

MAX_NESTING = 120
"""Deepest level markdown-it is let into; it drops what stands deeper, so we refuse."""

_STYLE_OF = {"strong": Style.BOLD, "em": Style.ITALIC, "s": Style.STRIKE}
_TAG = re.compile(r"<(/?)(strong|b|em|i|del|s|code|br)\s*/?>", re.IGNORECASE)
_STYLE_OF_TAG = {
    "strong": Style.BOLD, "b": Style.BOLD, "em": Style.ITALIC, "i": Style.ITALIC,
    "del": Style.STRIKE, "s": Style.STRIKE, "code": Style.CODE,
}  # fmt: skip
_FRONT_LINE = re.compile(r"(title|author|lang|language)\s*:\s*(.+?)\s*$", re.IGNORECASE)
_INDENT = re.compile(r"[ \t]*([^\S \t\n][^\S\n]*)")
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def read_markdown(
    text: str, losses: Losses | None = None, parser: MarkdownIt | None = None
) -> Tree:
    r"""Read a text as Markdown.

    A single "\n" is a paragraph, a line or a space (nothing between Chinese letters), as
    `meaning_of_line_ends` finds.

    Args:
        text: all of it, "\n" ends. losses: where to count what the tree cannot say.
        parser: from `make_parser`; None: a new one.

    Raises: DocumentError: nested deeper than anyone reads.
    """
    return _Reader(text, losses or Losses(), parser or make_parser()).tree()


def read_plain(text: str) -> Tree:
    """Read a text that is not Markdown: every line that is not empty is a paragraph."""
    lines = (tidy([Run(line)]) for line in text.split("\n"))
    return Tree(tuple(Paragraph(inlines) for inlines in lines if inlines))


def make_parser() -> MarkdownIt:
    """Make the parser; addresses are checked by the tree, not dropped half-read."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin).use(front_matter_plugin)
    parser.validateLink = _any_link  # type: ignore[method-assign, assignment]
    return parser


def _any_link(_: str) -> bool:
    return True


class _Reader:
    """Walks the parser's flat list of tokens; one text, one use."""

    def __init__(self, text: str, losses: Losses, parser: MarkdownIt) -> None:
        self._losses = losses
        self._source = text.split("\n")
        self._notes: dict[int, Blocks] = {}
        self._about = About()
        self._line_end = meaning_of_line_ends(text)
        environment: dict[str, Any] = {}
        self._tokens = parser.parse(text, environment)
        if any(token.level >= MAX_NESTING - 1 for token in self._tokens):
            raise DocumentError("The text nests lists or quotes too deeply to be converted.")
        references = environment.get("footnotes", {}).get("refs", {})
        losses.add(Kind.NOTE, sum(1 for number in references.values() if number < 0))
        self._index = 0

    def tree(self) -> Tree:
        blocks = self._blocks("")
        notes = tuple(self._notes.get(n, ()) for n in range(max(self._notes, default=-1) + 1))
        return Tree(blocks, notes, self._about)

    def _blocks(self, end: str) -> Blocks:
        """Read blocks up to the token that closes them."""
        blocks: list[Block] = []
        while self._index < len(self._tokens):
            token = self._tokens[self._index]
            self._index += 1
            if token.type == end:
                break
            blocks += self._block(token)
        return tuple(blocks)

    def _block(self, token: Token) -> list[Block]:
        match token.type:
            case "paragraph_open" | "heading_open":
                inline = self._tokens[self._index]
                self._index += 2
                return self._prose(token, inline)
            case "blockquote_open":
                return [Quote(self._blocks("blockquote_close"))]
            case "bullet_list_open" | "ordered_list_open":
                return [self._list(token)]
            case "fence" | "code_block":
                language = (token.info.split() or [""])[0]
                return [Code(token.content.removesuffix("\n"), language)]
            case "table_open":
                return [self._table()]
            case "hr":
                return [Rule()]
            case "html_block":
                return list(self._html(token.content))
            case "front_matter":
                self._about = _about(token.content)
            case "footnote_block_open":
                self._read_notes()
        return []

    def _prose(self, opening: Token, inline: Token) -> list[Block]:
        content = self._inlines(inline.children or [])
        if opening.type == "heading_open":
            flat = (
                replace(one, text=one.text.replace("\n", " ")) if isinstance(one, Run) else one
                for one in content
            )
            return [Heading(int(opening.tag[1]), tidy(flat))]
        content = tidy(self._indent_of(opening) + content)
        if self._line_end is not LineEnd.PARAGRAPH:
            return [Paragraph(content)] if content else []
        return [Paragraph(part) for part in self._lines(inline) if part]

    def _indent_of(self, opening: Token) -> Inlines:
        """Give the wide spaces that the parser strips from a paragraph's start.

        U+3000 twice is how a Chinese paragraph begins; markdown-it-py 4.3 drops it.
        """
        if opening.level or not opening.map:
            return ()
        indent = _INDENT.match(self._source[opening.map[0]])
        return (Run(indent[1]),) if indent else ()

    def _lines(self, inline: Token) -> list[Inlines]:
        """Part a paragraph at its line ends, outside of links and emphasis."""
        lines: list[list[Token]] = [[]]
        depth = 0
        for child in inline.children or []:
            depth += child.nesting
            if child.type == "softbreak" and depth == 0:
                lines.append([])
            else:
                lines[-1].append(child)
        return [self._inlines(line) for line in lines]

    def _list(self, opening: Token) -> Items:
        is_ordered = opening.type == "ordered_list_open"
        close = "ordered_list_close" if is_ordered else "bullet_list_close"
        items: list[Blocks] = []
        while self._tokens[self._index].type != close:
            self._index += 1
            items.append(self._blocks("list_item_close"))
        self._index += 1
        return Items(
            tuple(items), is_ordered, int(opening.attrGet("start") or 1) if is_ordered else 1
        )

    def _table(self) -> Table:
        rows: list[tuple[Inlines, ...]] = []
        row: list[Inlines] = []
        sides: list[str] = []
        while (token := self._tokens[self._index]).type != "table_close":
            self._index += 1
            if token.type == "th_open":
                sides.append(str(token.attrGet("style") or "").rpartition(":")[2])
            if token.type == "inline":
                row.append(self._inlines(token.children or []))
            if token.type == "tr_close":
                rows.append(tuple(row))
                row = []
        self._index += 1
        return Table(tuple(rows), tuple(sides))

    def _html(self, raw: str) -> Blocks:
        """Read raw HTML as the HTML reader would; a comment is the writer's own."""
        from writer_app.documents.formats.html_in import read_html_blocks

        return read_html_blocks(raw, self._losses)

    def _read_notes(self) -> None:
        while (token := self._tokens[self._index]).type != "footnote_block_close":
            self._index += 1
            if token.type == "footnote_open":
                self._notes[int(token.meta["id"])] = self._blocks("footnote_close")
        self._index += 1

    def _inlines(self, tokens: list[Token]) -> Inlines:
        found = _InlineReader(self._losses, is_broken=self._line_end is LineEnd.BREAK)
        for index, token in enumerate(tokens):
            found.take(token, tokens, index)
        return tidy(found.inlines)


class _InlineReader:
    """Turns nested inline tokens into flat runs; counts how deep each style is open.

    Args:
        is_broken: a single line end is a line's end, not a space.
    """

    def __init__(self, losses: Losses, *, is_broken: bool) -> None:
        self._is_broken = is_broken
        self.inlines: list[Inline] = []
        self._losses = losses
        self._open: list[Style] = []
        self._urls: list[str] = []

    def take(self, token: Token, tokens: list[Token], index: int) -> None:
        kind, _, edge = token.type.rpartition("_")
        match token.type:
            case "text":
                self._add(token.content)
            case "code_inline":
                self._add(token.content, Style.CODE)
            case "hardbreak":
                self._add("\n")
            case "softbreak":
                between = "" if _is_between_cjk(tokens, index) else " "
                self._add("\n" if self._is_broken else between)
            case "image":
                self._picture(token)
            case "footnote_ref":
                self.inlines.append(NoteMark(int(token.meta["id"]) + 1))
            case "html_inline":
                self._tag(token.content)
            case "link_open":
                self._link(str(token.attrGet("href") or ""))
            case "link_close":
                self._urls.pop()
            case _ if kind in _STYLE_OF and edge == "open":
                self._open.append(_STYLE_OF[kind])
            case _ if kind in _STYLE_OF and edge == "close":
                self._close(_STYLE_OF[kind])

    def _add(self, text: str, extra: Style = Style.PLAIN) -> None:
        style = extra
        for one in self._open:
            style |= one
        self.inlines.append(Run(text, style, self._urls[-1] if self._urls else ""))

    def _picture(self, token: Token) -> None:
        words = "".join(child.content for child in token.children or [])
        url = str(token.attrGet("src") or "")
        self.inlines.append(Picture(words, url if is_safe_url(url) else ""))

    def _link(self, url: str) -> None:
        if not is_safe_url(url):
            self._losses.add(Kind.LINK)
            url = ""
        self._urls.append(url)

    def _tag(self, tag: str) -> None:
        known = _TAG.fullmatch(tag)
        if not known:
            self._losses.add(Kind.TAG, 0 if tag.startswith(("<!--", "</")) else 1)
        elif known[2].lower() == "br":
            self._add("\n")
        elif known[1]:
            self._close(_STYLE_OF_TAG[known[2].lower()])
        else:
            self._open.append(_STYLE_OF_TAG[known[2].lower()])

    def _close(self, style: Style) -> None:
        if style in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(style)]


def _is_between_cjk(tokens: list[Token], index: int) -> bool:
    """Tell whether a line end stands between letters that are written without spaces."""
    before = tokens[index - 1].content if index else ""
    after = tokens[index + 1].content if index + 1 < len(tokens) else ""
    return bool(_CJK.match(before[-1:]) and _CJK.match(after[:1]))


def _about(front: str) -> About:
    """Take title, author and language from front matter's simple lines."""
    found: dict[str, str] = {}
    for line in front.split("\n"):
        if said := _FRONT_LINE.match(line):
            found.setdefault(said[1].lower()[:4], said[2].strip("\"'"))
    language = found.get("lang", "")
    is_tag = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language)
    return About(found.get("titl", ""), found.get("auth", ""), language if is_tag else "und")

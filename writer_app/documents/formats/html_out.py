"""Write the tree as HTML: a page of its own, and the blocks that other writers use.

May import: its siblings. Thread: any.
"""

import re
from collections.abc import Callable

from writer_app.documents.formats.safe_xml import xml_escaped
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
    plain_text,
)

STYLE_SHEET = """\
body { font-family: "Source Serif 4", Literata, Charter, Georgia, "Noto Serif", serif;
  line-height: 1.6; max-width: 36em; margin: 4em auto; padding: 0 1.5em; color: #22211e;
  background: #fbfaf7; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 .6em; font-weight: 650; }
h1 { font-size: 1.5em; } h2 { font-size: 1.25em; } h3, h4, h5, h6 { font-size: 1.05em; }
blockquote { margin: 1.2em 0 1.2em 1.5em; color: #4a463f; }
pre, code { font-family: "JetBrains Mono", "DejaVu Sans Mono", monospace; font-size: .88em; }
pre { background: #f1eee7; padding: .8em 1em; overflow-x: auto; white-space: pre-wrap; }
table { border-collapse: collapse; } th, td { border-bottom: 1px solid #e7e3db;
  padding: .3em .8em; }
hr { border: 0; text-align: center; margin: 2em 0; } hr::after { content: "* * *"; }
a { color: #1f6f5c; } section.footnotes { font-size: .9em; border-top: 1px solid #e7e3db; }
"""
_TAGS = ((Style.BOLD, "strong"), (Style.ITALIC, "em"), (Style.STRIKE, "del"), (Style.CODE, "code"))
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src * data:"

PictureWriter = Callable[[Picture], str]


def write_html(tree: Tree) -> bytes:
    """Give a whole page in UTF-8; it runs nothing."""
    about = tree.about
    title = xml_escaped(about.title or title_of(tree.blocks) or "Untitled")
    author = f'<meta name="author" content="{xml_escaped(about.author)}">\n' if about.author else ""
    language = "" if about.language == "und" else f' lang="{xml_escaped(about.language)}"'
    body = HtmlBlocks().page(tree)
    return (
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n{author}'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{STYLE_SHEET}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def title_of(blocks: Blocks) -> str:
    """Give the words of the first heading; empty when there is none."""
    for block in blocks:
        if isinstance(block, Heading):
            return plain_text(block.inlines).replace("\n", " ")
    return ""


def picture_note(picture: Picture) -> str:
    """Say in words that a picture stands here.

    Example: picture_note(Picture("a cat")) -> "[Picture: a cat]"
    """
    words = picture.words or re.split(r"[/\\]", picture.url)[-1][:80]
    return f"[Picture: {words}]" if words else "[Picture]"


class HtmlBlocks:
    """Writes blocks as HTML that is well-formed XML too (the epub's chapters).

    Args:
        picture: writes a picture; None: as an `img`. A note in words loads nothing.
        note_role: what marks a footnote's link.
        is_link_kept: tells whether an address may be linked to; None: every one.
    """

    def __init__(
        self,
        picture: PictureWriter | None = None,
        note_role: str = 'role="doc-noteref"',
        is_link_kept: Callable[[str], bool] | None = None,
    ) -> None:
        self._picture = picture or _img
        self._note_role = note_role
        self._is_link_kept = is_link_kept or bool
        self._named: set[int] = set()

    def page(self, tree: Tree) -> str:
        """Give all blocks, and the footnotes at the end."""
        parts = [self.blocks(tree.blocks)]
        if tree.notes:
            notes = "\n".join(self.note(number, note) for number, note in enumerate(tree.notes, 1))
            parts.append(
                f'<section class="footnotes" role="doc-endnotes">\n<ol>\n{notes}\n</ol>\n</section>'
            )
        return "\n".join(parts)

    def note(self, number: int, note: Blocks) -> str:
        """Give one footnote as an item of the list at the end."""
        back = f'<a href="#fnref{number}" role="doc-backlink">\u21a9</a>'
        return f'<li id="fn{number}">{self.blocks(note)} {back}</li>'

    def blocks(self, blocks: Blocks) -> str:
        """Give blocks one under the other."""
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block, name: str = "") -> str:
        """Give one block; `name`: the id of a heading that others link to."""
        identity = f' id="{name}"' if name else ""
        match block:
            case Heading(level, inlines):
                return f"<h{level}{identity}>{self.inlines(inlines)}</h{level}>"
            case Paragraph(inlines):
                return f"<p>{self.inlines(inlines)}</p>"
            case Quote(inside):
                return f"<blockquote>\n{self.blocks(inside)}\n</blockquote>"
            case Code(text, language):
                known = f' class="language-{xml_escaped(language)}"' if language else ""
                return f"<pre><code{known}>{xml_escaped(text)}\n</code></pre>"
            case Items():
                return self._list(block)
            case Table(rows, sides):
                return self._table(rows, sides)
            case Rule():
                return "<hr />"

    def inlines(self, inlines: Inlines) -> str:
        """Give a paragraph's content."""
        return "".join(self._inline(one) for one in inlines)

    def _inline(self, one: Inline) -> str:
        if isinstance(one, NoteMark):
            n = one.number
            # A note may be named twice, an id only once.
            name = "" if n in self._named else f' id="fnref{n}"'
            self._named.add(n)
            return f'<sup><a href="#fn{n}"{name} {self._note_role}>{n}</a></sup>'
        if isinstance(one, Picture):
            return self._picture(one)
        text = _letters(one)
        is_link = one.url and self._is_link_kept(one.url)
        return f'<a href="{xml_escaped(one.url)}">{text}</a>' if is_link else text

    def _list(self, items: Items) -> str:
        tag = "ol" if items.is_ordered else "ul"
        start = f' start="{items.start}"' if items.is_ordered and items.start != 1 else ""
        inside = "\n".join(f"<li>{self._item(item)}</li>" for item in items.items)
        return f"<{tag}{start}>\n{inside}\n</{tag}>"

    def _item(self, item: Blocks) -> str:
        """Give an item's content, a lone paragraph without its own tag."""
        first = item[0] if item else None
        if isinstance(first, Paragraph) and not any(isinstance(b, Paragraph) for b in item[1:]):
            return "\n".join([self.inlines(first.inlines), *map(self.block, item[1:])])
        return self.blocks(item)

    def _table(self, rows: tuple[tuple[Inlines, ...], ...], sides: tuple[str, ...]) -> str:
        parts = []
        for index, row in enumerate(rows):
            tag = "td" if index else "th"
            cells = "".join(
                f"<{tag}{_side(sides, column)}>{self.inlines(cell)}</{tag}>"
                for column, cell in enumerate(row)
            )
            parts.append(f"<tr>{cells}</tr>")
        body = f"<tbody>{''.join(parts[1:])}</tbody>" if parts[1:] else ""
        return f"<table>\n<thead>{parts[0] if parts else ''}</thead>\n{body}\n</table>"


def _side(sides: tuple[str, ...], column: int) -> str:
    side = sides[column] if column < len(sides) else ""
    return f' style="text-align: {side}"' if side else ""


def _letters(run: Run) -> str:
    text = xml_escaped(run.text).replace("\n", "<br />")
    for style, tag in reversed(_TAGS):
        if run.style & style:
            text = f"<{tag}>{text}</{tag}>"
    return text


def _img(picture: Picture) -> str:
    return f'<img src="{xml_escaped(picture.url)}" alt="{xml_escaped(picture.words)}" />'

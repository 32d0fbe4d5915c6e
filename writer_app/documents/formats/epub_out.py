"""Write the tree as an e-book (EPUB 3): a zip of a few templates.

Written here because EbookLib is under the AGPL. A chapter begins at every heading of
the highest level that stands more than once. May import: its siblings. Thread: any.
"""

import re
import uuid
from dataclasses import dataclass

from writer_app.documents.formats.html_out import HtmlBlocks, picture_note, title_of
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.safe_xml import xml_escaped
from writer_app.documents.formats.safe_zip import Part, make_zip
from writer_app.documents.formats.tree import (
    About,
    Block,
    Blocks,
    Heading,
    Inlines,
    Items,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Table,
    Tree,
    plain_text,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ABSOLUTE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""The name space of addresses in RFC 4122, appendix C."""
_CONTAINER = (
    f'{_HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_STYLE_SHEET = """\
body { line-height: 1.5; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 .8em; page-break-after: avoid; }
blockquote { margin: 1em 0 1em 1.5em; }
pre { white-space: pre-wrap; font-size: .9em; }
table { border-collapse: collapse; } th, td { border-bottom: 1px solid #999; padding: .3em .6em; }
hr { border: 0; text-align: center; margin: 1.6em 0; } hr::after { content: "* * *"; }
aside { font-size: .9em; margin-top: 1em; }
"""


@dataclass(frozen=True, slots=True)
class _Chapter:
    """One file of the book: its blocks and the name it has in the contents."""

    file: str
    title: str
    blocks: Blocks


def write_epub(tree: Tree, losses: Losses) -> bytes:
    """Give an e-book.

    Args:
        tree: what to write. losses: where to count what an e-book cannot hold.
    """
    about = tree.about
    title = about.title or title_of(tree.blocks) or "Untitled"
    chapters = _chapters(tree.blocks, title)
    writer = _PageWriter(about, tree.notes, losses)
    pages = [Part(f"EPUB/{one.file}", writer.page(one).encode()) for one in chapters]
    return make_zip(
        [
            Part("mimetype", b"application/epub+zip", is_packed=False),
            Part("META-INF/container.xml", _CONTAINER.encode()),
            Part("EPUB/package.opf", _package(about, title, chapters).encode()),
            Part("EPUB/nav.xhtml", _contents(about, title, chapters).encode()),
            Part("EPUB/style.css", _STYLE_SHEET.encode()),
            *pages,
        ]
    )


class _PageWriter:
    """Writes chapters; a footnote stands at the end of the chapter that names it."""

    def __init__(self, about: About, notes: tuple[Blocks, ...], losses: Losses) -> None:
        self._about = about
        self._notes = notes
        self._losses = losses

    def page(self, chapter: _Chapter) -> str:
        html = HtmlBlocks(
            picture=self._picture,
            note_role='epub:type="noteref" role="doc-noteref"',
            is_link_kept=self._is_link_kept,
        )
        parts = [
            html.block(block, _name(index) if isinstance(block, Heading) else "")
            for index, block in enumerate(chapter.blocks)
        ]
        for number in self._numbers(chapter.blocks):
            inside = html.blocks(self._notes[number - 1])
            parts.append(
                f'<aside epub:type="footnote" role="doc-footnote" id="fn{number}">'
                f"<p>{number}.</p>{inside}</aside>"
            )
        return _page(self._about, chapter.title, "\n".join(parts) or "<p></p>")

    def _numbers(self, blocks: Blocks) -> list[int]:
        """Give the notes that blocks name, and those that these notes name."""
        numbers = sorted(set(_named_in(blocks)))
        for number in numbers:
            numbers += [n for n in _named_in(self._notes[number - 1]) if n not in numbers]
        return numbers

    def _picture(self, picture: Picture) -> str:
        self._losses.add(Kind.PICTURE)
        return f"<em>{xml_escaped(picture_note(picture))}</em>"

    def _is_link_kept(self, url: str) -> bool:
        """Tell whether a link leads out of the book; what lay beside the text is not in it."""
        is_kept = bool(_ABSOLUTE.match(url))
        self._losses.add(Kind.LINK, int(not is_kept))
        return is_kept


def _chapters(blocks: Blocks, title: str) -> list[_Chapter]:
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    split_level = next((level for level in range(1, 7) if levels.count(level) > 1), 1)
    groups: list[list[Block]] = [[]]
    for block in blocks:
        has_words = any(not isinstance(one, Heading) for one in groups[-1])
        is_start = isinstance(block, Heading) and block.level <= split_level
        is_title_above = (
            isinstance(block, Heading)
            and groups[-1]
            and not has_words
            and (block.level > max(one.level for one in groups[-1] if isinstance(one, Heading)))
        )
        if is_start and groups[-1] and not is_title_above:
            groups.append([])
        groups[-1].append(block)
    return [
        _Chapter(f"chapter-{number:03}.xhtml", title_of(tuple(group)) or title, tuple(group))
        for number, group in enumerate(groups, 1)
    ]


def _named_in(blocks: Blocks) -> list[int]:
    """Give the numbers of the notes that blocks name, in order."""
    numbers: list[int] = []
    for block in blocks:
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                numbers += _marks(inlines)
            case Quote(inside):
                numbers += _named_in(inside)
            case Items(items):
                numbers += [n for item in items for n in _named_in(item)]
            case Table(rows):
                numbers += [n for row in rows for cell in row for n in _marks(cell)]
            case _:
                pass
    return numbers


def _marks(inlines: Inlines) -> list[int]:
    return [one.number for one in inlines if isinstance(one, NoteMark)]


def _name(index: int) -> str:
    return f"part-{index}"


def _page(about: About, title: str, inside: str, head: str = "") -> str:
    return (
        f'{_HEAD}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{about.language}" '
        f'lang="{about.language}">\n<head><title>{xml_escaped(title) or "&#160;"}</title>'
        f'<link rel="stylesheet" type="text/css" href="style.css"/>{head}</head>\n'
        f"<body>\n{inside}\n</body>\n</html>\n"
    )


def _contents(about: About, title: str, chapters: list[_Chapter]) -> str:
    items = []
    for chapter in chapters:
        heads = [(i, b) for i, b in enumerate(chapter.blocks) if isinstance(b, Heading)]
        inner = "".join(
            f'<li><a href="{chapter.file}#{_name(index)}">{_words(head)}</a></li>'
            for index, head in heads[1:]
            if _words(head)
        )
        below = f"<ol>{inner}</ol>" if inner else ""
        items.append(f'<li><a href="{chapter.file}">{xml_escaped(chapter.title)}</a>{below}</li>')
    listed = f"<h1>{xml_escaped(title)}</h1><ol>{''.join(items)}</ol>"
    inside = f'<nav epub:type="toc" id="toc">{listed}</nav>'
    return _page(about, title, inside)


def _words(heading: Heading) -> str:
    return xml_escaped(plain_text(heading.inlines).replace("\n", " ")).strip()


def _package(about: About, title: str, chapters: list[_Chapter]) -> str:
    """Give the book's description; the same title and author are the same book."""
    identity = uuid.uuid5(_NAMESPACE, f"foreword:{title}\0{about.author}")
    moment = about.written_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    author = f"<dc:creator>{xml_escaped(about.author)}</dc:creator>" if about.author else ""
    manifest = "".join(
        f'<item id="c{n}" href="{one.file}" media-type="application/xhtml+xml"/>'
        for n, one in enumerate(chapters, 1)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, len(chapters) + 1))
    return (
        f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="book-id" xml:lang="{about.language}">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="book-id">urn:uuid:{identity}</dc:identifier>'
        f"<dc:title>{xml_escaped(title)}</dc:title><dc:language>{about.language}</dc:language>"
        f'{author}<meta property="dcterms:modified">{moment}</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" '
        'properties="nav"/><item id="css" href="style.css" media-type="text/css"/>'
        f"{manifest}</manifest><spine>{spine}</spine></package>"
    )

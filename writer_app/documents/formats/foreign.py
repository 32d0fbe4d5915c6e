"""Open and write documents of other programs: the door to this package.

A docx, odt or html file is opened as a working copy: its words as Markdown, with a
tally of what Markdown cannot hold. Its own file is written only when the writer has
been told what that costs, and a dated copy of the original is kept. May import:
errors, disk, text_file, its siblings. Thread: any; large files take seconds.
"""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from writer_app.disk import replace_file
from writer_app.documents.formats.kinds import READABLE, Format, format_of
from writer_app.documents.formats.losses import Kind, Loss, Losses, added
from writer_app.documents.formats.tree import (
    About,
    Block,
    Blocks,
    Heading,
    Inline,
    Inlines,
    Items,
    Paragraph,
    Picture,
    Quote,
    Run,
    Style,
    Table,
    Tree,
    tidy,
)
from writer_app.documents.text_file import TextFile, read_bytes, stamp_of, why_unsaved
from writer_app.errors import DocumentError

_OLD_KINDS = {
    ".doc": "an old Word file", ".rtf": "a rich text file", ".pages": "a Pages file",
    ".epub": "an e-book", ".pdf": "a PDF",
}  # fmt: skip
MAX_BYTES = 100_000_000
"""Largest file that opens; most of a large docx is pictures."""


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A document of another program, open as Markdown.

    Attributes:
        file: the text, where it came from and how that file looked then.
        kind: of the original.
        losses: what the original holds that the text does not.
    """

    file: TextFile
    kind: Format
    losses: tuple[Loss, ...]


def read_foreign(path: Path) -> WorkingCopy:
    """Open a docx, odt or html file as Markdown. Nothing it names is fetched.

    Raises: DocumentError: missing, unreadable, damaged, hostile, or another kind; in words.
    """
    kind = format_of(path)
    if kind not in READABLE:
        said = _OLD_KINDS.get(path.suffix.lower(), "no document that Foreword reads")
        raise DocumentError(f"{path.name} is {said}; save it as docx, odt or html and open that.")
    status, data = read_bytes(path, MAX_BYTES)
    losses = Losses()
    tree = _reader_of(kind)(data, path.name, losses)
    from writer_app.documents.formats.markdown_out import write_markdown

    text = write_markdown(with_notes_for_pictures(tree))
    return WorkingCopy(TextFile(text, path, stamp=stamp_of(status, data)), kind, losses.result())


def render(
    text: str, kind: Format, *, is_markdown: bool = True, about: About | None = None
) -> tuple[bytes, tuple[Loss, ...]]:
    """Give a text as a document of another program, and what that format cannot hold.

    Args:
        text: Markdown, or plain text whose lines are paragraphs.
        kind: one of WRITABLE.
        about: language and moment; front matter's own words come first.

    Raises: DocumentError: nested too deeply to be converted.
    """
    tree, losses = _tree_of(text, is_markdown=is_markdown, about=about or About())
    match kind:
        case Format.DOCX:
            from writer_app.documents.formats.docx_out import write_docx

            data = write_docx(tree, losses)
        case Format.ODT:
            from writer_app.documents.formats.odt_out import write_odt

            data = write_odt(tree, losses)
        case Format.EPUB:
            from writer_app.documents.formats.epub_out import write_epub

            data = write_epub(tree, losses)
        case _:
            from writer_app.documents.formats.html_out import write_html

            data = write_html(tree)
    return data, losses.result()


def page_html(text: str, *, is_markdown: bool = True) -> str:
    """Give the blocks of a text as HTML without pictures, for a page to be laid out."""
    from writer_app.documents.formats.html_out import HtmlBlocks

    tree, _ = _tree_of(text, is_markdown=is_markdown, about=About())
    return HtmlBlocks().page(with_notes_for_pictures(tree, is_all=True))


def page_pieces(text: str, *, is_markdown: bool = True) -> list[str]:
    """Give what `page_html` gives block by block, footnotes last, for a page laid out in steps."""
    from writer_app.documents.formats.html_out import HtmlBlocks

    tree, _ = _tree_of(text, is_markdown=is_markdown, about=About())
    tree = with_notes_for_pictures(tree, is_all=True)
    writer = HtmlBlocks()
    pieces = [writer.block(block) for block in tree.blocks]
    return [*pieces, writer.page(Tree((), tree.notes))] if tree.notes else pieces


def what_would_be_lost(copy: WorkingCopy, text: str) -> tuple[Loss, ...]:
    """Tell what saving a text over the original would cost: say it before doing so."""
    return added(copy.losses, render(text, copy.kind)[1])


def write_foreign(path: Path, data: bytes, text: str) -> TextFile:
    """Put a rendered document on disk, all of it or nothing.

    Args:
        path: where to. data: from `render`. text: what was rendered.

    Raises: DocumentError: in words; the file on disk is as it was.
    """
    try:
        replace_file(path, data)
        status = path.stat()
    except OSError as error:
        raise DocumentError(why_unsaved(path, error)) from error
    return TextFile(text, path, stamp=stamp_of(status, data))


def keep_dated_copy(path: Path, moment: datetime) -> Path | None:
    """Keep a copy of a file beside it under a dated name; None: there is no file.

    Args:
        path: of the original. moment: local time, for the name.

    Raises: DocumentError: the copy could not be made, so do not overwrite the original.
    """
    if not path.exists():
        return None
    status, data = read_bytes(path, MAX_BYTES)
    stem = f"{path.stem} ({moment:%Y-%m-%d %H.%M.%S})"
    target = path.with_name(f"{stem}{path.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{stem} {number}{path.suffix}")
    try:
        replace_file(target, data, new_mode=status.st_mode & 0o777)
    except OSError as error:
        raise DocumentError(
            f"No copy of {path.name} could be kept ({error.strerror or error}), so it was not "
            "saved; save under another name."
        ) from error
    return target


def with_notes_for_pictures(tree: Tree, *, is_all: bool = False) -> Tree:
    """Say pictures without an address (or all) in words, where they stood."""
    blocks = _noted(tree.blocks, is_all=is_all)
    return dataclasses.replace(
        tree, blocks=blocks, notes=tuple(_noted(note, is_all=is_all) for note in tree.notes)
    )


def _reader_of(kind: Format) -> Callable[[bytes, str, Losses], Tree]:
    """Give the reader of a kind; its libraries are loaded only now."""
    if kind is Format.DOCX:
        from writer_app.documents.formats.docx_in import read_docx

        return read_docx
    if kind is Format.ODT:
        from writer_app.documents.formats.odt_in import read_odt

        return read_odt
    from writer_app.documents.formats.html_in import read_html

    return read_html


def _tree_of(text: str, *, is_markdown: bool, about: About) -> tuple[Tree, Losses]:
    from writer_app.documents.formats.markdown_in import read_markdown, read_plain
    from writer_app.documents.formats.safe_xml import n_not_in_xml

    losses = Losses()
    losses.add(Kind.CONTROL, n_not_in_xml(text))
    tree = read_markdown(text, losses) if is_markdown else read_plain(text)
    said = tree.about
    language = about.language if said.language == "und" else said.language
    moment = about.written_at
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language) is None:
        language = "und"
    merged = About(said.title or about.title, said.author or about.author, language, moment)
    return dataclasses.replace(tree, about=merged), losses


def _noted(blocks: Blocks, *, is_all: bool) -> Blocks:
    return tuple(_noted_block(block, is_all) for block in blocks)


def _noted_block(block: Block, is_all: bool) -> Block:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return dataclasses.replace(block, inlines=_noted_inlines(inlines, is_all))
        case Quote(inside):
            return Quote(_noted(inside, is_all=is_all))
        case Items(items):
            inner = tuple(_noted(item, is_all=is_all) for item in items)
            return dataclasses.replace(block, items=inner)
        case Table(rows):
            cells = tuple(tuple(_noted_inlines(cell, is_all) for cell in row) for row in rows)
            return dataclasses.replace(block, rows=cells)
        case _:
            return block


def _noted_inlines(inlines: Inlines, is_all: bool) -> Inlines:
    from writer_app.documents.formats.html_out import picture_note

    if not any(isinstance(one, Picture) for one in inlines):
        return inlines
    noted: list[Inline] = [
        Run(picture_note(one), Style.ITALIC)
        if isinstance(one, Picture) and (is_all or not one.url)
        else one
        for one in inlines
    ]
    return tidy(noted)


def now_about(language: str) -> About:
    """Give what the window knows of a text: the writer's language, and the moment."""
    return About(language=language, written_at=datetime.now(UTC))

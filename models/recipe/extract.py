"""Plain text out of what open books are written in: XHTML, CNXML, Markdown and kin.

A block of text (paragraph, heading, list item) becomes a paragraph; tables, figures,
formulas, exercises, code and notes are left out. Standard library only.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

from writer_app.errors import InputError

_XHTML_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "figcaption"})
_XHTML_SKIPPED = frozenset({"head", "nav", "table", "figure", "math", "script", "style", "sup"})
_CNXML_BLOCKS = frozenset({"para", "title", "item"})
_CNXML_SKIPPED = frozenset(
    {
        *("metadata", "figure", "table", "math", "equation", "exercise", "media", "code"),
        *("glossary", "footnote", "note", "link-group"),
    }
)
# Pages of a Standard Ebooks book that its author did not write.
_BOOK_SKIPPED = frozenset(
    {"titlepage", "imprint", "colophon", "uncopyright", "halftitlepage", "loi", "endnotes"}
)
_LEAST_CHARACTERS = 400
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?^\1\s*$", re.DOTALL | re.MULTILINE)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_FRONT_MATTER, ""),
    (_FENCE, ""),
    (re.compile(r"<!--.*?-->|\{[%{].*?[%}]\}", re.DOTALL), ""),
    (re.compile(r"^(?: {4}|\t|[|]|[+=~^-]{3,}|\.\. |:\w+:|\[\[|image::?).*$", re.MULTILINE), ""),
    (re.compile(r"<[^>\n]{1,200}>"), ""),
    (re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])"), ""),
    (re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"^\[[^\]]+\]:.*$", re.MULTILINE), ""),
    (re.compile(r"^(?:#{1,6}|={1,5}|>|[*+-]|\d+[.)])[ \t]+", re.MULTILINE), ""),
    (re.compile(r"\*\*|__|``?|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?])[*_](?!\w)"), ""),
)


def documents_of(folder: Path, kind: str) -> list[str]:
    """Give the documents of a checked-out repository.

    Args: kind: as SOURCES.tsv says; it chooses nothing where the files speak for
        themselves.

    Raises: InputError: nothing readable is in it.
    """
    if (folder / "src" / "epub" / "text").is_dir():
        found = [_book(folder)]
    elif any((folder / "modules").glob("*/index.cnxml")):
        found = [_cnxml(path) for path in sorted((folder / "modules").glob("*/index.cnxml"))]
    else:
        found = [_plain(path) for path in _text_files(folder)]
    found = [text for text in found if len(text) >= _LEAST_CHARACTERS]
    if not found:
        raise InputError(f"Nothing of {folder.name} ({kind}) could be read as prose.")
    return found


def _book(folder: Path) -> str:
    """Give one book, its pages in the order of its spine."""
    pages = folder / "src" / "epub" / "text"
    names = _spine(folder / "src" / "epub" / "content.opf") or sorted(
        path.name for path in pages.glob("*.xhtml")
    )
    chosen = [name for name in names if Path(name).stem not in _BOOK_SKIPPED]
    return "\n\n".join(text for name in chosen if (text := _xhtml(pages / Path(name).name)))


def _spine(path: Path) -> list[str]:
    if not path.exists():
        return []
    root = _parse(path)
    files = {item.get("id"): item.get("href", "") for item in root.iter() if _tag(item) == "item"}
    spine = [item.get("idref") for item in root.iter() if _tag(item) == "itemref"]
    return [files[name] for name in spine if files.get(name, "").endswith(".xhtml")]


def _xhtml(path: Path) -> str:
    return "\n\n".join(_blocks(_parse(path), _XHTML_BLOCKS, _XHTML_SKIPPED))


def _cnxml(path: Path) -> str:
    return "\n\n".join(_blocks(_parse(path), _CNXML_BLOCKS, _CNXML_SKIPPED))


def _parse(path: Path) -> ET.Element:
    try:
        return ET.parse(path).getroot()
    except (OSError, ET.ParseError) as error:
        raise InputError(f"{path} is no well-formed XML ({error}).") from error


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _blocks(element: ET.Element, blocks: frozenset[str], skipped: frozenset[str]) -> Iterator[str]:
    """Yield the text of each block, outer blocks before those inside them."""
    if _tag(element) in skipped:
        return
    if _tag(element) in blocks:
        inner: list[ET.Element] = []
        text = " ".join("".join(_words(element, blocks, skipped, inner.append)).split())
        if text:
            yield text
        for child in inner:
            yield from _blocks(child, blocks, skipped)
        return
    for child in element:
        yield from _blocks(child, blocks, skipped)


def _words(
    element: ET.Element,
    blocks: frozenset[str],
    skipped: frozenset[str],
    put_aside: Callable[[ET.Element], None],
) -> Iterator[str]:
    """Yield an element's own text; blocks inside it are put aside."""
    yield element.text or ""
    for child in element:
        if _tag(child) in blocks:
            put_aside(child)
        elif _tag(child) == "br":
            yield " "
        elif _tag(child) and _tag(child) not in skipped:
            yield from _words(child, blocks, skipped, put_aside)
        yield child.tail or ""


def _text_files(folder: Path) -> list[Path]:
    """Give the prose files of a repository, its own papers left out."""
    wanted = (".md", ".markdown", ".mdx", ".txt", ".rst", ".adoc", ".asciidoc")
    ignored = ("license", "licence", "changelog", "contributing", "code_of_conduct", "authors")
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in wanted
        and ".git" not in path.relative_to(folder).parts
        and path.is_file()
        and not path.is_symlink()
        and not path.stem.lower().startswith(ignored)
    ]


def _plain(path: Path) -> str:
    """Give the prose of a Markdown-like file, "" where it is not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    text = text.replace("\r\n", "\n").replace("\f", "\n")
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return "\n\n".join(block for block in blocks if block)

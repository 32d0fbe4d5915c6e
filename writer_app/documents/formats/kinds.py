"""The kinds of documents that are not plain text, by their names.

Light, because the window imports it at its start. May import: standard library
only. Thread: any.
"""

from enum import Enum
from pathlib import Path


class Format(Enum):
    """A kind of document, by the first of the endings of its names."""

    DOCX = ".docx"
    ODT = ".odt"
    HTML = ".html"
    EPUB = ".epub"
    PDF = ".pdf"


READABLE = (Format.DOCX, Format.ODT, Format.HTML)
WRITABLE = (Format.DOCX, Format.ODT, Format.HTML, Format.EPUB)
"""What `render` writes; a PDF needs the fonts of the window."""

NAMES = {
    Format.DOCX: "Word document",
    Format.ODT: "OpenDocument text",
    Format.HTML: "Web page",
    Format.EPUB: "E-book",
    Format.PDF: "PDF",
}
_OTHER_ENDINGS = {".htm": Format.HTML, ".xhtml": Format.HTML}


def format_of(path: Path | None) -> Format | None:
    """Tell a document's kind by its name; None: plain text or Markdown.

    Example: format_of(Path("a.HTM")) -> Format.HTML
    """
    if path is None:
        return None
    ending = path.suffix.lower()
    return next((one for one in Format if one.value == ending), _OTHER_ENDINGS.get(ending))

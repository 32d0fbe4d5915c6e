"""Read the content of one OpenDocument paragraph. May import: errors, its siblings. Thread: any."""

import re
from collections.abc import Callable

from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.odt_styles import Styles, attribute, child, local, whole
from writer_app.documents.formats.safe_xml import Element
from writer_app.documents.formats.tree import (
    MAX_DEPTH,
    Inline,
    NoteMark,
    Picture,
    Run,
    Style,
    is_safe_url,
)
from writer_app.errors import DocumentError

MAX_SPACES = 1_000
_SPACES = re.compile(r"[ \t\r\n]+")
_SKIPPED = frozenset(
    {"annotation-end", "change", "change-start", "change-end", "bookmark", "bookmark-start",
     "bookmark-end", "soft-page-break", "reference-mark-start", "reference-mark-end", "ruby-text",
     "note-citation", "script", "alphabetical-index-mark", "toc-mark"}
)  # fmt: skip


class RunReader:
    """Gathers one paragraph's content.

    Args:
        styles: the document's. take_note: takes a footnote's body, gives its number.
        losses: where to count what the tree cannot say.

    Attributes:
        inlines: what was read. boxes: text boxes that hang on the paragraph.
    """

    def __init__(self, styles: Styles, take_note: Callable[[Element], int], losses: Losses) -> None:
        self.inlines: list[Inline] = []
        self.boxes: list[Element] = []
        self._styles = styles
        self._take_note = take_note
        self._losses = losses

    def read(self, paragraph: Element) -> None:
        """Read a `text:p` or `text:h`."""
        self._read(paragraph, Style.PLAIN, "", 0)

    def read_frame(self, frame: Element) -> None:
        """Read a `draw:frame`: a text box, else a picture."""
        box = child(frame, "text-box")
        if box is not None:
            self.boxes.append(box)
            return
        self._losses.add(Kind.PICTURE)
        said = (child(frame, name) for name in ("desc", "title"))
        words = next((one.text for one in said if one is not None and one.text), "")
        self.inlines.append(Picture(" ".join(words.split())[:300]))

    def _read(self, element: Element, style: Style, url: str, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise DocumentError("The document nests its parts too deeply to be read safely.")
        self._letters(element.text, style, url)
        for one in element:
            self._piece(one, style, url, depth)
            self._letters(one.tail, style, url)

    def _piece(self, one: Element, style: Style, url: str, depth: int) -> None:
        match local(one):
            case "span":
                name = attribute(one, "style-name")
                self._count_looks(name)
                self._read(one, style | self._styles.look(name), url, depth + 1)
            case "a":
                self._read(one, style, self._safe(attribute(one, "href")) or url, depth + 1)
            case "s":
                n_spaces = min(MAX_SPACES, whole(attribute(one, "c"), 1))
                self.inlines.append(Run(" " * n_spaces, style, url))
            case "tab":
                self.inlines.append(Run("\t", style, url))
            case "line-break":
                self.inlines.append(Run("\n", style, url))
            case "note":
                body = child(one, "note-body")
                if body is not None:
                    self.inlines.append(NoteMark(self._take_note(body)))
            case "annotation":
                self._losses.add(Kind.COMMENT)
            case "frame":
                self.read_frame(one)
            case "custom-shape" | "object" | "control":
                self._losses.add(Kind.MEDIA)
            case name if name not in _SKIPPED:
                # Fields show what they last said; anything unknown keeps its words.
                self._read(one, style, url, depth + 1)

    def _letters(self, text: str | None, style: Style, url: str) -> None:
        if text:
            self.inlines.append(Run(_SPACES.sub(" ", text), style, url))

    def _safe(self, url: str) -> str:
        """Give an address that may stand in a text; places inside the file are lost."""
        if url and is_safe_url(url) and not url.startswith("#"):
            return url
        self._losses.add(Kind.LINK)
        return ""

    def _count_looks(self, style: str) -> None:
        kinds = (Kind.LOOK, Kind.UNDERLINE, Kind.RAISED)
        for kind, is_so in zip(kinds, self._styles.has_own_look(style), strict=True):
            self._losses.add(kind, int(is_so))

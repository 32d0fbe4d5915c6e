"""Read HTML into the tree. Nothing is run and nothing is fetched.

The door to nh3, which parses as browsers do and lets only words and their structure
through. May import: errors, its siblings. Thread: any.
"""

import codecs
import re

import nh3

from writer_app.documents.encodings import decode_text
from writer_app.documents.formats.html_blocks import BlockReader
from writer_app.documents.formats.html_nodes import NodeBuilder
from writer_app.documents.formats.losses import Kind, Losses
from writer_app.documents.formats.tree import About, Blocks, Tree
from writer_app.errors import DocumentError

MAX_CHARS = 20_000_000
MAX_REFERENCES = 100_000
"""Most ampersands of a page that nh3 is given."""
MAX_OPEN_TAGS = 2_000
"""Most tags that may stand open at once: the parser's time grows with their square."""

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "pre", "ul", "ol", "li", "hr"),
    *("table", "tr", "td", "th", "dl", "dt", "dd", "figure", "figcaption", "section", "article"),
    *("strong", "b", "em", "i", "cite", "dfn", "var", "del", "s", "strike", "code", "tt", "kbd"),
    *(
        "samp",
        "a",
        "br",
        "img",
        "span",
        "sup",
        "sub",
        "u",
        "ins",
        "header",
        "footer",
        "main",
        "nav",
    ),
    *("address", "aside", "details", "summary", "center", "caption", "q"),
}
_ATTRIBUTES = {
    "*": {"style", "id", "role", "class"}, "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"},
    "td": {"colspan", "rowspan", "align"}, "th": {"colspan", "rowspan", "align"},
}  # fmt: skip
_STYLES = {"font-weight", "font-style", "text-decoration", "text-decoration-line", "text-align"}
_UNREADABLE = {
    "script",
    "style",
    "template",
    "noscript",
    "title",
    "head",
    "textarea",
    "select",
    "svg",
    "math",
}
_NOT_NESTING = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "area", "base",
     "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "html",
     "body", "head"}
)  # fmt: skip
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_AUTHOR = re.compile(
    r"""<meta\s+name=["']author["']\s+content=["']([^"'<>]{0,300})""", re.IGNORECASE
)
_LANGUAGE = re.compile(
    r"""<html[^>]{0,500}\blang=["']?([A-Za-z]{2,3}(?:-\w{1,8}){0,3})""", re.IGNORECASE
)


def _tag(names: str) -> re.Pattern[str]:
    """Give what finds the opening tags of some names."""
    return re.compile(rf"<(?:{names})\b(?!-)", re.IGNORECASE)


_LOOKS = re.compile(
    r"style\s*=\s*[\"'][^\"'>]{0,500}(?:color|font-size|font-family)", re.IGNORECASE
)
_LOST = (
    (Kind.SCRIPT, _tag("script")),
    (Kind.MEDIA, _tag("iframe|object|embed|video|audio|form|canvas|svg")),
    (Kind.FORMULA, _tag("math")),
    (Kind.UNDERLINE, _tag("u|ins")),
    (Kind.LOOK, _tag("font")),
    (Kind.LOOK, _LOOKS),
)  # fmt: skip


def read_html(data: bytes, name: str, losses: Losses) -> Tree:
    """Read a web page.

    Args:
        data: the whole file. name: of the file, for messages.
        losses: where to count what the tree cannot say.

    Raises: DocumentError: no text, or nested so deeply that reading would not end.
    """
    html = _decoded(data, name)
    blocks, notes = _read(html, name, losses)
    return Tree(blocks, notes, _about(html))


def read_html_blocks(html: str, losses: Losses) -> Blocks:
    """Read a piece of HTML that stands in another text, as blocks; notes are left out."""
    return _read(html, "The text", losses)[0]


def _read(html: str, name: str, losses: Losses) -> tuple[Blocks, tuple[Blocks, ...]]:
    _refuse_endless(html, name)
    for kind, pattern in _LOST:
        losses.add(kind, len(pattern.findall(html)))
    stand_in = _stand_in_for_ampersand(html)
    clean = nh3.clean(
        html.replace("&", stand_in),
        tags=_TAGS,
        clean_content_tags=_UNREADABLE,
        attributes=_ATTRIBUTES,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "ftp", "file", "data", "javascript"},
        link_rel=None,
    )
    builder = NodeBuilder()
    builder.feed(clean.replace(stand_in, "&"))
    builder.close()
    reader = BlockReader(losses)
    blocks = reader.blocks(builder.root)
    return blocks, reader.notes()


def _stand_in_for_ampersand(html: str) -> str:
    """Give what stands for "&" while nh3 reads: itself, or a letter that the page lacks.

    MEASURED(2026-11-22): nh3 takes time with the square of the references in one piece of
    letters, 2 s for 500,000 and 36 s for 2,000,000; past the limit they are read after it.
    """
    if html.count("&") <= MAX_REFERENCES:
        return "&"
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in html)
    return next(free, "&")


def _refuse_endless(html: str, name: str) -> None:
    """Refuse what nests so deeply that parsing would not end in anyone's time.

    MEASURED(2026-11-22): nh3 takes 4 s for 50,000 open divs, four times that for each doubling.
    """
    if len(html) > MAX_CHARS:
        raise DocumentError(f"{name} is larger than {MAX_CHARS // 1_000_000} MB; split it.")
    depth = 0
    for closing, tag in _ANY_TAG.findall(html):
        if tag.lower() in _NOT_NESTING:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > MAX_OPEN_TAGS:
            raise DocumentError(f"{name} nests its tags too deeply to be read safely.")


def _decoded(data: bytes, name: str) -> str:
    """Decode as the page itself says, else as any text file."""
    if len(data) > MAX_CHARS:
        raise DocumentError(f"{name} is larger than {MAX_CHARS // 1_000_000} MB; split it.")
    said = _CHARSET.search(data[:4096])
    has_mark = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if said and not has_mark and b"\0" not in data:
        try:
            return data.decode(codecs.lookup(said[1].decode("ascii")).name)
        except (LookupError, UnicodeError):
            pass
    try:
        return decode_text(data)[0]
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from None


def _about(html: str) -> About:
    from html import unescape

    title, author, language = _TITLE.search(html), _AUTHOR.search(html), _LANGUAGE.search(html)
    return About(
        title=" ".join(unescape(title[1]).split()) if title else "",
        author=unescape(author[1]).strip() if author else "",
        language=language[1] if language else "und",
    )

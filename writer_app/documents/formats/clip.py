"""Turn what browsers and word processors put on the clipboard into Markdown.

Nothing is run and nothing is fetched; pictures stay as addresses, and those without
one go. May import: its siblings. Thread: any.
"""

import re
from html import unescape

_FRAGMENT = re.compile(r"<!--StartFragment-->(.*?)<!--EndFragment-->", re.DOTALL)
_STRUCTURE = re.compile(
    r"<(?:h[1-6]|strong|b|em|i|del|s|code|blockquote|li|table|a\s[^>]*href)\b(?![^>]*font-weight:\s*normal)"
    r"|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|mso-list",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
_CODE_ALONE = re.compile(
    r"\s*(?:<meta[^>]*>\s*)?<(?:pre|div)\b[^>]*(?:monospace|Consolas|Menlo|Mono)", re.IGNORECASE
)
_WORD_ITEM = re.compile(
    r"<p\b[^>]*mso-list:\s*l\d+\s+level(?P<level>\d)[^>]*>(?P<words>.*?)</p>",
    re.DOTALL | re.IGNORECASE,
)
_WORD_MARK = re.compile(r"<!\[if !supportLists\]>(.*?)<!\[endif\]>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_ORDERED = re.compile(r"\(?(?:\d+|[a-zA-Z]|[ivxlc]+)[.)]")
_NO_PICTURE = re.compile(r" ?!\[\]\((?:<>)?\)")


def has_structure(html: str) -> bool:
    """Tell whether HTML says more than its words: emphasis, links, lists, paragraphs...

    What a code editor copies is colours only, and reads better as plain text.

    Example: has_structure("<p>a</p>"), has_structure("<b>a</b>") -> (False, True)
    """
    fragment = fragment_of(html)
    if _CODE_ALONE.match(fragment):
        return False
    return bool(_STRUCTURE.search(fragment)) or len(_PARAGRAPH.findall(fragment)) > 1


def fragment_of(html: str) -> str:
    """Give the part of a clipboard's page that was copied."""
    found = _FRAGMENT.search(html)
    return found[1] if found else html


def markdown_of_html(html: str) -> str:
    """Give copied HTML as Markdown, without a line feed at its end.

    Raises: DocumentError: too large, or nested too deeply to be read safely.
    """
    # Loaded on the thread that reads (0.3 s), not where somebody asks whether to read.
    from writer_app.documents.formats.html_in import read_html_blocks
    from writer_app.documents.formats.losses import Losses
    from writer_app.documents.formats.markdown_out import write_markdown
    from writer_app.documents.formats.tree import About, Tree

    blocks = read_html_blocks(_with_word_lists(fragment_of(html)), Losses())
    return _NO_PICTURE.sub("", write_markdown(Tree(blocks, (), About()))).strip("\n")


def _with_word_lists(html: str) -> str:
    """Turn Word's list paragraphs, which are lists by their looks alone, into lists."""
    if "mso-list" not in html:
        return html
    made, end = [], 0
    open_tags: list[str] = []
    for item in _WORD_ITEM.finditer(html):
        between = html[end : item.start()]
        if between.strip():
            made += [f"</{tag}>" for tag in reversed(open_tags)]
            open_tags.clear()
        made.append(between)
        mark = _WORD_MARK.search(item["words"])
        sign = unescape(_TAG.sub("", mark[1])).strip() if mark else ""
        _go_to_level(
            int(item["level"]), "ol" if _ORDERED.fullmatch(sign) else "ul", open_tags, made
        )
        made.append(f"<li>{_WORD_MARK.sub('', item['words'])}</li>")
        end = item.end()
    made += [f"</{tag}>" for tag in reversed(open_tags)]
    return "".join([*made, html[end:]])


def _go_to_level(level: int, tag: str, open_tags: list[str], made: list[str]) -> None:
    """Open and close lists until an item of a level can follow."""
    while len(open_tags) > level:
        made.append(f"</{open_tags.pop()}>")
    if len(open_tags) == level and open_tags[-1] != tag:
        made.append(f"</{open_tags.pop()}>")
    while len(open_tags) < level:
        open_tags.append(tag)
        made.append(f"<{tag}>")

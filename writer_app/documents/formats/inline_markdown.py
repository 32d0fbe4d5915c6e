"""Write a paragraph's content as Markdown that reads back as the same content.

Signs that would mean something are escaped, the others stay as a writer would type
them. What comes out is read again; where that differs (emphasis that CommonMark does
not let close, as in `**"word"**s`), tags and full escapes stand in. May import: its
siblings. Thread: any.
"""

import re
import string
from dataclasses import replace
from itertools import takewhile

from markdown_it import MarkdownIt

from writer_app.documents.formats.markdown_in import read_markdown
from writer_app.documents.formats.tree import (
    Blocks,
    Inline,
    Inlines,
    NoteMark,
    Paragraph,
    Picture,
    Run,
    Style,
    tidy,
)

MAX_CHECKED_CHARS = 50_000
"""Longest paragraph that is read back; a longer one is escaped throughout."""
MAX_CHECKED_SIGNS = 400
"""Most brackets and stars of a paragraph that is read back (the parser's worst cases)."""

_SIGNS = ((Style.STRIKE, "~~", "del"), (Style.BOLD, "**", "strong"), (Style.ITALIC, "*", "em"))
_MAYBE_MARKED = re.compile(r"[\\`*_\[\]<>&~#+=|!\-:^]|\d[.)]|\n")
_RISKY = re.compile(r"[\\`*_\[\]<>&~|\n]")
_WORD_START = re.compile(r"[^\W\d_]|[\"'\u2018\u201c\u00ab]\w")
_SPELLINGS = (
    (False, False, False), (True, False, False), (False, True, False), (True, True, False),
    (True, True, True),
)  # fmt: skip
"""Tags for marks, all signs escaped, tags for code too (`]:` may look like a definition)."""
_LONE_STYLES = frozenset({Style.BOLD, Style.ITALIC})
_ESCAPED = {ord(sign): f"\\{sign}" for sign in string.punctuation}
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_LINE_START = re.compile(
    r"(?m)^(?:(?=#{1,6}(?:[ \t]|$))|(?=>)|(?=[-+][ \t])|(?=[-+]$)|(?==+[ \t]*$)"
    r"|(?=(?:-[ \t]*){2,}$)|(?=[|:\- \t]+$)(?=[|:\-])|(?=:::))"
)
_NUMBER_START = re.compile(r"(?m)^(\d{1,9})(?=[.)](?:[ \t]|$))")
_HEADING_END = re.compile(r"(#+)$")
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\\x00-\x20]+")
_BARE_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>\x00-\x20\\]+")


def inline_markdown(inlines: Inlines, parser: MarkdownIt, *, in_cell: bool = False) -> str:
    r"""Give one paragraph's Markdown; it may hold lines (after "\" breaks).

    Args:
        inlines: in normal form (`tree.tidy`).
        parser: reads back what was written.
        in_cell: for a table's cell, where breaks are tags and bars are escaped.
    """
    text = _spelled(inlines)
    if _MAYBE_MARKED.search(text) and not _is_plain_prose(inlines):
        text = _checked(text, inlines, parser)
    if in_cell:
        text = text.replace("\\\n", "<br>").replace("\n", " ")
        text = re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text)
    return text


def heading_markdown(inlines: Inlines, parser: MarkdownIt) -> str:
    """Give a heading's Markdown: one line, closing signs escaped."""
    flat = tidy(
        Run(one.text.replace("\n", " "), one.style, one.url) if isinstance(one, Run) else one
        for one in inlines
    )
    return _HEADING_END.sub(r"\\\1", inline_markdown(flat, parser))


def _is_plain_prose(inlines: Inlines) -> bool:
    """Tell whether words are marked so simply that they need not be read back.

    No sign that could mean something, and every bold or italic passage begins and ends
    with a letter and touches no other one: what most paragraphs of a novel look like.
    """
    if not isinstance(first := inlines[0], Run) or not _WORD_START.match(first.text):
        return False
    was_marked = False
    for one in inlines:
        if not isinstance(one, Run) or one.url or _RISKY.search(one.text):
            return False
        is_marked = one.style != Style.PLAIN
        has_letter_ends = one.text[0].isalnum() and one.text[-1].isalnum()
        if is_marked and (was_marked or one.style not in _LONE_STYLES or not has_letter_ends):
            return False
        was_marked = is_marked
    return True


def _checked(text: str, inlines: Inlines, parser: MarkdownIt) -> str:
    """Give the first spelling, from light to heavy, that reads back as it should."""
    n_signs = sum(map(text.count, "[*`<"))
    if len(text) > MAX_CHECKED_CHARS or n_signs > MAX_CHECKED_SIGNS:
        return _spelled(inlines, has_tags=True, is_all_escaped=True)
    wanted = _as_read(inlines, parser)
    for has_tags, is_all_escaped, has_code_tags in _SPELLINGS:
        text = _spelled(
            inlines,
            has_tags=has_tags,
            is_all_escaped=is_all_escaped,
            has_code_tags=has_code_tags,
        )
        if read_markdown(_with_notes(text, inlines), parser=parser).blocks == wanted:
            return text
    # The words come before their look.
    plain = tidy(
        replace(one, style=one.style & ~Style.CODE) if isinstance(one, Run) else one
        for one in inlines
    )
    return _spelled(plain, has_tags=True, is_all_escaped=True)


def _as_read(inlines: Inlines, parser: MarkdownIt) -> Blocks:
    """Give the paragraph as the reader would: notes counted from 1, addresses normal."""
    numbers: dict[int, int] = {}
    read: list[Inline] = []
    for one in inlines:
        if isinstance(one, NoteMark):
            read.append(NoteMark(numbers.setdefault(one.number, len(numbers) + 1)))
        else:
            read.append(replace(one, url=parser.normalizeLink(one.url)))
    return (Paragraph(tuple(read)),)


def _with_notes(text: str, inlines: Inlines) -> str:
    """Add a definition of every footnote that a paragraph names."""
    numbers = {one.number for one in inlines if isinstance(one, NoteMark)}
    return "".join([text, "\n", *(f"\n[^{number}]: note\n" for number in sorted(numbers))])


def _spelled(
    inlines: Inlines,
    *,
    has_tags: bool = False,
    is_all_escaped: bool = False,
    has_code_tags: bool = False,
) -> str:
    """Write all runs, opening and closing marks between them.

    Args:
        has_tags: mark styles with tags. is_all_escaped: escape every sign.
        has_code_tags: mark code with tags, its signs escaped.
    """
    writer = _Spelling(inlines, has_tags, is_all_escaped, has_code_tags)
    for index, one in enumerate(inlines):
        writer.take(one, index)
    writer.close_to(Style.PLAIN, "")
    return writer.result()


class _Spelling:
    """The marks that stand open, and what is written so far."""

    def __init__(
        self, inlines: Inlines, has_tags: bool, is_all_escaped: bool, has_code_tags: bool
    ) -> None:
        self._inlines = inlines
        self._has_code_tags = has_code_tags
        self._has_tags = has_tags
        self._is_all_escaped = is_all_escaped
        self._parts: list[str] = []
        self._open: list[tuple[Style, str, str]] = []
        self._url = ""

    def take(self, one: Inline, index: int) -> None:
        if isinstance(one, NoteMark):
            self.close_to(Style.PLAIN, "")
            self._parts.append(f"[^{one.number}]")
        elif isinstance(one, Picture):
            self.close_to(Style.PLAIN, "")
            self._parts.append(f"![{_escaped_all(one.words)}]({_address(one.url)})")
        else:
            self._take_run(one, index)

    def _take_run(self, run: Run, index: int) -> None:
        style = run.style & ~Style.CODE
        self.close_to(style, run.url)
        if run.url and not self._url:
            if self._is_bare(run, index):
                self._parts.append(f"<{run.url}>")
                return
            self._parts.append("[")
            self._url = run.url
        missing = [sign for sign in _SIGNS if style & sign[0] and sign not in self._open]
        # What stays open longest is opened first, so that it need not be closed early.
        for sign in sorted(missing, key=lambda sign: -self._reach(sign[0], index)):
            self._open.append(sign)
            self._parts.append(f"<{sign[2]}>" if self._has_tags else sign[1])
        self._parts.append(self._letters(run, index))

    def close_to(self, style: Style, url: str) -> None:
        """Close what the next run does not have, and what was opened after it."""
        if self._url != url:
            style = Style.PLAIN
        keep = list(takewhile(lambda sign: style & sign[0], self._open))
        for sign in reversed(self._open[len(keep) :]):
            self._parts.append(f"</{sign[2]}>" if self._has_tags else sign[1])
        self._open = keep
        if self._url and self._url != url:
            self._parts.append(f"]({_address(self._url)})")
            self._url = ""

    def result(self) -> str:
        text = "".join(self._parts)
        return text.replace("\n", "\\\n")

    def _reach(self, style: Style, index: int) -> int:
        """Count the runs from here on that have a style."""
        alike = takewhile(
            lambda one: isinstance(one, Run) and bool(one.style & style), self._inlines[index:]
        )
        return sum(1 for _ in alike)

    def _is_bare(self, run: Run, index: int) -> bool:
        following = self._inlines[index + 1 : index + 2]
        goes_on = any(isinstance(one, Run) and one.url == run.url for one in following)
        is_alone = run.text == run.url and not run.style and not goes_on
        return is_alone and not self._has_tags and bool(_BARE_URL.fullmatch(run.url))

    def _letters(self, run: Run, index: int) -> str:
        if run.style & Style.CODE and self._has_code_tags:
            return f"<code>{_escaped_all(run.text)}</code>"
        if run.style & Style.CODE:
            return _code_span(run.text)
        if self._is_all_escaped:
            return _escaped_all(run.text)
        is_first = index == 0
        following = self._inlines[index + 1] if index + 1 < len(self._inlines) else None
        before = self._parts[-1][-1:] if self._parts else ""
        text = _escaped(run.text, before, is_in_link=bool(run.url))
        if is_first or (index and _ends_line(self._inlines[index - 1])):
            text = _escaped_start(text)
        else:
            head, newline, rest = text.partition("\n")
            text = head + newline + _escaped_start(rest) if newline else head
        is_link_next = isinstance(following, Picture | NoteMark) or (
            isinstance(following, Run) and following.url
        )
        return f"{text[:-1]}\\!" if is_link_next and text.endswith("!") else text


def _ends_line(one: Inline) -> bool:
    return isinstance(one, Run) and one.text.endswith("\n")


def _escaped_all(text: str) -> str:
    return text.translate(_ESCAPED)


def _escaped(text: str, before: str, *, is_in_link: bool) -> str:
    """Escape what would mean something in the middle of a line."""
    if not _MAYBE_MARKED.search(text):
        return text
    escaped: list[str] = []
    has_bracket_end = any(end in text for end in ("](", "][", "]:", "[^", "[]"))
    for index, sign in enumerate(text):
        left = text[index - 1] if index else before or " "
        right = text[index + 1] if index + 1 < len(text) else " "
        if _is_special(sign, left, right, is_in_link or has_bracket_end):
            escaped.append("\\")
        escaped.append(sign)
    return _ENTITY.sub(r"\\&", "".join(escaped))


def _is_special(sign: str, left: str, right: str, has_links: bool) -> bool:
    match sign:
        case "\\":
            return not right.isalnum()
        case "*":
            return not (left.isspace() and right.isspace())
        case "_":
            return not (
                (left.isalnum() and right.isalnum()) or (left.isspace() and right.isspace())
            )
        case "`":
            return True
        case "[" | "]":
            return has_links
        case "<":
            return right.isalpha() or right in "/!?"
        case "~":
            return "~" in (left, right)
        case _:
            return False


def _escaped_start(text: str) -> str:
    """Escape what would mean something at the start of a line."""
    return _NUMBER_START.sub(r"\1\\", _LINE_START.sub(r"\\", text))


def _code_span(text: str) -> str:
    text = text.replace("\n", " ")
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    has_space = text.startswith(" ") and text.endswith(" ") and text.strip()
    pad = " " if text[:1] == "`" or text[-1:] == "`" or has_space else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _address(url: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(url) and not _ENTITY.search(url):
        return url
    return "<" + re.sub(r"([<>\\&])", r"\\\1", url.replace("\n", "%0A")) + ">"

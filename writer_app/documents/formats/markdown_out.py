"""Write the tree as Markdown that a writer would have typed.

May import: its siblings. Thread: any.
"""

import re

from writer_app.documents.formats.inline_markdown import heading_markdown, inline_markdown
from writer_app.documents.formats.markdown_in import make_parser
from writer_app.documents.formats.tree import (
    Block,
    Blocks,
    Code,
    Heading,
    Inlines,
    Items,
    Paragraph,
    Quote,
    Rule,
    Table,
    Tree,
)

_SIDES = {"left": ":---", "center": ":---:", "right": "---:"}


def write_markdown(tree: Tree) -> str:
    r"""Give a tree as Markdown, "\n" ends; empty for an empty tree."""
    writer = _Writer()
    parts = [writer.blocks(tree.blocks)]
    for number, note in enumerate(tree.notes, 1):
        parts.append(f"[^{number}]: {_indented(writer.blocks(note), 4)}")
    text = "\n\n".join(part for part in parts if part)
    return f"{text}\n" if text else ""


class _Writer:
    """One parser for all paragraphs that are read back; one text, one use."""

    def __init__(self) -> None:
        self._parser = make_parser()

    def blocks(self, blocks: Blocks, gap: str = "\n\n") -> str:
        """Give blocks one under the other; neighbours that would merge are kept apart."""
        parts: list[str] = []
        before: Block | None = None
        is_second = False
        for block in blocks:
            is_second = _would_merge(block, before) and not is_second
            text = self._block(block, is_second=is_second)
            if text:
                parts.append(text)
                before = block
        return gap.join(parts)

    def _block(self, block: Block, *, is_second: bool) -> str:
        match block:
            case Heading(level, inlines):
                text = heading_markdown(inlines, self._parser)
                return f"{'#' * min(6, max(1, level))} {text}" if text else ""
            case Paragraph(inlines):
                return inline_markdown(inlines, self._parser)
            case Quote(blocks):
                return _quoted(self.blocks(blocks))
            case Code(text, language):
                return _fenced(text, language)
            case Items():
                return self._list(block, is_second=is_second)
            case Table(rows, sides):
                return self._table(rows, sides)
            case Rule():
                return "***"

    def _list(self, items: Items, *, is_second: bool) -> str:
        """Write a list, loose where an item has more than a paragraph and a list."""
        is_tight = all(_is_tight(item) for item in items.items)
        parts = []
        for number, item in enumerate(items.items, items.start):
            sign = f"{number}{')' if is_second else '.'}" if items.is_ordered else "-*"[is_second]
            text = self.blocks(item, "\n" if is_tight else "\n\n")
            parts.append(f"{sign} {_indented(text, len(sign) + 1)}".rstrip())
        return ("\n" if is_tight else "\n\n").join(parts)

    def _table(self, rows: tuple[tuple[Inlines, ...], ...], sides: tuple[str, ...]) -> str:
        n_columns = max((len(row) for row in rows), default=0)
        if not n_columns:
            return ""
        lines = []
        for row in rows:
            cells = [inline_markdown(cell, self._parser, in_cell=True) for cell in row]
            lines.append("| " + " | ".join([*cells, *[""] * (n_columns - len(cells))]) + " |")
        known = [*sides, *[""] * n_columns][:n_columns]
        lines.insert(1, "| " + " | ".join(_SIDES.get(side, "---") for side in known) + " |")
        return "\n".join(lines)


def _would_merge(block: Block, before: Block | None) -> bool:
    """Tell whether two lists under each other would read as one."""
    return (
        isinstance(block, Items)
        and isinstance(before, Items)
        and block.is_ordered == before.is_ordered
    )


def _is_tight(item: Blocks) -> bool:
    """Tell whether an item is one paragraph, perhaps with a list under it."""
    if not item:
        return True
    if len(item) == 1:
        return isinstance(item[0], Paragraph | Items)
    below = item[1]
    # Only a list that starts with 1 and words may follow a paragraph at once.
    may_follow = (
        isinstance(below, Items) and below.start == 1 and bool(below.items and below.items[0])
    )
    return len(item) == 2 and isinstance(item[0], Paragraph) and may_follow


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) if text else ""


def _fenced(text: str, language: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    name = re.sub(r"[\s`]", "", language)
    return f"{fence}{name}\n{text}\n{fence}" if text else f"{fence}{name}\n{fence}"


def _indented(text: str, n_spaces: int) -> str:
    """Indent every line but the first and the empty ones."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * n_spaces, text)

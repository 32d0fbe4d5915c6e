"""The elements of a page whose tags are known to match.

May import: standard library only. Thread: any.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

MAX_NODE_DEPTH = 100
_VOID = frozenset({"br", "hr", "img"})


@dataclass(slots=True)
class Node:
    """One element: its tag, attributes, and content of nodes and letters."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    def letters(self) -> str:
        """Give all letters inside."""
        return "".join(self._all_letters())

    def _all_letters(self) -> Iterator[str]:
        waiting: list[Node | str] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                yield one
            else:
                waiting += reversed(one.children)


class NodeBuilder(HTMLParser):
    """Makes nodes of what nh3 gave, whose tags all match; what is deeper lies flat."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("body")
        self._open = [self.root]
        self._n_flat = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element (called by the parser)."""
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag in _VOID:
            return
        if len(self._open) < MAX_NODE_DEPTH:
            self._open.append(node)
        else:
            self._n_flat += 1

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open (called by the parser)."""
        if tag in _VOID:
            return
        if self._n_flat:
            self._n_flat -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take letters (called by the parser)."""
        self._open[-1].children.append(data)

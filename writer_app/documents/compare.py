"""Tell how two texts differ, by lines and inside changed lines by words.

Pure Python. May import: standard library only. Thread: any; large texts belong on
the documents thread.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
MAX_LINE_PAIRS = 4_000_000
MAX_WORD_PAIRS = 1_000_000
"""Above these products of lengths a stretch counts as replaced whole: matching takes
time that grows with them."""


class Kind(Enum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text and what became of it."""

    kind: Kind
    text: str


def compare_texts(old: str, new: str) -> tuple[Change, ...]:
    """Give the stretches that make the new text of the old, in order; removed, then added.

    The texts of SAME and REMOVED joined are the old text, of SAME and ADDED the new.

    Example: compare_texts("a b", "a c") -> (SAME "a ", REMOVED "b", ADDED "c")
    """
    changes: list[Change] = []
    for tag, before, after in _matched(
        old.splitlines(keepends=True), new.splitlines(keepends=True), MAX_LINE_PAIRS
    ):
        if tag == "equal":
            _add(changes, Kind.SAME, before)
        else:
            _add_words(changes, before, after)
    return tuple(changes)


def count_changes(changes: tuple[Change, ...]) -> tuple[int, int]:
    """Count the words removed and added.

    Example: count_changes(compare_texts("a b", "a c d")) -> (1, 2)
    """
    counts = {
        kind: sum(len(change.text.split()) for change in changes if change.kind is kind)
        for kind in (Kind.REMOVED, Kind.ADDED)
    }
    return counts[Kind.REMOVED], counts[Kind.ADDED]


def _add_words(changes: list[Change], old: str, new: str) -> None:
    for tag, before, after in _matched(_WORD.findall(old), _WORD.findall(new), MAX_WORD_PAIRS):
        if tag == "equal":
            _add(changes, Kind.SAME, before)
        else:
            _add(changes, Kind.REMOVED, before)
            _add(changes, Kind.ADDED, after)


def _matched(old: list[str], new: list[str], most_pairs: int) -> list[tuple[str, str, str]]:
    """Match two lists; common ends are taken off first, for they are most of a text."""
    n_head = _n_common(old, new)
    old_rest, new_rest = old[n_head:], new[n_head:]
    n_tail = _n_common(old_rest[::-1], new_rest[::-1])
    tail = old_rest[len(old_rest) - n_tail :]
    old_rest, new_rest = old_rest[: len(old_rest) - n_tail], new_rest[: len(new_rest) - n_tail]
    parts = [("equal", "".join(old[:n_head]), "")]
    if len(old_rest) * len(new_rest) > most_pairs:
        parts.append(("replace", "".join(old_rest), "".join(new_rest)))
    else:
        matcher = SequenceMatcher(None, old_rest, new_rest, autojunk=False)
        parts += [
            (tag, "".join(old_rest[a:b]), "".join(new_rest[c:d]))
            for tag, a, b, c, d in matcher.get_opcodes()
        ]
    return [*parts, ("equal", "".join(tail), "")]


def _n_common(old: list[str], new: list[str]) -> int:
    n = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        n += 1
    return n


def _add(changes: list[Change], kind: Kind, text: str) -> None:
    """Add a stretch, joined to the one before it where that is of its kind."""
    if not text:
        return
    if changes and changes[-1].kind is kind:
        changes[-1] = Change(kind, changes[-1].text + text)
    else:
        changes.append(Change(kind, text))

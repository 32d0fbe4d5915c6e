"""The changes of words between a text and its rewriting. Thread: any."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from writer_app.assist.fix.revision import Edit
from writer_app.assist.words import has_word, iter_steps

# Marks of emphasis and code are steps of their own, so that a changed word keeps them.
_MARKS = re.compile(r"(\s*(?:\*+|_+|~~|`+|\[\[?|\]\]?))")
_LINK = re.compile(r"\]\([^)\s]*\)|\[\^[^\]\s]+\]|\bhttps?://\S+|`[^`]+`")
# Changes this near are one: a reader judges them together.
_MOST_BETWEEN = 4
# Two texts with more words than this (multiplied) are compared from both ends only.
_MOST_PAIRS = 4_000_000


@dataclass(frozen=True, slots=True)
class _Change:
    """Steps i1..i2 of the old text become `added`."""

    i1: int
    i2: int
    added: str


def edits_between(old: str, new: str, places: Sequence[int] = ()) -> tuple[Edit, ...]:
    """Give the edits that make `new` of `old`: whole words, in order, apart.

    Args:
        places: for each index of `old`, and its end, where it stands in the whole text;
            empty: `old` is the whole text. White space in `new` that `old` has as well is
            left as it stands there.

    Example:
        >>> [(e.start, e.end, e.replacement) for e in edits_between("a big dog", "a dog")]
        [(1, 5, '')]
    """
    if old == new:
        return ()
    before, after = _steps(old), _steps(new)
    starts = [0]
    for step in before:
        starts.append(starts[-1] + len(step))
    edits = []
    for change in _joined(_changes(before, after), before):
        start, end = starts[change.i1], starts[change.i2]
        reason = _reason(old[start:end], change.added)
        start, end = (places[start], places[end]) if places else (start, end)
        edits.append(Edit(start, end, change.added, reason))
    return tuple(edits)


def _steps(text: str) -> list[str]:
    """Cut a text into words with the space before them, marks, links and addresses whole."""
    found: list[str] = []
    place = 0
    for link in _LINK.finditer(text):
        found += _words(text[place : link.start()])
        found.append(link.group())
        place = link.end()
    return found + _words(text[place:])


def _words(text: str) -> list[str]:
    return [part for step in iter_steps(text) for part in _MARKS.split(step) if part]


def _changes(before: list[str], after: list[str]) -> Iterator[_Change]:
    if len(before) * len(after) > _MOST_PAIRS:
        yield _between_ends(before, after)
        return
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield _Change(i1, i2, "".join(after[j1:j2]))


def _between_ends(before: list[str], after: list[str]) -> _Change:
    most = min(len(before), len(after))
    start = next((i for i in range(most) if before[i] != after[i]), most)
    most -= start
    end = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    return _Change(start, len(before) - end, "".join(after[start : len(after) - end]))


def _joined(changes: Iterable[_Change], before: list[str]) -> Iterator[_Change]:
    """Make one change of neighbours with at most a short word between them."""
    held: _Change | None = None
    for one in changes:
        if held is not None:
            between = "".join(before[held.i2 : one.i1])
            if len(between.strip()) < _MOST_BETWEEN and between.strip().isalpha():
                held = _Change(held.i1, one.i2, held.added + between + one.added)
                continue
            yield held
        held = one
    if held is not None:
        yield held


def _reason(removed: str, added: str) -> str:
    """Name a change in a word or two."""
    old, new = removed.strip(), added.strip()
    if old == new:
        return "spacing"
    if old.casefold() == new.casefold():
        return "capital"
    if not has_word(removed) and not has_word(added):
        return "punctuation"
    if not has_word(removed):
        return "added"
    return "reworded" if has_word(added) else "left out"

"""The changes of words between a text and its rewriting. Thread: any."""

import difflib
from collections.abc import Iterator

from writer_app.assist.fix.revision import Edit
from writer_app.assist.words import has_word, split_steps

# Beyond so many words the comparison of all with all takes seconds: paragraph by paragraph.
_MAX_STEPS = 3_000


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Give the edits that make `new` of `old`: whole words, in order, apart.

    Example:
        >>> [(e.start, e.end, e.replacement) for e in edits_between("a big dog", "a dog")]
        [(1, 5, '')]
    """
    if old == new:
        return ()
    before, after = split_steps(old), split_steps(new)
    if len(before) * len(after) > _MAX_STEPS**2:
        return (_trimmed(old, new),)
    return tuple(_edits(before, after))


def _edits(before: list[str], after: list[str]) -> Iterator[Edit]:
    places = [0]
    for step in before:
        places.append(places[-1] + len(step))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        removed, added = "".join(before[i1:i2]), "".join(after[j1:j2])
        yield Edit(places[i1], places[i2], added, _reason(removed, added))


def _trimmed(old: str, new: str) -> Edit:
    """Give one edit of all between the first and the last difference."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    removed, added = old[start : len(old) - end], new[start : len(new) - end]
    return Edit(start, len(old) - end, added, _reason(removed, added))


def _reason(removed: str, added: str) -> str:
    """Name a change in a word or two."""
    if not removed.strip() and not added.strip():
        return "spacing"
    if removed.casefold().strip() == added.casefold().strip():
        return "capital" if removed.strip() != added.strip() else "spacing"
    if not has_word(removed) and not has_word(added):
        return "punctuation"
    if not has_word(removed):
        return "added"
    return "reworded" if has_word(added) else "left out"

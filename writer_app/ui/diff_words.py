"""What the bar of a diff and a screen reader say. GUI thread. May import: its siblings, assist."""

from dataclasses import dataclass

from writer_app.assist.fix.revision import Edit
from writer_app.assist.review import Review
from writer_app.ui.diff_bar import Hint
from writer_app.ui.keymap import Action, Keymap
from writer_app.ui.rewrite_styles import reason_in_words
from writer_app.ui.translation import mark, tr

_KEYS = (
    (Action.KEEP_CHANGE, mark("keep"), 1),
    (Action.REFUSE_CHANGE, mark("refuse"), 1),
    (Action.NEXT_CHANGE, mark("next"), 3),
    (Action.NEXT_ALTERNATIVE, mark("other version"), 4),
    (Action.KEEP_ALL, mark("keep all"), 2),
    (Action.DISMISS, mark("leave as it was"), 0),
)
_MOST_SPOKEN_CHARS = 120


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a rewriting has come.

    Attributes:
        share: of the task that runs, 0..1. version: the one that is seen, of `n_versions`.
        is_growing: more changes of it may come. is_version_coming: another one may.
        note: what the model's side wants known; may be empty.
    """

    share: float
    version: int = 0
    n_versions: int = 0
    is_growing: bool = False
    is_version_coming: bool = False
    note: str = ""


def note_of(review: Review | None, standing: Standing) -> str:
    """Say which change it is and why it is proposed, or how far the work has come."""
    percent = tr("{share} %").format(share=round(100 * standing.share))
    if review is None:
        return percent if standing.share >= 0.01 else tr("working...")
    parts = []
    if standing.is_growing and review.is_decided:
        parts.append(tr("looking for more..."))
    else:
        n = len(review.edits)
        if n > 1 or standing.is_growing:
            parts.append(tr("{number} of {n}").format(number=review.current + 1, n=n))
        parts.append(reason_in_words(review.edits[review.current].reason))
    if standing.is_growing:
        parts.append(percent)
    elif standing.is_version_coming:
        parts.append(tr("another version is coming..."))
    elif standing.n_versions > 1:
        version = tr("version {number} of {n}")
        parts.append(version.format(number=standing.version + 1, n=standing.n_versions))
    parts.append(standing.note)
    return " \u00b7 ".join(filter(None, parts))


def hints_of(
    keymap: Keymap, review: Review | None, *, can_turn: bool, is_growing: bool = False
) -> list[Hint]:
    """Give the keys that mean something now."""
    hints = []
    for action, words, rank in _KEYS:
        keys = keymap.spoken(action)
        is_change = action not in (Action.DISMISS, Action.NEXT_ALTERNATIVE)
        if not keys or (is_change and review is None):
            continue
        if action is Action.NEXT_ALTERNATIVE and not can_turn:
            continue
        is_single = review is not None and len(review.edits) == 1 and not is_growing
        if action in (Action.NEXT_CHANGE, Action.KEEP_ALL) and is_single:
            continue
        said = tr(words)
        if action is Action.KEEP_ALL and is_growing:
            said = tr("keep these, stop looking")
        elif action is Action.KEEP_ALL and review is not None and review.is_begun:
            said = tr("keep the rest")
        hints.append(Hint(action, keys, said, rank))
    return hints


def announced(review: Review, text: str, *, is_first: bool = True) -> str:
    """Say for a screen reader how many changes there are and which is the current one.

    Args:
        text: the one that the changes count in.
    """
    edit, n = review.edits[review.current], len(review.edits)
    change = f"{_in_words(edit, text)}, {reason_in_words(edit.reason)}".removesuffix(", ")
    if not is_first:
        place = tr("{number} of {n}").format(number=review.current + 1, n=n)
        return f"{place}: {change}"
    if n == 1:
        return tr("one change: {change}").format(change=change)
    return tr("{n} changes; first: {change}").format(n=n, change=change)


def _in_words(edit: Edit, text: str) -> str:
    old = text[edit.start : edit.end].strip()[:_MOST_SPOKEN_CHARS]
    new = edit.replacement.strip()[:_MOST_SPOKEN_CHARS]
    if not old:
        return tr("\u201c{new}\u201d comes in").format(new=new)
    if not new:
        return tr("\u201c{old}\u201d goes").format(old=old)
    return tr("\u201c{old}\u201d becomes \u201c{new}\u201d").format(old=old, new=new)

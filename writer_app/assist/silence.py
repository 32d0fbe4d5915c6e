"""When to say nothing: the rules that need no model.

May import: assist. Thread: any.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from writer_app.assist.language import is_in_language
from writer_app.assist.messages import Cause, Snapshot
from writer_app.assist.words import ends_word, starts_inside_word, starts_with_letter

_QUIET_CAUSES = {
    Cause.DELETED: "deletion",
    Cause.UNDONE: "undo",
    Cause.MOVED: "moved",
    Cause.OPENED: "opened",
    Cause.RESTORED: "opened",
}


@dataclass(frozen=True, slots=True)
class Quiet:
    """What the writer last did that asks for silence.

    Attributes:
        reason: "deletion", "undo", "moved" or "opened" until the next typed letter.
        is_dismissed: Esc was pressed and the word at hand is not over.
    """

    reason: str = "opened"
    is_dismissed: bool = False

    def after(self, cause: Cause, typed: str | None) -> "Quiet":
        """Give the state after an edit; `typed` are the characters it put in."""
        if cause in _QUIET_CAUSES:
            is_same_word = self.is_dismissed and cause is Cause.DELETED
            return Quiet(_QUIET_CAUSES[cause], is_same_word)
        is_over = typed is None or ends_word(typed)
        return Quiet("", self.is_dismissed and not is_over)

    def dismissed(self) -> "Quiet":
        """Give the state after Esc."""
        return replace(self, is_dismissed=True)


def reason_of_place(snapshot: Snapshot, is_asked: bool) -> str:
    """Give why no ghost may stand at this caret; empty when one may.

    A writer who asks by key is answered in code and before a word too.
    """
    if snapshot.is_composing:
        return "composing"
    if snapshot.has_selection:
        return "selection"
    if starts_inside_word(snapshot.before, snapshot.after):
        return "word"
    if is_asked:
        return ""
    if snapshot.is_code:
        return "code"
    if starts_with_letter(snapshot.after):
        return "word"
    return ""


def reason_of_language(snapshot: Snapshot, languages: Iterable[str]) -> str:
    """Give "language" when the text is in none of the model's; else empty."""
    is_known = is_in_language(snapshot.before, snapshot.after, languages)
    return "" if is_known else "language"


def most_words(snapshot: Snapshot, wished: int, is_asked: bool) -> int:
    """Give how many words a ghost may have here: four where the line goes on.

    Source: two to four words are enough for readers of mid-line ghosts, FuJacob/cotabby#475.
    """
    is_mid_line = bool(snapshot.after.split("\n", 1)[0].strip())
    return min(wished, 4) if is_mid_line and not is_asked else wished

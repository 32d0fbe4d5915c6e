"""What the model is given: a start of the text that stays, and some of the rest.

The KV cache keeps a prompt's common prefix, so the prompt's start must not move with
every key. It stands at a paragraph or sentence start and moves only in jumps of a
quarter of the window. May import: assist.sentences. Thread: worker.
"""

from collections.abc import Callable
from dataclasses import dataclass

from writer_app.assist.sentences import sentence_starts

_ANCHOR_CHARS = 200
_SPARE_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Context:
    """One prompt: text before the caret, and text after it (may be empty)."""

    prompt: str
    suffix: str


class ContextKeeper:
    """Cut prompts so that the next one nearly always extends the last.

    The start is remembered by its text, not by an index: the text before the caret
    is itself cut somewhere, and other documents come and go.

    Args:
        count_tokens: of the model. window_tokens: of the model.
        fills_middle: the model was taught to use text after the caret.
    """

    def __init__(
        self, count_tokens: Callable[[str], int], window_tokens: int, fills_middle: bool
    ) -> None:
        self._count_tokens = count_tokens
        self._window_tokens = window_tokens
        self._fills_middle = fills_middle
        self._last_prompt = ""
        self._counted_chars = 0
        self._counted_tokens = 0

    def build(self, before: str, after: str, reserve_tokens: int) -> Context:
        """Cut the text around the caret to what the model should read.

        Args:
            reserve_tokens: room to leave for the answer.
        """
        suffix = self._cut_suffix(after) if self._fills_middle else ""
        room_tokens = self._window_tokens - reserve_tokens - _SPARE_TOKENS
        if suffix:
            room_tokens -= self._count_tokens(suffix)
        room_tokens = max(room_tokens, self._window_tokens // 4)
        start = self._find_anchor(before)
        if start is None or not self._is_good(before, start, room_tokens):
            start = self._jump(before, room_tokens)
        self._last_prompt = before[start:]
        return Context(self._last_prompt, suffix)

    def _find_anchor(self, before: str) -> int | None:
        """Find the last prompt's start in the new text; None when it is not there.

        A short prompt was a whole text, so only a text's start can be the same place.
        """
        last = self._last_prompt
        anchor = last[:_ANCHOR_CHARS]
        if len(anchor) < _ANCHOR_CHARS:
            return 0 if before.startswith(anchor) or anchor.startswith(before) else None
        best: tuple[int, int] | None = None
        index = before.find(anchor)
        while index >= 0:
            n_common = _n_common(before[index:], last)
            if best is None or n_common >= best[0]:
                best = (n_common, index)
            index = before.find(anchor, index + 1)
        return best[1] if best else None

    def _is_good(self, before: str, start: int, room_tokens: int) -> bool:
        """Tell whether a start leaves neither too much nor far too little to read.

        A caret that went back may stand just after the old start, with text unread
        before it: less than a character a token is worth a jump.
        """
        if start > 0 and len(before) - start < room_tokens:
            return False
        return self._fits(before[start:], room_tokens)

    def _fits(self, prompt: str, room_tokens: int) -> bool:
        """Count tokens only when the last count plus a token a byte may be too much."""
        grown_bytes = len(prompt[self._counted_chars :].encode("utf-8", "replace"))
        is_longer = prompt.startswith(self._last_prompt[: self._counted_chars])
        if is_longer and self._counted_tokens + grown_bytes <= room_tokens:
            return True
        return self._count(prompt) <= room_tokens

    def _count(self, prompt: str) -> int:
        self._counted_tokens = self._count_tokens(prompt)
        self._counted_chars = len(prompt)
        return self._counted_tokens

    def _jump(self, before: str, room_tokens: int) -> int:
        """Choose a new start so that three quarters of the room are used."""
        self._last_prompt = ""
        goal_tokens = room_tokens * 3 // 4
        low = max(0, len(before) - 8 * room_tokens)
        n_tokens = self._count(before[low:])
        if n_tokens <= (room_tokens if low == 0 else goal_tokens):
            return low
        start = low
        while n_tokens > goal_tokens:
            surplus = (n_tokens - goal_tokens) / n_tokens
            start += max(1, int((len(before) - start) * surplus))
            n_tokens = self._count(before[start:])
        start = _tidy_start(before, start, len(before) - (len(before) - start) * 2 // 3)
        self._count(before[start:])
        return start

    def _cut_suffix(self, after: str) -> str:
        """Keep an eighth of the window of the text after the caret, at a word's end."""
        goal_tokens = max(1, self._window_tokens // 8)
        suffix = after[: goal_tokens * 6]
        while suffix and self._count_tokens(suffix) > goal_tokens:
            suffix = suffix[: len(suffix) * 3 // 4]
        if len(suffix) < len(after) and " " in suffix:
            suffix = suffix[: suffix.rindex(" ")]
        return suffix


def _n_common(one: str, other: str) -> int:
    """Count the characters that two texts share at their start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _tidy_start(text: str, start: int, latest: int) -> int:
    """Move a start on to a paragraph's, else a sentence's, else a word's, by `latest`.

    Example:
        >>> _tidy_start("One two. Three\\nFour five", 1, 20)
        15
    """
    line = text.find("\n", start, latest)
    if line >= 0:
        while line < latest and text[line] == "\n":
            line += 1
        return line
    for offset in sentence_starts(text[start:latest]):
        if offset > 0:
            return start + offset
    word = text.find(" ", start, latest)
    return start if word < 0 else word + 1

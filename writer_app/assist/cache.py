"""Replies kept by the text they belong to, so that none can show in a wrong place.

The key is the text around the caret itself, bounded; typed letters that equal the
start of a kept reply find its tail. In memory only, never on disk. May import:
assist.plain_signs. Thread: any one (the session's).
Source: the ring of llama.vim (ggml-org/llama.vim at a1c8e6e): 250 replies, 128 letters.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from writer_app.assist.plain_signs import begins_with, plain

_BEFORE_CHARS = 512
_AFTER_CHARS = 64
_MAX_TYPED_CHARS = 128


@dataclass(frozen=True, slots=True)
class Reply:
    """One whole answer of the model for one text; `text` is empty for silence."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Hit:
    """What a lookup found: the rest of `reply` after `n_typed_chars` of it."""

    reply: Reply
    n_typed_chars: int

    @property
    def tail(self) -> str:
        """Give the characters that are still to come."""
        return self.reply.text[self.n_typed_chars :]


class ReplyCache:
    """The last replies, at most `capacity`; the longest unused goes first."""

    def __init__(self, capacity: int = 250) -> None:
        self._capacity = capacity
        self._replies: OrderedDict[tuple[str, str], Reply] = OrderedDict()

    def __len__(self) -> int:
        return len(self._replies)

    def put(self, before: str, after: str, reply: Reply) -> None:
        """Keep a final reply for the text it was given for."""
        key = _key(before, after)
        self._replies[key] = reply
        self._replies.move_to_end(key)
        while len(self._replies) > self._capacity:
            self._replies.popitem(last=False)

    def find(self, before: str, after: str) -> Hit | None:
        """Find what is known to follow a text, without the model.

        A reply for this very text comes first; else the reply for a text some letters
        earlier, when those letters are the start of it.

        Returns: a hit (its tail is empty when silence is known to be right here), or
            None when nothing is known.
        """
        before = before[-_BEFORE_CHARS - _MAX_TYPED_CHARS :]
        for n_typed, key in _keys(before, after):
            reply = self._replies.get(key)
            if reply is None:
                continue
            typed = before[len(before) - n_typed :]
            if n_typed == 0 or (begins_with(reply.text, typed) and len(reply.text) > n_typed):
                self._replies.move_to_end(key)
                return Hit(reply, n_typed)
        return None

    def discard(self, before: str, after: str) -> None:
        """Forget every reply that would show for this text."""
        before = before[-_BEFORE_CHARS - _MAX_TYPED_CHARS :]
        for n_typed, key in _keys(before, after):
            reply = self._replies.get(key)
            if reply is not None and begins_with(reply.text, before[len(before) - n_typed :]):
                del self._replies[key]

    def clear(self) -> None:
        """Forget everything."""
        self._replies.clear()


def _keys(before: str, after: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield a text's key and those of what stood there some letters earlier."""
    before, after = plain(before), plain(after[:_AFTER_CHARS])
    for n_typed in range(min(_MAX_TYPED_CHARS, len(before)) + 1):
        end = len(before) - n_typed
        yield n_typed, (before[max(0, end - _BEFORE_CHARS) : end], after)


def _key(before: str, after: str) -> tuple[str, str]:
    return plain(before[-_BEFORE_CHARS:]), plain(after[:_AFTER_CHARS])

"""The one door to tokenizers: text to token ids, ids to bytes, healing.

Every token is known by its bytes, so that a half-typed word can be forced and
half a character is never shown. May import: tokenizers, numpy. Thread: worker.
"""

import bisect
import codecs
import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import AddedToken, Tokenizer

from writer_app.errors import ModelCorrupt

Array = np.ndarray[Any, np.dtype[Any]]

# A longer run of letters (a rule of dashes, a base64 blob) is not healed: no token
# is that long and nobody completes it.
MAX_HEALED_BYTES = 64
_TAIL_CHARS = 256
_LAST_PIECE = re.compile(r"(?: ?[^\W\d_]+| ?\d| ?[^\w\s]+|_+|\s+)\Z")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Shorter texts are encoded faster than compared.
_REMEMBERED_CHARS = 200
_SPM_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")


class Vocabulary:
    """A tokenizer whose tokens are known by their bytes.

    It remembers the last long text it encoded, so that a key pressed at the end of
    one costs the last word, not the page. One caller at a time.

    Args:
        path: a `tokenizer.json`.

    Attributes:
        token_bytes: what each token spells. carries_on: bool (V,), it makes a word longer.
        mute_ids: tokens that never become text: control tokens, and unused numbers.

    Raises: ModelCorrupt: the file is damaged.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:
            raise ModelCorrupt(f"{path.name} is damaged; install the model again.") from error
        # A writer's text that happens to hold "<|end|>" is text, not a command. Some tokenizers
        # do not call theirs special ("<think>"); runs of spaces are no commands.
        self._tokenizer.encode_special_tokens = True
        added = self._tokenizer.get_added_tokens_decoder()
        self._controls = {token.content: (i, token) for i, token in added.items()}
        unnamed = [t for t in added.values() if not t.special and t.content.strip()]
        self._tokenizer.add_special_tokens([_as_special(token) for token in unnamed])
        special = {i for i, token in added.items() if token.special}
        self._is_byte_level = "ByteLevel" in repr(self._tokenizer.decoder)
        self.token_bytes = self._all_bytes()
        self._adds_space = self._bytes_of("a") == b" a"
        self._adds_space_inside = self._adds_space and self._adds_space_after_control()
        self._can_split = self._is_byte_level and self._splits_before_spaces()
        self.forget()
        numbers = range(len(self.token_bytes))
        self.mute_ids = frozenset(i for i in numbers if not self.token_bytes[i] or i in special)
        ordinary = [i for i in numbers if i not in self.mute_ids]
        in_order = sorted(ordinary, key=self.token_bytes.__getitem__)
        self._ids = np.array(in_order, np.int64)
        self._keys = [self.token_bytes[i] for i in in_order]
        self._by_bytes = dict(zip(self._keys, in_order, strict=True))
        self.carries_on = np.array([_carries_on_word(b) for b in self.token_bytes])

    @property
    def n_tokens(self) -> int:
        """Count the tokens, special ones too."""
        return len(self.token_bytes)

    def id_of(self, token: str) -> int | None:
        """Give the id of a token by its name, None when there is none."""
        found: int | None = self._tokenizer.token_to_id(token)
        return found

    def encode(self, text: str) -> list[int]:
        """Give the token ids of a text, no control token among them."""
        return list(self._encode(text).ids)

    def encode_parts(self, before: str, text: str) -> tuple[list[int], int]:
        """Encode both as one text; tell how many tokens end before `text` begins."""
        encoded = self._encode(before + text)
        return list(encoded.ids), bisect.bisect_right(encoded.ends, len(before))

    def encode_inside(self, text: str) -> list[int]:
        """Give the token ids of a text that stands in the middle of another."""
        if not self._adds_space:
            return self._fresh(text).ids
        ids, n_bytes = self._fresh("\n" + text).ids, 0
        for n, token in enumerate(ids):
            if n_bytes >= len(b" \n"):
                return ids[n:]
            n_bytes += len(self.token_bytes[token])
        return []

    def split_controls(self, text: str) -> list[int | str]:
        """Split what a chat template wrote into control tokens and text between them.

        Some tokens swallow the white space beside them (Phi 3's do).

        Example: split_controls("<|im_start|>user\n") -> [1, "user\n"]
        """
        names = sorted(self._controls, key=len, reverse=True)
        if not names:
            return [text] if text else []
        parts: list[int | str] = []
        place = 0
        for match in re.finditer("|".join(map(re.escape, names)), text):
            number, token = self._controls[match.group()]
            before = text[place : match.start()]
            parts += [before.rstrip() if token.lstrip else before, number]
            place = match.end()
            while token.rstrip and text[place : place + 1].isspace():
                place += 1
        return [part for part in (*parts, text[place:]) if part != ""]

    def encode_mixed(self, parts: Sequence[int | str]) -> list[int]:
        """Give the ids of control tokens and plain texts in turn."""
        ids: list[int] = []
        for part in parts:
            if isinstance(part, int):
                ids.append(part)
            elif not ids or self._adds_space_inside:
                ids += self._fresh(part).ids
            else:
                ids += self.encode_inside(part)
        return ids

    def fork(self) -> "Vocabulary":
        """Give the same tokens with a memory of their own for the last long text."""
        twin = copy.copy(self)
        twin.forget()
        return twin

    def forget(self) -> None:
        """Forget the last long text."""
        self._memory = _Encoded("", [], [])

    def _encode(self, text: str) -> "_Encoded":
        """Encode a text, from the remembered one as far as both are the same."""
        known = self._memory
        n_kept = _last_word_start(text, _n_common(text, known.text)) if self._can_split else 0
        if n_kept:
            n_tokens = bisect.bisect_right(known.ends, n_kept)
            rest = self._fresh(text[n_kept:])
            ends = known.ends[:n_tokens] + [n_kept + end for end in rest.ends]
            encoded = _Encoded(text, known.ids[:n_tokens] + rest.ids, ends)
        else:
            encoded = self._fresh(text)
        if len(text) >= _REMEMBERED_CHARS:
            self._memory = encoded
        return encoded

    def _fresh(self, text: str) -> "_Encoded":
        encoding = self._tokenizer.encode(_without_surrogates(text), add_special_tokens=False)
        return _Encoded(text, encoding.ids, [end for _, end in encoding.offsets])

    def _bytes_of(self, text: str) -> bytes:
        return b"".join(self.token_bytes[i] for i in self._fresh(text).ids)

    def _adds_space_after_control(self) -> bool:
        """Tell whether text right behind a control token gets a space too (Llama 2's does)."""
        name = next((name for name, (_, token) in self._controls.items() if token.special), "")
        self._tokenizer.encode_special_tokens = False
        ids = self._fresh(name + "a").ids
        self._tokenizer.encode_special_tokens = True
        return b"".join(self.token_bytes[i] for i in ids).endswith(b" a")

    def _splits_before_spaces(self) -> bool:
        """Tell whether no token reaches over a space between words, as a rule.

        True of GPT-2's pattern and its heirs (cl100k, Llama 3, Qwen): a space after a
        letter or sign always begins a piece.
        """
        pre_tokenizer = self._tokenizer.pre_tokenizer
        if pre_tokenizer is None or self._tokenizer.normalizer is not None:
            return False
        words = ["ab", " cd.", " (1999)", " \u2014", " \u4f60\u597d", " e\u0301,", " \n\n x's"]
        found = [piece for piece, _ in pre_tokenizer.pre_tokenize_str("".join(words))]
        apart = [p for w in words for p, _ in pre_tokenizer.pre_tokenize_str(w)]
        return len(found) >= len(words) and found == apart

    def heal(self, text: str) -> tuple[str, bytes]:
        """Split off the last word (or space) typed, whose tokens are not settled.

        Returns the head and the bytes that the generation must begin with. The head's
        tokens stay whatever is typed next; see `encode_parts` for which they are.

        Example: heal("I am gre") -> ("I am", b" gre")
        """
        text = _without_surrogates(text)
        start = self._last_piece_start(text[-_TAIL_CHARS:]) + max(0, len(text) - _TAIL_CHARS)
        tail = text[start:].encode()
        if len(tail) > MAX_HEALED_BYTES:
            return text, b""
        if start == 0 and self._adds_space and tail[:1] != b" ":
            tail = b" " + tail
        return text[:start], tail

    def _last_piece_start(self, text: str) -> int:
        if not text:
            return 0
        if self._is_byte_level and self._tokenizer.pre_tokenizer is not None:
            pieces = self._tokenizer.pre_tokenizer.pre_tokenize_str(text)
            return int(pieces[-1][1][0]) if pieces else len(text)
        match = _LAST_PIECE.search(text)
        return match.start() if match else len(text)

    def longer(self, forced: bytes) -> Array:
        """Give the ids of tokens that begin with all of `forced` and show more.

        Returns: int64 (n,), not to be changed.

        Example: longer(b" gre") -> " great", " green", ...
        """
        low = bisect.bisect_right(self._keys, forced)
        high = bisect.bisect_left(self._keys, _after_prefix(forced)) if forced else len(self._keys)
        return self._ids[low:high]

    def parts(self, forced: bytes) -> list[int]:
        """Give the ids of tokens that `forced` begins with, all of it included.

        Example: parts(b" gre") -> " ", " g", " gr", " gre" as far as there are such
        """
        starts = (forced[:n] for n in range(1, len(forced) + 1))
        return [self._by_bytes[start] for start in starts if start in self._by_bytes]

    def _all_bytes(self) -> list[bytes]:
        ids = self._tokenizer.get_vocab(with_added_tokens=True).values()
        n_tokens = max(ids, default=-1) + 1
        names = [self._tokenizer.id_to_token(i) for i in range(n_tokens)]
        to_bytes = _byte_level_bytes if self._is_byte_level else _sentencepiece_bytes
        added = self._tokenizer.get_added_tokens_decoder()
        return [
            b"" if name is None else name.encode() if i in added else to_bytes(name)
            for i, name in enumerate(names)
        ]


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A text, its token ids, and the character each token ends at."""

    text: str
    ids: list[int]
    ends: list[int]


class CharacterStream:
    """Turn bytes into characters as soon as they are whole.

    Raises: UnicodeDecodeError from `push` on bytes that can never become text.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")

    def push(self, data: bytes) -> str:
        """Add bytes; give the characters they complete (may be none)."""
        return self._decoder.decode(data)


def _as_special(token: AddedToken) -> AddedToken:
    return AddedToken(
        token.content,
        single_word=token.single_word,
        lstrip=token.lstrip,
        rstrip=token.rstrip,
        normalized=token.normalized,
        special=True,
    )


def _without_surrogates(text: str) -> str:
    """Give a text that UTF-8 can hold, of the same length.

    Half a surrogate pair can reach a caret from a broken paste; no token spells it.
    """
    return _SURROGATE.sub("\ufffd", text)


def _n_common(one: str, other: str) -> int:
    """Count the characters that two texts share at their start."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _last_word_start(text: str, end: int) -> int:
    """Find the last space before `end` that follows a letter or sign; 0: none.

    The space itself lies before `end`, so the text up to it is the same in both.

    Example:
        >>> _last_word_start("one two  three", 12)
        7
    """
    start = text.rfind(" ", 1, end)
    while start > 0 and text[start - 1].isspace():
        start = text.rfind(" ", 1, start)
    return max(start, 0)


def _byte_level_table() -> dict[str, int]:
    """Give GPT-2's map from printable characters back to bytes.

    Source: bytes_to_unicode in openai/gpt-2 src/encoder.py.
    """
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in printable]
    table = {chr(b): b for b in printable}
    table.update({chr(256 + i): b for i, b in enumerate(others)})
    return table


_BYTE_LEVEL = _byte_level_table()


def _byte_level_bytes(name: str) -> bytes:
    try:
        return bytes(_BYTE_LEVEL[character] for character in name)
    except KeyError:
        return name.encode()


def _sentencepiece_bytes(name: str) -> bytes:
    match = _SPM_BYTE.fullmatch(name)
    if match:
        return bytes([int(match.group(1), 16)])
    return name.replace("\u2581", " ").encode()


def _after_prefix(prefix: bytes) -> bytes:
    """Give the least byte string above everything that begins with `prefix`."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else b"\xff" * (len(prefix) + 8)


def _carries_on_word(data: bytes) -> bool:
    """Tell whether a token right after a letter makes its word longer."""
    if not data or 0x80 <= data[0] < 0xC0:
        return bool(data)
    text = data.decode("utf-8", "ignore")
    if not text:
        return True
    first = text[0]
    if first in "'\u2019":
        return len(text) > 1 and text[1].isalpha()
    # Ideographs, kana and the like are words of their own here.
    return first.isalnum() and first < "\u2e80"

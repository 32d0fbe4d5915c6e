"""The one door to tokenizers: text to token ids, ids to bytes, healing.

Every token is known by its bytes, so that a half-typed word can be forced and
half a character is never shown. May import: tokenizers, numpy. Thread: worker.
"""

import bisect
import codecs
import re
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from writer_app.errors import ModelCorrupt

Array = np.ndarray[Any, np.dtype[Any]]

# A longer run of letters (a rule of dashes, a base64 blob) is not healed: no token
# is that long and nobody completes it.
MAX_HEALED_BYTES = 64
_TAIL_CHARS = 256
_LAST_PIECE = re.compile(r"(?: ?[^\W\d_]+| ?\d| ?[^\w\s]+|_+|\s+)\Z")
_SPM_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")


class Vocabulary:
    """A tokenizer whose tokens are known by their bytes.

    Args:
        path: a `tokenizer.json`.

    Raises: ModelCorrupt: the file is damaged.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:
            raise ModelCorrupt(f"{path.name} is damaged; install the model again.") from error
        # A writer's text that happens to hold "<|end|>" is text, not a command.
        self._tokenizer.encode_special_tokens = True
        added = self._tokenizer.get_added_tokens_decoder()
        self._special = {i for i, token in added.items() if token.special}
        self._is_byte_level = "ByteLevel" in self._tokenizer.to_str()
        self.token_bytes = self._all_bytes()
        ordinary = [i for i in range(len(self.token_bytes)) if i not in self._special]
        ordinary = [i for i in ordinary if self.token_bytes[i]]
        self._ids = sorted(ordinary, key=self.token_bytes.__getitem__)
        self._keys = [self.token_bytes[i] for i in self._ids]
        self._by_bytes = dict(zip(self._keys, self._ids, strict=True))
        self.carries_on = np.array([_carries_on_word(b) for b in self.token_bytes])

    @property
    def n_tokens(self) -> int:
        """Count the tokens, special ones too."""
        return len(self.token_bytes)

    @property
    def special_ids(self) -> frozenset[int]:
        """Give the ids of the control tokens."""
        return frozenset(self._special)

    def id_of(self, token: str) -> int | None:
        """Give the id of a token by its name, None when there is none."""
        found: int | None = self._tokenizer.token_to_id(token)
        return found

    def encode(self, text: str) -> list[int]:
        """Give the token ids of a text, no control token among them."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def heal(self, text: str) -> tuple[str, bytes]:
        """Split off the last word (or space) typed, whose tokens are not settled.

        Returns the head, whose tokens stay whatever is typed next, and the bytes that
        the generation must begin with.

        Example: heal("I am gre") -> ("I am", b" gre")
        """
        start = self._last_piece_start(text[-_TAIL_CHARS:]) + max(0, len(text) - _TAIL_CHARS)
        tail = text[start:].encode("utf-8", "surrogatepass")
        if len(tail) > MAX_HEALED_BYTES:
            return text, b""
        return text[:start], tail

    def _last_piece_start(self, text: str) -> int:
        if not text:
            return 0
        if self._is_byte_level and self._tokenizer.pre_tokenizer is not None:
            pieces = self._tokenizer.pre_tokenizer.pre_tokenize_str(text)
            return int(pieces[-1][1][0]) if pieces else len(text)
        match = _LAST_PIECE.search(text)
        return match.start() if match else len(text)

    def allowed(self, forced: bytes) -> Array:
        """Give the ids of tokens that agree with bytes to come, int64 (n,).

        Tokens that begin with all of `forced`, and tokens that `forced` begins with.
        """
        low = bisect.bisect_left(self._keys, forced)
        high = bisect.bisect_left(self._keys, _after_prefix(forced)) if forced else len(self._keys)
        ids = self._ids[low:high]
        starts = (forced[:n] for n in range(1, len(forced)))
        ids = ids + [self._by_bytes[start] for start in starts if start in self._by_bytes]
        return np.array(ids, np.int64)

    def _all_bytes(self) -> list[bytes]:
        n_tokens = self._tokenizer.get_vocab_size(with_added_tokens=True)
        names = [self._tokenizer.id_to_token(i) for i in range(n_tokens)]
        to_bytes = _byte_level_bytes if self._is_byte_level else _sentencepiece_bytes
        added = self._tokenizer.get_added_tokens_decoder()
        return [
            b"" if name is None else name.encode() if i in added else to_bytes(name)
            for i, name in enumerate(names)
        ]


class CharacterStream:
    """Turn bytes into characters as soon as they are whole.

    Raises: UnicodeDecodeError from `push` on bytes that can never become text.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")

    def push(self, data: bytes) -> str:
        """Add bytes; give the characters they complete (may be none)."""
        return self._decoder.decode(data)


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

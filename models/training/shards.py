"""Token shards: the files that carry a tokenized corpus to the training machine.

A folder holds `shards.json` and shards of little-endian uint16: raw (`.bin`) or
packed (`.bin.xz`). The highest bit of an entry says that the token is read but not
learnt (the noisy half of a correction, say). Standard library and numpy only.
"""

import hashlib
import json
import lzma
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
MANIFEST = "shards.json"
FORMAT = 1
UNLEARNT_BIT = 0x8000
TOKEN_BITS = 0x7FFF


class UnusableInput(Exception):
    """Shards or a checkpoint that cannot be used; `str()` says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the corpus, e.g. all the books.

    Attributes:
        name: e.g. "books", "valid-modern", "skill-fix".
        tokens: uint16 (N,), the highest bit as the module says.
        bytes_per_token: of its text; 0 when unknown.
    """

    name: str
    tokens: Array
    bytes_per_token: float

    @property
    def is_valid(self) -> bool:
        """Tell whether it is held out: measured on, never trained on."""
        return self.name.startswith("valid")


@dataclass(frozen=True, slots=True)
class Shards:
    """Every part of some folders, and the vocabulary they share."""

    parts: dict[str, Part]
    n_vocabulary: int
    tokenizer_sha256: str


def open_shards(folders: list[Path]) -> Shards:
    """Read and verify every shard of the folders.

    Raises: UnusableInput: a folder, manifest or shard is missing, damaged or empty, or
        two folders were made with different tokenizers.
    """
    manifests = [(folder, _read_manifest(folder)) for folder in folders]
    vocabularies = {(m["n_vocabulary"], m["tokenizer_sha256"]) for _, m in manifests}
    if len(vocabularies) != 1:
        raise UnusableInput("The shard folders come from different tokenizers; make them again.")
    entries = [(folder, shard) for folder, m in manifests for shard in m["shards"]]
    with ThreadPoolExecutor() as pool:
        arrays = list(pool.map(lambda entry: _read_shard(*entry), entries))
    pieces: dict[str, list[Array]] = {}
    for (_, shard), array in zip(entries, arrays, strict=True):
        pieces.setdefault(shard["part"], []).append(array)
    n_vocabulary, tokenizer = vocabularies.pop()
    parts: dict[str, Part] = {}
    for _, manifest in manifests:
        for name, facts in manifest["parts"].items():
            if name in parts or name not in pieces:
                raise UnusableInput(f"The part {name} is there twice or not at all.")
            tokens = pieces[name][0] if len(pieces[name]) == 1 else np.concatenate(pieces[name])
            _check_tokens(name, tokens, facts["n_tokens"], n_vocabulary)
            parts[name] = Part(name, tokens, facts["n_bytes"] / max(1, len(tokens)))
    return Shards(parts, n_vocabulary, tokenizer)


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT or not content["shards"]:
            raise ValueError("unknown format")
        content = dict(content)
        _ = content["n_vocabulary"], content["tokenizer_sha256"], content["parts"]
    except FileNotFoundError as error:
        raise UnusableInput(f"No {MANIFEST} in {folder}; run the shards step first.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableInput(f"{path} is damaged; make or copy the shards again.") from error
    return content


def _read_shard(folder: Path, shard: dict[str, Any]) -> Array:
    path = folder / Path(shard["file"]).name
    if not path.is_file():
        raise UnusableInput(f"The shard {path.name} is missing; copy it again.")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != shard["sha256"]:
            raise UnusableInput(f"The shard {path.name} has another hash; copy it again.")
    if path.suffix == ".xz":
        tokens = np.frombuffer(lzma.decompress(path.read_bytes()), dtype="<u2")
    elif path.stat().st_size:
        tokens = np.memmap(path, dtype="<u2", mode="r")
    else:
        tokens = np.zeros(0, "<u2")
    if len(tokens) == 0 or len(tokens) != shard["n_tokens"]:
        raise UnusableInput(f"The shard {path.name} holds no tokens, or too few; make it again.")
    return tokens


def _check_tokens(name: str, tokens: Array, n_tokens: int, n_vocabulary: int) -> None:
    if len(tokens) != n_tokens:
        raise UnusableInput(f"A shard of {name} is missing from {MANIFEST}; make them again.")
    if int((tokens & TOKEN_BITS).max()) >= n_vocabulary:
        raise UnusableInput(f"{name} holds tokens that the vocabulary lacks; make it again.")


class ShardWriter:
    """Write parts as shards and, at the end, the manifest.

    Args:
        folder: made if need be; older shards in it are replaced.
        max_bytes: of one shard on disk before packing. is_packed: xz.
        vocabulary: its size and its file's sha256.
    """

    def __init__(
        self, folder: Path, vocabulary: tuple[int, str], max_bytes: int, is_packed: bool
    ) -> None:
        self._folder = folder
        self._vocabulary = vocabulary
        self._max_tokens = max(1, max_bytes // 2)
        self._is_packed = is_packed
        self._shards: list[dict[str, Any]] = []
        self._parts: dict[str, dict[str, int]] = {}
        folder.mkdir(parents=True, exist_ok=True)
        for old in [*folder.glob("*.bin"), *folder.glob("*.bin.xz"), folder / MANIFEST]:
            old.unlink(missing_ok=True)

    def write(self, name: str, tokens: Array, n_bytes: int, n_documents: int) -> None:
        """Write one part. Raises: UnusableInput when it holds no token."""
        if len(tokens) == 0:
            raise UnusableInput(f"The part {name} holds no text; nothing was written for it.")
        for number, start in enumerate(range(0, len(tokens), self._max_tokens)):
            self._write_shard(name, number, tokens[start : start + self._max_tokens])
        self._parts[name] = {
            "n_tokens": len(tokens),
            "n_bytes": n_bytes,
            "n_documents": n_documents,
        }

    def close(self) -> dict[str, Any]:
        """Write the manifest and give its content."""
        content = {
            "format": FORMAT,
            "n_vocabulary": self._vocabulary[0],
            "tokenizer_sha256": self._vocabulary[1],
            "parts": self._parts,
            "shards": self._shards,
        }
        text = json.dumps(content, indent=1) + "\n"
        (self._folder / MANIFEST).write_text(text, encoding="utf-8")
        return content

    def _write_shard(self, name: str, number: int, tokens: Array) -> None:
        data = np.ascontiguousarray(tokens, "<u2").tobytes()
        if self._is_packed:
            # Tokens are two bytes wide, so positions and literals come in pairs.
            filters = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 0, "lp": 1, "pb": 1}]
            data = lzma.compress(data, format=lzma.FORMAT_XZ, filters=filters)
        path = self._folder / f"{name}-{number:02d}.bin{'.xz' if self._is_packed else ''}"
        path.write_bytes(data)
        self._shards.append(
            {
                "file": path.name,
                "part": name,
                "n_tokens": len(tokens),
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        )

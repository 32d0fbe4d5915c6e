"""Tokenize a corpus once, into uint16 shards that a training machine can read.

    python models/shards.py scratch/corpus scratch/tokenizer.json scratch/shards --pack

Every document begins with `<|end|>`. Files done are kept under FOLDER/partial until
all is done, so a stopped run goes on where it was.
"""

import argparse
import hashlib
import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from tokenizers import Tokenizer

from models.recipe.control import load_tokenizer
from models.recipe.documents import find_parts, read_documents
from models.recipe.step import InputError, run_step
from models.training.shards import ShardWriter

Array = np.ndarray[Any, np.dtype[Any]]
_BATCH = 64
# One call of the tokenizer takes no more than this of a book, cut between paragraphs.
_CHUNK_CHARACTERS = 100_000


def main() -> None:
    """Read the flags, tokenize, say what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("folder", type=Path, help="written")
    parser.add_argument("--shard-mib", type=float, default=55.0, help="before packing")
    parser.add_argument("--pack", action="store_true", help="xz: about 60 %% of the size")
    arguments = parser.parse_args()
    tokenizer, digest = load_tokenizer(arguments.tokenizer)
    parts = find_parts(arguments.corpus)
    vocabulary = (tokenizer.get_vocab_size(), digest)
    writer = ShardWriter(
        arguments.folder, vocabulary, int(arguments.shard_mib * 2**20), arguments.pack
    )
    partial = arguments.folder / "partial"
    partial.mkdir(exist_ok=True)
    for name, paths in parts.items():
        done = [_tokens_of(path, tokenizer, digest, partial) for path in paths]
        tokens = np.concatenate([tokens for tokens, _ in done])
        n_bytes = sum(n_bytes for _, n_bytes in done)
        if not n_bytes:
            raise InputError(f"The part {name} holds no text; take its files away.")
        writer.write(name, tokens, n_bytes, int((tokens == 0).sum()))
        print(f"{name}: {len(tokens):,} tokens of {n_bytes / len(tokens):.2f} bytes", flush=True)
    content = writer.close()
    shutil.rmtree(partial)
    n_bytes = sum(shard["bytes"] for shard in content["shards"])
    print(f"{arguments.folder}: {len(content['shards'])} shards, {n_bytes / 2**20:.1f} MiB")


def _tokens_of(path: Path, tokenizer: Tokenizer, digest: str, partial: Path) -> tuple[Array, int]:
    """Give a file's tokens uint16 (N,) and its text's bytes, kept or made now."""
    with path.open("rb") as file:
        source = hashlib.file_digest(file, "sha256").hexdigest()
    kept = partial / f"{source[:16]}-{digest[:16]}.npz"
    if kept.exists():
        with np.load(kept) as content:
            return content["tokens"], int(content["n_bytes"])
    documents = read_documents(path)
    n_bytes = sum(len(document.encode()) for document in documents)
    tokens = encode_documents(documents, tokenizer)
    unfinished = kept.with_suffix(".tmp.npz")
    np.savez(unfinished, tokens=tokens, n_bytes=n_bytes)
    unfinished.replace(kept)
    print(f"{path.name}: {len(tokens):,} tokens", flush=True)
    return tokens, n_bytes


def encode_documents(documents: list[str], tokenizer: Tokenizer) -> Array:
    """Give uint16 (N,): each document's tokens after an `<|end|>` (0)."""
    pieces: list[Array] = []
    chunks = [(i == 0, text) for d in documents for i, text in enumerate(_chunks(d))]
    for start in range(0, len(chunks), _BATCH):
        batch = chunks[start : start + _BATCH]
        encodings = tokenizer.encode_batch_fast([text for _, text in batch])
        for (is_first, _), encoding in zip(batch, encodings, strict=True):
            pieces.append(np.array([0] * is_first + encoding.ids, np.uint16))
    return np.concatenate(pieces) if pieces else np.zeros(0, np.uint16)


def _chunks(document: str) -> list[str]:
    """Cut a long document where a paragraph begins: there a token begins as well.

    The cut stands after the first line feed: the pattern splits "\\n\\nThe" into
    "\\n", "\\n", "The" so no token reaches over it.
    """
    chunks, start = [], 0
    while len(document) - start > _CHUNK_CHARACTERS:
        cut = document.rfind("\n\n", start, start + _CHUNK_CHARACTERS)
        if cut <= start:
            break
        chunks.append(document[start : cut + 1])
        start = cut + 1
    return [*chunks, document[start:]]


if __name__ == "__main__":
    sys.exit(run_step(main))

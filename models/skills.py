"""Make the taught skills' samples from the corpus, as token shards of their own.

    python models/skills.py scratch/corpus scratch/tokenizer.json scratch/skills \
        --tokens 24000000 --summaries summaries-train.jsonl.xz --pack

One part a skill ("skill-fill", "skill-fix", ...). Seeded: the same corpus gives the
same samples. Held-out parts are never used.
"""

import argparse
import json
import lzma
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from tokenizers import Tokenizer

from models.recipe.control import SUMMARY, load_tokenizer
from models.recipe.documents import find_parts, read_documents
from models.recipe.step import InputError, run_step
from models.teaching.makers import KINDS, SHARES, Limits, make_samples
from models.teaching.sample import Sample, encode_samples, task
from models.teaching.text import WordCounts, count_words
from models.training.shards import ShardWriter

Array = np.ndarray[Any, np.dtype[Any]]
_BATCH = 256
_COUNTED_DOCUMENTS = 4000
# A book gives a skill no more than this many samples before the next document's turn.
_PER_DOCUMENT = 400


@dataclass(frozen=True, slots=True)
class Materials:
    """What samples are made of.

    Attributes:
        documents: shuffled. counts: of their words. limits: sizes. seed: of all chance.
    """

    documents: list[str]
    counts: WordCounts
    limits: Limits
    seed: int


def main() -> None:
    """Read the flags, make the samples, say what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("folder", type=Path, help="written")
    parser.add_argument("--tokens", type=int, default=200_000, help="of all skills together")
    parser.add_argument("--passage-characters", type=int, default=2400)
    parser.add_argument("--summaries", type=Path, help="JSON lines with text and summary")
    parser.add_argument("--shard-mib", type=float, default=55.0)
    parser.add_argument("--pack", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    tokenizer, digest = load_tokenizer(arguments.tokenizer)
    materials = read_materials(arguments.corpus, arguments.passage_characters, arguments.seed)
    printed = (
        list(_printed_summaries(arguments.summaries, materials)) if arguments.summaries else []
    )
    vocabulary = (tokenizer.get_vocab_size(), digest)
    shard_bytes = int(arguments.shard_mib * 2**20)
    writer = ShardWriter(arguments.folder, vocabulary, shard_bytes, arguments.pack)
    for kind in KINDS:
        goal = int(arguments.tokens * SHARES[kind])
        tokens, n_samples = collect(kind, materials, tokenizer, goal, printed)
        if n_samples:
            writer.write(f"skill-{kind}", tokens, 0, n_samples)
        print(f"{kind}: {n_samples:,} samples, {len(tokens):,} tokens", flush=True)
    if not writer.close()["shards"]:
        raise InputError(f"{arguments.corpus} gives no skill a sample; its texts are too short.")


def read_materials(corpus: Path, passage_characters: int, seed: int) -> Materials:
    """Read every document that is not held out, shuffled, and count words.

    Modern parts and books take turns as the shuffle has it. Raises: InputError.
    """
    parts = find_parts(corpus)
    paths = [p for name, files in parts.items() if not name.startswith("valid") for p in files]
    documents = [document for path in paths for document in read_documents(path)]
    if not documents:
        raise InputError(f"{corpus} holds nothing to learn from; every part is held out.")
    random.Random(seed).shuffle(documents)
    counts = count_words(document[:20_000] for document in documents[:_COUNTED_DOCUMENTS])
    limits = Limits(passage_characters, passage_characters * 23 // 100)
    return Materials(documents, counts, limits, seed)


def collect(
    kind: str, materials: Materials, tokenizer: Tokenizer, n_tokens: int, printed: list[Sample]
) -> tuple[Array, int]:
    """Give tokens uint16 of one kind, about `n_tokens` or what there is, and the samples."""
    pieces: list[Array] = []
    n_found, n_samples = 0, 0
    batch: list[Sample] = list(printed) if kind == "summary" else []
    for sample in _stream(kind, materials):
        batch.append(sample)
        if len(batch) >= _BATCH:
            pieces.append(encode_samples(batch, tokenizer))
            n_samples += len(batch)
            n_found += len(pieces[-1])
            batch = []
            if n_found >= n_tokens:
                break
    if batch:
        pieces.append(encode_samples(batch, tokenizer))
        n_samples += len(batch)
    tokens = np.concatenate(pieces) if pieces else np.zeros(0, np.uint16)
    return tokens[: max(n_tokens, 1)], n_samples


def _stream(kind: str, materials: Materials) -> Iterator[Sample]:
    """Yield samples document by document; a long one waits for later rounds."""
    source = random.Random(f"{materials.seed} {kind}")
    waiting = [
        make_samples(kind, document, materials.counts, materials.limits, source)
        for document in materials.documents
    ]
    while waiting:
        left = []
        for samples in waiting:
            given = list(islice(samples, _PER_DOCUMENT))
            yield from given
            if len(given) == _PER_DOCUMENT:
                left.append(samples)
        waiting = left


def _printed_summaries(path: Path, materials: Materials) -> Iterator[Sample]:
    """Yield textbook sections with their own summaries, cut to the window."""
    try:
        data = path.read_bytes()
        text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        pairs = [(str(row["text"]), str(row["summary"])) for row in rows]
    except (OSError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is no readable file of summaries (JSON lines).") from error
    for body, summary in pairs:
        read = body[: materials.limits.passage]
        yield task(SUMMARY, read[: read.rfind("\n")] or read, summary[:900], True)


if __name__ == "__main__":
    sys.exit(run_step(main))

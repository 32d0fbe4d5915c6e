"""Train the tokenizer: byte-level BPE, digits apart, control tokens first.

    python models/tokenizer.py scratch/corpus scratch/tokenizer.json --entries 16384

A sample is enough; each part that is not held out gives an equal share of it.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from models.recipe.control import CONTROL_TOKENS
from models.recipe.documents import find_parts, iter_documents, paragraphs
from models.recipe.step import InputError, run_step

_N_BYTES = 256


def main() -> None:
    """Read the flags, train, say what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("file", type=Path, help="written: tokenizer.json")
    parser.add_argument("--entries", type=int, default=16_384, help="control tokens included")
    parser.add_argument("--sample-characters", type=int, default=40_000_000)
    arguments = parser.parse_args()
    n_least = _N_BYTES + len(CONTROL_TOKENS)
    if not n_least <= arguments.entries <= 2**15:
        raise InputError(f"--entries must be {n_least} to {2**15}.")
    sample = list(_sample(arguments.corpus, arguments.sample_characters))
    print(f"{sum(map(len, sample)):,} characters of sample", flush=True)
    tokenizer = train_tokenizer(sample, arguments.entries)
    arguments.file.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(arguments.file))
    n_bytes = sum(len(text.encode()) for text in sample[:2000])
    n_tokens = sum(len(encoding) for encoding in tokenizer.encode_batch(sample[:2000]))
    print(f"{arguments.file}: {tokenizer.get_vocab_size()} entries, "
          f"{n_bytes / max(1, n_tokens):.2f} bytes a token")  # fmt: skip


def train_tokenizer(texts: list[str], n_entries: int) -> Tokenizer:
    """Train on texts; the same texts give the same tokenizer."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=n_entries,
        special_tokens=list(CONTROL_TOKENS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def _sample(corpus: Path, n_characters: int) -> Iterator[str]:
    """Yield paragraphs, as many characters of each part."""
    parts = {k: v for k, v in find_parts(corpus).items() if not k.startswith("valid")}
    if not parts:
        raise InputError(f"{corpus} holds nothing to train on; every part is held out.")
    for paths in parts.values():
        yield from _beginning(paths, n_characters // len(parts))


def _beginning(paths: list[Path], n_characters: int) -> Iterator[str]:
    n_left = n_characters
    for document in iter_documents(paths):
        for paragraph in paragraphs(document):
            yield paragraph + "\n\n"
            n_left -= len(paragraph)
            if n_left <= 0:
                return


if __name__ == "__main__":
    sys.exit(run_step(main))

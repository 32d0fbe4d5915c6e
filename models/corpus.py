"""Bring any folder of UTF-8 text into the form that the next steps read.

    python models/corpus.py MY_TEXTS scratch/corpus

Documents are shuffled, written as numbered `PART-NN.txt.xz`, and a share of them is
held out as `valid-PART` (unless the folder brings parts of that name itself). What
came out stands in corpus.json. See `recipe/documents.py` for how folders are read.
"""

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.recipe.documents import find_parts, iter_documents, paragraphs, write_documents
from models.recipe.step import InputError, run_step


def main() -> None:
    """Read the flags, prepare, say what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("source", type=Path, help="folder of .txt, .md or .txt.xz")
    parser.add_argument("folder", type=Path, help="written")
    parser.add_argument("--hold-out", type=float, default=0.02, help="share of documents")
    parser.add_argument("--file-characters", type=int, default=25_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    content = prepare(
        arguments.source,
        arguments.folder,
        arguments.hold_out,
        arguments.file_characters,
        arguments.seed,
    )
    for name, facts in content.items():
        print(f"{name}: {facts['documents']} documents, {facts['characters']:,} characters")


def prepare(
    source: Path, folder: Path, hold_out: float, file_characters: int, seed: int
) -> dict[str, dict[str, int]]:
    """Write the corpus; give documents and characters of each part.

    Raises: InputError: nothing readable in the source.
    """
    parts = find_parts(source)
    has_valid = any(name.startswith("valid") for name in parts)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.txt.xz"):
        old.unlink()
    files: list[dict[str, object]] = []
    totals: dict[str, dict[str, int]] = {}
    for name, paths in parts.items():
        documents = list(iter_documents(paths))
        if not documents:
            raise InputError(f"The part {name} holds no text; take its files away.")
        random.Random(seed).shuffle(documents)
        held, kept = ([], documents) if has_valid else _split(documents, hold_out)
        for part, chosen in ((name, kept), (f"valid-{name}", held)):
            if chosen:
                written = _write_part(folder, part, chosen, file_characters)
                files += written
                totals[part] = {"documents": len(chosen), "characters": sum(map(len, chosen))}
    text = json.dumps({"format": 1, "seed": seed, "parts": totals, "files": files}, indent=1)
    (folder / "corpus.json").write_text(text + "\n", encoding="utf-8")
    return totals


def _split(documents: list[str], share: float) -> tuple[list[str], list[str]]:
    """Hold out whole documents up to a share of the text, or else the end of the last."""
    goal = share * sum(map(len, documents))
    held: list[str] = []
    kept: list[str] = []
    n_held = 0
    for document in documents:
        is_held = n_held + len(document) <= goal
        (held if is_held else kept).append(document)
        n_held += len(document) * is_held
    if held or share <= 0:
        return held, kept
    whole = paragraphs(kept[-1])
    n_last = max(1, round(share * len(whole)))
    if len(whole) <= n_last:
        raise InputError("There is too little text to hold any out; add text.")
    return ["\n\n".join(whole[-n_last:])], [*kept[:-1], "\n\n".join(whole[:-n_last])]


def _write_part(
    folder: Path, name: str, documents: list[str], file_characters: int
) -> list[dict[str, object]]:
    files: list[dict[str, object]] = []
    batch: list[str] = []
    n_characters = 0
    for document in documents:
        if batch and n_characters + len(document) > file_characters:
            files.append(_write_file(folder, name, len(files), batch))
            batch, n_characters = [], 0
        batch.append(document)
        n_characters += len(document)
    files.append(_write_file(folder, name, len(files), batch))
    return files


def _write_file(folder: Path, name: str, number: int, batch: list[str]) -> dict[str, object]:
    is_valid = name.startswith("valid")
    stem = name if is_valid and number == 0 else f"{name}-{number:02d}"
    print(f"{stem}.txt.xz", flush=True)
    return write_documents(folder / f"{stem}.txt.xz", batch)


if __name__ == "__main__":
    sys.exit(run_step(main))

"""Run the whole recipe at toy size: text in, a measured model folder out.

    python models/run_toy.py scratch/toy                     (our own page, a minute)
    python models/run_toy.py scratch/toy --texts MY_TEXTS --train-s 60

Every step runs as its own process with the very flags that a real run gives, only
smaller: what works here works there. Without --texts it makes up its corpus from a
grammar of a few hundred sentences.
"""

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.recipe.step import InputError, run_step

MODELS = Path(__file__).resolve().parent
_WHO = "The captain|Mara|An old teacher|The ferryman|Nobody|My sister|The committee|A tired nurse"
_DID = "counted|remembered|described|carried|repaired|mentioned|followed|measured|forgot|painted"
_WHAT = "the islands|a green notebook|the broken engine|every letter|the names of the boats|the map"
_HOW = "before noon|with great care|in the harbour|although it rained|because of the fog|at last"
_THEN = "and nobody answered|so we went home|but the light had changed|and the gulls were quiet"
_MIX = "books=0.48,modern=0.48,skill-*=0.04"
_DECAY_MIX = "books=0.375,modern=0.375,skill-*=0.25"


def main() -> None:
    """Read the flags, run every step, tell the time each took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="written; steps are run anew")
    parser.add_argument("--texts", type=Path, help="folder of UTF-8 text; default: made up")
    parser.add_argument("--train-s", type=float, default=30.0)
    parser.add_argument("--train-steps", type=int, default=300, help="or these, if sooner done")
    parser.add_argument("--skip-export", action="store_true", help="no torch tools but training")
    parser.add_argument("--entries", type=int, default=1024)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    folder = arguments.folder
    texts = arguments.texts or _made_up(folder / "texts")
    mixes = ["--mix", _MIX, "--decay-mix", _DECAY_MIX] if arguments.texts is None else []
    for words in _steps(arguments, texts, mixes):
        _run(words)
    print(f"{folder / 'model'} is ready: python main.py complete FILE --model {folder / 'model'}")


def _steps(arguments: argparse.Namespace, texts: Path, mixes: list[str]) -> list[list[object]]:
    """Give every step's words, in order; the training is stopped once and resumed."""
    folder = arguments.folder
    corpus, tokenizer, run = folder / "corpus", folder / "tokenizer.json", folder / "run"
    shards, skills, checkpoint = folder / "shards", folder / "skills", folder / "checkpoint"
    report = folder / "evaluation.json"
    sizes: list[object] = ["--size", "toy", "--step-tokens", 2048, "--micro-windows", 8]
    rates: list[object] = ["--warm-up", 10, "--valid-steps", 100, "--report-steps", 50]
    train: list[object] = [
        *("train.py", "--shards", shards, skills, "--out", run, *sizes, *rates, *mixes),
        *(
            "--budget-s",
            arguments.train_s,
            "--steps",
            arguments.train_steps,
            "--threads",
            arguments.threads,
            "--piece-mib",
            0.1,
        ),
    ]
    small: list[object] = ["--score-characters", 6000, "--typing-characters", 400]
    few: list[object] = ["--skill-examples", 6, "--passage-characters", 800, "--audit-samples", 0]
    check = [] if arguments.skip_export else ["--check"]
    exported: list[list[object]] = (
        [] if arguments.skip_export else [["export.py", checkpoint, folder / "exported"]]
    )
    return [
        ["corpus.py", texts, corpus, "--hold-out", 0.05],
        ["tokenizer.py", corpus, tokenizer, "--entries", arguments.entries],
        ["shards.py", corpus, tokenizer, shards, "--pack", "--shard-mib", 1],
        ["skills.py", corpus, tokenizer, skills, "--tokens", 60_000, "--passage-characters", 800],
        [*train, "--stop-at-step", 20],
        train,
        ["assemble.py", run / "pieces", tokenizer, checkpoint, *check],
        *exported,
        ["fit_memory.py", checkpoint, corpus, "--least-characters", 300, "--documents", 6],
        [
            *("evaluate.py", checkpoint, corpus, shards, report, "--work", folder / "built"),
            *("--recipes", "int8-block32,int4-block32", *small, *few, "--ngram-tokens", 200_000),
            *("--threads", arguments.threads),
        ],
        [
            *("package.py", checkpoint, report, folder / "model", "--name", "Toy"),
            *("--licence", "CC0-1.0", "--most-loss", 0.1),
        ],
    ]


def _run(words: list[object]) -> None:
    script, *rest = map(str, words)
    print(f"== python models/{script} {' '.join(rest)}", flush=True)
    started_s = time.monotonic()
    done = subprocess.run([sys.executable, str(MODELS / script), *rest], check=False)
    if done.returncode:
        raise InputError(f"The step {script} failed; what it said stands above.")
    print(f"== {script}: {time.monotonic() - started_s:.1f} s", flush=True)


def _made_up(folder: Path) -> Path:
    """Write two parts of seeded sentences with headings; nobody's text, free to use."""
    source = random.Random(1)
    for part in ("books", "modern"):
        documents = ["\n\n".join(_page(source)) for _ in range(60)]
        path = folder / part / "pages.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\f\n".join(documents) + "\n", encoding="utf-8")
    return folder


def _page(source: random.Random) -> list[str]:
    """Give a heading and some paragraphs."""
    page = []
    for _ in range(3):
        bodies = (
            " ".join(_sentence(source) for _ in range(source.randrange(5, 9))) for _ in range(2)
        )
        page += [source.choice(_WHAT.split("|")).capitalize(), *bodies]
    return page


def _sentence(source: random.Random) -> str:
    who, did, what, how, then = (
        source.choice(choices.split("|")) for choices in (_WHO, _DID, _WHAT, _HOW, _THEN)
    )
    adverb = source.choice(("", "", " really", " (as always)"))
    return f"{who}{adverb} {did} {what} {how}, {then}."


if __name__ == "__main__":
    sys.exit(run_step(main))

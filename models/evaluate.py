"""Measure a checkpoint: bits per byte, typing, skills, quantization, audit.

    python models/evaluate.py scratch/checkpoint scratch/corpus scratch/shards \
        scratch/evaluation.json --public eval --work scratch/built

Every figure of the model card comes from the file that this writes. Sections are kept
as they are done; run it again to go on.
"""

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.measuring.app_answers import AppAnswers, with_rewriting_skills
from models.measuring.asking import Asker
from models.measuring.audit import audit
from models.measuring.ngram import ngram_model
from models.measuring.report import Report
from models.measuring.skills import Material, measure_skills
from models.measuring.speller import Speller
from models.measuring.typing_curve import THRESHOLDS, choose_threshold, mean_curve
from models.recipe.documents import find_parts, iter_documents
from models.recipe.scoring import bits_per_byte
from models.recipe.step import InputError, run_step
from models.recipe.variants import RECIPES, build_variant
from models.teaching.makers import Limits
from models.training.shards import open_shards
from writer_app.assist.decency import read_blocklist
from writer_app.bench.engine import measure_engine
from writer_app.bench.typing import sweep_thresholds
from writer_app.engine.artifact import sha256
from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.tokens import Vocabulary
from writer_app.library.package import Label
from writer_app.paths import resource


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured on, and where models are built.

    Attributes:
        arguments: the flags. valid: beginning of each held-out part. work: for models.
    """

    arguments: argparse.Namespace
    valid: dict[str, str]
    work: Path

    def model(self, name: str) -> Gpt:
        """Give the checkpoint as one of `RECIPES`, built once."""
        folder = self.work / name
        if not (folder / "manifest.json").exists():
            label = Label(name, "unknown", ("en",), 0.5)
            build_variant(name, self.arguments.checkpoint, folder, label, self.arguments.shards)
        return open_model(folder, "cpu", n_threads=self.arguments.threads)


def main() -> None:
    """Read the flags, measure, write."""
    arguments = _flags().parse_args()
    names = list(dict.fromkeys(("float32", *arguments.recipes.split(","), arguments.chosen)))
    unknown = [name for name in names if name not in RECIPES]
    if unknown:
        raise InputError(f"No recipe {unknown[0]}; there are {', '.join(RECIPES)}.")
    work = arguments.work / sha256(arguments.checkpoint / "model.safetensors")[:12]
    bench = Bench(arguments, _valid_texts(arguments), work)
    report = Report(arguments.report, _fingerprint(arguments))
    report.section("settings", lambda: _settings(arguments, bench))
    for name in names:
        report.section(f"quantization {name}", partial(_quantization, bench, name))
    model = bench.model(arguments.chosen)
    report.section("typing", lambda: _typing(bench, model))
    report.section("audit", lambda: audit(model, _blocklist(), arguments.audit_samples))
    report.section("skills", lambda: _skills(bench, model))
    report.section("ngram", lambda: _ngram(bench))
    chosen = report.content["typing"]["chosen"]
    print(f"{arguments.report}: threshold {chosen['threshold']}, "
          f"{100 * chosen['keystrokes_saved']:.1f} % of keys saved")  # fmt: skip


def _flags() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").split("\n")[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("checkpoint", type=Path)
    add("corpus", type=Path, help="with valid-* parts")
    add("shards", type=Path, help="for the 5-gram model and GPTQ")
    add("report", type=Path, help="written: JSON")
    add("--work", type=Path, default=Path("scratch/built"), help="models built for this")
    add("--public", type=Path, help="folder with jfleg-dev/ and summaries-valid.jsonl")
    add("--chosen", default="int4-block32", help="the recipe that is to ship")
    add("--recipes", default=",".join(RECIPES), help="to compare")
    add("--score-characters", type=int, default=400_000, help="of each held-out part")
    add("--typing-characters", type=int, default=12_000, help="of each held-out part")
    add("--skill-examples", type=int, default=150)
    add("--passage-characters", type=int, default=2400, help="as in the skills step")
    add("--audit-samples", type=int, default=4)
    add("--ngram-tokens", type=int, default=30_000_000, help="about 60 bytes of memory each")
    add("--speed", action="store_true", help="also time each recipe (a minute each)")
    add("--threads", type=int, default=0, help="0: chosen for the machine")
    return parser


def _valid_texts(arguments: argparse.Namespace) -> dict[str, str]:
    """Give the beginning of each held-out part."""
    parts = {k: v for k, v in find_parts(arguments.corpus).items() if k.startswith("valid")}
    if not parts:
        raise InputError(f"{arguments.corpus} holds nothing out; run the corpus step on it.")
    return {
        name: "\n\n".join(iter_documents(paths))[: arguments.score_characters]
        for name, paths in parts.items()
    }


def _fingerprint(arguments: argparse.Namespace) -> str:
    """Tell one evaluation from another: the weights and every flag that changes a figure."""
    kept = {k: str(v) for k, v in vars(arguments).items() if k not in ("work", "report")}
    kept["weights"] = sha256(arguments.checkpoint / "model.safetensors")
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def _settings(arguments: argparse.Namespace, bench: Bench) -> dict[str, Any]:
    kept = {k: str(v) for k, v in vars(arguments).items() if isinstance(v, (int, str))}
    kept["weights"] = sha256(arguments.checkpoint / "model.safetensors")
    kept["checkpoint"] = arguments.checkpoint.resolve().name
    return {**kept, "valid_characters": {name: len(text) for name, text in bench.valid.items()}}


def _quantization(bench: Bench, name: str) -> dict[str, Any]:
    model = bench.model(name)
    result: dict[str, Any] = {
        "bytes": (bench.work / name / "model.onnx").stat().st_size,
        "bits_per_byte": {
            part: round(bits_per_byte(model, text), 5) for part, text in bench.valid.items()
        },
    }
    model.close()
    if bench.arguments.speed:
        result["speed"] = measure_engine(bench.work / name, "cpu")["runs"]
    print(f"{name}: {result['bytes'] / 1e6:.1f} MB, {result['bits_per_byte']}", flush=True)
    return result


def _typing(bench: Bench, model: Gpt) -> dict[str, Any]:
    """Give the curve of each held-out part, their mean, and the point chosen on it."""
    blocklist, curves = _blocklist(), {}
    for name, text in bench.valid.items():
        typed = _from_the_middle(text, bench.arguments.typing_characters)
        curves[name] = list(sweep_thresholds(model, typed, THRESHOLDS, blocklist))
        best = choose_threshold(curves[name])
        print(f"{name}: {best['keystrokes_saved']} saved at {best['threshold']}", flush=True)
    texts = list(curves.values())
    mean = mean_curve(texts)
    return {"curves": curves, "mean": mean, "chosen": choose_threshold(mean, texts)}


def _from_the_middle(text: str, n_characters: int) -> str:
    start = max(0, (len(text) - n_characters) // 2)
    start = text.find("\n\n", start) + 2 if start else 0
    return text[start : start + n_characters]


def _skills(bench: Bench, model: Gpt) -> dict[str, Any]:
    arguments = bench.arguments
    parts = find_parts(arguments.corpus)
    held = [d for k, v in parts.items() if k.startswith("valid") for d in iter_documents(v)]
    limits = Limits(arguments.passage_characters, arguments.passage_characters * 23 // 100)
    pieces = [text for document in held for text in _pieces(document)]
    speller = Speller(_some_training_text(parts))
    material = Material(pieces, speller, arguments.skill_examples, arguments.public, limits)
    folder = bench.work / arguments.chosen
    taught = with_rewriting_skills(folder, folder.with_name(f"{folder.name}-taught"))
    app = AppAnswers(open_model(taught, "cpu", n_threads=arguments.threads))
    return measure_skills(Asker(model), app, material)


def _pieces(document: str, n_characters: int = 20_000) -> Iterator[str]:
    """Cut a long document, so that one book is not one example."""
    for start in range(0, len(document), n_characters):
        yield document[start : start + n_characters]


def _some_training_text(parts: dict[str, list[Path]]) -> Iterator[str]:
    """Yield documents of the first file of each part that is not held out."""
    for name, paths in parts.items():
        if not name.startswith("valid"):
            documents = list(iter_documents(paths[:1]))
            yield from random.Random(1).sample(documents, min(2000, len(documents)))


def _ngram(bench: Bench) -> dict[str, Any]:
    shards = open_shards([bench.arguments.shards])
    vocabulary = Vocabulary(bench.arguments.checkpoint / "tokenizer.json")
    model = ngram_model(shards, vocabulary, bench.arguments.ngram_tokens)
    n_characters = bench.arguments.typing_characters
    bits, curves = {}, []
    for name, text in bench.valid.items():
        bits[name] = round(bits_per_byte(model, text[: 8 * n_characters]), 5)
        typed = _from_the_middle(text, n_characters)
        curves.append(list(sweep_thresholds(model, typed, THRESHOLDS, _blocklist())))
        print(f"{name}: {bits[name]} bits per byte", flush=True)
    mean = mean_curve(curves)
    return {
        "name": model.info.name,
        "bits_per_byte": bits,
        "mean": mean,
        "chosen": choose_threshold(mean, curves),
    }


def _blocklist() -> frozenset[str]:
    return read_blocklist(resource("blocklist-en.txt").read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(run_step(main))

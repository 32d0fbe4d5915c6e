"""Make the model folder that ships: built, measured, labelled, with its card.

    python models/package.py scratch/checkpoint scratch/evaluation.json models/default \
        --name "Foreword base" --licence CC-BY-SA-4.0 --sources models/SOURCES.tsv

The threshold, the skills and every figure of the card come from the evaluation. It
refuses what is too large, or loses too much by quantization.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.measuring.card import CardFacts, write_card
from models.measuring.report import read_report
from models.recipe.step import InputError, run_step
from models.recipe.variants import RECIPES, build_variant
from writer_app.engine.artifact import MANIFEST, read_manifest, sha256, verify
from writer_app.library.package import Label


def main() -> None:
    """Read the flags, build, check, label."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("report", type=Path, help="of the evaluate step")
    parser.add_argument("folder", type=Path, help="written: the model folder")
    parser.add_argument("--name", required=True)
    parser.add_argument("--licence", required=True)
    parser.add_argument("--sources", type=Path, help="SOURCES.tsv, for the card")
    parser.add_argument("--shards", type=Path, help="of training text, for a GPTQ recipe")
    parser.add_argument("--beside", type=Path, help="evaluation of an older model, for the card")
    parser.add_argument("--before", default="", help="what --start brought, for the card")
    parser.add_argument("--most-megabytes", type=float, default=48.0)
    parser.add_argument("--most-loss", type=float, default=0.01, help="by quantization, relative")
    arguments = parser.parse_args()
    report = read_report(arguments.report)
    recipe = _checked_recipe(report, arguments)
    label = Label(
        arguments.name, arguments.licence, ("en",), report["typing"]["chosen"]["threshold"]
    )
    with tempfile.TemporaryDirectory() as place:
        # Built elsewhere: what is refused must not replace the model that works.
        built = Path(place)
        build_variant(recipe, arguments.checkpoint, built, label, arguments.shards)
        _label_skills(built, report)
        megabytes = sum(path.stat().st_size for path in built.iterdir()) / 1e6
        if megabytes > arguments.most_megabytes:
            raise InputError(f"The model is {megabytes:.1f} MB; choose a smaller recipe.")
        card = write_card(_facts(arguments, report, recipe, megabytes))
        (built / "MODEL_CARD.md").write_text(card, encoding="utf-8")
        verify(read_manifest(built))
        arguments.folder.mkdir(parents=True, exist_ok=True)
        for path in built.iterdir():
            shutil.copyfile(path, arguments.folder / path.name)
    print(f"{arguments.folder}: {RECIPES[recipe].name}, {megabytes:.1f} MB")


def _checked_recipe(report: dict[str, Any], arguments: argparse.Namespace) -> str:
    """Give the recipe that was measured, if these weights were and it loses little."""
    try:
        recipe = str(report["settings"]["chosen"])
        bits = report[f"quantization {recipe}"]["bits_per_byte"]
        reference = report["quantization float32"]["bits_per_byte"]
        complete = {"typing", "skills", "audit", "ngram"} <= set(report)
        weights = report["settings"]["weights"]
    except (KeyError, TypeError) as error:
        raise InputError(f"{arguments.report} is incomplete; run evaluate to its end.") from error
    if not complete:
        raise InputError(f"{arguments.report} is incomplete; run evaluate to its end.")
    if weights != sha256(arguments.checkpoint / "model.safetensors"):
        raise InputError("The evaluation is of other weights; evaluate this checkpoint first.")
    loss = sum(bits.values()) / sum(reference.values()) - 1
    if loss > arguments.most_loss:
        raise InputError(f"{recipe} loses {100 * loss:.2f} % of bits per byte; choose another.")
    return recipe


def _label_skills(folder: Path, report: dict[str, Any]) -> None:
    """Write into the manifest what the model was taught and does well enough."""
    path = folder / MANIFEST
    content = json.loads(path.read_text(encoding="utf-8"))
    shipped = [name for name, skill in report["skills"].items() if skill["ships"]]
    content["fills_middle"] = "fill" in shipped
    content["skills"] = [name for name in shipped if name != "fill"]
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")


def _facts(
    arguments: argparse.Namespace, report: dict[str, Any], recipe: str, megabytes: float
) -> CardFacts:
    def read(name: str) -> dict[str, Any]:
        return dict(json.loads((arguments.checkpoint / name).read_text(encoding="utf-8")))

    return CardFacts(
        name=arguments.name,
        licence=arguments.licence,
        recipe=RECIPES[recipe].name,
        megabytes=megabytes,
        report=report,
        before=arguments.before,
        beside=read_report(arguments.beside) if arguments.beside else {},
        run=read("training.json"),
        shape=read("config.json"),
        sources=arguments.sources.read_text(encoding="utf-8") if arguments.sources else "",
    )


if __name__ == "__main__":
    sys.exit(run_step(main))

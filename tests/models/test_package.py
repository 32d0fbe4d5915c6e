"""Only what was measured, is small and loses little becomes a model folder."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tiny_model import write_checkpoint
from writer_app.engine.artifact import read_manifest, sha256, verify

PACKAGE = Path(__file__).resolve().parents[2] / "models" / "package.py"
POINT = {"threshold": 0.45, "keystrokes_saved": 0.2, "precision": 0.6, "wrong_show_rate": 0.1}
RUN = {
    "n_parameters": 1, "tokens": 1, "seconds": 60, "device": "CPU", "torch": "2", "steps": 1,
    "step_tokens": 1, "rates": {"matrices": 1, "others": 1}, "weight_decay": 0, "seed": 1,
    "warm_up_steps": 1, "decay_share": 0.4, "is_decayed": True, "passes": {"books": 1.0},
}  # fmt: skip


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    folder = write_checkpoint(tmp_path / "c", dtype="float16")
    (folder / "training.json").write_text(json.dumps(RUN))
    return folder


def report(checkpoint: Path) -> dict[str, Any]:
    def bits(value: float) -> dict[str, Any]:
        return {"bytes": 1000, "bits_per_byte": {"valid-books": value}}

    skill = {"measure": "m", "ours": 2, "baseline": 1, "examples": 9}
    curve = {"mean": [POINT], "chosen": POINT}
    return {
        "settings": {
            "chosen": "int4-block32",
            "weights": sha256(checkpoint / "model.safetensors"),
        },
        "quantization float32": bits(1.0),
        "quantization int4-block32": bits(1.009),
        "typing": curve,
        "audit": {"completions": 9, "blocklisted": 0, "occupations": {"cook": {"he": 1, "she": 2}}},
        "skills": {
            "fill": {**skill, "ships": True},
            "fix": {**skill, "ships": True},
            "draft": {**skill, "ships": False},
        },
        "ngram": {**curve, "name": "5-gram", "bits_per_byte": {"valid-books": 1.5}},
    }


def package(
    tmp_path: Path, checkpoint: Path, content: dict[str, Any], *words: str
) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "evaluation.json"
    path.write_text(json.dumps(content))
    label = ["--name", "Tiny", "--licence", "CC0-1.0", *words]
    command = [sys.executable, str(PACKAGE), str(checkpoint), str(path), str(tmp_path / "m")]
    return subprocess.run(
        [*command, *label], capture_output=True, text=True, check=False, timeout=120
    )


def test_the_manifest_and_the_card_say_what_was_measured(tmp_path: Path, checkpoint: Path) -> None:
    done = package(tmp_path, checkpoint, report(checkpoint))
    assert (done.returncode, done.stderr) == (0, "")
    manifest = read_manifest(tmp_path / "m")
    verify(manifest)
    assert (manifest.threshold, manifest.fills_middle) == (0.45, True)
    assert json.loads((tmp_path / "m" / "manifest.json").read_text())["skills"] == ["fix"]
    card = (tmp_path / "m" / "MODEL_CARD.md").read_text()
    assert "| int4-block32 | 0.0 | 1.0090 | +0.90 % | not measured |" in card
    assert "| bits per byte, valid-books | 1.0090 | 1.5000 | - |" in card


@pytest.mark.parametrize(
    ("change", "flags", "words"),
    [
        (lambda r: r["settings"].update(weights="another"), [], "other weights"),
        (lambda r: r.pop("typing"), [], "incomplete"),
        (lambda r: r.pop("quantization float32"), [], "incomplete"),
        (lambda _: None, ["--most-loss", "0.001"], "loses 0.90 %"),
        (lambda _: None, ["--most-megabytes", "0.01"], "choose a smaller recipe"),
    ],
)
def test_what_must_not_ship_is_refused(
    tmp_path: Path, checkpoint: Path, change: Any, flags: list[str], words: str
) -> None:
    content = report(checkpoint)
    change(content)
    done = package(tmp_path, checkpoint, content, *flags)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert words in done.stderr
    assert not (tmp_path / "m").exists()

"""One command takes text to a measured model folder that completes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from writer_app.engine.artifact import read_manifest, verify
from writer_app.engine.gpt import open_model
from writer_app.engine.model import Limits, StopFlag

TOY = Path(__file__).resolve().parents[2] / "models" / "run_toy.py"


@pytest.mark.slow
def test_the_whole_recipe_makes_a_model_with_its_card(tmp_path: Path) -> None:
    command = [sys.executable, str(TOY), str(tmp_path), "--skip-export", "--threads", "1"]
    command += ["--train-s", "60", "--train-steps", "60"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "resumed after" in done.stdout, "the training is stopped and resumed on the way"
    manifest = read_manifest(tmp_path / "model")
    verify(manifest)
    report = json.loads((tmp_path / "evaluation.json").read_text())
    assert manifest.threshold == report["typing"]["chosen"]["threshold"]
    bits = report["quantization int4-block32"]["bits_per_byte"]
    assert max(bits.values()) < 1.5, "it learnt the made-up sentences"
    card = (tmp_path / "model" / "MODEL_CARD.md").read_text()
    assert f"{bits['valid-books']:.4f}" in card
    answers = open_model(tmp_path / "model").alternatives(
        "The captain counted", 1, Limits(4), StopFlag()
    )
    assert answers

"""The scripts that make models, run as a person runs them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_model import write_checkpoint
from writer_app.engine.artifact import read_manifest, sha256, verify
from writer_app.engine.gpt import open_model
from writer_app.engine.model import Limits, StopFlag

MODELS = Path(__file__).resolve().parents[2] / "models"
LABEL = ["--name", "Tiny", "--licence", "MIT", "--threshold", "0.4"]


def run(script: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MODELS / script), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_build_makes_a_folder_that_answers(tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path / "c", dtype="float16")
    done = run("build.py", checkpoint, tmp_path / "f", "--bits", 4, *LABEL)
    assert (done.returncode, done.stderr) == (0, "")
    assert open_model(tmp_path / "f").alternatives("The", 1, Limits(3), StopFlag())


def test_build_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    done = run("build.py", tmp_path, tmp_path / "f", *LABEL)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "config.json" in done.stderr


def test_the_model_in_the_box_is_the_seed_built_by_the_recipe(tmp_path: Path) -> None:
    shipped = read_manifest(MODELS / "default")
    words = ["--name", shipped.name, "--licence", shipped.licence]
    done = run("build.py", MODELS / "seed", tmp_path, "--threshold", shipped.threshold, *words)
    assert done.returncode == 0, done.stderr
    assert sha256(tmp_path / "model.onnx") == shipped.hashes["model.onnx"]
    assert sha256(tmp_path / "tokenizer.json") == shipped.hashes["tokenizer.json"]


def test_the_model_in_the_box_is_whole() -> None:
    verify(read_manifest(MODELS / "default"))


def test_export_makes_a_folder_that_answers(tmp_path: Path) -> None:
    done = run("export.py", write_checkpoint(tmp_path / "c"), tmp_path / "f")
    assert done.returncode == 0, done.stderr
    model = open_model(tmp_path / "f")
    assert model.alternatives("The", 1, Limits(3), StopFlag())
    assert model.info.context_tokens == 128


def test_export_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    done = run("export.py", tmp_path, tmp_path / "f")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("script", sorted(path.name for path in MODELS.glob("*.py")))
def test_every_script_explains_itself(script: str) -> None:
    done = run(script, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage:" in done.stdout

"""The steps before and after training, run as a person runs them."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.recipe.documents import find_parts, iter_documents
from models.tokenizer import train_tokenizer
from models.training.shards import open_shards
from tests.models.tiny_run import options, run, shards
from tests.reference import quiet
from tests.tiny_model import TEXT

MODELS = Path(__file__).resolve().parents[2] / "models"


def step(script: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MODELS / script), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def assert_refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert words in done.stderr


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "letters").mkdir(parents=True)
    for i in range(30):
        (folder / "letters" / f"{i}.md").write_text(f"Letter {i}\n\n{TEXT}\n", encoding="utf-8")
    return folder


@pytest.fixture
def tokenizer(tmp_path: Path) -> Path:
    path = tmp_path / "tokenizer.json"
    train_tokenizer([TEXT], 420).save(str(path))
    return path


def test_a_corpus_is_shuffled_and_partly_held_out(texts: Path, tmp_path: Path) -> None:
    assert step("corpus.py", texts, tmp_path / "c", "--hold-out", 0.1).returncode == 0
    parts = find_parts(tmp_path / "c")
    found = {name: list(iter_documents(paths)) for name, paths in parts.items()}
    assert {name: len(documents) for name, documents in found.items()} == {
        "letters": 27,
        "valid-letters": 3,
    }
    assert not set(found["letters"]) & set(found["valid-letters"])
    assert json.loads((tmp_path / "c" / "corpus.json").read_text())["parts"]["letters"]


def test_a_lone_document_gives_its_end(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "novel.txt").write_text("\n\n".join(f"Line {i}." for i in range(100)))
    assert step("corpus.py", tmp_path / "t", tmp_path / "c").returncode == 0
    (held,) = iter_documents(find_parts(tmp_path / "c")["valid-text"])
    assert held == "Line 98.\n\nLine 99."


def test_shards_give_the_text_back(texts: Path, tokenizer: Path, tmp_path: Path) -> None:
    done = step("shards.py", texts, tokenizer, tmp_path / "s", "--shard-mib", 0.001)
    assert done.returncode == 0, done.stderr
    part = open_shards([tmp_path / "s"]).parts["letters"]
    assert len(list((tmp_path / "s").glob("*.bin"))) > 1
    assert not (tmp_path / "s" / "partial").exists()
    starts = np.flatnonzero(part.tokens == 0)
    assert len(starts) == 30
    from tokenizers import Tokenizer

    first = Tokenizer.from_file(str(tokenizer)).decode(part.tokens[1 : starts[1]].tolist())
    assert first == f"Letter 0\n\n{TEXT.strip()}"


def test_text_of_another_encoding_is_named(texts: Path, tokenizer: Path, tmp_path: Path) -> None:
    (texts / "old.txt").write_bytes(b"caf\xe9")
    assert_refused(step("corpus.py", texts, tmp_path / "c"), "old.txt is not UTF-8")
    assert_refused(step("shards.py", texts, tokenizer, tmp_path / "s"), "old.txt is not UTF-8")


def test_an_empty_part_is_named(texts: Path, tokenizer: Path, tmp_path: Path) -> None:
    (texts / "letters-01.txt").write_bytes(b"")
    (texts / "empty").mkdir()
    (texts / "empty" / "a.txt").write_bytes(b" \n")
    assert_refused(step("shards.py", texts, tokenizer, tmp_path / "s"), "empty holds no text")


def test_a_foreign_tokenizer_is_refused(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text("{}")
    assert_refused(step("shards.py", texts, tmp_path / "t.json", tmp_path / "s"), "damaged")
    assert_refused(step("skills.py", texts, tmp_path / "no.json", tmp_path / "s"), "cannot be read")


def test_training_without_shards_says_so(tmp_path: Path) -> None:
    done = step("train.py", "--shards", tmp_path, "--out", tmp_path / "o", "--steps", 1)
    assert_refused(done, "No shards.json")


def test_training_without_an_end_says_so(tmp_path: Path) -> None:
    shards(tmp_path / "s")
    done = step("train.py", "--shards", tmp_path / "s", "--out", tmp_path / "o")
    assert_refused(done, "a run needs a number of steps or of seconds")


@pytest.mark.slow
def test_a_signal_ends_training_with_its_weights_kept(tmp_path: Path) -> None:
    from tests.models.tiny_run import write_shards

    words = ["--shards", write_shards(tmp_path / "s"), "--out", tmp_path / "o", "--context", 16]
    words += ["--budget-s", 300, "--step-tokens", 64, "--report-steps", 1, "--valid-windows", 2]
    command = [sys.executable, str(MODELS / "train.py"), *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if line.startswith("step 1 "))
        process.terminate()
        rest = process.stdout.read()
    assert process.returncode == 0
    assert "stopped early, not decayed" in rest
    assert (tmp_path / "o" / "checkpoint.pt").exists()
    assert (tmp_path / "o" / "pieces" / "pieces.json").exists()


@pytest.mark.slow
def test_an_assembled_checkpoint_computes_what_was_trained(tmp_path: Path, tokenizer: Path) -> None:
    from models.assemble import assemble
    from models.recipe.parity import largest_difference
    from models.training.pieces import read_pieces, write_pieces
    from writer_app.engine.artifact import sha256

    run(options(tmp_path / "o"), shards(tmp_path / "s")).train()
    weights, shape, facts = read_pieces(tmp_path / "o" / "pieces")
    facts["tokenizer_sha256"] = sha256(tokenizer)
    write_pieces(tmp_path / "p", weights, shape, facts)
    assemble(tmp_path / "p", tokenizer, tmp_path / "c")
    with quiet():
        assert largest_difference(tmp_path / "c", tmp_path / "p") < 1e-4


def test_weights_of_another_tokenizer_are_refused(tmp_path: Path, tokenizer: Path) -> None:
    run(options(tmp_path / "o"), shards(tmp_path / "s")).train(lambda: True)
    done = step("assemble.py", tmp_path / "o" / "pieces", tokenizer, tmp_path / "c")
    assert_refused(done, "is not the tokenizer that the shards were made with")

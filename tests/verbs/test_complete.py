"""`complete` gives exactly what README promises, from the model in the box."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import ENTRY, run_foreword

PROMPT = b"The rain fell softly on the "


def completed(*words: str, given: bytes = PROMPT) -> dict[str, Any]:
    """Run `complete` and read its JSON, which must be one line."""
    ended = run_foreword("complete", "-", "--json", *words, given=given)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("\n") == 1
    answer: dict[str, Any] = json.loads(ended.out)
    return answer


@pytest.mark.parametrize("engine", ["onnx", "scripted"])
def test_the_fields_are_those_of_the_contract(engine: str) -> None:
    answer = completed("--engine", engine)
    assert set(answer) >= {"suggestions", "first_token_ms", "total_ms", "model", "device"}
    (text,) = answer["suggestions"]
    assert set(text) >= {"text", "probability", "tokens"}
    assert 0 < text["probability"] <= 1
    assert text["tokens"] >= 1
    assert 0 < answer["first_token_ms"] <= answer["total_ms"]
    assert answer["device"] == "cpu"


@pytest.mark.parametrize("engine", ["onnx", "scripted"])
@pytest.mark.parametrize("n", [1, 3, 5])
def test_n_distinct_texts_come_best_first(n: int, engine: str) -> None:
    suggestions = completed("--n", str(n), "--engine", engine)["suggestions"]
    texts = [one["text"] for one in suggestions]
    assert len(set(texts)) == n
    assert all(texts)


def test_the_same_question_gets_the_same_answer() -> None:
    assert completed("--n", "3")["suggestions"] == completed("--n", "3")["suggestions"]


def test_a_seed_makes_chance_repeatable() -> None:
    assert completed("--seed", "7")["suggestions"] == completed("--seed", "7")["suggestions"]


def test_more_tokens_are_never_more_than_asked_for() -> None:
    (text,) = completed("--max-tokens", "2")["suggestions"]
    assert text["tokens"] <= 2 + 1  # a healed word may cost one more


def test_windows_line_ends_and_a_mark_change_nothing() -> None:
    plain = completed(given=b"One day\nI went")
    odd = completed(given=b"\xef\xbb\xbfOne day\r\nI went")
    assert plain["suggestions"] == odd["suggestions"]


def test_without_json_the_answer_is_indented() -> None:
    ended = run_foreword("complete", "-", "--engine", "scripted", given=PROMPT)
    assert ended.out.count("\n") > 5
    assert json.loads(ended.out)["suggestions"]


def test_a_file_and_a_suffix_are_read(tmp_path: Path) -> None:
    (tmp_path / "before.md").write_text("It was ")
    (tmp_path / "after.md").write_text(" and then it rained.")
    words = [str(tmp_path / "before.md"), "--suffix-file", str(tmp_path / "after.md"), "--json"]
    assert json.loads(run_foreword("complete", *words).out)["suggestions"][0]["text"]


def test_a_shells_pipe_can_be_the_file() -> None:
    line = f"{' '.join(ENTRY)} complete <(sleep 0.2; printf 'It was ') --engine scripted"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert json.loads(done.stdout)["suggestions"]


def test_the_answer_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text("na\u00efve caf\u00e9 \u2014 ", encoding="utf-8")
    done = subprocess.run(
        [*ENTRY, "complete", str(path), "--engine", "scripted", "--json"],
        capture_output=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "HOME": str(tmp_path)},
        check=False,
    )
    assert json.loads(done.stdout.decode("utf-8"))["suggestions"]

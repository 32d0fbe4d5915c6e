"""`models`: the library without a window, its JSON and its refusals."""

import json
from pathlib import Path

import pytest

from tests.command_line import assert_refused, run_foreword
from tests.tiny_model import write_checkpoint
from writer_app.library.progress import Pace, Progress
from writer_app.verbs.arguments import parse_arguments
from writer_app.verbs.models import words_of


def answer(*words: str) -> dict[str, object]:
    ended = run_foreword("models", *words, "--json")
    assert ended.code == 0, ended.err
    found: dict[str, object] = json.loads(ended.out.splitlines()[-1])
    return found


def listed() -> dict[str, dict[str, object]]:
    models = answer("list")["models"]
    assert isinstance(models, list)
    return {model["key"]: model for model in models}


def test_the_list_has_the_fields_of_the_contract() -> None:
    model = listed()["default"]
    wanted = {"name", "folder", "size_mb", "in_use", "license", "languages"}
    assert wanted <= set(model)
    assert model["in_use"] is True
    assert answer("list")["catalog"]


def test_a_model_is_added_used_by_all_verbs_and_removed(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "Tiny")
    added = answer("add", str(folder))
    assert added["parity"] and added["speed"]
    assert answer("use", "tiny")["in_use"] == "Tiny"
    assert listed()["tiny-int8"]["in_use"] is True
    told = json.loads(run_foreword("complete", "-", "--json", given=b"The ferry").out)
    assert told["model"] == "Tiny"
    assert answer("verify")["verified"]
    assert answer("remove", "Tiny")["was_in_use"] is True
    assert listed()["default"]["in_use"] is True


def test_a_model_for_tasks_leaves_ghosts_theirs(tmp_path: Path) -> None:
    answer("add", str(write_checkpoint(tmp_path / "Tiny")))
    used = answer("use", "tiny", "--for", "tasks")
    assert (used["for_ghosts"], used["for_tasks"]) == ("Foreword seed", "Tiny")
    models = listed()
    assert models["default"]["in_use_for"] == ["ghosts"]
    assert models["tiny-int8"]["in_use_for"] == ["tasks"]
    words = ("complete", "draft", "summarize", "rewrite --style fix", "rewrite --style formal")
    folders = [parse_arguments([*word.split(), "-"]).model_dir.name for word in words]
    assert folders == ["default", "tiny-int8", "tiny-int8", "default", "tiny-int8"]
    answer("remove", "tiny")
    assert listed()["default"]["in_use_for"] == ["ghosts", "tasks"]


def test_progress_is_told_in_lines_of_json(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "Tiny")
    ended = run_foreword("models", "add", str(folder), "--progress")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    stages = [line["progress"]["stage"] for line in lines[:-1]]
    assert list(dict.fromkeys(stages)) == ["converting", "comparing", "measuring"]
    assert lines[-1]["added"]["key"] == "tiny-int8"


def test_a_damaged_model_is_found_by_verify(tmp_path: Path) -> None:
    added = answer("add", str(write_checkpoint(tmp_path / "Tiny")))["added"]
    assert isinstance(added, dict)
    with (Path(added["folder"]) / "model.onnx.data").open("r+b") as file:
        file.write(b"\1\2\3")
    assert_refused(run_foreword("models", "verify", "tiny"), 1, "model.onnx.data")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("models", 2, "list|look|add"),
        ("models sell", 2, "sell"),
        ("models use", 2, "needs a model"),
        ("models list x", 2, "no other word"),
        ("models use nope", 1, "No model called nope"),
        ("models use default --for breakfast", 2, "breakfast"),
        ("models list --for tasks", 2, "goes with models use"),
        ("models remove default", 1, "stays"),
        ("models add x --bits 5", 2, "5"),
        ("models add models/sede", 1, "neither a folder"),
    ],
)
def test_wrong_words_are_refused_in_one_line(words: str, code: int, said: str) -> None:
    assert_refused(run_foreword(*words.split()), code, said)


def test_progress_is_said_in_words() -> None:
    pace = Pace("downloading")
    pace.at(0.0, 0, 100_000_000)
    told = pace.at(2.0, 10_000_000, 100_000_000)
    assert words_of(told) == "downloading 10 of 100 MB, 5.0 MB/s, 18 s left"
    assert words_of(Progress("converting", 1, 4)) == "converting 25 %"
    assert words_of(Progress("measuring")) == "measuring"

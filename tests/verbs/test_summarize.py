"""`summarize` gives exactly what README promises, in a process of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.assist.test_summarize import TEXT
from tests.command_line import assert_refused, run_foreword
from tests.tiny_chat import FAMILIES, write_chat_checkpoint
from tests.tiny_model import build_folder
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.summarize import run_summarize


def summarized(*words: str, given: str = TEXT) -> dict[str, Any]:
    """Run `summarize` and read its JSON, which must be one line."""
    ended = run_foreword("summarize", "-", "--json", *words, given=given.encode())
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("\n") == 1
    answer: dict[str, Any] = json.loads(ended.out)
    return answer


def test_the_fields_are_those_of_the_contract() -> None:
    answer = summarized()
    assert set(answer) >= {"summary", "sentences", "method"}
    assert answer["method"] == "extractive"
    assert answer["summary"] == " ".join(one["text"] for one in answer["sentences"])


@pytest.mark.parametrize(
    "text",
    [TEXT, TEXT.replace("\n", "\r\n"), f"\ufeff{TEXT}", TEXT.replace("town", "\U0001f3d8 town")],
    ids=["plain", "windows", "mark", "emoji"],
)
def test_sources_are_code_points_of_the_input_as_it_is(text: str) -> None:
    for one in summarized("--length", "long", given=text)["sentences"]:
        ((start, end),) = one["sources"]
        assert text[start:end] == one["text"]


def test_a_longer_summary_is_longer() -> None:
    sizes = [len(summarized("--length", name)["summary"]) for name in ("short", "medium", "long")]
    assert sizes == sorted(set(sizes))


def test_points_stand_one_a_line() -> None:
    answer = summarized("--points")
    assert answer["summary"] == "\n".join(f"- {one['text']}" for one in answer["sentences"])


def test_one_word_is_its_own_summary() -> None:
    assert summarized(given="Rain")["summary"] == "Rain"


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "empty"), (" \n\t", "empty"), ("```\nIt is code.\n```\n", "no prose")],
)
def test_a_text_without_prose_is_refused(text: str, said: str) -> None:
    assert_refused(run_foreword("summarize", "-", given=text.encode()), 1, said)


def test_no_model_is_needed(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text(TEXT)
    file, nowhere = str(tmp_path / "text.md"), tmp_path / "nowhere"
    assert run_summarize(Arguments("summarize", file=file, model_dir=nowhere))["summary"]


def test_noise_of_an_instruct_model_gives_way_to_the_texts_own_sentences(tmp_path: Path) -> None:
    checkpoint = write_chat_checkpoint(tmp_path / "checkpoint", FAMILIES["llama3"])
    folder = build_folder(checkpoint, tmp_path / "folder", begin_token="<|begin_of_text|>")
    text = "The ferry left at seven. Nobody on the upper deck said much. Mara counted the islands."
    words = ("summarize", "-", "--json", "--model", str(folder))
    ended = run_foreword(*words, given=text.encode())
    answer = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert answer["method"] == "extractive"
    assert all(one["supported"] for one in answer["sentences"])


def test_a_named_folder_that_is_no_model_is_refused() -> None:
    ended = run_foreword("summarize", "-", "--model", "/nowhere", given=TEXT.encode())
    assert_refused(ended, 1, "no model folder")

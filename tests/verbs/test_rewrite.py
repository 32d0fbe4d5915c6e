"""`rewrite` gives what README promises, from the model in the box and from any other."""

import json
import shutil
from typing import Any

import pytest

from tests.command_line import assert_refused, run_foreword
from tests.tiny_chat import FAMILIES, write_chat_checkpoint
from tests.tiny_model import build_folder
from writer_app import paths
from writer_app.assist.rewriting.wish import Style
from writer_app.settings import Settings, save_settings
from writer_app.verbs.arguments import parse_arguments
from writer_app.verbs.rewrite import _folder

WRONG = "I dont know wich freinds came to the the house.\nHe was late.\n"


def rewritten(text: str, *words: str) -> list[dict[str, Any]]:
    """Run `rewrite --style fix` and read its JSON, one object a line."""
    ended = run_foreword("rewrite", "-", "--style", "fix", "--json", *words, given=text.encode())
    assert (ended.code, ended.err) == (0, "")
    return [json.loads(line) for line in ended.out.splitlines()]


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """Apply edits as any reader of the contract would."""
    for edit in reversed(edits):
        text = text[: edit["start"]] + edit["replacement"] + text[edit["end"] :]
    return text


@pytest.mark.parametrize("engine", ["onnx", "scripted"])
def test_applying_the_edits_gives_the_text(engine: str) -> None:
    (answer,) = rewritten(WRONG, "--engine", engine)
    (variant,) = answer["variants"]
    assert applied(WRONG, variant["edits"]) == variant["text"] != WRONG
    assert all(set(edit) >= {"start", "end", "replacement", "reason"} for edit in variant["edits"])
    assert all(edit["reason"] for edit in variant["edits"])


def test_the_model_in_the_box_mends_spelling_and_repetition() -> None:
    (answer,) = rewritten(WRONG)
    text = answer["variants"][0]["text"]
    assert text == "I don't know which friends came to the house.\nHe was late.\n"


@pytest.mark.parametrize(
    "text",
    [
        "The rain fell softly on the old house, and nobody came.\r\nIt was late.",
        "\ufeffShe had two dogs. \U0001f600\n\n",
        "\u6211\u4eec\u559c\u6b22\u3002",
        "`teh`",
        " ",
    ],
)
def test_correct_text_comes_back_as_it_was(text: str) -> None:
    (answer,) = rewritten(text)
    assert answer["variants"] == [{"text": text, "edits": []}]


def test_offsets_count_code_points() -> None:
    text = "\U0001f600\U0001f600 We dont know."
    (answer,) = rewritten(text)
    (edit,) = answer["variants"][0]["edits"]
    assert (edit["start"], edit["end"]) == (6, 10)


def test_each_line_gets_an_answer_of_its_own() -> None:
    answers = rewritten("I dont know.\n\nFine.\r\nAlot of it.", "--lines")
    texts = [answer["variants"][0]["text"] for answer in answers]
    assert texts == ["I don't know.", "", "Fine.", "A lot of it."]


def test_the_same_text_gets_the_same_answer() -> None:
    assert rewritten(WRONG) == rewritten(WRONG)


@pytest.mark.parametrize("words", [("--style", "formal"), ("--instruction", "Make it rhyme")])
def test_what_needs_an_instruct_model_says_so(words: tuple[str, ...]) -> None:
    assert_refused(run_foreword("rewrite", "-", *words, given=b"Yes."), 1, "instruct model")


@pytest.fixture(scope="module")
def instruct_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the folder of a tiny instruct model that speaks noise."""
    root = tmp_path_factory.mktemp("instruct")
    checkpoint = write_chat_checkpoint(root / "checkpoint", FAMILIES["chatml"])
    return str(build_folder(checkpoint, root / "folder", begin_token=""))


def test_noise_of_an_instruct_model_is_refused_with_the_reason(instruct_folder: str) -> None:
    words = ("rewrite", "-", "--style", "formal", "--model", instruct_folder)
    given = b"The committee decided on Monday that the old bridge will be closed until the spring."
    assert_refused(run_foreword(*words, given=given), 1, "Nothing was rewritten")


def test_a_line_without_a_rewriting_carries_the_reason(instruct_folder: str) -> None:
    words = ("rewrite", "-", "--style", "shorten", "--lines", "--model", instruct_folder)
    ended = run_foreword(*words, given=b"The old bridge will be closed until the spring.\n\n")
    first, second = map(json.loads, ended.out.splitlines())
    assert (ended.code, first["variants"]) == (0, [])
    assert first["refusal"]
    assert second["variants"] == [{"text": "", "edits": []}]


def test_fix_works_with_an_instruct_model_too(instruct_folder: str) -> None:
    (answer,) = rewritten("Yesterday i was late .", "--model", instruct_folder)
    assert answer["variants"][0]["text"].startswith("Yesterday I ")


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("The old bridge will be closed until the spring.", "default"),
        ("\u6211\u4eec\u559c\u6b22\u8fd9\u5ea7\u65e7\u6865\u3002", "mine"),
    ],
)
def test_text_that_is_not_english_is_fixed_by_the_instruct_model_for_tasks(
    instruct_folder: str, text: str, folder: str
) -> None:
    shutil.copytree(instruct_folder, paths.models_dir() / "mine", dirs_exist_ok=True)
    save_settings(Settings(tasks_model="mine"), paths.settings_file())
    arguments = parse_arguments(["rewrite", "-", "--style", "fix"])
    assert _folder(arguments, text, Style.FIX).name == folder


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--style", "poetic"),
        ("--style", "fix", "--instruction", "x"),
        ("--style", "fix", "--n", "0"),
        ("--style", "translate"),
        ("--style", "fix", "--language", "fr"),
        ("--instruction", " "),
    ],
)
def test_nonsense_is_wrong_usage(words: tuple[str, ...]) -> None:
    assert_refused(run_foreword("rewrite", "-", *words, given=b"Yes."), 2, "rewrite")


@pytest.mark.parametrize("given", [b"", b"\xff\xfe", b"a\0b"])
def test_input_that_is_no_text_is_refused(given: bytes) -> None:
    assert_refused(run_foreword("rewrite", "-", "--style", "fix", given=given), 1, "input")

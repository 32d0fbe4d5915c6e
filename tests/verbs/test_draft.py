"""`draft` gives what README promises, from the model in the box."""

import json
from typing import Any

import pytest

from tests.command_line import assert_refused, run_foreword

BEFORE = "The old man walked down to the harbour and looked at the boats."


def drafted(*words: str, given: str = BEFORE) -> dict[str, Any]:
    """Run `draft` and read its JSON."""
    ended = run_foreword("draft", "-", "--json", *words, given=given.encode())
    assert (ended.code, ended.err) == (0, "")
    answer: dict[str, Any] = json.loads(ended.out)
    return answer


def test_a_text_is_carried_on_in_whole_sentences() -> None:
    answer = drafted("--max-tokens", "80", "--seed", "3")
    assert set(answer) >= {"text", "tokens", "model"}
    assert 0 < answer["tokens"] <= 80
    assert answer["text"].rstrip()[-1] in '.!?\u201d"'


def test_the_same_seed_gives_the_same_draft_and_another_one_another() -> None:
    words = ("--max-tokens", "40", "--seed")
    assert drafted(*words, "5") == drafted(*words, "5")
    assert drafted(*words, "5")["text"] != drafted(*words, "6")["text"]


@pytest.mark.parametrize("words", [("--keywords", "sea, storm"), ("--brief", "A storm.")])
def test_what_this_model_was_not_taught_is_said(words: tuple[str, ...]) -> None:
    assert_refused(run_foreword("draft", *words), 1, "taught to follow")


@pytest.mark.parametrize("given", ["", " \n", "\u6211\u4eec\u559c\u6b22\u5199\u4f5c\u3002"])
def test_where_nothing_can_be_carried_on_it_is_said(given: str) -> None:
    assert_refused(run_foreword("draft", "-", given=given.encode()), 1, "")


@pytest.mark.parametrize(
    "words",
    [(), ("--keywords", ", "), ("-", "--max-tokens", "0"), ("--keywords", "a", "--brief", "b")],
)  # fmt: skip
def test_nonsense_is_wrong_usage(words: tuple[str, ...]) -> None:
    assert_refused(run_foreword("draft", *words, given=b"Yes."), 2, "")

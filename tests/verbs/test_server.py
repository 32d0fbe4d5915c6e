"""Verbs that a server does: its address on the command line is the writer's word."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.command_line import run_foreword
from tests.served import ServedModel

pytestmark = pytest.mark.loopback
PROMPT = b"They went"
TEXT = " over the hills and far away."


@pytest.fixture(scope="module")
def server() -> Iterator[ServedModel]:
    with ServedModel() as server:
        yield server


def answered(server: ServedModel, *words: str, given: bytes = PROMPT) -> dict[str, Any]:
    ended = run_foreword(*words, "--server", server.address, "--json", given=given)
    assert (ended.code, ended.err) == (0, "")
    answer: dict[str, Any] = json.loads(ended.out)
    return answer


def test_complete_asks_the_server_and_gives_the_same_fields(server: ServedModel) -> None:
    server.reset()
    answer = answered(server, "complete", "-")
    (text,) = answer["suggestions"]
    assert text["text"] == TEXT
    assert 0 < text["probability"] <= 1
    assert (answer["model"], answer["device"]) == ("tiny", "remote")


def test_an_unknown_probability_is_null(server: ServedModel) -> None:
    server.reset()
    server.set(form="none")
    (text,) = answered(server, "complete", "-", "--server-model", "tiny")["suggestions"]
    assert text["probability"] is None


def test_the_key_comes_from_the_environment_and_is_not_shown(
    server: ServedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reset()
    server.set(key="sk-5ecret")
    refused = run_foreword("complete", "-", "--server", server.address, given=PROMPT)
    assert (refused.code, "asks for a key" in refused.err) == (1, True)
    monkeypatch.setenv("FOREWORD_SERVER_KEY", "sk-5ecret")
    assert answered(server, "complete", "-")["suggestions"]
    monkeypatch.setenv("FOREWORD_SERVER_KEY", "sk-wr0ng")
    refused = run_foreword("complete", "-", "--server", server.address, "--debug", given=PROMPT)
    assert refused.code == 1 and "wr0ng" not in refused.err + refused.out


def test_a_draft_by_a_server_goes_to_its_chat(server: ServedModel) -> None:
    server.reset()
    answer = answered(server, "draft", "--keywords", "hills, far")
    assert answer["model"] == "tiny"
    assert server.seen()[-1]["path"] == "/v1/chat/completions"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["complete", "-", "--server-model", "x"], "needs the --server"),
        (["complete", "-", "--server", "localhost:9", "--engine", "scripted"], "neither"),
        (["rewrite", "-", "--style", "fix", "--server", "localhost:9"], "neither"),
    ],
)
def test_words_that_make_no_sense_are_wrong_usage(words: list[str], said: str) -> None:
    ended = run_foreword(*words, given=PROMPT)
    assert ended.code == 2 and said in ended.err


def test_http_to_another_machine_is_refused(server: ServedModel) -> None:
    ended = run_foreword("complete", "-", "--server", "http://gpu.example", given=PROMPT)
    assert ended.code == 1 and "https" in ended.err

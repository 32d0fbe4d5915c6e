"""`score` counts every token of the text once, and nothing of what goes before it."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import run_foreword

TEXT = "It was a dark night, and the rain fell on the caf\u00e9.\n"


def scored(*words: str, given: str = TEXT) -> dict[str, Any]:
    """Run `score` and read its JSON."""
    ended = run_foreword("score", "-", "--json", *words, given=given.encode())
    assert (ended.code, ended.err) == (0, "")
    answer: dict[str, Any] = json.loads(ended.out)
    return answer


def test_the_fields_are_those_of_the_contract() -> None:
    answer = scored()
    names = {"bytes", "words", "tokens", "nats", "bits_per_byte", "greedy_match"}
    assert set(answer) >= names
    assert (answer["bytes"], answer["words"]) == (len(TEXT.encode()), 12)
    per_byte = answer["nats"] / math.log(2) / answer["bytes"]
    assert answer["bits_per_byte"] == pytest.approx(per_byte, abs=1e-4)
    assert answer["greedy_match"] is False


def test_english_is_cheaper_than_noise() -> None:
    noise = scored(given="xq zjv kkwp qqx vzzk jxq wvk pqz xkj zqv")
    assert scored()["bits_per_byte"] < noise["bits_per_byte"] / 2


def test_only_the_file_is_scored_and_what_goes_before_helps(tmp_path: Path) -> None:
    before = tmp_path / "before.txt"
    before.write_text("The harbourmaster of Kirkwall, Magnus Isbister, spoke. ")
    name = "Magnus Isbister said nothing."
    alone, after = scored(given=name), scored("--after-file", str(before), given=name)
    assert after["bytes"] == alone["bytes"] == len(name)
    assert after["nats"] < alone["nats"]


def test_a_long_text_is_scored_to_its_end() -> None:
    once, often = scored(), scored(given=TEXT * 60)
    assert often["tokens"] == pytest.approx(60 * once["tokens"], rel=0.02)


def test_the_models_own_continuation_is_its_greedy_match(tmp_path: Path) -> None:
    before = tmp_path / "before.txt"
    before.write_text("In the middle of the")
    ended = run_foreword("complete", str(before), "--max-tokens", "3", "--json")
    text = json.loads(ended.out)["suggestions"][0]["text"]
    assert scored("--after-file", str(before), given=text)["greedy_match"] is True

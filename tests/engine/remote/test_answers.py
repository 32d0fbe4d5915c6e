import math
from typing import Any

import pytest

from writer_app.engine.remote.answers import models_of, part_of, pieces_of
from writer_app.errors import RemoteBroken, RemoteUnreachable


def completion(text: str, logprobs: Any = None) -> dict[str, Any]:
    return {"choices": [{"text": text, "logprobs": logprobs, "finish_reason": None}]}


OLD = {
    "tokens": [" the", " re"],
    "token_logprobs": [-0.5, -0.2],
    "top_logprobs": [{" the": -0.5, "ly": -1.0}, {" re": -0.2}],
}
NEW = {
    "content": [
        {"token": " the", "logprob": -0.5, "top_logprobs": [
            {"token": " the", "logprob": -0.5}, {"token": "ly", "logprob": -1.0}]},
        {"token": " re", "logprob": -0.2, "top_logprobs": [{"token": " re", "logprob": -0.2}]},
    ]
}  # fmt: skip


@pytest.mark.parametrize("form", [OLD, NEW])
def test_both_forms_of_probabilities_say_the_same(form: Any) -> None:
    first, second = pieces_of(part_of(completion(" the re", form)))
    assert (first.text, first.log_probability) == (" the", -0.5)
    share = math.exp(-0.5) / (math.exp(-0.5) + math.exp(-1.0))
    assert first.boundary == pytest.approx(share)
    assert (second.text, second.boundary) == (" re", 1.0)


@pytest.mark.parametrize(
    "form",
    [
        None,
        [],
        "x",
        {"content": None},
        {"tokens": [" the"], "token_logprobs": []},
        {"tokens": [" other"], "token_logprobs": [-1]},
    ],
)
def test_probabilities_that_cannot_be_read_are_unknown(form: Any) -> None:
    (piece,) = pieces_of(part_of(completion(" the", form)))
    assert piece.text == " the"
    assert math.isnan(piece.log_probability)
    assert math.isnan(piece.boundary)


@pytest.mark.parametrize("value", [None, True, "x", float("nan"), 3.0])
def test_a_number_that_is_no_probability_is_unknown(value: Any) -> None:
    form = {"tokens": [" the"], "token_logprobs": [value], "top_logprobs": None}
    (piece,) = pieces_of(part_of(completion(" the", form)))
    assert math.isnan(piece.log_probability)


def test_an_impossible_token_stays_a_number() -> None:
    form = {"tokens": [" the"], "token_logprobs": [float("-inf")], "top_logprobs": None}
    (piece,) = pieces_of(part_of(completion(" the", form)))
    assert piece.log_probability == -100.0


def test_half_characters_are_damage() -> None:
    assert part_of(completion("a\ud83d")).is_damaged
    assert part_of(completion("\ud83d\ude00")).text == "\U0001f600"


def test_an_error_inside_a_stream_is_one_without_its_words() -> None:
    with pytest.raises(RemoteUnreachable) as caught:
        part_of({"error": {"message": "your text was: secret"}})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("event", [{}, {"choices": 3}, {"data": []}])
def test_what_is_no_answer_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(RemoteBroken):
        part_of(event)


def test_models_are_listed_with_what_they_read() -> None:
    rows = [
        {"id": "a", "max_model_len": 8192},
        {"id": "b", "meta": {"n_ctx_train": 4096}},
        {"id": 3},
        {"id": "c\n"},
        "x",
    ]
    found = [(model.name, model.context_tokens) for model in models_of({"data": rows})]
    assert found == [("a", 8192), ("b", 4096)]

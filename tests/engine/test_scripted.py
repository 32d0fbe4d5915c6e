"""The scripted model keeps the contract of every model."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from writer_app.engine.model import Limits, Piece, StopFlag
from writer_app.engine.scripted import Gate, ScriptedModel, plain_continuation, script_of


def text_of(model: ScriptedModel, prompt: str, limits: Limits | None = None) -> str:
    pieces = model.complete(prompt, limits or Limits(), StopFlag())
    return "".join(piece.text for piece in pieces)


@given(st.text(max_size=30), st.integers(1, 12))
def test_any_prompt_gets_n_distinct_texts(prompt: str, n: int) -> None:
    found = ScriptedModel().alternatives(prompt, n, Limits(), StopFlag())
    assert len({answer.text for answer in found}) == n
    assert all(answer.text.strip() for answer in found)


def test_completion_is_the_first_alternative() -> None:
    model = ScriptedModel()
    first = model.alternatives("It was", 3, Limits(), StopFlag())[0]
    assert text_of(model, "It was") == first.text == text_of(model, "It was")


def test_space_before_the_caret_is_not_repeated() -> None:
    assert not plain_continuation("It was ").startswith(" ")
    assert plain_continuation("It was").startswith(" ")


def test_table_answers_by_its_longest_key() -> None:
    model = ScriptedModel(script_of({"the": " end", "of the": " day's light"}))
    assert text_of(model, "most of the") == " day's light"
    assert text_of(model, "nothing here") == ""


def test_token_limit_ends_the_answer() -> None:
    model = ScriptedModel(script_of({"a": " b c d e"}))
    assert text_of(model, "a", Limits(max_tokens=2)) == " b c"


def test_line_end_ends_the_answer() -> None:
    model = ScriptedModel(script_of({"a": " b\nc"}))
    assert text_of(model, "a") == " b"
    assert text_of(model, "a", Limits(stop_at_line_end=False)) == " b\nc"


def test_boundary_tells_where_words_go_on() -> None:
    model = ScriptedModel(script_of({"a": " wonderful it's"}), boundary=0.9)
    pieces = list(model.complete("a", Limits(), StopFlag()))
    assert [piece.text for piece in pieces] == [" wonder", "ful", " it'", "s"]
    assert [piece.boundary > 0.5 for piece in pieces] == [True, False, True, False]


def test_raised_flag_ends_the_answer() -> None:
    stop = StopFlag()
    pieces = ScriptedModel(script_of({"a": " b c d"})).complete("a", Limits(), stop)
    next(pieces)
    stop.raise_flag()
    assert list(pieces) == []


def test_gate_holds_until_the_flag_goes_up() -> None:
    gate, stop = Gate(), StopFlag()
    seen: list[Piece] = []
    model = ScriptedModel(script_of({"a": " b c"}), gate=gate)
    thread = threading.Thread(target=lambda: seen.extend(model.complete("a", Limits(), stop)))
    thread.start()
    assert gate.wait_until_held()
    gate.let_through()
    stop.raise_flag()
    thread.join(10)
    assert not thread.is_alive()
    assert len(seen) <= 1


def test_score_knows_its_own_continuation() -> None:
    model = ScriptedModel(script_of({"a": " b c"}))
    assert model.score(" b", StopFlag(), after="a").greedy_match
    assert not model.score(" x", StopFlag(), after="a").greedy_match
    assert model.score(" b c", StopFlag()).n_tokens == 2

"""The typing bench counts as its definition says."""

import pytest

from writer_app.bench.recorded import RecordedModel
from writer_app.bench.typing import (
    is_all_right,
    is_next_word_right,
    measure_typing,
    sweep_thresholds,
)
from writer_app.engine.model import Limits, StopFlag
from writer_app.engine.scripted import ScriptedModel, script_of

SILENT = ScriptedModel(script_of({}))


def test_silent_model_saves_nothing() -> None:
    result = measure_typing(SILENT, "It was a dark night.")
    assert (result["characters"], result["keys"]) == (20, 20)
    assert (result["keystrokes_saved"], result["shown_rate"], result["precision"]) == (0, 0, 0)


def test_empty_text_is_no_error() -> None:
    assert measure_typing(SILENT, "")["keys"] == 0


def test_wholly_right_ghost_costs_one_key() -> None:
    model = ScriptedModel(script_of({"It": " was dark"}))
    result = measure_typing(model, "It was dark!")
    assert result["keys"] == 2 + 1 + 1
    assert (result["precision"], result["wrong_show_rate"]) == (1.0, 0.0)
    assert result["shown_rate"] == pytest.approx(100 / 12, abs=0.001)


def test_right_first_word_is_taken_alone_and_the_rest_stays_the_same_ghost() -> None:
    model = ScriptedModel(script_of({"It": " was cold"}))
    result = measure_typing(model, "It was dark")
    assert result["keys"] == 2 + 1 + 5
    assert result["shown_rate"] == pytest.approx(100 / 11, abs=0.001)
    assert result["precision"] == 1.0
    assert result["wrong_show_rate"] == pytest.approx(2 / 8)


def test_wrong_ghost_counts_at_each_key_it_stands() -> None:
    model = ScriptedModel(script_of({"It": " wasted"}))
    result = measure_typing(model, "It was")
    assert result["keys"] == 6
    assert result["precision"] == 0.0
    assert result["wrong_show_rate"] == pytest.approx(5 / 6, abs=0.001)
    assert result["shown_rate"] == pytest.approx(100 / 6, abs=0.001)


def test_what_was_prefetched_is_a_ghost_of_its_own() -> None:
    model = ScriptedModel(script_of({"It": " was", "It was": " dark"}))
    result = measure_typing(model, "It was dark.")
    assert result["keys"] == 2 + 1 + 1 + 1
    assert result["shown_rate"] == pytest.approx(200 / 12, abs=0.001)


def test_model_never_sees_what_follows() -> None:
    common = "It was a dark and stormy night, and "
    seen: list[list[str]] = []
    for ending in ("nobody came.", "then the house was quiet."):
        prompts: list[str] = []
        measure_typing(ScriptedModel(on_call=prompts.append), common + ending)
        seen.append([prompt for prompt in prompts if common.startswith(prompt)])
    assert seen[0] == seen[1]
    assert len(seen[0]) > 10


def test_threshold_in_place_of_the_models_own() -> None:
    model = ScriptedModel(script_of({"It": " was dark"}), probability=0.6)
    assert measure_typing(model, "It was dark", threshold=0.9)["shown_rate"] == 0
    assert measure_typing(model, "It was dark", threshold=0.1)["shown_rate"] != 0


def test_sweep_gives_the_bench_at_each_threshold() -> None:
    model = ScriptedModel(script_of({"It": " was dark"}), probability=0.6)
    results = list(sweep_thresholds(model, "It was dark", [0.1, 0.9]))
    assert [result["threshold"] for result in results] == [0.1, 0.9]
    alone = measure_typing(model, "It was dark", threshold=0.1)
    assert results[0]["keys"] == alone["keys"]


def test_word_is_right_only_to_its_end() -> None:
    assert is_next_word_right(" the end", " the day")
    assert not is_next_word_right(" the", " there")
    assert is_next_word_right(", and", ',"')
    assert is_all_right(" the end", " the end.")
    assert not is_all_right(" the end", " the ending")


def test_recorded_answer_is_played_back_as_far_as_it_went() -> None:
    prompts: list[str] = []
    model = ScriptedModel(script_of({"It": " was a dark night"}), on_call=prompts.append)
    recorded = RecordedModel(model)
    first = recorded.complete("It", Limits(), StopFlag())
    assert [next(first).text, next(first).text] == [" was", " a"]
    first.close()  # type: ignore[attr-defined]
    again = recorded.complete("It", Limits(), StopFlag())
    assert [next(again).text, next(again).text] == [" was", " a"]
    assert len(prompts) == 1
    assert "".join(piece.text for piece in again) == " dark night"
    assert "".join(p.text for p in recorded.complete("It", Limits(), StopFlag())) == (
        " was a dark night"
    )
    assert len(prompts) == 2

from pathlib import Path

import numpy as np
import onnx
import pytest

from tests.engine.conftest import Case, Cases
from writer_app.engine.decoder import Decoder, open_decoder
from writer_app.engine.model import StopFlag
from writer_app.engine.runtime import RunControl, Session
from writer_app.errors import ModelCorrupt
from writer_app.library.last_rows import read_last_rows_only

# float32 on both sides, sums in another order.
CLOSE = {"rtol": 0, "atol": 1e-4}


def control() -> RunControl:
    return RunControl(StopFlag())


def greedy(decoder: Decoder, ids: list[int], n: int) -> list[int]:
    row = decoder.append(ids, 1, control())[-1]
    tokens = [int(row.argmax())]
    while len(tokens) < n:
        tokens.append(int(decoder.append(tokens[-1:], 1, control())[-1].argmax()))
    return tokens


def test_logits_are_those_of_transformers(case: Case) -> None:
    ours = case.model.decoder.append(case.ids, len(case.ids), control())
    np.testing.assert_allclose(ours, case.reference.logits(case.ids), **CLOSE)


def test_greedy_tokens_are_those_of_transformers(case: Case) -> None:
    prompt = case.ids[:30]
    assert greedy(case.model.decoder, prompt, 24) == case.reference.greedy(prompt, 24)


def test_cached_steps_give_the_logits_of_one_whole_run(case: Case) -> None:
    decoder = case.model.decoder
    whole = decoder.append(case.ids, len(case.ids), control()).copy()
    decoder.rewind(0)
    steps = [decoder.append([token], 1, control())[0].copy() for token in case.ids]
    np.testing.assert_allclose(np.array(steps), whole, **CLOSE)


def test_chunks_of_any_length_give_the_same_last_row(case: Case) -> None:
    decoder = case.model.decoder
    whole = decoder.append(case.ids, 1, control())[0].copy()
    decoder.rewind(0)
    for start, end in ((0, 1), (1, 8), (8, 59), (59, 60), (60, len(case.ids))):
        row = decoder.append(case.ids[start:end], 1, control())[0]
    np.testing.assert_allclose(row, whole, **CLOSE)


def test_after_a_rewind_the_cache_holds_nothing_of_what_was_forgotten(case: Case) -> None:
    decoder = case.model.decoder
    fresh = decoder.append(case.ids[:60], 5, control()).copy()
    decoder.rewind(0)
    decoder.append([*case.ids[:40], 9, 8, 7, 6, 5], 1, control())
    decoder.rewind(40)
    assert decoder.length == 40
    np.testing.assert_allclose(decoder.append(case.ids[40:60], 5, control()), fresh, **CLOSE)


def test_each_row_of_a_branch_is_what_it_would_be_alone(case: Case) -> None:
    decoder, tails = case.model.decoder, ([5, 6, 7, 8], [50, 60, 70, 80], [300, 5, 300, 5])
    decoder.append(case.ids[:50], 1, control())
    branches = decoder.branch(len(tails), 4)
    for step in range(4):
        column = np.array([tail[step] for tail in tails], np.int64)
        rows = branches.append(column, control()).copy()
    for tail, row in zip(tails, rows, strict=True):
        decoder.rewind(50)
        np.testing.assert_allclose(row, decoder.append(tail, 1, control())[0], **CLOSE)


def test_branches_leave_the_trunk_as_it_was(case: Case) -> None:
    decoder = case.model.decoder
    decoder.append(case.ids[:50], 1, control())
    decoder.branch(2, 1).append(np.array([3, 4], np.int64), control())
    after = decoder.append(case.ids[50:60], 1, control())[0].copy()
    decoder.rewind(0)
    np.testing.assert_allclose(after, decoder.append(case.ids[:60], 1, control())[0], **CLOSE)


@pytest.mark.parametrize("n_rows", [1, 2, 37, 60])
def test_as_many_rows_come_as_are_asked_for(case: Case, n_rows: int) -> None:
    whole = case.model.decoder.append(case.ids[:60], 60, control()).copy()
    case.model.decoder.rewind(0)
    rows = case.model.decoder.append(case.ids[:60], n_rows, control())
    np.testing.assert_allclose(rows, whole[-n_rows:], **CLOSE)


@pytest.mark.parametrize("kind", ["fused-llama", "llama"])
def test_rows_reach_back_over_a_chunk_border(
    cases: Cases, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cases.get(kind)
    whole = case.model.decoder.append(case.ids, len(case.ids), control()).copy()
    case.model.decoder.rewind(0)
    monkeypatch.setattr("writer_app.engine.decoder.CHUNK_TOKENS", 32)
    rows = case.model.decoder.append(case.ids, 80, control())
    np.testing.assert_allclose(rows, whole[-80:], **CLOSE)


@pytest.mark.parametrize("kind", ["fused-llama", "llama"])
def test_more_tokens_than_fit_are_refused(cases: Cases, kind: str) -> None:
    decoder = cases.get(kind).model.decoder
    with pytest.raises(ValueError, match="more tokens"):
        decoder.append([1] * (decoder.max_tokens + 1), 1, control())
    assert decoder.length == 0


def test_graphs_that_compute_few_rows_have_no_second_n_rows(cases: Cases) -> None:
    graph = onnx.load(str(cases.get("gpt2").folder / "model.onnx"))
    again = read_last_rows_only(onnx.ModelProto.FromString(graph.SerializeToString()))
    assert again.SerializeToString() == graph.SerializeToString()


def rewritten(case: Case, path: Path, old: str, new: str) -> Session:
    """Rename one input of a case's graph."""
    graph = onnx.load(str(case.folder / "model.onnx"))
    for value in graph.graph.input:
        value.name = new if value.name == old else value.name
    for node in graph.graph.node:
        node.input[:] = [new if name == old else name for name in node.input]
    onnx.save(graph, str(path))
    return Session(path, "cpu", 1)


def test_a_plain_graph_with_an_unknown_input_is_refused(cases: Cases, tmp_path: Path) -> None:
    session = rewritten(cases.get("gpt2"), tmp_path / "a.onnx", "position_ids", "token_types")
    with pytest.raises(ModelCorrupt, match="token_types"):
        open_decoder(session, 128)


def test_a_fused_graph_with_an_unknown_input_is_refused(cases: Cases, tmp_path: Path) -> None:
    session = rewritten(cases.get("fused-llama"), tmp_path / "a.onnx", "n_rows", "rows")
    with pytest.raises(ModelCorrupt, match="rows"):
        open_decoder(session, 128)


def test_a_graph_without_past_is_refused(cases: Cases, tmp_path: Path) -> None:
    name = "past_key_values."
    graph = onnx.load(str(cases.get("llama").folder / "model.onnx"))
    for message in (*graph.graph.input, *graph.graph.node):
        if isinstance(message, onnx.ValueInfoProto):
            message.name = message.name.replace(name, "memory.")
        else:
            message.input[:] = [text.replace(name, "memory.") for text in message.input]
    onnx.save(graph, str(tmp_path / "a.onnx"))
    with pytest.raises(ModelCorrupt, match="KV cache"):
        open_decoder(Session(tmp_path / "a.onnx", "cpu", 1), 128)

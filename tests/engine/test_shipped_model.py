"""The model in the box against the checkpoint it was made from.

8-bit weights and 8-bit arithmetic: bounds, not equality (onnxruntime #10322).
`own_text.md` was written for this test.
"""

import math
from pathlib import Path

import numpy as np
import pytest

from tests.engine.conftest import SEED_FOLDER
from tests.reference import Reference
from writer_app.engine.gpt import Gpt
from writer_app.engine.model import Limits, Opening, StopFlag
from writer_app.engine.runtime import RunControl
from writer_app.engine.sampling import log_softmax

Array = np.ndarray

TEXT = (Path(__file__).parent / "own_text.md").read_text(encoding="utf-8")
WINDOW = 512
# In nats between the best token and the next: wider than anything rounding can do.
CLEAR_MARGIN = 0.5


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(SEED_FOLDER)


@pytest.fixture(scope="module")
def pairs(shipped: Gpt, reference: Reference) -> tuple[Array, Array]:
    """Give log-probabilities of ours and theirs after each token of half a window."""
    ids = [0, *shipped.vocabulary.encode(TEXT)][: WINDOW // 2]
    shipped._go_back(0)
    ours = shipped.decoder.append(ids, len(ids), RunControl(StopFlag())).copy()
    shipped._go_back(0)
    return log_softmax(ours), log_softmax(reference.logits(ids))


def reference_nats(reference: Reference, ids: list[int]) -> float:
    """Score ids[1:] with the window of the score verb, moved by half of it."""
    nats, scored, start = 0.0, 1, 0
    while scored < len(ids):
        part = ids[start : start + WINDOW + 1]
        rows = log_softmax(reference.logits(part[:-1]).astype(np.float64))
        for position in range(scored - start, len(part)):
            nats -= float(rows[position - 1, part[position]])
        scored, start = start + len(part), start + WINDOW // 2
    return nats


def test_the_best_token_is_the_same_wherever_the_margin_is_clear(
    pairs: tuple[Array, Array],
) -> None:
    ours, theirs = pairs
    best_two = np.sort(theirs, axis=-1)[:, -2:]
    is_clear = best_two[:, 1] - best_two[:, 0] > CLEAR_MARGIN
    assert is_clear.sum() > 80
    np.testing.assert_array_equal(ours.argmax(-1)[is_clear], theirs.argmax(-1)[is_clear])


def test_log_probabilities_of_likely_tokens_are_close(pairs: tuple[Array, Array]) -> None:
    ours, theirs = pairs
    likely = theirs > math.log(0.01)
    difference = np.abs(ours - theirs)[likely]
    assert difference.mean() < 0.05
    assert difference.max() < CLEAR_MARGIN


def test_bits_per_byte_are_within_one_per_cent(shipped: Gpt, reference: Reference) -> None:
    ids = [0, *shipped.vocabulary.encode(TEXT)]
    assert len(ids) > 1.5 * WINDOW
    ours = shipped.score(TEXT, StopFlag())
    assert ours.n_tokens == len(ids) - 1
    assert ours.nats == pytest.approx(reference_nats(reference, ids), rel=0.01)


def test_bits_per_byte_are_those_of_a_model_that_knows_english(shipped: Gpt) -> None:
    bits = shipped.score(TEXT, StopFlag()).nats / math.log(2) / len(TEXT.encode())
    assert bits < 1.6


def test_most_greedy_tokens_are_those_of_the_checkpoint(shipped: Gpt, reference: Reference) -> None:
    n_same = 0
    for end in range(200, 1400, 150):
        ids = [0, *shipped.vocabulary.encode(TEXT[:end])]
        shipped._go_back(0)
        row = shipped.decoder.append(ids, 1, RunControl(StopFlag()))[0]
        ours = [int(row.argmax())]
        while len(ours) < 5:
            row = shipped.decoder.append(ours[-1:], 1, RunControl(StopFlag()))[0]
            ours.append(int(row.argmax()))
        theirs = reference.greedy(ids, 5)
        n_same += sum(a == b for a, b in zip(ours, theirs, strict=True))
    shipped._go_back(0)
    assert n_same >= 32  # of 40


def test_cached_steps_stay_close_to_one_whole_run(shipped: Gpt) -> None:
    ids = [0, *shipped.vocabulary.encode(TEXT)][:120]
    shipped._go_back(0)
    whole = log_softmax(shipped.decoder.append(ids, len(ids), RunControl(StopFlag())))
    shipped._go_back(0)
    control = RunControl(StopFlag())
    steps = log_softmax(np.array([shipped.decoder.append([i], 1, control)[0].copy() for i in ids]))
    shipped._go_back(0)
    likely = whole > math.log(0.01)
    assert np.abs(steps - whole)[likely].max() < 0.12


def test_everyday_phrases_are_finished_as_people_would(shipped: Gpt) -> None:
    for prompt, ending in (("He spoke in a low voi", "ce"), ("She shook her he", "ad")):
        pieces = shipped.complete(prompt, Limits(2), StopFlag())
        assert "".join(piece.text for piece in pieces).startswith(ending)


def completion(model: Gpt, prompt: str) -> str:
    pieces = model.complete(prompt, Limits(max_tokens=6), StopFlag())
    return "".join(piece.text for piece in pieces)


NAMED = "Mara Quandt came late. Nobody saw Mara Quandt, and then Mara Quandt left again.\n"


def test_a_name_of_the_document_is_foreseen_once_it_was_learnt(shipped: Gpt) -> None:
    model, prompt = shipped.fork(), "Nobody in the harbour had spoken to Mara"
    assert "Quandt" not in completion(model, prompt)
    model.attend(1)
    model.learn(3 * NAMED)
    assert completion(model, prompt).startswith(" Quandt")
    model.attend(2)
    assert "Quandt" not in completion(model, prompt)


def test_ideas_know_the_names_of_the_document_too(shipped: Gpt) -> None:
    model = shipped.fork()
    model.attend(1)
    model.learn(3 * NAMED)
    found = model.alternatives("We had spoken to Mara", 3, Limits(max_tokens=6), StopFlag())
    assert any(answer.text.startswith(" Quandt") for answer in found)


def test_forks_share_what_was_learnt_and_tasks_answer_as_before(shipped: Gpt) -> None:
    def answer(model: Gpt) -> str:
        pieces = model.answer(Opening("I saw Mara"), Limits(6), StopFlag())
        return "".join(piece.text for piece in pieces if piece is not None)

    model = shipped.fork()
    before = answer(model)
    model.attend(7)
    model.learn(3 * NAMED)
    assert answer(model) == before
    other = model.fork()
    other.attend(7)
    assert completion(other, "I saw Mara").startswith(" Quandt")

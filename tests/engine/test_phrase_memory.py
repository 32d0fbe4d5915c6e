"""What followed what, found again and blended in."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.engine import phrase_memory
from writer_app.engine.phrase_memory import (
    MOST_ORDER,
    N_SHARES,
    PhraseMemories,
    PhraseMemory,
    share_class,
)

HALF = [[0.5] * N_SHARES] * MOST_ORDER


def counted(texts: list[list[int]]) -> dict[tuple[int, ...], Counter[int]]:
    """Count followers plainly, to compare with."""
    found: dict[tuple[int, ...], Counter[int]] = defaultdict(Counter)
    for ids in texts:
        for place in range(1, len(ids)):
            for order in range(1, min(MOST_ORDER, place) + 1):
                found[tuple(ids[place - order : place])][ids[place]] += 1
    return found


@given(st.lists(st.lists(st.integers(1, 5), max_size=30), max_size=6))
def test_followers_are_those_of_plain_counting(texts: list[list[int]]) -> None:
    memory = PhraseMemory(HALF)
    for ids in texts:
        memory.learn(ids)
    for context, wanted in counted(texts).items():
        tokens, counts = memory.followers(context)
        assert dict(zip(tokens.tolist(), counts.tolist(), strict=True)) == wanted


def test_what_settled_is_found_with_what_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrase_memory, "_MOST_FRESH", 3)
    memory = PhraseMemory(HALF)
    for ids in ([1, 2, 3], [1, 2, 4], [1, 2, 4]):
        memory.learn(ids)
    tokens, counts = memory.followers([1, 2])
    assert (tokens.tolist(), counts.tolist()) == ([3, 4], [1, 2])


def test_the_largest_tokens_fit_the_keys() -> None:
    memory = PhraseMemory(HALF)
    memory.learn([65_535] * 5)
    assert [part.tolist() for part in memory.followers([65_535] * 3)] == [[65_535], [2]]


def test_probability_moves_to_what_followed_and_none_is_lost() -> None:
    memory = PhraseMemory(HALF)
    memory.learn([7, 1, 2])
    probabilities = np.full(10, 0.1)
    memory.blend(probabilities, [7, 1])
    assert probabilities.sum() == pytest.approx(1.0)
    assert probabilities.argmax() == 2
    assert probabilities[2] == pytest.approx(0.775)  # 0.1, halfway to 1, and again


def test_a_context_never_met_changes_nothing() -> None:
    memory = PhraseMemory(HALF)
    memory.learn([7, 1, 2])
    probabilities = np.full(10, 0.1)
    memory.blend(probabilities, [3, 4])
    assert probabilities.tolist() == [0.1] * 10


def test_a_full_memory_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrase_memory, "MOST_TOKENS", 8)
    memory = PhraseMemory(HALF)
    memory.learn([1, 2, 1, 2, 1, 2])
    memory.learn([3, 4, 3, 4])
    assert len(memory) == 3
    assert not len(memory.followers([1])[0])


@pytest.mark.parametrize(("counts", "number"), [([1], 3), ([2], 7), ([1, 1, 1, 1], 8), ([20], 19)])
def test_contexts_are_classed_by_count_and_agreement(counts: list[int], number: int) -> None:
    assert share_class(np.array(counts)) == number


def test_documents_learn_apart_and_the_oldest_goes() -> None:
    memories = PhraseMemories(HALF)
    memories.of(1).learn([1, 2])
    assert len(memories.of(1)) == 1
    assert [len(memories.of(number)) for number in (2, 3, 4, 5)] == [0] * 4
    assert len(memories.of(1)) == 0

"""The choice of a summary's sentences."""

from collections.abc import Sequence

from writer_app.assist.prose import Sentence, iter_prose
from writer_app.assist.salience import read_sentence
from writer_app.assist.selection import Candidate, choose

TEXT = (
    "The river runs through the old town to the sea. The river runs through the old town, too. "
    "However, the railway came late to these remote hills. “The mountain is high and very cold "
    "today,” he said. A library stands on the hill above the harbour wall. Was there snow?"
)


def candidates(text: str, scores: Sequence[float], parts: Sequence[int] = ()) -> list[Candidate]:
    """Make candidates of the sentences of a text, with these scores."""
    units = [unit for unit in iter_prose(text) if isinstance(unit, Sentence)]
    reads = [read_sentence(text, unit) for unit in units]
    return [
        Candidate(read, score, part, frozenset(term for term in read.terms if len(term) > 3))
        for read, score, part in zip(reads, scores, parts or [0] * len(reads), strict=True)
    ]


def chosen(found: list[Candidate], budget_words: float, *, is_varied: bool = False) -> list[str]:
    """Give the chosen sentences of TEXT."""
    steps = choose(found, budget_words, is_varied=is_varied)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            spans = [(one.read.sentence.start, one.read.sentence.end) for one in done.value]
            return [TEXT[start:end].split()[1] for start, end in spans]


def test_the_best_are_chosen_and_stand_in_the_order_of_the_text() -> None:
    assert chosen(candidates(TEXT, [0.1, 0, 0, 0, 0.9, 0]), 20) == ["river", "library"]


def test_what_was_said_is_not_said_again() -> None:
    assert chosen(candidates(TEXT, [0.9, 0.8, 0, 0, 0.1, 0]), 20) == ["river", "library"]


def test_a_loose_beginning_costs_a_little() -> None:
    assert chosen(candidates(TEXT, [0, 0, 0.5, 0, 0.49, 0]), 9) == ["library"]
    assert chosen(candidates(TEXT, [0, 0, 0.6, 0, 0.49, 0]), 9) == ["the"]


def test_talk_is_chosen_only_when_little_else_is_there() -> None:
    scores = [0, 0, 0, 0.9, 0, 0]
    assert "mountain" not in chosen(candidates(TEXT, scores), 9)
    assert "mountain" in chosen(candidates(TEXT, scores), 30)


def test_each_stretch_of_a_long_text_has_its_share() -> None:
    scores, parts = [0.9, 0, 0.8, 0, 0.1, 0], [0, 0, 0, 1, 1, 1]
    assert chosen(candidates(TEXT, scores, parts), 20) == ["river", "the"]


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert chosen([], 100) == []


def test_one_sentence_is_chosen_however_long() -> None:
    assert len(chosen(candidates(TEXT, [1, 1, 1, 1, 1, 1]), 0.5)) == 1

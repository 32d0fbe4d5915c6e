"""Many versions of one sentence are scored as one by one, and cheaper."""

import pytest

from tests.engine.conftest import Case
from writer_app.engine.gpt import Gpt
from writer_app.engine.model import StopFlag

# Runs of other lengths round the 8-bit activations otherwise.
ROUNDING = 0.1
TEXTS = [
    "The rain fell softly on the river.",
    "The rain fall softly on the river.",
    "The rain fell softly",
    "The rain fell softly on a river.",
    "A",
    "The rain fell softly on the river.",
]


def one_by_one(model: Gpt, texts: list[str], after: str) -> list[float]:
    return [-model.score(text, StopFlag(), after).nats for text in texts]


@pytest.mark.parametrize("after", ["", "It was late. "])
def test_many_scores_are_those_of_one_by_one(shipped: Gpt, after: str) -> None:
    together = shipped.score_many(TEXTS, StopFlag(), after)
    assert together == pytest.approx(one_by_one(shipped, TEXTS, after), abs=ROUNDING)


def test_every_kind_of_graph_can_score_many(case: Case) -> None:
    together = case.model.score_many(TEXTS, StopFlag(), "So ")
    assert together == pytest.approx(one_by_one(case.model, TEXTS, "So "), abs=ROUNDING)


def test_what_texts_share_is_read_once(shipped: Gpt, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    append = shipped.decoder.append

    def counting(ids, n_rows, control):
        read.append(len(ids))
        return append(ids, n_rows, control)

    monkeypatch.setattr(shipped.decoder, "append", counting)
    shipped.score_many(["So it was late and dark.", "So it was late and wet."], StopFlag())
    assert sum(read) <= shipped.count_tokens("So it was late and dark.") + 4


def test_a_correct_sentence_is_likelier_than_its_faulty_version(shipped: Gpt) -> None:
    right, wrong = shipped.score_many(["She was late.", "She were late."], StopFlag(), "Yes. ")
    assert right > wrong


def test_context_longer_than_the_window_is_cut_at_its_start(shipped: Gpt) -> None:
    near = shipped.score_many(["the end."], StopFlag(), "It was a dark night. " * 400)
    assert len(near) == 1 and near[0] < 0


def test_a_text_longer_than_the_window_is_scored_whole(shipped: Gpt) -> None:
    long = "It was a dark night. " * 150
    assert shipped.score_many([long], StopFlag()) == pytest.approx(
        one_by_one(shipped, [long], ""), rel=1e-3
    )


def test_a_stopped_ranking_gives_nothing(shipped: Gpt) -> None:
    stop = StopFlag()
    stop.raise_flag()
    assert shipped.score_many(TEXTS, stop) == []


def test_completing_after_a_ranking_is_not_confused_by_it(shipped: Gpt) -> None:
    from writer_app.engine.model import Limits

    def words() -> str:
        return "".join(p.text for p in shipped.complete("It was a ", Limits(6), StopFlag()))

    before = words()
    shipped.score_many(TEXTS, StopFlag(), "It was")
    assert words() == before


def test_a_later_call_reads_only_what_differs(
    shipped: Gpt, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = shipped.fork()
    after = "It was a dark night, and the rain fell on the old house. "
    first = model.score_many(["The cat was wet."], StopFlag(), after)
    read: list[tuple[int, int]] = []
    append = model.decoder.append

    def counting(ids, n_rows, control):
        read.append((len(ids), n_rows))
        return append(ids, n_rows, control)

    monkeypatch.setattr(model.decoder, "append", counting)
    again = model.score_many(["The cat was dry.", "The cat was wet."], StopFlag(), after)
    assert again[1] == pytest.approx(first[0], abs=ROUNDING)
    assert sum(n_ids for n_ids, _ in read) <= 6


def test_rows_of_the_context_are_not_computed(
    shipped: Gpt, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = shipped.fork()
    rows: list[int] = []
    append = model.decoder.append

    def counting(ids, n_rows, control):
        rows.append(n_rows)
        return append(ids, n_rows, control)

    monkeypatch.setattr(model.decoder, "append", counting)
    model.score_many(["It is."], StopFlag(), "The rain fell on the old house and on us. " * 4)
    assert sum(rows) < 10
    assert max(rows) < 10


def test_what_was_context_before_can_be_scored_later(shipped: Gpt) -> None:
    model = shipped.fork()
    model.score_many(["He left."], StopFlag(), "It was late. ")
    later = model.score_many(["It was late. He left."], StopFlag())
    alone = one_by_one(shipped.fork(), ["It was late. He left."], "")
    assert later == pytest.approx(alone, abs=ROUNDING)


def test_a_stopped_walk_is_not_gone_on_with(shipped: Gpt) -> None:
    model, stop = shipped.fork(), StopFlag()
    steps = model.score_steps(TEXTS, stop, "It was late. " * 9)
    next(steps)
    stop.raise_flag()
    list(steps)
    assert model.score_many(TEXTS, StopFlag()) == pytest.approx(
        one_by_one(shipped.fork(), TEXTS, ""), abs=ROUNDING
    )

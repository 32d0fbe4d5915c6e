"""Many versions of one sentence are scored as one by one, and cheaper."""

import pytest

from tests.engine.conftest import Case
from writer_app.engine.gpt import Gpt
from writer_app.engine.model import StopFlag

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
    assert together == pytest.approx(one_by_one(shipped, TEXTS, after), abs=2e-2)


def test_every_kind_of_graph_can_score_many(case: Case) -> None:
    together = case.model.score_many(TEXTS, StopFlag(), "So ")
    assert together == pytest.approx(one_by_one(case.model, TEXTS, "So "), abs=2e-2)


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

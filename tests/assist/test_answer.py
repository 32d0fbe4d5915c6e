"""Context, model and shape together."""

import math
from collections.abc import Iterator

import pytest

from writer_app.assist.answer import Answerer
from writer_app.assist.messages import Request, RequestKind
from writer_app.engine.model import Limits, Piece, StopFlag
from writer_app.engine.scripted import ScriptedModel, script_of


class Clock:
    """A clock that moves by 10 ms whenever it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 10.0
        return self.now


def ask(before: str, kind: RequestKind = RequestKind.GHOST, n: int = 1) -> Request:
    return Request(1, 7, kind, before, "", 0.3, n=n, is_asked=n > 1)


def test_streamed_answers_end_in_a_final_one_with_times() -> None:
    answerer = Answerer(ScriptedModel(script_of({"It": " was dark now"})), frozenset(), Clock())
    answers = list(answerer.answer(ask("It"), StopFlag()))
    assert [answer.is_final for answer in answers] == [False, False, True]
    assert answers[-1].texts == (" was dark now",)
    assert answers[-1].revision == 7
    assert 0 < answers[-1].timings.first_token_ms < answers[-1].timings.total_ms


def test_prefetch_is_answered_in_one_piece() -> None:
    answerer = Answerer(ScriptedModel(script_of({"It": " was dark"})), frozenset(), Clock())
    answers = list(answerer.answer(ask("It", RequestKind.PREFETCH), StopFlag()))
    assert [answer.is_final for answer in answers] == [True]


def test_silence_is_an_answer_too() -> None:
    answerer = Answerer(ScriptedModel(script_of({})), frozenset(), Clock())
    (answer,) = answerer.answer(ask("It"), StopFlag())
    assert answer.is_final
    assert answer.texts == ()


def test_stopped_request_says_nothing_more() -> None:
    stop = StopFlag()
    answerer = Answerer(ScriptedModel(script_of({"It": " was dark now"})), frozenset(), Clock())
    answers = answerer.answer(ask("It"), stop)
    next(answers)
    stop.raise_flag()
    assert list(answers) == []


def test_answer_cut_by_a_limit_loses_its_last_word() -> None:
    class Cut(ScriptedModel):
        def complete(
            self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
        ) -> Iterator[Piece]:
            text = " dark" + "".join(f" {n}" for n in range(limits.max_tokens))
            yield from ScriptedModel(lambda _p, _s: text).complete(prompt, limits, stop, suffix)

    request = Request(1, 1, RequestKind.GHOST, "It", "", 0.3, max_words=24)
    *_, last = Answerer(Cut(), frozenset(), Clock()).answer(request, StopFlag())
    assert last.texts[0].startswith(" dark")
    assert len(last.texts[0].split()) == 24


def test_alternatives_are_shaped_and_distinct() -> None:
    texts = [" dark night. And", " dark night. But", " cold day"]
    answerer = Answerer(ScriptedModel(lambda _p, _s: texts), frozenset(), Clock())
    (answer,) = answerer.answer(ask("It was a", RequestKind.ALTERNATIVES, 3), StopFlag())
    assert answer.texts == (" dark night.", " cold day")


def test_probability_is_that_of_the_first_word() -> None:
    model = ScriptedModel(script_of({"It": " wonderful day"}), probability=0.9, boundary=0.8)
    *_, last = Answerer(model, frozenset(), Clock()).answer(ask("It"), StopFlag())
    assert last.probabilities[0] == pytest.approx(math.exp(2 * math.log(0.9)) * 0.8)

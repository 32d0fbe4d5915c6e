import math
from collections.abc import Iterator

import pytest

from tests.engine.remote.desk import TEXT, Desk, text_of
from tests.served import ServedModel
from writer_app.deeds import Connection
from writer_app.engine.model import Chat, Limits, Opening, Skill, StopFlag, Turn
from writer_app.engine.remote.reach import GHOST_TOKENS
from writer_app.errors import ModelMissing, RemoteRefused

pytestmark = pytest.mark.loopback


@pytest.fixture
def desk(server: ServedModel) -> Iterator[Desk]:
    desk = Desk(server)
    desk.reach.look()
    yield desk
    desk.model.close()


@pytest.mark.parametrize("form", ["old", "new"])
def test_a_completion_streams_with_its_probabilities(
    server: ServedModel, desk: Desk, form: str
) -> None:
    server.set(form=form)
    pieces = desk.complete()
    assert text_of(pieces) == TEXT
    assert [piece.log_probability for piece in pieces] == [-0.1] * 7
    share = math.exp(-0.1) / (math.exp(-0.1) + math.exp(-3.0))
    assert pieces[1].boundary == pytest.approx(share)


def test_without_probabilities_they_are_unknown_and_said_to_be(server: ServedModel) -> None:
    server.set(form="none")
    desk = Desk(server)
    assert not desk.reach.look().tells_probability
    assert not desk.model.info.tells_probability
    pieces = desk.complete()
    assert text_of(pieces) == TEXT
    assert all(math.isnan(piece.log_probability) for piece in pieces)
    assert "logprobs" not in server.seen()[-1]["body"]
    desk.model.close()


def test_a_typed_space_is_taken_off_the_answer(server: ServedModel, desk: Desk) -> None:
    pieces = desk.complete("They went ")
    assert text_of(pieces) == TEXT[1:]
    assert server.seen()[-1]["body"]["prompt"] == "They went"
    assert pieces[0].log_probability > -0.1  # given the space that was typed


def test_an_answer_that_glues_to_the_word_before_a_typed_space_is_none(
    server: ServedModel, desk: Desk
) -> None:
    server.set(tokens=["ing", " on"])
    assert desk.complete("They went ") == []


def test_a_ghost_ends_with_its_line(server: ServedModel, desk: Desk) -> None:
    server.set(tokens=[" home.", "\n", "Then"])
    assert text_of(desk.complete()) == " home."
    assert server.seen()[-1]["body"]["stop"] == ["\n"]


def test_only_the_window_around_the_caret_is_sent(server: ServedModel, desk: Desk) -> None:
    desk.complete("secret " + "word " * 20_000)
    assert "secret" not in server.texts()
    assert len(server.seen()[-1]["body"]["prompt"]) <= 3 * GHOST_TOKENS


def test_a_cut_answer_tells_so_by_its_tokens(server: ServedModel, desk: Desk) -> None:
    pieces = desk.complete(limits=Limits(max_tokens=3))
    assert text_of(pieces) == " over the hills"
    assert sum(piece.n_tokens for piece in pieces) == 3


def test_bytes_one_by_one_make_the_same_answer(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["drip"])
    assert text_of(desk.complete()) == TEXT


def test_a_question_goes_to_the_chat(server: ServedModel, desk: Desk) -> None:
    assert desk.answer() == TEXT
    request = server.seen()[-1]
    assert request["path"] == "/v1/chat/completions"
    assert [turn["role"] for turn in request["body"]["messages"]] == ["system", "user"]


def test_a_text_to_be_carried_on_goes_to_the_completions(server: ServedModel, desk: Desk) -> None:
    assert desk.answer(Opening("They went")) == TEXT
    assert server.seen()[-1]["path"] == "/v1/completions"


def test_an_answer_that_ended_by_itself_says_so(desk: Desk) -> None:
    asked = Chat((Turn("user", "Where?"),))
    whole = [p for p in desk.model.answer(asked, Limits(200), StopFlag()) if p]
    cut = [p for p in desk.model.answer(asked, Limits(3), StopFlag()) if p]
    assert whole[-1].text == "" and cut[-1].text == " hills"


def test_a_question_gives_way_while_it_waits(server: ServedModel, desk: Desk) -> None:
    server.set(faults=["silent"])
    steps = desk.model.answer(Opening("x"), Limits(), StopFlag())
    assert [next(steps) for _ in range(3)] == [None, None, None]
    assert server.waits_until_asked(3)
    steps.close()  # type: ignore[attr-defined]
    assert server.waits_until_hung_up()


def test_thoughts_are_left_out(server: ServedModel, desk: Desk) -> None:
    server.set(tokens=["<think>", "Hm", ".</think>\n", "\nYes", "."])
    assert desk.answer() == "Yes."


def test_what_only_looks_like_a_thought_stays(server: ServedModel, desk: Desk) -> None:
    server.set(tokens=["<th"])
    assert desk.answer() == "<th"


def test_a_long_question_is_cut_in_its_middle(server: ServedModel, desk: Desk) -> None:
    desk.answer(Chat((Turn("user", "first " + "word " * 9_000 + "last"),)))
    said = server.seen()[-1]["body"]["messages"][0]["content"]
    assert said.startswith("first") and said.endswith("last") and len(said) < 4_000


def test_skills_and_scores_stay_at_home(desk: Desk) -> None:
    with pytest.raises(ModelMissing):
        list(desk.model.answer(Skill("fix", "x"), Limits(), StopFlag()))
    with pytest.raises(ModelMissing):
        desk.model.score("x", StopFlag())


def test_a_server_that_only_chats_carries_no_text_on(server: ServedModel) -> None:
    server.set(form="chat-only")
    desk = Desk(server)
    assert not desk.reach.look().completes
    with pytest.raises(RemoteRefused, match="continues no text"):
        desk.complete()
    assert desk.answer() == TEXT
    desk.model.close()


def test_ideas_are_distinct_however_often_a_server_says_the_same(
    server: ServedModel, desk: Desk
) -> None:
    found = desk.model.alternatives("They went", 3, Limits(), StopFlag())
    assert [answer.text for answer in found] == [TEXT]
    bodies = [request["body"] for request in server.seen()[2:]]
    assert len(bodies) == 9 and len({body.get("seed") for body in bodies}) == 9


def test_every_connection_is_noted_before_it_is_made_without_any_text(desk: Desk) -> None:
    desk.deeds.clear()
    desk.complete("my secret text")
    sent, carried = desk.deeds
    assert isinstance(sent, Connection) and isinstance(carried, Connection)
    assert (sent.host.partition(":")[0], sent.purpose, sent.n) == ("127.0.0.1", "ghost", 1)
    assert sent.n_bytes_sent > 50 and carried.n_bytes_received > 500
    assert "secret" not in repr(desk.deeds)


def test_a_look_sends_no_text_of_the_writers(server: ServedModel, desk: Desk) -> None:
    prompts = [request["body"].get("prompt") for request in server.seen()]
    assert prompts == [None, "It was a bright cold day in"]


def test_no_cookie_is_kept_and_little_said_of_who_asks(server: ServedModel, desk: Desk) -> None:
    desk.complete()
    desk.complete()
    assert not any("Cookie" in request["headers"] for request in server.seen())
    assert server.seen()[-1]["headers"]["User-Agent"] == "foreword"

"""What a draft sends: progress, one text, or a reason."""

from pathlib import Path

import pytest

from tests.assist.instructed import chatting, skilled
from tests.assist.tasks import messages_of
from writer_app.assist.drafting.task import EMPTY_PAGE, INSIDE_WORD, OTHER_LANGUAGE, draft_task
from writer_app.assist.drafting.wish import DraftWish
from writer_app.assist.drafting.writer import NOT_TAKEN_UP
from writer_app.assist.messages import DraftProgress, DraftReady
from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.model import Opening, Question, StopFlag
from writer_app.engine.scripted import ScriptedModel
from writer_app.errors import ModelMissing

BEFORE = "It was a"
SEA = "The sea was wild in the storm. The ship did not come home."


def carrying_on(*texts: str) -> ScriptedModel:
    """Make a base model that carries on with one of these, as the seed chooses."""

    def reply(question: Question) -> tuple[str, ...]:
        assert isinstance(question, Opening)
        return texts

    return ScriptedModel(lambda _prompt, _suffix: "", replies=reply)


def drafted(wish: DraftWish, model: ScriptedModel, *blocked: str) -> DraftReady:
    """Give the last message, having looked at those before it."""
    *progress, ready = messages_of(draft_task(3, wish, frozenset(blocked)), model)
    assert all(isinstance(one, DraftProgress) for one in progress)
    assert isinstance(ready, DraftReady)
    return ready


def test_a_draft_streams_whole_words_and_ends_with_the_whole() -> None:
    text = " dark night. The rain fell."
    *progress, ready = messages_of(draft_task(3, DraftWish(BEFORE)), carrying_on(text))
    texts = [one.text for one in progress]
    assert texts[:2] == [" dark", " dark night."]
    assert all(text.startswith(one) for one in texts)
    assert ready == DraftReady(3, text, ready.n_tokens)


def test_a_space_before_the_caret_is_not_said_twice() -> None:
    assert drafted(DraftWish("It was a "), carrying_on(" dark night.")).text == "dark night."


def test_a_half_typed_word_is_made_whole() -> None:
    model = ScriptedModel(
        lambda prompt, _: "ther" if prompt.endswith("wea") else "",
        replies=lambda question: " was bad." if question.text.endswith("weather") else "",  # type: ignore[union-attr]
    )
    assert drafted(DraftWish("The wea"), model).text == "ther was bad."


def test_a_draft_ends_at_the_end_of_a_sentence() -> None:
    model = carrying_on(" dark night. The rain fell on the old house and the garden.")
    assert drafted(DraftWish(BEFORE, max_tokens=8), model).text == " dark night."


def test_a_sentence_of_the_text_around_ends_the_draft() -> None:
    wish = DraftWish("The old man went slowly home. It was a", "\nThe rain fell on the old house.")
    for copied in ("The old man went slowly home.", "The rain fell on the old house."):
        assert drafted(wish, carrying_on(f" dark night. {copied} More.")).text == " dark night."


def test_a_loop_ends_the_draft() -> None:
    model = carrying_on(" dark night. And the sea and the sea and the sea and the sea rose.")
    assert drafted(DraftWish(BEFORE), model).text == " dark night."


def test_a_blocked_word_ends_the_draft_before_its_sentence() -> None:
    model = carrying_on(" dark night. The darn rain fell.")
    assert drafted(DraftWish(BEFORE), model, "darn").text == " dark night."


def test_a_draft_of_nothing_is_tried_once_more_then_said() -> None:
    ready = drafted(DraftWish(BEFORE, seed=1), carrying_on(" dark night.", " darn."), "darn")
    assert ready.text == " dark night."
    ready = drafted(DraftWish(BEFORE), carrying_on(" darn."), "darn")
    assert (ready.text, "nothing worth" in ready.refusal) == ("", True)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (DraftWish(""), EMPTY_PAGE),
        (DraftWish(" \n"), EMPTY_PAGE),
        (DraftWish("It was gre", "at."), INSIDE_WORD),
        (DraftWish("\u6211\u4eec\u559c\u6b22\u5199\u4f5c\u3002"), OTHER_LANGUAGE),
    ],
)
def test_where_nothing_can_be_carried_on_it_is_said(wish: DraftWish, refusal: str) -> None:
    assert drafted(wish, carrying_on(" dark night.")) == DraftReady(3, "", 0, refusal)


@pytest.mark.parametrize(
    "wish",
    [DraftWish(keywords=("sea", "storm")), DraftWish(brief="A storm."), DraftWish(outline=("a",))],
)
def test_what_a_base_model_cannot_follow_names_the_catalogue(wish: DraftWish) -> None:
    with pytest.raises(ModelMissing, match="catalogue"):
        messages_of(draft_task(3, wish), ScriptedModel())


def test_keywords_go_to_the_taught_skill_as_it_was_taught() -> None:
    asked: list[str] = []

    def say(text: str) -> str:
        asked.append(text)
        return SEA

    wish = DraftWish("It was late.", keywords=("sea", "storms", "home"))
    assert drafted(wish, skilled(say, "draft")).text == f"\n\n{SEA}"
    assert asked == ["sea, storms, home"]


def test_each_point_of_an_outline_is_a_passage_of_its_own() -> None:
    model = skilled(lambda heading: f"{heading} was wild.", "draft")
    ready = drafted(DraftWish(outline=("The sea", "The night")), model)
    assert ready.text == "The sea was wild.\n\nThe night was wild."


def test_a_long_brief_is_more_than_the_skill_was_taught() -> None:
    wish = DraftWish(brief="Tell how the old man came home and what he said to his wife.")
    with pytest.raises(ModelMissing, match="instruct"):
        messages_of(draft_task(3, wish), skilled(str, "draft"))


def test_keywords_that_are_not_taken_up_are_no_draft() -> None:
    wish = DraftWish(keywords=("bread", "oven", "flour"))
    ready = drafted(wish, skilled(lambda _: SEA, "draft"))
    assert ready == DraftReady(3, "", ready.n_tokens, NOT_TAKEN_UP)


def test_a_passage_that_is_not_about_its_heading_is_no_draft() -> None:
    wish = DraftWish(outline=("The history of tea", "The sea"))
    ready = drafted(wish, skilled(lambda _: SEA, "draft"))
    assert ready.refusal == NOT_TAKEN_UP


def test_an_instruct_model_follows_a_brief_and_its_talk_is_cleaned_away() -> None:
    model = chatting(lambda _: f"Sure! Here is the passage:\n\n{SEA}\n\nI hope this helps!")
    assert drafted(DraftWish(brief="Tell of a ship."), model).text == SEA


def test_an_instruct_model_that_will_not_is_refused() -> None:
    ready = drafted(DraftWish(brief="Tell."), chatting(lambda _: "I'm sorry, but I cannot."))
    assert "would not do it" in ready.refusal


def test_a_stopped_draft_sends_no_answer() -> None:
    stop, sent = StopFlag(), []
    for message in draft_task(3, DraftWish(BEFORE))(carrying_on(" dark night. Rain."), stop):
        if message is not None:
            sent.append(message)
            stop.raise_flag()
    assert all(isinstance(one, DraftProgress) for one in sent)


@pytest.fixture(scope="module")
def shipped() -> Gpt:
    return open_model(Path(__file__).resolve().parents[3] / "models" / "default")


def test_the_model_in_the_box_carries_on_in_whole_sentences(shipped: Gpt) -> None:
    before = "The old man walked down to the harbour and looked at the boats. "
    wish = DraftWish(before, max_tokens=100, seed=3)
    *progress, ready = messages_of(draft_task(3, wish), shipped.fork())
    assert ready.refusal == ""
    assert not ready.text.startswith(" ")
    assert ready.text[-1] in '.!?\u201d"'
    assert len(progress) > 20
    again = messages_of(draft_task(3, wish), shipped.fork())[-1]
    assert again.text == ready.text
    other = messages_of(draft_task(3, DraftWish(before, max_tokens=100, seed=4)), shipped.fork())
    assert other[-1].text != ready.text

"""What a rewriting sends: progress, one answer, or a reason."""

import pytest

from tests.assist.fix.lexicon import RESOURCES, liking
from tests.assist.instructed import chatting, skilled
from tests.assist.tasks import messages_of
from writer_app.assist.fix.revision import apply_edits
from writer_app.assist.messages import Rewrite, RewriteProgress, RewriteReady
from writer_app.assist.rewriting.task import rewrite_task
from writer_app.assist.rewriting.wish import RewriteWish, Style
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.engine.model import StopFlag
from writer_app.engine.scripted import ScriptedModel
from writer_app.errors import ModelMissing


def read_resource(name: str) -> str:
    return (RESOURCES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop(frozenset({"darn"}), read_resource)


def test_fix_tells_each_corrected_sentence_before_the_whole(workshop: Workshop) -> None:
    text = "I dont know. He was here. We like it alot."
    *progress, ready = messages_of(
        rewrite_task(4, RewriteWish(text, Style.FIX), workshop), liking()
    )
    assert isinstance(ready, RewriteReady)
    (rewrite,) = ready.rewrites
    assert rewrite.text == "I don't know. He was here. We like it a lot."
    assert apply_edits(text, rewrite.edits) == rewrite.text
    assert "I don't know. " in [one.text for one in progress]
    assert all(isinstance(one, RewriteProgress) and one.request_id == 4 for one in progress)


def test_fix_tells_its_certain_edits_while_it_goes_on(workshop: Workshop) -> None:
    text = "I dont know. He was here. We like it alot."
    task = rewrite_task(4, RewriteWish(text, Style.FIX), workshop)
    *progress, ready = messages_of(task, liking())
    first = next(one for one in progress if one.edits)
    assert first.edits == ready.rewrites[0].edits[:1]
    assert first.edits[0].end <= first.reached < len(text)


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_nothing_to_rewrite_is_said(text: str, workshop: Workshop) -> None:
    (ready,) = messages_of(rewrite_task(1, RewriteWish(text, Style.FIX), workshop), liking())
    assert ready.rewrites == ()
    assert "nothing to rewrite" in ready.refusal


def test_what_the_model_cannot_do_names_the_catalogue(workshop: Workshop) -> None:
    task = rewrite_task(1, RewriteWish("It was late.", Style.FORMAL), workshop)
    with pytest.raises(ModelMissing, match="catalogue"):
        messages_of(task, ScriptedModel())


LATE = "It was very late, and the old man went slowly home through the rain."
SHORTER = "It was late, and the old man went home through the rain."


def rewritten(wish: RewriteWish, model: ScriptedModel, workshop: Workshop) -> RewriteReady:
    """Give the last message, having looked at all of them."""
    *progress, ready = messages_of(rewrite_task(1, wish, workshop), model)
    assert isinstance(ready, RewriteReady)
    shares = [one.share for one in progress]
    assert shares == sorted(shares)
    for rewrite in ready.rewrites:
        assert apply_edits(wish.text, rewrite.edits) == rewrite.text
        assert all(edit.reason for edit in rewrite.edits)
    return ready


def test_a_taught_skill_goes_sentence_by_sentence(workshop: Workshop) -> None:
    asked: list[str] = []

    def say(text: str) -> str:
        asked.append(text)
        return text.replace("very ", "").replace("slowly ", "")

    text = f"{LATE} {LATE}\n\n- {LATE}\n"
    ready = rewritten(RewriteWish(text, Style.SHORTEN), skilled(say, "shorten"), workshop)
    assert asked == [LATE] * 3
    assert ready.rewrites[0].text == f"{SHORTER} {SHORTER}\n\n- {SHORTER}\n"


def test_an_answer_is_cleaned_before_it_is_compared(workshop: Workshop) -> None:
    model = chatting(
        lambda _: f'Sure! Here is the shorter version:\n\n"{SHORTER}"\n\nI hope this helps!'
    )
    ready = rewritten(RewriteWish(LATE, Style.SHORTEN), model, workshop)
    assert [one.text for one in ready.rewrites] == [SHORTER]


def test_progress_holds_cleaned_text_that_grows(workshop: Workshop) -> None:
    model = chatting(lambda _: f"Certainly! Here is the rewritten text: {SHORTER}")
    task = rewrite_task(1, RewriteWish(LATE, Style.SHORTEN), workshop)
    texts = [one.text for one in messages_of(task, model)[:-1]]
    assert len(texts) > 1
    assert all(SHORTER.startswith(text) for text in texts)


def test_three_variants_are_all_different(workshop: Workshop) -> None:
    says = [LATE.replace("old", word) for word in ("aged", "aged", "weary", "grey")]
    ready = rewritten(RewriteWish(LATE, Style.REPHRASE, n=3), chatting(lambda _: says), workshop)
    assert [one.text for one in ready.rewrites] == [says[0], says[2]]


def test_a_refused_answer_gets_one_more_try(workshop: Workshop) -> None:
    says = ["I'm sorry, I can't.", SHORTER]
    ready = rewritten(RewriteWish(LATE, Style.SHORTEN), chatting(lambda _: says), workshop)
    assert ready.rewrites[0].text == SHORTER


def test_an_answer_that_is_none_is_refused_with_the_reason(workshop: Workshop) -> None:
    model = chatting(lambda _: "I'm sorry, but I cannot do that.")
    ready = rewritten(RewriteWish(LATE, Style.FORMAL), model, workshop)
    assert ready.rewrites == ()
    assert "would not do it" in ready.refusal


def test_a_passage_that_is_refused_stays_and_is_told(workshop: Workshop) -> None:
    def say(text: str) -> str:
        return "As an AI, I cannot." if "rain" in text else text.replace("sun", "bright sun")

    text = f"{LATE}\n\nThe next day the sun shone on the wet roofs of the town."
    ready = rewritten(RewriteWish(text, Style.EXPAND), chatting(say), workshop)
    assert ready.rewrites[0].text == text.replace("sun", "bright sun")
    assert ready.note == "1 of 2 passages stayed as they were."


def test_an_answer_equal_to_the_text_changes_nothing(workshop: Workshop) -> None:
    ready = rewritten(RewriteWish(LATE, Style.FORMAL), chatting(lambda text: text), workshop)
    assert ready == RewriteReady(1, (Rewrite(LATE, ()),))


def test_a_free_instruction_gets_the_whole_text_with_its_marks(workshop: Workshop) -> None:
    heard: list[str] = []

    def say(text: str) -> str:
        heard.append(text)
        return "- Rain.\n- Home."

    wish = RewriteWish(f"\n## Night\n\n{LATE}\n", None, instruction="Make it a list.")
    ready = rewritten(wish, chatting(say), workshop)
    assert heard[0].endswith(f"## Night\n\n{LATE}")
    assert ready.rewrites[0].text == "\n- Rain.\n- Home.\n"


@pytest.mark.parametrize(
    "text",
    ["```\ncode = 1\n```\n", "---\ntitle: x\n---\n", "\U0001f600 \U0001f600", "| a |\n|---|\n"],
)  # fmt: skip
def test_without_prose_nothing_is_asked(text: str, workshop: Workshop) -> None:
    def say(_: str) -> str:
        raise AssertionError("asked")

    ready = rewritten(RewriteWish(text, Style.FORMAL), chatting(say), workshop)
    assert "no prose" in ready.refusal


@pytest.mark.parametrize(
    "text",
    [
        "house",
        "old house",
        "\u4f60\u597d\u4e16\u754c\u3002",
        "na\u00efve \u4f60\u597d \u0434\u043e\u043c",
    ],
)
def test_a_word_or_two_of_any_script_are_answered(text: str, workshop: Workshop) -> None:
    ready = rewritten(
        RewriteWish(text, Style.REPHRASE), chatting(lambda said: f"{said}."), workshop
    )
    assert ready.rewrites[0].text.startswith(text[:-1])


def test_a_heading_alone_is_rewritten_but_not_before_prose(workshop: Workshop) -> None:
    model = chatting(lambda text: text.replace("old", "ancient"))
    alone = rewritten(RewriteWish("# The old house\n", Style.REPHRASE), model, workshop)
    assert alone.rewrites[0].text == "# The ancient house\n"
    text = "# The old house\n\nHe saw the old house on the hill.\n"
    both = rewritten(RewriteWish(text, Style.REPHRASE), model, workshop)
    assert both.rewrites[0].text.startswith("# The old house\n\nHe saw the ancient")


def test_a_long_text_is_asked_in_passages_that_fit_the_window(workshop: Workshop) -> None:
    longest = 0

    def say(text: str) -> str:
        nonlocal longest
        longest = max(longest, len(text))
        return text.replace("very ", "")

    text = " ".join([LATE] * 200)
    ready = rewritten(RewriteWish(text, Style.SHORTEN), chatting(say, 400), workshop)
    assert ready.rewrites[0].text == text.replace("very ", "")
    assert longest < 700


def test_what_is_far_too_long_is_refused_at_once(workshop: Workshop) -> None:
    ready = rewritten(RewriteWish("It was. " * 700_000, Style.FORMAL), chatting(str), workshop)
    assert "too much" in ready.refusal


def test_a_stopped_rewriting_sends_no_answer(workshop: Workshop) -> None:
    stop = StopFlag()
    sent = []
    task = rewrite_task(1, RewriteWish(LATE, Style.SHORTEN), workshop)
    for message in task(chatting(lambda _: SHORTER), stop):
        if message is not None:
            sent.append(message)
            stop.raise_flag()
    assert all(isinstance(one, RewriteProgress) for one in sent)


def test_translation_needs_a_model_that_lists_the_language(workshop: Workshop) -> None:
    task = rewrite_task(1, RewriteWish(LATE, Style.TRANSLATE, language="fr"), workshop)
    with pytest.raises(ModelMissing, match="does not list this language"):
        messages_of(task, chatting(str))
    french = (
        "Il \u00e9tait tr\u00e8s tard, et le vieil homme est rentr\u00e9 chez lui sous la pluie."
    )
    model = chatting(lambda _: french, languages=("en", "fr"))
    ready = rewritten(RewriteWish(LATE, Style.TRANSLATE, language="fr"), model, workshop)
    assert ready.rewrites[0].text == french

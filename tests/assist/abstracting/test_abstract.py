"""A summary in a model's words is bounded, cleaned, judged and tied to the text."""

import pytest

from tests.assist.instructed import chatting
from tests.assist.tasks import messages_of
from tests.assist.test_summarize import TEXT, novel
from writer_app.assist.abstracting.parts import MOST_PARTS, parts_of
from writer_app.assist.messages import SummaryProgress, SummaryReady
from writer_app.assist.summarize import Length, Summary, summarize_now
from writer_app.assist.summary_task import summary_task
from writer_app.engine.model import StopFlag
from writer_app.engine.scripted import ScriptedModel


def first_sentences(text: str) -> str:
    """Summarise as a very plain model would: by how the material begins."""
    return ". ".join(text.split(". ")[:2]).rstrip(".") + "."


def summarized(text: str, model: ScriptedModel, *, is_points: bool = False) -> Summary:
    task = summary_task(5, text, Length.SHORT, is_points=is_points, blocklist=frozenset({"darn"}))
    *progress, ready = messages_of(task, model)
    assert isinstance(ready, SummaryReady)
    shares = [one.share for one in progress]
    assert shares == sorted(shares)
    return ready.summary


def test_the_models_words_are_tied_to_the_text() -> None:
    found = summarized(TEXT, chatting(first_sentences))
    assert (found.method, found.model) == ("abstractive", "scripted")
    assert " ".join(one.text for one in found.sentences) == found.text
    assert all(one.sources for one in found.sentences)
    for one in found.sentences:
        assert all(0 <= start < end <= len(TEXT) for start, end in one.sources)


def test_what_is_invented_is_marked_by_having_no_source() -> None:
    def say(text: str) -> str:
        return f"{first_sentences(text)} A dragon from Lisbon ate seventeen bishops."

    found = summarized(TEXT, chatting(say))
    assert found.sentences[-1].sources == ()


def test_a_novel_takes_a_bounded_number_of_questions() -> None:
    asked: list[int] = []

    def say(text: str) -> str:
        asked.append(len(text))
        return first_sentences(text)

    found = summarized(novel(16), chatting(say, context_tokens=1_024))
    assert found.method == "abstractive"
    assert 4 < len(asked) <= 2 * MOST_PARTS
    assert max(asked) < 6_500


def test_parts_hold_the_whole_text_or_its_best_sentences() -> None:
    text = novel(8)
    parts = [part for part in parts_of(text, 900) if part]
    assert len(parts) <= MOST_PARTS + 1
    assert all(len(part) <= 900 for part in parts)
    assert all(
        sentence in " ".join(text.split()) for part in parts for sentence in part.split(". ")[:1]
    )


def test_key_points_are_lines_and_each_has_its_sources() -> None:
    def say(text: str) -> str:
        sentences = first_sentences(text).split(". ")
        return "Here are the key points:\n" + "\n".join(f"- {one}" for one in sentences)

    found = summarized(TEXT, chatting(say), is_points=True)
    assert found.text.splitlines() == [f"- {one.text}" for one in found.sentences]
    assert len(found.sentences) == 2


@pytest.mark.parametrize(
    "answer",
    ["I'm sorry, but I cannot.", "", "A darn ferry.", "And so it goes on and on. " * 9,
     "Il pleut et nous ne sommes pas dans la rue avec les autres parce que c'est la nuit."],
)  # fmt: skip
def test_an_answer_that_is_no_summary_gives_way_to_the_texts_own_sentences(answer: str) -> None:
    assert summarized(TEXT, chatting(lambda _: answer)) == summarize_now(TEXT, Length.SHORT)


def test_a_window_too_short_gives_way_too() -> None:
    found = summarized(TEXT, chatting(first_sentences, context_tokens=128))
    assert found.method == "extractive"


def test_a_language_the_model_does_not_list_gives_way_too() -> None:
    text = "\u4ed6\u8d70\u8fdb\u4e86\u623f\u95f4\u3002" * 40
    assert summarized(text, chatting(first_sentences)).method == "extractive"


def test_a_base_model_chooses_the_texts_own_sentences() -> None:
    assert summarized(TEXT, ScriptedModel()) == summarize_now(TEXT, Length.SHORT)


def test_the_summary_streams() -> None:
    task = summary_task(5, TEXT, Length.SHORT)
    texts = [m.text for m in messages_of(task, chatting(first_sentences))
             if isinstance(m, SummaryProgress) and m.text]  # fmt: skip
    assert len(texts) > 2


def test_a_stopped_summary_sends_no_answer() -> None:
    stop, sent = StopFlag(), []
    for message in summary_task(5, novel(4))(chatting(first_sentences), stop):
        if message is not None:
            sent.append(message)
            stop.raise_flag()
    assert all(isinstance(one, SummaryProgress) for one in sent)

"""Summaries in a text's own sentences, each with its place."""

import re
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.assist.summarize import Length, Summary, budget_words, summarize, summarize_now

TOPICS = ("river", "harbour", "library", "garden", "railway", "mountain")
TEXT = "\n\n".join(
    f"The {topic} of the old town is known to all. People of the town have used the {topic} for "
    f"a hundred years. On the first day of May, {number} visitors came to see the {topic} and "
    f"the old town. “I have never seen such a {topic},” said Mr. Poe. Was it so? They went home."
    for number, topic in enumerate(TOPICS, start=3)
)
ODD = st.text(st.sampled_from("ab C.!?\"“”'*_#>-|`\n\r\t\u2029\ufeff。我们😀 1="))
LENGTHS = st.sampled_from(list(Length))


def novel(n_chapters: int, n_pages: int = 20) -> str:
    """Give chapters of six paragraphs a page, each with its own town."""
    return "\n\n".join(_pages(n_chapters, n_pages))


def _pages(n_chapters: int, n_pages: int) -> Iterator[str]:
    for chapter in range(n_chapters):
        yield f"# Chapter {chapter}"
        own = re.sub(r"\b([a-z])[a-z]{3,}\b", rf"\1{chr(ord('a') + chapter)}", TEXT)
        for page in range(n_pages):
            yield own.replace("the", f"the {page}", 1)


def check(text: str, summary: Summary) -> None:
    """Check that every sentence stands in the text where it is said to."""
    last = 0
    for one in summary.sentences:
        ((start, end),) = one.sources
        assert text[start:end] == one.text != ""
        assert start >= last
        last = end


@given(ODD, LENGTHS, st.booleans())
def test_every_sentence_is_a_slice_of_the_text_in_order(
    text: str, length: Length, is_points: bool
) -> None:
    check(text, summarize_now(text, length, is_points=is_points))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(TEXT.split("\n\n")), min_size=1, max_size=400), LENGTHS)
def test_long_texts_keep_their_places(paragraphs: list[str], length: Length) -> None:
    text = "\n\n".join(paragraphs)
    summary = summarize_now(text, length)
    check(text, summary)
    assert len({one.text for one in summary.sentences}) == len(summary.sentences)


def test_a_longer_summary_says_more() -> None:
    words = [len(summarize_now(TEXT * 3, length).text.split()) for length in Length]
    assert words == sorted(set(words))


@pytest.mark.parametrize("length", Length)
def test_a_summary_is_about_as_long_as_asked_for(length: Length) -> None:
    n_words = len(summarize_now(TEXT, length).text.split())
    wanted = budget_words(len(TEXT.split()), length)
    assert 0.6 * wanted <= n_words <= 1.2 * wanted


def test_talk_and_questions_are_not_chosen_when_there_is_more_to_say() -> None:
    text = summarize_now(TEXT, Length.SHORT).text
    assert "“" not in text
    assert "?" not in text


def test_points_stand_one_a_line() -> None:
    summary = summarize_now(TEXT, is_points=True)
    lines = [f"- {one.text}" for one in summary.sentences]
    assert len(lines) > 1
    assert summary.text == "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello", "Hello"),
        ("It rained all day.", "It rained all day."),
        ("no stop at all", "no stop at all"),
        ("\ufeffIt rained.", "It rained."),
        ("# Rain\n\n## More rain\n", "Rain"),
        ("今天下雨。", "今天下雨。"),
        ("It rained 😀.", "It rained 😀."),
    ],
)
def test_a_tiny_text_is_its_own_summary(text: str, said: str) -> None:
    assert summarize_now(text, Length.SHORT).text == said


@pytest.mark.parametrize(
    "text", ["", " \n", "```\nIt is code.\n```", "---\ntitle: x\n---\n", "|a|b|\n|-|-|\n"]
)
def test_a_text_without_prose_has_no_summary(text: str) -> None:
    assert summarize_now(text) == Summary("", (), Length.MEDIUM, False)


def test_wrapped_lines_are_joined_in_the_text_and_kept_in_the_sentence() -> None:
    text = "It was a dark and stormy night and all the\nhouses of the town were shut."
    summary = summarize_now(text)
    assert summary.text == text.replace("\n", " ")
    assert summary.sentences[0].text == text


def test_chinese_sentences_are_joined_without_spaces() -> None:
    text = "北京是中国的首都，历史悠久。他说：“我喜欢这个城市的公园。”北京的大学很多，学生也很多。"
    summary = summarize_now(text, Length.LONG)
    assert " " not in summary.text
    check(text, summary)


def test_mixed_scripts_are_cut_each_in_its_way() -> None:
    text = "She came home late. 他今天走了。Она пришла домой. " * 4
    check(text, summarize_now(text, Length.LONG))


def test_every_part_of_a_long_text_is_heard() -> None:
    text = novel(4)
    chapters = {
        text.rfind("# Chapter", 0, one.sources[0][0]) for one in summarize_now(text).sentences
    }
    assert len(chapters) == 4


def test_progress_never_falls_and_ends_at_one() -> None:
    shares = list(summarize(novel(1)))
    assert shares == sorted(shares)
    assert (shares[0] > 0, shares[-1]) == (True, 1.0)


@pytest.mark.parametrize(
    "text",
    [TEXT * 400, "x" * 1_000_000, "\n" * 300_000, "```\n" + "x = 1\n" * 100_000, "word " * 200_000],
    ids=["prose", "one word", "blank", "code", "no stop"],
)
def test_a_long_text_is_read_in_short_steps(text: str) -> None:
    shares = [0.0, *summarize(text)]
    steps = [after - before for before, after in pairwise(shares)]
    read = [step for step, share in zip(steps, shares, strict=False) if share < 0.88]
    assert max(read) * len(text) < 50_000


def test_memory_does_not_grow_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writer_app.assist.summarize._MOST_CANDIDATES", 60)
    peaks = []
    for n_chapters in (2, 10):
        text = novel(n_chapters)
        tracemalloc.start()
        summarize_now(text)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def test_a_summary_left_half_way_gives_nothing() -> None:
    steps = summarize(novel(1))
    assert next(steps) < 0.1
    steps.close()
    assert list(steps) == []


@pytest.mark.slow
def test_five_megabytes_are_summarized() -> None:
    text = novel(16, 300)[:5_000_000]
    assert len(text) == 5_000_000
    check(text, summarize_now(text, Length.LONG))


def test_no_step_reads_more_than_a_page() -> None:
    text = novel(8)
    read = [share / 0.9 * len(text) for share in summarize(text) if share <= 0.9]
    assert max(after - before for before, after in pairwise([0.0, *read])) <= 4_000

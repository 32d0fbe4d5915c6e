"""Of an answer only the answer stays."""

import pytest

from writer_app.assist.cleaning import Asked, clean, settled, whole_sentences

TEXT = "It was raining, and we could not go out."
GOOD = "It rained, so we stayed in."
ORDERS = "Rewrite the text so that it is shorter. Keep its meaning. Answer with the text alone."


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        f"  {GOOD}\n",
        f"Sure, here is a shorter version:\n\n{GOOD}",
        f"Sure! {GOOD}",
        f"Sure! Here it is:\n\n{GOOD}",
        f"Here you go:\n{GOOD}",
        f"Certainly! Here's the rewritten text: {GOOD}",
        f"Of course. I've shortened the sentence for you:\n{GOOD}",
        f"Here is the text, rewritten to be shorter:\n\n{GOOD}",
        f"Rewritten text: {GOOD}",
        f"**Shortened version:**\n\n{GOOD}",
        f"**Shorter:** {GOOD}",
        f"The revised paragraph:\n{GOOD}",
        f'"{GOOD}"',
        f"\u201c{GOOD}\u201d",
        f"```\n{GOOD}\n```",
        f"```markdown\n{GOOD}\n```",
        f"{GOOD}\n\nNote: I removed a few words.",
        f"{GOOD}\n\n(Note: the meaning was kept.)",
        f"{GOOD}\n\nI hope this helps! Let me know if you want more.",
        f"{GOOD}\n\nLet me know if you'd like another.",
        f"{GOOD}\n\n**Changes made:**\n- shorter",
        f"{GOOD}\n\nThis version keeps the meaning.",
        f"{GOOD}\nUser: Thanks",
        f"{GOOD}\n\n### Instruction:\nRewrite",
        f"<think>\nThe user wants it short.\n</think>\n\n{GOOD}",
        f"Rewrite the text so that it is shorter. Keep its meaning. {GOOD}",
        f'Sure! Here is the text:\n\n"{GOOD}"\n\nI hope this helps.',
    ],
)
def test_talk_about_the_answer_goes(answer: str) -> None:
    assert clean(answer, Asked(TEXT, ORDERS), is_whole=True) == GOOD


@pytest.mark.parametrize(
    "answer",
    [
        "Yes, he said, it rained. We stayed in.",
        "Sure enough, it rained.",
        "Of course he knew it: the rain.",
        "Here is the house: we stay in.",
        "Here you are, she said, and gave him the key.",
        "OK was all he said.",
        "I have seen the list: milk, rain, bread.",
        "This is the rain. This is the house.",
        "The text of the law is long.",
        '"It rained," she said. "We stay in."',
        "A summary of rain fell.",
    ],
)
def test_sentences_that_only_begin_like_talk_stay(answer: str) -> None:
    assert clean(answer, Asked(TEXT, ORDERS), is_whole=True) == answer


def test_what_the_text_does_itself_stays() -> None:
    quoted = '"It was late."'
    assert clean(quoted, Asked('"Late."'), is_whole=True) == quoted
    fenced = "```\nx\n```"
    assert clean(fenced, Asked("```\ny\n```", may_part=True), is_whole=True) == fenced
    labelled = "Summary: it rained."
    assert clean(labelled, Asked("Summary: rain fell."), is_whole=True) == labelled


def test_a_sentence_that_was_cut_off_goes() -> None:
    answer = "It rained. We stayed in the ho"
    assert clean(answer, Asked(TEXT), is_whole=False) == "It rained."
    assert clean("It rained and we", Asked(TEXT), is_whole=False) == ""
    assert (
        whole_sentences("It rained. He said \u201cno.\u201d")
        == "It rained. He said \u201cno.\u201d"
    )


def test_one_paragraph_stays_one() -> None:
    assert clean("One.\n\nTwo.", Asked(TEXT), is_whole=True) == "One. Two."
    assert clean("One.\n\nTwo.", Asked(TEXT, may_part=True), is_whole=True) == "One.\n\nTwo."


def test_while_it_grows_nothing_is_shown_that_may_be_talk() -> None:
    whole = f"Sure, here is a shorter version:\n\n{GOOD}"
    shown = [settled(whole[:n], Asked(TEXT)) for n in range(len(whole) + 1)]
    assert all(GOOD.startswith(text) for text in shown)
    assert shown[-1] == "It rained, so we stayed"
    assert [len(text) for text in shown] == sorted(len(text) for text in shown)


def test_a_quote_that_opens_the_answer_is_held_back_while_it_grows() -> None:
    assert settled('"It rained, so', Asked(TEXT)) == "It rained,"

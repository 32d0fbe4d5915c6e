"""What is no rewriting is refused, with the reason."""

import pytest

from writer_app.assist.decency import Decency
from writer_app.assist.rewriting import judge
from writer_app.assist.rewriting.judge import Case, is_looping, why_refused
from writer_app.assist.rewriting.wish import Style

TEXT = (
    "The committee decided on Monday that the old bridge over the river will be closed for "
    "repairs until the spring of 1999, because its stones have become loose."
)
SHORT = "The committee will close the old river bridge for repairs until spring 1999."
FORMAL = (
    "On Monday the committee resolved to close the old bridge across the river for repairs "
    "until the spring of 1999, its stones having become loose."
)
FRENCH = (
    "Le comité a décidé lundi que le vieux pont sur la rivière sera fermé pour des travaux "
    "jusqu'au printemps 1999, parce que ses pierres ne tiennent plus."
)
CATS = (
    "Cats and dogs often sleep under warm blankets, and they dream about food, birds, green "
    "grass, summer and long walks with somebody who loves them very much."
)
DECENCY = Decency(frozenset({"darn"}))


@pytest.mark.parametrize(
    ("style", "answer"),
    [(Style.SHORTEN, SHORT), (Style.FORMAL, FORMAL), (Style.EXPAND, f"{TEXT} It may even fall."),
     (Style.TRANSLATE, FRENCH), (Style.REPHRASE, FORMAL), (None, "Ahoy! The bridge be shut.")],
)  # fmt: skip
def test_a_rewriting_passes(style: Style | None, answer: str) -> None:
    assert why_refused(answer, Case(TEXT, style, "fr"), DECENCY) == ""


@pytest.mark.parametrize(
    ("style", "answer", "reason"),
    [
        (Style.FORMAL, "", judge.NOTHING),
        (Style.FORMAL, "I'm sorry, but I can't help with that.", judge.REFUSED),
        (Style.FORMAL, "As an AI language model I have no bridge.", judge.REFUSED),
        (Style.FORMAL, FORMAL.replace("old", "darn"), judge.INDECENT),
        (Style.FORMAL, "The old bridge over the river. " * 6, judge.LOOPS),
        (Style.FORMAL, "The bridge.", judge.OTHER_LENGTH),
        (Style.FORMAL, FORMAL.replace("1999", "2001"), judge.OTHER_NUMBERS),
        (Style.FORMAL, FRENCH, judge.OTHER_LANGUAGE),
        (Style.TRANSLATE, FORMAL, judge.OTHER_LANGUAGE),
        (Style.REPHRASE, CATS, judge.OTHER_TEXT),
        (Style.SHORTEN, TEXT + " Indeed.", judge.NOT_SHORTER),
        (Style.SHORTEN, SHORT.replace("will", "will not"), judge.OTHER_SENSE),
        (Style.EXPAND, f"{TEXT} The old bridge over the river will be closed.", judge.LOOPS),
        (Style.EXPAND, SHORT, judge.NOT_LONGER),
    ],
)
def test_what_is_none_is_refused_with_its_reason(style: Style, answer: str, reason: str) -> None:
    assert why_refused(answer, Case(TEXT, style, "fr"), DECENCY) == reason


def test_a_word_that_stands_in_the_document_is_the_writers_own() -> None:
    answer = FORMAL.replace("old", "darn")
    assert why_refused(answer, Case(TEXT, Style.FORMAL, around="Darn it."), DECENCY) == ""


def test_a_lost_link_is_refused() -> None:
    case = Case("As [we said](http://a.b) the old bridge will be closed soon.", Style.FORMAL)
    answer = "As we said, the old bridge will be closed soon."
    assert why_refused(answer, case, DECENCY) == judge.LOST_MARKS


def test_words_said_again_as_in_the_text_are_no_loop() -> None:
    refrain = "And the sea went on and on. " * 4
    assert is_looping(refrain)
    assert not is_looping(refrain, refrain)


def test_numbers_may_be_written_out_or_grouped_otherwise() -> None:
    case = Case("We saw seven boats and 1,200 birds on that day near the coast.", Style.REPHRASE)
    answer = "On that day near the coast we saw 7 boats and 1.200 birds."
    assert why_refused(answer, case, DECENCY) == ""


def test_a_no_that_went_is_refused() -> None:
    case = Case("She did not like the old house on the hill by the sea.", Style.FORMAL)
    answer = "She was fond of the old house on the hill by the sea."
    assert why_refused(answer, case, DECENCY) == judge.OTHER_SENSE
    kept = "She didn\u2019t care for the old house on the hill by the sea."
    assert why_refused(kept, case, DECENCY) == ""


def test_a_taught_skill_may_leave_words_out_but_bring_none_in() -> None:
    case = Case(
        "She opened the very old letter slowly at the table.", Style.SHORTEN, is_strict=True
    )
    assert why_refused("She opened the old letter.", case, DECENCY) == ""
    assert why_refused("She opened the yellow letter.", case, DECENCY) == judge.INVENTED

"""What is tried: every kind has its judge, and names and code are never touched."""

import pytest

from tests.assist.fix.lexicon import english
from writer_app.assist.fix.choices import choice_candidates
from writer_app.assist.fix.judge import KINDS
from writer_app.assist.fix.sentence import Candidate, words_of

LEXICON = english()


def tried(sentence: str) -> list[Candidate]:
    return list(choice_candidates(sentence, words_of(sentence), LEXICON))


def texts(sentence: str) -> set[str]:
    return {sentence[: c.start] + c.replacement + sentence[c.end :] for c in tried(sentence)}


def test_every_candidate_has_a_price_or_a_judge() -> None:
    text = "She were in the house with a old friends, more happier then ever, and go to school."
    for one in tried(text):
        assert one.price is not None or one.kind in KINDS


def test_all_families_are_tried() -> None:
    found = texts("She go in house.")
    assert {
        "She goes in house.",
        "She go in the house.",
        "She go at house.",
        "She go, in house.",
    } <= found


def test_an_article_is_never_put_before_another_determiner() -> None:
    assert not any("the my" in text or "a my" in text for text in texts("I saw my dog."))


def test_names_code_and_shouting_are_never_replaced() -> None:
    text = "We saw Rose at `their` big GOODS."
    for one in tried(text):
        assert text[one.start : one.end].strip() not in {"Rose", "their", "GOODS"}


@pytest.mark.parametrize(
    "text",
    [
        "He read Copyright in a Nutshell.",
        "The cost of the trip, is high.",
        "In Ho Chi Minh City it grew.",
        "The rates are high and would fall.",
    ],
)
def test_no_comma_within_a_name_or_before_the_verb(text: str) -> None:
    for part in ("trip is", "Ho Chi", "Chi Minh", "in a", "a Nutshell", "high and would"):
        first, _, last = part.partition(" ")
        assert not any(f"{first}, {last}" in other for other in texts(text.replace(",", "")))


def test_a_title_keeps_its_articles() -> None:
    assert not any("in Nutshell" in t or "the Nut" in t for t in texts("See Law in a Nutshell."))


def test_what_is_spelt_out_keeps_its_article() -> None:
    rpc = [one for one in tried("We send it to an rpc service.") if one.price is not None]
    assert rpc == []


def test_an_owner_keeps_its_article() -> None:
    assert not any("buy children" in text for text in texts("We buy a children's product."))


def test_she_is_never_made_he() -> None:
    assert not any(text.startswith("He ") for text in texts("She went home."))


def test_small_words_have_no_forms() -> None:
    assert not any("thing" in text for text in texts("On the way home."))


def test_a_team_may_be_many() -> None:
    assert "The team is here." not in texts("The team are here.")
    assert "The dogs is here." in texts("The dogs are here.")


def test_a_question_stays_as_polite_as_it_was() -> None:
    assert not any(text.startswith("Can ") for text in texts("Could you help me?"))


def test_more_is_left_out_before_comparatives_only() -> None:
    assert "It has older members." not in texts("It has more older members.")
    assert "It is the honest man." not in texts("It is the most honest man.")
    assert "It is the happiest man." in texts("It is the most happiest man.")
    assert "He is taller than me." in texts("He is more taller than me.")
    assert "He knows people here." not in texts("He knows more people here.")

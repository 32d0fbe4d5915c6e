"""A word's other forms, by rule and by table."""

import pytest

from tests.assist.fix.lexicon import english

LEXICON = english()


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("walk", {"walks", "walked", "walking"}),
        ("went", {"go", "gone", "goes", "going"}),
        ("stopped", {"stop", "stops", "stopping"}),
        ("studies", {"study", "studied", "studying"}),
        ("child", {"children"}),
        ("children", {"child"}),
        ("easy", {"easily"}),
        ("carefully", {"careful"}),
        ("making", {"make", "made", "makes"}),
    ],
)
def test_forms_of_a_word(word: str, others: set[str]) -> None:
    found = LEXICON.forms.others(word)
    assert others <= set(found)
    assert word not in found


@pytest.mark.parametrize(
    ("word", "article"),
    [("apple", "an"), ("hour", "an"), ("university", "a"), ("one", "a"), ("house", "a")],
)
def test_the_article_goes_by_sound(word: str, article: str) -> None:
    assert LEXICON.article(word) == article


def test_confusion_goes_both_ways() -> None:
    assert "their" in LEXICON.confused["there"]
    assert "there" in LEXICON.confused["their"]


def test_a_misspelling_may_mean_two_words() -> None:
    assert LEXICON.misspelled["alot"] == "a lot"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("citys", "cities"), ("storys", "stories"), ("wifes", "wives"), ("choosed", "chosen")],
)
def test_a_regular_ending_where_none_belongs_is_mended(wrong: str, right: str) -> None:
    assert right in LEXICON.forms.of_mistaken(wrong)

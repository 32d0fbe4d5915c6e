"""Misspelt words are found, and what is no misspelling is left alone."""

from pathlib import Path

import pytest

from writer_app.assist.fix.lexicon import read_lexicon
from writer_app.assist.spelling import Speller, read_regions, spoken_words

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="module")
def lexicon():
    words = (RESOURCES / "words-en.txt").read_text(encoding="utf-8")
    return read_lexicon(words, (RESOURCES / "fix-en.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def regions():
    text = (RESOURCES / "words-en-regions.txt").read_text(encoding="utf-8")
    return read_regions(text.splitlines())


@pytest.fixture
def speller(lexicon, regions) -> Speller:
    return Speller(lexicon.dictionary, lexicon.misspelled, regions)


def wrong(speller: Speller, text: str) -> list[str]:
    return [text[start:end] for start, end in speller.misspelt(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He opend the door.", ["opend"]),
        ("I definately recieved alot of adresses.", ["definately", "recieved", "alot", "adresses"]),
        ("I dont know, she doesn\u2019t, it isn't.", ["dont"]),
        ("It _realy_ *realy* works", ["realy", "realy"]),
        ("The Goverment said so.", ["Goverment"]),
        ("a na\u00efve caf\u00e9 fa\u00e7ade", []),
        ("a well-knwon fact", ["knwon"]),
    ],
)
def test_misspelt_words_are_found(speller: Speller, text: str, expected: list[str]) -> None:
    assert wrong(speller, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "See https://exmaple.com/abcd or www.exmaple.org, write to jhon@exmaple.com.",
        "Run `gti comit` in src/foo_brr.py or C:\\tmpp\\x and call get_vlaue().",
        "[a link](htps://nowhre.abc) and @smoeone and #tgas",
        "The 3rd of 1990s H2O mp3s and x86ish",
        "NASA and UNESCO and iPhone and McDuff",
        "With Kaelen and Yrsa he walked to Vardmoor. Kaelen laughed.",
        "O'Brien's rock 'n' roll at five o'clock; y'all weren't there.",
        "\u4f60\u597d\u4e16\u754c \u041f\u0440\u0438\u0432\u0435\u0442",
        "Der Mann ging schnell durch den dunklen Wald und schwieg immerzu",
    ],
)
def test_what_is_no_misspelling_is_left_alone(speller: Speller, text: str) -> None:
    assert wrong(speller, text) == []


def test_own_words_are_right_whatever_their_capitals(speller: Speller) -> None:
    before = speller.generation
    speller.set_own_words(["Frobnicate"])
    assert wrong(speller, "We frobnicate the Frobnicate and wrogn") == ["wrogn"]
    assert speller.generation > before
    assert speller.is_excused("frobnicate")


def test_a_name_is_right_at_a_sentence_start_once_it_is_known(speller: Speller) -> None:
    assert wrong(speller, "Kaelenna laughed.") == ["Kaelenna"]
    assert wrong(speller, "Then came Kaelenna.") == []
    assert wrong(speller, "Kaelenna laughed.") == []
    assert speller.is_excused("Kaelenna")


def test_region_decides_between_spellings(speller: Speller) -> None:
    text = "the colour of the center"
    assert wrong(speller, text) == []
    speller.set_region("us")
    assert wrong(speller, text) == ["colour"]
    assert speller.suggestions("colour")[0] == "color"
    speller.set_region("uk")
    assert wrong(speller, text) == ["center"]
    assert speller.suggestions("center")[0] == "centre"


@pytest.mark.parametrize(
    ("word", "first"),
    [("teh", "the"), ("Becuase", "Because"), ("realy", "really"), ("infront", "in front"),
     ("alot", "a lot"), ("freind", "friend"), ("dont", "don't"), ("tommorow", "tomorrow")],
)  # fmt: skip
def test_what_was_meant_comes_first(speller: Speller, word: str, first: str) -> None:
    assert speller.suggestions(word)[0] == first


def test_each_word_is_looked_up_once(speller: Speller, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    look_up = speller._look_up

    def noted(lower: str) -> bool:
        asked.append(lower)
        return look_up(lower)

    monkeypatch.setattr(speller, "_look_up", noted)
    speller.misspelt("wrogn words, wrogn words")
    speller.misspelt("Words wrogn")
    assert sorted(asked) == ["words", "wrogn"]


def test_words_keep_their_places_among_emoji() -> None:
    text = "\U0001f600 one \U0001f600two"
    assert [text[start:end] for start, end in spoken_words(text)] == ["one", "two"]

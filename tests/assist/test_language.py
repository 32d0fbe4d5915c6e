"""The language of the text at the caret."""

import pytest

from writer_app.assist.language import is_in_language

EN = ("en",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The",
        "It was a dark and stormy night, and the rain fell in torrents.",
        "Kael drew Vraxxis and went to Tar-Morgath",
        "def f(x): return x",
        "She ordered a croissant in the rue de la Paix and then",
        "42 + 7 = 49",
    ],
)
def test_english_and_too_little_text_pass(text: str) -> None:
    assert is_in_language(text, "", EN)


@pytest.mark.parametrize(
    "text",
    [
        "Es war einmal ein kleines M\u00e4dchen und das hatte eine",
        "Il pleut et nous ne sommes pas dans la rue avec les enfants",
        "La lluvia cae sobre el tejado y no hay nadie en la casa",
        "Шёл дождь и никого не было",
        "\u4eca\u5929\u4e0b\u96e8\u4e86\uff0c\u6211\u4e0d\u60f3\u51fa\u95e8",
    ],
)
def test_other_languages_are_silent_for_an_english_model(text: str) -> None:
    assert not is_in_language(text, "", EN)


def test_the_sentence_at_the_caret_counts_more_than_the_one_before() -> None:
    german = "Es war einmal ein kleines M\u00e4dchen und das hatte eine rote Kappe. "
    assert is_in_language(german + "The girl went into the forest and she saw", "", EN)
    assert not is_in_language("It was the end of the day. " + german.strip(". "), "", EN)


def test_model_without_languages_is_for_all() -> None:
    assert is_in_language("\u4eca\u5929", "", ())


def test_model_of_two_languages_speaks_both() -> None:
    assert is_in_language("Es war einmal ein kleines Ding und das hatte", "", ("en", "de"))
    assert is_in_language("\u4eca\u5929\u4e0b\u96e8\u4e86", "", ("en", "zh"))

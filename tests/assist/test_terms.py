"""Terms, as they are counted."""

import pytest

from writer_app.assist.terms import function_words_of, n_words, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("... !?", []),
        ("The Cities' glasses", ["the", "city", "glass"]),
        ("Ann\u2019s bus isn't his", ["ann", "bus", "isn't", "his"]),
        ("3 caf\u00e9s", ["3", "caf\u00e9"]),
        ("\u96e8", ["\u96e8"]),
        ("iPhone\u624b\u673a\u597d", ["iphone", "\u624b\u673a", "\u673a\u597d"]),
        ("\U0001f600 so", ["so"]),
    ],
)
def test_words_are_folded_and_characters_paired(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


def test_a_chinese_character_is_less_than_a_word() -> None:
    assert n_words(terms_of("one two three")) == 3
    assert n_words(terms_of("\u4eca\u5929\u4e0b\u96e8\u4e86")) < 3


def test_function_words_are_those_of_the_texts_language() -> None:
    german = function_words_of(["der", "regen", "und", "die", "stadt", "nicht", "mit", "dem"])
    assert "und" in german
    assert "und" not in function_words_of(["the", "rain", "and", "the", "city"])

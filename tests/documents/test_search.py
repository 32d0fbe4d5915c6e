"""Searches find what a writer means, replace it as meant, and never hang."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.documents.search import Query, find_all, replacement_for
from writer_app.errors import PatternWrong, SearchTooSlow


def found(query: Query, text: str) -> list[str]:
    return [text[start:end] for start, end in find_all(query, text)]


def replaced(query: Query, text: str, words: str) -> str:
    parts, last = [], 0
    for start, end in find_all(query, text):
        parts += [text[last:start], replacement_for(query, text, (start, end), words)]
        last = end
    return "".join([*parts, text[last:]])


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("the", "The then THE", ["The", "the", "THE"]),
        ("don't", "don\u2019t don't", ["don\u2019t", "don't"]),
        ('"so"', "\u201cSo\u201d \u00abso\u00bb", ["\u201cSo\u201d", "\u00abso\u00bb"]),
        ("10 km", "10\u00a0km 10 km 10\u202fkm", ["10\u00a0km", "10 km", "10\u202fkm"]),
        ("caf\u00e9", "cafe\u0301 caf\u00e9", ["cafe\u0301", "caf\u00e9"]),
        ("well...", "well\u2026 well...", ["well\u2026", "well..."]),
        ("a.c", "abc a.c", ["a.c"]),
        ("\u4f60\u597d", "\u4f60\u597d\uff0c\u4f60\u597d", ["\u4f60\u597d", "\u4f60\u597d"]),
        ("\U0001f600", "a\U0001f600b", ["\U0001f600"]),
        ("", "anything", []),
    ],
)
def test_plain_words_are_found_as_they_are_meant(words, text, expected) -> None:
    assert found(Query(words), text) == expected


def test_exact_search_takes_every_sign_as_it_is() -> None:
    assert found(Query("The'", is_exact=True), "the' The\u2019 The'") == ["The'"]


def test_whole_word_leaves_longer_words_alone() -> None:
    assert found(Query("he", is_whole_word=True), "he then he-goat the") == ["he", "he"]


def test_pattern_knows_paragraphs_and_groups() -> None:
    text = "one two\nthree four"
    assert found(Query(r"^\w+", is_pattern=True), text) == ["one", "three"]
    query = Query(r"(?P<first>\w+) (\w+)", is_pattern=True)
    assert replaced(query, text, r"$2 \g<first>") == "two one\nfour three"
    assert replaced(query, text, r"[$&]\t\\ $$") == "[one two]\t\\ $\n[three four]\t\\ $"


def test_empty_matches_can_be_replaced() -> None:
    assert replaced(Query("^", is_pattern=True), "a\nb", "> ") == "> a\n> b"


def test_plain_replacement_takes_over_capitals() -> None:
    text = "keeper Keeper KEEPER"
    assert replaced(Query("keeper"), text, "guard") == "guard Guard GUARD"
    assert replaced(Query("keeper"), text, "Anna") == "Anna Anna Anna"
    assert replaced(Query("Keeper", is_exact=True), text, "guard") == "keeper guard KEEPER"


def test_plain_replacement_has_no_signs_of_its_own() -> None:
    assert replaced(Query("a"), "a", r"\1$1") == r"\1$1"


@pytest.mark.parametrize("words", ["(", "[a", "*", "(?P<a", "a{2,1}"])
def test_wrong_pattern_is_told(words: str) -> None:
    with pytest.raises(PatternWrong):
        list(find_all(Query(words, is_pattern=True), "text"))


@pytest.mark.parametrize("words", [r"\2", "$2", r"\g<name>", "${name}"])
def test_missing_group_is_told(words: str) -> None:
    with pytest.raises(PatternWrong):
        replacement_for(Query("(a)", is_pattern=True), "a", (0, 1), words)


def test_catastrophic_pattern_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writer_app.documents.search.LIMIT_S", 0.05)
    with pytest.raises(SearchTooSlow):
        list(find_all(Query(r"(\w+\s?)+\d$", is_pattern=True), "word " * 2_000))


def test_search_ends_when_it_is_stopped() -> None:
    answers = iter([False, False, True])
    assert len(list(find_all(Query("a"), "aaaaaa", is_stopped=lambda: next(answers)))) == 2


def test_search_stays_within_its_part() -> None:
    assert list(find_all(Query("a"), "aaaa", 1, 3)) == [(1, 2), (2, 3)]


@given(st.text(max_size=40), st.text(min_size=1, max_size=4))
def test_exact_search_agrees_with_python(text: str, words: str) -> None:
    assert len(list(find_all(Query(words, is_exact=True), text))) == text.count(words)

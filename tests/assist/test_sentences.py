"""Sentence ends."""

import pytest

from writer_app.assist.sentences import ends_sentence, last_sentence, sentence_starts


@pytest.mark.parametrize(
    "text",
    [
        "It rained.",
        "Did it?",
        'He said "no."',
        "(So it was.)",
        "It was in 1914.",
        "Wait\u2026",
        "He said no.",
        "\u4eca\u5929\u4e0b\u96e8\u3002",
        "\u300c\u306f\u3044\uff01\u300d",
    ],
)
def test_sentence_end_is_seen(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "1.",
        "One line\n2.",
        "a.",
        "Dear Mr.",
        "(cf.",
        "George W.",
        "e.g.",
        "It rained",
        "So,",
        "",
        "No. 5 and Fig.",
    ],
)
def test_other_full_stops_end_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


def test_starts_of_sentences_and_lines() -> None:
    text = "It was. Mr. Poe left! \u201cNo.\u201d He\nNew"
    assert [text[start:][:5] for start in sentence_starts(text)] == [
        "It wa",
        "Mr. P",
        "\u201cNo.\u201d",
        "He\nNe",
        "New",
    ]


def test_wide_stops_need_no_space() -> None:
    text = "\u4e0b\u96e8\u3002\u6211\u8d70\u3002"
    assert list(sentence_starts(text)) == [0, 3]


def test_sentence_at_the_end_of_a_text() -> None:
    assert last_sentence("It was. Then Mr. Poe ca") == "Then Mr. Poe ca"
    assert last_sentence("") == ""

"""Sentences, each with its exact place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.assist.prose import PIECE_CHARS, Heading, Sentence, iter_prose

ODD = st.text(
    st.sampled_from("a B.!?\"\u201c\u201d'*_#>-|`\n\r\t\u2029\ufeff\u3002\u6211\U0001f600 1=")
)


def sentences(text: str) -> list[str]:
    return [text[one.start : one.end] for one in iter_prose(text) if isinstance(one, Sentence)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was e.g. Mr. Poe of the U.S. Army.", ["It was e.g. Mr. Poe of the U.S. Army."]),
        ("“Stop!” he said. He ran.", ["“Stop!” he said.", "He ran."]),
        ("“Stop!” Ann said. She ran.", ["“Stop!” Ann said.", "She ran."]),
        ("“Why?” Mr. Poe asked. “No.”", ["“Why?” Mr. Poe asked.", "“No.”"]),
        ("*One is. Two is.*", ["One is.", "Two is."]),
        ("A **bold** word. So.", ["A **bold** word.", "So."]),
        (
            "今天下雨。我走了！他说：“好。”然后走。",
            ["今天下雨。", "我走了！", "他说：“好。”", "然后走。"],
        ),
        ("She went. 他走了。End.", ["She went.", "他走了。", "End."]),
        ("One 😀. Two 👩‍👩‍👧! Three.", ["One 😀.", "Two 👩‍👩‍👧!", "Three."]),
    ],
)
def test_sentences_are_cut_as_people_cut_them(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_a_wrapped_sentence_is_one_sentence() -> None:
    text = "> It was a dark and stormy night and all the\n> houses were shut. So it was."
    assert sentences(text)[0] == text[2 : text.index(" So")]


def test_sentences_know_section_paragraph_and_place() -> None:
    text = "One. Two.\n\n# A\n\n## B\n\nThree.\n\nFour. Five.\n"
    found = [
        (one.section, one.paragraph, one.place, one.is_last)
        for one in iter_prose(text)
        if isinstance(one, Sentence)
    ]
    places = [(0, 0, 0, False), (0, 0, 1, True), (1, 0, 0, True), (1, 1, 0, False), (1, 1, 1, True)]
    assert found == places


def test_a_paragraph_without_end_is_read_in_pieces() -> None:
    text = "word " * PIECE_CHARS
    assert max(map(len, sentences(text))) <= PIECE_CHARS
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


@given(ODD)
def test_places_are_in_order_apart_and_bare(text: str) -> None:
    last = 0
    for one in iter_prose(text):
        assert last <= one.start <= one.end <= len(text)
        last = one.end
        if isinstance(one, Heading):
            continue
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""

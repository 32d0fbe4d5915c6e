"""Counts are those of a writer, in every script."""

import pytest

from writer_app.documents.counts import Counts, count_paragraph, count_text


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", Counts()),
        ("two words", Counts(2, 0, 9, 8, 1)),
        ("   ", Counts(0, 0, 3, 0, 0)),
        ("\u4f60\u597d\uff0cworld", Counts(3, 2, 8, 8, 1)),
        ("\U0001f600", Counts(0, 0, 1, 1, 1)),
    ],
)
def test_a_paragraph_is_counted(text: str, counts: Counts) -> None:
    assert count_paragraph(text) == counts


def test_a_text_is_the_sum_of_its_paragraphs() -> None:
    assert count_text("one two\n\nthree") == Counts(3, 0, 12, 11, 2)


def test_reading_takes_longer_for_more() -> None:
    assert Counts(words=238).reading_minutes == 1
    assert Counts(words=255, ideographs=255).reading_minutes == 1

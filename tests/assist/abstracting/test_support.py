"""Each sentence of a summary stands on passages, or is known to stand on none."""

import pytest

from writer_app.assist.abstracting.support import MOST_SOURCES, supported
from writer_app.assist.steps import result_of

TEXT = (
    "# The ferry\n\nThe ferry left the harbour at seven in the morning. Nobody spoke on the upper "
    "deck. Mara counted the islands and wrote their names in a green notebook.\n\n"
    "In 1999 there were forty-two boats in the harbour. Now she could count nine. The old hulls "
    "lay on the grass behind the church.\n"
)


def sources(*sentences: str) -> list[list[str]]:
    spans = result_of(supported(TEXT, sentences))
    return [[TEXT[start:end] for start, end in one] for one in spans]


def test_a_sentence_is_tied_to_what_says_the_same() -> None:
    ((first, *_),) = sources("Mara wrote the islands' names in her notebook.")
    assert first.startswith("Mara counted the islands")


def test_a_sentence_made_of_two_is_tied_to_both() -> None:
    (found,) = sources("The ferry left at seven while the old hulls lay behind the church.")
    assert {one.split()[1] for one in found} == {"ferry", "old"}
    assert len(found) <= MOST_SOURCES


@pytest.mark.parametrize(
    "claim",
    [
        "The captain married a dancer from Lisbon.",
        "In 1998 there were forty-two boats in the harbour.",
        "There were 42 whales behind the church.",
        "It was.",
        "...",
    ],
)
def test_what_nothing_supports_has_no_source(claim: str) -> None:
    assert sources(claim) == [[]]


def test_spans_are_sentences_of_the_text() -> None:
    spans = result_of(supported(TEXT, ["Nobody spoke on the deck of the ferry."]))
    assert all(TEXT[start].isupper() and TEXT[end - 1] == "." for start, end in spans[0])

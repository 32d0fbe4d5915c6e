"""A helping verb decides the form of the next word, unless two clauses meet there."""

import pytest

from tests.assist.fix.lexicon import english, fixed
from writer_app.assist.fix.after_helpers import helped_candidates
from writer_app.assist.fix.sentence import words_of


def tried(text: str) -> list[str]:
    return [c.replacement for c in helped_candidates(text, words_of(text), english().forms)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("He didn't knew that.", "know"),
        ("She did not went home.", "go"),
        ("They couldn\u2019t stopped it.", "stop"),
        ("She has went home.", "gone"),
        ("I have ate it all.", "eaten"),
        ("I have never saw it.", "seen"),
        ("We should to leave now.", ""),
    ],
)
def test_the_form_that_is_asked_for_is_tried(text: str, right: str) -> None:
    assert right in tried(text)


@pytest.mark.parametrize(
    "text",
    [
        "All he had went up in smoke.",
        "What they had became clear.",
        "He did what he could to help.",
        "It is a must to see.",
        "We did read it, and it did put us off.",
        "He didn't saw the wood.",
        "I could of course help.",
        "You should of all people know.",
        "I have got it.",
        "The first thing they did was good.",
    ],
)
def test_what_may_be_right_is_not_touched(text: str) -> None:
    assert tried(text) == []


@pytest.mark.parametrize("modal", ["should", "could", "would", "must", "might", "shouldn't"])
def test_of_after_a_modal_is_have(modal: str) -> None:
    assert fixed(f"You {modal} of known it.")[0] == f"You {modal} have known it."

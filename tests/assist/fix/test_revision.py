"""Edits stay true to the original however often the text is changed."""

import random

import pytest

from writer_app.assist.fix.revision import Edit, Revision, apply_edits


@pytest.mark.parametrize("seed", range(200))
def test_applying_the_edits_gives_the_text_after_any_changes(seed: int) -> None:
    chance = random.Random(seed)
    original = "the quick brown fox jumps over a lazy dog"
    text, revision = original, Revision(original)
    for _ in range(6):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randrange(6))
        new = chance.choice(["", "X", "yes ", "a longer part"])
        text = text[:start] + new + text[end:]
        revision.replace(start, end, new, "test")
        assert revision.text == text
        assert apply_edits(original, revision.edits) == text


def test_edits_are_in_order_and_apart() -> None:
    revision = Revision("one two three")
    revision.replace(8, 13, "four", "b")
    revision.replace(0, 3, "five", "a")
    assert revision.edits == [Edit(0, 3, "five", "a"), Edit(8, 13, "four", "b")]


def test_a_change_taken_back_is_no_edit() -> None:
    revision = Revision("one two")
    revision.replace(0, 3, "six", "a")
    revision.replace(0, 3, "one", "b")
    assert revision.edits == []


def test_a_change_inside_a_changed_word_keeps_its_first_reason() -> None:
    revision = Revision("he goo home")
    revision.replace(3, 6, "go", "spelling")
    revision.replace(3, 5, "goes", "agreement")
    assert revision.edits == [Edit(3, 6, "goes", "spelling")]

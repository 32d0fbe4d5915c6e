"""Paragraphs and headings, found where they stand."""

import pytest

from writer_app.assist.passages import iter_passages


def passages(text: str) -> list[str]:
    """Give each passage's text, headings with a # before them, items with a -."""
    return [
        ("# " if one.is_heading else "- " if one.is_item else "") + text[one.start : one.end]
        for one in iter_passages(text)
    ]


@pytest.mark.parametrize(
    "heading",
    ["# The sea", "### The sea ###", "The sea\n=====", "The Sea", "THE SEA", "  # The sea"],
)
def test_a_heading_is_seen(heading: str) -> None:
    found = passages(f"{heading}\n\nIt was wide.\n")
    assert found[0].casefold() == "# the sea"
    assert found[1] == "It was wide."


@pytest.mark.parametrize("heading", ["CHAPTER I", "Chapter 12. The Sea", "IV", "第一章 大海"])
def test_a_numbered_part_is_a_heading(heading: str) -> None:
    assert passages(f"{heading}\nIt was wide.\n")[0] == f"# {heading}"


@pytest.mark.parametrize("line", ["It was wide.", "and so to bed", "So it was", "Dear Ann,", "So,"])
def test_a_short_line_of_prose_is_no_heading(line: str) -> None:
    assert passages(f"{line}\n\nIt was wide.\n")[0] == line


@pytest.mark.parametrize(
    "block",
    [
        "```py\nThis is code.\n```",
        "~~~\nThis is code.\n```\n~~~",
        "```\nNever closed.",
        "| a | b |\n|---|---|\n| One. | Two. |",
        "<div class='x'>",
        "[1]: https://example.org/",
        "* * *",
        "    x = call(1);",
        "def call(x):\n    return x + 1",
        "#!/bin/sh",
    ],
)
def test_what_is_no_prose_is_left_out(block: str) -> None:
    assert passages(f"It rained.\n\n{block}") == ["It rained."]


def test_front_matter_is_left_out_only_when_it_is_closed() -> None:
    assert passages("---\ntitle: A day\ntags: [x]\n---\nIt rained.") == ["It rained."]
    assert "It rained." in passages("---\n\nIt rained.\n")


def test_marks_of_lists_and_quotations_are_left_out() -> None:
    text = "- One is here.\n- [x] Two is here.\n3. Three is here.\n> Four is here."
    found = passages(text)
    assert found == ["- One is here.", "- Two is here.", "- Three is here.", "Four is here."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "It was a dark and stormy night and all the"
    assert passages(f"{line}\nhouses were shut.\n\nNext.") == [
        f"{line}\nhouses were shut.",
        "Next.",
    ]


def test_long_lines_that_end_sentences_are_paragraphs() -> None:
    line = "It rained and rained on the roofs of the old town. " * 4
    assert passages(f"{line}\n{line}\n") == [line, line]


def test_lines_of_verse_stay_apart() -> None:
    assert passages("the rose is red\nthe violet blue\n") == ["the rose is red", "the violet blue"]


def test_every_kind_of_line_end_parts_paragraphs() -> None:
    assert passages("One.\r\n\r\nTwo.\r\rThree.\u2029Four.\n") == [
        "One.",
        "Two.",
        "Three.",
        "Four.",
    ]


def test_a_byte_order_mark_belongs_to_no_passage() -> None:
    assert [one.start for one in iter_passages("\ufeffOne.")] == [1]

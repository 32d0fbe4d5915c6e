"""Headings by key."""

import pytest

from writer_app.ui.heading_line import heading_level, set_heading


@pytest.mark.parametrize(
    ("line", "level", "after"),
    [
        ("Title", 1, "# Title"),
        ("# Title", 1, "Title"),
        ("# Title", 3, "### Title"),
        ("### Title", 0, "Title"),
        ("", 2, "## "),
        ("> said", 2, "> ## said"),
        ("#tag", 1, "# #tag"),
    ],
)
def test_heading_is_set(line: str, level: int, after: str) -> None:
    assert set_heading(line, level).applied(line) == after


def test_seven_signs_are_no_heading() -> None:
    assert heading_level("####### a") == 0

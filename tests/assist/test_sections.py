"""The section around a place."""

from writer_app.assist.sections import section_around

TEXT = "It was dry.\n\n# One\n\nRain fell.\n\n## Inner\n\nWind rose.\n\n# Two\n\nSnow lay.\n"


def section_of(text: str, place: str) -> str:
    steps = section_around(text, text.index(place))
    while True:
        try:
            next(steps)
        except StopIteration as done:
            start, end = done.value
            return text[start:end]


def test_section_goes_on_over_headings_of_lower_rank() -> None:
    assert section_of(TEXT, "Rain fell.") == "# One\n\nRain fell.\n\n## Inner\n\nWind rose.\n\n"


def test_inner_section_ends_at_a_heading_of_higher_rank() -> None:
    assert section_of(TEXT, "Wind rose.") == "## Inner\n\nWind rose.\n\n"


def test_last_section_ends_with_the_text() -> None:
    assert section_of(TEXT, "Snow lay.") == "# Two\n\nSnow lay.\n"


def test_caret_in_a_heading_stands_in_its_section() -> None:
    assert section_of(TEXT, "Two").startswith("# Two")


def test_text_before_the_first_heading_is_a_section() -> None:
    assert section_of(TEXT, "It was dry.") == "It was dry.\n\n"


def test_text_without_headings_is_one_section() -> None:
    assert section_of("It rained.\n\nIt rained on.\n", "on") == "It rained.\n\nIt rained on.\n"


def test_underlined_headings_have_ranks() -> None:
    text = "One\n===\n\nRain fell.\n\nInner\n---\n\nWind rose.\n\nTwo\n===\n\nSnow lay.\n"
    assert (
        section_of(text, "Rain fell.") == "One\n===\n\nRain fell.\n\nInner\n---\n\nWind rose.\n\n"
    )
    assert section_of(text, "Wind rose.") == "Inner\n---\n\nWind rose.\n\n"


def test_chapters_without_marks_are_sections() -> None:
    text = "CHAPTER I\n\nIt rained.\n\nCHAPTER II\n\nIt rained on.\n"
    assert section_of(text, "on.") == "CHAPTER II\n\nIt rained on.\n"


def test_a_comment_in_code_is_no_heading() -> None:
    text = "# One\n\nRain fell.\n\n```\n# no heading\n```\n\nWind rose.\n"
    assert section_of(text, "Wind rose.") == text

"""What a writer gives a draft to go by, told by its form."""

import pytest

from writer_app.assist.drafting.brief import Brief, read_brief


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("", Brief()),
        ("  \n ", Brief()),
        ("The keeper finds the boat.", Brief(brief="The keeper finds the boat.")),
        ("She waits, he leaves, and it rains.", Brief(brief="She waits, he leaves, and it rains.")),
        ("storm, lighthouse,boat", Brief(keywords=("storm", "lighthouse", "boat"))),
        ("\u98ce\u66b4\uff0c\u8239", Brief(keywords=("\u98ce\u66b4", "\u8239"))),
        ("- the storm\n- the boat\n", Brief(outline=("the storm", "the boat"))),
        ("1. the storm\n\n2) the boat", Brief(outline=("the storm", "the boat"))),
        ("storm\nboat", Brief(outline=("storm", "boat"))),
        ("- the storm", Brief(brief="the storm")),
        (",", Brief(brief=",")),
    ],
)
def test_brief_is_told_by_its_form(text: str, brief: Brief) -> None:
    assert read_brief(text) == brief

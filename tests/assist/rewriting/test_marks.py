"""Emphasis, links and code of the writer's outlive a rewriting."""

import pytest

from writer_app.assist.rewriting.marks import keeps_marks, with_marks


@pytest.mark.parametrize(
    ("old", "new", "whole"),
    [
        ("It was *so* big.", "Oh, so it was so big.", "Oh, so it was so big."),
        ("It was *very* big.", "Big it was, very.", "Big it was, *very*."),
        ("The **old house** fell.", "Down fell the old house.", "Down fell the **old house**."),
        ("The __old__ house.", "The house.", "The house."),
        ("The **old** house.", "The **old** home.", "The **old** home."),
        ("snake_case_name is set.", "The name is set.", "The name is set."),
        ("2 * 3 * 4", "2 * 3 * 5", "2 * 3 * 5"),
    ],
)
def test_lost_emphasis_comes_back_where_words_stand_once(old: str, new: str, whole: str) -> None:
    assert with_marks(old, new) == whole


@pytest.mark.parametrize(
    ("new", "is_kept", "is_kept_when_shorter"),
    [
        ("Use `git` as [here](http://a.b) says.[^1]", True, True),
        ("Use git as [here](http://a.b) says.[^1]", False, True),
        ("Use `git`.", False, True),
        ("Use `hg` as [here](http://a.b) says.[^1]", False, False),
        ("Use `git`, see [here](http://a.c).[^1]", False, False),
    ],
)
def test_links_code_and_footnotes_stay(new: str, is_kept: bool, is_kept_when_shorter: bool) -> None:
    old = "As [here](http://a.b) is said, use `git`.[^1]"
    assert keeps_marks(old, new) is is_kept
    assert keeps_marks(old, new, may_drop=True) is is_kept_when_shorter

"""What is half remembered is found, the likeliest first."""

import pytest

from writer_app.assist.fuzzy import rank

TITLES = ["New", "Open...", "Save", "Save As...", "Save as I Write", "Print...", "Theme: Dark"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("save", "Save"),
        ("sa", "Save"),
        ("as", "Save As..."),
        ("save as", "Save As..."),
        ("saw", "Save as I Write"),
        ("dark", "Theme: Dark"),
        ("thme", "Theme: Dark"),
        ("pirnt", "Print..."),
        ("write save", "Save as I Write"),
        ("PRI", "Print..."),
    ],
)
def test_likeliest_comes_first(query: str, first: str) -> None:
    assert TITLES[rank(query, TITLES)[0]] == first


def test_every_word_must_be_found() -> None:
    assert rank("save dark", TITLES) == []
    assert rank("zzz", TITLES) == []


def test_empty_query_keeps_the_order() -> None:
    assert rank(" ", TITLES) == list(range(len(TITLES)))

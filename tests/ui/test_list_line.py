"""Lists and quotes that go on by themselves."""

import pytest

from writer_app.ui import list_line
from writer_app.ui.list_line import continuation, ended, read_prefix, renumbered, shifted


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("- a", "- "),
        ("* a", "* "),
        ("  - a", "  - "),
        ("9. a", "10. "),
        ("3) a", "4) "),
        ("- [x] done", "- [ ] "),
        ("> said", "> "),
        ("> 1. said", "> 2. "),
        ("- \u4f60\u597d", "- "),
    ],
)
def test_return_goes_on(line: str, following: str) -> None:
    assert continuation(line, len(line)) == following


@pytest.mark.parametrize("line", ["prose", "", "---", "* * *", "1.5 m", "-5 degrees", "- ", "> "])
def test_return_means_nothing_special(line: str) -> None:
    assert continuation(line, len(line)) is None


def test_return_before_the_words_means_nothing_special() -> None:
    assert continuation("- a", 1) is None


@pytest.mark.parametrize(
    ("line", "above", "after"),
    [
        ("- ", (), ""),
        ("1. ", (), ""),
        ("> ", (), ""),
        ("> - ", (), "> "),
        ("- [ ] ", (), ""),
        ("  - ", ("- a",), "- "),
        ("   1. ", ("   1. b", "4. a"), "5. "),
    ],
)
def test_return_at_an_empty_item_ends_it(line: str, above: tuple[str, ...], after: str) -> None:
    assert ended(line, above).applied(line) == after


@pytest.mark.parametrize(
    ("line", "step", "above", "after"),
    [
        ("- b", 1, ["- a"], "  - b"),
        ("2. b", 1, ["1. a"], "   1. b"),
        ("2. b", 1, ["   3. x", "1. a"], "   4. b"),
        ("- b", 1, ["", "- a"], "  - b"),
        ("- b", 1, ["\t- x", "- a"], "\t- b"),
        ("  - b", -1, ["- a"], "- b"),
        ("   2. b", -1, ["   1. x", "1. a"], "2. b"),
        ("    - b", -1, [], "- b"),
    ],
)
def test_item_is_moved(line: str, step: int, above: list[str], after: str) -> None:
    edit = shifted(line, step, above)
    assert edit is not None
    assert edit.applied(line) == after


@pytest.mark.parametrize(("line", "above"), [("- a", []), ("  - b", ["- a"]), ("prose", ["- a"])])
def test_item_without_a_brother_above_stays(line: str, above: list[str]) -> None:
    assert shifted(line, 1, above) is None


def test_numbers_below_count_on_to_the_lists_end() -> None:
    below = ["2. b", "   - inside", "3. c", "", "prose", "7. other"]
    edits = renumbered(below, read_prefix("2. new"))
    lines = [edit.applied(line) if edit else line for line, edit in zip(below, edits, strict=False)]
    assert lines == ["3. b", "   - inside", "4. c", ""]


def test_an_empty_item_is_known() -> None:
    assert list_line.is_empty_item("- [ ] ") and not list_line.is_empty_item("")

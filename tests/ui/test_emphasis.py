"""Where the signs of bold, italic and links go."""

import pytest

from writer_app.ui.emphasis import BOLD, ITALIC, address_in, make_link, toggle_sign


def marked(text: str) -> tuple[str, int, int]:
    """Read a line whose selection stands between two bars; one bar is a caret."""
    start = text.index("|")
    end = text.rindex("|") - (text.count("|") == 2)
    return text.replace("|", ""), start, end


def drawn(line: str, select: tuple[int, int]) -> str:
    """Draw a line with its selection between bars."""
    start, end = select
    if start == end:
        return f"{line[:start]}|{line[start:]}"
    return f"{line[:start]}|{line[start:end]}|{line[end:]}"


@pytest.mark.parametrize(
    ("before", "sign", "after"),
    [
        ("a |b c| d", BOLD, "a **|b c|** d"),
        ("a **|b|** d", BOLD, "a |b| d"),
        ("a |**b**| d", BOLD, "a |b| d"),
        ("a __|b|__ d", BOLD, "a |b| d"),
        ("a **|b|** d", ITALIC, "a ***|b|*** d"),
        ("a ***|b|*** d", ITALIC, "a **|b|** d"),
        ("a ***|b|*** d", BOLD, "a *|b|* d"),
        ("a *|b|* d", BOLD, "a ***|b|*** d"),
        ("a| b |c", ITALIC, "a *|b|* c"),
        ("|- item|", BOLD, "- **|item|**"),
        ("so gr|eat", BOLD, "so **gr|eat**"),
        ("so **gr|eat**", BOLD, "so gr|eat"),
        ("don't| go", ITALIC, "*don't|* go"),
        ("a | b", BOLD, "a **|** b"),
        ("a **|** b", BOLD, "a | b"),
        ("a **b|** c", BOLD, "a **b**| c"),
        ("\u4f60|\u597d", BOLD, "\u4f60**|**\u597d"),
        ("x \U0001f600| y", BOLD, "x \U0001f600**|** y"),
        ("\u05e9\u05dc|\u05d5\u05dd", BOLD, "**\u05e9\u05dc|\u05d5\u05dd**"),
    ],
)
def test_sign_is_toggled(before: str, sign: str, after: str) -> None:
    line, start, end = marked(before)
    edit = toggle_sign(line, start, end, sign)
    assert edit is not None and edit.select is not None
    assert drawn(edit.applied(line), edit.select) == after


def test_spaces_alone_take_no_sign() -> None:
    assert toggle_sign("a  b", 1, 3, BOLD) is None


@pytest.mark.parametrize(
    ("before", "address", "after"),
    [
        ("see |it| now", "", "see [it](|) now"),
        ("see |it| now", "https://a.org", "see [it](https://a.org)| now"),
        ("see i|t now", "", "see [it](|) now"),
        ("see | now", "", "see [|]() now"),
        ("see [i|t](http://x) now", "", "see [it](|http://x|) now"),
        ("|https://a.org|", "", "[|](https://a.org)"),
    ],
)
def test_link_is_made(before: str, address: str, after: str) -> None:
    line, start, end = marked(before)
    edit = make_link(line, start, end, address)
    assert edit.select is not None
    assert drawn(edit.applied(line), edit.select) == after


def test_only_an_address_is_taken_from_the_clipboard() -> None:
    assert address_in("see https://a.org") == ""
    assert address_in("https://a.org/b(c)") == "https://a.org/b%28c%29"

"""Live Markdown: what is heading, bold, code; what is left alone."""

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument, QTextLayout

from writer_app.ui import markdown_line
from writer_app.ui.highlighter import Highlighter
from writer_app.ui.markdown_line import Style, line_styles, next_state
from writer_app.ui.theme import LIGHT


def signs(line: str) -> str:
    """Draw the styles of a line: # heading, m mark, b bold, i italic, c code, . plain."""
    drawn = ""
    for style in line_styles(line, 0, 0) or [Style.PLAIN] * len(line):
        is_heading = style & (Style.HEADING_1 | Style.HEADING_2 | Style.HEADING_3)
        letters = [
            (Style.MARK, "m"),
            (Style.CODE, "c"),
            (Style.BOLD | Style.ITALIC, "B"),
            (Style.BOLD, "b"),
            (Style.ITALIC, "i"),
            (Style.LINK, "l"),
            (Style.STRIKE, "s"),
            (Style.TABLE, "t"),
        ]
        fitting = [letter for flag, letter in letters if style & flag == flag]
        drawn += fitting[0] if fitting else "#" if is_heading else "."
    return drawn


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("# Title", "m######"),
        ("#No heading", "..........."),
        ("a **b** c", "..mmbmm.."),
        ("a *b* c", "..mim.."),
        ("***x***", "mmmBmmm"),
        ("snake_case_name", "..............."),
        ("2 * 3 * 4", "........."),
        ("say `x` now", "....mcm...."),
        ("`**x**`", "mcccccm"),
        (r"\*not\*", "......."),
        ("- item", "mm...."),
        ("> said", "mm...."),
        ("12. item", "mmmm...."),
        ("---", "mmm"),
        ("[a](b)", "mlmmmm"),
        ("![a](b)", "mmmmmmm"),
        ("see https://a.org/x_y.", "....lllllllllllllllll."),
        ("<http://a>", "llllllllll"),
        ("a ~~b~~ c", "..mmsmm.."),
        ("so[^1] on", "..mmmm..."),
        ("a <!-- b --> c", "..mmmmmmmmmm.."),
        ("| a | b |", "mtttmtttm"),
        ("|---|:--|", "mmmmmmmmm"),
        ("- [x] done", "mmmmmmmmmm"),
        ("- [ ] not", "mm......."),
        ("a | b", "....."),
        ("plain prose, nothing else", "." * 25),
    ],
)
def test_line_is_styled(line: str, drawn: str) -> None:
    assert signs(line) == drawn


def states(*lines: str) -> list[int]:
    found, state = [], markdown_line.NORMAL
    for number, line in enumerate(lines):
        state = next_state(line, state, number == 0)
        found.append(state)
    return found


def test_fence_ends_with_its_own_sign_and_length() -> None:
    inside = states("````py", "```", "~~~~", "text", "````", "after")
    assert [state != markdown_line.NORMAL for state in inside] == [True] * 4 + [False] * 2


def test_front_matter_stands_at_the_start_only() -> None:
    assert states("---", "title: x", "---", "text")[1:] == [1, 0, 0]
    assert states("text", "---", "title: x")[1:] == [0, 0]


def test_rule_at_the_start_is_no_front_matter_for_long() -> None:
    assert states("---", "Call me Ishmael", "text") == [1, 0, 0]


def formats_of(text: str) -> list[QTextLayout.FormatRange]:
    document = QTextDocument()
    highlighter = Highlighter(document, LIGHT, 19)
    QTextCursor(document).insertText(text)
    highlighter.rehighlight()
    return document.lastBlock().layout().formats()


def test_heading_is_heavier_and_slightly_larger() -> None:
    ranges = formats_of("# Title")
    assert ranges[-1].format.fontWeight() > 400
    assert 19 < ranges[-1].format.font().pixelSize() <= 25


def test_styles_count_emoji_as_qt_does() -> None:
    ranges = formats_of("\U0001f600 **b**")
    assert [(r.start, r.length) for r in ranges] == [(3, 2), (5, 1), (6, 2)]


def test_plain_text_files_are_not_styled() -> None:
    document = QTextDocument()
    highlighter = Highlighter(document, LIGHT, 19)
    highlighter.set_markdown(False)
    QTextCursor(document).insertText("```\n# x")
    highlighter.rehighlight()
    assert document.lastBlock().layout().formats() == []
    assert not highlighter.is_code(document.lastBlock())

"""What single line ends mean: a width, a poem, a scene."""

import textwrap

import pytest

from writer_app.documents.formats.foreign import render
from writer_app.documents.formats.kinds import Format
from writer_app.documents.formats.line_breaks import LineEnd, meaning_of_line_ends

PROSE = (
    "It was raining when the letter came. She read it twice, put it back in its envelope and "
    "looked out of the window, where the keeper was lighting the lamp as he did every night. "
)
SCENES = (
    "It was night.\n“Who is there?” she said.\nNobody came.\nThe rain fell — and fell.\nHe slept.\n"
    "\nMorning came.\nThe sun was out.\n"
)
POEM = "The lamp is out,\nthe sea is wide\nand none about\n\nwill be my guide\nuntil the tide\n"
CHINESE = (
    "分久必合。\n“谁在那里？”\n没有人回答。\n雨还在下。\n他睡着了。\n\n天亮了。\n太阳出来了。\n"
)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_lines_broken_to_a_width_are_run_together(width: int) -> None:
    paragraph = textwrap.fill(PROSE * 3, width)
    assert meaning_of_line_ends(f"# Head\n\n{paragraph}\n\n{paragraph}\n") is LineEnd.SPACE


def test_scenes_parted_by_an_empty_line_keep_their_paragraphs() -> None:
    assert meaning_of_line_ends(SCENES) is LineEnd.PARAGRAPH
    page = render(SCENES, Format.HTML)[0].decode()
    assert page.count("<p>") == 7
    assert meaning_of_line_ends(CHINESE) is LineEnd.PARAGRAPH


def test_poem_keeps_its_lines() -> None:
    assert meaning_of_line_ends(POEM) is LineEnd.BREAK
    page = render(POEM, Format.HTML)[0].decode()
    assert (page.count("<p>"), page.count("<br")) == (2, 3)


def test_sentence_a_line_is_not_run_together() -> None:
    text = "One is here.\nTwo is there.\n\nThree came.\nFour went.\n\nFive.\nSix.\n"
    assert meaning_of_line_ends(text) is LineEnd.BREAK


def test_what_is_marked_tells_nothing() -> None:
    text = "One.\n\n- a\n- b\n\n> q\n> r\n\n| a |\n|---|\n\n```\nx\ny\n```\n\nbroken  \nline\n"
    assert meaning_of_line_ends(text) is LineEnd.SPACE


def test_without_an_empty_line_every_line_is_a_paragraph() -> None:
    assert meaning_of_line_ends("One\ntwo\n") is LineEnd.PARAGRAPH

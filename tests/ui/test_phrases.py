"""Phrases find their counterparts, names and numbers kept."""

from writer_app.ui.phrases import Phrase, Phrases

PHRASES = Phrases(
    [
        Phrase("Close", "关闭", is_sentence=False),
        Phrase("{n} words", "{n} 字", is_sentence=False),
        Phrase("{1} is damaged ({2}).", "“{1}”已损坏（{2}）。", is_sentence=True),
        Phrase("{1} is damaged.", "“{1}”已损坏。", is_sentence=True),
        Phrase("Copy {a} to {a}", "把 {a} 复制到 {a}", is_sentence=False),
    ]
)


def test_the_template_with_more_fixed_letters_wins() -> None:
    assert PHRASES.of_sentence("a.docx is damaged (body).") == "“a.docx”已损坏（body）。"
    assert PHRASES.of_sentence("a.docx is damaged.") == "“a.docx”已损坏。"


def test_a_finished_text_finds_its_way_there_and_back() -> None:
    for english in ("Close", "1,204 words", "a.docx is damaged (body)."):
        other = PHRASES.to_other(english)
        assert other is not None and other != english
        assert PHRASES.to_english(other) == english


def test_a_hole_that_comes_twice_holds_the_same_twice() -> None:
    assert PHRASES.to_other("Copy x to x") == "把 x 复制到 x"
    assert PHRASES.to_other("Copy x to y") is None


def test_braces_and_backslashes_of_a_name_stay_as_they_are() -> None:
    assert PHRASES.of_sentence("{1}\\1.md is damaged.") == "“{1}\\1.md”已损坏。"


def test_what_is_unknown_or_endless_has_no_counterpart() -> None:
    assert PHRASES.to_other("Open") is None
    assert PHRASES.of_sentence("x" * 10_000 + " is damaged.") is None

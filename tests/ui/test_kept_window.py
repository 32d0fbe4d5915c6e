"""How kept texts are told: times, sums, changes laid out."""

import pytest
from PySide6.QtCore import QDate, QDateTime, QTime

from writer_app.documents.compare import Change, Kind, compare_texts
from writer_app.ui.kept_window import changes_as_html, spoken_time, summary_of
from writer_app.ui.theme import LIGHT


def seconds(day: int, hour: int) -> float:
    return QDateTime(QDate(2026, 11, day), QTime(hour, 5, 9)).toSecsSinceEpoch()


def test_moments_are_said_as_people_do() -> None:
    now = seconds(21, 23)
    assert spoken_time(seconds(21, 0), now) == "Today, 00:05:09"
    assert spoken_time(seconds(20, 23), now).startswith("Yesterday, ")
    assert spoken_time(seconds(19, 23), now).startswith("19 November 2026, ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a b", "a b", "It is the same text."),
        ("a", "a b", "It adds one word."),
        ("a b c", "a", "It takes 2 words away."),
        ("a b", "a c", "It adds one word and takes one word away."),
        ("a\nb", "a\n\nb", "It changes spaces and lines only."),
    ],
)
def test_change_is_summed_up(old: str, new: str, told: str) -> None:
    assert summary_of(compare_texts(old, new)) == told


def test_long_unchanged_stretches_are_cut_short() -> None:
    same = Change(Kind.SAME, "word " * 1_000)
    html = changes_as_html((same, Change(Kind.ADDED, "<b>"), same), LIGHT)
    assert len(html) < 2_000
    assert "&lt;b&gt;" in html and "\u2026" in html


def test_a_novel_of_changes_is_shown_in_part() -> None:
    html = changes_as_html((Change(Kind.ADDED, "word " * 100_000),), LIGHT)
    assert len(html) < 70_000 and "\u2026" in html

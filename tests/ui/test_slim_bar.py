"""Bars over the page: never in the way, closed or acted on."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from writer_app.ui.slim_bar import SlimBar
from writer_app.ui.theme import LIGHT


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 500)
    qtbot.addWidget(made)
    made.show()
    return made


def buttons(bar: SlimBar) -> dict[str, QPushButton]:
    return {button.text(): button for button in bar.findChildren(QPushButton)}


def test_bar_above_stands_at_the_upper_edge_and_follows_the_page(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    bar.say("Something to know.")
    assert bar.y() < 30
    page.resize(700, 500)
    assert abs(bar.geometry().center().x() - 350) <= 2


def test_bar_below_stands_at_the_lower_edge(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=False, closing="x")
    bar.say("Something to know.")
    assert bar.geometry().bottom() > 460


def test_long_words_wrap_and_stay_on_the_page(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    bar.say("word " * 60)
    assert bar.width() <= 720
    assert bar.height() > 50
    assert page.rect().contains(bar.geometry())


def test_action_is_done_and_the_bar_goes(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    done: list[str] = []
    bar.say("The file changed.", "Replace it", lambda: done.append("replaced"))
    buttons(bar)["Replace it"].click()
    assert done == ["replaced"]
    assert bar.words == ""


def test_closing_does_nothing_else(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    done: list[str] = []
    bar.say("The file changed.", "Replace it", lambda: done.append("replaced"))
    buttons(bar)["x"].click()
    assert done == []
    assert not bar.isVisible()


def test_words_that_wait_are_said_once_the_bar_is_sent_away(page: QWidget, qtbot: QtBot) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    bar.say_next("first", "Look", lambda: None)
    bar.say_next("second")
    assert bar.words == "first"
    buttons(bar)["x"].click()
    qtbot.waitUntil(lambda: bar.words == "second")


def test_only_words_that_are_over_are_taken_back(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    bar.say("The disk is full.")
    bar.take_back("Another trouble.")
    assert bar.words == "The disk is full."
    bar.take_back("The disk is full.")
    assert bar.words == ""


def test_line_that_only_tells_goes_by_itself_and_an_offer_stays(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    bar.say("The version is back.")
    assert bar._going.isActive()
    bar.say("One text was not saved.", "Look", lambda: None)
    assert not bar._going.isActive()
    bar.say_urgently("The disk is full.")
    assert not bar._going.isActive()


def test_trouble_comes_back_after_good_news(page: QWidget, qtbot: QtBot) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    bar.say_urgently("There is no folder a.")
    bar.say("Your unsaved text is back.")
    assert bar.words == "Your unsaved text is back."
    bar._going.timeout.emit()
    qtbot.waitUntil(lambda: bar.words == "There is no folder a.")


def test_trouble_that_is_over_does_not_come_back(page: QWidget, qtbot: QtBot) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    bar.say_urgently("The disk is full.")
    bar.say("Exported.")
    bar.take_back("The disk is full.")
    bar.hide()
    QApplication.processEvents()
    assert bar.words == ""


def test_offer_can_be_answered_without_its_button(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x", answer_keys=lambda: "Alt+Return")
    done: list[str] = []
    bar.say("The file changed.", "Replace it", lambda: done.append("replaced"))
    assert "Alt+Return" in [label.text() for label in bar.findChildren(QLabel)]
    bar.answer()
    bar.answer()
    assert done == ["replaced"]
    assert bar.words == ""


def test_offer_takes_the_place_of_a_line_that_only_tells(page: QWidget) -> None:
    bar = SlimBar(page, LIGHT, is_above=True, closing="x")
    bar.say("a.docx is open as a working copy.")
    bar.say_next("a.docx was not saved.", "Look", lambda: None)
    assert bar.words == "a.docx was not saved."
    bar.say_next("b.docx is open as a working copy.")
    assert bar.words == "a.docx was not saved."

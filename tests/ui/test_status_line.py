"""The quiet line: what it says in every state, and what a click opens."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from writer_app.assist.messages import ModelState, Status
from writer_app.engine.scripted import ScriptedModel
from writer_app.ui.status_line import HEIGHT_PX, StatusLine
from writer_app.ui.theme import DARK, LIGHT

READY = Status(ModelState.READY, ScriptedModel().info)


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    made = StatusLine(LIGHT)
    qtbot.addWidget(made)
    made.resize(900, HEIGHT_PX)
    made.show()
    return made


def test_every_state_of_the_model_has_words(line: StatusLine) -> None:
    said = set()
    for state in (ModelState.LOADING, ModelState.MISSING, ModelState.FAILED):
        line.show_status(Status(state, advice="Do this."))
        said.add(line.model_words)
    line.show_status(READY)
    assert len(said | {line.model_words}) == 4


def test_ready_model_tells_name_device_and_latency(line: StatusLine) -> None:
    line.show_status(READY)
    line.show_latency(37.6)
    assert line.model_words == "scripted \u00b7 CPU \u00b7 38 ms"


def test_rest_takes_the_place_of_the_latency(line: StatusLine) -> None:
    line.show_status(READY)
    line.show_latency(37.6)
    line.show_activity("off")
    assert line.model_words == "scripted \u00b7 CPU \u00b7 off"
    line.show_activity("typing")
    assert line.model_words.endswith("38 ms")


def test_words_are_counted_in_the_singular_too(line: StatusLine) -> None:
    line.show_counts(1)
    assert line.count_words == "1 word"
    line.show_counts(12_345)
    assert line.count_words == "12,345 words"


def test_name_tells_whether_the_text_is_saved(line: StatusLine) -> None:
    line.show_name("a.md", is_saved=False)
    assert line.name_words == "a.md \u00b7 edited"
    line.show_name("a.md", is_saved=True)
    assert line.name_words == "a.md"


def test_click_on_each_part_is_told(line: StatusLine, qtbot: QtBot) -> None:
    parts = {part.accessibleName(): part for part in line.findChildren(QPushButton)}
    told = {
        "Document": line.name_clicked,
        "Model": line.model_clicked,
        "Words": line.words_clicked,
    }
    for name, signal in told.items():
        with qtbot.waitSignal(signal):
            QTest.mouseClick(parts[name], Qt.MouseButton.LeftButton)


def test_line_is_34_px_and_changes_its_inks(line: StatusLine) -> None:
    assert line.height() == 34
    line.set_theme(DARK)
    assert line.grab().toImage().pixelColor(5, 20).name() == DARK.page.lower()


def test_a_closer_look_tells_speed_and_what_does_the_tasks(line: StatusLine) -> None:
    big = dataclasses.replace(ScriptedModel().info, name="Big", device="")
    line.show_status(dataclasses.replace(READY, tasks=big))
    line.show_speed("fast for ghost text")
    told = line.findChildren(QPushButton)[1].toolTip()
    assert "fast for ghost text" in told
    assert "Big, loaded when one is asked for" in told
    line.show_status(dataclasses.replace(READY, tasks=dataclasses.replace(big, device="cpu")))
    assert "Big, CPU" in line.findChildren(QPushButton)[1].toolTip()


def test_saving_power_is_told(line: StatusLine) -> None:
    line.show_status(READY)
    line.show_sparing(is_sparing=True)
    assert line.model_words == "scripted \u00b7 CPU \u00b7 saving power"

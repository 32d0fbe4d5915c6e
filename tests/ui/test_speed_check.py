"""A model's speed is measured again when it has to be, and never while somebody types."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from writer_app import paths
from writer_app.library.shelf import writers_shelf
from writer_app.library.speed_notes import conditions, is_stale
from writer_app.ui.model_library import ModelLibrary
from writer_app.ui.speed_check import SpeedCheck

JOB_MS = 60_000


class FakeJob(QObject):
    """Stands in for the process that measures."""

    finished = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, parent: QObject, words: list[str]) -> None:
        super().__init__(parent)
        self.words = words
        self.is_started = False

    def start(self) -> None:
        self.is_started = True

    def end(self) -> None:
        self.ended.emit()

    def end_now(self) -> None:
        self.ended.emit()


class Bench:
    """A check whose rests the test ends, on a library with the model in the box."""

    def __init__(self) -> None:
        self.library = ModelLibrary(None, writers_shelf(), paths.catalog_file())
        self.jobs: list[FakeJob] = []
        self.is_sparing = False
        self.device = "auto"
        self.check = SpeedCheck(
            self.library, self.library, lambda: self.device, lambda: self.is_sparing, self._make
        )

    def _make(self, parent: QObject, words: list[str]) -> FakeJob:
        self.jobs.append(FakeJob(parent, words))
        return self.jobs[-1]

    def measured(self) -> None:
        """Keep a speed as the process would, and end it."""
        shelf = writers_shelf()
        model = shelf.find("default")
        speed = {"verdict": "fast", **conditions(model.folder, self.device)}
        shelf.keep_speed(model, speed)
        self.jobs[-1].finished.emit({})

    def rest(self) -> None:
        self.check._timer.stop()
        self.check._begin()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench()
    yield made
    made.check.shut_down()


def test_the_model_in_the_box_is_measured_in_the_first_rest(bench: Bench) -> None:
    bench.rest()
    assert [job.words for job in bench.jobs] == [["measure", "default", "--device", "auto"]]
    bench.measured()
    bench.rest()
    assert len(bench.jobs) == 1
    [model] = bench.library.models_in_use()
    assert not is_stale(model, "auto")


def test_another_device_or_runtime_asks_for_another_measurement(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.rest()
    bench.measured()
    bench.device = "cpu"
    bench.rest()
    bench.measured()
    monkeypatch.setattr("writer_app.library.speed_notes._runtime", lambda: "9.9")
    bench.rest()
    assert len(bench.jobs) == 3


def test_a_key_ends_the_measurement_until_the_next_rest(bench: Bench) -> None:
    bench.rest()
    assert bench.check.is_running
    bench.check.put_off()
    assert not bench.check.is_running
    assert bench.check._timer.isActive()
    bench.rest()
    assert len(bench.jobs) == 2


def test_nothing_is_measured_while_power_is_saved(bench: Bench) -> None:
    bench.is_sparing = True
    bench.rest()
    assert bench.jobs == []
    assert bench.check._timer.isActive()


def test_a_model_that_cannot_be_measured_is_tried_once(bench: Bench) -> None:
    bench.rest()
    bench.jobs[0].failed.emit("Too little memory is free.")
    bench.rest()
    assert len(bench.jobs) == 1


def test_the_real_process_keeps_the_speed_of_the_box(qtbot: QtBot) -> None:
    library = ModelLibrary(None, writers_shelf(), paths.catalog_file())
    check = SpeedCheck(library, library, lambda: "cpu", lambda: False)
    with qtbot.waitSignal(library.changed, timeout=JOB_MS):
        check._begin()
    [model] = library.models_in_use()
    assert not is_stale(model, "cpu")
    assert json.dumps(model.measured).count("verdict") == 1

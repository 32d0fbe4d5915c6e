"""The measure itself: percentiles, prose, and a short run with a scripted model."""

import time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from writer_app.assist.messages import ModelState
from writer_app.assist.worker import Worker
from writer_app.engine.scripted import ScriptedModel
from writer_app.settings import Settings
from writer_app.ui.bench_editor import EditingRun, make_manuscript
from writer_app.ui.bench_text import make_prose
from writer_app.ui.bench_window import CountingWorker, TypingRun, shares
from writer_app.ui.heartbeat import Heartbeat
from writer_app.ui.window import Window


def test_percentiles_are_values_that_occurred() -> None:
    values = [float(n) for n in range(1, 101)]
    assert shares(values, (50, 90, 99)) == {"p50": 50.0, "p90": 90.0, "p99": 99.0}
    assert shares([], (50,)) == {"p50": None}


def test_prose_is_the_same_every_time_and_long_enough() -> None:
    text = make_prose(2_000, seed=1)
    assert text == make_prose(2_000, seed=1)
    assert text != make_prose(2_000, seed=2)
    assert 2_000 <= len(text.split()) < 2_200
    assert "{" not in text


def test_heartbeat_sees_a_silence(qapp: QApplication, qtbot: QtBot) -> None:
    heartbeat = Heartbeat()
    heartbeat.start()
    heartbeat.take_longest_ms()
    end_s = time.perf_counter() + 0.03
    while time.perf_counter() < end_s:
        pass
    assert heartbeat.take_longest_ms() >= 30
    heartbeat.stop()


@pytest.fixture
def typing_run(qtbot: QtBot) -> TypingRun:
    window = Window(
        Settings(hint_seen=True),
        None,
        lambda deliver: CountingWorker(Worker(ScriptedModel, deliver)),
    )
    qtbot.addWidget(window, before_close_func=lambda w: w.editor.mark_saved())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.editor.setFocus()
    states = []
    window.bridge.status_changed.connect(lambda status: states.append(status.state))
    window.start()
    qtbot.waitUntil(lambda: ModelState.READY in states)
    return TypingRun(window, "It was late, and the rain ", 1, n_fresh=50, most_keys=10)


def test_run_types_every_key_and_notes_fresh_ghosts(typing_run: TypingRun) -> None:
    typing_run.run()
    assert typing_run.n_keys == 10
    assert len(typing_run.silence_ms) == 10
    assert typing_run.key_to_ghost_ms
    assert all(ms > 0 for ms in typing_run.key_to_ghost_ms)


def test_manuscript_has_chapters_emphasis_and_slips() -> None:
    text = make_manuscript(20_000)
    assert text == make_manuscript(20_000)
    assert text.startswith("# Chapter 1") and "## Scene" in text
    assert " *the* " in text and " adn " in text


def test_editing_run_notes_every_key_and_its_paint(typing_run: TypingRun) -> None:
    run = EditingRun(typing_run._window, n_keys=8, seed=1)
    run.run()
    assert len(run.silence_ms) == 8
    assert len(run.key_ms) == len(run.key_cpu_ms) >= 7
    assert typing_run._window.editor.text() == "The keep"


def test_run_that_is_over_measures_nothing_more(typing_run: TypingRun) -> None:
    typing_run.run()
    n_fresh = len(typing_run.key_to_ghost_ms)
    again = TypingRun(typing_run._window, "It was late, and the rain ", 2, n_fresh=50, most_keys=10)
    again.run()
    assert again.key_to_ghost_ms
    assert len(typing_run.key_to_ghost_ms) == n_fresh

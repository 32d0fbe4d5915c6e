"""Power is watched on a thread of its own, and everything follows without a break."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.open_room import Room
from writer_app.assist.roles import Role, Source, Sources
from writer_app.assist.session import Mode
from writer_app.engine.scripted import ScriptedModel
from writer_app.settings import Settings
from writer_app.ui.power_watch import PowerWatch
from writer_app.ui.window import manners_of


def sources_of(_: Settings, is_sparing: bool) -> Sources:
    return {Role.GHOSTS: Source("box", ScriptedModel, variant="1" if is_sparing else "2")}


def room_with_power(make_room: Callable[..., Room]) -> tuple[Room, PowerWatch]:
    """Give a room whose power the test switches."""
    room = make_room()
    power = PowerWatch(room.documents, ask=lambda: False)
    room.documents._sources_of = sources_of
    room.documents.watch_power(power)
    return room, power


def variants(room: Room) -> list[str]:
    return [used[Role.GHOSTS].variant for used in room.workers[0].used]


def test_the_system_is_asked_on_another_thread(qtbot: QtBot) -> None:
    threads: list[str] = []

    def ask() -> bool:
        threads.append(threading.current_thread().name)
        return True

    owner = QObject()
    watch = PowerWatch(owner, ask)
    with qtbot.waitSignal(watch.changed) as told:
        watch.start()
    assert (told.args, watch.is_on_battery, threads) == ([True], True, ["power"])
    watch.close()


def test_on_the_battery_power_is_saved_and_shown(make_room: Callable[..., Room]) -> None:
    room, power = room_with_power(make_room)
    power._take(True)
    assert "saving power" in room.window.status_line.model_words
    assert variants(room) == ["1"]
    power._take(False)
    assert "saving power" not in room.window.status_line.model_words
    assert variants(room) == ["1", "2"]


def test_the_writer_decides_against_the_battery(make_room: Callable[..., Room]) -> None:
    room, power = room_with_power(make_room)
    room.window.change(sparing="off")
    power._take(True)
    assert variants(room) == []
    room.window.change(sparing="on")
    power._take(False)
    assert variants(room) == ["1"]
    assert "saving power" in room.window.status_line.model_words


def test_a_new_document_saves_power_too(make_room: Callable[..., Room]) -> None:
    room, power = room_with_power(make_room)
    power._take(True)
    room.type("words")
    room.documents.new()
    QApplication.processEvents()
    assert room.documents.n_documents == 2
    assert "saving power" in room.window.status_line.model_words


def test_power_is_saved_by_pauses_and_by_nothing_ahead() -> None:
    plain, spared = (manners_of(Settings(), is_sparing=is_on) for is_on in (False, True))
    assert (plain.mode, plain.can_prefetch) == (Mode.AS_YOU_TYPE, True)
    assert (spared.mode, spared.can_prefetch) == (Mode.ON_PAUSE, False)
    pausing = manners_of(Settings(ghost_mode="pause", pause_ms=700), is_sparing=True)
    assert (pausing.mode, pausing.pause_ms) == (Mode.ON_PAUSE, 1_400)
    assert manners_of(Settings(ghost_mode="off"), is_sparing=True).mode is Mode.OFF

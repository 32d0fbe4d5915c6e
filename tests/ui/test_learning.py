"""A document that was opened is read once, while nobody types."""

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.hands import type_text
from tests.ui.worker import InlineWorker
from writer_app.assist.roles import Role
from writer_app.assist.session import Manners, Session
from writer_app.engine.model import StopFlag
from writer_app.engine.scripted import ScriptedModel
from writer_app.ui import learning
from writer_app.ui.bridge import Bridge
from writer_app.ui.editor import Editor
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.learning import Learning

LONG = "Mara counted the islands as they came out of the white.\n" * 200


@dataclass
class Room:
    """A bridge, an editor, an inline worker, and what reads documents."""

    worker: InlineWorker
    editor: Editor
    wishes: list[bool]


@pytest.fixture
def room(editor: Editor, keys: GhostKeys, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(learning, "STILL_MS", 1)
    workers: list[InlineWorker] = []

    def make_worker(deliver: object) -> InlineWorker:
        workers.append(InlineWorker(deliver))  # type: ignore[arg-type]
        return workers[-1]

    bridge = Bridge(editor, keys, Session(Manners()), make_worker)
    wishes = [True]
    Learning(editor, bridge, lambda: wishes[-1])
    with qtbot.waitSignal(bridge.status_changed):
        bridge.start()
    return Room(workers[0], editor, wishes)


def wait_until_idle(qtbot: QtBot, room: Room) -> None:
    timer = room.editor.findChild(Learning)._later
    qtbot.waitUntil(lambda: not timer.isActive())


def test_a_long_document_is_read_whole_by_the_model_of_ghosts(room: Room, qtbot: QtBot) -> None:
    room.editor.open_text(LONG)
    qtbot.waitUntil(lambda: bool(room.worker.tasks))
    ((number, task),) = room.worker.tasks.items()
    model = ScriptedModel()
    assert list(task(model, StopFlag()))[-1] is None
    assert "".join(text for _, text in model.learnt) == LONG
    assert room.worker.roles[number] is Role.GHOSTS


def test_a_short_document_is_not_read(room: Room, qtbot: QtBot) -> None:
    room.editor.open_text("One.\nTwo.")
    wait_until_idle(qtbot, room)
    assert not room.worker.tasks


def test_nothing_is_read_when_the_writer_does_not_wish_it(room: Room, qtbot: QtBot) -> None:
    room.wishes.append(False)
    room.editor.open_text(LONG)
    wait_until_idle(qtbot, room)
    assert not room.worker.tasks


class RunningTimer:
    """A timer that always runs and counts how often it was started anew."""

    n_starts = 0

    def isActive(self) -> bool:  # noqa: N802  as Qt has it
        return True

    def start(self) -> None:
        self.n_starts += 1


def test_keys_put_the_reading_off(room: Room) -> None:
    timer = RunningTimer()
    room.editor.findChild(Learning)._later = timer
    type_text(room.editor, "xy")
    assert timer.n_starts == 2


def test_another_document_ends_the_reading_of_the_last(room: Room, qtbot: QtBot) -> None:
    room.editor.open_text(LONG)
    qtbot.waitUntil(lambda: len(room.worker.tasks) == 1)
    room.editor.open_text(LONG + "More.")
    qtbot.waitUntil(lambda: len(room.worker.tasks) == 2)
    assert room.worker.cancelled[-1] == min(room.worker.tasks)

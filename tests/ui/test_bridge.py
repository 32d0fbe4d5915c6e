"""The room between window and worker: threads, stale messages, the end."""

import dataclasses
import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import type_text
from tests.ui.worker import InlineWorker
from writer_app.assist.messages import Failure, Message, ModelState, Status, SummaryReady
from writer_app.assist.roles import Role
from writer_app.assist.session import Manners, Session
from writer_app.assist.summary_task import summary_task
from writer_app.assist.worker import Task
from writer_app.deeds import Purpose
from writer_app.engine.scripted import ScriptedModel
from writer_app.ui.bridge import KEY_WAY_S, MESSAGE_WAY_S, Bridge
from writer_app.ui.editor import Editor
from writer_app.ui.ghost_keys import GhostKeys

READY = Status(ModelState.READY, ScriptedModel().info)


@dataclass
class Room:
    """A bridge between a real editor and an inline worker."""

    bridge: Bridge
    worker: InlineWorker
    editor: Editor


@pytest.fixture
def room(editor: Editor, keys: GhostKeys, qtbot: QtBot) -> Room:
    workers: list[InlineWorker] = []

    def make_worker(deliver: object) -> InlineWorker:
        workers.append(InlineWorker(deliver))  # type: ignore[arg-type]
        return workers[-1]

    bridge = Bridge(editor, keys, Session(Manners()), make_worker)
    with qtbot.waitSignal(bridge.status_changed):
        bridge.start()
    return Room(bridge, workers[0], editor)


def test_message_of_another_thread_is_handled_on_the_gui_thread(
    room: Room, qtbot: QtBot, qapp: QApplication
) -> None:
    seen: list[bool] = []

    def note(_: Message) -> None:
        seen.append(QThread.currentThread() is qapp.thread())

    room.bridge.status_changed.connect(note)
    with qtbot.waitSignal(room.bridge.status_changed):
        thread = threading.Thread(target=room.worker.deliver, args=(READY,))
        thread.start()
        thread.join()
    assert seen == [True]


def test_message_after_the_end_is_dropped(room: Room) -> None:
    told: list[Message] = []
    room.bridge.status_changed.connect(told.append)
    room.worker.deliver(READY)
    room.bridge.close()
    room.worker.deliver(READY)
    QApplication.processEvents()
    assert told == []


def test_end_comes_once(room: Room) -> None:
    assert room.bridge.close()
    assert room.bridge.close()
    assert room.worker.n_closed == 1


def test_nothing_is_asked_after_the_end(room: Room) -> None:
    room.bridge.close()
    n_posted = len(room.worker.posted)
    type_text(room.editor, "Once")
    assert len(room.worker.posted) == n_posted


def test_slow_answer_is_called_thinking(room: Room, qtbot: QtBot) -> None:
    type_text(room.editor, "Once")
    with qtbot.waitSignal(
        room.bridge.activity_changed, check_params_cb=lambda activity: activity == "thinking"
    ):
        pass


def test_latency_runs_from_the_key_to_the_ghost(room: Room, qtbot: QtBot) -> None:
    type_text(room.editor, "Once")
    with qtbot.waitSignal(room.bridge.latency_measured) as told:
        room.worker.answer(" upon")
    assert told.args[0] > 0


def test_posted_request_carries_the_newest_text(room: Room) -> None:
    type_text(room.editor, "On")
    type_text(room.editor, "ce")
    assert room.worker.posted[-1].before == "Once"
    assert room.worker.posted[-1].revision == room.editor.revision


def summary_of(text: str) -> Callable[[int], Task]:
    return lambda task_id: summary_task(task_id, text)


@pytest.fixture
def told(room: Room) -> list[Message]:
    """Collect what tasks tell from now on."""
    messages: list[Message] = []
    room.bridge.task_message.connect(messages.append)
    return messages


def test_messages_of_a_task_come_by_their_own_signal(room: Room, told: list[Message]) -> None:
    task_id = room.bridge.start_task(summary_of("A storm came. The lamp went out."))
    room.worker.run_task(task_id)
    QApplication.processEvents()
    assert isinstance(told[-1], SummaryReady)
    assert told[-1].request_id == task_id


def test_task_and_ghost_never_share_a_number(room: Room) -> None:
    task_id = room.bridge.start_task(summary_of("A storm came."))
    type_text(room.editor, "Once")
    assert task_id not in [request.request_id for request in room.worker.posted]


def test_nothing_is_told_of_a_cancelled_task(room: Room, told: list[Message]) -> None:
    task_id = room.bridge.start_task(summary_of("A storm came."))
    room.bridge.cancel_task(task_id)
    room.worker.deliver(Failure(task_id, "ModelRunFailed", "It broke."))
    QApplication.processEvents()
    assert told == []
    assert room.worker.cancelled == [task_id]


def test_failure_of_a_task_is_told_and_leaves_the_ghost_alone(
    room: Room, told: list[Message], qtbot: QtBot
) -> None:
    type_text(room.editor, "Once")
    with qtbot.waitSignal(room.bridge.latency_measured):
        room.worker.answer(" upon")
    task_id = room.bridge.start_task(summary_of("A storm came."))
    room.worker.deliver(Failure(task_id, "ModelRunFailed", "It broke."))
    QApplication.processEvents()
    assert told == [Failure(task_id, "ModelRunFailed", "It broke.")]
    assert room.editor.ghost_text == " upon"


AWAY = dataclasses.replace(ScriptedModel().info, name="away", host="gpu.example")


def test_no_text_may_leave_until_the_window_says_so(room: Room) -> None:
    room.bridge.ask()
    task_id = room.bridge.start_task(summary_of("A storm came."))
    assert not room.worker.posted[-1].may_leave
    assert room.worker.roles[task_id] is Role.TASKS


def test_what_may_leave_says_so(room: Room) -> None:
    room.bridge.may_leave = lambda: True
    room.bridge.ask()
    task_id = room.bridge.start_task(summary_of("A storm came."))
    fix_id = room.bridge.start_task(summary_of("A storm came."), Purpose.FIX, Role.FIX)
    assert room.worker.posted[-1].may_leave
    assert room.worker.roles[task_id] is Role.TASKS_AWAY
    assert room.worker.roles[fix_id] is Role.FIX


def test_a_text_that_became_private_is_called_back(room: Room) -> None:
    room.bridge.may_leave = lambda: True
    told: list[Message] = []
    room.bridge.task_message.connect(told.append)
    room.bridge.ask()
    task_id = room.bridge.start_task(summary_of("A storm came."))
    room.bridge.may_leave = lambda: False
    room.bridge.follow_privacy()
    assert {task_id, room.worker.posted[-1].request_id} <= set(room.worker.cancelled)
    assert isinstance(told[-1], Failure) and "never sent" in told[-1].advice


def test_each_document_hears_of_the_model_that_may_have_its_text(room: Room) -> None:
    heard: list[Status] = []
    room.bridge.status_changed.connect(heard.append)
    home = ScriptedModel().info
    room.bridge.deliver(Status(ModelState.READY, home, away_ghosts=AWAY))
    QApplication.processEvents()
    room.bridge.may_leave = lambda: True
    room.bridge.follow_privacy()
    assert [status.info for status in heard] == [home, AWAY]


def test_tasks_make_way_before_a_key_is_handled_and_while_an_answer_is_shown(room: Room) -> None:
    room.worker.claims_s.clear()
    texts: list[str] = []
    room.editor.stirred.connect(lambda: texts.append(room.editor.text()))
    type_text(room.editor, "a")
    assert (texts, room.worker.claims_s[0]) == ([""], KEY_WAY_S)
    room.worker.deliver(READY)
    QApplication.processEvents()
    assert room.worker.claims_s[-1] == MESSAGE_WAY_S

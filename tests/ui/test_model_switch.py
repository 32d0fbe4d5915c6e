"""Choosing a model in the window: the setting, the worker, every document, no restart."""

import dataclasses
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from tests.ui.open_room import Room
from writer_app.assist.messages import ModelState, Status
from writer_app.assist.roles import Role, Source
from writer_app.engine.scripted import ScriptedModel


def test_choosing_a_model_tells_the_worker_of_all_documents(
    make_room: Callable[..., Room],
) -> None:
    room = make_room()
    room.documents._sources_of = lambda settings, _: {
        Role.GHOSTS: Source(settings.model, ScriptedModel),
        Role.TASKS: Source(settings.tasks_model or settings.model, ScriptedModel),
    }
    room.window.change(model="mine-int8")
    room.window.change(font_size_px=20)
    room.window.change(model="", tasks_model="other")
    used = [{role: source.key for role, source in one.items()} for one in room.workers[0].used]
    assert used == [
        {Role.GHOSTS: "mine-int8", Role.TASKS: "mine-int8"},
        {Role.GHOSTS: "", Role.TASKS: "other"},
    ]


def test_trouble_told_from_any_thread_is_shown(make_room: Callable[..., Room]) -> None:
    room = make_room()
    room.documents.troubled.emit("model.onnx is damaged.")
    QApplication.processEvents()
    assert "damaged" in room.window.bar.words


def test_why_a_model_is_not_on_the_card_is_told_once(make_room: Callable[..., Room]) -> None:
    room = make_room()
    note = "Mine runs on the CPU: no NVIDIA driver was found."
    info = dataclasses.replace(ScriptedModel().info, device_note=note)
    status = Status(ModelState.READY, info)
    room.workers[0].deliver(status)
    QApplication.processEvents()
    assert room.window.bar.words == note
    room.window.bar.hide()
    room.workers[0].deliver(status)
    QApplication.processEvents()
    assert room.window.bar.words == ""
    room.window.change(device="cuda")
    room.workers[0].deliver(status)
    QApplication.processEvents()
    assert room.window.bar.words == note

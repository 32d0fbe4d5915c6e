"""Choosing a model in the window: the setting, the worker, every document, no restart."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from tests.ui.open_room import Room
from tests.ui.worker import InlineWorker
from writer_app.assist.messages import Message


def test_choosing_a_model_switches_the_worker_of_all_documents(
    make_room: Callable[..., Room],
) -> None:
    room = make_room()
    asked: list[str] = []

    def make_other(key: str, deliver: Callable[[Message], None]) -> InlineWorker:
        asked.append(key)
        return InlineWorker(deliver)

    room.documents._make_other = make_other
    room.window.change(model="mine-int8")
    room.window.change(font_size_px=20)
    room.window.change(model="")
    assert asked == ["mine-int8", ""]


def test_trouble_told_from_any_thread_is_shown(make_room: Callable[..., Room]) -> None:
    room = make_room()
    room.documents.troubled.emit("model.onnx is damaged.")
    QApplication.processEvents()
    assert "damaged" in room.window.bar.words

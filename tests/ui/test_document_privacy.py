"""Which text may leave: the mark, the front matter, and what the status line says."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.hands import type_text
from tests.ui.open_room import Answers
from tests.ui.worker import InlineWorker
from writer_app.documents.never_send import NeverSend
from writer_app.settings import Settings
from writer_app.ui.window import Window

ON = Settings(
    hint_seen=True,
    welcome_seen=True,
    remote_use="both",
    remote_address="https://gpu.example",
    remote_model="large",
    remote_agreed="https://gpu.example/v1",
)


class Room:
    """A window whose worker tells what it was given."""

    def __init__(self, settings: Settings, marks: NeverSend) -> None:
        self.workers: list[InlineWorker] = []
        self.marks = marks
        self.window = Window(settings, None, self._make, dialogs=Answers(), never_send=marks)
        self.window.start()

    def _make(self, deliver: object) -> InlineWorker:
        self.workers.append(InlineWorker(deliver))  # type: ignore[arg-type]
        return self.workers[0]

    @property
    def sign(self) -> str:
        return self.window.status_line.server_words

    def may_leave(self) -> bool:
        return self.window.privacy.may_leave()

    def toggle(self) -> None:
        self.window.privacy.toggle()


@pytest.fixture
def marks(tmp_path: Path) -> NeverSend:
    return NeverSend(tmp_path / "never-send")


@pytest.fixture
def room(qtbot: QtBot, marks: NeverSend) -> Iterator[Room]:
    room = Room(ON, marks)
    qtbot.addWidget(room.window)
    yield room
    room.window.editor.mark_saved()


def test_at_first_nothing_leaves_and_nothing_is_said(qtbot: QtBot, marks: NeverSend) -> None:
    room = Room(Settings(hint_seen=True), marks)
    qtbot.addWidget(room.window)
    assert not room.may_leave()
    assert room.sign == ""


def test_while_a_server_is_on_the_status_line_says_so(room: Room) -> None:
    assert room.may_leave()
    assert room.sign == "sends to gpu.example"


def test_a_mark_keeps_a_document_here(room: Room) -> None:
    room.toggle()
    assert not room.may_leave()
    assert room.sign == "stays here"
    room.toggle()
    assert room.may_leave()


def test_what_is_posted_says_whether_it_may_leave(room: Room) -> None:
    room.window.bridge.ask()
    room.toggle()
    room.window.bridge.ask()
    assert [request.may_leave for request in room.workers[0].posted[-2:]] == [True, False]


def test_front_matter_keeps_a_document_here_as_it_is_typed(room: Room) -> None:
    room.window.editor.open_text("---\nnever-send: tru\n---\nDear diary", is_markdown=True)
    assert room.may_leave()
    cursor = room.window.editor.textCursor()
    cursor.setPosition(len("---\nnever-send: tru"))
    room.window.editor.setTextCursor(cursor)
    type_text(room.window.editor, "e")
    assert not room.may_leave()
    assert room.sign == "stays here"


def test_the_mark_goes_along_when_a_text_is_saved_elsewhere(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Dear diary")
    room.window.desk.open(path)
    room.toggle()
    desk = room.window.desk
    desk._file = dataclasses.replace(desk._file, path=tmp_path / "b.md")
    desk.renamed.emit()
    assert not room.may_leave()
    assert room.marks.has(tmp_path / "b.md")


def test_another_text_has_its_own_mark(room: Room, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(name)
    room.marks.set(tmp_path / "a.md", is_on=True)
    room.window.desk.open(tmp_path / "a.md")
    assert not room.may_leave()
    room.window.desk.open(tmp_path / "b.md")
    assert room.may_leave()
    assert not room.marks.has(tmp_path / "b.md")


def test_a_server_that_is_away_is_said_to_be(room: Room) -> None:
    room.window.server_sign.set_state(is_up=False, advice="gpu.example does not answer in time.")
    assert room.sign == "gpu.example is away"
    room.window.server_sign.set_state(is_up=True, advice="")
    assert room.sign == "sends to gpu.example"


def test_switching_the_server_off_takes_the_sign_away(room: Room) -> None:
    room.window.change(remote_use="off")
    assert room.sign == ""
    assert not room.may_leave()

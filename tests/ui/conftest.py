"""What tests of the window share: an editor that is seen and has the focus."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, Clock, first_word, press
from tests.ui.open_room import Room
from writer_app.assist.messages import Snapshot
from writer_app.settings import Settings
from writer_app.ui.clipboard import hand_over_clipboard
from writer_app.ui.desk import Choice
from writer_app.ui.editor import Editor
from writer_app.ui.fonts import load_box_faces
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.keymap import make_keymap
from writer_app.ui.theme import LIGHT


@pytest.fixture(autouse=True)
def blinking_as_before(qapp: QApplication) -> Iterator[None]:
    """Give back the caret's rhythm, which a window may have stopped for all."""
    flash_ms = qapp.cursorFlashTime()
    yield
    qapp.setCursorFlashTime(flash_ms)


@pytest.fixture(scope="session", autouse=True)
def application(qapp: QApplication) -> Iterator[QApplication]:
    """Have an application in every test here, its own face, and an end in peace."""
    load_box_faces()
    yield qapp
    hand_over_clipboard()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(qapp: QApplication, clock: Clock) -> GhostKeys:
    return GhostKeys(make_keymap(), first_word, clock)


@pytest.fixture
def make_editor(qtbot: QtBot, clock: Clock, keys: GhostKeys) -> Callable[..., Editor]:
    """Give a maker of editors that stand on the screen with the focus."""

    def make(text: str = "", width: int = 900, height: int = 700) -> Editor:
        editor = Editor(LIGHT, Settings(), keys, clock)
        qtbot.addWidget(editor)
        editor.resize(width, height)
        with qtbot.waitExposed(editor):
            editor.show()
        editor.activateWindow()
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        if text:
            editor.open_text(text)
            press(editor, Qt.Key.Key_End, CTRL)
        return editor

    return make


@pytest.fixture
def editor(make_editor: Callable[..., Editor]) -> Editor:
    return make_editor()


@pytest.fixture
def snapshots(editor: Editor) -> list[Snapshot]:
    """Collect what the editor tells from now on."""
    told: list[Snapshot] = []
    editor.edited.connect(told.append)
    return told


@pytest.fixture
def make_room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    rooms: list[Room] = []

    def make(*files: Path, is_keeping: bool = True, settings: Settings | None = None) -> Room:
        kept = tmp_path / "kept" if is_keeping else None
        rooms.append(Room(kept, list(files), settings))
        return rooms[-1]

    yield make
    for room in rooms:
        room.answers.unsaved = Choice.DISCARD
        room.end()
        room.documents.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    found = [tmp_path / name for name in ("a.md", "b.md", "c.md")]
    for path in found:
        path.write_text(f"{path.stem}\n" * 300)
    return found

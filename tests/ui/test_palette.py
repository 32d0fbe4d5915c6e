"""A palette: what its keys do, what it offers, and that it never holds on to the writer."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import press, type_text
from writer_app.ui.editor import Editor
from writer_app.ui.palette import Entry, Palette
from writer_app.ui.theme import DARK, LIGHT

ENTRIES = (
    Entry("fix", "Fix", "Ctrl+Alt+F"),
    Entry("shorten", "Shorten", detail="Fewer words."),
    Entry("translate", "Translate", detail="Needs another model.", is_enabled=False),
)


def matching(query: str) -> Sequence[Entry]:
    return [entry for entry in ENTRIES if query.lower() in entry.title.lower()]


@pytest.fixture
def palette(editor: Editor, qtbot: QtBot) -> Palette:
    made = Palette(editor, LIGHT, "Commands")
    made.open("Do what?", matching)
    qtbot.waitUntil(made.field.hasFocus)
    return made


@pytest.fixture
def picked(palette: Palette) -> list[str]:
    told: list[str] = []
    palette.picked.connect(told.append)
    return told


def test_return_picks_the_first_and_hides(palette: Palette, picked: list[str]) -> None:
    press(palette.field, Qt.Key.Key_Return)
    assert picked == ["fix"]
    assert not palette.isVisible()


def test_arrows_go_round(palette: Palette, picked: list[str]) -> None:
    press(palette.field, Qt.Key.Key_Up)
    assert palette.current == ENTRIES[2]
    press(palette.field, Qt.Key.Key_Down)
    press(palette.field, Qt.Key.Key_Down)
    press(palette.field, Qt.Key.Key_Return)
    assert picked == ["shorten"]


def test_typing_narrows_the_choice(palette: Palette, picked: list[str]) -> None:
    type_text(palette.field, "sho")
    assert palette.entries == (ENTRIES[1],)
    press(palette.field, Qt.Key.Key_Return)
    assert (picked, palette.query) == (["shorten"], "sho")


def test_what_cannot_be_done_stays_and_says_why(palette: Palette, picked: list[str]) -> None:
    type_text(palette.field, "tra")
    assert palette._detail.text() == "Needs another model."
    press(palette.field, Qt.Key.Key_Return)
    assert picked == [] and palette.isVisible()


def test_nothing_found_is_said(palette: Palette, picked: list[str]) -> None:
    type_text(palette.field, "xyz")
    assert palette._detail.text()
    press(palette.field, Qt.Key.Key_Return)
    assert picked == [] and palette.isVisible()


def test_escape_closes(palette: Palette, qtbot: QtBot) -> None:
    with qtbot.waitSignal(palette.closed):
        press(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_looking_elsewhere_closes(palette: Palette, editor: Editor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(palette.closed):
        editor.setFocus()
    assert not palette.isVisible()


def test_click_picks(palette: Palette, picked: list[str], qtbot: QtBot) -> None:
    place = palette.list.visualRect(palette._entries.index(1)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked == ["shorten"]


def test_refresh_keeps_the_choice(palette: Palette) -> None:
    press(palette.field, Qt.Key.Key_Down)
    palette.refresh()
    assert palette.current == ENTRIES[1]


def test_it_stays_within_a_small_page(palette: Palette, editor: Editor) -> None:
    palette.open("", lambda _: [Entry(str(n), f"Line {n}") for n in range(50)])
    editor.resize(300, 260)
    QApplication.processEvents()
    assert editor.rect().contains(palette.geometry())
    for _ in range(49):
        press(palette.field, Qt.Key.Key_Down)
    assert palette.list.rect().contains(palette.list.visualRect(palette.list.currentIndex()))


def test_it_paints_in_every_theme(palette: Palette) -> None:
    palette.set_theme(DARK)
    shown = palette.grab().toImage()
    assert shown.pixelColor(QPoint(40, 4)).lightness() < 60

"""The ledger's page: what is listed, filtered, copied and wiped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.open_room import Room
from writer_app.deeds import Connection, Deed, ModelRun, Purpose
from writer_app.documents.deed_keeper import DeedKeeper, Past
from writer_app.documents.ledger_file import LedgerFile, LedgerRead
from writer_app.documents.ledger_lines import Deeds, bounded
from writer_app.ui.deed_rows import Column, cell, headline_of
from writer_app.ui.deeds_window import DeedsWindow, note_of
from writer_app.ui.keymap import Action
from writer_app.ui.theme import theme_named

DAY = 1_795_000_000.0
RUN = ModelRun(DAY, "Seed", "cpu", Purpose.GHOST, 4_120, 7, 18.4)
FIX = ModelRun(DAY + 60, "Seed", "cuda", Purpose.FIX, 412, 0, 2_300.0)
LOOK = Connection(DAY + 90, "huggingface.co", Purpose.LOOK, "a/Tiny", 0, 1_234_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def keeper(path: Path) -> Iterator[DeedKeeper]:
    keeper = DeedKeeper(path, batch_s=1e6)
    yield keeper
    assert keeper.close()


@pytest.fixture
def window(qtbot: QtBot, keeper: DeedKeeper) -> Iterator[DeedsWindow]:
    for deed in (RUN, FIX, LOOK):
        keeper.note(deed)
    parent = QWidget()
    qtbot.addWidget(parent)
    window = DeedsWindow(parent, keeper, theme_named("light"))
    window.open_again(theme_named("light"))
    qtbot.waitUntil(lambda: window.rows.rowCount() == 3)
    yield window
    assert keeper.close()
    parent.close()


def whats(window: DeedsWindow) -> list[str]:
    return [window.rows.index(row, Column.WHAT).data() for row in range(window.rows.rowCount())]


def test_the_newest_is_on_top_and_the_whole_is_summed_up(window: DeedsWindow) -> None:
    assert whats(window) == ["Asked about a model", "Fix", "Ghost text"]
    assert "one connection was made, to huggingface.co" in window.headline.text()
    assert "models ran 2 times" in window.headline.text()


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (RUN, ("Ghost text", "Seed \u00b7 CPU", "4,120 tokens in, 7 out", "18 ms")),
        (FIX, ("Fix", "Seed \u00b7 CUDA", "412 tokens in, 0 out", "2.3 s")),
        (
            ModelRun(DAY, "qwen", "remote", Purpose.SUMMARY, 900, 80, 61_000.0),
            ("Summary", "qwen \u00b7 a server", "900 tokens in, 80 out", "61 s"),
        ),
        (LOOK, ("Asked about a model", "huggingface.co \u00b7 a/Tiny", "1.2 MB received", "")),
        (
            ModelRun(DAY, "Seed", "cpu", "whistle", 1, 1, 0.0, 1_200),
            ("whistle \u00d7 1,200", "Seed \u00b7 CPU", "1 tokens in, 1 out", "0 ms"),
        ),
    ],
)
def test_a_deed_is_said_in_words(deed: Deed, words: tuple[str, ...], qtbot: QtBot) -> None:
    assert tuple(cell(deed, column) for column in Column if column is not Column.WHEN) == words


def test_no_connection_is_the_first_thing_that_is_said() -> None:
    assert "no connection was made, a model ran once" in headline_of(bounded([RUN]))
    assert headline_of(Deeds()).startswith("Nothing is noted")


def test_the_list_is_filtered_by_kind_and_words(window: DeedsWindow) -> None:
    QTest.keyClicks(window.field, "seed FIX")
    assert whats(window) == ["Fix"]
    window.field.clear()
    window.kinds.setCurrentIndex(1)
    assert whats(window) == ["Asked about a model"]
    window.kinds.setCurrentIndex(2)
    assert whats(window) == ["Fix", "Ghost text"]


def test_rows_are_copied_as_text(window: DeedsWindow) -> None:
    window.table.setFocus()
    window.table.selectAll()
    QTest.keyClick(window.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert lines[0].split("\t")[1:3] == ["Asked about a model", "huggingface.co \u00b7 a/Tiny"]


def test_one_button_wipes_the_ledger(window: DeedsWindow, path: Path, qtbot: QtBot) -> None:
    assert len(LedgerFile(path).read().deeds.all) == 3
    window.forgetting.click()
    qtbot.waitUntil(lambda: window.rows.rowCount() == 0)
    assert not path.exists()
    assert not window.forgetting.isEnabled()


def test_coming_back_to_the_window_shows_what_came_since(
    window: DeedsWindow, keeper: DeedKeeper, qtbot: QtBot
) -> None:
    window.close()
    keeper.note(RUN)
    window.open_again(theme_named("dark"))
    qtbot.waitUntil(lambda: window.rows.rowCount() == 4)


def test_the_note_says_where_it_lies_and_what_is_the_matter(path: Path) -> None:
    read = LedgerRead()
    assert str(path) in note_of(Past(read, path), 0)
    assert "Nothing is kept" in note_of(Past(read, path, is_kept=False), 0)
    assert "set aside" in note_of(Past(read, path, set_aside=path), 2)
    assert "No space" in note_of(Past(read, path, trouble="No space left"), 0)


def test_the_menu_opens_the_ledger_and_forgetting_reaches_it(
    qtbot: QtBot, tmp_path: Path, keeper: DeedKeeper, path: Path
) -> None:
    keeper.note(LOOK)
    room = Room(tmp_path / "kept", [], deeds=keeper)
    try:
        room.window._menus.actions[Action.DEEDS].trigger()
        opened = room.documents._deeds_window
        assert opened is not None
        qtbot.waitUntil(lambda: opened.rows.rowCount() == 1)
        room.window._menus.actions[Action.FORGET].trigger()
        opened.look()
        qtbot.waitUntil(lambda: opened.rows.rowCount() == 0)
        assert not path.exists()
    finally:
        room.end()

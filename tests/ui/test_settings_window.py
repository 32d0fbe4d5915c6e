"""The settings window: every change at once, every key its own, everything found."""

import dataclasses
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from writer_app.settings import Settings, load_settings, save_settings
from writer_app.ui.controls import Chooser, Stepper, Switch
from writer_app.ui.key_rows import KeyButton, KeyRow
from writer_app.ui.keymap import Action
from writer_app.ui.setting_rows import SettingRow
from writer_app.ui.settings_table import INTERNAL, ROWS, Item
from writer_app.ui.settings_window import SettingsDoor, SettingsWindow
from writer_app.ui.theme import LIGHT

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Desk:
    """The settings of a window that stands for the real one."""

    def __init__(self, parent: QWidget) -> None:
        self.settings = Settings()
        self.done: list[str] = []
        self.door = SettingsDoor(parent, lambda: (self.settings, LIGHT), self.change)
        self.door.open({Action.FORGET: lambda: self.done.append("forget")})

    @property
    def window(self) -> SettingsWindow:
        assert self.door.window is not None
        return self.door.window

    def change(self, **choices: object) -> None:
        self.settings = dataclasses.replace(self.settings, **choices)  # type: ignore[arg-type]
        self.door.follow(self.settings, LIGHT)

    def row(self, name: str) -> SettingRow:
        rows = [row for _, row in self.window.rows if isinstance(row, SettingRow)]
        return next(row for row in rows if row.item.field == name)

    def key_row(self, action: Action) -> KeyRow:
        rows = [row for _, row in self.window.rows if isinstance(row, KeyRow)]
        return next(row for row in rows if row.action is action)

    def give(self, action: Action, place: int, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        button = self.key_row(action).buttons[place]
        button.click()
        press(button, key, modifiers)

    def found(self) -> set[str]:
        return {
            row.item.field
            for _, row in self.window.rows
            if isinstance(row, SettingRow) and row.isVisibleTo(self.window)
        }


def press(button: KeyButton, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    parent = QWidget()
    qtbot.addWidget(parent)
    return Desk(parent)


def test_every_setting_has_a_row_or_needs_none() -> None:
    shown = {row.field for row in ROWS if isinstance(row, Item)}
    fields = {one.name for one in dataclasses.fields(Settings)}
    assert shown <= fields
    assert not fields - shown - INTERNAL, "add an Item to settings_table.ROWS, or to INTERNAL"


def test_each_control_changes_its_setting_at_once(desk: Desk) -> None:
    theme, size, autosave = (desk.row(n).control for n in ("theme", "font_size_px", "autosave"))
    assert isinstance(theme, Chooser) and isinstance(size, Stepper)
    assert isinstance(autosave, Switch)
    theme.activated.emit(theme.findData("sepia"))
    size.more.click()
    autosave.click()
    assert desk.settings.theme == "sepia"
    assert desk.settings.font_size_px == Settings().font_size_px + 1
    assert not desk.settings.autosave


def test_a_change_from_elsewhere_is_shown_and_not_told_again(desk: Desk) -> None:
    desk.change(ghost_mode="peek", threshold=0.5)
    mode, sure = desk.row("ghost_mode").control, desk.row("threshold").control
    assert isinstance(mode, Chooser) and isinstance(sure, Stepper)
    assert mode.currentData() == "peek"
    assert sure.number.value() == 50
    assert desk.settings.threshold == 0.5


def test_a_threshold_below_nothing_is_the_models_own(desk: Desk) -> None:
    desk.change(threshold=0.0)
    sure = desk.row("threshold").control
    assert isinstance(sure, Stepper)
    sure.less.click()
    assert desk.settings.threshold is None


def test_one_setting_goes_back_to_its_default(desk: Desk) -> None:
    row = desk.row("column_chars")
    assert not row.back.isVisibleTo(desk.window)
    desk.change(column_chars=90)
    assert row.back.isVisibleTo(desk.window)
    row.back.click()
    assert desk.settings.column_chars == Settings().column_chars


def test_reset_of_all_can_be_taken_back(desk: Desk) -> None:
    desk.change(theme="dark", keys=(("save", "F2"),), hint_seen=True)
    before = desk.settings
    desk.window.reset.click()
    assert desk.settings == Settings(hint_seen=True)
    desk.window.offer.click()
    assert desk.settings == before


def test_search_finds_titles_help_and_choices(desk: Desk) -> None:
    desk.window.search.setText("sepia")
    assert desk.found() == {"theme"}
    desk.window.search.setText("60 to 75")
    assert desk.found() == {"column_chars"}
    desk.window.search.setText("no such words")
    assert desk.found() == set()
    desk.window.search.clear()
    assert len(desk.found()) > 5


def test_keys_typed_are_an_actions_keys(desk: Desk) -> None:
    desk.give(Action.SAVE, 0, Qt.Key.Key_J, CTRL)
    assert desk.settings.keys == (("save", "Ctrl+J"),)
    desk.give(Action.SAVE, 1, Qt.Key.Key_F2, NONE)
    assert desk.settings.keys == (("save", "Ctrl+J"), ("save", "F2"))
    back = desk.key_row(Action.SAVE).back
    assert back is not None
    back.click()
    assert desk.settings.keys == ()


def test_backspace_takes_keys_away_and_escape_leaves_them(desk: Desk) -> None:
    desk.give(Action.SAVE, 0, Qt.Key.Key_Escape, NONE)
    assert desk.settings.keys == ()
    desk.give(Action.SAVE, 0, Qt.Key.Key_Backspace, NONE)
    assert desk.settings.keys == (("save", ""),)


def test_keys_of_another_action_are_taken_only_when_asked(desk: Desk) -> None:
    desk.give(Action.SAVE, 0, Qt.Key.Key_O, CTRL)
    assert desk.settings.keys == ()
    assert "Open" in desk.window.note.text()
    desk.window.offer.click()
    assert set(desk.settings.keys) == {("open", ""), ("save", "Ctrl+O")}


def test_a_key_that_types_a_letter_is_refused_in_words(desk: Desk) -> None:
    desk.give(Action.SAVE, 0, Qt.Key.Key_J, NONE)
    assert desk.settings.keys == ()
    assert "J alone" in desk.window.note.text()


def test_tab_can_be_given_although_it_moves_the_keyboard(desk: Desk) -> None:
    desk.change(keys=(("take_ghost", "Alt+Right"),))
    desk.give(Action.TAKE_GHOST, 0, Qt.Key.Key_Tab, NONE)
    assert desk.settings.keys == ()


def test_exported_settings_come_back_whole(desk: Desk, tmp_path: Path) -> None:
    desk.change(theme="dark", keys=(("save", "F2"),))
    before, path = desk.settings, tmp_path / "mine.json"
    desk.window.export_to(path)
    desk.window.reset.click()
    desk.window.import_from(path)
    assert desk.settings == before
    desk.window.offer.click()
    assert desk.settings == Settings()


@pytest.mark.parametrize(
    "raw", ["", "[]", '{"a": 1}', '{"theme": "pink"}', '{"font_size_px": 9000}', "\x00\xff"]
)
def test_bad_files_are_refused_in_words_and_change_nothing(
    desk: Desk, tmp_path: Path, raw: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(raw, encoding="utf-8")
    desk.window.import_from(path)
    assert desk.settings == Settings()
    assert "bad.json" in desk.window.note.text()
    assert path.read_text(encoding="utf-8") == raw


def test_a_missing_file_or_folder_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.window.import_from(tmp_path / "none.json")
    assert "cannot be read" in desk.window.note.text()
    (tmp_path / "file").write_text("")
    desk.window.export_to(tmp_path / "file" / "a.json")
    assert "cannot be saved" in desk.window.note.text()


def test_a_deed_runs_its_command(desk: Desk) -> None:
    desk.window.search.setText("kept text")
    button = next(
        row.button  # type: ignore[attr-defined]
        for _, row in desk.window.rows
        if hasattr(row, "button")
    )
    button.click()
    assert desk.done == ["forget"]


def test_a_narrow_window_puts_controls_under_their_words(desk: Desk) -> None:
    desk.window.resize(420, 600)
    row = desk.row("theme")
    QApplication.processEvents()
    assert row.control.geometry().top() > row.title.geometry().bottom()
    assert not desk.window.sections.isVisible()
    for _, one in desk.window.rows:
        assert one.minimumSizeHint().width() <= 420 - 56


def test_the_window_closes_and_opens_again(desk: Desk) -> None:
    desk.window.close()
    assert desk.door.window is None
    desk.door.open({})
    assert desk.window.isVisible()


def test_saved_and_loaded_settings_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(Settings(language="zh_CN"), path)
    assert load_settings(path) == (Settings(language="zh_CN"), None)
    assert json.loads(path.read_text())["language"] == "zh_CN"


def test_tab_goes_through_the_settings_before_what_stands_below_them(desk: Desk) -> None:
    window = desk.window
    chain, at = [], window.search.nextInFocusChain()
    while at is not window.search:
        chain.append(at)
        at = at.nextInFocusChain()
    theme, language = desk.row("theme").control, desk.row("language").control
    wanted = [window.sections, theme, language, window.reset, window.closing]
    places = [chain.index(part) for part in wanted]
    assert places == sorted(places)
    keys = desk.key_row(Action.FOCUS).buttons[0]
    assert chain.index(theme) < chain.index(keys) < chain.index(window.reset)


def test_a_file_of_settings_switches_no_server_on(desk: Desk, tmp_path: Path) -> None:
    remote = {"remote_use": "both", "remote_address": "https://evil.example", "remote_model": "x"}
    agreed = {"remote_agreed": "https://evil.example/v1", "theme": "dark"}
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(remote | agreed), encoding="utf-8")
    desk.window.import_from(path)
    assert desk.settings.theme == "dark"
    assert (desk.settings.remote_use, desk.settings.remote_agreed) == ("off", "")

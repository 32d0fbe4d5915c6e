"""The settings of a server: nothing is sent before it is agreed to, host by host."""

import dataclasses
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from writer_app.engine.remote.address import parse_address
from writer_app.errors import RemoteRefused
from writer_app.settings import Settings
from writer_app.ui.server_rows import ServerRows
from writer_app.ui.servers import Trial


class FakeServers:
    """Servers that answer at once; `asked` tells what they were asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, bool]] = []
        self.names: tuple[str, ...] = ("small", "large")
        self.trouble = ""
        self.kept: list[tuple[str, str]] = []
        self.has_keyring = True
        self.proxy = ""

    def base_of(self, address: str) -> tuple[str, str, bool]:
        known = parse_address(address)
        return known.base, known.host, known.is_here

    def models_at(self, address: str, key: str | None, *, use_proxy: bool) -> tuple[str, ...]:
        self.asked.append((address, key, use_proxy))
        if self.trouble:
            raise RemoteRefused(self.trouble)
        return self.names

    def keep_key(self, address: str, key: str) -> bool:
        self.kept.append((address, key))
        return self.has_keyring

    def proxy_of(self, address: str) -> str:
        return self.proxy


class Room:
    """The rows, and the settings that they change."""

    def __init__(self, qtbot: QtBot, settings: Settings) -> None:
        self.qtbot = qtbot
        self.settings = settings
        self.servers = FakeServers()
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.trial = Trial(self.servers, self.page)
        self.rows = ServerRows(self.trial, lambda: self.settings, self.change)
        for row in self.rows.rows:
            row.setParent(self.page)

    def change(self, **choices: Any) -> None:
        self.settings = dataclasses.replace(self.settings, **choices)
        self.rows.show_settings(self.settings)

    def type_address(self, text: str) -> None:
        self.rows.address.setText(text)
        self.rows.address.editingFinished.emit()

    def look(self) -> None:
        self.rows.look.click()
        self.qtbot.waitUntil(self.rows.look.isEnabled, timeout=10_000)

    def choose_use(self, use: str) -> None:
        row = self.rows.use.findData(use)
        self.rows.use.setCurrentIndex(row)
        self.rows.use.activated.emit(row)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot, Settings())


@pytest.fixture
def set_up(room: Room) -> Room:
    room.type_address("https://gpu.example")
    room.look()
    return room


def test_writing_an_address_asks_nobody(room: Room) -> None:
    room.type_address("https://gpu.example")
    assert room.settings.remote_address == "https://gpu.example"
    assert room.servers.asked == []


def test_a_look_lists_the_models_and_takes_the_first(set_up: Room) -> None:
    assert set_up.servers.asked == [("https://gpu.example", None, False)]
    assert set_up.settings.remote_model == "small"
    assert [set_up.rows.model.itemText(n) for n in range(2)] == ["small", "large"]
    assert "2 models" in set_up.rows.result.text()
    assert set_up.settings.remote_use == "off"


def test_what_is_wrong_is_told_in_words(room: Room) -> None:
    room.servers.trouble = "gpu.example asks for a key."
    room.type_address("https://gpu.example")
    room.look()
    assert room.rows.result.text() == "gpu.example asks for a key."


def test_an_address_that_is_none_is_not_asked(room: Room) -> None:
    room.rows.address.setText("http://gpu.example")
    room.rows.look.click()
    assert "https" in room.rows.result.text()
    assert room.servers.asked == []


def test_nothing_is_on_before_it_is_agreed_to(set_up: Room) -> None:
    set_up.choose_use("both")
    assert set_up.settings.remote_use == "off"
    words = set_up.rows.agreement.text()
    assert "gpu.example" in words and "3,000 characters" in words and "summary" in words
    set_up.rows.agree.click()
    assert set_up.settings.remote_use == "both"
    assert set_up.settings.remote_agreed == "https://gpu.example/v1"


def test_only_what_is_wanted_is_agreed_to(set_up: Room) -> None:
    set_up.choose_use("tasks")
    assert "3,000" not in set_up.rows.agreement.text()


def test_not_now_leaves_it_off(set_up: Room) -> None:
    set_up.choose_use("ghosts")
    set_up.rows.refuse.click()
    assert set_up.settings.remote_use == "off"
    assert set_up.rows.use.currentData() == "off"


def test_without_a_model_it_cannot_be_switched_on(room: Room) -> None:
    room.type_address("https://gpu.example")
    room.choose_use("both")
    assert room.rows.agree.isHidden()
    assert "first" in room.rows.result.text()


def test_more_than_was_agreed_to_is_asked_again(set_up: Room) -> None:
    set_up.choose_use("ghosts")
    set_up.rows.agree.click()
    set_up.choose_use("both")
    assert set_up.settings.remote_use == "ghosts"
    assert not set_up.rows.agree.isHidden()


def test_off_is_off_at_once(set_up: Room) -> None:
    set_up.choose_use("both")
    set_up.rows.agree.click()
    set_up.choose_use("off")
    assert set_up.settings.remote_use == "off"


def test_another_address_is_switched_off_until_it_is_agreed_to(set_up: Room) -> None:
    set_up.choose_use("both")
    set_up.rows.agree.click()
    set_up.type_address("https://other.example")
    settings = set_up.settings
    assert (settings.remote_use, settings.remote_agreed, settings.remote_model) == ("off", "", "")


def test_a_key_is_kept_once_the_server_took_it_and_shown_no_more(room: Room) -> None:
    room.type_address("https://gpu.example")
    room.rows.key.setText("sk-5ecret")
    room.look()
    assert room.servers.kept == [("https://gpu.example", "sk-5ecret")]
    assert (room.rows.key.text(), room.rows.key.placeholderText()) == ("", "kept")
    assert "5ecret" not in repr(room.settings)


def test_a_key_that_no_keyring_keeps_is_said_to_go(room: Room) -> None:
    room.servers.has_keyring = False
    room.type_address("https://gpu.example")
    room.rows.key.setText("sk-5ecret")
    room.look()
    assert room.rows.key.placeholderText() == "known until Foreword ends"


def test_a_proxy_is_used_on_the_writers_word_alone(set_up: Room) -> None:
    set_up.servers.proxy = "proxy.example"
    set_up.rows.show_settings(set_up.settings)
    assert not set_up.settings.remote_proxy
    set_up.rows.proxy.setChecked(True)
    assert set_up.settings.remote_proxy
    set_up.look()
    assert set_up.servers.asked[-1] == ("https://gpu.example", None, True)

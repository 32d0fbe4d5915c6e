"""What the palette of Ctrl+R offers, and what a choice in it does."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import press
from tests.ui.worker import InlineWorker
from writer_app.assist.rewriting.wish import RewriteWish
from writer_app.assist.session import Manners, Session
from writer_app.engine.scripted import ScriptedModel
from writer_app.settings import Settings
from writer_app.ui import rewriting
from writer_app.ui.bridge import Bridge
from writer_app.ui.editor import Editor
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.keymap import make_keymap
from writer_app.ui.prompts import Prompt
from writer_app.ui.rewrite_palette import Offers, entries_for, languages_for
from writer_app.ui.rewrite_room import RewriteRoom
from writer_app.ui.theme import LIGHT

BASE = replace(ScriptedModel().info, is_instruct=False, skills=frozenset())
TAUGHT = replace(BASE, skills=frozenset({"shorten"}))
INSTRUCT = replace(BASE, is_instruct=True, languages=("en", "fr", "de"))
PROMPT = Prompt("Calm", "Make it calmer.", "Ctrl+Alt+Shift+F6")
TEXT = "He go home. She stay here."


def titles(query: str = "", **offers: object) -> list[str]:
    made = Offers(**{"info": BASE, "keymap": make_keymap(), **offers})  # type: ignore[arg-type]
    return [entry.title for entry in entries_for(query, made)]


def enabled(**offers: object) -> list[str]:
    made = Offers(**{"info": BASE, "keymap": make_keymap(), **offers})  # type: ignore[arg-type]
    return [entry.title for entry in entries_for("", made) if entry.is_enabled]


def test_every_way_stands_there_whatever_the_model_can_do() -> None:
    assert titles(info=BASE)[:4] == ["Fix spelling and grammar", "Shorten", "Expand", "Simplify"]


def test_only_what_the_model_can_do_is_offered_loudly() -> None:
    assert enabled(info=BASE) == ["Fix spelling and grammar", "Your prompts..."]
    assert "Shorten" in enabled(info=TAUGHT)
    assert "More formal" in enabled(info=INSTRUCT)


def test_what_it_cannot_do_says_why_and_what_to_do() -> None:
    entries = entries_for("shorten", Offers(BASE, make_keymap()))
    assert "catalogue" in next(entries).detail


def test_own_prompts_stand_among_the_ways_with_their_keys() -> None:
    entries = entries_for("calm", Offers(INSTRUCT, make_keymap(), (PROMPT,)))
    entry = next(entries)
    assert (entry.title, entry.aside, entry.is_enabled) == ("Calm", "Ctrl+Alt+Shift+F6", True)


def test_words_of_the_field_are_an_instruction_and_may_become_a_prompt() -> None:
    found = titles("as a letter", info=INSTRUCT)
    assert found[0] == "In my own words: as a letter"
    assert found[1].startswith("Keep these words")


def test_catalogue_is_offered_where_a_model_is_missing() -> None:
    assert titles(has_catalogue=True)[-1] == "Models..."
    assert "Models..." not in titles(info=INSTRUCT, has_catalogue=True)


def test_languages_are_those_of_the_model_and_found_by_their_own_names() -> None:
    assert [e.title for e in languages_for("", INSTRUCT)] == ["German", "English", "French"]
    assert [e.title for e in languages_for("deu", INSTRUCT)] == ["German"]


# In the page


@pytest.fixture
def wishes(monkeypatch: pytest.MonkeyPatch) -> list[RewriteWish]:
    """Note what is asked of the worker, and let any model do anything."""
    asked: list[RewriteWish] = []

    def task(_number: int, wish: RewriteWish, *_: object) -> object:
        asked.append(wish)
        return lambda *_: iter(())

    monkeypatch.setattr(rewriting, "rewrite_task", task)
    monkeypatch.setattr(rewriting, "obstacle", lambda *_: "")
    monkeypatch.setattr("writer_app.ui.rewrite_palette.obstacle", lambda *_: "")
    return asked


@pytest.fixture
def room(
    make_editor: Callable[..., Editor], keys: GhostKeys, qtbot: QtBot
) -> Iterator[RewriteRoom]:
    def make_worker(deliver: object) -> InlineWorker:
        return InlineWorker(deliver)  # type: ignore[arg-type]

    editor = make_editor(TEXT)
    bridge = Bridge(editor, keys, Session(Manners()), make_worker)
    settings = Settings(prompts=(("Calm", "Make it calmer.", "Ctrl+Alt+Shift+F6"),))
    made = RewriteRoom(editor, bridge, frozenset(), LIGHT, settings)
    with qtbot.waitSignal(bridge.status_changed):
        bridge.start()
    yield made
    bridge.close()


def type_in_palette(room: RewriteRoom, words: str) -> None:
    field = room._palette.field
    field.setText(words)
    field.textEdited.emit(words)
    press(field, Qt.Key.Key_Return)


def test_instruction_of_the_moment_is_asked_in_its_own_words(
    room: RewriteRoom, wishes: list[RewriteWish]
) -> None:
    room.open_palette()
    type_in_palette(room, "as a letter")
    assert (wishes[0].text, wishes[0].instruction) == ("She stay here.", "as a letter")


def test_key_of_a_prompt_asks_for_it_at_once(room: RewriteRoom, wishes: list[RewriteWish]) -> None:
    room._shortcuts[0].activated.emit()
    assert wishes[0].instruction == "Make it calmer."


def test_prompts_follow_the_settings(room: RewriteRoom) -> None:
    room.set_settings(Settings(prompts=()))
    assert room._shortcuts == []
    room.open_palette()
    assert "Calm" not in [entry.title for entry in room._palette.entries]


def test_closed_palette_gives_the_keyboard_back(room: RewriteRoom, qtbot: QtBot) -> None:
    room.open_palette()
    press(room._palette.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(room._editor.hasFocus)


def test_context_menu_fixes_what_is_meant(room: RewriteRoom, wishes: list[RewriteWish]) -> None:
    from PySide6.QtWidgets import QMenu

    menu = QMenu(room._editor)
    room.menu_section(menu, 0)
    lines = {line.text(): line for line in menu.actions()}
    lines["Fix This Sentence"].trigger()
    QApplication.processEvents()
    assert wishes[0].text == "She stay here."

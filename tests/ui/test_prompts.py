"""The writer's own prompts: read, checked against other keys, changed in their window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from writer_app.settings import Settings, load_settings, save_settings
from writer_app.ui.editor import Editor
from writer_app.ui.keymap import make_keymap
from writer_app.ui.prompts import MOST_PROMPTS, Prompt, problem_with, read_prompts, rows_of
from writer_app.ui.prompts_window import PromptsWindow
from writer_app.ui.theme import LIGHT

CALM = Prompt("Calm", "Make it calmer.", "Ctrl+Alt+Shift+F6")
SAGA = Prompt("Saga", "Tell it as a saga.")


def test_prompts_come_back_from_the_settings_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(Settings(prompts=rows_of((CALM, SAGA))), path)
    settings, problem = load_settings(path)
    assert problem is None
    assert read_prompts(settings.prompts) == (CALM, SAGA)


def test_what_is_no_prompt_is_left_out() -> None:
    assert read_prompts([("", "words", ""), ("name", " ", ""), ("Saga", SAGA.instruction, "")]) == (
        SAGA,
    )
    assert len(read_prompts([("a", "b", "")] * 100)) == MOST_PROMPTS


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        (Prompt("", "x"), "name"),
        (Prompt("x", ""), "what is to be done"),
        (Prompt("calm", "x"), "has this name"),
        (Prompt("x", "x", "Ctrl+S"), "already is save"),
        (Prompt("x", "x", "Ctrl+Alt+Shift+F6"), "already is Calm"),
        (Prompt("x", "x", "A"), "Ctrl or Alt"),
        (Prompt("x", "x", "Shift+A"), "Ctrl or Alt"),
        (Prompt("x", "x", "F10"), ""),
        (Prompt("x", "x", "Ctrl+Alt+Shift+F7"), ""),
    ],
)
def test_key_or_name_that_is_taken_is_refused_in_words(prompt: Prompt, words: str) -> None:
    said = problem_with(prompt, [CALM], make_keymap())
    assert words in said
    assert bool(said) == bool(words)


@pytest.fixture
def make_prompts(
    make_editor: Callable[..., Editor],
) -> Callable[..., tuple[PromptsWindow, list[tuple[Prompt, ...]]]]:
    def make(
        prompts: tuple[Prompt, ...] = (), instruction: str = ""
    ) -> tuple[PromptsWindow, list[tuple[Prompt, ...]]]:
        window = PromptsWindow(make_editor(), LIGHT, prompts, make_keymap(), instruction)
        kept: list[tuple[Prompt, ...]] = []
        window.changed.connect(kept.append)
        return window, kept

    return make


Make = Callable[..., tuple[PromptsWindow, list[tuple[Prompt, ...]]]]


def test_prompt_is_added_once_it_has_words(make_prompts: Make) -> None:
    window, kept = make_prompts((CALM,))
    window.add.click()
    window.name.setText("Saga")
    window.name.textEdited.emit("Saga")
    assert kept[-1] == (CALM,)
    window.instruction.setPlainText(SAGA.instruction)
    assert kept[-1] == (CALM, SAGA)


def test_prompt_is_renamed_and_removed(make_prompts: Make) -> None:
    window, kept = make_prompts((CALM, SAGA))
    window.name.setText("Calmer")
    window.name.textEdited.emit("Calmer")
    assert kept[-1][0].name == "Calmer"
    window.remove.click()
    assert kept[-1] == (SAGA,)


def test_key_of_somebody_else_is_not_kept(make_prompts: Make) -> None:
    window, kept = make_prompts((SAGA,))
    window.key.setKeySequence(QKeySequence("Ctrl+S"))
    assert "already is save" in window.problem.text()
    assert kept[-1] == (SAGA,)


def test_prompt_without_a_name_is_called_by_its_first_words(make_prompts: Make) -> None:
    window, kept = make_prompts(())
    window.add.click()
    window.instruction.setPlainText("Tell it as an old saga, please.")
    assert kept[-1][0].name == "Tell it as an"


def test_words_typed_in_the_palette_begin_a_prompt(make_prompts: Make) -> None:
    window, kept = make_prompts((), "As a letter.")
    window.name.setText("Letter")
    window.name.textEdited.emit("Letter")
    assert kept[-1] == (Prompt("Letter", "As a letter."),)

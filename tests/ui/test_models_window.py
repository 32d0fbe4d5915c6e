"""The library of models: what the list says, what each button does, a real job at the end."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.library.hub_server import HubServer
from tests.tiny_model import write_checkpoint
from tests.ui.hands import press
from writer_app import paths
from writer_app.library.partial import NOTE, folder_for
from writer_app.library.progress import Progress
from writer_app.library.shelf import Shelf, keep_measured, writers_shelf
from writer_app.ui.model_card import Deed
from writer_app.ui.model_library import ModelLibrary
from writer_app.ui.model_lines import Part
from writer_app.ui.model_words import progress_words
from writer_app.ui.models_window import ModelsWindow
from writer_app.ui.theme import DARK, LIGHT

JOB_MS = 60_000
SPEED = {"verdict": "fast", "ghost_ms": 4.0, "decode_tokens_per_s": 2000.0}
PARITY = {
    "agreement": 0.997,
    "n_tokens": 301,
    "bits_per_byte": 1.4585,
    "original_bits_per_byte": 1.459,
}


@pytest.fixture
def shelf() -> Shelf:
    shelf = writers_shelf()
    made = shelf.new_folder()
    for path in paths.default_model_dir().iterdir():
        shutil.copy(path, made / path.name)
    content = json.loads((made / "manifest.json").read_text())
    (made / "manifest.json").write_text(json.dumps({**content, "name": "Mine", "source": "a/Mine"}))
    keep_measured(made, speed=SPEED, parity=PARITY)
    shelf.put(made, "mine-int8")
    return shelf


@pytest.fixture
def library(shelf: Shelf, qtbot: QtBot) -> Iterator[ModelLibrary]:
    library = ModelLibrary(None, shelf, paths.catalog_file())
    yield library
    library.shut_down()


@pytest.fixture
def window(library: ModelLibrary, qtbot: QtBot) -> Iterator[ModelsWindow]:
    page = QWidget()
    qtbot.addWidget(page)
    window = ModelsWindow(page, library, LIGHT)
    window.open_again(LIGHT)
    yield window
    window.close()


def lines(window: ModelsWindow) -> list[str]:
    items = [window.list.item(row) for row in range(window.list.count())]
    return [str(item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text()) for item in items]


def go_to(window: ModelsWindow, name: str) -> None:
    row = next(n for n, line in enumerate(lines(window)) if line.startswith(name))
    window.list.setCurrentRow(row)


def offered(window: ModelsWindow) -> list[Deed]:
    return [deed for deed, button in window.card.buttons.items() if not button.isHidden()]


def facts(window: ModelsWindow) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in window.card.facts.findChildren(QLabel))


def test_list_tells_what_is_here_and_what_can_be_had(window: ModelsWindow) -> None:
    told = lines(window)
    assert told[:3] == [
        "On this machine",
        "Foreword seed, in use \u00b7 continues text",
        "Mine, continues text \u00b7 fast for ghost text",
    ]
    assert told[3] == "On the hub"
    assert any("SmolLM2-135M-Instruct" in line and "follows instructions" in line for line in told)


def test_headings_are_no_choices(window: ModelsWindow) -> None:
    first = window.list.item(0)
    assert first.data(Part.IS_HEADING)
    assert not first.flags() & Qt.ItemFlag.ItemIsSelectable


def test_model_in_use_is_chosen_and_needs_no_use(window: ModelsWindow) -> None:
    assert window.choice is not None and window.choice.word == "default"
    assert offered(window) == [Deed.MEASURE, Deed.VERIFY]


def test_facts_tell_speed_and_closeness(window: ModelsWindow) -> None:
    go_to(window, "Mine")
    told = facts(window)
    assert "fast for ghost text: 4 ms from a typed word to a ghost" in told
    assert "the same next word as the original in 99.7 % of 301 places" in told
    assert "CC-BY-SA-4.0" in told


def test_return_uses_the_model(window: ModelsWindow, library: ModelLibrary, qtbot: QtBot) -> None:
    go_to(window, "Mine")
    with qtbot.waitSignal(library.use_asked) as asked:
        press(window.list, Qt.Key.Key_Return)
    assert asked.args == ["mine-int8", ""]
    assert lines(window)[2].startswith("Mine, in use \u00b7")


def test_a_model_is_used_for_rewriting_alone(window: ModelsWindow, library: ModelLibrary) -> None:
    go_to(window, "Mine")
    uses = [Deed.USE, Deed.USE_FOR_GHOSTS, Deed.USE_FOR_TASKS]
    assert offered(window) == [*uses, Deed.MEASURE, Deed.VERIFY, Deed.REMOVE]
    window.card.buttons[Deed.USE_FOR_TASKS].click()
    told = lines(window)
    assert told[1].startswith("Foreword seed, in use for ghosts")
    assert told[2].startswith("Mine, in use for rewriting")
    assert offered(window)[0] is Deed.USE_FOR_GHOSTS
    assert window.card.buttons[Deed.USE_FOR_GHOSTS].text() == "Use for &Ghosts Too"
    assert "loaded when one is asked for" in window.card.lead.text()


def test_a_choice_made_elsewhere_is_shown(window: ModelsWindow, library: ModelLibrary) -> None:
    library.follow("mine-int8", "default")
    assert lines(window)[2].startswith("Mine, in use for ghosts")


def test_return_presses_the_button_that_has_the_keyboard(
    window: ModelsWindow, library: ModelLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(window, "Mine")
    asked: list[str] = []
    monkeypatch.setattr(library, "verify", asked.append)
    window.card.buttons[Deed.VERIFY].setFocus()
    press(window.card.buttons[Deed.VERIFY], Qt.Key.Key_Return)
    assert asked == ["mine-int8"]
    assert window.isVisible()


def test_removing_the_model_in_use_gives_its_place_to_the_box(
    window: ModelsWindow, library: ModelLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.use("mine-int8")
    monkeypatch.setattr(window, "_may_remove", lambda _: True)
    go_to(window, "Mine")
    asked: list[tuple[str, ...]] = []
    library.use_asked.connect(lambda *keys: asked.append(keys))
    window.card.buttons[Deed.REMOVE].click()
    assert asked == [("", "")]
    assert not any(line.startswith("Mine") for line in lines(window))


def test_catalogue_asks_nothing_before_its_button(window: ModelsWindow) -> None:
    go_to(window, "HuggingFaceTB/SmolLM2-135M,")
    assert offered(window) == [Deed.LOOK]
    assert "from memory, not yet checked" in facts(window)


def test_typed_name_joins_the_list(window: ModelsWindow) -> None:
    window.field.setText("https://huggingface.co/tester/Tiny")
    window.field.returnPressed.emit()
    assert window.choice is not None and window.choice.word == "tester/Tiny"
    assert offered(window) == [Deed.LOOK]
    assert window.field.text() == ""


def test_begun_download_can_go_on_or_go(window: ModelsWindow, shelf: Shelf) -> None:
    folder = folder_for(shelf.folder, "tester/Tiny", "a" * 40)
    folder.mkdir()
    (folder / NOTE).write_text('{"name": "tester/Tiny", "bytes": 1000}')
    (folder / "x.part").write_bytes(b"x" * 500)
    window.close()
    window.open_again(LIGHT)
    go_to(window, "tester/Tiny")
    assert offered(window) == [Deed.ADD, Deed.REMOVE]
    assert window.card.buttons[Deed.ADD].text() == "&Go On"


def test_other_inks_are_put_on(window: ModelsWindow) -> None:
    window.set_theme(DARK)
    assert DARK.page in window.styleSheet()


def test_folder_is_taken_in_by_a_process_of_its_own(
    window: ModelsWindow, library: ModelLibrary, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[Progress] = []
    library.progressed.connect(told.append)
    library.add(str(write_checkpoint(tmp_path / "Tiny")))
    qtbot.waitUntil(lambda: not library.is_busy, timeout=JOB_MS)
    assert {progress.stage for progress in told} >= {"converting", "comparing", "measuring"}
    assert window.choice is not None and window.choice.word == "tiny-int8"
    assert offered(window)[0] is Deed.USE


def test_folder_that_holds_no_model_is_told(
    window: ModelsWindow, library: ModelLibrary, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[str] = []
    library.told.connect(told.append)
    library.add(str(tmp_path))
    qtbot.waitUntil(lambda: not library.is_busy, timeout=JOB_MS)
    assert "holds no" in told[0]


@pytest.mark.loopback
def test_hub_is_asked_and_a_download_paused(
    window: ModelsWindow,
    library: ModelLibrary,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with HubServer(write_checkpoint(tmp_path / "source")) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        word = library.name("tester/Tiny")
        go_to(window, "tester/Tiny")
        window.card.buttons[Deed.LOOK].click()
        qtbot.waitUntil(lambda: word in library.listings, timeout=JOB_MS)
        assert "mit" in facts(window) and "127.0.0.1" in facts(window)
        server.faults["model.safetensors"].append("drip:65536")
        window.card.buttons[Deed.ADD].click()
        assert offered(window) == [Deed.PAUSE]
        with qtbot.waitSignal(library.progressed, check_params_cb=is_downloading, timeout=JOB_MS):
            pass
        window.card.buttons[Deed.PAUSE].click()
        server.released.set()
        qtbot.waitUntil(lambda: not library.is_busy, timeout=JOB_MS)
    go_to(window, "tester/Tiny")
    assert offered(window) == [Deed.ADD, Deed.REMOVE]


def is_downloading(progress: Progress) -> bool:
    return progress.stage == "downloading" and progress.done > 0


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (None, "Starting\u2026"),
        (Progress("looking"), "Asking the hub\u2026"),
        (Progress("converting", 1, 4), "Converting \u00b7 25 %"),
        (
            Progress("downloading", 5_000_000, 10_000_000, 1_000_000.0, 5.0),
            "Downloading \u00b7 5 of 10 MB \u00b7 1.0 MB a second \u00b7 5 s left",
        ),
    ],
)
def test_progress_is_said(progress: Any, words: str) -> None:
    assert progress_words(progress) == words

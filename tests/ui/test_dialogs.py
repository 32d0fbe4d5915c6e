"""The questions about names: nothing is replaced that was not asked about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from writer_app.ui.dialogs import QtDialogs, path_of_kind

Asking = Callable[[list[tuple[str, str]]], QtDialogs]


@pytest.fixture
def asking(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Asking:
    """Give a maker of dialogs whose file dialog answers from a list."""

    def make(answers: list[tuple[str, str]]) -> QtDialogs:
        window = QWidget()
        qtbot.addWidget(window)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: answers.pop(0)))
        return QtDialogs(window)

    return make


def test_file_under_the_completed_name_is_not_replaced_unasked(
    asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.md").write_text("precious")
    kind = "Markdown (*.md)"
    dialogs = asking([(str(tmp_path / "notes"), kind), (str(tmp_path / "other"), kind)])
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "may_replace", lambda name: bool(asked.append(name)))
    assert dialogs.path_to_save(None) == tmp_path / "other.md"
    assert asked == ["notes.md"]


def test_file_that_may_be_replaced_is_given(
    asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.md").write_text("old")
    dialogs = asking([(str(tmp_path / "notes"), "Markdown (*.md)")])
    monkeypatch.setattr(dialogs, "may_replace", lambda _: True)
    assert dialogs.path_to_save(None) == tmp_path / "notes.md"


def test_name_that_the_dialog_itself_asked_about_is_not_asked_about_again(
    asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.md").write_text("old")
    dialogs = asking([(str(tmp_path / "notes.md"), "Markdown (*.md)")])
    monkeypatch.setattr(dialogs, "may_replace", lambda _: pytest.fail("asked twice"))
    assert dialogs.path_to_save(None) == tmp_path / "notes.md"


def test_dot_in_a_name_is_no_ending() -> None:
    assert path_of_kind(Path("Dr. Jekyll"), ".md") == Path("Dr. Jekyll.md")
    assert path_of_kind(Path("draft 1.2"), ".txt") == Path("draft 1.2.txt")
    assert path_of_kind(Path("a.HTM"), ".odt") == Path("a.HTM")


def test_all_files_leave_a_name_as_it_was_typed() -> None:
    assert path_of_kind(Path("COPYING"), "") == Path("COPYING")


def test_name_in_a_folder_that_is_gone_is_suggested_at_home(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    suggested: list[str] = []

    def note(*asked: object) -> tuple[str, str]:
        suggested.append(str(asked[2]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(note))
    assert QtDialogs(window).path_to_save(tmp_path / "gone" / "a.md") is None
    assert suggested == [str(Path.home() / "a.md")]

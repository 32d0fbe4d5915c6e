"""Help pages say what is true, show the model's card, and load nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from writer_app import paths
from writer_app.engine.scripted import ScriptedModel
from writer_app.ui.help_pages import (
    ReadingWindow,
    card_of,
    keys_window,
    model_page,
    model_window,
    privacy_page,
    privacy_window,
)
from writer_app.ui.keymap import make_keymap
from writer_app.ui.theme import DARK, LIGHT


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_every_key_is_listed(parent: QWidget) -> None:
    window = keys_window(parent, LIGHT, make_keymap())
    for keys in ("Tab", "Ctrl+Right", "Ctrl+Alt+G", "hold Ctrl+Alt"):
        assert keys in window.page.toPlainText()


def test_privacy_names_the_folders_and_a_check_for_this_process(parent: QWidget) -> None:
    shown = privacy_window(parent, DARK).page.toPlainText()
    assert str(paths.data_dir()) in shown
    assert f"pid={__import__('os').getpid()}" in shown
    assert (Path(__file__).parents[2] / "tests" / "test_privacy.py").is_file()
    assert "tests/test_privacy.py" in privacy_page()


def test_the_models_card_is_shown(parent: QWidget) -> None:
    info, folder = ScriptedModel().info, paths.default_model_dir()
    shown = model_window(parent, LIGHT, info, folder).page.toPlainText()
    assert info.name in shown
    assert "Data" in shown
    assert "| licence" not in shown, "tables are laid out, not shown as marks"


def test_a_model_without_a_card_or_no_model_is_said(tmp_path: Path) -> None:
    assert "no card" in model_page(ScriptedModel().info, tmp_path)
    assert "typing is fine" in model_page(None, None)


def test_a_cards_front_matter_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n# A model\n")
    assert card_of(tmp_path) == "# A model"


def test_nothing_that_a_page_names_is_loaded(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    window = ReadingWindow(parent, LIGHT, "Test")
    window.page.setMarkdown(f"![x]({tmp_path / 'a.png'}) ![y](https://example.org/a.png)")
    image = QTextDocument.ResourceType.ImageResource.value
    assert window.page.loadResource(image, QUrl.fromLocalFile(str(tmp_path / "a.png"))) is None


def test_a_link_is_copied_and_not_opened(parent: QWidget) -> None:
    window = ReadingWindow(parent, LIGHT, "Test")
    window.page.anchorClicked.emit(QUrl("https://example.org/"))
    assert QGuiApplication.clipboard().text() == "https://example.org/"
    assert "nothing was opened" in window.note.text()


def test_headings_and_paragraphs_have_room(parent: QWidget) -> None:
    window = ReadingWindow(parent, LIGHT, "Test")
    window.show_markdown("## First\n\nWords.\n\n## Second\n\n- one\n- two\n")
    block, room = window.page.document().begin(), []
    while block.isValid():
        form = block.blockFormat()
        room.append((form.topMargin() > 0, form.bottomMargin() > 0))
        block = block.next()
    assert room == [(False, True), (False, True), (True, True), (False, True), (False, True)]

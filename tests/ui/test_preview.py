"""The preview: what readers will see; nothing is loaded, nothing is held up."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import press, type_text
from tests.ui.worker import InlineWorker
from writer_app.settings import Settings
from writer_app.ui import paper as paper_module
from writer_app.ui.keymap import Action
from writer_app.ui.preview import PreviewLayout
from writer_app.ui.theme import DARK, qt_palette
from writer_app.ui.window import Window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    window = Window(Settings(theme="dark"), None, InlineWorker)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.editor.mark_saved())
    window.show()
    yield window
    window.paper.shut_down()


def words_of(window: Window) -> str:
    preview = window.paper.preview
    return preview.document().toPlainText() if preview is not None else ""


def test_markdown_is_laid_out_without_its_signs(window: Window, qtbot: QtBot) -> None:
    window.editor.open_text("# Title\n\nSome **bold** text.[^1]\n\n- one\n\n[^1]: Note.")
    window.paper.commands()[Action.PREVIEW]()
    qtbot.waitUntil(lambda: "Some bold text" in words_of(window))
    assert "#" not in words_of(window) and "*" not in words_of(window)
    assert "Note." in words_of(window)


def test_preview_follows_the_text_after_a_rest(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_module, "REST_MS", 0)
    window.paper.toggle_preview()
    type_text(window.editor, "written")
    qtbot.waitUntil(lambda: "written" in words_of(window))


def test_pictures_and_pages_are_never_loaded(window: Window, qtbot: QtBot) -> None:
    window.editor.open_text("![cat](https://a.org/cat.png) ![local](file:///etc/passwd) [a](b.md)")
    window.paper.toggle_preview()
    qtbot.waitUntil(lambda: "cat" in words_of(window))
    preview = window.paper.preview
    assert preview is not None
    assert preview.loadResource(2, "https://a.org/cat.png") is None
    assert not preview.openLinks()
    assert preview.document().loadResource(2, "file:///etc/passwd") is None


def test_preview_wears_the_theme_and_esc_closes_it(window: Window, qtbot: QtBot) -> None:
    window.paper.toggle_preview()
    preview = window.paper.preview
    assert preview is not None
    base = preview.palette().base().color()
    assert base == qt_palette(DARK).base().color()
    press(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_long_text_is_laid_out_in_slices(qtbot: QtBot, window: Window) -> None:
    layout = PreviewLayout(window)
    pieces = [f"<p>{'word ' * 200}{number}</p>" for number in range(40)]
    turns: list[int] = []
    layout._turn.timeout.connect(lambda: turns.append(1))
    with qtbot.waitSignal(layout.finished) as done:
        layout.start(pieces, "", window.editor.font(), 500)
    assert isinstance(done.args[0], QTextDocument)
    assert done.args[0].blockCount() == 40
    assert len(turns) > 4


def test_sheets_are_printed_as_the_page_says(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from writer_app.ui import print_dialog

    def print_at_once(_: object, print_on: Callable[[QPdfWriter], object]) -> None:
        print_on(QPdfWriter(str(tmp_path / "a.pdf")))

    monkeypatch.setattr(print_dialog, "show_print_preview", print_at_once)
    window.editor.open_text("# Title")
    window.paper.commands()[Action.PRINT_PREVIEW]()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_print_preview_opens_shows_sheets_and_closes(window: Window) -> None:
    from writer_app.ui.print_dialog import show_print_preview

    window.editor.open_text("# Title\n\nText.")
    printed: list[int] = []

    def print_on(printer: QPrinter) -> None:
        printed.append(1)
        window.paper._print_on(printer)

    def close_it() -> None:
        if not printed:
            QTimer.singleShot(20, close_it)
        elif (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()

    QTimer.singleShot(20, close_it)
    show_print_preview(window, print_on)
    assert printed

"""Paper: PDF files and printers, and exports that run beside the page."""

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from writer_app.documents.formats.foreign import read_foreign
from writer_app.ui import exports as exports_module
from writer_app.ui import printing
from writer_app.ui.exports import Exports
from writer_app.ui.printing import page_layout, pdf_of, print_text

LONG = "\n\n".join(["# Head", *["The keeper had **not** spoken to anyone. " * 20] * 30])


@pytest.fixture
def exports(qtbot: QtBot):
    made = Exports(QFont)
    yield made
    made.close()


def test_pdf_has_pages_and_a_title() -> None:
    data = pdf_of(LONG, QFont("DejaVu Serif"), "My Book", is_markdown=True)
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") > 2
    assert "My Book".encode("utf-16-be") in data or b"My Book" in data


def test_printer_gets_as_many_pages_as_the_text_has(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    printer.setPageLayout(page_layout())
    n_pages = print_text(LONG, QFont("DejaVu Serif"), printer, is_markdown=True)
    assert n_pages > 2
    assert (tmp_path / "a.pdf").read_bytes().count(b"/Type /Page\n") == n_pages


def test_headings_are_as_large_as_the_paper_wants() -> None:
    text = "# One `c`\n\n## Two\n\n### Three\n\ntext `code`"
    sheet = printing._sheet_of(text, QFont("DejaVu Serif"), is_markdown=True)
    sizes = {}
    block = sheet.begin()
    while block.isValid():
        for start, length, looks in printing._pieces_of(block):
            word = sheet.toPlainText()[start : start + length].strip()
            sizes[word] = round(looks.font().pointSizeF(), 1)
        block = block.next()
    assert (sizes["One"], sizes["Two"], sizes["Three"], sizes["text"]) == (18, 14, 11, 11)
    assert sizes["c"] == 15.5 and sizes["code"] == 9.5


def test_long_lines_of_code_stay_on_the_paper() -> None:
    sheet = printing._sheet_of("```\n" + "x " * 200 + "\n```", QFont(), is_markdown=True)
    sheet.setTextWidth(400)
    assert sheet.idealWidth() <= 400


def test_short_text_is_one_page() -> None:
    assert pdf_of("one", QFont(), "", is_markdown=False).count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("ending", ["pdf", "epub", "docx", "odt", "html"])
def test_every_kind_is_exported(
    exports: Exports, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"a.{ending}"
    with qtbot.waitSignal(exports.finished) as told:
        exports.start(path, "# One\n\nTwo.", is_markdown=True)
    assert told.args == [f"Exported to a.{ending}."]
    assert path.stat().st_size > 200


def test_export_says_what_it_lacks(exports: Exports, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(exports.finished) as told:
        exports.start(tmp_path / "a.epub", "![a](b.png)", is_markdown=True)
    assert told.args == ["Exported to a.epub, without 1 picture."]


def test_export_that_cannot_be_written_is_said(exports: Exports, qtbot: QtBot) -> None:
    with qtbot.waitSignal(exports.failed) as told:
        exports.start(Path("/nowhere/at/all.html"), "x", is_markdown=True)
    assert told.args == ["There is no folder /nowhere/at; save under another name."]


def test_unknown_kind_is_refused_at_once(exports: Exports, qtbot: QtBot) -> None:
    with qtbot.waitSignal(exports.failed) as told:
        exports.start(Path("a.xyz"), "x", is_markdown=True)
    assert "no kind of document" in told.args[0]


def test_work_is_done_off_the_gui_thread(
    exports: Exports, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    write = exports_module._write

    def note(*arguments: object) -> object:
        threads.append(threading.current_thread())
        return write(*arguments)

    monkeypatch.setattr(exports_module, "_write", note)
    with qtbot.waitSignal(exports.finished):
        exports.start(tmp_path / "a.html", "x", is_markdown=True)
    assert threads[0] is not threading.main_thread()


def test_closing_waits_for_what_was_asked(exports: Exports, tmp_path: Path) -> None:
    exports.start(tmp_path / "a.docx", LONG, is_markdown=True)
    exports.close()
    assert read_foreign(tmp_path / "a.docx").file.text.startswith("# Head\n")

"""A whole writing session in the real window: a process of its own, and real keys.

It writes, rewrites, exports and looks at everything that a writer can open; each thing
that was really done is printed, a line each. What it leaves on disk stays in FOREWORD_HOME.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox

from writer_app import app, paths
from writer_app.assist.messages import ModelState
from writer_app.ui.keymap import Action

if TYPE_CHECKING:
    from writer_app.ui.open_documents import OpenDocuments
    from writer_app.ui.rewrite_work import RewriteWork
    from writer_app.ui.window import Window

DESTRUCTIVE = QMessageBox.ButtonRole.DestructiveRole
CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = "We had spent several months in the country, and at the end of the year "
PAGE = (
    "# The islands\n\nThe ferry left at seven, before the fog had lifted from the harbour. Nobody "
    "on the upper deck said much; the gulls did the talking. Mara counted the islands as they came "
    "out of the white, and wrote there names in a green notebook.\n\n## Noon\n\nBy noon the light "
    "had changed, and the water with it: grey first, then a thin and hesitant blue. She have been "
    "eleven then, and there had been forty-two boats; now she could cuont nine.\n\n"
    "![a picture](https://example.org/picture.png) and [a link](https://example.org/)\n\n"
)
PASTED = '<p>Seen <b>there</b>: <img src="https://example.org/track.gif"> and more.</p>'
KINDS = (".docx", ".odt", ".html", ".pdf", ".epub")
PATIENCE_MS = 60_000
STEP_MS = 20
TYPING_MS = 50
REPORT_MS = 15_000
"""How long the session lasts at least: onnxruntime's first report is tried after 10 s."""


class Session:
    """A writer's hands on all documents of a window."""

    def __init__(self, window: "OpenDocuments", folder: Path) -> None:
        self.documents = window
        self.folder = folder

    @property
    def page(self) -> "Window":
        """Give the document on the page."""
        return self.documents.current

    def until(self, is_done: Callable[[], object], what: str) -> None:
        """Wait for something and tell of it; end the session when it does not come."""
        for _ in range(PATIENCE_MS // STEP_MS):
            if is_done():
                print(what, flush=True)
                return
            QTest.qWait(STEP_MS)
        print(f"NEVER {what}", flush=True)
        os._exit(3)

    def do(self, action: Action) -> None:
        """Choose a command of the menus."""
        self.page._menus.actions[action].trigger()
        QTest.qWait(STEP_MS)

    def help(self, title: str) -> None:
        """Choose a line of the help menu."""
        bar = self.page.menuBar().actions()
        lines = bar[-1].menu().actions()
        next(line for line in lines if title in line.text().replace("&", "")).trigger()
        QTest.qWait(STEP_MS)

    def close_windows(self, what: str) -> None:
        """Close all windows beside the page; tell that there was one."""
        self.until(open_dialogs, what)
        for dialog in open_dialogs():
            dialog.close()
        self.documents.activateWindow()
        QTest.qWait(STEP_MS)
        self.page.editor.setFocus()

    def name_a_file(self, path: Path) -> None:
        """Answer the file dialog that the next command opens."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QFileDialog)
            endings = [line for line in dialog.nameFilters() if f"*{path.suffix}" in line]
            if endings:
                dialog.selectNameFilter(endings[0])
            field = dialog.findChild(QLineEdit)
            assert field is not None
            field.setText(str(path))
            QTest.keyClick(field, Qt.Key.Key_Return)

        QTimer.singleShot(STEP_MS, answer)

    # What a writer does

    def recover(self) -> None:
        """Look at the text that was not saved the last time."""
        kept = self.page.kept_texts
        assert kept is not None
        self.until(lambda: kept._found, "recovery")
        kept.show_found()
        self.close_windows("text that was not saved")

    def write(self) -> None:
        """Type until a ghost stands there, take it; ask for other ways to go on."""
        editor = self.page.editor
        self.until(lambda: self.page._status.state is ModelState.READY, "model ready")
        QTest.keyClick(editor, Qt.Key.Key_End, CTRL)
        for letter in TEXT * 8:
            QTest.keyClicks(editor, letter)
            QTest.qWait(TYPING_MS)
            if editor.ghost is not None:
                break
        self.until(lambda: editor.ghost is not None, "ghost")
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        self.page.bridge.ask_ideas()
        self.until(self.page.ideas.isVisible, "ideas")
        QTest.keyClick(self.page.ideas, Qt.Key.Key_Escape)
        data = QMimeData()
        data.setHtml(PASTED)
        QGuiApplication.clipboard().setMimeData(data)
        n_before = len(editor.text())
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        self.until(lambda: len(editor.text()) > n_before, "paste")
        self.do(Action.SAVE)
        self.until(lambda: editor.is_saved, "save")

    def look_around(self) -> None:
        """Find, replace, the outline, the palette, the preview, counts, focus mode."""
        page = self.page
        self.do(Action.REPLACE)
        QTest.keyClicks(QApplication.focusWidget() or page, "ferry")
        self.until(page.finder.bar.isVisible, "find")
        page.finder.close()
        for action, what in ((Action.OUTLINE, "outline"), (Action.COUNTS, "counts")):
            self.do(action)
            print(what, flush=True)
            self.do(action)
        self.do(Action.COMMANDS)
        self.until(page.commands.palette.isVisible, "palette")
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Escape)
        self.do(Action.NEXT_MISSPELLING)
        print("spelling", flush=True)
        page.spellers.add("cuont")
        self.do(Action.PREVIEW)
        self.until(lambda: page.paper.preview is not None, "preview")
        self.do(Action.PREVIEW)
        QTimer.singleShot(STEP_MS, lambda: QApplication.activeModalWidget().close())
        self.do(Action.PRINT_PREVIEW)
        print("print preview", flush=True)

    def ask_the_model(self) -> None:
        """Fix, rewrite, summarise, draft."""
        page, rewriting = self.page, self.page.rewrites.rewriting
        cursor = page.editor.textCursor()
        cursor.setPosition(page.editor.text().index("She have") + 4)
        page.editor.setTextCursor(cursor)
        self.do(Action.FIX)
        self.until(lambda: has_ended(rewriting._work), "fix")
        rewriting.leave()
        self.do(Action.SHORTEN)
        QTest.qWait(STEP_MS)
        rewriting.leave()
        print("rewrite", flush=True)
        self.do(Action.SUMMARISE)
        self.until(lambda: not page.summaries._making.is_running, "summary")
        self.do(Action.SUMMARISE)
        self.do(Action.DRAFT)
        self.until(lambda: not page.drafts.is_writing, "draft")
        page.drafts.close()

    def export(self) -> None:
        """Export to every kind of file, and read each of them again."""
        for kind in KINDS:
            path = self.folder / f"out{kind}"
            self.name_a_file(path)
            self.do(Action.EXPORT)
            self.until(lambda path=path: path.exists() and path.stat().st_size, f"export {kind}")
        n_documents = self.documents.n_documents
        for kind in (".docx", ".odt", ".html"):
            self.documents.open(self.folder / f"out{kind}")
            n_documents += 1
            self.until(lambda n=n_documents: self.documents.n_documents == n, f"open {kind}")
        while self.documents.n_documents > 2:
            self.documents.close_document()
            QTest.qWait(STEP_MS)

    def look_at_windows(self) -> None:
        """Open every window there is."""
        self.documents.show_document(0)
        self.do(Action.VERSIONS)
        self.close_windows("versions")
        self.do(Action.SETTINGS)
        self.close_windows("settings")
        self.do(Action.MODELS)
        models = self.documents._models_window
        assert models is not None
        for row in range(models.list.count()):
            models.list.setCurrentRow(row)
            QTest.qWait(1)
        self.close_windows("models")
        self.do(Action.OWN_WORDS)
        self.close_windows("dictionary")
        self.do(Action.DEEDS)
        deeds = self.documents._deeds_window
        assert deeds is not None
        self.until(lambda: deeds.rows.rowCount() > 0, "ledger")
        self.close_windows("what foreword did")
        for title in ("Keys", "Privacy", "About the Model", "About Foreword"):
            self.help(title)
            self.close_windows(title)

    def change_documents(self) -> None:
        """Come and go between documents, languages and themes."""
        self.do(Action.NEXT_DOCUMENT)
        self.do(Action.NEW)
        QTest.keyClicks(self.page.editor, "A text without a name")
        for language in ("zh_CN", "en"):
            self.page.change(language=language)
        for theme in ("dark", "contrast", "system"):
            self.page.change(theme=theme)
        self.do(Action.FOCUS)
        self.do(Action.FOCUS)
        print(f"{self.documents.n_documents} documents", flush=True)

    def forget(self) -> None:
        """Forget all that is kept."""

        def agree() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            next(b for b in box.buttons() if box.buttonRole(b) is DESTRUCTIVE).click()

        QTimer.singleShot(STEP_MS, agree)
        self.do(Action.FORGET)
        versions = paths.kept_dir() / "versions"
        self.until(lambda: not versions.is_dir() or not any(versions.iterdir()), "forgotten")

    def tell_files(self, what: str) -> None:
        """Tell what lies in the writer's own folders, with its permissions."""
        home = Path(os.environ[paths.HOME_VARIABLE])
        found = {str(path.relative_to(home)): path.stat().st_mode for path in home.rglob("*")}
        print(f"{what}: {json.dumps(found)}", flush=True)


def open_dialogs() -> list[QDialog]:
    """Give the windows that stand beside the page."""
    windows = QApplication.topLevelWidgets()
    return [one for one in windows if isinstance(one, QDialog) and one.isVisible()]


def has_ended(work: "RewriteWork | None") -> bool:
    """Tell whether all of a rewriting has come."""
    return work is not None and work.task_id is None


def live(window: "OpenDocuments", folder: Path, *, is_crash: bool) -> None:
    """Live through the session, then leave."""
    session, started_s = Session(window, folder), time.monotonic()
    if is_crash:
        QTest.keyClicks(session.page.editor, "What nobody has saved ")
        QTest.qWait(1_500)
        os._exit(9)
    session.recover()
    session.write()
    session.look_around()
    session.ask_the_model()
    session.export()
    session.look_at_windows()
    session.change_documents()
    QTest.qWait(max(0, REPORT_MS - int((time.monotonic() - started_s) * 1_000)))
    session.page._ledger.keep()
    session.until((paths.data_dir() / "statistics.json").exists, "statistics")
    session.tell_files("kept")
    session.forget()
    window.close()


def run(folder: Path, *, is_crash: bool = False) -> int:
    """Open the window of the app itself, with a writer at its keys.

    Args:
        folder: of the documents. is_crash: write a little, and end as by kill -9.

    Returns: the exit code; 9: it crashed as wished, 3: something never came.
    """
    files = [folder / "text.md", folder / "other.md"]
    if not files[0].exists():
        for file in files:
            file.write_text(PAGE, encoding="utf-8")

    def begin(window: "OpenDocuments") -> None:
        QTimer.singleShot(0, lambda: live(window, folder, is_crash=is_crash))

    app.close_on_signals = begin  # type: ignore[assignment]
    return app.run_window(files)

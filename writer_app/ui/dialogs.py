"""Ask the writer for files and decisions, with the desktop's own dialogs.

Never opened by the program's own accord while the writer types. GUI thread. May
import: Qt, desk, documents.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from writer_app import __version__
from writer_app.documents.formats.kinds import NAMES, READABLE, WRITABLE, Format
from writer_app.ui.desk import MARKDOWN_NAMES, Choice
from writer_app.ui.dialog_look import dress_dialog
from writer_app.ui.translation import mark, tr, translated

_TEXTS = "*.md *.markdown *.txt"
_DOCUMENTS = " ".join([_TEXTS, *(f"*{kind.value}" for kind in READABLE), "*.htm"])
_ALL = mark("All files")
_ENDINGS = frozenset(
    {*(kind.value for kind in Format), *MARKDOWN_NAMES, *(".htm", ".xhtml", ".txt", ".text")}
) - {""}
"""Endings that say what a file is; any other dot belongs to the name itself."""


class QtDialogs:
    """The desk's questions as Qt dialogs over one window. Thread: GUI."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def path_to_open(self, folder: Path | None) -> Path | None:
        """Ask for a file to open."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open"), str(folder or Path.home()), _open_filters()
        )
        return Path(chosen) if chosen else None

    def path_to_save(self, suggested: Path | None) -> Path | None:
        """Ask where to save; the dialog asks before it lets a file be replaced."""
        start = suggested or Path.home() / f"{tr('Untitled')}.md"
        if not start.parent.is_dir():  # its drive or folder went away
            start = Path.home() / start.name
        kinds = {f"{tr('Plain text')} (*.txt)": ".txt"} | _lines_of(READABLE)
        kinds = {"Markdown (*.md)": ".md"} | kinds | {f"{tr(_ALL)} (*)": ""}
        return self._path_to_write(tr("Save as"), start, kinds)

    def path_to_export(self, suggested: Path) -> Path | None:
        """Ask where to export to; the kind chosen names the file."""
        return self._path_to_write(tr("Export"), suggested, _lines_of((Format.PDF, *WRITABLE)))

    def _path_to_write(self, title: str, start: Path, kinds: dict[str, str]) -> Path | None:
        """Ask for a name until it is free, or its file may be replaced; None: never mind."""
        own = next((line for line, ending in kinds.items() if ending == start.suffix.lower()), "")
        while True:
            chosen, kind = QFileDialog.getSaveFileName(
                self._window, title, str(start), ";;".join(kinds), own
            )
            if not chosen:
                return None
            start = path_of_kind(Path(chosen), kinds.get(kind, ""))
            # The dialog asked about the name that was typed, not about the one with its ending.
            if start == Path(chosen) or not start.exists() or self.may_replace(start.name):
                return start

    def may_replace(self, name: str) -> bool:
        """Ask whether a file that is there already may go."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Foreword")
        box.setText(tr("{name} is there already. Replace it?").format(name=name))
        replace = box.addButton(tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        dress_dialog(box)
        box.exec()
        return box.clickedButton() is replace

    def about_unsaved(self, name: str) -> Choice:
        """Ask whether to save, let go, or stay."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Foreword")
        box.setText(tr("Save the changes to {name}?").format(name=name))
        box.setInformativeText(tr("Without saving, they are lost."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        dress_dialog(box)
        answers = {buttons.Save: Choice.SAVE, buttons.Discard: Choice.DISCARD}
        return answers.get(QMessageBox.StandardButton(box.exec()), Choice.CANCEL)

    def may_forget(self) -> bool:
        """Ask whether all kept text may go."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Foreword")
        box.setText(tr("Forget all kept text?"))
        box.setInformativeText(
            tr(
                "Every version, kept summaries, and unsaved text of windows that have ended; the "
                "recent files, the statistics, the ledger and the log: all is removed for good. "
                "Your files, your dictionary, and what is on the page, stay."
            )
        )
        buttons = QMessageBox.StandardButton
        forget = box.addButton(tr("Forget"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(buttons.Cancel)
        box.setDefaultButton(buttons.Cancel)
        dress_dialog(box)
        box.exec()
        return box.clickedButton() is forget


def _lines_of(kinds: Iterable[Format]) -> dict[str, str]:
    """Give the lines of a file dialog's kinds, each with its ending."""
    return {f"{translated(NAMES[kind])} (*{kind.value})": kind.value for kind in kinds}


def _open_filters() -> str:
    """Give the kinds of files that can be opened, as Qt writes them."""
    return ";;".join(
        (f"{tr('Documents')} ({_DOCUMENTS})", f"{tr('Text')} ({_TEXTS})", f"{tr(_ALL)} (*)")
    )


def path_of_kind(path: Path, ending: str) -> Path:
    """Give a path the ending of the kind chosen, when the writer typed none that is known.

    Example: path_of_kind(Path("Dr. Jekyll"), ".odt") -> Path("Dr. Jekyll.odt")
    """
    return path if path.suffix.lower() in _ENDINGS else Path(f"{path}{ending}")


def about_window(parent: QWidget, model: str) -> QMessageBox:
    """Make the box that says what this is, and the promise; it blocks nothing.

    Args:
        model: name and licence of the model in use.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("About Foreword"))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(
        f"<b>Foreword {__version__}</b>"
        f"<p>{tr('A writing assistant that runs on this machine alone.')} "
        f"{tr('Nothing you write leaves it.')}</p>"
        f"<p>{tr('Model: {name}').format(name=escape(model))}</p>"
        f"<p>{tr('MIT licence. Qt for Python is used under the LGPL.')}</p>"
    )
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    dress_dialog(box)
    return box

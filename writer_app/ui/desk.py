"""Open and save the one document on the page, losing nothing on the way.

GUI thread. May import: Qt, editor, documents.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import Enum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from writer_app.documents.text_file import TextFile, read_text_file, write_text_file
from writer_app.errors import DocumentChanged, DocumentError
from writer_app.ui.editor import Editor

MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown", ".mkd", ""})


class Choice(Enum):
    """What to do with text that is not saved."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialogs(Protocol):
    """The questions that the desk asks a writer. Thread: GUI."""

    def path_to_open(self, folder: Path | None) -> Path | None:
        """Ask for a file to open; None: never mind."""
        ...

    def path_to_save(self, suggested: Path | None) -> Path | None:
        """Ask where to save; None: never mind."""
        ...

    def about_unsaved(self, name: str) -> Choice:
        """Ask what to do with unsaved text."""
        ...

    def may_forget(self) -> bool:
        """Ask whether all kept text may go."""
        ...


class Keeps(Protocol):
    """Where text is kept on its way to its file. Thread: GUI."""

    def write(
        self, path: Path, file: TextFile, text: str, *, is_overwrite_allowed: bool = False
    ) -> TextFile:
        """Write a file because the writer asked; as `write_text_file`."""
        ...

    def showing(self, file: TextFile) -> AbstractContextManager[None]:
        """Be told, around it, that another document comes on the page."""
        ...

    def is_safe(self, file: TextFile, *, is_closing: bool) -> bool:
        """Save or keep unsaved text unasked; False: the writer must be asked."""
        ...

    def keep_version(self, path: Path, text: str) -> None:
        """Keep a text as a version of a document."""
        ...


class NoKeeps:
    """Keeps nothing: files are written at once, on the GUI thread."""

    def write(
        self, path: Path, file: TextFile, text: str, *, is_overwrite_allowed: bool = False
    ) -> TextFile:
        """Write a file."""
        return write_text_file(path, file, text, is_overwrite_allowed=is_overwrite_allowed)

    def showing(self, file: TextFile) -> AbstractContextManager[None]:
        """Do nothing."""
        return nullcontext()

    def is_safe(self, file: TextFile, *, is_closing: bool) -> bool:
        """Have the writer asked."""
        return False

    def keep_version(self, path: Path, text: str) -> None:
        """Do nothing."""


class Desk(QObject):
    """The document on the page and its file.

    Args:
        editor: the page. dialogs: asks the writer.
        keeps: where text is kept on its way; None: nowhere.

    Signals:
        renamed(): another file, or none. failed(str, str, object): a line for the writer,
            the words of a button and what it does (None: no button).

    Thread: GUI.
    """

    renamed = Signal()
    failed = Signal(str, str, object)

    def __init__(self, editor: Editor, dialogs: Dialogs, keeps: Keeps | None = None) -> None:
        super().__init__()
        self._editor = editor
        self._dialogs = dialogs
        self._keeps = keeps or NoKeeps()
        self._file = TextFile()

    @property
    def path(self) -> Path | None:
        """Give the path of the document; None while it has none."""
        return self._file.path

    @property
    def name(self) -> str:
        """Give the name of the document; empty while it has none."""
        return self._file.path.name if self._file.path else ""

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has been written or opened yet."""
        return self._file.path is None and self._editor.document().isEmpty()

    def new(self) -> None:
        """Begin an empty document."""
        if self.may_leave():
            self._show(TextFile())

    def choose(self) -> None:
        """Ask for a file and open it."""
        path = self._dialogs.path_to_open(self.path.parent if self.path else None)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> bool:
        """Open a file; one that is not there yet begins empty under its name.

        Returns: False when it could not be opened, or the writer stayed.
        """
        try:
            file = read_text_file(path) if path.exists() else _file_to_be(path)
        except (DocumentError, OSError) as error:
            self.failed.emit(str(error), "", None)
            return False
        if not self.may_leave():
            return False
        self._show(file)
        return True

    def save(self) -> bool:
        """Save to the document's file; ask for one when it has none.

        Returns: False when it is not saved.
        """
        if self._file.path is None:
            return self.save_as()
        if self._file.stamp is None and self._file.path.exists():
            words = f"{self.name} has come into being meanwhile; save under another name."
            self.failed.emit(words, "Replace it", self.save_over)
            return False
        return self._write(self._file.path, self._file)

    def save_as(self) -> bool:
        """Ask for a name and save there; False when it is not saved."""
        path = self._dialogs.path_to_save(self._file.path)
        if path is None:
            return False
        return self._write(path if path.suffix else path.with_suffix(".md"), self._file)

    def save_over(self) -> bool:
        """Save although another program has changed the file."""
        assert self._file.path is not None
        return self._write(self._file.path, self._file, is_overwrite_allowed=True)

    def save_as_utf8(self) -> bool:
        """Save in UTF-8, for text that the file's old encoding cannot hold."""
        assert self._file.path is not None
        return self._write(self._file.path, self._file.as_utf8())

    def adopt(self, file: TextFile) -> None:
        """Take note that the document was saved by itself."""
        if file.path == self._file.path:
            self._file = file
            self.renamed.emit()

    def tell_unsaved(self, words: str, is_changed: bool) -> None:
        """Say that the document could not be saved by itself, and offer what helps."""
        error = DocumentChanged(words) if is_changed else DocumentError(words)
        self.failed.emit(words, *self._help_for(error, self._file))

    def tell_changed(self, is_gone: bool) -> None:
        """Say that another program changed the file, and offer to load it."""
        if is_gone:
            words = f"{self.name} is gone from its folder; save to make it again."
            self.failed.emit(words, "", None)
        else:
            words = f"{self.name} was changed by another program."
            self.failed.emit(words, "Load it", self.reload)

    def reload(self) -> bool:
        """Read the file again; unsaved text is kept as a version."""
        if self._file.path is None:
            return False
        try:
            file = read_text_file(self._file.path)
        except DocumentError as error:
            self.failed.emit(str(error), "", None)
            return False
        if not self._editor.is_saved:
            self._keeps.keep_version(self._file.path, self._editor.text())
        self._show(file)
        return True

    def restore(self, path: Path | None, text: str, blank: TextFile) -> bool:
        """Bring a kept text back on the page, unsaved; its file stays as it is for now.

        Args:
            path: its file; None: it had none. text: all of it.
            blank: stands for the file when that is gone.

        Returns: False when the writer stayed with what is on the page.
        """
        if not self.may_leave():
            return False
        file = TextFile()
        try:
            if path is not None and path.exists():
                file = read_text_file(path)
                self._keeps.keep_version(path, file.text)
            elif path is not None and path.parent.is_dir():
                file = blank
        except (DocumentError, OSError) as error:
            self.failed.emit(f"{error} Its kept text is here, without a name.", "", None)
        self._show(file)
        self._editor.rewrite(text)
        return True

    def may_leave(self, *, is_closing: bool = False) -> bool:
        """Ask about unsaved text; False when the writer wants to stay.

        Args:
            is_closing: the window is about to close.
        """
        if self._editor.is_saved or (self._file.path is None and not self._editor.text()):
            return True
        if self._keeps.is_safe(self._file, is_closing=is_closing):
            return True
        match self._dialogs.about_unsaved(self.name or "Untitled"):
            case Choice.SAVE:
                return self.save()
            case Choice.DISCARD:
                return True
            case Choice.CANCEL:
                return False

    def _write(self, path: Path, file: TextFile, *, is_overwrite_allowed: bool = False) -> bool:
        """Write the page's text; when it fails, say so and offer what helps."""
        text = self._editor.text()
        try:
            self._file = self._keeps.write(
                path, file, text, is_overwrite_allowed=is_overwrite_allowed
            )
        except DocumentError as error:
            self.failed.emit(str(error), *self._help_for(error, file))
            return False
        self._editor.mark_saved()
        self._editor.highlighter.set_markdown(is_markdown(path))
        self.renamed.emit()
        return True

    def _help_for(
        self, error: DocumentError, file: TextFile
    ) -> tuple[str, Callable[[], bool] | None]:
        """Give a button that helps with an error."""
        if isinstance(error, DocumentChanged):
            return "Replace it", self.save_over
        if not file.encoding.startswith("utf") and "encoding" in str(error) and self.path:
            return "Save as UTF-8", self.save_as_utf8
        return "", None

    def _show(self, file: TextFile) -> None:
        self._file = file
        with self._keeps.showing(file):
            self._editor.open_text(file.text, is_markdown(file.path))
        self.renamed.emit()


def is_markdown(path: Path | None) -> bool:
    """Tell whether a document's text is Markdown; one without a name is.

    Example: is_markdown(Path("a.txt")) -> False
    """
    return path is None or path.suffix.lower() in MARKDOWN_NAMES


def _file_to_be(path: Path) -> TextFile:
    """Give the empty document of a name that is not on disk yet.

    Raises: DocumentError when there is no folder to hold it.
    """
    if not path.parent.is_dir():
        raise DocumentError(f"There is no folder {path.parent}; check the name.")
    return TextFile(path=path)

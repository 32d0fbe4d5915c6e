"""Open and save the one document on the page, losing nothing on the way.

GUI thread. May import: Qt, editor, documents.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLocale, QObject, Signal

from writer_app.documents.formats.kinds import Format, format_of
from writer_app.documents.text_file import TextFile, is_changed_on_disk, write_text_file
from writer_app.errors import DocumentChanged, DocumentError
from writer_app.ui.document_reading import is_foreign, read_document
from writer_app.ui.editor import Editor
from writer_app.ui.loss_words import losses_in_words
from writer_app.ui.translation import tr, translated

if TYPE_CHECKING:
    from writer_app.documents.formats.foreign import WorkingCopy

Fetch = Callable[[Path, "Callable[[WorkingCopy], object]"], None]
"""Reads another program's document at its path, and calls back with the working copy."""
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

    def path_to_export(self, suggested: Path) -> Path | None:
        """Ask where to export to; None: never mind."""
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

    def refuse_others(self, path: Path) -> None:
        """Refuse, with a DocumentError in words, a file that another window has open."""
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

    def refuse_others(self, path: Path) -> None:
        """Refuse nothing: nobody knows of other windows."""


class Desk(QObject):
    """The document on the page and its file.

    Args:
        editor: the page. dialogs: asks the writer.
        keeps: where text is kept on its way; None: nowhere.
        fetch: reads another program's document beside everything else, then calls back;
            None: such a document is read here and now.

    Attributes:
        compare: shows the page beside the file as it now is; None: nobody does.

    Signals:
        renamed(): another file, or none. failed(str, str, object): a line for the writer,
            the words of a button and what it does (None: no button).
        told(str): a line for the writer about what went well.
        mended(str): the document is saved, so this line about its trouble is over.

    Thread: GUI.
    """

    renamed = Signal()
    failed = Signal(str, str, object)
    told = Signal(str)
    mended = Signal(str)

    def __init__(
        self,
        editor: Editor,
        dialogs: Dialogs,
        keeps: Keeps | None = None,
        fetch: Fetch | None = None,
    ) -> None:
        super().__init__()
        self._editor = editor
        self._dialogs = dialogs
        self._keeps = keeps or NoKeeps()
        self._fetch = fetch
        self.compare: Callable[[], None] | None = None
        self._file = TextFile()
        self._copy: WorkingCopy | None = None
        self._has_markdown = True
        self._is_sample = False
        self._trouble = ""
        self.failed.connect(self._note_trouble)

    @property
    def has_markdown(self) -> bool:
        """Tell whether the text on the page is Markdown, whatever it is saved as."""
        return self._has_markdown

    @property
    def is_working_copy(self) -> bool:
        """Tell whether the original is another program's: only Save itself may write it."""
        return format_of(self._file.path) is not None

    @property
    def path(self) -> Path | None:
        """Give the path of the document; None while it has none."""
        return self._file.path

    @property
    def name(self) -> str:
        """Give the name of the document; empty while it has none."""
        return self._file.path.name if self._file.path else ""

    @property
    def is_new(self) -> bool:
        """Tell whether there was no file under the document's name yet."""
        return self._file.path is not None and self._file.stamp is None

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has been written or opened yet; a sample is nothing."""
        is_empty = self._is_sample or self._editor.document().isEmpty()
        return self._file.path is None and is_empty

    @property
    def is_sample(self) -> bool:
        """Tell whether the text on the page is a sample, which nobody needs to keep."""
        return self._is_sample

    def new(self) -> None:
        """Begin an empty document."""
        if self.may_leave():
            self._show(TextFile())

    def show_sample(self, text: str) -> None:
        """Show a text that is nobody's on the empty page."""
        if self.may_leave():
            self._show(TextFile(text=text))
            self._is_sample = True
            self.renamed.emit()

    def show_blank(self) -> None:
        """Show an empty page in the place of a sample."""
        if self._is_sample:
            self._show(TextFile())

    def path_to_open(self) -> Path | None:
        """Ask for a file to open, beside the one on the page; None: never mind."""
        return self._dialogs.path_to_open(self.path.parent if self.path else None)

    def choose(self) -> None:
        """Ask for a file and open it."""
        path = self.path_to_open()
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> bool:
        """Open a file; one that is not there yet begins empty under its name.

        A docx, odt or html file is opened as a working copy.

        Returns: False when it could not be opened, or the writer stayed.
        """
        if self._fetch is not None and is_foreign(path):
            self._fetch(path, self.open_copy)
            return True
        try:
            file, copy = read_document(path)
        except (DocumentError, OSError) as error:
            self.failed.emit(str(error), "", None)
            return False
        if copy is not None:
            return self.open_copy(copy)
        if not self.may_leave():
            return False
        self._show(file)
        return True

    def open_copy(self, copy: "WorkingCopy") -> bool:
        """Show a working copy, and say what it lacks; False when the writer stayed."""
        if not self.may_leave():
            return False
        self._show(copy.file, copy)
        lost = losses_in_words(copy.losses)
        words = tr("{name} is open as a working copy in Markdown.")
        if lost:
            words = tr("{name} is open as a working copy in Markdown, without {lost}.")
        self.told.emit(words.format(name=self.name, lost=lost))
        return True

    def save(self) -> bool:
        """Save to the document's file; ask for one when it has none.

        Returns: False when it is not saved.
        """
        if self._file.path is None:
            return self.save_as()
        if self._file.stamp is None and self._file.path.exists():
            words = tr("{name} has come into being meanwhile; save under another name.")
            self.failed.emit(words.format(name=self.name), tr("Replace it"), self.save_over)
            return False
        return self._write(self._file.path, self._file)

    def save_as(self) -> bool:
        """Ask for a name and save there; False when it is not saved."""
        path = self._dialogs.path_to_save(self._file.path)
        if path is None:
            return False
        return self._write(path, self._file)

    def save_over(self) -> bool:
        """Save although another program has changed the file."""
        assert self._file.path is not None
        if self.is_working_copy:
            return self._write_foreign(self._file.path, is_overwrite_allowed=True)
        return self._write(self._file.path, self._file, is_overwrite_allowed=True)

    def save_over_original(self) -> bool:
        """Save over another program's document, now that its losses have been told."""
        assert self._file.path is not None
        # Whatever stands there by now is kept as the dated copy.
        return self._write_foreign(self._file.path, is_told=True, is_overwrite_allowed=True)

    def path_to_export(self) -> Path | None:
        """Ask where to export the text to; None: never mind, or an open document lies there."""
        beside = self._file.path or Path.home() / tr("Untitled")
        path = self._dialogs.path_to_export(beside.with_suffix(Format.PDF.value))
        if path is None:
            return None
        try:
            if self._file.path is not None and _is_same_file(path, self._file.path):
                words = tr("{name} is the document itself; only Save writes it.")
                raise DocumentError(words.format(name=path.name))
            self._keeps.refuse_others(path)
        except DocumentError as error:
            self.failed.emit(str(error), "", None)
            return None
        return path

    def adopt(self, file: TextFile) -> None:
        """Take note that the document was saved by itself."""
        if file.path == self._file.path:
            self._file = file
            self._tell_mended()
            self.renamed.emit()

    def tell_unsaved(self, words: str, is_changed: bool) -> None:
        """Say that the document could not be saved by itself, and offer what helps."""
        error = DocumentChanged(words) if is_changed else DocumentError(words)
        if is_changed and self.compare is not None:
            self.failed.emit(words, tr("Compare\u2026"), self.compare)
        else:
            self.failed.emit(words, *self._help_for(error, self._file, self.path))

    def tell_changed(self, is_gone: bool) -> None:
        """Say that another program changed the file, and offer to compare or load it."""
        if is_gone:
            words = tr("{name} is gone from its folder; save to make it again.")
            self.failed.emit(words.format(name=self.name), "", None)
        else:
            words = tr("{name} was changed by another program.").format(name=self.name)
            if self.compare is not None and not self.is_working_copy:
                self.failed.emit(words, tr("Compare\u2026"), self.compare)
            else:
                self.failed.emit(words, tr("Load it"), self.reload)

    def reload(self) -> bool:
        """Read the file again; unsaved text is kept as a version."""
        if self._file.path is None:
            return False
        if self._fetch is not None and is_foreign(self._file.path):
            self._fetch(self._file.path, lambda copy: self._load_again(copy.file, copy))
            return True
        try:
            self._load_again(*read_document(self._file.path))
        except DocumentError as error:
            self.failed.emit(str(error), "", None)
            return False
        return True

    def _load_again(self, file: TextFile, copy: "WorkingCopy | None") -> None:
        """Show what the file now holds; unsaved text is kept as a version."""
        if file.path is not None and not self._editor.is_saved:
            self._keeps.keep_version(file.path, self._editor.text())
        self._show(file, copy)

    def restore(self, path: Path | None, text: str, blank: TextFile) -> bool:
        """Bring a kept text back on the page, unsaved; its file stays as it is for now.

        Args:
            path: its file; None: it had none. text: all of it.
            blank: stands for the file when that is gone.

        Returns: False when the writer stayed with what is on the page.
        """
        if not self.may_leave():
            return False
        file, copy = TextFile(), None
        try:
            if path is not None and path.exists():
                file, copy = read_document(path, is_aside=self._fetch is not None)
                self._keeps.keep_version(path, file.text)
            elif path is not None and path.parent.is_dir():
                file = blank
        except (DocumentError, OSError) as error:
            words = tr("{trouble} Its kept text is here, without a name.")
            self.failed.emit(words.format(trouble=translated(str(error))), "", None)
        self._show(file, copy)
        self._editor.rewrite(text)
        return True

    def may_leave(self, *, is_closing: bool = False) -> bool:
        """Ask about unsaved text; False when the writer wants to stay.

        Args:
            is_closing: the window is about to close.
        """
        is_nothing = self._is_sample or (self._file.path is None and not self._editor.text())
        if self._editor.is_saved or is_nothing:
            return True
        if self._keeps.is_safe(self._file, is_closing=is_closing):
            return True
        match self._dialogs.about_unsaved(self.name or tr("Untitled")):
            case Choice.SAVE:
                return self.save()
            case Choice.DISCARD:
                return True
            case Choice.CANCEL:
                return False

    def _write(self, path: Path, file: TextFile, *, is_overwrite_allowed: bool = False) -> bool:
        """Write the page's text; when it fails, say so and offer what helps."""
        if format_of(path) is not None:
            return self._write_foreign(path, is_overwrite_allowed=is_overwrite_allowed)
        text = self._editor.text()
        try:
            self._file = self._keeps.write(
                path, file, text, is_overwrite_allowed=is_overwrite_allowed
            )
        except DocumentError as error:
            self.failed.emit(str(error), *self._help_for(error, file, path))
            return False
        self._copy = None
        self._has_markdown = is_markdown(path)
        self._settle()
        return True

    def _write_foreign(
        self, path: Path, *, is_told: bool = False, is_overwrite_allowed: bool = False
    ) -> bool:
        """Write the page as another program's document; first say what its own would lose."""
        from writer_app.documents.formats import foreign
        from writer_app.documents.formats.losses import added

        kind, text = format_of(path), self._editor.text()
        is_own = path == self._file.path
        original = self._copy if is_own else None
        try:
            if kind in {Format.EPUB, Format.PDF} or kind is None:
                words = tr("{ending} files cannot be read back; use Export.")
                raise DocumentError(words.format(ending=path.suffix))
            if is_own and not is_overwrite_allowed and is_changed_on_disk(self._file):
                words = tr(
                    "{name} was changed by another program since it was opened; "
                    "save under another name, or save again to replace it."
                )
                raise DocumentChanged(words.format(name=path.name))
            self._keeps.refuse_others(path)
            about = foreign.now_about(QLocale.system().bcp47Name())
            data, losses = foreign.render(text, kind, is_markdown=self._has_markdown, about=about)
            if original and not is_told and (lost := added(original.losses, losses)):
                words = tr("{name} would lose {lost}; a dated copy of it will be kept.")
                words = words.format(name=path.name, lost=losses_in_words(lost))
                self.failed.emit(words, tr("Save"), self.save_over_original)
                return False
            kept = foreign.keep_dated_copy(path, datetime.now()) if original else None  # noqa: DTZ005
            if original is not None:
                self._keeps.keep_version(path, original.file.text)
            self._file = foreign.write_foreign(path, data, text)
            self._keeps.keep_version(path, text)
        except DocumentError as error:
            self.failed.emit(str(error), *self._help_for(error, self._file, self.path))
            return False
        self._copy = None
        with self._keeps.showing(self._file):
            pass  # the text on the page stays, and is now this document's
        self._settle()
        self._tell_saved(path, kept, losses_in_words(losses))
        return True

    def _tell_saved(self, path: Path, kept: Path | None, lost: str) -> None:
        """Tell what a save in another format kept and what it could not hold."""
        if kept is None and not lost:
            return
        words = tr("{name} is saved, without {lost}.")
        if kept is not None:
            words = tr("{name} is saved; the original is kept as {kept}.")
            if lost:
                words = tr("{name} is saved, without {lost}; the original is kept as {kept}.")
        self.told.emit(words.format(name=path.name, lost=lost, kept=kept.name if kept else ""))

    def _settle(self) -> None:
        """Take the page as saved."""
        self._is_sample = False
        self._tell_mended()
        self._editor.mark_saved()
        self._editor.highlighter.set_markdown(self._has_markdown)
        self.renamed.emit()

    def _note_trouble(self, words: str, *_: object) -> None:
        self._trouble = words

    def _tell_mended(self) -> None:
        """Take back what was said of a trouble that is over."""
        words, self._trouble = self._trouble, ""
        if words:
            self.mended.emit(words)

    def _help_for(
        self, error: DocumentError, file: TextFile, path: Path | None
    ) -> tuple[str, Callable[[], bool] | None]:
        """Give a button that helps with an error of writing a path."""
        if isinstance(error, DocumentChanged):
            return tr("Replace it"), self.save_over
        if not file.encoding.startswith("utf") and "encoding" in str(error) and path:
            return tr("Save as UTF-8"), lambda: self._write(path, file.as_utf8())
        if "another name" in str(error) or "elsewhere" in str(error):
            return tr("Save As..."), self.save_as
        return "", None

    def _show(self, file: TextFile, copy: "WorkingCopy | None" = None) -> None:
        self._file = file
        self._copy = copy
        self._is_sample = False
        self._has_markdown = is_markdown(file.path)
        with self._keeps.showing(file):
            self._editor.open_text(file.text, self._has_markdown)
        self.renamed.emit()


def is_markdown(path: Path | None) -> bool:
    """Tell whether a document's text is Markdown; one without a name is.

    Example: is_markdown(Path("a.txt")) -> False
    """
    is_known = path is None or path.suffix.lower() in MARKDOWN_NAMES
    return is_known or format_of(path) is not None


def _is_same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file that is there."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other

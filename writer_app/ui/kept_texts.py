"""Offer the writer what is kept: text that was not saved, and dated versions.

Nothing comes up by itself but one quiet bar at the start. GUI thread. May import: Qt,
its siblings, documents.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from writer_app.documents.kept_messages import Compared, Found, Listed, Recovered
from writer_app.documents.safe import DISK
from writer_app.documents.text_file import TextFile
from writer_app.documents.versions import Version
from writer_app.ui.desk import Desk
from writer_app.ui.editor import Editor
from writer_app.ui.keeping import Keeping
from writer_app.ui.kept_window import KeptWindow, spoken_time
from writer_app.ui.shelf import Shelf
from writer_app.ui.slim_bar import SlimBar
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr

if TYPE_CHECKING:
    from writer_app.ui.window import Window


class KeptTexts(QObject):
    """Bring kept texts back.

    Args:
        parent: the window that its windows belong to.
        theme: gives the colours in use. bar: where the quiet offer is made.
        shelf: knows where another document's text belongs.

    Signals: found_changed(): other texts wait for the writer.

    Thread: GUI.
    """

    found_changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        editor: Editor,
        desk: Desk,
        keeping: Keeping,
        bar: SlimBar,
        theme: Callable[[], Theme],
        shelf: Shelf,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._editor = editor
        self._desk = desk
        self._keeping = keeping
        self._bar = bar
        self._theme = theme
        self._shelf = shelf
        self._found: list[Recovered] = []
        self._is_quiet = False
        self._versions: tuple[Version, ...] = ()
        self._keys: list[str] = []
        self._compared: Compared | None = None
        self.window: KeptWindow | None = None
        keeping.found.connect(self._on_found)
        keeping.forgot.connect(self._on_forgot)
        keeping.listed.connect(self._on_listed)
        keeping.compared.connect(self._on_compared)

    def show_versions(self) -> None:
        """Open the window of the document's versions."""
        if self._desk.path is None:
            self._bar.say(tr("Versions begin with the first save."))
        else:
            self._keeping.list_versions()

    def show_disk(self) -> None:
        """Open the window of what another program made of the file."""
        actions = ((tr("Keep Mine"), self._keep_mine), (tr("Load It"), self._load))
        title = tr("{name} as it now is on disk").format(name=self._desk.name)
        window = self._open(title, actions)
        window.chosen.connect(lambda _: self._keeping.compare_disk())
        self._keys = [DISK]
        window.rows.hide()
        window.show_rows([tr("Changed by another program")])

    def _keep_mine(self, _: int) -> None:
        """Write the page's text over the file, whose own is kept as a version."""
        if self._desk.save_over() and self.window is not None:
            self.window.close()

    def _load(self, _: int) -> None:
        """Show what the file holds; unsaved text is kept as a version."""
        if self._desk.reload() and self.window is not None:
            self.window.close()

    @property
    def n_found(self) -> int:
        """Give the number of texts that were not saved and wait for the writer."""
        return len(self._found)

    def take_over(self, *, is_quiet: bool = True) -> None:
        """Find what another document's window had found.

        Args:
            is_quiet: do not offer it again.
        """
        self._is_quiet = is_quiet
        self._keeping.look()

    def show_found(self) -> None:
        """Open the window of the texts that were not saved."""
        if not self._found:
            return
        actions = ((tr("Discard"), self._discard), (tr("Bring It Back"), self._bring_back))
        window = self._open(tr("Text that was not saved"), actions)
        window.chosen.connect(self._on_found_chosen)
        self._list_found(window)

    def _list_found(self, window: KeptWindow) -> None:
        self._keys = [text.token for text in self._found]
        window.show_rows(title_of(text) for text in self._found)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        """Put texts without a file back on pages of their own; offer the rest."""
        is_quiet, self._is_quiet = self._is_quiet, False
        self._found = list(found.texts)
        for untitled in [text for text in self._found if not text.path]:
            room = self._shelf.room_for(None)
            if room.desk.is_blank and self._take_back(untitled, room):
                room.bar.say(tr("Your unsaved text is back."))
        if self._found and not is_quiet:
            self._bar.say_next(offer_of(self._found), tr("Look\u2026"), self.show_found)
        elif found.words:
            self._bar.say_urgently(found.words)
        self.found_changed.emit()

    def _on_forgot(self) -> None:
        self._found.clear()
        self.found_changed.emit()

    def _take_back(self, text: Recovered, room: "Window") -> bool:
        """Bring a text back; it is in the new journal before the old one goes."""
        path = Path(text.path) if text.path else None
        blank = TextFile(path=path, encoding=text.encoding, mark=bytes.fromhex(text.mark))
        if not room.desk.restore(path, text.text, blank):
            return False
        self._found.remove(text)
        self.found_changed.emit()
        if room.keeping is self._keeping:
            self._keeping.discard(text, is_restored=True)
        elif room.keeping is not None and room.keeping.secure():
            self._keeping.discard(text)
        return True

    def _bring_back(self, row: int) -> None:
        text = self._found[row]
        room = self._shelf.room_for(Path(text.path) if text.path else None)
        if not self._take_back(text, room):
            return
        if self.window is not None:
            self.window.close()
        self._shelf.show(room)

    def _discard(self, row: int) -> None:
        self._keeping.discard(self._found.pop(row))
        self.found_changed.emit()
        if self.window is None:
            return
        if self._found:
            self._list_found(self.window)
        else:
            self.window.close()

    def _on_found_chosen(self, row: int) -> None:
        self._keeping.compare_found(self._found[row])

    @Slot(object)
    def _on_listed(self, listed: Listed) -> None:
        self._versions = listed.versions
        if not listed.versions:
            self._bar.say(tr("No version is kept yet; every save keeps one."))
            return
        title = tr("Versions of {name}").format(name=self._desk.name)
        window = self._open(title, ((tr("Bring It Back"), self._restore_version),))
        window.chosen.connect(self._on_version_chosen)
        self._keys = [version.file for version in listed.versions]
        window.show_rows(spoken_time(version.kept_s) for version in listed.versions)

    def _on_version_chosen(self, row: int) -> None:
        self._compared = None
        self._keeping.compare_version(self._versions[row])

    def _restore_version(self, row: int) -> None:
        """Put a version on the page as one step; the text there now is kept as a version."""
        compared, path = self._compared, self._desk.path
        if compared is None or compared.text is None or compared.key != self._versions[row].file:
            return
        if path is None or self._editor.isReadOnly():
            return
        self._keeping.keep_version(path, self._editor.text())
        self._editor.rewrite(compared.text)
        self._bar.say(tr("The version is back; undo takes it away again."))
        if self.window is not None:
            self.window.close()

    @Slot(object)
    def _on_compared(self, compared: Compared) -> None:
        """Show a comparison if it is of the row that is still chosen."""
        window = self.window
        if window is None or window.row < 0 or compared.key != self._keys[window.row]:
            return
        self._compared = compared
        if compared.text is None:
            window.show_words(compared.words)
        else:
            window.show_changes(compared.changes)

    def _open(
        self, title: str, actions: tuple[tuple[str, Callable[[int], None]], ...]
    ) -> KeptWindow:
        if self.window is not None:
            self.window.close()
        font = self._editor.font()
        self.window = KeptWindow(self._parent, self._theme(), font, title, actions)
        self.window.destroyed.connect(self._on_destroyed)
        self.window.show()
        return self.window

    def _on_destroyed(self) -> None:
        self.window = None


def title_of(text: Recovered) -> str:
    """Name a text that was not saved.

    Returns: its file's name, or its first words, and when it was last typed on.
    """
    name = Path(text.path).name if text.path else _first_words(text.text)
    time = spoken_time(text.written_s)
    if text.is_damaged:
        time = tr("{time}, its end is damaged").format(time=time)
    return f"{name}\n{time}"


def offer_of(texts: list[Recovered]) -> str:
    """Say in one line what was not saved."""
    if len(texts) > 1:
        words = tr("{n} texts were not saved when Foreword ended.")
        return words.format(n=len(texts))
    name = Path(texts[0].path).name if texts[0].path else tr("A text without a name")
    words = tr("{name} was not saved when Foreword ended ({time}).")
    return words.format(name=name, time=spoken_time(texts[0].written_s))


def _first_words(text: str) -> str:
    """Give the beginning of a text in one line.

    Example: _first_words("One\\n two") -> "One two"
    """
    words = " ".join(text[:200].split())
    return f"{words[:30]}\u2026" if len(words) > 30 else words

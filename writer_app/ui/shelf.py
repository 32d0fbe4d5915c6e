"""What a document's window asks of the place where documents stand.

`OpenDocuments` is the real one; `OneDocument` stands in for a window by itself. GUI
thread. May import: desk, languages.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from writer_app.ui.desk import Fetch
from writer_app.ui.languages import Languages

if TYPE_CHECKING:
    from writer_app.ui.window import Window


class Shelf(Protocol):
    """Where the open documents stand. Thread: GUI.

    Attributes:
        languages: of the interface, one for all documents.
        fetch: reads another program's document beside everything else; None: nobody does.
    """

    languages: Languages
    fetch: Fetch | None

    def new(self) -> None:
        """Begin an empty document."""
        ...

    def choose(self) -> None:
        """Ask for a file and open it."""
        ...

    def open(self, path: Path) -> bool:
        """Open a file, or come back to it; False when it could not be opened."""
        ...

    def close_document(self) -> None:
        """Close the document on the page."""
        ...

    def go(self, step: int) -> None:
        """Go so many documents on in the row; past its end is its beginning."""
        ...

    def quit(self) -> None:
        """Close all documents and end."""
        ...

    @property
    def current(self) -> "Window":
        """Give the document on the page."""
        ...

    def room_for(self, path: Path | None) -> "Window":
        """Give the window where a kept text of a file belongs."""
        ...

    def show(self, window: "Window") -> None:
        """Bring a document on the page."""
        ...

    def recent(self) -> tuple[Path, ...]:
        """Give the files opened before, the last first."""
        ...

    def forget_recent(self, paths: tuple[Path, ...] | None = None) -> None:
        """Leave files out of the recent ones; None: all."""
        ...

    def forget_kept_text(self) -> None:
        """Remove all kept text, of every document."""
        ...

    @property
    def n_found(self) -> int:
        """Give the number of texts that were found unsaved and wait for the writer."""
        ...

    def show_found(self) -> None:
        """Show the texts that were found unsaved."""
        ...

    def show_models(self) -> None:
        """Show the library of models."""
        ...

    def show_deeds(self) -> None:
        """Show the ledger of what Foreword did."""
        ...


class OneDocument:
    """A window that stands by itself: another document takes the place of the first."""

    def __init__(self, window: "Window") -> None:
        self._window = window
        self.languages = Languages(window)
        self.fetch: Fetch | None = None

    def new(self) -> None:
        """Begin an empty document in the place of this one."""
        self._window.desk.new()

    def choose(self) -> None:
        """Ask for a file and open it in the place of this one."""
        self._window.desk.choose()

    def open(self, path: Path) -> bool:
        """Open a file in the place of this one."""
        return self._window.desk.open(path)

    def close_document(self) -> None:
        """Begin an empty document."""
        self._window.desk.new()

    def go(self, step: int) -> None:
        """Stay: there is no other document."""

    @property
    def current(self) -> "Window":
        """Give the one window."""
        return self._window

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def room_for(self, path: Path | None) -> "Window":
        """Give the one window, whatever the file."""
        return self._window

    def show(self, window: "Window") -> None:
        """Do nothing: it stands there."""

    def recent(self) -> tuple[Path, ...]:
        """Give nothing: nothing is remembered."""
        return ()

    def forget_recent(self, paths: tuple[Path, ...] | None = None) -> None:
        """Do nothing: nothing is remembered."""

    def forget_kept_text(self) -> None:
        """Remove the window's kept text."""
        if self._window.keeping is not None:
            self._window.keeping.forget()

    @property
    def n_found(self) -> int:
        """Give the number of texts that wait in the one window."""
        kept = self._window.kept_texts
        return kept.n_found if kept is not None else 0

    def show_found(self) -> None:
        """Show the texts that the one window found."""
        if self._window.kept_texts is not None:
            self._window.kept_texts.show_found()

    def show_models(self) -> None:
        """Do nothing: a window by itself keeps the model it was given."""

    def show_deeds(self) -> None:
        """Do nothing: a window by itself keeps no ledger."""

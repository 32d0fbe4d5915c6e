"""Lay the text out for readers: a preview beside the page, sheets, the printer.

What each needs is loaded when it is first asked for. GUI thread. May import: Qt, its
siblings, settings.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPagedPaintDevice
from PySide6.QtWidgets import QWidget

from writer_app.errors import DocumentError
from writer_app.ui.desk import Desk
from writer_app.ui.editor import Editor
from writer_app.ui.keymap import Action
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr

if TYPE_CHECKING:
    from writer_app.ui.preview import Preview

REST_MS = 600
"""Stillness after which the preview takes over what was written."""
LONG_REST_MS = 4_000
LONG_CHARS = 300_000
"""A text from which the preview is made anew more rarely."""


class Paper(QObject):
    """The text of one page as readers will see it.

    Args:
        window: parent of what opens. say: shows a line to the writer.

    Thread: GUI.
    """

    def __init__(
        self, window: QWidget, editor: Editor, desk: Desk, say: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._desk = desk
        self._say = say
        self._theme: Theme | None = None
        self._column_chars = 0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._refresh)
        self.preview: Preview | None = None

    def commands(self) -> dict[Action, Callable[[], object]]:
        """Give what each action does."""
        return {
            Action.PREVIEW: self.toggle_preview,
            Action.PRINT: self.print,
            Action.PRINT_PREVIEW: self.show_sheets,
        }

    def set_look(self, theme: Theme, column_chars: int) -> None:
        """Take the page's look."""
        self._theme, self._column_chars = theme, column_chars
        if self.preview is not None and self.preview.isVisible():
            self.preview.set_look(theme, self._editor.font(), column_chars)
            self._refresh()

    def toggle_preview(self) -> None:
        """Show the text as it will be read, or close that window."""
        if self.preview is not None and self.preview.isVisible():
            self.preview.close()
            return
        if self.preview is None:
            from writer_app.ui.preview import Preview

            self.preview = Preview(self._window)
            self._editor.document().contentsChanged.connect(self._on_changed)
        assert self._theme is not None
        self.preview.set_look(self._theme, self._editor.font(), self._column_chars)
        self._refresh()
        self.preview.show()
        self.preview.activateWindow()

    def print(self) -> None:
        """Let the writer choose a printer, and print the text."""
        from writer_app.ui.print_dialog import choose_printer

        printer = choose_printer(self._window)
        if printer is not None:
            self._print_on(printer)

    def show_sheets(self) -> None:
        """Show the sheets as they would be printed."""
        from writer_app.ui.print_dialog import show_print_preview

        show_print_preview(self._window, self._print_on)

    def shut_down(self) -> None:
        """Close what is open."""
        if self.preview is not None:
            self.preview.close()
            self.preview.shut_down()

    def _print_on(self, printer: QPagedPaintDevice) -> None:
        from writer_app.ui.printing import print_text

        text, font = self._editor.text(), self._editor.font()
        try:
            print_text(text, font, printer, is_markdown=self._desk.has_markdown)
        except DocumentError as error:
            self._say(str(error))

    def _on_changed(self) -> None:
        """Wait for a rest in the writing."""
        if self.preview is not None and self.preview.isVisible():
            is_long = self._editor.document().characterCount() > LONG_CHARS
            self._rest.start(LONG_REST_MS if is_long else REST_MS)

    def _refresh(self) -> None:
        if self.preview is None:
            return
        name = self._desk.name or tr("Untitled")
        title = tr("Preview of {name}").format(name=name)
        self.preview.show_text(self._editor.text(), title, is_markdown=self._desk.has_markdown)

"""Offer the files written in before: in the File menu, and on an empty page.

GUI thread. May import: Qt, its siblings.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QVBoxLayout

from writer_app.ui.editor import Editor
from writer_app.ui.file_presence import FilePresence
from writer_app.ui.page import SIDE_PX, TOP_PX
from writer_app.ui.shelf import Shelf
from writer_app.ui.theme import Theme, interface_font, line_pitch_px
from writer_app.ui.translation import tr

N_ON_PAGE = 5
N_IN_MENU = 15
_NUDGE_PX = 1
"""Sets the names under the first letter of the invitation, which stands behind the caret."""
_GAP_LINES = 3
"""Lines of the page from its first one to the list; the invitation stands there."""


class RecentFiles(QObject):
    """The recent files of one window.

    Args:
        menu: filled whenever it opens. editor: the page; the list lies on it while
            `is_blank` says so. shelf: knows the files and opens them.

    Thread: GUI.
    """

    def __init__(
        self, menu: QMenu, editor: Editor, shelf: Shelf, theme: Theme, is_blank: Callable[[], bool]
    ) -> None:
        super().__init__(editor)
        self._menu = menu
        self._editor = editor
        self._shelf = shelf
        self._is_blank = is_blank
        self._presence = FilePresence(self)
        self._presence.changed.connect(self._on_presence)
        self.list = RecentList(editor, theme, self._open)
        menu.aboutToShow.connect(self.fill_menu)
        editor.document().contentsChange.connect(self._on_contents_change)

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.list.set_theme(theme)

    def show_list(self) -> None:
        """Put the list on a page that is empty, with the files that are there."""
        if not self._is_blank():
            self.list.hide()
            return
        paths = self._shelf.recent()[:N_IN_MENU]
        gone = self._presence.gone(paths)
        self.list.offer([path for path in paths if path not in gone][:N_ON_PAGE])

    def _on_presence(self) -> None:
        """Tell what is gone, where it is being looked at."""
        if self.list.isVisible():
            self.show_list()
        if self._menu.isVisible():
            self.fill_menu()

    def fill_menu(self) -> None:
        """Fill the menu; files that are not there are grey."""
        self._menu.clear()
        paths = self._shelf.recent()[:N_IN_MENU]
        gone = self._presence.gone(paths)
        names = [path.name for path in paths]
        for path in paths:
            name = path.name.replace("&", "&&")
            if names.count(path.name) > 1:
                name += f" \u2013 {path.parent.name.replace('&', '&&')}"
            line = self._menu.addAction(name, partial(self._open, path))
            line.setEnabled(path not in gone)
            line.setToolTip(str(path))
            if path in gone:
                line.setText(tr("{name} (not there)").format(name=name))
        if not paths:
            self._menu.addAction(tr("No file yet")).setEnabled(False)
            return
        self._menu.addSeparator()
        removal = self._menu.addAction(
            tr("Remove Those That Are Not There"), partial(self._forget, gone)
        )
        removal.setEnabled(bool(gone))
        self._menu.addAction(tr("Clear the List"), partial(self._forget, None))

    def _open(self, path: Path) -> None:
        self._shelf.open(path)
        self._editor.setFocus()

    def _forget(self, paths: tuple[Path, ...] | None) -> None:
        self._shelf.forget_recent(paths)
        self.show_list()

    def _on_contents_change(self, *_: int) -> None:
        if self.list.isVisible() and not self._editor.document().isEmpty():
            self.list.hide()


class RecentList(QFrame):
    """A few names under the invitation of an empty page."""

    def __init__(self, page: Editor, theme: Theme, open_file: Callable[[Path], None]) -> None:
        super().__init__(page)
        self._page = page
        self._open_file = open_file
        self._title = QLabel()
        self._title.setFont(interface_font())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._title)
        self.buttons: list[QPushButton] = []
        page.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.setStyleSheet(
            f"QLabel {{ color: {theme.quiet}; padding: 0 0 6px 0; }}"
            f" QPushButton {{ color: {theme.accent}; border: 0; padding: 4px 3px;"
            f" text-align: left; }}"
            f" QPushButton:hover, QPushButton:focus {{ text-decoration: underline; }}"
        )

    def offer(self, paths: list[Path]) -> None:
        """Show these files; none: be away."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(path) for path in paths]
        self._title.setText(tr("Or go on with"))
        self.setVisible(bool(paths))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the column when the page changes its size (called by Qt)."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _button(self, path: Path) -> QPushButton:
        button = QPushButton(path.name)
        button.setFlat(True)
        button.setFont(interface_font())
        button.setToolTip(str(path))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(partial(_call, self._open_file, path))
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        # Qt shows it later by itself; until then it would count as nothing in the height.
        button.show()
        return button

    def _place(self) -> None:
        column = self._page.viewport().geometry()
        self.setFixedWidth(max(100, column.width() - 2 * SIDE_PX))
        self.adjustSize()
        top = TOP_PX + _GAP_LINES * line_pitch_px(self._page.font_size_px)
        self.move(column.left() + SIDE_PX + _NUDGE_PX, top)


def _call(command: Callable[[Path], None], path: Path, *_: object) -> None:
    """Drop the "checked" that Qt passes along."""
    command(path)

"""Build the page's context menu of sections that its parts bring along.

A part (spelling, rewrite, ...) adds a section once; when the menu is asked for, each
is called with the empty menu's end and the place in the text, and adds the lines that
fit there, or none. GUI thread. May import: Qt, theme.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from writer_app.ui.theme import Theme, interface_font, menu_style

Section = Callable[[QMenu, int], None]
"""Adds its lines to a menu for a document position (UTF-16); adds none where it has none."""


class ContextMenu:
    """The menu at the pointer or caret of one page.

    Args:
        editing: lines that are always there (cut, copy, paste...); None: a rule.

    Thread: GUI.
    """

    def __init__(self, page: QWidget, editing: Iterable[QAction | None]) -> None:
        self._page = page
        self._editing = list(editing)
        self._sections: list[Section] = []
        self._style = ""

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme, as the menus of the menu bar do."""
        self._style = menu_style(theme)

    def add_section(self, section: Section, *, is_first: bool = False) -> None:
        """Add a section over the editing lines.

        Args:
            is_first: before those that are there already (spelling stands on top).
        """
        self._sections.insert(0 if is_first else len(self._sections), section)

    def build(self, pos_u16: int) -> QMenu:
        """Make the menu for a place in the text; it goes when it is closed."""
        menu = QMenu(self._page)
        menu.setStyleSheet(self._style)
        menu.setFont(interface_font())
        menu.aboutToHide.connect(menu.deleteLater)
        for section in self._sections:
            n_before = len(menu.actions())
            section(menu, pos_u16)
            if len(menu.actions()) > n_before:
                menu.addSeparator()
        for line in self._editing:
            if line is None:
                menu.addSeparator()
            else:
                menu.addAction(line)
        return menu

    def open(self, point: QPoint, pos_u16: int) -> None:
        """Open the menu at a point of the screen for a place in the text."""
        self.build(pos_u16).popup(point)

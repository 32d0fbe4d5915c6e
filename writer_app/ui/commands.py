"""The command palette: every line of the menus, and every heading, by a few letters.

What is offered is read from the menu bar each time, so nothing has to be registered
twice. GUI thread. May import: Qt, its siblings, assist.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from writer_app.assist.fuzzy import rank
from writer_app.ui.outline import Outline
from writer_app.ui.palette import Entry, Palette
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr

HEADING_SIGN = "@"
MOST_RECENT = 6
_MOST_HEADINGS_BESIDE = 5
_INDENT = "\u2003"
_MNEMONIC = re.compile(r"\(&\w\)|&(?=.)")


class Commands(QObject):
    """The command palette of one window.

    Args:
        page: the widget it lies on. bar: the menus. outline: the document's headings.
        recent: keys of the commands used last, newest first.
        on_used: called with the keys once a command was used.

    Thread: GUI.
    """

    def __init__(
        self,
        page: QWidget,
        theme: Theme,
        bar: QMenuBar,
        outline: Outline,
        recent: Sequence[str] = (),
        on_used: Callable[[tuple[str, ...]], None] | None = None,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._bar = bar
        self._outline = outline
        self._recent = tuple(recent)
        self._on_used = on_used
        self._actions: dict[str, tuple[str, QAction]] = {}
        self.palette = Palette(page, theme, tr("Commands"))
        self.palette.picked.connect(self._on_picked)
        self.palette.closed.connect(self._on_closed)

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.palette.set_theme(theme)

    def open(self, query: str = "") -> None:
        """Open the palette, or close it when it is open.

        Args:
            query: what stands in the field; "@" for headings.
        """
        if self.palette.isVisible():
            self.palette.close_quietly()
            return
        self._actions = dict(_commands_of(self._bar))
        self.palette.open(tr("Type a command, or @ for a heading"), self.entries, query)
        if query:
            self.palette.field.deselect()

    def entries(self, query: str) -> list[Entry]:
        """Give what answers a query, best first; for none, what was used last."""
        if query.startswith(HEADING_SIGN):
            return self._headings(query[1:])
        keys = list(self._actions)
        if not query.strip():
            recent = [key for key in self._recent if key in self._actions]
            ordered = recent + [key for key in keys if key not in recent]
            return [self._entry(key) for key in ordered]
        titles = [self._actions[key][0] for key in keys]
        found = [self._entry(keys[number]) for number in rank(query, titles)]
        beside = self._headings(query, is_flat=True)[:_MOST_HEADINGS_BESIDE]
        return found + [entry for entry in beside if entry.is_enabled]

    def _entry(self, key: str) -> Entry:
        title, action = self._actions[key]
        is_enabled = action.isEnabled()
        return Entry(
            key,
            title,
            _keys_of(action) or ("\u2713" if action.isChecked() else ""),
            "" if is_enabled else tr("Not to be had here and now."),
            is_enabled,
        )

    def _headings(self, query: str, *, is_flat: bool = False) -> list[Entry]:
        """Give the headings that answer a query, indented by their depth."""
        headings = self._outline.headings
        if not headings and not is_flat:
            words = tr("No headings yet: a line that begins with # is one.")
            return [Entry("", words, is_enabled=False)]
        is_flat = is_flat or bool(query.strip())
        shown = []
        for number in rank(query, [heading.title for heading in headings]):
            heading = headings[number]
            indent = "" if is_flat else _INDENT * (heading.level - 1)
            aside = tr("heading") if is_flat else ""
            shown.append(Entry(f"{HEADING_SIGN}{number}", indent + heading.title, aside))
        return shown

    def _on_picked(self, key: str) -> None:
        self._page.setFocus(Qt.FocusReason.PopupFocusReason)
        if key.startswith(HEADING_SIGN):
            headings = self._outline.headings
            number = int(key[1:])
            if number < len(headings):
                self._outline.jump(headings[number])
            return
        _, action = self._actions[key]
        self._recent = (key, *(old for old in self._recent if old != key))[:MOST_RECENT]
        if self._on_used is not None:
            self._on_used(self._recent)
        action.trigger()

    def _on_closed(self) -> None:
        """Give the page the keyboard, unless the writer gave it to something else."""
        focused = QApplication.focusWidget()
        if focused is None or not focused.isVisible() or focused is self.palette.field:
            self._page.setFocus(Qt.FocusReason.PopupFocusReason)


def _commands_of(bar: QMenuBar) -> Iterator[tuple[str, tuple[str, QAction]]]:
    """Give every line of the menus: a key that lasts, its title and its action."""
    for top in bar.actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            yield from _lines_of(menu, "")


def _lines_of(menu: QMenu, before: str) -> Iterator[tuple[str, tuple[str, QAction]]]:
    menu.aboutToShow.emit()  # some menus are filled only then
    for action in menu.actions():
        # A choice needs its menu's name to be understood ("Ghost: Off").
        is_choice = not before and action.actionGroup() is not None
        title = (f"{title_of(menu.menuAction())}: " if is_choice else before) + title_of(action)
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _lines_of(inner, f"{title}: ")
        elif not action.isSeparator() and action.text() and action.isVisible():
            name = action.objectName() or action.data()
            yield (name if isinstance(name, str) and name else title), (title, action)


def title_of(action: QAction) -> str:
    """Give a menu line's words, without mnemonic and keys.

    Example: "Save &As...\\tCtrl+Shift+S" -> "Save As..."
    """
    return _MNEMONIC.sub("", action.text().partition("\t")[0])


def _keys_of(action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return keys or action.text().partition("\t")[2]

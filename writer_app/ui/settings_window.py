"""The settings: sections, a search over all of them, every change at once.

It blocks nothing and stays beside the page. GUI thread. May import: Qt, its siblings,
settings.
"""

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from writer_app.errors import SettingsError
from writer_app.settings import Settings, read_settings, save_settings
from writer_app.ui.announce import announce
from writer_app.ui.controls import control_style, scroll_style
from writer_app.ui.key_choices import default_keys, holder_of, spoken_keys, with_keys
from writer_app.ui.key_rows import KeyRow
from writer_app.ui.keymap import Action, make_keymap
from writer_app.ui.menus import title_of
from writer_app.ui.server_rows import ServerRows
from writer_app.ui.servers import Servers, Trial
from writer_app.ui.setting_rows import DeedRow, NoteRow, Row, SettingRow
from writer_app.ui.settings_table import ROWS, Item, Note, Section
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import tr, translated

SIZE_PX = (760, 600)
LEAST_PX = (360, 320)
NARROW_PX = 620
"""Width under which controls stand below their words and the list of sections goes."""
_NAV_PX = 150
_HEADING_PX = 17
_KEPT_AT_RESET = frozenset({"hint_seen", "welcome_seen", "window_place", "prompts"})
_SERVER = frozenset(
    {"remote_use", "remote_address", "remote_model", "remote_agreed", "remote_proxy"}
)

Change = Callable[..., None]


class SettingsWindow(QDialog):
    """All settings in one window.

    Args:
        parent: the window it belongs to.
        settings: gives the settings as they now are.
        change: told the fields to change, as keyword arguments.
        commands: what the buttons do; those of actions that are missing are left out.
        servers: knows servers of others; None: none can be set up here.

    Thread: GUI.
    """

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        settings: Callable[[], Settings],
        change: Change,
        commands: Mapping[Action, Callable[[], object]],
        servers: Servers | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._trial = Trial(servers, self) if servers is not None else None
        self.server: ServerRows | None = None
        self._settings = settings
        self._change = change
        self._commands = commands
        self._is_narrow = False
        self._on_offer: Callable[[], None] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*LEAST_PX)
        room = parent.screen().availableGeometry()
        self.resize(min(SIZE_PX[0], room.width()), min(SIZE_PX[1], room.height()))
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.sections = QListWidget()
        self.sections.setFixedWidth(_NAV_PX)
        self.sheet = QScrollArea()
        self.note = QLabel()
        self.offer = QPushButton()
        self.rows: list[tuple[Section, Row]] = []
        self.headings: dict[Section, QLabel] = {}
        self._lay_out()
        self._fill()
        self.set_theme(theme)
        self.search.textChanged.connect(self._sift)
        self.sections.currentRowChanged.connect(self._go_to)
        self.sheet.verticalScrollBar().valueChanged.connect(self._mark_section)
        self.search.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.theme = theme
        self.setStyleSheet(
            f"QDialog, QScrollArea, #rows {{ background: {theme.page}; border: 0; }}"
            f" QLabel {{ color: {theme.ink}; }}"
            f" QLabel#help, QLabel#note {{ color: {theme.quiet}; }}"
            f" QListWidget {{ background: transparent; color: {theme.quiet}; border: 0;"
            " outline: 0; }"
            f" QListWidget::item {{ padding: 7px 10px; border-radius: 6px; }}"
            f" QListWidget::item:selected {{ background: {theme.selection}; color: {theme.ink}; }}"
            + control_style(theme)
            + scroll_style(theme)
        )

    def show_settings(self, settings: Settings) -> None:
        """Show the settings as they now are, wherever they were changed."""
        for _, row in self.rows:
            if isinstance(row, SettingRow):
                row.show_settings(settings)
        if self.server is not None:
            self.server.show_settings(settings)
        if settings.keys != self._shown_keys or settings.no_tab != self._shown_no_tab:
            self._refresh_keys(settings)

    def say(self, words: str, offer: str = "", on_offer: Callable[[], None] | None = None) -> None:
        """Show a line at the foot, and a button for what can be done about it."""
        self.note.setText(words)
        self.offer.setText(offer)
        self.offer.setVisible(bool(offer))
        self._on_offer = on_offer
        announce(self.note, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc empty the search first, and Return not press any button (called by Qt)."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.search.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another shape where there is little room (called by Qt)."""
        super().resizeEvent(event)
        self._set_narrow(self.width() < NARROW_PX)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again in another language (called by Qt)."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self._retell)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the keyboard back to the page (called by Qt)."""
        super().closeEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()

    def _lay_out(self) -> None:
        """Make the frame: search above, sections left, rows in the middle, deeds below."""
        self.setFont(interface_font())
        for part in (self.search, self.sections, self.note, self.offer):
            part.setFont(interface_font())
        self.note.setObjectName("note")
        self.note.setWordWrap(True)
        self.offer.hide()
        self.offer.setAutoDefault(False)
        self.offer.clicked.connect(self._act)
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reset, self.exporting, self.importing, self.closing = (QPushButton() for _ in range(4))
        self._foot = QHBoxLayout()
        for button, deed in (
            (self.reset, self.reset_all),
            (self.importing, self._ask_import),
            (self.exporting, self._ask_export),
            (self.closing, self.close),
        ):
            button.setFont(interface_font())
            button.setAutoDefault(False)
            button.clicked.connect(partial(_without_arguments, deed))
            self._foot.addWidget(button)
        self._foot.insertStretch(3, 1)
        told = QHBoxLayout()
        told.addWidget(self.note, 1)
        told.addWidget(self.offer)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(self.sections)
        middle.addWidget(self.sheet, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.search)
        column.addLayout(middle, 1)
        column.addLayout(told)
        column.addLayout(self._foot)

    def _fill(self) -> None:
        """Make the rows and say all words, in the interface's language."""
        self.setWindowTitle(tr("Settings"))
        self.search.setPlaceholderText(tr("Search the settings"))
        self.search.setAccessibleName(tr("Search the settings"))
        for button in self.search.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear"))
        self.sections.setAccessibleName(tr("Sections"))
        self.reset.setText(tr("Reset All"))
        self.importing.setText(tr("Import..."))
        self.exporting.setText(tr("Export..."))
        self.closing.setText(tr("Close"))
        self.rows.clear()
        self.headings.clear()
        self._inside = QWidget()
        self._inside.setObjectName("rows")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(2, 0, 14, 24)
        self._column.setSpacing(0)
        for section in Section:
            rows = self._rows_of(section)
            if rows:
                self._add_section(section, rows)
        self._nothing = QLabel(tr("No setting has these words."))
        self._nothing.setObjectName("help")
        self._nothing.hide()
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self.sheet.setWidget(self._inside)
        self.sections.clear()
        with QSignalBlocker(self.sections):
            self.sections.addItems([tr(section.value) for section in self.headings])
            self.sections.setCurrentRow(0)
        self._set_narrow(self._is_narrow)
        self.show_settings(self._settings())
        self._order_for_tab()

    def _order_for_tab(self) -> None:
        """Let Tab go as the eye does: search, sections, settings, then what stands below."""
        sections = list(Section)
        rows = sorted(self.rows, key=lambda one: sections.index(one[0]))
        inside = [
            part
            for _, row in rows
            for part in row.findChildren(QWidget)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus
            and part.focusProxy() is None
            and part.window() is self  # the lists of open combo boxes are windows
        ]
        below = (self.offer, self.reset, self.importing, self.exporting, self.closing)
        # Only buttons move: Qt 6.11 breaks the ring of Tab when it moves a number field.
        for one, following in pairwise((*inside, *below)):
            if isinstance(following, QPushButton) and not isinstance(one, QAbstractSpinBox):
                QWidget.setTabOrder(one, following)

    def _rows_of(self, section: Section) -> list[Row]:
        rows: list[Row] = []
        for one in ROWS:
            if one.section is not section:
                continue
            if isinstance(one, Item):
                row = SettingRow(one)
                row.changed.connect(self._on_changed)
                rows.append(row)
            elif isinstance(one, Note):
                rows.append(NoteRow(one))
            elif one.action in self._commands:
                rows.append(DeedRow(one, self._commands[one.action]))
        if section is Section.SERVER and self._trial is not None:
            self.server = ServerRows(self._trial, self._settings, self._change)
            self.server.came_up.connect(self._bring_in_sight)
            rows += self.server.rows
        if section is Section.KEYS:
            rows += self._key_rows(self._settings())
        return rows

    def _key_rows(self, settings: Settings) -> list[KeyRow]:
        self._shown_keys, self._shown_no_tab = settings.keys, settings.no_tab
        keymap = make_keymap(settings.keys, settings.no_tab)
        return [
            KeyRow(
                action,
                title_of(action),
                keymap.keys_of(action),
                is_default=keymap.keys_of(action)
                == default_keys(action, is_no_tab=settings.no_tab),
                on_keys=self._on_keys,
                on_refused=self.say,
            )
            for action in Action
        ]

    def _add_section(self, section: Section, rows: list[Row]) -> None:
        heading = QLabel(tr(section.value))
        font = interface_font(_HEADING_PX)
        font.setWeight(font.Weight.DemiBold)
        heading.setFont(font)
        heading.setContentsMargins(0, 22 if self.headings else 2, 0, 6)
        self.headings[section] = heading
        self._column.addWidget(heading)
        for row in rows:
            self._column.addWidget(row)
            self.rows.append((section, row))

    def _refresh_keys(self, settings: Settings) -> None:
        """Make the rows of keys anew; the keyboard stays at the same action."""
        focused = self._row_of_focus()
        at = focused.action if isinstance(focused, KeyRow) else None
        old = [row for _, row in self.rows if isinstance(row, KeyRow)]
        place = self._column.indexOf(old[0]) if old else -1
        self.rows = [(section, row) for section, row in self.rows if row not in old]
        for row in old:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for number, row in enumerate(self._key_rows(settings)):
            self._column.insertWidget(place + number, row)
            row.set_narrow(self._is_narrow)
            self.rows.append((Section.KEYS, row))
            if row.action is at:
                row.buttons[0].setFocus()
        self._order_for_tab()
        self._sift(self.search.text())

    def _retell(self) -> None:
        """Say everything again; the scroll bar and the keyboard stay where they are."""
        at, query = self.sheet.verticalScrollBar().value(), self.search.text()
        focused = self._row_of_focus()
        field = focused.item.field if isinstance(focused, SettingRow) else ""
        self._fill()
        self._sift(query)
        self._inside.adjustSize()
        self.sheet.verticalScrollBar().setValue(at)
        for _, row in self.rows:
            if isinstance(row, SettingRow) and row.item.field == field:
                row.control.setFocus()

    def _row_of_focus(self) -> Row | None:
        focused = self.focusWidget()
        if focused is None:
            return None
        return next((row for _, row in self.rows if row.isAncestorOf(focused)), None)

    def _sift(self, query: str) -> None:
        """Show the rows that hold every word searched for, and their headings."""
        words = query.casefold().split()
        shown = set()
        for section, row in self.rows:
            searched = f"{row.words} {tr(section.value).casefold()} {section.value.casefold()}"
            is_found = all(word in searched for word in words)
            if row.isHidden() == is_found:
                row.setVisible(is_found)
            if is_found:
                shown.add(section)
        for section, heading in self.headings.items():
            heading.setVisible(section in shown)
        self._nothing.setVisible(not shown)
        if words:
            self.sheet.verticalScrollBar().setValue(0)

    def _go_to(self, row: int) -> None:
        """Bring a section to the top."""
        if row < 0:
            return
        if self.search.text():
            self.search.clear()
        heading = list(self.headings.values())[row]
        self._inside.adjustSize()
        self.sheet.verticalScrollBar().setValue(heading.y())

    def _mark_section(self, top: int) -> None:
        """Mark the section that stands at the top."""
        above = [n for n, one in enumerate(self.headings.values()) if one.y() <= top + 8]
        is_at_end = top == self.sheet.verticalScrollBar().maximum()
        if above and not (is_at_end and self.sections.currentRow() > above[-1]):
            with QSignalBlocker(self.sections):
                self.sections.setCurrentRow(above[-1])

    def _set_narrow(self, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        self.sections.setVisible(not is_narrow)
        for _, row in self.rows:
            row.set_narrow(is_narrow)

    def _on_changed(self, name: str, value: object) -> None:
        self.say("")
        self._change(**{name: value})

    def _on_keys(self, action: Action, sequences: tuple[str, ...] | None) -> None:
        """Give an action its keys, unless another holds them: then the writer decides."""
        settings = self._settings()
        if sequences is None:
            sequences = default_keys(action, is_no_tab=settings.no_tab)
        words = tr("{keys} already is \u201c{action}\u201d.")
        for name, _, keys in settings.prompts:
            if keys and keys in sequences:
                self.say(words.format(keys=spoken_keys(keys), action=name))
                return
        keymap = make_keymap(settings.keys, settings.no_tab)
        for keys in sequences:
            holder = holder_of(keys, keymap, action)
            if holder is not None:
                self.say(
                    words.format(keys=spoken_keys(keys), action=title_of(holder)),
                    tr("Take It from There"),
                    partial(self._move_keys, action, sequences),
                )
                return
        self.say("")
        self._give(action, sequences)

    def _move_keys(self, action: Action, sequences: tuple[str, ...]) -> None:
        """Give an action keys that others hold; they lose them."""
        settings = self._settings()
        keymap = make_keymap(settings.keys, settings.no_tab)
        pairs = settings.keys
        for keys in sequences:
            holder = holder_of(keys, keymap, action)
            if holder is not None:
                left = tuple(one for one in keymap.keys_of(holder) if one not in sequences)
                pairs = with_keys(pairs, holder, left, is_no_tab=settings.no_tab)
        self._change(keys=with_keys(pairs, action, sequences, is_no_tab=settings.no_tab))

    def _give(self, action: Action, sequences: tuple[str, ...]) -> None:
        settings = self._settings()
        pairs = with_keys(settings.keys, action, sequences, is_no_tab=settings.no_tab)
        self._change(keys=pairs)

    def reset_all(self) -> None:
        """Put every setting back to its default; one press takes it back."""
        before = self._settings()
        values = _values_of(Settings())
        self._change(**values)
        words = tr("All settings are as they were at first.")
        self.say(words, tr("Undo"), lambda: self._change(**_values_of(before)))

    def export_to(self, path: Path) -> None:
        """Write the settings to a file of the writer's."""
        try:
            save_settings(self._settings(), path)
        except SettingsError as error:
            self.say(translated(str(error)))
        else:
            self.say(tr("The settings are exported to {name}.").format(name=path.name))

    def import_from(self, path: Path) -> None:
        """Take the settings of a file; one that is not whole changes nothing."""
        try:
            settings = read_settings(path)
        except SettingsError as error:
            self.say(translated(str(error)))
            return
        before = self._settings()
        # A file of others must not send this writer's text anywhere.
        own = {name: value for name, value in _values_of(before).items() if name in _SERVER}
        self._change(**_values_of(settings) | own)
        words = tr("The settings of {name} are in use.").format(name=path.name)
        self.say(words, tr("Undo"), lambda: self._change(**_values_of(before)))

    def _ask_export(self) -> None:
        start = str(Path.home() / "foreword-settings.json")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Export the Settings"), start, _filter())
        if chosen:
            path = Path(chosen)
            self.export_to(path if path.suffix else path.with_suffix(".json"))

    def _ask_import(self) -> None:
        start = str(Path.home())
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Import Settings"), start, _filter())
        if chosen:
            self.import_from(Path(chosen))

    def _bring_in_sight(self, widget: QWidget) -> None:
        """Scroll to what has just come up, once it has its place."""
        QTimer.singleShot(0, widget, lambda: self.sheet.ensureWidgetVisible(widget, 0, 12))

    def _act(self) -> None:
        deed = self._on_offer
        self.say("")
        if deed is not None:
            deed()


class SettingsDoor:
    """The one settings window of a window: opened when asked for, kept true meanwhile.

    Args:
        parent: the window it belongs to.
        present: gives the settings and the theme as they now are.
        change: told the fields to change, as keyword arguments.
        servers: knows servers of others; None: none can be set up here.
    """

    def __init__(
        self,
        parent: QWidget,
        present: Callable[[], tuple[Settings, Theme]],
        change: Change,
        servers: Servers | None = None,
    ) -> None:
        self._servers = servers
        self._parent = parent
        self._present = present
        self._change = change
        self.window: SettingsWindow | None = None

    def open(self, commands: Mapping[Action, Callable[[], object]], section: str = "") -> None:
        """Open the settings, or bring them to the front.

        Args:
            commands: what the buttons do. section: searched for at once.
        """
        for other in self._parent.window().findChildren(SettingsWindow):
            if other is not self.window:
                other.close()  # another document's: its buttons are about that one
        if self.window is None:
            self.window = SettingsWindow(
                self._parent,
                self._present()[1],
                lambda: self._present()[0],
                self._change,
                commands,
                self._servers,
            )
            self.window.finished.connect(self._on_closed)
        if section:
            self.window.search.setText(section)
        self.window.show()
        self.window.activateWindow()

    def follow(self, settings: Settings, theme: Theme) -> None:
        """Show settings that were changed, wherever that was."""
        if self.window is not None:
            if theme is not self.window.theme:
                self.window.set_theme(theme)
            self.window.show_settings(settings)

    def _on_closed(self, _: int) -> None:
        self.window = None


def _values_of(settings: Settings) -> dict[str, object]:
    """Give the settings as fields, but for what was only seen once."""
    return {
        one.name: getattr(settings, one.name)
        for one in dataclasses.fields(settings)
        if one.name not in _KEPT_AT_RESET
    }


def _filter() -> str:
    return f"{tr('Settings')} (*.json);;{tr('All files')} (*)"


def _without_arguments(deed: Callable[[], object], *_: object) -> None:
    """Drop the "checked" that Qt passes along."""
    deed()

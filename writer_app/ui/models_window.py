"""The window of models: those that are here, those that can be had, one looked at closely.

It blocks nothing and stays beside the page; closing it stops no download. GUI thread.
May import: Qt, its siblings.
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from writer_app.library.progress import Progress
from writer_app.ui.model_card import USES_ASKED, Deed, ModelCard
from writer_app.ui.model_library import Choice, ModelLibrary, Place
from writer_app.ui.model_lines import ModelLines, Part
from writer_app.ui.model_words import line_of, place_words
from writer_app.ui.theme import Theme, interface_font, raised_ground
from writer_app.ui.translation import tr

SIZE_PX = (900, 600)
LIST_PX = 310
_EDGE_PX = 18
_WORD = Qt.ItemDataRole.UserRole + 10


class ModelsWindow(QDialog):
    """A list of models beside the one that is chosen.

    Thread: GUI.
    """

    def __init__(self, parent: QWidget, library: ModelLibrary, theme: Theme) -> None:
        super().__init__(parent)
        self._library = library
        self._choices: dict[str, Choice] = {}
        self.setWindowTitle(tr("Models"))
        self.setFont(interface_font())
        self.resize(*SIZE_PX)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Models"))
        self.list.setFixedWidth(LIST_PX)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = ModelLines(theme, self)
        self.list.setItemDelegate(self._lines)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("A model's name on the hub"))
        self.field.setPlaceholderText(tr("owner/model on the hub"))
        self.field.setClearButtonEnabled(True)
        self.folder_button = QPushButton(tr("Add a &Folder..."))
        self.folder_button.setAutoDefault(False)
        self.card = ModelCard(theme)
        self._lay_out()
        self.set_theme(theme)
        self.list.currentItemChanged.connect(self._on_item)
        self.list.itemActivated.connect(lambda _: self.card.press_first())
        self.field.returnPressed.connect(self._on_named)
        self.folder_button.clicked.connect(self._choose_folder)
        self.card.asked.connect(self._on_deed)
        # Where no window manager does it, nobody else gives the keyboard back to the page.
        self.finished.connect(parent.activateWindow)
        library.changed.connect(self._refill)
        library.progressed.connect(self._on_progress)

    @property
    def choice(self) -> Choice | None:
        """Give the model that is looked at."""
        item = self.list.currentItem()
        return self._choices.get(str(item.data(_WORD))) if item is not None else None

    def open_again(self, theme: Theme) -> None:
        """Show the window, with what is there now; the model in use is chosen."""
        self.set_theme(theme)
        if self.isVisible():
            self.raise_()
        else:
            self._fill(self._library.key_in_use or "default")
            self.show()
        self.activateWindow()
        self.list.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._lines.theme = theme
        self.card.set_theme(theme)
        ground = raised_ground(theme)
        self.setStyleSheet(
            f"QDialog {{ background: {theme.page}; }}"
            f" QListWidget {{ background: {ground}; border: 0; border-radius: 10px; outline: 0;"
            f" padding: 8px; }}"
            f" QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}"
            f" QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 4px;"
            f" min-height: 32px; }} QScrollBar::handle:hover {{ background: {theme.quiet}; }}"
            f" QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}"
            f" QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}"
            f" QLineEdit {{ background: {theme.page}; color: {theme.ink}; padding: 7px 10px;"
            f" border: 1px solid {theme.line}; border-radius: 8px;"
            f" selection-background-color: {theme.selection}; selection-color: {theme.ink}; }}"
            f" QLineEdit:focus {{ border-color: {theme.accent}; }}"
            f" QPushButton {{ background: transparent; color: {theme.ink}; padding: 7px 14px;"
            f" border: 1px solid {theme.line}; border-radius: 8px; }}"
            f" QPushButton:hover {{ background: {theme.selection}; }}"
            f" QPushButton:focus {{ border-color: {theme.accent}; }}"
            f" QPushButton:disabled {{ color: {theme.quiet}; }}"
            f" QPushButton[first='true'] {{ background: {theme.accent}; color: {theme.page};"
            f" border-color: {theme.accent}; font-weight: 600; }}"
            f" QPushButton[first='true']:focus, QPushButton[first='true']:hover"
            f" {{ border-color: {theme.ink}; }}"
            f" QPushButton[first='true']:disabled {{ background: {theme.line};"
            f" border-color: {theme.line}; color: {theme.quiet}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return press the button that has the keyboard, and close nothing (called by Qt)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.list, 1)
        self.field.setFixedWidth(LIST_PX)
        self.folder_button.setFixedWidth(LIST_PX)
        left.addWidget(self.field)
        left.addWidget(self.folder_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE_PX, _EDGE_PX, _EDGE_PX, _EDGE_PX)
        row.setSpacing(2 * _EDGE_PX)
        row.addLayout(left)
        row.addWidget(self.card, 1)

    def _refill(self) -> None:
        """Show what has changed, looking at the same model, or at the one just made."""
        current = self.choice
        self._fill(self._library.made_word or (current.word if current else ""))

    def _fill(self, wanted: str) -> None:
        choices = self._library.choices()
        self._choices = {choice.word: choice for choice in choices}
        self.list.blockSignals(True)
        self.list.clear()
        place = None
        for choice in choices:
            if choice.place is not place:
                place = choice.place
                self._add_heading(place)
            self._add_line(choice)
        items = [self.list.item(row) for row in range(self.list.count())]
        words = [str(item.data(_WORD)) for item in items]
        row = words.index(wanted) if wanted in words else 1
        self.list.blockSignals(False)
        self.list.setCurrentRow(row)
        self._show()

    def _add_heading(self, place: Place) -> None:
        item = QListWidgetItem(place_words(place))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(Part.IS_HEADING, True)
        self.list.addItem(item)

    def _add_line(self, choice: Choice) -> None:
        key = choice.installed.key if choice.installed is not None else None
        uses = self._library.uses_of(key) if key is not None else frozenset()
        quiet = line_of(choice, uses)
        item = QListWidgetItem(choice.name.rpartition("/")[2])
        item.setData(_WORD, choice.word)
        item.setData(Part.QUIET, quiet)
        item.setData(Part.IS_USED, bool(uses))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{choice.name}, {quiet}")
        item.setSizeHint(QSize(0, 0))
        self.list.addItem(item)

    def _on_item(self, *_: object) -> None:
        self._show()

    def _show(self) -> None:
        choice = self.choice
        if choice is not None:
            self.card.show_choice(choice, self._library)

    def _on_progress(self, progress: Progress) -> None:
        choice = self.choice
        if choice is not None and choice.word == self._library.busy_word:
            self.card.show_progress(progress)

    def _on_named(self) -> None:
        """Look at the model that was typed; nothing is asked before its button is pressed."""
        word = self.field.text().strip().removeprefix("https://huggingface.co/").strip("/")
        if not word:
            return
        if Path(word).expanduser().is_dir():
            self._library.add(str(Path(word).expanduser()))
        else:
            self._fill(self._library.name(word))
            self.list.setFocus()
        self.field.clear()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("A folder with a model"))
        if chosen:
            self._library.add(chosen)

    def _on_deed(self, deed: Deed) -> None:
        choice, library = self.choice, self._library
        if choice is None:
            return
        match deed:
            case Deed.USE | Deed.USE_FOR_GHOSTS | Deed.USE_FOR_TASKS:
                library.use(choice.installed.key if choice.installed else "", USES_ASKED[deed])
            case Deed.LOOK:
                library.look(choice.word, self.card.token)
            case Deed.ADD:
                library.add(choice.word, self.card.bits, self.card.token)
            case Deed.PAUSE:
                library.pause()
            case Deed.MEASURE:
                library.measure(choice.word)
            case Deed.VERIFY:
                library.verify(choice.word)
            case Deed.REMOVE:
                if self._may_remove(choice):
                    library.remove(choice)

    def _may_remove(self, choice: Choice) -> bool:
        """Ask before a model goes."""
        box = QMessageBox(self)
        box.setWindowTitle(tr("Models"))
        box.setText(tr("Remove {name} from this machine?").format(name=choice.name))
        box.setInformativeText(tr("It can be added again; that takes another download."))
        remove = box.addButton(tr("&Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is remove

"""A small window of the writer's own words: add one, take one back.

It blocks nothing. GUI thread. May import: Qt, its siblings, documents.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from writer_app.errors import DocumentError
from writer_app.ui.spellers import Spellers
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import tr, translated

SIZE_PX = (380, 460)


class OwnWordsWindow(QDialog):
    """The writer's dictionary as a list. Thread: GUI."""

    def __init__(self, parent: QWidget, spellers: Spellers, theme: Theme) -> None:
        super().__init__(parent)
        self._spellers = spellers
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("My dictionary"))
        self.setFont(interface_font())
        self.resize(*SIZE_PX)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("A word to take as right"))
        self.field.setAccessibleName(tr("A word to take as right"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("My dictionary"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.adding = QPushButton(tr("Add"))
        self.removing = QPushButton(tr("Remove"))
        self.removing.setAutoDefault(False)
        self._lay_out()
        self.setStyleSheet(
            f"QDialog {{ background: {theme.page}; }} QLabel {{ color: {theme.quiet}; }}"
            f" QLineEdit, QListWidget {{ background: {theme.page}; color: {theme.ink};"
            f" border: 1px solid {theme.line}; border-radius: 6px; padding: 5px; }}"
            f" QListWidget::item {{ padding: 3px 6px; border-radius: 4px; }}"
            f" QListWidget::item:selected {{ background: {theme.selection};"
            f" color: {theme.ink}; }}"
        )
        self.adding.clicked.connect(self._add)
        self.removing.clicked.connect(self._remove)
        self.list.itemSelectionChanged.connect(self._show_state)
        spellers.changed.connect(self._fill)
        self._fill()

    def _lay_out(self) -> None:
        first, last, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        first.addWidget(self.field, 1)
        first.addWidget(self.adding)
        last.addWidget(self.words, 1)
        last.addWidget(self.removing)
        column.addLayout(first)
        column.addWidget(self.list, 1)
        column.addLayout(last)

    def _fill(self) -> None:
        self.list.clear()
        self.list.addItems(list(self._spellers.own.words))
        self._show_state()

    def _show_state(self) -> None:
        n = self.list.count()
        self.removing.setEnabled(bool(self.list.selectedItems()))
        empty = tr("No word yet; add them here, or with the right button at a word.")
        self.words.setText(tr("{n} of your own").format(n=f"{n:,}") if n else empty)

    def _add(self) -> None:
        word = self.field.text().strip()
        if not word:
            return
        self._keep(partial(self._spellers.add, word))
        self.field.clear()
        for item in self.list.findItems(word, Qt.MatchFlag.MatchFixedString):
            self.list.setCurrentItem(item)

    def _remove(self) -> None:
        for word in [item.text() for item in self.list.selectedItems()]:
            self._keep(partial(self._spellers.remove, word))

    def _keep(self, change: Callable[[], None]) -> None:
        """Do a change; say here what the disk has against it."""
        try:
            change()
        except DocumentError as error:
            self.words.setText(translated(str(error)))

"""The ledger as a page: what Foreword did, to be looked through, copied and wiped.

It blocks nothing and stays beside the text. GUI thread. May import: Qt, its siblings,
deeds, documents.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from writer_app.deeds import Connection, Deed, ModelRun
from writer_app.documents.deed_keeper import DeedKeeper, Past
from writer_app.ui.announce import announce
from writer_app.ui.controls import Chooser, control_style, scroll_style
from writer_app.ui.deed_rows import PURPOSE_NAMES, Column, DeedRows, cell, headline_of
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import mark, tr

SIZE_PX = (980, 560)
LEAST_PX = (420, 300)
_WIDE = ModelRun(80_000.0, "", "", "", 12_000, 2_000, 9_999_900.0)
"""A deed whose words are long; the columns have room for it."""
_CELL_EDGES_PX = 24
_ROW_PX = 26
_KINDS: tuple[tuple[str, type[Deed] | None], ...] = (
    (mark("Everything"), None),
    (mark("Connections"), Connection),
    (mark("Runs of a model"), ModelRun),
)


class DeedsWindow(QDialog):
    """A table of deeds under a line that sums them up.

    Args: keeper: of the deeds.

    Thread: GUI.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QWidget, keeper: DeedKeeper, theme: Theme) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._past: Past | None = None
        self._n_damaged = 0
        self.setWindowTitle(tr("What Foreword Did"))
        self.setFont(interface_font())
        self.setMinimumSize(*LEAST_PX)
        room = parent.screen().availableGeometry()
        self.resize(min(SIZE_PX[0], room.width()), min(SIZE_PX[1], room.height()))
        self.headline, self.note = QLabel(), QLabel()
        for label, name in ((self.headline, "headline"), (self.note, "note")):
            label.setObjectName(name)
            label.setWordWrap(True)
        self.kinds = Chooser()
        self.kinds.setAccessibleName(tr("What is listed"))
        self.kinds.addItems([tr(name) for name, _ in _KINDS])
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(tr("Filter"))
        self.field.setPlaceholderText(tr("Filter by host, model or purpose"))
        self.rows = DeedRows(self)
        self.table = self._make_table()
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.forgetting = QPushButton(tr("&Forget All of This"))
        self.closing = QPushButton(tr("&Close"))
        for button in (self.forgetting, self.closing):
            button.setAutoDefault(False)  # Return in the field must not press one
        self._lay_out()
        self.set_theme(theme)
        self.kinds.currentIndexChanged.connect(self._filter)
        self.field.textChanged.connect(self._filter)
        self.forgetting.clicked.connect(self._forget)
        self.closing.clicked.connect(self.close)
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def open_again(self, theme: Theme) -> None:
        """Show the window, or bring it to the front, with what is known now."""
        self.set_theme(theme)
        if self.isVisible():
            self.raise_()
        else:
            self.show()
        self.activateWindow()
        self.table.setFocus()
        self.look()

    def look(self) -> None:
        """Ask for what is known now."""
        self._keeper.read(self._arrived.emit)

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.setStyleSheet(
            f"QDialog {{ background: {theme.page}; color: {theme.ink}; }}"
            f" QLabel#headline {{ color: {theme.ink}; font-weight: 600; }}"
            f" QLabel#note {{ color: {theme.quiet}; }}"
            f" QTableView {{ background: {theme.page}; color: {theme.ink}; border: 0;"
            f" border-top: 1px solid {theme.line}; outline: 0;"
            f" selection-background-color: {theme.selection}; selection-color: {theme.ink}; }}"
            f" QTableView::item {{ padding: 0 8px; border: 0; }}"
            f" QHeaderView {{ background: {theme.page}; border: 0; }}"
            f" QHeaderView::section {{ background: {theme.page}; color: {theme.quiet};"
            f" border: 0; padding: 6px 11px; font-weight: 400; }}"
            f"{control_style(theme)}{scroll_style(theme)}"
        )

    def changeEvent(self, event: QEvent) -> None:
        """Look again when the writer comes back to the window (called by Qt)."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the rows that are selected (called by Qt)."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.table.hasFocus():
            self._copy()
        else:
            super().keyPressEvent(event)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.rows)
        table.setAccessibleName(tr("What Foreword Did"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(Column.WITH, QHeaderView.ResizeMode.Stretch)
        for column in Column:
            if column is not Column.WITH:
                header.resizeSection(column, self._width_px(column))
        return table

    def _width_px(self, column: Column) -> int:
        """Give the room that a column's words take."""
        words = [cell(_WIDE, column), tr(PURPOSE_NAMES["look"]) if column is Column.WHAT else ""]
        return max(map(self.fontMetrics().horizontalAdvance, words)) + _CELL_EDGES_PX

    def _lay_out(self) -> None:
        choosing, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        choosing.addWidget(self.kinds)
        choosing.addWidget(self.field, 1)
        foot.setSpacing(10)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.forgetting)
        foot.addWidget(self.closing)
        column.addWidget(self.headline)
        column.addLayout(choosing)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _show(self, past: Past) -> None:
        """Show what is known; the filter stays as it is."""
        self._past = past
        self._n_damaged = max(self._n_damaged, past.read.n_damaged)
        self.headline.setText(headline_of(past.read.deeds))
        self.note.setText(note_of(past, self._n_damaged))
        self.forgetting.setEnabled(bool(past.read.deeds.all or past.set_aside))
        self._filter()

    def _filter(self) -> None:
        if self._past is not None:
            kind = _KINDS[self.kinds.currentIndex()][1]
            self.rows.show(self._past.read.deeds.all, kind, self.field.text())

    def _forget(self) -> None:
        """Wipe the ledger; what Foreword does from now on begins a new one."""
        self._n_damaged = 0
        self._keeper.forget()
        self.look()
        announce(self.note, tr("The ledger is empty."))

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        if rows:
            QGuiApplication.clipboard().setText(self.rows.text_of(rows))


def note_of(past: Past, n_damaged: int) -> str:
    """Say where the ledger lies, and what is the matter with it."""
    words = [
        tr("Kept in {path}, for you alone; never text, never names of files.").format(
            path=past.path
        )
        if past.is_kept
        else tr("Nothing is kept in this session: the ledger ends with it.")
    ]
    if past.trouble:
        words.append(tr("The disk refuses it ({reason}).").format(reason=past.trouble))
    if past.set_aside is not None:
        damaged = tr("A damaged ledger was set aside as {path}; what could be read is here.")
        words.append(damaged.format(path=past.set_aside))
    elif n_damaged:
        words.append(tr("{n} damaged lines were left out.").format(n=n_damaged))
    return " ".join(words)

"""What is counted, the goal, and how much was written: a small panel over the page.

GUI thread. May import: Qt, its siblings, documents.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from writer_app.documents.counts import Counts
from writer_app.documents.statistics import MOST_WORDS, Sitting
from writer_app.ui.day_plot import DayPlot
from writer_app.ui.focus_ring import step_focus
from writer_app.ui.theme import Theme, interface_font, raised_ground, scaled_px
from writer_app.ui.translation import mark_table, tr

WIDTH_PX = 372
N_DAYS = 30
GOAL_PX = 86
_EDGE_PX = 16
_ROWS = {
    "words": "Words",
    "characters": "Characters",
    "without_spaces": "Without spaces",
    "paragraphs": "Paragraphs",
    "reading": "Reading time",
}
mark_table(_ROWS)


class CountsPanel(QFrame):
    """Counts of document and selection, the goal, this session, and the last days.

    Signals:
        goal_set(int, bool): words, and whether they are this document's (else a session's).
        closed(): Esc.

    Thread: GUI.
    """

    goal_set = Signal(int, bool)
    closed = Signal()

    def __init__(self, page: QWidget, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self.setAccessibleName(tr("Counts and goal"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._room, self._body = QScrollArea(), QWidget()
        self._cells = {name: (_label(is_number=True), _label(is_number=True)) for name in _ROWS}
        self._selection = _label(tr("Selection"), is_number=True)
        self.goal = QSpinBox()
        self.goal.setRange(0, MOST_WORDS)
        self.goal.setSingleStep(100)
        self.goal.setGroupSeparatorShown(True)
        self.goal.setFixedWidth(scaled_px(GOAL_PX))
        self.goal.setSpecialValueText(tr("no goal"))
        self.goal.setKeyboardTracking(False)
        self.goal.setAccessibleName(tr("Goal in words"))
        self.kind = QComboBox()
        self.kind.addItems([tr("words in this document"), tr("words in a session")])
        self.kind.setAccessibleName(tr("What the goal is for"))
        self.sitting = _label()
        self.plot = DayPlot(theme)
        self._lay_out()
        self.goal.valueChanged.connect(self._tell_goal)
        self.kind.activated.connect(self._tell_goal)
        page.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.plot.set_theme(theme)
        self.setStyleSheet(
            f"CountsPanel {{ background: {raised_ground(theme)}; border: 1px solid {theme.line};"
            f" border-radius: 10px; }} QScrollArea, QScrollArea > QWidget > QWidget"
            f" {{ background: transparent; border: 0; }}"
            f" QLabel {{ color: {theme.ink}; border: 0; }}"
            f" QLabel[isQuiet='true'] {{ color: {theme.quiet}; }}"
            f" QSpinBox, QComboBox {{ background: {theme.page}; color: {theme.ink};"
            f" border: 1px solid {theme.line}; border-radius: 6px; padding: 3px 6px; }}"
            f" QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: 0; }}"
            f" QComboBox::drop-down {{ border: 0; width: 20px; }}"
            f" QSpinBox:focus, QComboBox:focus {{ border-color: {theme.accent}; }}"
        )

    def show_counts(self, document: Counts, selection: Counts | None) -> None:
        """Show what is counted; no selection: its column is empty."""
        self._selection.setVisible(selection is not None)
        for column, counts in enumerate((document, selection)):
            for name, cells in self._cells.items():
                cells[column].setText(_cell(name, counts) if counts is not None else "")

    def show_goal(self, n_words: int, *, is_of_document: bool, has_document: bool) -> None:
        """Show the goal; a text without a file has none of its own."""
        for part in (self.goal, self.kind):
            part.blockSignals(True)
        if n_words != self.goal.value():
            self.goal.setValue(n_words)
        self.kind.setCurrentIndex(0 if is_of_document and has_document else 1)
        self.kind.setEnabled(has_document)
        for part in (self.goal, self.kind):
            part.blockSignals(False)

    def show_writing(self, sitting: Sitting, by_day: list[int]) -> None:
        """Show this session and the last days."""
        words = tr("This session: {words} words in {minutes} min")
        self.sitting.setText(words.format(words=f"{sitting.words:,}", minutes=sitting.minutes))
        self.plot.show_days(by_day)

    def open(self) -> None:
        """Show the panel over the page's lower right corner, with the keyboard."""
        self.show()
        self.place()
        self.raise_()
        self._room.ensureWidgetVisible(self.goal)
        self.goal.setFocus(Qt.FocusReason.PopupFocusReason)
        self.goal.selectAll()

    def place(self) -> None:
        """Stand in the lower right corner of the page."""
        page = self._page
        width = min(scaled_px(WIDTH_PX), page.width() - 24)
        height = min(self._body.sizeHint().height() + 2, page.height() - 16)
        self.setGeometry(page.width() - width - 16, page.height() - height - 8, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place with the page (called by Qt)."""
        if event.type() == QEvent.Type.Resize and watched is self._page and self.isVisible():
            self.place()
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Let Tab go round the panel (called by Qt)."""
        return step_focus((self.goal, self.kind), is_next=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc and Return; let no other key fall through to the page (called by Qt)."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.closed.emit()
        event.accept()

    def _tell_goal(self, _: int) -> None:
        self.goal_set.emit(self.goal.value(), self.kind.currentIndex() == 0)

    def _lay_out(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._room)
        self._room.setWidget(self._body)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid, goal, column = QGridLayout(), QHBoxLayout(), QVBoxLayout(self._body)
        column.setContentsMargins(_EDGE_PX + 2, _EDGE_PX, _EDGE_PX + 2, _EDGE_PX)
        column.setSpacing(12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(5)
        grid.addWidget(_label(tr("Document"), is_number=True), 0, 1)
        grid.addWidget(self._selection, 0, 2)
        for row, (name, cells) in enumerate(self._cells.items(), 1):
            grid.addWidget(_label(tr(_ROWS[name]), is_quiet=True), row, 0)
            grid.addWidget(cells[0], row, 1)
            grid.addWidget(cells[1], row, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, 76)
        goal.addWidget(_label(tr("Goal"), is_quiet=True))
        goal.addWidget(self.goal)
        goal.addWidget(self.kind, 1)
        column.addLayout(grid)
        column.addLayout(goal)
        column.addWidget(self.sitting)
        days = tr("Words a day, last {n} days").format(n=N_DAYS)
        column.addWidget(_label(days, is_quiet=True))
        column.addWidget(self.plot)


def _label(words: str = "", *, is_number: bool = False, is_quiet: bool = False) -> QLabel:
    label = QLabel(words)
    label.setFont(interface_font())
    label.setProperty("isQuiet", "true" if is_quiet else "false")
    if is_number:
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
    return label


def _cell(name: str, counts: Counts) -> str:
    if name != "reading":
        return f"{getattr(counts, name):,}"
    return reading_words(counts.reading_minutes)


def reading_words(minutes: float) -> str:
    """Say how long reading takes.

    Example: reading_words(75) -> "1 h 15 min"
    """
    if minutes < 1:
        return tr("under 1 min") if minutes else tr("{n} min").format(n=0)
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return tr("{n} min").format(n=rest)
    return tr("{hours} h {n} min").format(hours=hours, n=rest)

"""The column that summarises: what of, how long, in which form, and what came of it.

Shows and asks; knows neither worker nor document. GUI thread. May import: Qt, its
siblings.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from writer_app.ui.announce import announce
from writer_app.ui.eliding import ElidingButton
from writer_app.ui.side_column import SideColumn
from writer_app.ui.summary_text import SummaryLine, SummaryText
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import mark, tr

SCOPES = {
    "selection": mark("Selection"),
    "section": mark("Section"),
    "document": mark("Document"),
}
LENGTHS = {"short": mark("Short"), "medium": mark("Medium"), "long": mark("Long")}
FORMS = {"prose": mark("Prose"), "points": mark("Points")}
_EDGE_PX = 24


class SummaryPanel(SideColumn):
    """The summary beside the page.

    Signals:
        asked(): other choices were made. again_asked(): the same once more.
        cancelled(): what runs should end. closed(): the column should go.
        copy_asked(), insert_asked(): the whole summary is wanted there.
        Of `text`: looked_at(int) and gone_to(int).

    Thread: GUI.
    """

    asked = Signal()
    again_asked = Signal()
    cancelled = Signal()
    closed = Signal()
    copy_asked = Signal()
    insert_asked = Signal()

    def __init__(self, theme: Theme, text_font: QFont) -> None:
        super().__init__(theme)
        self._is_running = False
        self._title = QLabel(tr("Summary"))
        self._close = _button("\u2715", self.closed.emit, tr("Close the summary"))
        self.scope = ChoiceRow(tr("What is summarised"), SCOPES)
        self.length = ChoiceRow(tr("Length"), LENGTHS)
        self.form = ChoiceRow(tr("Form"), FORMS)
        self._progress = _ProgressLine(theme)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.text = SummaryText(theme, text_font)
        self._copy = _button(tr("Copy"), self.copy_asked.emit)
        self._insert = _button(tr("Insert at the caret"), self.insert_asked.emit)
        self._again = _button(tr("Again"), self._on_again)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._lay_out()
        self.text.copied.connect(self.copy_asked)
        for row in (self.scope, self.length, self.form):
            row.chosen.connect(self.asked)
        self.length.choose("medium")
        self.form.choose("prose")
        self.setAccessibleName(tr("Summary"))
        self.set_look(theme, text_font)
        self.show_words("")

    @property
    def words(self) -> str:
        """Give the line above the summary: an empty state, trouble, or what is stale."""
        return self._words.text()

    @property
    def note(self) -> str:
        """Give the quiet line below it: how it was made."""
        return self._note.text()

    @property
    def share(self) -> float | None:
        """Give how far the work has come; None while nothing runs."""
        return self._progress.share

    def set_look(self, theme: Theme, text_font: QFont) -> None:
        """Change the inks."""
        self.set_theme(theme)
        self._progress.set_theme(theme)
        self.text.set_look(theme, text_font)
        bold = interface_font()
        bold.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(bold)
        for part in (self._words, self._note, self._close, self._copy, self._insert, self._again):
            part.setFont(interface_font())
        for row in (self.scope, self.length, self.form):
            row.set_theme(theme)
        self._title.setStyleSheet(f"color: {theme.ink}")
        self._words.setStyleSheet(f"color: {theme.ink}")
        self._note.setStyleSheet(f"color: {theme.quiet}")
        for button in (self._copy, self._insert, self._again):
            button.setStyleSheet(_button_style(theme, theme.accent))
        self._close.setStyleSheet(_button_style(theme, theme.quiet))

    def show_progress(self, share: float, text: str = "") -> None:
        """Tell how far the work has come, 0..1, and what is written so far."""
        self._progress.show_share(share)
        self._set_running(is_running=True)
        self._words.setText(tr("Reading\u2026 {percent} %").format(percent=int(share * 100)))
        self._words.show()
        if text:
            lines = text.split("\n") if self.form.value == "points" else [text]
            shown = [SummaryLine(line.removeprefix("- ")) for line in lines if line]
            self.text.show_lines(shown, is_points=self.form.value == "points")

    def show_words(self, words: str) -> None:
        """Show words instead of a summary: what to do, or what went wrong."""
        self.show_summary((), is_points=False, words=words, note="")
        if words:
            announce(self, words)

    def show_summary(
        self, lines: Sequence[SummaryLine], *, is_points: bool, words: str, note: str
    ) -> None:
        """Show a summary, a line above it and a quiet one below; either may be empty."""
        self._progress.show_share(None)
        self._set_running(is_running=False)
        self.text.show_lines(lines, is_points=is_points)
        for label, text in ((self._words, words), (self._note, note)):
            label.setText(text)
            label.setVisible(bool(text))
        for button in (self._copy, self._insert):
            button.setVisible(bool(lines))

    def take_focus(self) -> None:
        """Give the summary the keyboard."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put length and form under each other where they do not fit beside (called by Qt)."""
        super().resizeEvent(event)
        wanted = self.length.sizeHint().width() + self.form.sizeHint().width() + 2 * _EDGE_PX
        is_narrow = wanted > event.size().width()
        beside, below = QHBoxLayout.Direction.LeftToRight, QHBoxLayout.Direction.TopToBottom
        self._choices.setDirection(below if is_narrow else beside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc end what runs, then close the column (called by Qt)."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._is_running:
            self.cancelled.emit()
        else:
            self.closed.emit()

    def _on_again(self) -> None:
        (self.cancelled if self._is_running else self.again_asked).emit()

    def _set_running(self, *, is_running: bool) -> None:
        self._is_running = is_running
        self._again.setText(tr("Cancel") if is_running else tr("Again"))

    def _lay_out(self) -> None:
        head, choices, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._choices = choices
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        choices.addWidget(self.length)
        choices.addStretch(1)
        choices.addWidget(self.form)
        choices.setSpacing(8)
        for button in (self._copy, self._insert, self._again):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.setSpacing(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE_PX, 20, _EDGE_PX, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.scope)
        column.addLayout(choices)
        column.addWidget(self._progress)
        column.addSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self.text, 1)
        column.addSpacing(6)
        column.addLayout(foot)
        column.addWidget(self._note)


class ChoiceRow(QWidget):
    """Words in a row of which one is chosen; arrow keys choose too.

    Signals: chosen(): the writer chose another one.

    Thread: GUI.
    """

    chosen = Signal()

    def __init__(self, name: str, titles: Mapping[str, str]) -> None:
        """Make a row.

        Args:
            name: for screen readers. titles: marked words, by the value they stand for.
        """
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self.setAccessibleName(name)
        for value, title in titles.items():
            button = _button(tr(title), self.chosen.emit)
            button.setCheckable(True)
            button.setAccessibleDescription(name)
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        row.addStretch(1)
        next(iter(self._buttons.values())).setChecked(True)

    @property
    def value(self) -> str:
        """Give what is chosen."""
        return next(value for value, one in self._buttons.items() if one.isChecked())

    def choose(self, value: str) -> None:
        """Choose without telling."""
        self._buttons[value].setChecked(True)

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        for button in self._buttons.values():
            button.setFont(interface_font())
            button.setStyleSheet(_button_style(theme, theme.quiet))


class _ProgressLine(QWidget):
    """A hair line that fills as the work goes on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.share: float | None = None
        self.setFixedHeight(2)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_share(self, share: float | None) -> None:
        self.share = share
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, QColor(self._theme.line))
        if self.share is not None:
            width = round(self.width() * self.share)
            painter.fillRect(0, 0, width, 2, QColor(self._theme.accent))


def _button(words: str, on_click: Callable[[], None], name: str = "") -> QPushButton:
    button = ElidingButton(words)
    button.setFlat(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAccessibleName(name or words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _: on_click())
    return button


def _button_style(theme: Theme, ink: str) -> str:
    return (
        f"QPushButton {{ color: {ink}; background: transparent; border: 0;"
        f" border-bottom: 1px solid transparent; padding: 2px 0; outline: 0; }}"
        f" QPushButton:checked {{ color: {theme.accent}; border-color: {theme.accent}; }}"
        f" QPushButton:hover {{ color: {theme.ink}; }}"
        f" QPushButton:focus {{ color: {theme.ink}; border-color: {theme.ink}; }}"
        f" QPushButton:disabled {{ color: {theme.line}; }}"
    )

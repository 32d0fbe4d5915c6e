"""A window of kept texts: when they were kept, what bringing one back would change.

It blocks nothing and stays beside the page. GUI thread. May import: Qt, theme,
documents.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from writer_app.documents.compare import Change, Kind, count_changes
from writer_app.ui.controls import control_style, scroll_style
from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import tr

SIZE_PX = (920, 600)
LIST_PX = 250
MARGIN_PX = 20
LINE_PERCENT = 140
MAX_SAME_CHARS = 240
"""Longest unchanged stretch that is shown whole; of longer ones both ends are."""
MAX_SHOWN_CHARS = 60_000
"""Most characters of one comparison that are shown: Qt would take seconds for a novel."""


class KeptWindow(QDialog):
    """A list of kept texts beside what bringing the chosen one back would change.

    Args:
        parent: the window it belongs to. font: of the text. title: of the window.
        actions: words of each button and what it does with the row that is chosen.

    Signals: chosen(int): another row.  Thread: GUI.
    """

    chosen = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        font: QFont,
        title: str,
        actions: Sequence[tuple[str, Callable[[int], None]]],
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFont(interface_font())
        self.resize(*SIZE_PX)
        self.rows = QListWidget()
        self.rows.setAccessibleName(title)
        self.rows.setFixedWidth(LIST_PX)
        self.summary = QLabel()
        self.view = QTextBrowser()
        self.view.setAccessibleName(tr("Changes"))
        self.view.setOpenLinks(False)
        self.view.setFont(font)
        self.view.document().setDocumentMargin(MARGIN_PX)
        self.setStyleSheet(style_of(theme))
        self.buttons = [self._button(words, action) for words, action in actions]
        self._lay_out()
        self.rows.currentRowChanged.connect(self._on_row)

    @property
    def row(self) -> int:
        """Give the row that is chosen; -1: none."""
        return self.rows.currentRow()

    def show_rows(self, titles: Iterable[str]) -> None:
        """List the texts, and choose the first."""
        self.rows.clear()
        self.rows.addItems(list(titles))
        self.rows.setCurrentRow(0)

    def show_changes(self, changes: tuple[Change, ...]) -> None:
        """Show what bringing the chosen text back would change."""
        self.summary.setText(summary_of(changes))
        self.view.setHtml(changes_as_html(changes, self._theme))

    def show_words(self, words: str) -> None:
        """Say why nothing can be shown."""
        self.summary.setText(words)
        self.view.clear()

    def _button(self, words: str, action: Callable[[int], None]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setEnabled(False)

        def act() -> None:
            if self.row >= 0:
                action(self.row)

        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.addWidget(self.summary)
        right.addWidget(self.view, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in self.buttons:
            buttons.addWidget(button)
        closing = QPushButton(tr("Close"))
        closing.clicked.connect(self.close)
        buttons.addWidget(closing)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self.rows)
        row.addLayout(right, 1)

    def _on_row(self, row: int) -> None:
        for button in self.buttons:
            button.setEnabled(row >= 0)
        if row >= 0:
            self.show_words("")
            self.chosen.emit(row)


def changes_as_html(changes: tuple[Change, ...], theme: Theme) -> str:
    """Lay changes out: removed words struck, added ones on a ground, the rest cut short."""
    styles = {
        Kind.REMOVED: f"background:{theme.removed};color:{theme.removed_ink};"
        "text-decoration:line-through",
        Kind.ADDED: f"background:{theme.added};color:{theme.added_ink}",
        Kind.SAME: f"color:{theme.ink}",
    }
    parts, n_shown = [], 0
    for n, change in enumerate(changes):
        text = change.text
        if change.kind is Kind.SAME:
            text = _cut_short(text, is_first=n == 0, is_last=n == len(changes) - 1)
        text = text[: MAX_SHOWN_CHARS - n_shown]
        n_shown += len(text)
        parts.append(f"<span style='{styles[change.kind]}'>{escape(text)}</span>")
        if n_shown >= MAX_SHOWN_CHARS:
            parts.append("<span> \u2026</span>")
            break
    style = f"white-space:pre-wrap;line-height:{LINE_PERCENT}%"
    return f"<div style='{style}'>{''.join(parts)}</div>"


def summary_of(changes: tuple[Change, ...]) -> str:
    """Say in one line what bringing a text back would change."""
    if all(change.kind is Kind.SAME for change in changes):
        return tr("It is the same text.")
    n_removed, n_added = count_changes(changes)
    if n_added and n_removed:
        words = tr("It adds {added} and takes {removed} away.")
    elif n_added:
        words = tr("It adds {added}.")
    elif n_removed:
        words = tr("It takes {removed} away.")
    else:
        words = tr("It changes spaces and lines only.")
    return words.format(added=_words(n_added), removed=_words(n_removed))


def spoken_time(seconds: float, now_seconds: float | None = None) -> str:
    """Say a moment as people do; of today's, to the second.

    Args:
        now_seconds: the present moment; None: ask the clock.
    """
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    now = QDateTime.currentDateTime()
    if now_seconds is not None:
        now = QDateTime.fromSecsSinceEpoch(int(now_seconds))
    n_days = moment.daysTo(now)
    locale = QLocale()
    if n_days == 0:
        return tr("Today, {time}").format(time=moment.toString("HH:mm:ss"))
    time = locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    if n_days == 1:
        return tr("Yesterday, {time}").format(time=time)
    day = locale.toString(moment.date(), tr("d MMMM yyyy"))
    return tr("{day}, {time}").format(day=day, time=time)


def style_of(theme: Theme) -> str:
    """Dress the window's list and text like the page."""
    return (
        f"QDialog {{ background: {theme.page}; }}"
        f" QListWidget, QTextBrowser {{ background: {theme.page}; color: {theme.ink};"
        f" border: 1px solid {theme.line}; border-radius: 8px; outline: 0; }}"
        f" QListWidget::item {{ padding: 8px 10px; border-radius: 6px; }}"
        f" QListWidget::item:selected {{ background: {theme.selection}; color: {theme.ink}; }}"
        f" QLabel {{ color: {theme.quiet}; }}"
        f"{control_style(theme)}{scroll_style(theme)}"
    )


def _cut_short(text: str, *, is_first: bool, is_last: bool) -> str:
    """Leave the ends of an unchanged stretch that stand beside changes, by whole words."""
    if len(text) <= MAX_SAME_CHARS:
        return text
    half = MAX_SAME_CHARS // 2
    head = "" if is_first and not is_last else text[:half].rpartition(" ")[0]
    tail = "" if is_last and not is_first else text[-half:].partition(" ")[2]
    return f"{head} \u2026 {tail}"


def _words(n: int) -> str:
    """Give "one word", "2 words".

    Example: _words(1) -> "one word"
    """
    return tr("one word") if n == 1 else tr("{n} words").format(n=f"{n:,}")

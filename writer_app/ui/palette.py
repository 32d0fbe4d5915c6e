"""A field over the page and what it offers: the look and keys of every palette.

Knows nothing of what is offered: a source gives the entries for what stands in the
field, and the key of the one that was picked is told. GUI thread. May import: Qt,
theme, announce, translation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from writer_app.ui.announce import announce
from writer_app.ui.page import SCROLL_BAR_PX
from writer_app.ui.theme import Theme, interface_font, raised_ground, scaled_px
from writer_app.ui.translation import tr

WIDTH_PX = 480
ROW_PX = 36
MOST_ROWS = 10
_TEXT_PX = 15
_TOP_SHARE = 0.16
_EDGE_PX = 8
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -MOST_ROWS,
    Qt.Key.Key_PageDown: MOST_ROWS,
}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a palette.

    Attributes:
        key: what `picked` tells. title: its words. aside: quiet words at the right (keys).
        detail: a sentence under the list while the line is chosen.
        is_enabled: False: shown quietly, and Return only has its detail spoken.
    """

    key: str
    title: str
    aside: str = ""
    detail: str = ""
    is_enabled: bool = True


Source = Callable[[str], Sequence[Entry]]


class Palette(QFrame):
    """A field, a list and a line of detail, laid over a page.

    Up, Down, Page Up and Page Down choose; Return or a click picks; Esc, or looking
    elsewhere, closes. Nothing else on the page moves.

    Signals:
        picked(str): an entry's key; the palette is hidden by then, `query` still holds.
        closed(): nothing was picked.

    Thread: GUI.
    """

    picked = Signal(str)
    closed = Signal()

    def __init__(self, page: QWidget, theme: Theme, name: str) -> None:
        """Make a palette, hidden.

        Args:
            page: the widget it lies on. name: for screen readers.
        """
        super().__init__(page)
        self._page = page
        self._source: Source = _nothing
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setFrame(False)
        self._entries = _Entries(self)
        self._lines = _Lines(self)
        self.list = QListView()
        self.list.setAccessibleName(name)
        self.list.setModel(self._entries)
        self.list.setItemDelegate(self._lines)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.field, self.list, self._detail):
            column.addWidget(part)
        self.field.textEdited.connect(self._ask)
        self.field.installEventFilter(self)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(lambda _: self._pick())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        page.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    @property
    def query(self) -> str:
        """Give what stands in the field."""
        return self.field.text()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give what is offered."""
        return self._entries.entries

    @property
    def current(self) -> Entry | None:
        """Give the entry that Return would pick."""
        row = self.list.currentIndex().row()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        ground = raised_ground(theme)
        self._lines.theme = theme
        font, small = interface_font(_TEXT_PX), interface_font()
        self.field.setFont(font)
        self.list.setFont(font)
        self._detail.setFont(small)
        self.setStyleSheet(
            f"Palette {{ background: {ground}; border: 1px solid {theme.line};"
            f" border-radius: 10px; }} QLineEdit {{ background: transparent; border: 0;"
            f" border-bottom: 1px solid {theme.line}; padding: 12px 18px; color: {theme.ink};"
            f" selection-background-color: {theme.selection}; }}"
            f" QListView {{ background: transparent; border: 0; padding: {_EDGE_PX}px; }}"
            f" QLabel {{ color: {theme.quiet}; border: 0; padding: 2px 22px 12px 19px; }}"
        )

    def open(self, prompt: str, source: Source, query: str = "") -> None:
        """Show the palette and give it the keyboard.

        Args:
            prompt: quiet words in the empty field.
            source: gives the entries for what stands in the field, best first.
            query: what stands in the field at first, selected.
        """
        self._source = source
        self.field.setPlaceholderText(prompt)
        self.field.setText(query)
        self.field.selectAll()
        self._ask(query)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """Ask the source again: what it offers has changed; the choice stays."""
        chosen = self.current
        self._ask(self.query)
        for row, entry in enumerate(self.entries):
            if chosen is not None and entry.key == chosen.key:
                self._choose(row)

    def close_quietly(self) -> None:
        """Hide without having picked anything."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on the field's keys; stay in place with the page (called by Qt)."""
        if watched is self._page:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and self._is_focus_gone():
            self.close_quietly()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick()
        elif key == Qt.Key.Key_Escape:
            self.close_quietly()
        elif key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _is_focus_gone(self) -> bool:
        """Tell whether the keyboard went elsewhere in this window (not to a menu of ours)."""
        focused = self.window().focusWidget()
        return self.isVisible() and focused is not self.field

    def _ask(self, query: str) -> None:
        self._entries.set_entries(tuple(self._source(query)))
        self._choose(0)
        self._place()

    def _step(self, n_rows: int) -> None:
        """Go up or down; single steps go round, pages stop at the ends."""
        n, row = len(self.entries), self.list.currentIndex().row()
        if n:
            wanted = row + n_rows
            self._choose(wanted % n if abs(n_rows) == 1 else min(n - 1, max(0, wanted)))

    def _choose(self, row: int) -> None:
        index = self._entries.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        if not index.isValid():
            self._show_detail("" if self.entries else tr("Nothing by this name."))

    def _on_current(self, *_: object) -> None:
        entry = self.current
        if entry is None:
            return
        self._show_detail(entry.detail)
        if self.isVisible() and QAccessible.isActive():
            announce(self.list, ", ".join(filter(None, (entry.title, entry.aside, entry.detail))))

    def _show_detail(self, words: str) -> None:
        was = self._detail.text()
        self._detail.setText(words)
        self._detail.setVisible(bool(words))
        if was != words:
            self._place()

    def _pick(self) -> None:
        entry = self.current
        if entry is None:
            return
        if not entry.is_enabled:
            announce(self.list, entry.detail, is_urgent=True)
            return
        self.hide()
        self.picked.emit(entry.key)

    def _place(self) -> None:
        """Take the room of the entries, centred, the field always at the same height."""
        page = self._page
        free_px = page.width() - SCROLL_BAR_PX - _EDGE_PX
        width = min(scaled_px(WIDTH_PX), free_px - _EDGE_PX)
        row_px = scaled_px(ROW_PX)
        top = round(page.height() * _TOP_SHARE)
        detail_px = self._detail.heightForWidth(width) if self._detail.text() else 0
        field_px = self.field.sizeHint().height()
        room = page.height() - top - field_px - detail_px - 3 * _EDGE_PX
        n_rows = max(1, min(len(self.entries), MOST_ROWS, room // row_px))
        list_px = n_rows * row_px + 2 * _EDGE_PX if self.entries else _EDGE_PX
        self.list.setFixedHeight(list_px)
        left = min((page.width() - width) // 2, free_px - width)
        self.setGeometry(left, top, width, field_px + list_px + detail_px + 2)


class _Entries(QAbstractListModel):
    """The entries as Qt's list wants them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}, {entry.aside}" if entry.aside else entry.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return entry.detail
        return entry if role == Qt.ItemDataRole.UserRole else None


class _Lines(QStyledItemDelegate):
    """Paints one entry: title left, aside right, the chosen one on a quiet ground."""

    theme: Theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Ask for one row (called by Qt)."""
        return QSize(0, scaled_px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row (called by Qt)."""
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        row = QRect(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection))
            painter.drawRoundedRect(row.adjusted(0, 2, 0, -2), 5, 5)
        inner = row.adjusted(14, 0, -10, 0)
        aside_px = self._paint_aside(painter, inner, entry)
        painter.setFont(interface_font(_TEXT_PX))
        painter.setPen(QColor(self.theme.ink if entry.is_enabled else self.theme.quiet))
        room = inner.adjusted(0, 0, -aside_px, 0)
        title = painter.fontMetrics().elidedText(
            entry.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()

    def _paint_aside(self, painter: QPainter, inner: QRect, entry: Entry) -> int:
        """Paint the quiet words; give the room they take, in px."""
        if not entry.aside:
            return 0
        painter.setFont(interface_font(_TEXT_PX - 1))
        painter.setPen(QColor(self.theme.quiet))
        sides = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        metrics = painter.fontMetrics()
        words = metrics.elidedText(entry.aside, Qt.TextElideMode.ElideRight, inner.width() // 2)
        painter.drawText(inner, sides, words)
        return metrics.horizontalAdvance(words) + 16


def _nothing(_: str) -> Sequence[Entry]:
    """Offer nothing."""
    return ()

"""The outline beside the text: headings to go to, the present section marked.

It lies in the page's left margin, so nothing moves when it comes; where the margin is
too narrow it lies over the text and goes away once a heading was chosen. GUI thread.
May import: Qt, its siblings.
"""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from writer_app.ui.editor import Editor
from writer_app.ui.outline import Heading, Outline
from writer_app.ui.page import SCROLL_BAR_PX
from writer_app.ui.theme import Theme, interface_font, raised_ground, scaled_px
from writer_app.ui.translation import tr

WIDTH_PX = 256
LEAST_PX = 180
ROW_PX = 30
_INDENT_PX = 14
_DEEPEST = 4
_EDGE_PX = 12
_Index = QModelIndex | QPersistentModelIndex


class OutlinePanel(QFrame):
    """The headings of a page as a list. Thread: GUI."""

    def __init__(self, editor: Editor, outline: Outline, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._outline = outline
        self._theme = theme
        self._is_over_text = False
        self._model = _Headings(self)
        self._lines = _Lines(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._lines)
        self.list.setAccessibleName(tr("Outline"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._hint = QLabel(tr("A line that begins with # is a heading; headings come here."))
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _EDGE_PX, 0, _EDGE_PX)
        column.addWidget(self._hint)
        column.addWidget(self.list, 1)
        self.list.clicked.connect(self._go)
        self.list.installEventFilter(self)
        self._viewport = editor.viewport()
        self._viewport.installEventFilter(self)  # resized once the column has its place
        outline.changed.connect(self._show_headings)
        outline.section_changed.connect(lambda _: self._show_section())
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = self._lines.theme = theme
        self._hint.setFont(interface_font())
        self.list.setFont(interface_font(14))
        ground = raised_ground(theme) if self._is_over_text else theme.page
        edge = f"1px solid {theme.line}" if self._is_over_text else "0"
        self.setStyleSheet(
            f"OutlinePanel {{ background: {ground}; border: 0; border-right: {edge}; }}"
            f" QListView {{ background: transparent; border: 0; outline: 0; padding: 0 8px; }}"
            f" QLabel {{ color: {theme.quiet}; border: 0; padding: 6px 22px; }}"
        )

    def toggle(self) -> None:
        """Open the outline and give it the keyboard; close it when it has it."""
        if not self.isVisible():
            self.show()
            self._place()
            self._show_headings()
            self.raise_()
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.list.hasFocus():
            self.close_quietly()
        else:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_quietly(self) -> None:
        """Hide, and give the page the keyboard."""
        self.hide()
        self._editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on Return and Esc; stay in place with the page (called by Qt)."""
        if watched is self._viewport:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._editor.setFocus()
                self.setVisible(not self._is_over_text)
                return True
        return False

    def _go(self, index: _Index) -> None:
        """Jump to a heading and write on there."""
        if 0 <= index.row() < len(self._model.headings):
            self._outline.jump(self._model.headings[index.row()])
            if self._is_over_text:
                self.hide()
            self._editor.setFocus()

    def _show_headings(self) -> None:
        if not self.isVisible():
            return
        self._model.set_headings(self._outline.headings)
        self._hint.setVisible(not self._model.headings)
        self._show_section()

    def _show_section(self) -> None:
        """Mark the section that the caret is in, and have it in view."""
        if not self.isVisible():
            return
        self._lines.section = self._outline.section
        index = self._model.index(max(0, self._lines.section))
        if not self.list.hasFocus():
            self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self.list.viewport().update()

    def _place(self) -> None:
        """Take the page's left margin, or lie over the text where there is none to speak of."""
        editor = self._editor
        margin = editor.viewport().geometry().left() - _EDGE_PX
        was_over, self._is_over_text = self._is_over_text, margin < scaled_px(LEAST_PX)
        width = min(
            scaled_px(WIDTH_PX), editor.width() - SCROLL_BAR_PX if self._is_over_text else margin
        )
        self.setGeometry(0, 0, width, editor.height())
        if was_over != self._is_over_text:
            self.set_theme(self._theme)


class _Headings(QAbstractListModel):
    """The headings as Qt's list wants them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.headings: tuple[Heading, ...] = ()

    def set_headings(self, headings: tuple[Heading, ...]) -> None:
        self.beginResetModel()
        self.headings = headings
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        heading = self.headings[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{title}, level {level}").format(title=heading.title, level=heading.level)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return heading.title
        return heading.level if role == Qt.ItemDataRole.UserRole else None


class _Lines(QStyledItemDelegate):
    """Paints one heading, indented by its depth; the present section in full ink."""

    theme: Theme
    section = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Ask for one row (called by Qt)."""
        return QSize(0, scaled_px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row (called by Qt)."""
        row, state = QRect(option.rect), option.state
        level = int(index.data(Qt.ItemDataRole.UserRole))
        is_here = index.row() == self.section
        has_keyboard = state & QStyle.StateFlag.State_HasFocus
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if has_keyboard and state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self.theme.selection))
            painter.drawRoundedRect(row.adjusted(2, 1, -2, -1), 5, 5)
        if is_here:
            painter.setBrush(QColor(self.theme.accent))
            painter.drawRoundedRect(row.left() + 4, row.top() + 8, 3, row.height() - 16, 1.5, 1.5)
        font = QFont(interface_font(14))
        font.setWeight(QFont.Weight.DemiBold if level == 1 else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.ink if is_here else self.theme.quiet))
        room = row.adjusted(14 + _INDENT_PX * (min(level, _DEEPEST) - 1), 0, -8, 0)
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

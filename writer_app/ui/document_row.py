"""The quiet row of open documents, above the page; away while there is only one.

GUI thread. May import: Qt, theme, translation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget

from writer_app.ui.theme import Theme, interface_font
from writer_app.ui.translation import mark, tr

HEIGHT_PX = 32
SIDE_PX = 16
_LONGEST_PX = 220
_LEAST_PX = 130
"""A row that is too long is scrolled rather than its names cut to a letter each."""
ARROWS = {
    "ScrollLeftButton": mark("Earlier documents"),
    "ScrollRightButton": mark("Later documents"),
}
"""Qt's own buttons for a row that is longer than the window, and what they are called."""


@dataclass(frozen=True, slots=True)
class DocumentName:
    """What the row says of one document.

    Attributes:
        name: of its file, or its first words. hint: where it lies.
        is_saved: nothing of it is unsaved.
    """

    name: str
    hint: str = ""
    is_saved: bool = True


class DocumentRow(QTabBar):
    """The open documents by name; a click, or the arrow keys, change to another.

    Signals:
        picked(int): a document is to come on the page.
        close_asked(int): a document is to be closed.
        order_changed(int, int): a document was drawn from one place to another.

    Thread: GUI.
    """

    picked = Signal(int)
    close_asked = Signal(int)
    order_changed = Signal(int, int)

    def __init__(self, theme: Theme, menu_bar: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._menu_bar = menu_bar
        self._names: tuple[DocumentName, ...] = ()
        self._is_filling = False
        self._is_away = False
        self.setAccessibleName(tr("Open documents"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(interface_font())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)
        for name, words in ARROWS.items():
            arrow = self.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setAccessibleName(tr(words))
        self.currentChanged.connect(self._on_current)
        self.tabMoved.connect(self._on_moved)
        menu_bar.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        quiet, ink, accent = theme.quiet, theme.ink, theme.accent
        if self._is_away:
            quiet = ink = accent = theme.page
        self.setStyleSheet(
            f"QTabBar {{ background: {theme.page}; border: 0; }}"
            f" QTabBar::tab {{ color: {quiet}; background: transparent; border: 0;"
            f" border-bottom: 2px solid transparent; padding: 6px 8px 5px 8px; margin: 0 4px;"
            f" max-width: {_LONGEST_PX}px; }}"
            f" QTabBar::tab:first {{ margin-left: {SIDE_PX + 4}px; }}"
            f" QTabBar::tab:hover {{ color: {theme.ink}; }}"
            f" QTabBar::tab:selected {{ color: {ink}; border-bottom: 2px solid {accent}; }}"
            f" QTabBar QToolButton {{ background: {theme.page}; border: 0; }}"
        )
        for mark_of_one in self.findChildren(CloseMark):
            mark_of_one.set_theme(theme, is_away=self._is_away)
        self.update()

    def set_away(self, is_away: bool) -> None:
        """Step out of sight, in focus mode; the row's place stays, so that no text moves."""
        self._is_away = is_away
        self.set_theme(self._theme)

    def show_documents(self, names: Sequence[DocumentName], current: int) -> None:
        """Show these documents; the row goes away when there is only one."""
        self.setAccessibleName(tr("Open documents"))
        self._is_filling = True
        while self.count() > len(names):
            self.removeTab(self.count() - 1)
        for place, document in enumerate(names):
            if place == self.count():
                self.addTab("")
                self.setTabButton(place, QTabBar.ButtonPosition.RightSide, self._close_mark())
            self._show_one(place, document)
        self._names = tuple(names)
        self.setCurrentIndex(current)
        self._is_filling = False
        self._show_or_hide()

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Leave every name room to be told by (called by Qt)."""
        wanted = self.tabSizeHint(index)
        return QSize(min(wanted.width(), _LEAST_PX), wanted.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the menu bar (called by Qt)."""
        if watched is self._menu_bar and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._show_or_hide()
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close the document under a click of the middle button (called by Qt)."""
        if event.button() is Qt.MouseButton.MiddleButton:
            place = self.tabAt(event.position().toPoint())
            if place >= 0:
                self.close_asked.emit(place)
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rule below, then the names (called by Qt)."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.page))
        if not self._is_away:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.line))
        painter.end()
        super().paintEvent(event)

    def _show_one(self, place: int, document: DocumentName) -> None:
        mark = "" if document.is_saved else " \u2022"
        # An ampersand in a name is no mnemonic.
        self.setTabText(place, document.name.replace("&", "&&") + mark)
        self.setTabToolTip(place, document.hint)
        unsaved = "" if document.is_saved else tr("edited")
        self.setTabWhatsThis(place, unsaved)
        button = self.tabButton(place, QTabBar.ButtonPosition.RightSide)
        if button is not None:
            button.setAccessibleName(tr("Close the document {name}").format(name=document.name))

    def _close_mark(self) -> "CloseMark":
        button = CloseMark(self, self._theme)
        button.clicked.connect(self._on_close_clicked)
        return button

    def _on_close_clicked(self) -> None:
        button = self.sender()
        for place in range(self.count()):
            if self.tabButton(place, QTabBar.ButtonPosition.RightSide) is button:
                self.close_asked.emit(place)
                return

    def _on_current(self, place: int) -> None:
        if not self._is_filling and place >= 0:
            self.picked.emit(place)

    def _on_moved(self, start: int, end: int) -> None:
        if not self._is_filling:
            self.order_changed.emit(start, end)

    def _show_or_hide(self) -> None:
        """Stand over the page only where there is a choice, and the menus stand too."""
        self.setVisible(len(self._names) > 1 and not self._menu_bar.isHidden())


class CloseMark(QToolButton):
    """The small cross behind a name; it steps forward under the pointer."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(18, 18)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._is_away = False

    def set_theme(self, theme: Theme, *, is_away: bool = False) -> None:
        """Change the inks.

        Args:
            is_away: seen only under the pointer.
        """
        self._theme = theme
        self._is_away = is_away
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw two thin strokes (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at_rest = self._theme.page if self._is_away else self._theme.quiet
        painter.setPen(QColor(self._theme.ink if self.underMouse() else at_rest))
        middle = self.rect().center()
        for end in (QPoint(3, 3), QPoint(3, -3)):
            painter.drawLine(middle - end, middle + end)

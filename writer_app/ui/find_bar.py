"""The bar in which words are sought and replaced: fields, switches, a count.

Knows nothing of the text. GUI thread. May import: Qt, theme, translation, documents.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from writer_app.documents.search import Query
from writer_app.ui.focus_ring import step_focus
from writer_app.ui.page import SCROLL_BAR_PX
from writer_app.ui.theme import Theme, interface_font, raised_ground, scaled_px
from writer_app.ui.translation import tr

WIDTH_PX = 660
TOP_PX = 12
_COUNT_PX = 104
_NARROW_PX = 560
"""Of the bar: less leaves no room for words beside the switches."""


class FindBar(QFrame):
    """Find and replace, laid over the upper edge of a page.

    Signals:
        sought(): other words or switches; `query` has them. stepped(int): the next (1)
            or previous (-1) match. replaced(): the match shown. replaced_all().
        scoped(bool): search in the selection only, or not. closed(): Esc.

    Thread: GUI.
    """

    sought = Signal()
    stepped = Signal(int)
    replaced = Signal()
    replaced_all = Signal()
    scoped = Signal(bool)
    closed = Signal()

    def __init__(self, page: QWidget, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self.setAccessibleName(tr("Find"))
        self.words = _field(tr("Find"))
        self.replacement = _field(tr("Replace with"))
        self.count = QLabel()
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.problem = QLabel()
        self.count.setFont(interface_font())
        self.problem.setFont(interface_font())
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.exact = _switch("Aa", tr("Match capitals and signs exactly"), "Alt+C")
        self.whole = _switch(tr("Word"), tr("Whole words only"), "Alt+W")
        self.pattern = _switch(".*", tr("A pattern (regular expression)"), "Alt+X")
        self.scope = _switch(tr("Selection"), tr("Only in the selection"), "Alt+L")
        self.previous = _button("\u2191", tr("Previous match"), "Shift+F3")
        self.next = _button("\u2193", tr("Next match"), "F3")
        self.closing = _button("\u2715", tr("Close"), "Esc")
        self.replace_one = _button(tr("Replace"), tr("Replace this match"), "Enter")
        self.replace_all = _button(tr("Replace all"), tr("Replace every match"), "Alt+A")
        self._lay_out()
        self._wire()
        self.set_theme(theme)
        self.hide()

    @property
    def query(self) -> Query:
        """Give what is sought."""
        return Query(
            self.words.text(),
            is_pattern=self.pattern.isChecked(),
            is_exact=self.exact.isChecked(),
            is_whole_word=self.whole.isChecked(),
        )

    @property
    def is_replacing(self) -> bool:
        """Tell whether the second row is there."""
        return not self.replacement.isHidden()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.setStyleSheet(
            f"FindBar {{ background: {raised_ground(theme)}; border: 1px solid {theme.line};"
            f" border-radius: 10px; }}"
            f" QLineEdit {{ background: {theme.page}; color: {theme.ink}; padding: 5px 8px;"
            f" border: 1px solid {theme.line}; border-radius: 6px;"
            f" selection-background-color: {theme.selection}; }}"
            f" QLineEdit:focus {{ border-color: {theme.accent}; }}"
            f" QLabel {{ color: {theme.quiet}; border: 0; }}"
            f" QPushButton {{ color: {theme.quiet}; background: transparent; border: 1px solid"
            f" transparent; border-radius: 6px; padding: 4px 6px; }}"
            f" QPushButton:hover {{ color: {theme.ink}; }}"
            f" QPushButton:focus {{ border-color: {theme.accent}; }}"
            f" QPushButton:checked {{ color: {theme.accent}; background: {theme.selection}; }}"
            f" QPushButton:disabled {{ color: {theme.line}; }}"
        )
        self.problem.setStyleSheet(f"color: {theme.removed_ink};")

    def open(self, words: str, *, is_replacing: bool, can_replace: bool) -> None:
        """Show the bar and give it the keyboard.

        Args:
            words: what to seek; empty: what stands there.
            can_replace: False: the text can only be read.
        """
        if words:
            self.words.setText(words)
        for part in (self.replacement, self.replace_one, self.replace_all):
            part.setVisible(is_replacing)
            part.setEnabled(can_replace)
        self.show()
        self.raise_()
        self._place()
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, count: str, problem: str = "") -> None:
        """Show how many matches there are, or why none can be looked for."""
        self.count.setText(count)
        if problem != self.problem.text() or self.problem.isHidden() == bool(problem):
            self.problem.setText(problem)
            self.problem.setVisible(bool(problem))
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on keys in the fields; stay in place with the page (called by Qt)."""
        if watched is self._page:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_return and watched is self.replacement:
                self.replaced.emit()
                return True
            if is_return:
                is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.stepped.emit(-1 if is_back else 1)
                return True
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Let Tab go round the bar (called by Qt)."""
        switches = (self.exact, self.whole, self.pattern, self.scope)
        steps = (self.previous, self.next, self.closing)
        fields = (self.words, self.replacement, self.replace_one, self.replace_all)
        return step_focus((*fields, *switches, *steps), is_next=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc, step on the arrows; let no other key fall through to the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        event.accept()

    def _lay_out(self) -> None:
        self._switches, self._replacing = QWidget(), QWidget()
        first, second = QHBoxLayout(self._switches), QHBoxLayout(self._replacing)
        for row in (first, second):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2)
        for switch in (self.exact, self.whole, self.pattern, self.scope):
            first.addWidget(switch)
        for button in (self.previous, self.next, self.closing):
            first.addWidget(button)
        second.addWidget(self.replace_one)
        second.addWidget(self.replace_all)
        second.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 10, 8, 10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._arrange(is_narrow=False)

    def _arrange(self, *, is_narrow: bool) -> None:
        """Put switches and buttons beside the fields, or under them in a narrow window."""
        grid = self._grid
        side = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag(0)
        grid.addWidget(self.words, 0, 0)
        grid.addWidget(self.count, 0, 1)
        if is_narrow:
            grid.addWidget(self._switches, 1, 0, 1, 3, Qt.AlignmentFlag.AlignRight)
        else:
            grid.addWidget(self._switches, 0, 2)
        grid.addWidget(self.replacement, 2, 0, 1, 2 if is_narrow else 1)
        grid.addWidget(self._replacing, 3 if is_narrow else 2, 0 if is_narrow else 1, 1, 2, side)
        grid.addWidget(self.problem, 4, 0, 1, 3)

    def _wire(self) -> None:
        self.words.textChanged.connect(lambda _: self.sought.emit())
        for switch in (self.exact, self.whole, self.pattern):
            switch.toggled.connect(lambda _: self.sought.emit())
        self.scope.toggled.connect(self.scoped)
        self.previous.clicked.connect(lambda _: self.stepped.emit(-1))
        self.next.clicked.connect(lambda _: self.stepped.emit(1))
        self.closing.clicked.connect(lambda _: self.closed.emit())
        self.replace_one.clicked.connect(lambda _: self.replaced.emit())
        self.replace_all.clicked.connect(lambda _: self.replaced_all.emit())
        self.words.installEventFilter(self)
        self.replacement.installEventFilter(self)
        self._page.installEventFilter(self)

    def _place(self) -> None:
        """Stand at the page's upper edge, as wide as a column."""
        free_px = self._page.width() - SCROLL_BAR_PX - TOP_PX
        width = min(scaled_px(WIDTH_PX), free_px - TOP_PX)
        self.count.setFixedWidth(scaled_px(_COUNT_PX))
        self._arrange(is_narrow=width < scaled_px(_NARROW_PX))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = max(layout.totalHeightForWidth(width), layout.totalSizeHint().height())
        left = min((self._page.width() - width) // 2, free_px - width)
        self.setGeometry(left, TOP_PX, width, height)


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setFont(interface_font(14))
    return field


def _button(words: str, name: str, keys: str) -> QPushButton:
    button = QPushButton(words)
    button.setFlat(True)
    button.setFont(interface_font())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})")
    if keys.startswith("Alt+"):
        button.setShortcut(keys)
    return button


def _switch(words: str, name: str, keys: str) -> QPushButton:
    switch = _button(words, name, keys)
    switch.setCheckable(True)
    return switch

"""The strip under a paragraph in which a draft stands until it is kept.

Laid over the page, whose text below is shown further down: neither document nor undo,
journal or word count know of it. Shows and tells keys; what they do is others' to
decide. GUI thread. May import: Qt, its siblings.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
)

from writer_app.ui.composing import Composing
from writer_app.ui.draft_foot import SENTENCE_KEYS, DraftFoot
from writer_app.ui.draft_text import DraftText
from writer_app.ui.keymap import Action, Keymap
from writer_app.ui.page import SCROLL_BAR_PX, SIDE_PX, Page
from writer_app.ui.pushed_text import PushedText
from writer_app.ui.theme import Theme, interface_font, raised_ground, scaled_px
from writer_app.ui.translation import tr

_PADDING_PX = 18
_GAP_PX = 6
_BELOW_PX = 14
_NARROW_PX = 520
"""A narrower strip names only the keys that matter most."""
_FAR_SHARE = 0.3
"""A paragraph that goes on further below the caret has the strip under the caret's line."""
_BRIEF_LINES = 4
_ACTIONS = (
    Action.DRAFT,
    Action.TAKE_GHOST,
    Action.TAKE_WORD,
    Action.NEXT_ALTERNATIVE,
    Action.PREVIOUS_ALTERNATIVE,
    Action.DISMISS,
)


class DraftStrip(QFrame):
    """One draft, or the line in which its brief is written.

    Signals:
        kept(str): "all", "sentence" or "word" should become the writer's.
        taken_back(): the last part kept should go again.
        turned(int): the next draft (1), or the one before (-1).
        discarded(): the strip should go. briefed(str): draft by this.
        brief_edited(str): what stands in the brief's field.
        key_passed(QKeyEvent): a key that belongs to the page.
        composed(): an input method has written on the page.

    Thread: GUI.
    """

    kept = Signal(str)
    taken_back = Signal()
    turned = Signal(int)
    discarded = Signal()
    briefed = Signal(str)
    brief_edited = Signal(str)
    key_passed = Signal(object)
    composed = Signal()

    def __init__(self, page: Page, theme: Theme, keymap: Callable[[], Keymap]) -> None:
        super().__init__(page)
        self._pushed = PushedText(page)
        self.hide()
        self._page = page
        self._keymap = keymap
        self._anchor = QTextCursor(page.document())
        self._composing = Composing(self, page)
        self._is_placing = False
        self._can_turn = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Draft"))
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(tr("What the draft should say"))
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._on_brief_edited)
        self.field.installEventFilter(self)
        self._view = DraftText()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._foot = DraftFoot()
        self._foot.done.connect(self._on_done)
        self._lay_out()
        page.installEventFilter(self)
        page.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.set_look(theme, page.document().defaultFont())

    @property
    def text(self) -> str:
        """Give the draft's text that can be seen."""
        return self._view.text

    @property
    def words(self) -> str:
        """Give the line that stands instead of a draft, or under it."""
        return "" if self._words.isHidden() else self._words.text()

    @property
    def state(self) -> str:
        """Give the quiet words at the foot's end."""
        return self._foot.state

    @property
    def is_briefing(self) -> bool:
        """Tell whether a brief is being written."""
        return not self.field.isHidden()

    def set_look(self, theme: Theme, text_font: QFont) -> None:
        """Change the inks; the draft has the face of the text."""
        ground = raised_ground(theme)
        self._view.set_look(theme, text_font)
        self.field.setFont(interface_font(15))
        self._words.setFont(interface_font())
        self._foot.refresh_fonts()
        self.setStyleSheet(
            f"DraftStrip {{ background: {ground}; border: 1px solid {theme.line};"
            f" border-radius: 10px; }} QTextEdit, QPlainTextEdit {{ background: transparent;"
            f" border: 0; color: {theme.ink}; selection-background-color: {theme.selection}; }}"
            f" QLabel {{ color: {theme.quiet}; border: 0; }}"
            f" QPushButton {{ color: {theme.quiet}; border: 0; padding: 0; outline: 0; }}"
            f" QPushButton:hover {{ color: {theme.ink}; }}"
            f" QPushButton:disabled {{ color: {theme.line}; }}"
        )
        self.place()

    def open_at(self, anchor: QTextCursor) -> None:
        """Show the strip under a place of the page and give it the keyboard."""
        self._anchor = anchor
        self._foot.name_keys(self._keymap())
        self.show()
        self.raise_()
        self.place()
        self.take_focus()

    def move_to(self, anchor: QTextCursor) -> None:
        """Stand under another place from now on."""
        self._anchor = anchor
        self.place()

    def take_focus(self) -> None:
        """Give the keyboard to the brief's field, or to the draft."""
        target = self.field if self.is_briefing else self
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def has_keyboard(self) -> bool:
        """Tell whether keys come here."""
        return self.hasFocus() or self.field.hasFocus()

    def show_brief(self, *, is_wanted: bool) -> None:
        """Offer the field for a brief, or take it away."""
        self.field.setVisible(is_wanted)
        self._view.setHidden(is_wanted)
        if is_wanted:
            self.field.setPlaceholderText(
                tr("What should it say? A brief, keywords, or an outline of several lines")
            )
        self._show_buttons()
        self.place()

    def show_text(self, text: str) -> None:
        """Show a draft; letters that only come on are added, nothing else moves.

        Space before its first letter is kept out of sight: it is there to be kept.
        """
        text = text.lstrip(" \n")
        self._view.show_text(text)
        self._view.setHidden(self.is_briefing or not text)
        self._show_buttons()
        self.place()

    def show_words(self, words: str) -> None:
        """Show a line in words; empty: none."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.place()

    def show_state(self, state: str, *, can_turn: bool = False) -> None:
        """Show quiet words at the foot's end, and whether there can be another draft."""
        self._foot.show_state(state)
        self._can_turn = can_turn
        self._show_buttons()

    def place(self) -> None:
        """Stand under the paragraph, scrolling the page where that needs room."""
        if self.isHidden() or self._is_placing:
            return
        self._is_placing = True
        try:
            self.setGeometry(self._rect())
            self._make_room()
            self._settle()
            if self._page.hasFocus() and self._pushed.follow_caret():
                self._settle()
        finally:
            self._is_placing = False

    def event(self, event: QEvent) -> bool:
        """Keep the strip's keys from the window's shortcuts (called by Qt)."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._meaning_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep, turn, discard; letters go on to the page (called by Qt)."""
        meaning = self._meaning_of(event)
        if meaning is not None:
            meaning()
        elif event.text() >= " " and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.key_passed.emit(event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let an input method write on the page (called by Qt)."""
        if self._composing.take(event):
            self.composed.emit()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Answer as the page would (called by Qt)."""
        return self._composing.answer(query)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the page close up again (called by Qt)."""
        super().hideEvent(event)
        self._pushed.hide()

    def focusNextPrevChild(self, _: bool) -> bool:
        """Keep Tab for keeping (called by Qt)."""
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place with the page; act on the field's keys (called by Qt)."""
        if watched is self._page:
            if event.type() == QEvent.Type.Resize:
                self.place()
            return False
        is_key = isinstance(event, QKeyEvent)
        if is_key and event.type() == QEvent.Type.ShortcutOverride and _is_return(event):  # type: ignore[arg-type]
            event.accept()
            return True
        if is_key and event.type() == QEvent.Type.KeyPress:
            return self._on_field_key(event)  # type: ignore[arg-type]
        return False

    def _on_field_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.discarded.emit()
        elif _is_return(event) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.briefed.emit(self.field.toPlainText())
        else:
            return False
        return True

    def _meaning_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Give what a key does here."""
        pressed = QKeySequence(event.keyCombination())
        action = self._keymap().action_for(event, _ACTIONS)
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.taken_back.emit
        if event.matches(QKeySequence.StandardKey.Copy):
            return self._view.copy_all
        if pressed in [QKeySequence(keys) for keys in SENTENCE_KEYS]:
            return lambda: self.kept.emit("sentence")
        if _is_return(event) or action in (Action.DRAFT, Action.TAKE_GHOST):
            return lambda: self.kept.emit("all")
        meanings: dict[Action | None, Callable[[], None]] = {
            Action.TAKE_WORD: lambda: self.kept.emit("word"),
            Action.NEXT_ALTERNATIVE: lambda: self.turned.emit(1),
            Action.PREVIOUS_ALTERNATIVE: lambda: self.turned.emit(-1),
            Action.DISMISS: self.discarded.emit,
        }
        return meanings.get(action) or self._scrolling(event)

    def _scrolling(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Give what arrows and page keys do: read on in a long draft."""
        bar = self._view.bar
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        step = steps.get(Qt.Key(event.key())) if not event.modifiers() else None
        return None if step is None else lambda: bar.setValue(bar.value() + step)

    def _on_brief_edited(self) -> None:
        self.place()
        self.brief_edited.emit(self.field.toPlainText())

    def _on_scrolled(self, _: int) -> None:
        if not self.isHidden() and not self._is_placing:
            self._settle()

    def _on_done(self, name: str) -> None:
        """Do what a button of the foot says."""
        if name == "another":
            self.turned.emit(1)
        elif name == "discard":
            self.discarded.emit()
        else:
            self.kept.emit(name)

    def _show_buttons(self) -> None:
        """Name the keys that mean something now."""
        names = {"discard"}
        if self._view.text and not self.is_briefing:
            is_wide = self._page.viewport().width() >= scaled_px(_NARROW_PX)
            names |= {"all", "word", "sentence"} if is_wide else {"all"}
        if self._can_turn and not self.is_briefing:
            names.add("another")
        self._foot.offer(names)

    def _settle(self) -> None:
        """Stand where the text begins that is pushed down."""
        rect = self._rect()
        self.setGeometry(rect)
        top_px = rect.top() - self._page.viewport().y() - _GAP_PX
        self._pushed.push(top_px, rect.height() + _GAP_PX + _BELOW_PX)
        self.raise_()

    def _rect(self) -> QRect:
        """Give the place under the paragraph in the page's pixels."""
        view, padding = self._page.viewport(), _PADDING_PX
        left = max(4, view.x() + SIDE_PX - padding)
        width = min(view.width() - 2 * SIDE_PX + 2 * padding, self._page.width() - 8)
        self.resize(width, self.height())
        height = self._height_for(width)
        return QRect(left, view.y() + self._top(), width, height)

    def _height_for(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        layout.activate()
        if not self._view.isHidden():
            self._view.fit(self._page.viewport().height())
        if self.is_briefing:
            n_lines = min(_BRIEF_LINES, max(1, self.field.blockCount()))
            self.field.setFixedHeight(n_lines * self.field.fontMetrics().lineSpacing() + 4)
        layout.activate()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return layout.totalSizeHint().height()

    def _top(self) -> int:
        """Give where the strip begins, in the viewport's pixels."""
        page = self._page
        block = page.document().findBlock(self._anchor.position())
        top = page.document().documentLayout().blockBoundingRect(block).top()
        bottom = top + block.layout().boundingRect().bottom()
        below = round(bottom) - page.verticalScrollBar().value()
        line = page.cursorRect(self._anchor).bottom()
        is_far = below - line > page.viewport().height() * _FAR_SHARE
        return (line if is_far else below) + _GAP_PX

    def _make_room(self) -> None:
        """Scroll the page up when the strip would hang below it; the caret's line stays."""
        view, bar = self._page.viewport(), self._page.verticalScrollBar()
        excess = self.geometry().bottom() + _GAP_PX - (view.y() + view.height())
        spare = self._page.cursorRect(self._anchor).top() - _GAP_PX
        if excess > 0 and spare > 0:
            bar.setValue(bar.value() + min(excess, spare))

    def _lay_out(self) -> None:
        self.field.document().setDocumentMargin(0)
        column = QVBoxLayout(self)
        right_px = _PADDING_PX - 1 - SCROLL_BAR_PX
        column.setContentsMargins(_PADDING_PX - 1, 14, right_px, 11)
        column.setSpacing(10)
        for part in (self.field, self._view, self._words):
            column.addWidget(part)
        column.addWidget(self._foot)
        self.field.hide()
        self._words.hide()


def _is_return(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)

"""Teach the four keys in a minute, on a sample text, with the model's own ghosts.

The sample is nobody's text: it asks for nothing when it goes, and whoever simply
writes finds an empty page under the first letter. GUI thread. May import: Qt, its
siblings, assist.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from writer_app.assist.messages import Cause, ModelState, Snapshot, Status
from writer_app.ui.announce import announce
from writer_app.ui.bridge import Bridge
from writer_app.ui.desk import Desk
from writer_app.ui.document_text import to_document
from writer_app.ui.edit_tap import difference
from writer_app.ui.editor import Editor
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.keymap import Action, Keymap
from writer_app.ui.theme import Theme, interface_font, line_pitch_px
from writer_app.ui.translation import mark, tr
from writer_app.ui.welcome_sample import SAMPLE

ASK_AFTER_MS = 900
"""Stillness after which the next ghost is asked for, so that there is one to try on."""
STEPS = (
    (
        Action.TAKE_GHOST,
        mark("take it"),
        mark("The grey words are a suggestion. {key} takes them."),
    ),
    (Action.TAKE_WORD, mark("one word"), mark("{key} takes only the next word.")),
    (Action.DISMISS, mark("send it away"), mark("{key} sends a suggestion away.")),
    (Action.ASK, mark("ask for one"), mark("{key} asks for one where you are.")),
)
"""Each key, its name on the card, and what is said until it was pressed."""
_WAITING = mark("Waking the model \u2026")
_DONE = mark("That is all there is to learn. Begin to write, and the page is yours.")
_WAY_OUT = mark("Or simply write: the page is yours from the first letter.")
_GAP_PX = 16
_MOST_PX = 640


class Welcome(QObject):
    """The lesson on one page.

    Args:
        keymap: gives the keys in use. theme: gives the colours in use.

    Signals: ended(): the page is the writer's again.  Thread: GUI.
    """

    ended = Signal()

    def __init__(
        self,
        editor: Editor,
        desk: Desk,
        bridge: Bridge,
        keys: GhostKeys,
        keymap: Callable[[], Keymap],
        theme: Theme,
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._desk = desk
        self._bridge = bridge
        self._keymap = keymap
        self._text = ""
        self._learnt: set[Action] = set()
        self._is_ready = False
        self._before = ""
        self.card = WelcomeCard(editor, theme)
        self.card.closing.clicked.connect(self.end)
        self._ask = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._ask.timeout.connect(self._on_still)
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._on_written)
        editor.edited.connect(self._on_edited)
        editor.ghost_shown.connect(self._on_ghost_shown)
        bridge.status_changed.connect(self._on_status)
        desk.renamed.connect(self._on_renamed)
        # No lambdas: those of a sender without a parent are never let go, nor is the page.
        keys.dismissed.connect(self._on_dismissed)
        keys.asked.connect(self._on_asked)

    @property
    def is_on(self) -> bool:
        """Tell whether the lesson is on the page."""
        return bool(self._text)

    def begin(self) -> None:
        """Put the sample on the page, which must be empty, and say the first key."""
        self._learnt = set()
        self._desk.show_sample(SAMPLE)
        self._text = SAMPLE
        self._editor.moveCursor(QTextCursor.MoveOperation.End)
        self._tell()
        self._ask.start()

    def end(self) -> None:
        """Take the lesson away; the page is empty."""
        if self.is_on:
            self._forget()
            self._desk.show_blank()
            self._editor.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.card.set_theme(theme)

    def _forget(self) -> None:
        self._text = ""
        self._ask.stop()
        self._look.stop()
        self.card.hide()
        self.ended.emit()

    def _on_renamed(self) -> None:
        """Go when another document comes on the page, or the sample was saved."""
        if self.is_on and not self._desk.is_sample:
            self._forget()

    def _on_status(self, status: Status) -> None:
        """Begin when the model is there; without one there is nothing to teach."""
        self._is_ready = status.state is ModelState.READY
        if not self.is_on:
            return
        if status.state in (ModelState.MISSING, ModelState.FAILED):
            self.end()
        else:
            self._tell()
            self._ask.start()

    def _on_edited(self, snapshot: Snapshot) -> None:
        if not self.is_on or snapshot.is_composing:
            return
        if snapshot.cause is Cause.ACCEPTED:
            self._learn_what_was_taken()
        elif snapshot.cause in (Cause.TYPED, Cause.PASTED):
            # Once everybody has heard of this edit, for the page is about to change.
            self._look.start()
        elif snapshot.cause in (Cause.DELETED, Cause.UNDONE):
            self._text = self._editor.text() or SAMPLE
        if not self._look.isActive():
            self._ask.start()

    def _learn_what_was_taken(self) -> None:
        """Tell a whole ghost from a word of it by what was shown before."""
        text = self._editor.text()
        edit = difference(self._text, text)
        self._text = text
        if edit is not None:
            is_whole = edit.inserted.strip() == self._before.strip()
            taken = Action.TAKE_GHOST
            if not is_whole or Action.TAKE_GHOST in self._learnt:
                taken = Action.TAKE_WORD
            self._learn(taken)

    def _on_ghost_shown(self, shown: str) -> None:
        if shown and self.is_on:
            self._before = shown
            self._tell()

    def _on_written(self) -> None:
        """Give the page to whoever writes: what was typed stands on it alone."""
        edit = difference(self._text, self._editor.text())
        if not self.is_on or edit is None:
            return
        if not edit.inserted.strip():
            # Tab, pressed where no ghost stood: the lesson goes on.
            self._editor.undo_step()
            return
        self._forget()
        self._desk.show_blank()
        self._editor.textCursor().insertText(to_document(edit.inserted))

    def _on_still(self) -> None:
        """Ask for a ghost where the next key needs one."""
        needs_ghost = any(action not in self._learnt for action, _, _ in STEPS[:-1])
        if self.is_on and self._is_ready and needs_ghost and not self._editor.ghost_text:
            self._bridge.ask()

    def _on_dismissed(self) -> None:
        self._learn(Action.DISMISS)

    def _on_asked(self) -> None:
        self._learn(Action.ASK)

    def _learn(self, action: Action) -> None:
        if self.is_on and action not in self._learnt:
            self._learnt.add(action)
            self._tell()
            self._ask.start()

    def _tell(self) -> None:
        """Say the first key that was not pressed yet."""
        keymap = self._keymap()
        spoken = [(keymap.spoken(a), tr(name), a in self._learnt) for a, name, _ in STEPS]
        words = tr(_DONE)
        for action, _, said in STEPS:
            if action not in self._learnt:
                words = tr(said).format(key=keymap.spoken(action))
                break
        if not self._is_ready:
            words = tr(_WAITING)
        self.card.show_steps(words, spoken, is_done=len(self._learnt) == len(STEPS))


class WelcomeCard(QFrame):
    """What to press, and the four keys with those that are known; laid over the page."""

    def __init__(self, page: Editor, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self._theme = theme
        self.words = QLabel()
        self.words.setFont(interface_font(16))
        self.words.setWordWrap(True)
        self.keys = [QLabel() for _ in STEPS]
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._leave_text_clear)
        self._way_out = QLabel()
        self._way_out.setFont(interface_font())
        self.closing = QPushButton()
        self.closing.setFlat(True)
        self.closing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.closing.setCursor(Qt.CursorShape.PointingHandCursor)
        self.closing.setFont(interface_font())
        self._lay_out()
        page.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self._way_out.setStyleSheet(f"QLabel {{ color: {theme.quiet}; }}")
        self.setStyleSheet(
            f"WelcomeCard {{ background: {theme.page}; border: 1px solid {theme.line};"
            f" border-radius: 10px; }} QLabel {{ color: {theme.ink}; border: 0; }}"
            f" QPushButton {{ color: {theme.accent}; border: 0; padding: 2px 4px; }}"
        )

    def show_steps(self, words: str, keys: list[tuple[str, str, bool]], *, is_done: bool) -> None:
        """Show what to press next, and which keys are known.

        Args:
            keys: key, what it does, whether it was pressed.
        """
        if words != self.words.text():
            announce(self, words)
        self.words.setText(words)
        next_one = next((n for n, (_, _, is_known) in enumerate(keys) if not is_known), None)
        for number, label in enumerate(self.keys):
            key, does, is_known = keys[number]
            sign = "\u2713 " if is_known else ""
            ink = self._theme.ink if number == next_one else self._theme.quiet
            ink = self._theme.accent if is_known else ink
            label.setText(
                f"<span style='color:{ink}'>{sign}<b>{key}</b></span>"
                f"<br><span style='color:{self._theme.quiet}'>{does}</span>"
            )
        self._way_out.setText("" if is_done else tr(_WAY_OUT))
        self._way_out.setHidden(is_done)
        self.closing.setText(tr("Begin") if is_done else tr("Skip"))
        self.show()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the page changes its size (called by Qt)."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 18, 16)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.closing, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(18)
        for label in self.keys:
            label.setFont(interface_font())
            label.setTextFormat(Qt.TextFormat.RichText)
            row.addWidget(label, 1)
        column.addLayout(row)
        column.addWidget(self._way_out)

    def _place(self) -> None:
        page, layout = self._page, self.layout()
        assert layout is not None
        width = min(_MOST_PX, page.width() - 2 * _GAP_PX)
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        self.setGeometry(
            (page.width() - width) // 2, page.height() - height - 2 * _GAP_PX, width, height
        )
        self.raise_()
        self._later.start()

    def _leave_text_clear(self) -> None:
        """Scroll the page so far that the grey words stand above the card."""
        page, caret = self._page, self._page.cursorRect()
        lowest = caret.bottom() + line_pitch_px(page.font_size_px) + _GAP_PX
        past_px = lowest - (self.y() - page.viewport().y())
        if self.isVisible() and past_px > 0:
            bar = page.verticalScrollBar()
            bar.setValue(bar.value() + min(past_px, max(0, caret.top())))

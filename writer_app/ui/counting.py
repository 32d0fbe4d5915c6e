"""Tell how much there is: in the status line quietly, in a panel when it is asked for.

GUI thread. May import: Qt, its siblings, assist, documents.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from writer_app.assist.messages import Cause, Snapshot
from writer_app.documents.counts import Counts
from writer_app.ui.announce import announce
from writer_app.ui.counts_panel import N_DAYS, CountsPanel
from writer_app.ui.editor import Editor
from writer_app.ui.ledger import Ledger
from writer_app.ui.status_line import StatusLine
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr
from writer_app.ui.word_count import WordCount

STILL_MS = 120
"""Stillness after which a selection is counted."""


class Counting(QObject):
    """Counts, goal and session of one document.

    Args:
        path: gives the document's file; None while it has none.
        session_goal: gives the goal of a session in words; 0: none.
        on_session_goal: called with another goal of sessions.

    Thread: GUI.
    """

    def __init__(
        self,
        editor: Editor,
        status_line: StatusLine,
        theme: Theme,
        ledger: Ledger,
        path: Callable[[], Path | None],
        session_goal: Callable[[], int],
        on_session_goal: Callable[[int], None],
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._status_line = status_line
        self._ledger = ledger
        self._path = path
        self._session_goal = session_goal
        self._on_session_goal = on_session_goal
        self.words = WordCount(editor.document())
        self.panel = CountsPanel(editor, theme)
        self._selection: Counts | None = None
        self._n_noted = 0
        self._restored: list[tuple[int, int]] = []
        self._was_reached = True
        self._later = QTimer(self, singleShot=True, interval=STILL_MS)
        self._later.timeout.connect(self._count_selection)
        self.words.changed.connect(lambda _: self.show())
        editor.edited.connect(self._on_edited)
        editor.selectionChanged.connect(self._later.start)
        ledger.changed.connect(self._on_ledger_changed)
        self.panel.goal_set.connect(self._set_goal)
        self.panel.closed.connect(self._close)
        self.show()

    @property
    def n_words(self) -> int:
        """Give the number of words of the document."""
        return self.words.n_words

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self.panel.set_theme(theme)

    def toggle(self) -> None:
        """Open the panel, or close it."""
        if self.panel.isVisible():
            self._close()
            return
        self._count_selection()
        self._fill()
        self.panel.open()

    def show(self) -> None:
        """Tell the count and the goal in the status line."""
        share = self._goal_share()
        selected = self._selection.words if self._selection is not None else None
        self._status_line.show_counts(self.words.n_words, selected, share)
        is_reached = share is not None and share >= 1
        if is_reached and not self._was_reached:
            announce(self._status_line, tr("The goal is reached."))
        self._was_reached = is_reached or share is None

    def shut_down(self) -> None:
        """Let go of what other documents share."""
        self._later.stop()
        self._ledger.changed.disconnect(self._on_ledger_changed)

    def _goal_share(self) -> float | None:
        """Give how much of the goal is reached, from 0 on; None: there is none."""
        goal = self._ledger.goal(self._path())
        if goal:
            return self.words.n_words / goal
        goal = self._session_goal()
        return max(0, self._ledger.sitting.words) / goal if goal else None

    def _on_edited(self, snapshot: Snapshot) -> None:
        """Note what the writer wrote; what was opened or brought back was written before."""
        if snapshot.cause is Cause.MOVED:
            return
        n_words, before = self.words.n_words, self._n_noted
        self._n_noted = n_words
        if snapshot.cause is Cause.OPENED:
            self._restored.clear()
        elif snapshot.cause is Cause.RESTORED:
            self._restored += [(before, n_words), (n_words, before)]
        elif not (snapshot.cause is Cause.UNDONE and (before, n_words) in self._restored):
            self._ledger.note(n_words - before)
            return
        self._was_reached = True
        self.show()

    def _on_ledger_changed(self) -> None:
        self.show()
        if self.panel.isVisible():
            self._fill()

    def _count_selection(self) -> None:
        cursor = self._editor.textCursor()
        had_selection = self._selection is not None
        self._selection = self.words.count_selection(cursor) if cursor.hasSelection() else None
        if had_selection or self._selection is not None:
            self.show()
            if self.panel.isVisible():
                self._fill()

    def _fill(self) -> None:
        path = self._path()
        goal = self._ledger.goal(path)
        self.panel.show_counts(self.words.total, self._selection)
        session_goal = self._session_goal()
        self.panel.show_goal(
            goal or session_goal,
            is_of_document=bool(goal) or not session_goal,
            has_document=path is not None,
        )
        self.panel.show_writing(self._ledger.sitting, self._ledger.by_day(N_DAYS))

    def _set_goal(self, n_words: int, is_of_document: bool) -> None:
        """Keep a goal; a document's own goes before that of sessions."""
        path = self._path()
        self._was_reached = True
        if is_of_document and path is not None:
            self._ledger.set_goal(path, n_words)
        else:
            if path is not None and self._ledger.goal(path):
                self._ledger.set_goal(path, 0)
            self._on_session_goal(n_words)
        self.show()

    def _close(self) -> None:
        self.panel.hide()
        self._editor.setFocus()

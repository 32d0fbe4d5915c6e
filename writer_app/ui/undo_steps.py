"""Part the undo history where a writer would, and know the saved place in it.

Qt joins everything typed in one paragraph into a single step. It does not join a
change to an earlier one while the document counts as unmodified, so clearing that
flag parts the history; Foreword keeps its own notion of "saved" here instead.
GUI thread. May import: Qt.

Source: QTextDocumentPrivate::appendUndoItem ("&& modified"), Qt 6.11; held by tests.
"""

from collections.abc import Callable

from PySide6.QtGui import QTextDocument

PAUSE_S = 1.0
"""Stillness after which typing begins a new step."""


class UndoSteps:
    """The undo history of one document. Thread: GUI."""

    def __init__(self, document: QTextDocument, clock_s: Callable[[], float]) -> None:
        self._document = document
        self._clock_s = clock_s
        self._typed_at_s = -PAUSE_S
        self._n_steps = 0
        self._n_saved: int | None = 0

    @property
    def is_saved(self) -> bool:
        """Tell whether the text is the one that was saved or opened."""
        return self._n_steps == self._n_saved

    def part(self) -> None:
        """Keep what comes next out of the step before it."""
        self._document.setModified(False)

    def before_typing(self, text: str, previous: str) -> None:
        """Begin a new step at the start of a word and after a pause.

        Args:
            text: what is about to be typed. previous: the character before the caret.
        """
        now_s = self._clock_s()
        is_word_start = not text[:1].isspace() and (previous.isspace() or not previous)
        if is_word_start or now_s - self._typed_at_s >= PAUSE_S:
            self.part()
        self._typed_at_s = now_s

    def after_change(self, is_undo: bool) -> None:
        """Note where in the history the text now stands."""
        if not is_undo and self._n_saved is not None and self._n_steps < self._n_saved:
            self._n_saved = None
        self._n_steps = self._document.availableUndoSteps()

    def mark_saved(self) -> None:
        """Call the text saved as it stands."""
        self.part()
        self._n_steps = self._n_saved = self._document.availableUndoSteps()

    def mark_unsaved(self) -> None:
        """Call no text in the history saved: the file is about to hold another one."""
        self._n_saved = None

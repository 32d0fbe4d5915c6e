"""The place on the page where a draft belongs, and whether it still is that place.

GUI thread. May import: Qt, editor, snapshots.
"""

from PySide6.QtGui import QTextCursor

from writer_app.ui.editor import Editor
from writer_app.ui.snapshots import text_after, text_before

_CONTEXT_CHARS = 400
"""Text around the place that must be as it was for a draft to be kept."""


class DraftPlace:
    """A place between two characters of the page. Thread: GUI.

    Attributes:
        cursor: stands there, and moves with the text.
    """

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._context = ("", "")
        self.cursor = QTextCursor(editor.document())

    @property
    def is_stale(self) -> bool:
        """Tell whether the text around the place is no longer what it was."""
        return self._context_now() != self._context

    def stand_at_caret(self) -> None:
        """Be the caret's place from now on; of a selection its end."""
        self.cursor = QTextCursor(self._editor.document())
        self.cursor.setPosition(self._editor.textCursor().selectionEnd())
        self._context = self._context_now()

    def text_around(self) -> tuple[str, str]:
        """Give the text before and after the place, as much as a model can use."""
        document, position = self._editor.document(), self.cursor.position()
        return text_before(document, position), text_after(document, position)

    def write(self, text: str, *, is_first: bool) -> None:
        """Make text the writer's here, an undo step of its own; the place is after it then.

        Args:
            is_first: its own leading space is left out where a space stands already.
        """
        before = self._context[0]
        has_space = not before or before.endswith((" ", "\n"))
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(self.cursor.position())
        self._editor.setTextCursor(cursor)
        self._editor.take(text.lstrip(" ") if is_first and has_space else text)
        self.stand_at_caret()

    def take_back(self) -> None:
        """Undo the step that was written last; the place is where it began."""
        self._editor.undo_step()
        self.stand_at_caret()

    def _context_now(self) -> tuple[str, str]:
        before, after = self.text_around()
        return before[-_CONTEXT_CHARS:], after[:_CONTEXT_CHARS]

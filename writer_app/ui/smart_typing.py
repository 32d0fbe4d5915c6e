"""Set printed signs while the writer types: each one an undo step of its own.

`typography` decides; here it is done, at the caret, right after a character came.
GUI thread. May import: Qt, its siblings.
"""

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtGui import QTextCursor

from writer_app.ui.document_text import to_document
from writer_app.ui.positions import index_of_u16
from writer_app.ui.snapshots import text_before
from writer_app.ui.typography import SIGNS, dressed, language_of, replacement

SMART_KEYS = frozenset("\"'-. ,;:!?")


class SmartTyping:
    """The signs of one page.

    Args:
        cursor: gives a copy of the page's cursor. is_code: tells whether it stands in code.
        part: parts the undo history here.

    Thread: GUI.
    """

    def __init__(
        self,
        cursor: Callable[[], QTextCursor],
        is_code: Callable[[QTextCursor], bool],
        part: Callable[[], None],
    ) -> None:
        self._cursor = cursor
        self._is_code = is_code
        self._part = part
        self.signs = "auto"

    def after_typing(self, typed: str) -> None:
        """Put the right sign in the place of the character before the caret.

        Args:
            typed: what a key or an input method has just put there.
        """
        if self.signs == "off" or len(typed) != 1 or typed not in SMART_KEYS:
            return
        cursor = self._cursor()
        line = cursor.block().text()
        index = index_of_u16(line, cursor.positionInBlock())
        if cursor.hasSelection() or line[index - 1 : index] != typed or self._is_code(cursor):
            return
        found = replacement(line[: index - 1], typed, self._language(cursor))
        if found is None:
            return
        self._part()
        cursor.movePosition(
            QTextCursor.MoveOperation.PreviousCharacter,
            QTextCursor.MoveMode.KeepAnchor,
            found.n_chars,
        )
        cursor.insertText(to_document(found.text))
        self._part()

    def dressed(self, ghost: str) -> str:
        """Give a ghost for the caret with the quotes that typing it would set."""
        if self.signs == "off" or ("'" not in ghost and '"' not in ghost):
            return ghost
        cursor = self._cursor()
        if self._is_code(cursor):
            return ghost
        line = cursor.block().text()
        before = line[: index_of_u16(line, cursor.positionInBlock())]
        return dressed(before, ghost, self._language(cursor))

    def _language(self, cursor: QTextCursor) -> str:
        """Give the language whose signs are set at a caret."""
        if self.signs in SIGNS:
            return self.signs
        usual = QLocale().name().partition("_")[0]
        return language_of(text_before(cursor.document(), cursor.position()), usual)

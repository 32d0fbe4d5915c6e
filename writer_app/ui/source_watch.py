"""Follow the passages of a summary while the document is written on.

A cursor of Qt's own holds each passage's place, so that a key costs nothing; once the
page is still the words are compared, and a passage that is not in its place any more is
looked for in the whole text. GUI thread. May import: Qt, its siblings, documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

from writer_app.documents.sidecar import KeptPassage, digest_of, find_passage
from writer_app.ui.document_text import from_document
from writer_app.ui.text_map import TextMap

STILL_MS = 700
"""Stillness after which passages are compared."""


@dataclass(slots=True)
class _Watched:
    """A passage, its place, and whether it stands there unchanged."""

    passage: KeptPassage
    cursor: QTextCursor | None = None


class SourceWatch(QObject):
    """The passages of one summary in one document.

    Signals: changed(): other passages are found now than before.

    Thread: GUI.
    """

    changed = Signal()

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._watched: list[_Watched] = []
        self._timer = QTimer(self, singleShot=True, interval=STILL_MS)
        self._timer.timeout.connect(self.check)
        document.contentsChange.connect(self._on_contents_change)

    def watch(self, passages: Sequence[KeptPassage], text_map: TextMap) -> None:
        """Follow these passages from now on, and no others.

        Args:
            text_map: the document as it now is.
        """
        self._timer.stop()
        self._watched = [_Watched(passage) for passage in passages]
        for watched in self._watched:
            self._find(watched, text_map)

    def span_u16(self, number: int) -> tuple[int, int] | None:
        """Give where a passage stands, unchanged; None when it does not."""
        cursor = self._watched[number].cursor
        if cursor is None or not self._stands(self._watched[number]):
            return None
        return cursor.selectionStart(), cursor.selectionEnd()

    def is_found(self, number: int) -> bool:
        """Tell whether a passage stood in the document at the last look."""
        return self._watched[number].cursor is not None

    def check(self) -> None:
        """Compare every passage; look for those that are not in their places."""
        before = [watched.cursor is not None for watched in self._watched]
        lost = [one for one in self._watched if one.cursor is None or not self._stands(one)]
        if lost:
            text_map = TextMap(self._document)
            for watched in lost:
                self._find(watched, text_map)
        if [watched.cursor is not None for watched in self._watched] != before:
            self.changed.emit()

    def _on_contents_change(self, *_: int) -> None:
        """Look again once the page is still (the key path: nothing else)."""
        if self._watched:
            self._timer.start()

    def _stands(self, watched: _Watched) -> bool:
        assert watched.cursor is not None
        return digest_of(from_document(watched.cursor.selectedText())) == watched.passage.digest

    def _find(self, watched: _Watched, text_map: TextMap) -> None:
        """Put a cursor where the passage stands; None where it stands no more."""
        passage, expected = watched.passage, None
        if watched.cursor is not None:
            expected = text_map.index_of(watched.cursor.selectionStart())
        start = find_passage(text_map.text, passage, expected)
        watched.cursor = None
        if start is None:
            return
        cursor = QTextCursor(self._document)
        cursor.setKeepPositionOnInsert(True)  # letters typed right after it are no part of it
        cursor.setPosition(text_map.pos_u16_of(start))
        end_u16 = text_map.pos_u16_of(start + passage.end - passage.start)
        cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
        watched.cursor = cursor

"""Lead from the sentences of a summary to their passages on the page.

GUI thread. May import: Qt, its siblings, documents.
"""

from PySide6.QtCore import QObject

from writer_app.documents.sidecar import KeptSentence
from writer_app.ui.editor import Editor
from writer_app.ui.passage_mark import PassageMark
from writer_app.ui.source_watch import SourceWatch
from writer_app.ui.text_map import TextMap
from writer_app.ui.theme import Theme


class PassageTrail(QObject):
    """The way from one summary back into one page.

    Attributes:
        mark: of the passage that was looked at last.

    Signals: changed (of the watch): other passages stand unchanged now than before.

    Thread: GUI.
    """

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._sentences: tuple[KeptSentence, ...] = ()
        self._last = (-1, 0)
        self.mark = PassageMark(editor, theme)
        self._watch = SourceWatch(editor.document())
        self.changed = self._watch.changed
        self.check = self._watch.check

    def follow(self, sentences: tuple[KeptSentence, ...], text_map: TextMap | None = None) -> None:
        """Follow the passages of these sentences from now on.

        Args:
            text_map: the document as it now is, for whoever has it already.
        """
        self._sentences, self._last = sentences, (-1, 0)
        passages = [passage for one in sentences for passage in one.passages]
        self._watch.watch(passages, text_map or TextMap(self._editor.document()))

    def is_stale(self, number: int) -> bool:
        """Tell whether a passage of a sentence no longer stands on the page."""
        return any(not self._watch.is_found(one) for one in self._passages_of(number))

    def look(self, number: int) -> bool:
        """Show the passage of a sentence, asked again its next one; the caret stays.

        Returns: False when none stands there any more.
        """
        spans = self._spans_of(number)
        if not spans:
            return False
        last, turn = self._last
        turn = turn + 1 if last == number else 0
        self._last = (number, turn)
        self.mark.show(*spans[turn % len(spans)])
        return True

    def go(self, number: int) -> bool:
        """Put the caret where the passage of a sentence begins, as `look` shows it."""
        spans = self._spans_of(number)
        if not spans:
            return False
        last, turn = self._last
        span = spans[turn % len(spans) if last == number else 0]
        cursor = self._editor.textCursor()
        cursor.setPosition(span[0])
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()
        self.mark.show(*span)
        return True

    def _passages_of(self, number: int) -> range:
        """Give the numbers of a sentence's passages among all that are followed."""
        first = sum(len(one.passages) for one in self._sentences[:number])
        n = len(self._sentences[number].passages) if number < len(self._sentences) else 0
        return range(first, first + n)

    def _spans_of(self, number: int) -> list[tuple[int, int]]:
        found = [self._watch.span_u16(one) for one in self._passages_of(number)]
        return [span for span in found if span is not None]

"""Find and replace on the page: what the bar asks, the text answers.

The text is searched beside the GUI thread, after a moment's stillness; only matches
in view are marked. While the bar has the keyboard the match in hand is marked and the
caret stays where it was; it goes to the match when the writer goes back to the page.
GUI thread. May import: Qt, its siblings, documents.
"""

from bisect import bisect_left
from enum import Enum

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor

from writer_app.ui.announce import announce
from writer_app.ui.blocks_in_view import blocks_in_view
from writer_app.ui.document_text import from_document
from writer_app.ui.editor import Editor
from writer_app.ui.find_bar import FindBar
from writer_app.ui.marks import Marks, mark_of
from writer_app.ui.searches import Found, Run, Searches
from writer_app.ui.theme import Theme, mixed, raised_ground
from writer_app.ui.translation import tr

STILL_MS = 150
"""Stillness of the text after which it is searched again."""
MOST_MARKS = 2_000
_VIEW_SHARE = 0.35
"""Where a match that was out of view comes to stand, from the top."""


class _Intent(Enum):
    """What to do once the matches are known."""

    COUNT = "count"
    LOOK = "look"
    NEXT = "next"
    PREVIOUS = "previous"
    REPLACE = "replace"
    REPLACE_ALL = "replace all"


_STEPS = {_Intent.NEXT: 1, _Intent.PREVIOUS: -1}
_REPLACING = frozenset({_Intent.REPLACE, _Intent.REPLACE_ALL})


class Finder(QObject):
    """Finds and replaces on one page. Thread: GUI."""

    def __init__(self, editor: Editor, marks: Marks, theme: Theme, run: Run | None = None) -> None:
        """Make ready to find.

        Args:
            marks: has a layer "find". run: runs searches; None: on a thread.
        """
        super().__init__(editor)
        self._editor = editor
        self._marks = marks
        self._theme = theme
        self.bar = FindBar(editor, theme)
        self.searches = Searches(editor.document(), run)
        self._places: tuple[tuple[int, int], ...] = ()
        self._is_known = False
        self._n_changes = 0
        self._n_changes_sought = 0
        self._at = -1
        self._in_hand = (0, 0)
        self._has_stepped = False
        self._origin = QTextCursor(editor.document())
        self._scope: QTextCursor | None = None
        self._intent = _Intent.COUNT
        self._later = QTimer(self, singleShot=True, interval=STILL_MS)
        self._later.timeout.connect(self._count)
        self.searches.found.connect(self._on_found)
        self.bar.sought.connect(self._on_typed)
        self.bar.stepped.connect(self.step)
        self.bar.replaced.connect(self.replace)
        self.bar.replaced_all.connect(self.replace_all)
        self.bar.scoped.connect(self._on_scoped)
        self.bar.closed.connect(self.close)
        editor.document().contentsChange.connect(self._on_text_changed)
        editor.verticalScrollBar().valueChanged.connect(lambda _: self._mark())

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self.bar.set_theme(theme)
        self._mark()

    def open(self, *, is_replacing: bool = False) -> None:
        """Show the bar; a selection of one paragraph is sought, a longer one is searched."""
        cursor = self._editor.textCursor()
        words = from_document(cursor.selectedText())
        is_passage = "\n" in words
        was_open = self.bar.isVisible()
        if not was_open:
            self._origin = self._start_of(cursor)
            self._scope = None
            self.bar.scope.setChecked(is_passage)
        can_replace = not self._editor.isReadOnly()
        self.bar.open(
            "" if is_passage else words, is_replacing=is_replacing, can_replace=can_replace
        )
        self._has_stepped = was_open and self._has_stepped
        self._on_sought()

    def close(self) -> bool:
        """Hide the bar and give the page the keyboard; tell whether it was open.

        The caret is on the match in sight when the writer typed words or went on from
        one; else where it was.
        """
        if not self.bar.isVisible():
            return False
        self.bar.hide()
        self._later.stop()
        self.searches.let_go()
        self._marks.show("find", ())
        if self._has_stepped and self._is_known and 0 <= self._at < len(self._places):
            self._select(self._at)
        self._scope = None
        self._editor.setFocus()
        self._editor.ensureCursorVisible()
        return True

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match; opens the bar when nothing is sought."""
        if not self.bar.words.text():
            self.open(is_replacing=self.bar.is_replacing)
            return
        if self._is_page_in_hand():
            self._origin = self._start_of(self._editor.textCursor())
            self._at = -1
        self._has_stepped = True
        self._intent = _Intent.NEXT if step > 0 else _Intent.PREVIOUS
        if self._is_known:
            self._act()
        else:
            self._search()

    def replace(self) -> None:
        """Replace the match in hand and go on to the next; at first only show it."""
        if self._editor.isReadOnly():
            return
        if not self._is_known or not 0 <= self._at < len(self._places):
            self._on_sought()
            return
        self._in_hand = self._places[self._at]
        self._intent = _Intent.REPLACE
        self._search()

    def replace_all(self) -> None:
        """Replace every match: one undo step."""
        if not self._editor.isReadOnly() and self.bar.words.text():
            self._intent = _Intent.REPLACE_ALL
            self._search()

    def shut_down(self) -> None:
        """End what runs; the window closes."""
        self._later.stop()
        self.searches.close()

    def _is_page_in_hand(self) -> bool:
        """Tell whether the writer is on the page, not in the bar."""
        return self._editor.hasFocus() or not self.bar.isVisible()

    def _on_typed(self) -> None:
        """Look for other words of the writer's, whose match Esc will leave in hand."""
        self._has_stepped = True
        self._on_sought()

    def _on_sought(self) -> None:
        """Look for the bar's words, from where the writer was."""
        self._at = -1
        self._is_known = False
        self._intent = _Intent.LOOK
        self._search()

    def _on_scoped(self, is_scoped: bool) -> None:
        cursor = self._editor.textCursor()
        self._scope = QTextCursor(cursor) if is_scoped and cursor.hasSelection() else None
        if is_scoped and self._scope is None:
            self.bar.scope.setChecked(False)
            self.bar.tell(self.bar.count.text(), tr("Select a passage of the text first."))
        elif self.bar.isVisible():
            self._on_sought()

    def _on_text_changed(self, *_: int) -> None:
        """Know no more where the matches are; look again when the writer is still."""
        self._n_changes += 1
        self._is_known = False
        if self.bar.isVisible():
            self._later.start()

    def _count(self) -> None:
        """Look again, and leave the page where it is."""
        self._at = -1
        self._intent = _Intent.COUNT
        self._search()

    def _search(self) -> None:
        """Search the text as it now is; what is meant is done when the matches arrive."""
        self._later.stop()
        if not self.bar.words.text():
            self.searches.cancel()
            self._places, self._is_known = (), True
            self.bar.tell("")
            self._mark()
            return
        scope = self._scope
        span = (scope.selectionStart(), scope.selectionEnd()) if scope is not None else None
        is_replacing = self._intent in _REPLACING
        self._n_changes_sought = self._n_changes
        self.searches.start(
            self.bar.query, span, self.bar.replacement.text() if is_replacing else None
        )

    def _on_found(self, found: Found) -> None:
        """Take the matches of the newest search; those of an older text are of no use."""
        if self._n_changes != self._n_changes_sought:
            self._search()
            return
        self._places, self._is_known = found.places, True
        if found.problem:
            self._at = -1
            self._tell("", found.problem)
            self._mark()
        elif self._intent is _Intent.REPLACE_ALL:
            self._replace_each(found)
        elif self._intent is _Intent.REPLACE:
            self._replace_in_hand(found)
        else:
            self._act()

    def _act(self) -> None:
        """Show the match that is meant, and tell which of how many it is."""
        intent, self._intent = self._intent, _Intent.COUNT
        n = len(self._places)
        if not n:
            self._at = -1
            self._tell(tr("No match"))
            self._mark()
            return
        self._at = self._next_number(_STEPS.get(intent, 0), n)
        if intent in _STEPS:
            self._origin.setPosition(self._places[self._at][0])
            if self._is_page_in_hand():
                self._select(self._at)
        if intent is not _Intent.COUNT:
            self._show_place(self._at)
        self._tell(tr("{number} of {all}").format(number=f"{self._at + 1:,}", all=f"{n:,}"))
        self._mark()

    def _next_number(self, step: int, n: int) -> int:
        """Give the number of the match to show, going round at the ends."""
        if 0 <= self._at < n:
            return (self._at + step) % n
        first = bisect_left(self._places, (self._origin.position(), 0))
        if step > 0 and first < n and self._is_selected(self._places[first]):
            first += 1
        return (first - (step < 0)) % n

    def _is_selected(self, place: tuple[int, int]) -> bool:
        cursor = self._editor.textCursor()
        return cursor.hasSelection() and (cursor.selectionStart(), cursor.selectionEnd()) == place

    def _replace_in_hand(self, found: Found) -> None:
        """Replace the match that was in hand, then show the next one."""
        number = bisect_left(found.places, self._in_hand)
        if number == len(found.places) or found.places[number] != self._in_hand:
            self._on_sought()
            return
        self._origin.setPosition(self._in_hand[1])
        self._editor.replace_each([(*self._in_hand, found.replacements[number])])
        self._has_stepped = True
        self._on_sought()

    def _replace_each(self, found: Found) -> None:
        """Replace all that was found, and tell how many."""
        self._intent = _Intent.COUNT
        self._at = -1
        n = len(found.places)
        pairs = zip(found.places, found.replacements, strict=True)
        if n:
            self._editor.replace_each([(*place, words) for place, words in pairs])
        self._tell(tr("%n replaced", n) if n else tr("No match"))
        self._later.stop()
        self._places = ()
        self._mark()

    def _tell(self, count: str, problem: str = "") -> None:
        self.bar.tell(count, problem)
        announce(self.bar if self.bar.isVisible() else self._editor, problem or count)

    def _select(self, at: int) -> None:
        """Put the caret on a match, selected."""
        start_u16, end_u16 = self._places[at]
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start_u16)
        cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)

    def _show_place(self, at: int) -> None:
        """Scroll a match into view, clear of the bar."""
        editor = self._editor
        cursor = QTextCursor(editor.document())
        cursor.setPosition(self._places[at][0])
        rect = editor.cursorRect(cursor)
        top = self.bar.geometry().bottom() if self.bar.isVisible() else 0
        height = editor.viewport().height()
        if rect.top() < top or rect.bottom() > height - rect.height():
            bar = editor.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - round(height * _VIEW_SHARE))

    def _mark(self) -> None:
        """Mark the matches in view, the one in hand the strongest."""
        if not self.bar.isVisible():
            return
        editor, theme, document = self._editor, self._theme, self._editor.document()
        in_view = [block for block, _ in blocks_in_view(editor)]
        first = in_view[0].position()
        last_u16 = in_view[-1].position() + in_view[-1].length()
        marks = []
        if self._scope is not None:
            scope = (self._scope.selectionStart(), self._scope.selectionEnd())
            marks.append(mark_of(document, *scope, raised_ground(theme)))
        pale = mixed(theme.page, theme.selection, 0.8)
        at = bisect_left(self._places, (first, 0))
        for number in range(at, min(len(self._places), at + MOST_MARKS)):
            place = self._places[number]
            if place[0] > last_u16:
                break
            if number == self._at:
                marks.append(mark_of(document, *place, theme.accent, theme.page))
            else:
                marks.append(mark_of(document, *place, pale))
        self._marks.show("find", marks)

    @staticmethod
    def _start_of(cursor: QTextCursor) -> QTextCursor:
        """Give a caret at a selection's start; it moves with the text."""
        start = QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        return start

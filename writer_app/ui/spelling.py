"""Spelling as the writer meets it: suggestions at a word, the next one, own words.

GUI thread. May import: Qt, its siblings, documents.
"""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from writer_app.errors import DocumentError
from writer_app.ui.context_menu import ContextMenu
from writer_app.ui.editor import Editor
from writer_app.ui.misspellings import Misspellings
from writer_app.ui.own_words_window import OwnWordsWindow
from writer_app.ui.positions import index_of_u16, n_u16
from writer_app.ui.spellers import Spellers
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr, translated

SLICE_S = 0.006


class Spelling(QObject):
    """Spelling on one page.

    Signals: told(str): a line for the writer.
        ignoring(): other words are left alone in this document.

    Thread: GUI.
    """

    told = Signal(str)
    ignoring = Signal()

    def __init__(
        self,
        window: QWidget,
        editor: Editor,
        theme: Theme,
        spellers: Spellers,
        clock_s: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(editor)
        self._window = window
        self._editor = editor
        self._theme = theme
        self._spellers = spellers
        self._clock_s = clock_s
        self._menu: ContextMenu | None = None
        self._block = QTextBlock()
        self._n_left = 0
        self._from_index = 0
        self._leaving: tuple[QAction, ...] = ()
        self.marks = Misspellings(editor, theme)
        self._walking = QTimer(self, singleShot=True, interval=0)
        self._walking.timeout.connect(self._walk)
        spellers.changed.connect(self._on_changed)
        self._on_changed()

    def set_theme(self, theme: Theme) -> None:
        """Change the inks."""
        self._theme = theme
        self.marks.set_theme(theme)

    def join(self, menu: ContextMenu) -> None:
        """Put suggestions on top of the page's context menu."""
        self._menu = menu
        menu.add_section(self.add_lines, is_first=True)

    def add_lines(self, menu: QMenu, pos_u16: int) -> None:
        """Add what can be done about a misspelt word at a place; nothing elsewhere."""
        found = self.marks.word_at(pos_u16)
        speller = self._spellers.speller
        if found is None or speller is None:
            self._add_way_back(menu, pos_u16)
            return
        start_u16, end_u16, word = found
        suggestions = speller.suggestions(word) if not self._editor.isReadOnly() else []
        for suggestion in suggestions:
            change = (start_u16, end_u16, suggestion)
            line = menu.addAction(suggestion.replace("&", "&&"))
            line.triggered.connect(partial(self._replace, change, word))
            font = line.font()
            font.setBold(True)
            line.setFont(font)
        if not suggestions:
            menu.addAction(tr("No suggestion")).setEnabled(False)
        menu.addSeparator()
        add = menu.addAction(tr("&Add to My Dictionary"))
        add.triggered.connect(partial(self._add, word))
        ignore = menu.addAction(tr("&Ignore in This Document"))
        ignore.triggered.connect(partial(self._ignore, word))
        self._leaving = (add, ignore)

    def go_to_next(self) -> None:
        """Go to the next misspelt word after the caret, in slices, and open its menu."""
        if self._spellers.speller is None:
            self.told.emit(tr("Spelling is off; choose a language under Edit, Spelling."))
            return
        cursor = self._editor.textCursor()
        self._block = cursor.block()
        end_u16 = cursor.selectionEnd() - self._block.position()
        self._from_index = index_of_u16(self._block.text(), end_u16)
        self._n_left = self._editor.document().blockCount() + 1
        self._walk()

    def show_own_words(self) -> None:
        """Open the list of the writer's own words."""
        OwnWordsWindow(self._window, self._spellers, self._theme).show()

    def shut_down(self) -> None:
        """Stop looking; the window closes."""
        self._walking.stop()
        self._spellers.changed.disconnect(self._on_changed)

    def _on_changed(self) -> None:
        self.marks.set_speller(self._spellers.speller)

    def _walk(self) -> None:
        """Look through paragraphs for a moment, round the end, until one has a slip."""
        until_s = self._clock_s() + SLICE_S
        while self._n_left > 0:
            if not self._block.isValid():
                self._block = self._editor.document().firstBlock()
            ahead = [
                span for span in self.marks.wrong_in(self._block) if span[0] > self._from_index
            ]
            if self._from_index == 0:
                ahead = list(self.marks.wrong_in(self._block))
            if ahead:
                self._open_at(ahead[0])
                return
            self._block, self._from_index = self._block.next(), 0
            self._n_left -= 1
            if self._clock_s() > until_s:
                self._walking.start()
                return
        self.told.emit(tr("No misspelt word found."))

    def _open_at(self, span: tuple[int, int]) -> None:
        """Select a word and open the menu under it."""
        editor, text = self._editor, self._block.text()
        cursor = QTextCursor(self._block)
        start_u16 = self._block.position() + n_u16(text[: span[0]])
        cursor.setPosition(start_u16)
        cursor.setPosition(
            start_u16 + n_u16(text[span[0] : span[1]]), QTextCursor.MoveMode.KeepAnchor
        )
        editor.setTextCursor(cursor)
        editor.ensureCursorVisible()
        editor.keep_caret_up()
        if self._menu is not None:
            menu = self._menu.build(start_u16)
            menu.setActiveAction(menu.actions()[0])
            chosen: list[QAction] = []
            menu.triggered.connect(chosen.append)
            menu.aboutToHide.connect(lambda: QTimer.singleShot(0, lambda: self._let_go(chosen)))
            first = QTextCursor(editor.document())
            first.setPosition(start_u16)
            menu.popup(editor.viewport().mapToGlobal(editor.cursorRect(first).bottomLeft()))

    def _let_go(self, chosen: list[QAction]) -> None:
        """Put the caret behind a word that was looked at: the next letter must not replace it."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection() and (not chosen or chosen[0] in self._leaving):
            cursor.setPosition(cursor.selectionEnd())
            self._editor.setTextCursor(cursor)

    def _replace(self, change: tuple[int, int, str], word: str, *_: object) -> None:
        """Put a suggestion in the place of its word, if that still stands there."""
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(change[0])
        cursor.setPosition(change[1], QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() == word:
            self._editor.replace_each([change])

    def _add_way_back(self, menu: QMenu, pos_u16: int) -> None:
        """Offer to mark a word again that was to be left alone."""
        word = self.marks.ignored_at(pos_u16)
        if word:
            title = tr("Ignore \u201c{word}\u201d No &Longer").format(word=word.replace("&", "&&"))
            menu.addAction(title).triggered.connect(partial(self._heed, word))

    def _ignore(self, word: str, *_: object) -> None:
        self.marks.ignore(word)
        self.ignoring.emit()

    def _heed(self, word: str, *_: object) -> None:
        self.marks.heed(word)
        self.ignoring.emit()

    def _add(self, word: str, *_: object) -> None:
        try:
            self._spellers.add(word)
        except DocumentError as error:
            self.told.emit(translated(str(error)))

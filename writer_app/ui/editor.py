"""The writer's page: text in, snapshots out, a ghost at the caret.

Every change of text or caret is reported once, after Qt has done all of it, as a
`Snapshot` with a rising revision. What Qt's own event handlers must not see, the
ghost, is hidden before they run. GUI thread; knows no worker and no engine. May
import: Qt, its siblings, messages.
"""

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)

from writer_app.assist.messages import Cause, Ghost, Snapshot
from writer_app.settings import Settings
from writer_app.ui.clipboard import files_of, mime_of, text_to_insert
from writer_app.ui.code_panels import CodePanels
from writer_app.ui.document_text import to_document
from writer_app.ui.edit_tap import difference
from writer_app.ui.ghost import GhostView
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.hanging import BEGINNING, LONGEST_BEGINNING, Hanging
from writer_app.ui.highlighter import Highlighter
from writer_app.ui.list_line import is_empty_item
from writer_app.ui.page import Page, moved_event, whole_text
from writer_app.ui.positions import n_u16
from writer_app.ui.rich_paste import RichPaste, html_of, set_off
from writer_app.ui.shaping import Shaping
from writer_app.ui.smart_typing import SmartTyping
from writer_app.ui.snapshots import split_at, text_after, text_before
from writer_app.ui.theme import Theme
from writer_app.ui.undo_steps import UndoSteps

_MODIFIER_KEYS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr,
     Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R}
)  # fmt: skip
WHEEL_NOTCH = 120
"""Eighths of a degree that one notch of a wheel is (Qt: QWheelEvent::angleDelta)."""


class Editor(Page):
    """The text and its caret.

    Signals:
        edited(Snapshot): text or caret changed, for whatever cause.
        stirred(): the writer's hand was felt; nothing has been done about it yet.
        zoomed(int): the wheel was turned with Ctrl, so many notches up.
        saved_changed(bool): the text became, or ceased to be, the saved one.
        ghost_shown(str): other characters are seen at the caret ("": none).
        files_dropped(list[Path]): files were dropped on the page.
        menu_asked(QPoint, int): the context menu is wanted at a point of the screen, for a
            place in the text (UTF-16).

    Thread: GUI.
    """

    edited = Signal(object)
    stirred = Signal()
    zoomed = Signal(int)
    saved_changed = Signal(bool)
    ghost_shown = Signal(str)
    files_dropped = Signal(object)
    menu_asked = Signal(object, int)

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        keys: GhostKeys,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, settings.font_family, settings.font_size_px, settings.column_chars)
        self.highlighter = Highlighter(self.document(), theme, settings.font_size_px)
        self._hanging = Hanging(
            self.document(), lambda block: self.is_markdown and not self.is_code_at(block)
        )
        self._changed: tuple[int, int] | None = None
        self._panels = CodePanels(self, theme, self.is_code_at)
        self._ghost = GhostView(self, self.highlighter.formats_for, theme.ghost)
        self._keys = keys
        self.shaping = Shaping(self, lambda: QGuiApplication.clipboard().text())
        self._steps = UndoSteps(self.document(), clock_s)
        self.smart = SmartTyping(
            self.textCursor, lambda cursor: self.is_code_at(cursor.block()), self._steps.part
        )
        self._pasting = RichPaste(self._insert_markdown)
        self.destroyed.connect(self._pasting.close)
        self._wanted: Ghost | None = None
        self._revision = 0
        self._depth = 0
        self._cause: Cause | None = None
        self._is_text_changed = False
        self._is_composing = False
        self._is_covered = False
        self._caret = (0, 0)
        self._was_saved = True
        self._wheel_turned = 0
        self._late_report = QTimer(self, singleShot=True, interval=0)
        self._late_report.timeout.connect(self._report)
        self.document().contentsChange.connect(self._on_contents_change)
        self.selectionChanged.connect(self._on_caret_moved)
        self.cursorPositionChanged.connect(self._on_caret_moved)
        self.replace_text("")
        self._settle()

    @property
    def revision(self) -> int:
        """Give the number of the last snapshot."""
        return self._revision

    @property
    def ghost(self) -> Ghost | None:
        """Give the ghost at the caret."""
        return self._ghost.ghost

    @property
    def ghost_text(self) -> str:
        """Give the ghost's characters that can be seen."""
        return self._ghost.shown

    @property
    def is_ghost_at_line_end(self) -> bool:
        """Tell whether the ghost stands with nothing after it in its paragraph."""
        return self._ghost.is_at_line_end

    @property
    def is_saved(self) -> bool:
        """Tell whether the text is the one last opened or saved."""
        return self._steps.is_saved

    @property
    def is_markdown(self) -> bool:
        """Tell whether the text is Markdown."""
        return self.highlighter.is_markdown

    def is_code_at(self, block: QTextBlock) -> bool:
        """Tell whether a paragraph is code or front matter."""
        return self.highlighter.is_code(block)

    def snapshot(self, cause: Cause = Cause.MOVED) -> Snapshot:
        """Copy the text around the caret as it now is."""
        cursor = self.textCursor()
        return Snapshot(
            revision=self._revision,
            before=text_before(self.document(), cursor.position()),
            after=text_after(self.document(), cursor.position()),
            cause=cause,
            is_composing=self._is_composing,
            has_selection=cursor.hasSelection(),
            is_code=self.highlighter.is_code(cursor.block()),
        )

    def text(self) -> str:
        """Give the whole text, every character as it was written."""
        return whole_text(self.document())

    def open_text(self, text: str, is_markdown: bool = True) -> None:
        """Show another text from its start, saved as it stands."""
        with self._changing(Cause.OPENED):
            self._leave_ghost()
            self._pasting.forget()
            self.highlighter.set_markdown(is_markdown)
            self.replace_text(text)
            self._hanging.open(text)
            self._steps.mark_saved()
            self._is_text_changed = True

    def mark_saved(self) -> None:
        """Call the text saved as it stands."""
        self._steps.mark_saved()
        self._tell_saved()

    def mark_unsaved(self) -> None:
        """Call nothing saved, wherever undo may lead: the file is about to be written."""
        self._steps.mark_unsaved()
        self._tell_saved()

    def rewrite(self, text: str) -> None:
        """Put a kept text in the place of all of this one: one step, which undo takes back.

        The caret comes to where the two cease to differ.
        """
        edit = difference(self.text(), text)
        end = edit.position + len(edit.inserted) if edit else 0
        is_empty = self.document().isEmpty()
        with self._changing(Cause.RESTORED):
            self._leave_ghost()
            self._steps.part()
            cursor = QTextCursor(self.document())
            cursor.beginEditBlock()
            cursor.select(QTextCursor.SelectionType.Document)
            if is_empty:
                # A page that was empty has no manner of parting paragraphs yet.
                cursor.setBlockFormat(self.format_for(text))
            cursor.insertText(to_document(text))
            cursor.endEditBlock()
            cursor.setPosition(min(n_u16(to_document(text[:end])), cursor.position()))
            self.setTextCursor(cursor)
            self._steps.part()
        self.ensureCursorVisible()
        self.keep_caret_up()

    def replace_each(self, changes: Sequence[tuple[int, int, str]]) -> None:
        """Put texts in the place of others, all as one undo step; the caret stays in its text.

        Args:
            changes: (start, end, text): positions in UTF-16 units as they are before, in
                order, none overlapping.
        """
        with self._changing(Cause.PASTED):
            self._leave_ghost()
            self._steps.part()
            cursor = QTextCursor(self.document())
            cursor.beginEditBlock()
            for start_u16, end_u16, text in reversed(changes):
                cursor.setPosition(start_u16)
                cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(to_document(text))
            cursor.endEditBlock()
            self._steps.part()

    def set_look(self, theme: Theme, settings: Settings) -> None:
        """Change inks, font and column; undo history and caret stay."""
        self.hide_ghost()
        self._column_chars = settings.column_chars
        with self.standing_still():
            self._dress(theme, settings.font_family, settings.font_size_px)
            self.highlighter.set_look(theme, settings.font_size_px)
            self._depth += 1
            self._hanging.resize()
            self._depth -= 1
        self._ghost.set_ink(theme.ghost)
        self._panels.set_theme(theme)
        self._late_report.stop()
        self._settle()
        self.show_ghost(self._wanted)

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Make the ghost at the caret this one; one of an older text is refused.

        While the page has not the focus, or nothing may stand at the caret, the ghost
        waits unseen.
        """
        self._wanted = ghost
        if ghost is None or ghost.revision != self._revision or not self._can_show(ghost):
            self.hide_ghost()
            return
        before = self._ghost.shown
        shown = self._ghost.show(dataclasses.replace(ghost, text=self.smart.dressed(ghost.text)))
        if shown != before:
            self.ghost_shown.emit(shown)

    def set_covered(self, is_covered: bool) -> None:
        """Keep ghosts away while something of the assistant's lies over the text."""
        self._is_covered = is_covered
        self.show_ghost(self._wanted)

    def hide_ghost(self) -> None:
        """Take the ghost away."""
        if self._ghost.hide():
            self.ghost_shown.emit("")

    def take(self, text: str) -> None:
        """Make text the writer's at the caret: one undo step of its own."""
        if not text or self.isReadOnly():
            return
        with self._changing(Cause.ACCEPTED):
            self.hide_ghost()
            self._steps.part()
            with self._edit_block():
                self.textCursor().insertText(to_document(text))
            self._steps.part()
        self.ensureCursorVisible()
        self.keep_caret_up()

    @contextmanager
    def one_step(self, cause: Cause) -> Iterator[QTextCursor]:
        """Let text be changed through a copy of the cursor: one undo step of its own.

        Yields: the cursor; where it is left, the caret will be.
        """
        with self._changing(cause):
            self._leave_ghost()
            self._steps.part()
            cursor = self.textCursor()
            cursor.beginEditBlock()
            try:
                yield cursor
            finally:
                cursor.endEditBlock()
            self.setTextCursor(cursor)
            self._steps.part()
        self.ensureCursorVisible()
        self.keep_caret_up()

    def undo_step(self) -> None:
        """Take back the last step."""
        self._through_history(self.undo)

    def redo_step(self) -> None:
        """Do again what was taken back."""
        self._through_history(self.redo)

    def cut_selection(self) -> None:
        """Cut the selection to the clipboard, a step of its own."""
        with self._changing(Cause.DELETED):
            self.hide_ghost()
            self._steps.part()
            with self._edit_block():
                self.cut()

    def paste_clipboard(self) -> None:
        """Paste the clipboard's plain text, a step of its own."""
        with self._changing(Cause.PASTED):
            self.hide_ghost()
            self.paste()

    def paste_plain(self) -> None:
        """Paste the clipboard's words without their looks, a step of its own."""
        self.hide_ghost()
        self._insert(text_to_insert(QGuiApplication.clipboard().mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grounds under the text, then the page (called by Qt)."""
        self._panels.paint()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the ghost's keys act, else Qt without a ghost in its way."""
        self.stirred.emit()
        if event.key() in _MODIFIER_KEYS:
            self._keys.on_modifiers(event)
            super().keyPressEvent(event)
        elif self._keys.on_press(event, self):
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_step()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_step()
        elif _is_menu_mnemonic(event):
            event.ignore()
        elif self.shaping.on_press(event):
            event.accept()
        else:
            self._type(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Notice the end of held keys (called by Qt)."""
        if not event.isAutoRepeat():
            self._keys.on_release(event)
        super().keyReleaseEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Make room for the input method, and tell that it is at work."""
        self.stirred.emit()
        with self._changing(Cause.TYPED):
            self.hide_ghost()
            if event.commitString():
                self._steps.before_typing(event.commitString(), self._character_before())
            super().inputMethodEvent(event)
            if event.commitString() and not event.preeditString() and not self.isReadOnly():
                self.smart.after_typing(event.commitString())
            is_composing = bool(event.preeditString())
            self._is_text_changed |= is_composing or is_composing != self._is_composing
            self._is_composing = is_composing
        self.keep_caret_up()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or with Ctrl ask for larger or smaller text (called by Qt)."""
        self.stirred.emit()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel_turned += event.angleDelta().y()
        n_notches = int(self._wheel_turned / WHEEL_NOTCH)
        self._wheel_turned -= n_notches * WHEEL_NOTCH
        if n_notches:
            self.zoomed.emit(n_notches)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret where the writer sees the pointer, ghost or no ghost."""
        self._mouse(event, super().mousePressEvent)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word that the writer sees at the pointer."""
        self._mouse(event, super().mouseDoubleClickEvent)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click; a caret set low comes up once the button is let go."""
        with self._changing(Cause.MOVED):
            super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection() and not self._is_typewriter:
            self.keep_caret_up()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Report a selection drawn with the mouse as it grows."""
        with self._changing(Cause.MOVED):
            super().mouseMoveEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text, and files to open."""
        self.hide_ghost()
        super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Drop text as one step; files are opened, not inserted."""
        with self._changing(Cause.PASTED):
            self._leave_ghost()
            super().dropEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the window's own menu: Qt's acts behind the page's back.

        A click outside of the selection brings the caret along.
        """
        cursor = self.textCursor()
        pos_u16 = cursor.position()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            inside = QPointF(self.viewport().mapFromGlobal(event.globalPos()))
            hit_u16 = self._ghost.hit_u16(inside)
            place = self.cursorForPosition(inside.toPoint())
            pos_u16 = place.position() if hit_u16 is None else hit_u16
            if not cursor.selectionStart() <= pos_u16 <= cursor.selectionEnd():
                place.setPosition(pos_u16)
                with self._changing(Cause.MOVED):
                    self._leave_ghost()
                    self.setTextCursor(place)
        self.menu_asked.emit(event.globalPos(), pos_u16)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Bring back the ghost of an unchanged text."""
        super().focusInEvent(event)
        self.show_ghost(self._wanted)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ghost away; an input method that was composing has ended."""
        self._keys.release_all()
        self.hide_ghost()
        with self._changing(Cause.TYPED):
            super().focusOutEvent(event)
        if self.hasFocus():  # a menu is open; the page keeps the focus
            self.show_ghost(self._wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the ghost again to the new column."""
        self.hide_ghost()
        super().resizeEvent(event)
        self.show_ghost(self._wanted)
        self.keep_caret_up()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept plain text and files."""
        return source.hasText() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert the plain text of what was pasted or dropped, a step of its own."""
        if files := files_of(source):
            self.files_dropped.emit(files)
            return
        html = html_of(source) if self.is_markdown else ""
        if html and not self.isReadOnly() and not self.is_code_at(self.textCursor().block()):
            self._pasting.paste(html, text_to_insert(source), self.textCursor())
        else:
            self._insert(text_to_insert(source))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the selection as plain text, every character as it was written."""
        return mime_of(self.textCursor().selection())

    def _insert(self, held: str, cursor: QTextCursor | None = None) -> None:
        """Put text, as the document holds it, at the caret or a cursor: a step of its own."""
        if self.isReadOnly() or not held:
            return
        with self._changing(Cause.PASTED):
            self._leave_ghost()
            self._steps.part()
            with self._edit_block():
                (cursor or self.textCursor()).insertText(held)
            self._steps.part()
        self.ensureCursorVisible()
        self.keep_caret_up()

    def _insert_markdown(self, cursor: QTextCursor, markdown: str) -> None:
        """Put Markdown in the place of a selection, parted from the text around it."""
        start, end = QTextCursor(cursor), QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        end.setPosition(cursor.selectionEnd())
        before, _ = split_at(start.block(), start.position())
        _, after = split_at(end.block(), end.position())
        self._insert(to_document(set_off(markdown, before, after)), cursor)

    def _type(self, event: QKeyEvent) -> None:
        """Hand a key to Qt with no ghost in the way; report what came of it."""
        text = event.text()
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_typing = is_return or (text >= " " and text != "\x7f") or text == "\t"
        revision = self._revision
        with self._changing(Cause.TYPED if is_typing else Cause.DELETED):
            self.hide_ghost()
            if not text:
                self._ghost.settle()
            if is_typing:
                self._steps.before_typing("\n" if is_return else text, self._character_before())
            if is_return:
                self._begin_paragraph()
            elif self._is_at_beginning():
                with self._edit_block():
                    super().keyPressEvent(event)
                self.ensureCursorVisible()
            else:
                super().keyPressEvent(event)
            if is_typing and not self.isReadOnly():
                self.smart.after_typing(text)
        if self._revision == revision:
            self.show_ghost(self._wanted)
        else:
            self.keep_caret_up()
        self.show_top_margin()

    @contextmanager
    def _edit_block(self) -> Iterator[None]:
        """Make one step that indents may join of what Qt does meanwhile."""
        cursor = self.textCursor()  # undo brings the caret back to where this one stands
        cursor.beginEditBlock()
        try:
            yield
        finally:
            cursor.endEditBlock()

    def _is_at_beginning(self) -> bool:
        """Tell whether a key may make a paragraph an item or quote, or one no more."""
        cursor = self.textCursor()
        offset_u16 = cursor.positionInBlock()
        if offset_u16 > LONGEST_BEGINNING or cursor.hasSelection():
            return cursor.hasSelection()
        return BEGINNING.match(cursor.block().text()[:offset_u16]) is not None

    def _begin_paragraph(self) -> None:
        """Write a line feed.

        Not by Qt's own Return: with Shift it writes U+2028, and in an empty paragraph it
        drops the paragraph's format instead.
        """
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        is_parting = cursor.block().length() == 1 and not cursor.hasSelection()
        cursor.insertBlock()
        if is_parting:
            self.drop_gap()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _mouse(self, event: QMouseEvent, handler: Callable[[QMouseEvent], None]) -> None:
        """Hand a mouse event to Qt, moved to where its target stands without the ghost."""
        with self._changing(Cause.MOVED):
            target_u16 = self._ghost.hit_u16(event.position())
            self._leave_ghost()
            if target_u16 is not None:
                cursor = QTextCursor(self.document())
                cursor.setPosition(target_u16)
                event = moved_event(event, self.cursorRect(cursor).center().toPointF())
            self._steps.part()
            handler(event)

    def _leave_ghost(self) -> None:
        """Take the ghost away before something that may act elsewhere in the text."""
        self.hide_ghost()
        self._ghost.settle()

    def _through_history(self, step: Callable[[], None]) -> None:
        with self._changing(Cause.UNDONE):
            self._leave_ghost()
            step()
        self.ensureCursorVisible()
        self.keep_caret_up()

    @contextmanager
    def _changing(self, cause: Cause) -> Iterator[None]:
        """Be silent while text changes; report once at the outermost end."""
        self._depth += 1
        self._cause = cause
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0:
                self._report()

    def _on_contents_change(self, pos_u16: int, _: int, added_u16: int) -> None:
        """Note that text changed; changes from outside are reported by a timer."""
        self._is_text_changed = True
        start_u16, end_u16 = self._changed or (pos_u16, pos_u16)
        self._changed = (min(start_u16, pos_u16), max(end_u16, pos_u16 + added_u16))
        self._ghost.note_text_changed()
        self._steps.after_change(self._cause is Cause.UNDONE)
        if self._depth == 0:
            self._late_report.start()

    def _on_caret_moved(self) -> None:
        if self._depth == 0:
            self._late_report.start()

    def _report(self) -> None:
        """Emit one snapshot if text or caret are not what was last reported."""
        cause, self._cause = self._cause, None
        self._hang(cause)
        cursor = self.textCursor()
        has_moved = (cursor.position(), cursor.anchor()) != self._caret
        if self._is_text_changed:
            self._steps.after_change(cause is Cause.UNDONE)
            cause = cause or Cause.PASTED
        elif has_moved:
            self._steps.part()
            cause = cause if cause is Cause.OPENED else Cause.MOVED
        else:
            return
        if self._ghost.shown:
            self.hide_ghost()
        self._settle()
        self._revision += 1
        self._tell_saved()
        self.veil.follow()
        self.edited.emit(self.snapshot(cause))

    def _hang(self, cause: Cause | None) -> None:
        """Let changed paragraphs hang; what undo brings back brings its indents along."""
        changed, self._changed = self._changed, None
        if changed is None or cause in (Cause.UNDONE, Cause.OPENED):
            return
        self._depth += 1
        self._hanging.follow(*changed)
        self._depth -= 1
        self._changed = None

    def _settle(self) -> None:
        """Call the present text and caret known."""
        cursor = self.textCursor()
        self._is_text_changed = False
        self._caret = (cursor.position(), cursor.anchor())

    def _tell_saved(self) -> None:
        if self._steps.is_saved != self._was_saved:
            self._was_saved = self._steps.is_saved
            self.saved_changed.emit(self._was_saved)

    def _can_show(self, ghost: Ghost) -> bool:
        """Tell whether a ghost may stand: focus, nothing over it, selected or composing.

        In an empty item only one that was asked for: Tab there means to move the item.
        """
        cursor = self.textCursor()
        if self._is_covered or self._is_composing or not self.hasFocus() or cursor.hasSelection():
            return False
        is_item = self.is_markdown and is_empty_item(cursor.block().text())
        return ghost.is_asked or not is_item

    def _character_before(self) -> str:
        """Give the character before the caret, empty at a paragraph's start."""
        cursor = self.textCursor()
        if cursor.atBlockStart():
            return ""
        return self.document().characterAt(cursor.position() - 1)


def _is_menu_mnemonic(event: QKeyEvent) -> bool:
    """Tell whether a key is Alt with a letter, which Qt would type as the letter."""
    modifiers = event.modifiers()
    has_alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    return has_alt and not modifiers & Qt.KeyboardModifier.ControlModifier and event.text() >= " "

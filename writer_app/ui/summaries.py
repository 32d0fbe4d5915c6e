"""Summaries beside the page: asked for, shown, followed, taken, kept.

GUI thread. May import: Qt, its siblings, assist, documents.
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextCursor

from writer_app.assist.messages import Cause, Snapshot
from writer_app.documents.sidecar import KeptSummaries, KeptSummary
from writer_app.ui.announce import announce
from writer_app.ui.bridge import Bridge
from writer_app.ui.desk import Desk
from writer_app.ui.editor import Editor
from writer_app.ui.keeping import Keeping
from writer_app.ui.passage_trail import PassageTrail
from writer_app.ui.side_column import PageAndColumn
from writer_app.ui.summary_making import SummaryMaking, SummaryWish, part_digest
from writer_app.ui.summary_panel import SummaryPanel
from writer_app.ui.summary_shelf import SummaryShelf
from writer_app.ui.summary_text import SummaryLine, copy_to_clipboard
from writer_app.ui.text_map import TextMap
from writer_app.ui.theme import Theme
from writer_app.ui.translation import tr


class Summaries(QObject):
    """The summaries of the document on the page.

    Args:
        editor: the page. bridge: runs tasks. panel: shows them.
        desk: knows the document's file. keeping: keeps them beside it; None: nowhere.
        beside: lays out page and panel. blocklist: casefolded words never to bring in.

    Thread: GUI.
    """

    def __init__(
        self,
        editor: Editor,
        bridge: Bridge,
        panel: SummaryPanel,
        theme: Theme,
        desk: Desk,
        keeping: Keeping | None,
        beside: PageAndColumn,
        blocklist: frozenset[str],
    ) -> None:
        super().__init__(panel)
        self._editor = editor
        self._panel = panel
        self._beside = beside
        self._shelf = SummaryShelf(desk, keeping)
        self._making = SummaryMaking(editor, bridge, blocklist)
        self._shown: KeptSummary | None = None
        self._is_older = False
        self.trail = PassageTrail(editor, theme)
        self._wire()

    @property
    def shown(self) -> KeptSummary | None:
        """Give the summary that stands in the panel."""
        return self._shown

    @property
    def is_running(self) -> bool:
        """Tell whether a summary is being made."""
        return self._making.is_running

    def set_look(self, theme: Theme) -> None:
        """Change inks and faces."""
        self._panel.set_look(theme, self._editor.font())
        self.trail.mark.set_theme(theme)

    def toggle(self) -> None:
        """Open the panel, go to it, or close it; a selection is summarised at once."""
        if self._has_focus():
            self.close()
            return
        has_selection = self._editor.textCursor().hasSelection()
        is_new = self._panel.isHidden() or has_selection
        if has_selection:
            self._panel.scope.choose("selection")
        elif is_new and self._panel.scope.value == "selection":
            self._panel.scope.choose("document")
        self._show_panel()
        if is_new:
            self._on_asked()
        self._panel.take_focus()

    def close(self) -> None:
        """Put the panel away; what runs ends."""
        self._making.cancel()
        self.trail.mark.clear()
        had_focus = self._has_focus()
        self._panel.hide()
        if had_focus:
            self._editor.setFocus()
        self._shelf.note_shown(is_shown=False)

    def forget(self) -> None:
        """Forget all summaries of this document; what is kept elsewhere is not touched."""
        self._making.cancel()
        self._shelf.forget()
        self._shown = None
        self.trail.follow(())
        self._panel.show_words("")

    def _has_focus(self) -> bool:
        """Tell whether the keyboard is in the panel."""
        focused = self._panel.window().focusWidget()
        return focused is not None and self._panel.isAncestorOf(focused)

    # Asking

    def _wish(self) -> SummaryWish:
        """Give what is chosen in the panel."""
        panel = self._panel
        return SummaryWish(panel.scope.value, panel.length.value, panel.form.value == "points")

    def _kept_for(self, wish: SummaryWish, digest: str = "") -> KeptSummary | None:
        return self._shelf.find(wish.scope, wish.length, is_points=wish.is_points, digest=digest)

    @Slot()
    def _on_asked(self) -> None:
        """Show what is kept for these choices, else summarise."""
        self._making.cancel()
        wish = self._wish()
        kept = self._kept_for(wish) if wish.scope == "document" else None
        if kept is not None:
            self._show(kept)
        else:
            self._making.begin(wish)

    @Slot()
    def _on_again(self) -> None:
        """Summarise anew."""
        self._making.begin(self._wish())

    @Slot(str)
    def _on_section_found(self, digest: str) -> None:
        """A section that was summarised before need not be again."""
        kept = self._kept_for(self._wish(), digest)
        if kept is not None:
            self._making.cancel()
            self._show(kept)

    @Slot()
    def _on_cancelled(self) -> None:
        self._making.cancel()
        if self._shown is not None:
            self._show(self._shown)
        else:
            self._show_words(tr("Stopped; nothing was changed."))

    @Slot(object)
    def _on_made(self, summary: KeptSummary) -> None:
        self._shelf.add(summary)
        self._shelf.note_shown(is_shown=True)
        self._show(summary)
        n = len(summary.sentences)
        words = tr("The summary is ready: one sentence.") if n == 1 else ""
        announce(self._panel, words or tr("The summary is ready: %n sentences.", n))

    # Showing

    def _show(self, kept: KeptSummary) -> None:
        """Show a summary and follow its passages."""
        text_map = TextMap(self._editor.document())
        self._shown = kept
        self._is_older = kept.scope == "document" and part_digest(text_map.text) != kept.digest
        self.trail.follow(kept.sentences, text_map)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Tell which sentences still hold."""
        kept = self._shown
        if kept is None or self._making.is_running:
            return
        lines = [
            SummaryLine(one.text, bool(one.passages), self.trail.is_stale(number))
            for number, one in enumerate(kept.sentences)
        ]
        n_stale = sum(line.is_stale for line in lines)
        words = self._words_about(n_stale)
        note = tr("Sentences of your own text. Space shows a passage, Return goes there.")
        if kept.method != "extractive":
            note = tr("Written by {model}: check it. Space shows a passage, Return goes there.")
            note = note.format(model=kept.model)
        self._panel.show_summary(lines, is_points=kept.is_points, words=words, note=note)

    def _words_about(self, n_stale: int) -> str:
        """Say how far a summary is still true; nothing when it is."""
        if n_stale > 1:
            return tr("The text under %n sentences has changed since.", n_stale)
        if n_stale:
            return tr("The text under one sentence has changed since.")
        return tr("The text has changed since, though not under these.") if self._is_older else ""

    @Slot(str)
    def _show_words(self, words: str) -> None:
        self._shown = None
        self._panel.show_words(words)

    @Slot(int)
    def _on_looked_at(self, number: int) -> None:
        """Show the passage; asked again, the sentence's next one."""
        if not self.trail.look(number):
            announce(self._panel, self._panel.text.lines[number].remark)

    @Slot(int)
    def _on_gone_to(self, number: int) -> None:
        """Go to the passage; a panel that hides it goes away."""
        is_covering = self._beside.is_covering
        if not self.trail.go(number):
            announce(self._panel, self._panel.text.lines[number].remark)
        elif is_covering:
            self._panel.hide()
            self._shelf.note_shown(is_shown=False)

    # Taking

    @Slot()
    def _on_copy(self) -> None:
        if self._shown is not None:
            copy_to_clipboard(self._shown.text)
            announce(self._panel, tr("The summary is on the clipboard."))

    @Slot()
    def _on_insert(self) -> None:
        """Write the summary at the caret, one undo step; a selection stays as it is."""
        if self._shown is None:
            return
        cursor = self._editor.textCursor()
        cursor.clearSelection()
        self._editor.setTextCursor(cursor)
        self._editor.take(fitted(self._shown.text, cursor, is_alone=self._shown.is_points))
        self._editor.setFocus()

    # Another document

    @Slot(object)
    def _on_edited(self, snapshot: Snapshot) -> None:
        """Begin anew with another document."""
        if snapshot.cause is Cause.OPENED:
            self.forget()
            self._panel.hide()
            self.trail.mark.clear()
            self._shelf.begin()

    @Slot(object)
    def _on_found(self, kept: KeptSummaries) -> None:
        """Show what stands beside the document where it was shown."""
        if kept.is_shown and self._panel.isHidden():
            newest = kept.summaries[0]
            self._panel.scope.choose(newest.scope)
            self._panel.length.choose(newest.length)
            self._panel.form.choose("points" if newest.is_points else "prose")
            self._show_panel()
            self._show(newest)

    def _show_panel(self) -> None:
        self._panel.show()
        self._shelf.note_shown(is_shown=True)

    def _wire(self) -> None:
        panel, making = self._panel, self._making
        panel.asked.connect(self._on_asked)
        panel.again_asked.connect(self._on_again)
        panel.cancelled.connect(self._on_cancelled)
        panel.closed.connect(self.close)
        panel.copy_asked.connect(self._on_copy)
        panel.insert_asked.connect(self._on_insert)
        panel.text.looked_at.connect(self._on_looked_at)
        panel.text.gone_to.connect(self._on_gone_to)
        making.progressed.connect(panel.show_progress)
        making.section_found.connect(self._on_section_found)
        making.made.connect(self._on_made)
        making.failed.connect(self._show_words)
        self.trail.changed.connect(self._refresh)
        self._editor.edited.connect(self._on_edited)
        self._shelf.found.connect(self._on_found)
        self._shelf.forgot.connect(self.forget)


def fitted(text: str, cursor: QTextCursor, *, is_alone: bool) -> str:
    """Give a text with the space that it needs around it at a caret.

    Args:
        is_alone: it must stand in paragraphs of its own: points would swallow what follows.
    """
    document, place = cursor.document(), cursor.position()
    before = "" if cursor.atBlockStart() else document.characterAt(place - 1)
    after = "" if cursor.atBlockEnd() else document.characterAt(place)
    if is_alone:
        return ("\n\n" if before else "") + text + ("\n\n" if after else "")
    head = " " if before and not before.isspace() else ""
    tail = " " if after and not after.isspace() else ""
    return head + text + tail

"""Summarise the document on the page: ask the worker, show, follow, keep.

GUI thread. May import: Qt, its siblings, assist, documents.
"""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextCursor

from writer_app.assist.messages import (
    Cause,
    Failure,
    Message,
    ModelState,
    SectionFound,
    Snapshot,
    Status,
    SummaryProgress,
    SummaryReady,
)
from writer_app.assist.summarize import Length, Summary
from writer_app.assist.summary_task import section_summary_task, summary_task
from writer_app.assist.worker import Task
from writer_app.documents.sidecar import (
    KeptSentence,
    KeptSummaries,
    KeptSummary,
    digest_of,
    passage_of,
)
from writer_app.ui.announce import announce
from writer_app.ui.bridge import Bridge
from writer_app.ui.desk import Desk
from writer_app.ui.editor import Editor
from writer_app.ui.keeping import Keeping
from writer_app.ui.passage_trail import PassageTrail
from writer_app.ui.side_column import PageAndColumn
from writer_app.ui.summary_panel import SummaryPanel
from writer_app.ui.summary_shelf import SummaryShelf
from writer_app.ui.summary_text import SummaryLine, copy_to_clipboard
from writer_app.ui.text_map import TextMap
from writer_app.ui.theme import Theme
from writer_app.ui.translation import mark, tr, translated

_LENGTHS = {"short": Length.SHORT, "medium": Length.MEDIUM, "long": Length.LONG}
_EMPTY = {
    "selection": mark("Select some text on the page, and its summary comes here."),
    "section": mark("This section is empty; put the caret into one with text."),
    "document": mark("Nothing is written yet; once there is, its summary comes here."),
}
_NO_PROSE = mark("There are no sentences here to summarise; choose another part of the text.")


@dataclass(slots=True)
class _Asked:
    """What the worker was asked: the text of that moment and the part to summarise."""

    task_id: int
    scope: str
    length: str
    is_points: bool
    text: str
    start: int
    end: int


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
        self._bridge = bridge
        self._panel = panel
        self._shelf = SummaryShelf(desk, keeping)
        self._beside = beside
        self._blocklist = blocklist
        self._status = Status(ModelState.LOADING)
        self._asked: _Asked | None = None
        self._shown: KeptSummary | None = None
        self.trail = PassageTrail(editor, theme)
        self._wire()

    @property
    def shown(self) -> KeptSummary | None:
        """Give the summary that stands in the panel."""
        return self._shown

    @property
    def is_running(self) -> bool:
        """Tell whether a summary is being made."""
        return self._asked is not None

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
        self._cancel()
        self.trail.mark.clear()
        had_focus = self._has_focus()
        self._panel.hide()
        if had_focus:
            self._editor.setFocus()
        self._shelf.note_shown(is_shown=False)

    def forget(self) -> None:
        """Forget all summaries of this document; what is kept elsewhere is not touched."""
        self._cancel()
        self._shelf.forget()
        self._shown = None
        self.trail.follow(())
        self._panel.show_words("")

    def _has_focus(self) -> bool:
        """Tell whether the keyboard is in the panel."""
        focused = self._panel.window().focusWidget()
        return focused is not None and self._panel.isAncestorOf(focused)

    # What the panel asks for

    @Slot()
    def _on_asked(self) -> None:
        """Show what is kept for these choices, else summarise."""
        self._cancel()
        is_whole = self._panel.scope.value == "document"
        kept = self._kept_for("document", "") if is_whole else None
        if kept is not None:
            self._show(kept)
        else:
            self._on_again()

    @Slot()
    def _on_again(self) -> None:
        """Summarise anew."""
        self._cancel()
        if self._status.state in (ModelState.MISSING, ModelState.FAILED):
            self._show_words(translated(self._status.advice))
            return
        scope, text_map = self._panel.scope.value, TextMap(self._editor.document())
        start, end = self._part(scope, text_map)
        if not text_map.text[start:end].strip():
            self._show_words(tr(_EMPTY[scope]))
            return
        self._start(scope, text_map, start, end)

    def _part(self, scope: str, text_map: TextMap) -> tuple[int, int]:
        """Give the part of the text to read; a section is found by the worker."""
        cursor = self._editor.textCursor()
        if scope != "selection":
            return 0, len(text_map.text)
        return text_map.index_of(cursor.selectionStart()), text_map.index_of(cursor.selectionEnd())

    def _start(self, scope: str, text_map: TextMap, start: int, end: int) -> None:
        length, is_points = self._panel.length.value, self._panel.form.value == "points"
        caret = text_map.index_of(self._editor.textCursor().position())
        text, wanted = text_map.text, _LENGTHS[length]
        part = text if (start, end) == (0, len(text)) else text[start:end]

        def make(task_id: int) -> Task:
            if scope == "section":
                return section_summary_task(
                    task_id, text, caret, wanted, is_points=is_points, blocklist=self._blocklist
                )
            return summary_task(
                task_id, part, wanted, is_points=is_points, blocklist=self._blocklist
            )

        self._panel.show_progress(0.0)
        task_id = self._bridge.start_task(make)
        self._asked = _Asked(task_id, scope, length, is_points, text, start, end)

    @Slot()
    def _on_cancelled(self) -> None:
        self._cancel()
        if self._shown is not None:
            self._show(self._shown)
        else:
            self._show_words(tr("Stopped; nothing was changed."))

    def _cancel(self) -> None:
        if self._asked is not None:
            self._bridge.cancel_task(self._asked.task_id)
            self._asked = None

    def _kept_for(self, scope: str, digest: str) -> KeptSummary | None:
        """Find a kept summary of what is chosen."""
        length, is_points = self._panel.length.value, self._panel.form.value == "points"
        return self._shelf.find(scope, length, is_points=is_points, digest=digest)

    # What the worker tells

    @Slot(object)
    def _on_message(self, message: Message) -> None:
        asked = self._asked
        if asked is None or isinstance(message, Status) or message.request_id != asked.task_id:
            return
        if isinstance(message, SummaryProgress):
            self._panel.show_progress(message.share, message.text)
        elif isinstance(message, SectionFound):
            self._on_section(asked, message)
        elif isinstance(message, SummaryReady):
            self._asked = None
            self._on_ready(asked, message.summary)
        elif isinstance(message, Failure):
            self._asked = None
            self._show_words(translated(message.advice))

    def _on_section(self, asked: _Asked, found: SectionFound) -> None:
        """Note which part it is; one that was summarised before need not be again."""
        asked.start, asked.end = found.start, found.end
        kept = self._kept_for("section", digest_of(asked.text[found.start : found.end]))
        if kept is not None:
            self._cancel()
            self._show(kept)

    def _on_ready(self, asked: _Asked, summary: Summary) -> None:
        if not summary.sentences:
            self._show_words(tr(_NO_PROSE))
            return
        kept = self._as_kept(asked, summary)
        self._shelf.add(kept)
        self._shelf.note_shown(is_shown=True)
        self._show(kept)
        n = len(kept.sentences)
        words = tr("The summary is ready: one sentence.") if n == 1 else ""
        announce(self._panel, words or tr("The summary is ready: %n sentences.", n))

    def _as_kept(self, asked: _Asked, summary: Summary) -> KeptSummary:
        """Tie each sentence to its passages in the document as it was read."""
        sentences = tuple(
            KeptSentence(
                " ".join(one.text.split()),
                tuple(
                    passage_of(asked.text, asked.start + start, asked.start + end)
                    for start, end in one.sources
                ),
            )
            for one in summary.sentences
        )
        digest = digest_of(asked.text[asked.start : asked.end])
        made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        return KeptSummary(
            asked.scope, digest, asked.length, asked.is_points,
            summary.method, summary.model, made_at, summary.text, sentences,
        )  # fmt: skip

    # Showing

    def _show(self, kept: KeptSummary) -> None:
        """Show a summary and follow its passages."""
        self._shown = kept
        self.trail.follow(kept.sentences)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Tell which sentences still hold."""
        kept = self._shown
        if kept is None or self._asked is not None:
            return
        lines = [
            SummaryLine(one.text, bool(one.passages), self.trail.is_stale(number))
            for number, one in enumerate(kept.sentences)
        ]
        n_stale = sum(line.is_stale for line in lines)
        words = tr("The text under one sentence has changed since.") if n_stale == 1 else ""
        if n_stale > 1:
            words = tr("The text under %n sentences has changed since.", n_stale)
        note = tr("Sentences of your own text. Space shows a passage, Return goes there.")
        if kept.method != "extractive":
            note = tr("Written by {model}: check it. Space shows a passage, Return goes there.")
            note = note.format(model=kept.model)
        self._panel.show_summary(lines, is_points=kept.is_points, words=words, note=note)

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

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        self._status = status

    def _wire(self) -> None:
        panel = self._panel
        panel.asked.connect(self._on_asked)
        panel.again_asked.connect(self._on_again)
        panel.cancelled.connect(self._on_cancelled)
        panel.closed.connect(self.close)
        panel.copy_asked.connect(self._on_copy)
        panel.insert_asked.connect(self._on_insert)
        panel.text.looked_at.connect(self._on_looked_at)
        panel.text.gone_to.connect(self._on_gone_to)
        self.trail.changed.connect(self._refresh)
        self._editor.edited.connect(self._on_edited)
        self._shelf.found.connect(self._on_found)
        self._shelf.forgot.connect(self.forget)
        self._bridge.task_message.connect(self._on_message)
        self._bridge.status_changed.connect(self._on_status)


def fitted(text: str, cursor: QTextCursor, *, is_alone: bool) -> str:
    """Give a text with the space that it needs around it at a caret.

    Args:
        is_alone: it must stand in paragraphs of its own.
    """
    block, place = cursor.block().text(), cursor.positionInBlock()
    before, after = block[:place], block[place:]
    gap = "\n" if is_alone else " "
    head = gap if before and not before.endswith((" ", "\u00a0")) else ""
    tail = gap if after and not after.startswith((" ", "\u00a0")) else ""
    return head + text + tail

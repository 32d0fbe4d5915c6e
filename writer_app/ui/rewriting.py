"""Rewrite a part of the text: ask, show, let the writer choose, and only then change it.

Joins the worker's task, the review of its changes and the view over the page. Until the
writer keeps something the document is not touched; if it changes by any other hand,
nothing is applied. GUI thread. May import: Qt, its siblings, assist.
"""

import dataclasses

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from writer_app.assist.messages import (
    Cause,
    Failure,
    Message,
    RewriteProgress,
    RewriteReady,
    Snapshot,
    Status,
)
from writer_app.assist.rewriting.task import rewrite_task
from writer_app.assist.rewriting.wish import MAX_VARIANTS, RewriteWish, Style, obstacle, role_of
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.deeds import Purpose
from writer_app.engine.model import ModelInfo
from writer_app.ui.announce import announce
from writer_app.ui.bridge import Bridge
from writer_app.ui.diff_view import DiffView
from writer_app.ui.diff_words import announced, hints_of, note_of
from writer_app.ui.editor import Editor
from writer_app.ui.keymap import Action
from writer_app.ui.rewrite_styles import words_of_style
from writer_app.ui.rewrite_target import NoTarget, find_target
from writer_app.ui.rewrite_work import RewriteWork
from writer_app.ui.translation import mark, tr, translated

STREAM_MS = 60
"""Least time between two looks at what has been written so far."""
_NO_TARGET = {
    NoTarget.EMPTY: mark("Nothing to rewrite here: select some words, or go to a sentence."),
    NoTarget.CODE: mark("The caret is in code, which stays as it is; select it to rewrite it."),
}
_STALE = mark("The text changed meanwhile, so nothing was applied.")


class Rewriting(QObject):
    """The rewritings of one editor, one at a time.

    Signals:
        told(str): a line for the writer about what came of it.
        refused(str): a line about why nothing can come, and what to do about it.
        model_wanted(str): the same, where another model could do it.
        started(): a diff comes over the page.
        finished(): it is gone, whatever came of it.

    Thread: GUI.
    """

    told = Signal(str)
    refused = Signal(str)
    model_wanted = Signal(str)
    started = Signal()
    finished = Signal()

    def __init__(self, editor: Editor, bridge: Bridge, workshop: Workshop, view: DiffView) -> None:
        super().__init__()
        self._editor = editor
        self._bridge = bridge
        self._workshop = workshop
        self._view = view
        self._info: ModelInfo | None = None
        self._advice = ""
        self._work: RewriteWork | None = None
        self._progress: RewriteProgress | None = None
        self._streaming = QTimer(self, singleShot=True, interval=STREAM_MS)
        self._streaming.timeout.connect(self._show_progress)
        bridge.task_message.connect(self._on_message)
        bridge.status_changed.connect(self._on_status)
        editor.edited.connect(self._on_edited)
        view.asked.connect(self._on_asked)
        view.chosen.connect(self._on_chosen)
        view.typed.connect(self._on_typed)

    @property
    def info(self) -> ModelInfo | None:
        """Give what is known of the model that rewrites; None: nothing yet."""
        return self._info

    @property
    def is_active(self) -> bool:
        """Tell whether a diff lies over the page."""
        return self._work is not None

    def start(self, style: Style | None, instruction: str = "", language: str = "") -> None:
        """Rewrite the selection or the caret's sentence; nothing changes until it is kept.

        Args:
            style: None: as `instruction` says. language: to translate to, ISO 639-1.
        """
        self.leave()
        if self._is_hindered(style, language):
            return
        target = find_target(self._editor)
        if isinstance(target, NoTarget):
            self.told.emit(tr(_NO_TARGET[target]))
            return
        self.started.emit()
        wish = RewriteWish(
            target.text, style, instruction, language, 1, target.before, target.after
        )
        self._work = RewriteWork(wish, target)
        self._view.open(target)
        self._post(self._work)
        self._show()
        announce(self._view, self._view.bar.words)

    def leave(self) -> None:
        """Take the diff away and leave the text as it was."""
        work, self._work = self._work, None
        if work is None:
            return
        self._streaming.stop()
        self._progress = None
        if work.task_id is not None:
            self._bridge.cancel_task(work.task_id)
        self._view.close_view()
        self.finished.emit()

    def _is_hindered(self, style: Style | None, language: str) -> bool:
        """Tell, and tell why, when nothing can be rewritten now."""
        wanting = obstacle(style, self._info, language) if self._info else ""
        if self._editor.isReadOnly():
            self.refused.emit(tr("This document can only be read here."))
        elif self._advice:
            self.model_wanted.emit(translated(self._advice))
        elif wanting:
            self.model_wanted.emit(translated(wanting))
        else:
            return False
        return True

    def _post(self, work: RewriteWork) -> None:
        wish, workshop = work.wish, self._workshop
        purpose = Purpose.FIX if wish.style is Style.FIX else Purpose.REWRITE
        role = role_of(wish, self._info)
        work.task_id = self._bridge.start_task(
            lambda number: rewrite_task(number, wish, workshop), purpose, role
        )

    # What comes from elsewhere

    def _on_status(self, status: Status) -> None:
        self._info = status.for_tasks or self._info
        self._advice = status.tasks_advice
        if self._advice and self._work is not None and not self._work.reviews:
            self.leave()
            self.model_wanted.emit(translated(status.advice))

    def _on_edited(self, snapshot: Snapshot) -> None:
        """Give up when the text changes by another hand."""
        if self._work is None or snapshot.cause is Cause.MOVED:
            return
        self.leave()
        if snapshot.cause is not Cause.OPENED:
            self.told.emit(tr(_STALE))

    def _on_message(self, message: Message) -> None:
        work = self._work
        if work is None or isinstance(message, Status) or message.request_id != work.task_id:
            return
        if isinstance(message, RewriteProgress):
            self._progress = message
            if not self._streaming.isActive():
                self._streaming.start()
        elif isinstance(message, RewriteReady):
            self._end_task(work)
            self._take_answer(work, message)
        elif isinstance(message, Failure):
            self._end_task(work)
            self._take_refusal(work, message.advice)

    def _end_task(self, work: RewriteWork) -> None:
        work.task_id = None
        work.share = 1.0
        self._progress = None
        self._streaming.stop()

    def _take_answer(self, work: RewriteWork, answer: RewriteReady) -> None:
        """Show the versions that came; those known already, or changing nothing, do not count."""
        if answer.refusal:
            self._take_refusal(work, answer.refusal)
            return
        if work.is_growing:
            self._end_growth(work, answer)
            return
        work.take_versions(answer)
        if not work.reviews:
            self.leave()
            self.told.emit(tr(words_of_style(work.wish.style).nothing))
            return
        self._show_current(work)

    def _end_growth(self, work: RewriteWork, answer: RewriteReady) -> None:
        """Take the whole of a Fix of which the writer has seen the beginning."""
        work.grow(answer.rewrites[0].edits, reached=None)
        if work.review.is_decided:
            self._apply(work)
        else:
            self._show()

    def _take_refusal(self, work: RewriteWork, words: str) -> None:
        """Tell why nothing came; what came before stays."""
        work.reached = None
        if work.reviews:
            work.is_exhausted = True
            self._show()
        else:
            self.leave()
        self.refused.emit(translated(words))

    # What the writer does

    def _on_asked(self, action: Action) -> None:
        work = self._work
        if work is None:
            return
        if action is Action.DISMISS:
            self.leave()
        elif action in (Action.NEXT_ALTERNATIVE, Action.PREVIOUS_ALTERNATIVE):
            self._turn(work, 1 if action is Action.NEXT_ALTERNATIVE else -1)
        elif work.reviews:
            self._decide(work, action)

    def _decide(self, work: RewriteWork, action: Action) -> None:
        review = work.review
        if action is Action.KEEP_CHANGE:
            review.keep()
        elif action is Action.REFUSE_CHANGE:
            review.refuse()
        elif action is Action.KEEP_ALL:
            review.keep_rest()
        else:
            review.move(1 if action is Action.NEXT_CHANGE else -1)
        if review.is_decided and (action is Action.KEEP_ALL or not work.is_growing):
            self._apply(work)
            return
        self._show_current(work, is_first=False)

    def _on_typed(self, event: QKeyEvent) -> None:
        """Let whoever simply types on have the page back, the letter included."""
        self.leave()
        self._editor.keyPressEvent(event)

    def _on_chosen(self, number: int) -> None:
        if self._work is not None and self._work.reviews:
            self._work.review.choose(number)
            self._show()

    def _turn(self, work: RewriteWork, step: int) -> None:
        """Show another version; ask for more where all known ones have been seen."""
        if step > 0 and work.wants_more and work.reviews:
            if work.task_id is None:
                work.wish = dataclasses.replace(work.wish, n=MAX_VARIANTS)
                work.share = 0.0
                self._post(work)
                self._show()
        elif work.can_turn:
            work.turn(step)
            self._show_current(work)

    def _apply(self, work: RewriteWork) -> None:
        """Make what was kept part of the text, one undo step, nothing moving on the page."""
        kept, document = work.review.kept, self._editor.document()
        if not work.target.is_unmoved(document):
            self.leave()
            self.told.emit(tr(_STALE))
            return
        scrolled = self._view.page_scroll()
        self.leave()
        if not kept:
            self.told.emit(tr("Left as it was."))
            return
        places = work.target.held_edits(kept)
        self._editor.replace_each(
            [
                (place.start_u16, place.end_u16, edit.replacement)
                for place, edit in zip(places, kept, strict=True)
            ]
        )
        caret = self._editor.textCursor()
        caret.clearSelection()
        self._editor.setTextCursor(caret)
        self._editor.verticalScrollBar().setValue(scrolled)
        n = len(kept)
        announce(self._editor, tr("one change kept") if n == 1 else tr("%n changes kept", n))

    # What is seen

    def _show(self) -> None:
        """Make view and bar tell of the work as it stands."""
        work = self._work
        if work is None:
            return
        review = work.review if work.reviews else None
        # Typing may go on until there is something to decide; over a selection it would
        # replace what is selected, which nobody means by it.
        self._view.is_passing = review is None and not work.target.is_selection
        if review is not None:
            self._view.show_changes(*work.seen())
        self._view.bar.say(
            tr(words_of_style(work.wish.style).short),
            note_of(review, work.standing),
            hints_of(
                self._view.keymap,
                review,
                can_turn=work.can_turn,
                is_growing=work.is_growing,
            ),
        )
        self._view.arrange()

    def _show_current(self, work: RewriteWork, *, is_first: bool = True) -> None:
        """Show the current change, and tell a screen reader of it."""
        self._show()
        self._view.show_current()
        if work.review.is_decided:
            announce(self._view, self._view.bar.words)
        else:
            announce(self._view, announced(work.review, work.target.text, is_first=is_first))

    def _show_progress(self) -> None:
        """Show what has been written so far."""
        work, progress, self._progress = self._work, self._progress, None
        if work is None or progress is None:
            return
        work.share = progress.share
        if progress.edits and (work.is_growing or not work.reviews):
            if work.grow(progress.edits, progress.reached):
                self._show_current(work, is_first=False)
        elif not work.reviews:
            shown, waiting_u16 = work.streamed(progress)
            self._view.show_changes(shown, None, waiting_u16)
        self._show()

"""Draft on from the caret: ask the worker, show in the strip, keep what is wanted.

GUI thread. May import: Qt, its siblings, assist.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeyEvent

from writer_app.assist.drafting.brief import Brief, read_brief
from writer_app.assist.drafting.task import draft_task
from writer_app.assist.drafting.wish import DraftWish, draft_obstacle
from writer_app.assist.messages import (
    Cause,
    DraftProgress,
    DraftReady,
    Failure,
    Message,
    ModelState,
    Snapshot,
    Status,
)
from writer_app.assist.sentences import sentence_starts
from writer_app.assist.words import next_step
from writer_app.deeds import Purpose
from writer_app.ui.announce import announce
from writer_app.ui.bridge import Bridge
from writer_app.ui.draft_place import DraftPlace
from writer_app.ui.draft_strip import DraftStrip
from writer_app.ui.editor import Editor
from writer_app.ui.keymap import Keymap
from writer_app.ui.theme import Theme
from writer_app.ui.translation import mark, tr, translated

DRAFT_TOKENS = 160
"""Longest draft: a good paragraph, some 120 words."""
MOST_DRAFTS = 9
_KINDS = {"keywords": mark("as keywords"), "outline": mark("as an outline")}


@dataclass(slots=True)
class _Draft:
    """One draft.

    Attributes:
        text: all that came of it. n_taken: characters of it that were kept already.
        is_done: the worker has ended. words: why there is nothing, or no more.
    """

    text: str = ""
    n_taken: int = 0
    is_done: bool = False
    words: str = ""

    @property
    def rest(self) -> str:
        return self.text[self.n_taken :]


class Drafts(QObject):
    """The drafts of one page.

    Args:
        editor: the page. bridge: runs tasks. keymap: gives the keys in use.
        blocklist: casefolded words never to bring in.

    Thread: GUI.
    """

    def __init__(
        self,
        editor: Editor,
        bridge: Bridge,
        theme: Theme,
        keymap: Callable[[], Keymap],
        blocklist: frozenset[str],
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._bridge = bridge
        self._blocklist = blocklist
        self._status = Status(ModelState.LOADING)
        self.strip = DraftStrip(editor, theme, keymap)
        self._place = DraftPlace(editor)
        self._wish = DraftWish()
        self._drafts: list[_Draft] = []
        self._turn = 0
        self._task_id: int | None = None
        self._parts: list[int] = []
        self._seed = 0
        self._wire()

    @property
    def is_writing(self) -> bool:
        """Tell whether the worker is at a draft."""
        return self._task_id is not None

    def set_look(self, theme: Theme) -> None:
        """Change inks and faces."""
        self.strip.set_look(theme, self._editor.document().defaultFont())

    def draft(self) -> None:
        """Draft on from the caret; with a strip up, go to it."""
        if self.strip.isHidden() or self._place.is_stale:
            self._begin(Brief())
        else:
            self.strip.take_focus()

    def draft_by_brief(self) -> None:
        """Let the writer first say what the draft should say."""
        self._stand_at_caret()
        self.strip.show_text("")
        self.strip.show_brief(is_wanted=True)
        self.strip.open_at(self._place.cursor)
        self._on_brief_edited(self.strip.field.toPlainText())

    @Slot()
    def close(self) -> bool:
        """Put the strip away; what runs ends and nothing is kept.

        Returns: False when there was none.
        """
        self._cancel()
        self._drafts = []
        if self.strip.isHidden():
            return False
        had_keyboard = self.strip.has_keyboard()
        self.strip.hide()
        self._editor.set_covered(False)
        if had_keyboard:
            self._editor.setFocus()
        return True

    # Asking

    def _begin(self, brief: Brief) -> None:
        """Ask for a first draft from the caret."""
        self._stand_at_caret()
        before, after = self._place.text_around()
        self._wish = DraftWish(
            before=before,
            after=after,
            brief=brief.brief,
            keywords=brief.keywords,
            outline=brief.outline,
            max_tokens=DRAFT_TOKENS,
        )
        self.strip.show_brief(is_wanted=False)
        self.strip.show_words("")
        self.strip.show_state("")
        self.strip.show_text("")
        self.strip.open_at(self._place.cursor)
        obstacle = self._obstacle()
        if obstacle:
            self._tell(obstacle)
        else:
            self._ask()

    def _stand_at_caret(self) -> None:
        """Begin anew at the caret, at the end of what is selected."""
        self._cancel()
        self._drafts, self._parts, self._turn = [], [], 0
        self._place.stand_at_caret()
        self._editor.set_covered(True)

    def _obstacle(self) -> str:
        """Say why there can be no draft; empty: there can."""
        status, wish = self._status, self._wish
        if self._editor.isReadOnly():
            return tr("This document can only be read here.")
        if status.tasks_advice:
            return translated(status.tasks_advice)
        if wish.is_plain and not wish.before.strip():
            return tr("Write a few words first, and the draft goes on from them.")
        info = status.for_tasks
        return translated(draft_obstacle(wish, info)) if info else ""

    def _ask(self) -> None:
        """Let the worker write one more draft."""
        self._seed += 1
        wish = replace(self._wish, seed=self._seed)
        self._drafts.append(_Draft())
        self._turn = len(self._drafts) - 1
        self._task_id = self._bridge.start_task(
            lambda task_id: draft_task(task_id, wish, self._blocklist), Purpose.DRAFT
        )
        self._show()

    def _cancel(self) -> None:
        if self._task_id is not None:
            self._bridge.cancel_task(self._task_id)
            self._task_id = None
            self._drafts[-1].is_done = True

    # What the worker tells

    @Slot(object)
    def _on_message(self, message: Message) -> None:
        is_ours = not isinstance(message, Status) and message.request_id == self._task_id
        if not is_ours or not self._drafts:
            return
        draft = self._drafts[-1]
        if isinstance(message, DraftProgress):
            draft.text = message.text
        elif isinstance(message, DraftReady):
            draft.text, draft.is_done = message.text, True
            draft.words = translated(message.refusal)
            if not message.text and not message.refusal:
                draft.words = tr("Nothing came to the model here; ask for another, or write on.")
        elif isinstance(message, Failure):
            draft.is_done, draft.words = True, translated(message.advice)
        if draft.is_done:
            self._task_id = None
            announce(self.strip, draft.words or draft.rest)
        self._show()

    def _show(self) -> None:
        """Show the draft that is turned to."""
        draft = self._drafts[self._turn]
        self.strip.show_text(draft.rest)
        self.strip.show_words(draft.words)
        n, words = len(self._drafts), ""
        if n > 1:
            words = tr("{number} of {n}").format(number=self._turn + 1, n=n)
        if not draft.is_done:
            words = tr("writing\u2026")
        is_refused = bool(draft.words) and not draft.text
        self.strip.show_state(words, can_turn=draft.is_done and not is_refused)

    # What the writer does

    @Slot(str)
    def _on_kept(self, part: str) -> None:
        """Make all, a sentence or a word of the draft the writer's: one undo step."""
        if not self._drafts:
            return
        draft = self._drafts[self._turn]
        taken = {"all": draft.rest, "word": next_step(draft.rest)}.get(part)
        taken = first_sentence(draft.rest) if taken is None else taken
        if not taken:
            return
        if self._place.is_stale:
            self._tell(tr("The text here has changed, so nothing was kept; draft again."))
            return
        self._place.write(taken, is_first=not draft.n_taken)
        self._parts.append(len(taken))
        draft.n_taken += len(taken)
        if part == "all" or (draft.is_done and not draft.rest.strip()):
            self.close()
            return
        self._drafts, self._turn = [draft], 0
        if draft.is_done:
            self._cancel()
        self._show()
        self.strip.move_to(self._place.cursor)

    @Slot()
    def _on_taken_back(self) -> None:
        """Undo the last part that was kept; it stands in the strip again."""
        if not self._parts or not self._drafts or self._place.is_stale:
            return
        self._place.take_back()
        self._drafts[self._turn].n_taken -= self._parts.pop()
        self._show()
        self.strip.move_to(self._place.cursor)

    @Slot(int)
    def _on_turned(self, step: int) -> None:
        """Show another draft; past the last one, have one more written."""
        turn = self._turn + step
        if 0 <= turn < len(self._drafts):
            self._turn = turn
            self._show()
        elif step > 0 and len(self._drafts) < MOST_DRAFTS and not self._obstacle():
            self._cancel()
            if self._parts:
                self._begin(Brief(self._wish.brief, self._wish.keywords, self._wish.outline))
            else:
                self._ask()

    @Slot(str)
    def _on_briefed(self, text: str) -> None:
        """Draft by the brief; without one, simply go on."""
        brief = read_brief(text)
        obstacle = self._brief_obstacle(brief)
        if obstacle and text.strip():
            self._tell(obstacle)
        else:
            self._begin(brief)

    @Slot(str)
    def _on_brief_edited(self, text: str) -> None:
        """Say how the words are understood, and whether the model can follow them."""
        brief = read_brief(text)
        kind = "keywords" if brief.keywords else "outline" if brief.outline else ""
        self.strip.show_state(tr(_KINDS[kind]) if kind else "")
        self.strip.show_words(self._brief_obstacle(brief))

    def _brief_obstacle(self, brief: Brief) -> str:
        """Say why the model cannot follow a brief of this kind; empty: it can."""
        words = brief.brief or ("" if brief.keywords or brief.outline else "?")
        wish = DraftWish(brief=words, keywords=brief.keywords, outline=brief.outline)
        info = self._status.for_tasks
        return translated(draft_obstacle(wish, info)) if info else ""

    @Slot(object)
    def _on_key_passed(self, event: QKeyEvent) -> None:
        """Let the writer write on; the draft goes."""
        self.close()
        self._editor.setFocus()
        self._editor.keyPressEvent(event)

    @Slot()
    def _on_composed(self) -> None:
        """Let the writer write on, as `_on_key_passed`."""
        self.close()
        self._editor.setFocus()

    @Slot(object)
    def _on_edited(self, snapshot: Snapshot) -> None:
        if snapshot.cause is Cause.OPENED:
            self.close()
        elif not self.strip.isHidden():
            self.strip.place()

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        self._status = status

    def _tell(self, words: str) -> None:
        self.strip.show_words(words)
        announce(self.strip, words)

    def _wire(self) -> None:
        strip = self.strip
        strip.kept.connect(self._on_kept)
        strip.taken_back.connect(self._on_taken_back)
        strip.turned.connect(self._on_turned)
        strip.discarded.connect(self.close)
        strip.briefed.connect(self._on_briefed)
        strip.brief_edited.connect(self._on_brief_edited)
        strip.key_passed.connect(self._on_key_passed)
        strip.composed.connect(self._on_composed)
        self._editor.edited.connect(self._on_edited)
        self._bridge.task_message.connect(self._on_message)
        self._bridge.status_changed.connect(self._on_status)


def first_sentence(text: str) -> str:
    """Give the first sentence of a text, the space before it but not the one after it.

    Example: first_sentence(" It was. Then no.") -> " It was."
    """
    head = len(text) - len(text.lstrip())
    starts = [start for start in sentence_starts(text[head:]) if start]
    return text[: head + starts[0]].rstrip() if starts else text

"""Have the worker summarise a document, and tie what comes of it to the document.

GUI thread. May import: Qt, its siblings, assist, documents.
"""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from writer_app.assist.messages import (
    Failure,
    Message,
    ModelState,
    SectionFound,
    Status,
    SummaryProgress,
    SummaryReady,
)
from writer_app.assist.roles import Role
from writer_app.assist.summarize import Length, Summary
from writer_app.assist.summary_task import section_summary_task, summary_task
from writer_app.assist.worker import Task
from writer_app.deeds import Purpose
from writer_app.documents.sidecar import KeptSentence, KeptSummary, digest_of, passage_of
from writer_app.errors import ModelCorrupt, ModelMissing
from writer_app.ui.bridge import Bridge
from writer_app.ui.editor import Editor
from writer_app.ui.text_map import TextMap
from writer_app.ui.translation import mark, tr, translated

_LENGTHS = {"short": Length.SHORT, "medium": Length.MEDIUM, "long": Length.LONG}
_GONE = (ModelMissing.__name__, ModelCorrupt.__name__)
_EMPTY = {
    "selection": mark("Select some text on the page, and its summary comes here."),
    "section": mark("This section is empty; put the caret into one with text."),
    "document": mark("Nothing is written yet; once there is, its summary comes here."),
}
_NO_PROSE = mark("There are no sentences here to summarise; choose another part of the text.")


@dataclass(frozen=True, slots=True)
class SummaryWish:
    """What is wanted.

    Attributes:
        scope: "selection", "section" or "document". length: "short", "medium" or "long".
    """

    scope: str
    length: str
    is_points: bool


@dataclass(slots=True)
class _Asked:
    """What the worker was asked: the text of that moment and the part to summarise.

    Attributes:
        caret: in code points. is_modelless: no model does it.
    """

    task_id: int
    wish: SummaryWish
    text: str
    start: int
    end: int
    caret: int
    is_modelless: bool = False


class SummaryMaking(QObject):
    """The summary that is being made of one page, at most one at a time.

    Signals:
        progressed(float, str): share of the work, and what a model has written so far.
        section_found(str): the digest of the section that is about to be read.
        made(KeptSummary): it is done. failed(str): why there is none, in words.

    Thread: GUI.
    """

    progressed = Signal(float, str)
    section_found = Signal(str)
    made = Signal(object)
    failed = Signal(str)

    def __init__(self, editor: Editor, bridge: Bridge, blocklist: frozenset[str]) -> None:
        super().__init__(editor)
        self._editor = editor
        self._bridge = bridge
        self._blocklist = blocklist
        self._status = Status(ModelState.LOADING)
        self._asked: _Asked | None = None
        bridge.task_message.connect(self._on_message)
        bridge.status_changed.connect(self._on_status)

    @property
    def is_running(self) -> bool:
        """Tell whether one is being made."""
        return self._asked is not None

    def begin(self, wish: SummaryWish) -> None:
        """Have one made; what can be said at once is told before this returns."""
        self.cancel()
        text_map = TextMap(self._editor.document())
        start, end = self._part(wish.scope, text_map)
        if not text_map.text[start:end].strip():
            self.failed.emit(tr(_EMPTY[wish.scope]))
            return
        self.progressed.emit(0.0, "")
        caret = text_map.index_of(self._editor.textCursor().position())
        # Sentences of the text's own need no model.
        role = Role.NONE if self._status.tasks_advice else Role.TASKS
        self._start(_Asked(0, wish, text_map.text, start, end, caret), role)

    def cancel(self) -> None:
        """End the one that is being made."""
        if self._asked is not None:
            self._bridge.cancel_task(self._asked.task_id)
            self._asked = None

    def _part(self, scope: str, text_map: TextMap) -> tuple[int, int]:
        """Give the part of the text to read; a section is found by the worker."""
        cursor = self._editor.textCursor()
        if scope != "selection":
            return 0, len(text_map.text)
        return text_map.index_of(cursor.selectionStart()), text_map.index_of(cursor.selectionEnd())

    def _start(self, asked: _Asked, role: Role) -> None:
        wish, text = asked.wish, asked.text
        length, is_points, blocklist = _LENGTHS[wish.length], wish.is_points, self._blocklist

        def make(task_id: int) -> Task:
            if wish.scope == "section":
                return section_summary_task(
                    task_id, text, asked.caret, length, is_points=is_points, blocklist=blocklist
                )
            part = text[asked.start : asked.end]
            return summary_task(task_id, part, length, is_points=is_points, blocklist=blocklist)

        asked.task_id = self._bridge.start_task(make, Purpose.SUMMARY, role)
        asked.is_modelless = role is Role.NONE
        self._asked = asked

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        self._status = status

    @Slot(object)
    def _on_message(self, message: Message) -> None:
        asked = self._asked
        if asked is None or isinstance(message, Status) or message.request_id != asked.task_id:
            return
        if isinstance(message, SummaryProgress):
            self.progressed.emit(message.share, message.text)
        elif isinstance(message, SectionFound):
            asked.start, asked.end = message.start, message.end
            self.section_found.emit(part_digest(asked.text[asked.start : asked.end]))
        elif isinstance(message, SummaryReady):
            self._asked = None
            self._tell(asked, message.summary)
        elif isinstance(message, Failure) and self._can_do_without(message, asked):
            self._start(asked, Role.NONE)
        elif isinstance(message, Failure):
            self._asked = None
            self.failed.emit(translated(message.advice))

    @staticmethod
    def _can_do_without(failure: Failure, asked: _Asked) -> bool:
        """Tell whether what failed is the model alone."""
        return failure.kind in _GONE and not asked.is_modelless

    def _tell(self, asked: _Asked, summary: Summary) -> None:
        if summary.sentences:
            self.made.emit(_tied(asked, summary))
        else:
            self.failed.emit(tr(_NO_PROSE))


def part_digest(text: str) -> str:
    """Give what tells the text of a summary from another; empty lines at its ends do not."""
    return digest_of(text.strip())


def _tied(asked: _Asked, summary: Summary) -> KeptSummary:
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
    return KeptSummary(
        scope=asked.wish.scope,
        digest=part_digest(asked.text[asked.start : asked.end]),
        length=asked.wish.length,
        is_points=asked.wish.is_points,
        method=summary.method,
        model=summary.model,
        made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        text=summary.text,
        sentences=sentences,
    )

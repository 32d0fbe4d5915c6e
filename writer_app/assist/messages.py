"""All that crosses between the GUI thread and the worker, frozen.

Only str, int, float, bool, enums and tuples of them; never arrays or widgets.
May import: assist.fix.revision, assist.summarize, engine.model. Thread: any.
"""

import dataclasses
from dataclasses import dataclass
from enum import Enum

from writer_app.assist.fix.revision import Edit
from writer_app.assist.summarize import Summary
from writer_app.engine.model import ModelInfo


class Cause(Enum):
    """What the writer did that led to a snapshot."""

    TYPED = "typed"  # letters came in by key or input method
    DELETED = "deleted"  # Backspace, Delete, cut
    MOVED = "moved"  # the caret went elsewhere, no text changed
    UNDONE = "undone"  # undo or redo
    PASTED = "pasted"  # paste, drop, or a program changed the text
    ACCEPTED = "accepted"  # ghost text was taken, whole or by word
    OPENED = "opened"  # a document was shown
    RESTORED = "restored"  # a text that was kept is back on the page


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The text around the caret at one moment.

    Attributes:
        revision: rises by one with every change of text or caret; one document each.
        before: text before the caret, line feeds between paragraphs, from a
            paragraph's start at least 8,000 characters back (or the document's start).
        after: text after the caret, up to 2,000 characters.
        cause: what happened.
        is_composing: an input method is at work.
        has_selection: some text is selected.
        is_code: the caret stands in a code block or in front matter.
    """

    revision: int
    before: str
    after: str
    cause: Cause
    is_composing: bool = False
    has_selection: bool = False
    is_code: bool = False


class RequestKind(Enum):
    """What the worker is asked for; the lane follows from it."""

    GHOST = "ghost"  # lane "ghost": a newer one replaces an unread one
    ALTERNATIVES = "alternatives"  # lane "ghost"
    PREFETCH = "prefetch"  # lane "background": what would follow the ghost shown


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the worker.

    Attributes:
        request_id: rises by one; unique in a session.
        revision: of the snapshot it was asked for (PREFETCH: of the snapshot that showed
            the ghost; `before` then already holds the ghost).
        n: answers wanted (ALTERNATIVES).
        is_asked: the writer asked by key: thresholds do not apply.
        threshold: least probability of the first word.
        max_words: longest ghost wanted, in words.
        may_leave: the text may be sent to another machine that the writer switched on.
        document: tells the texts of a window apart, whose phrases are learnt; 0: of none.
    """

    request_id: int
    revision: int
    kind: RequestKind
    before: str
    after: str
    threshold: float
    n: int = 1
    is_asked: bool = False
    max_words: int = 24
    may_leave: bool = False
    document: int = 0


@dataclass(frozen=True, slots=True)
class Timings:
    """Where the time of one answer went, in ms from the worker taking it."""

    first_token_ms: float
    total_ms: float
    n_tokens: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The worker's answer; `texts` is empty when silence is better.

    Attributes:
        texts: shaped ghost texts, best first (one unless ALTERNATIVES).
        probabilities: of each text's first word, same length.
        is_final: False while streaming: a later message carries more of the same text
            (each partial text is a prefix of the next).
    """

    request_id: int
    revision: int
    kind: RequestKind
    texts: tuple[str, ...]
    probabilities: tuple[float, ...]
    timings: Timings
    is_final: bool = True


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that could not be answered; the next one may be.

    Attributes:
        kind: name of the error's class. advice: one line for the writer.
    """

    request_id: int
    kind: str
    advice: str


class ModelState(Enum):
    """How the model is, for the status line."""

    LOADING = "loading"
    READY = "ready"
    MISSING = "missing"  # no usable model: typing is fine, no ghosts
    FAILED = "failed"  # it broke down while running
    ASIDE = "aside"  # it made room in memory for another one's work; it comes back


@dataclass(frozen=True, slots=True)
class Status:
    """How the models are.

    Attributes:
        state: of the model for ghosts. info: of that one, set when READY. advice: in words,
            when there is none.
        tasks: of the model for rewrites, summaries and drafts, known before it is loaded
            (its device then is empty); None: it is the one for ghosts.
        away_ghosts, away_tasks: of those on another machine, while it can be asked; for
            texts that may leave this one.
    """

    state: ModelState
    info: ModelInfo | None = None
    advice: str = ""
    tasks: ModelInfo | None = None
    away_ghosts: ModelInfo | None = None
    away_tasks: ModelInfo | None = None

    def seen_by(self, *, may_leave: bool) -> "Status":
        """Give how the models are for one document.

        Args:
            may_leave: its text may be sent to another machine.
        """
        plain = dataclasses.replace(self, away_ghosts=None, away_tasks=None)
        if not may_leave:
            return plain
        if self.away_ghosts is not None:
            info, tasks = self.away_ghosts, self.tasks or self.info
            plain = dataclasses.replace(
                plain, state=ModelState.READY, info=info, advice="", tasks=tasks
            )
        return dataclasses.replace(plain, tasks=self.away_tasks or plain.tasks)

    @property
    def for_tasks(self) -> ModelInfo | None:
        """Give what is known of the model that does tasks."""
        return self.tasks or self.info

    @property
    def tasks_advice(self) -> str:
        """Say why no task can run; empty: none of them is hindered by a missing model."""
        is_gone = self.state in (ModelState.MISSING, ModelState.FAILED)
        return self.advice if is_gone and self.tasks is None else ""


@dataclass(frozen=True, slots=True)
class SummaryProgress:
    """How far a summary has come.

    Attributes:
        share: of the work, 0..1, never falling.
        text: the summary so far, while an instruct model writes it; else empty.
    """

    request_id: int
    share: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class SectionFound:
    """Where the section to be summarised stands, in code points of the document."""

    request_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SummaryReady:
    """A summary is done; without sentences when the text holds no prose."""

    request_id: int
    summary: Summary


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One rewriting of a text.

    Attributes:
        text: the whole of it. edits: applied to the text asked for they give `text`
            exactly; in order, apart, counted in its code points; none when it stays.
    """

    text: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class RewriteProgress:
    """A rewriting under way.

    Attributes:
        variant: index of the one being written. text: what of it is settled, cleaned; a
            later message may change its last words; empty for very long texts.
        share: of the whole work, 0..1, never falling.
        edits: of a Fix: those that are certain by now, with their reasons; a later message
            holds them too. reached: index of the text up to which it has been looked at.
    """

    request_id: int
    variant: int
    text: str
    share: float = 0.0
    edits: tuple[Edit, ...] = ()
    reached: int = 0


@dataclass(frozen=True, slots=True)
class RewriteReady:
    """The rewritings of a text, best first, all different.

    Attributes:
        rewrites: one equal to the text, without edits, when nothing is to be changed;
            none when refused. refusal: why, in one line for the writer; else empty.
        note: what else the writer should know, e.g. of passages that stayed; else empty.
    """

    request_id: int
    rewrites: tuple[Rewrite, ...]
    refusal: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DraftProgress:
    """A draft under way: `text` is what of it is settled, each a start of the next."""

    request_id: int
    text: str


@dataclass(frozen=True, slots=True)
class DraftReady:
    """A whole draft.

    Attributes:
        text: exact characters to insert at the caret; empty when refused.
        n_tokens: the model's. refusal: why there is none, in one line; else empty.
    """

    request_id: int
    text: str
    n_tokens: int
    refusal: str = ""


Message = (
    Suggestion
    | Failure
    | Status
    | SummaryProgress
    | SectionFound
    | SummaryReady
    | RewriteProgress
    | RewriteReady
    | DraftProgress
    | DraftReady
)


@dataclass(frozen=True, slots=True)
class Ghost:
    """Text that may stand at the caret, not yet the writer's.

    Attributes:
        text: exact characters to insert at the caret.
        probability: of its first word.
        revision: of the snapshot it belongs to.
        index, n: which of how many alternatives.
        is_fresh: it came from a model run for this very revision (not from the cache
            and not typed through).
        is_asked: the writer asked for it by key: it may take more room.
    """

    text: str
    probability: float
    revision: int
    index: int = 0
    n: int = 1
    is_fresh: bool = False
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What the bridge does next; every call of the session gives one, in full.

    Attributes:
        ghost: what stands at the caret from now on (None: nothing).
        request: post this to the worker now.
        cancel: raise the stop flag of this request id.
        wake_ms: call `session.on_wake` at this moment (same clock as `now_ms`).
        reason: why nothing shows, a fixed word for traces and tests ("typing",
            "selection", "threshold"...), never text of the writer.
    """

    ghost: Ghost | None = None
    request: Request | None = None
    cancel: int | None = None
    wake_ms: float | None = None
    reason: str = ""

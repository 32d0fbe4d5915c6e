"""What to show, to ask and to give up: the decisions of one editor.

Pure: no clock, no thread, no I/O; the caller passes the time of one monotonic clock
and carries out each `Decision`. A ghost is bound to the text it was given for, so one
of an older text can never be seen. May import: assist, engine.model. Thread: any one.
"""

from writer_app.assist.cache import Reply, ReplyCache
from writer_app.assist.decency import Decency
from writer_app.assist.manners import Backoff, Manners, Mode, show_gate_ms
from writer_app.assist.messages import (
    Cause,
    Decision,
    Failure,
    Ghost,
    Message,
    ModelState,
    Request,
    RequestKind,
    Snapshot,
    Status,
    Suggestion,
)
from writer_app.assist.offer import Offer, kept_offer, offer_of, typed_since
from writer_app.assist.plain_signs import begins_with
from writer_app.assist.questions import Questions
from writer_app.assist.silence import Quiet, reason_of_language, reason_of_place
from writer_app.assist.words import next_step
from writer_app.engine.model import ModelInfo

__all__ = ["Manners", "Mode", "Session"]

_N_ALTERNATIVES = 3
# A caret that came to rest in a text: the model may read on from there, once it has
# stood for longer than a held arrow key repeats (30-250 ms on common systems).
_AT_REST = ("moved", "opened")
_REST_MS = 300.0


class Session:
    """Decide for one editor; every public call returns one whole `Decision`.

    Args:
        manners: the writer's wishes. blocklist: casefolded words never to show.
    """

    def __init__(self, manners: Manners, blocklist: frozenset[str] = frozenset()) -> None:
        self._manners = manners
        self._decency = Decency(blocklist)
        self._cache = ReplyCache()
        self._backoff = Backoff()
        self._quiet = Quiet()
        self._state = ModelState.LOADING
        self._info: ModelInfo | None = None
        self._snapshot: Snapshot | None = None
        self._offer: Offer | None = None
        self._running: Request | None = None
        self._prefetch: Request | None = None
        self._questions = Questions()
        self._latency_ms: float | None = None
        self._asked_at_ms = 0.0
        self._show_at_ms = 0.0
        self._ask_at_ms: float | None = None
        self._read_at_ms: float | None = None
        self._turn = 0
        self._is_peeking = False
        self._reason = "loading"
        self._visible: Ghost | None = None
        self._shown_at_ms = 0.0
        self._to_post: Request | None = None
        self._to_cancel: int | None = None

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Give all the answers to choose from, best first; `Ghost.index` is among them."""
        return self._offer.texts if self._offer and self._visible else ()

    def new_id(self) -> int:
        """Give a task a number that no request has."""
        return self._questions.new_id()

    def on_edit(self, snapshot: Snapshot, now_ms: float) -> Decision:
        """Take the editor's newest snapshot; every one, in order."""
        old, self._snapshot = self._snapshot, snapshot
        if old is not None and _is_same_place(old, snapshot):
            return self._decide(now_ms)
        typed = typed_since(old.before, snapshot.before) if old is not None else None
        self._note_outcome(snapshot.cause, typed, now_ms)
        self._quiet = self._quiet.after(snapshot.cause, typed)
        self._ask_at_ms = self._read_at_ms = None
        self._follow(now_ms)
        return self._decide(now_ms)

    def on_message(self, message: Message, now_ms: float) -> Decision:
        """Take a message of the worker; one for a request given up changes nothing."""
        if isinstance(message, Status):
            self._take_status(message, now_ms)
        elif isinstance(message, Failure):
            self._take_failure(message)
        elif isinstance(message, Suggestion):
            if message.kind is RequestKind.PREFETCH:
                self._take_prefetched(message)
            else:
                self._take_answer(message, now_ms)
        return self._decide(now_ms)

    def on_wake(self, now_ms: float) -> Decision:
        """Act at the moment that an earlier decision named."""
        if self._ask_at_ms is not None and now_ms >= self._ask_at_ms:
            self._ask_at_ms = None
            if not self._silence(now_ms):
                self._ask(now_ms, gate_ms=0.0)
        if self._read_at_ms is not None and now_ms >= self._read_at_ms:
            self._read_at_ms = None
            if self._silence(now_ms) in _AT_REST:
                self._look_ahead("")
        return self._decide(now_ms)

    def ask_now(self, snapshot: Snapshot, now_ms: float, n: int = 1) -> Decision:
        """Answer the writer's key: no threshold; n > 1 gives alternatives.

        A ghost that stands stays until there is an answer, so that nothing flickers.
        """
        self._snapshot = snapshot
        self._quiet = Quiet("")
        self._ask_at_ms = None
        self._turn = 0
        self._offer = self._offer.moved_to(snapshot) if self._offer else None
        if self._is_hindered():
            self._drop_offer()
        else:
            self._ask(now_ms, gate_ms=0.0, is_asked=True, n=n)
        return self._decide(now_ms)

    def cycle(self, step: int, now_ms: float) -> Decision:
        """Show another alternative; ask for some when none are known yet."""
        if self._offer is not None and len(self._offer.texts) > 1:
            self._offer = self._offer.turned(step)
        elif not self._is_choosing() and not self._is_hindered():
            self._turn = step
            self._ask(now_ms, gate_ms=0.0, is_asked=True, n=_N_ALTERNATIVES)
        return self._decide(now_ms)

    def dismiss(self, now_ms: float) -> Decision:
        """Hide the ghost and stay silent until the next word."""
        if self._visible is not None and self._snapshot is not None:
            self._backoff.note_dismissed(now_ms)
            self._cache.discard(self._snapshot.before, self._snapshot.after)
        self._quiet = self._quiet.dismissed()
        self._ask_at_ms = None
        self._go_silent("dismissed")
        return self._decide(now_ms)

    def peek(self, is_held: bool, now_ms: float) -> Decision:
        """Take the peek key going down or up; it means something in peek mode only."""
        if self._manners.mode is Mode.PEEK and is_held != self._is_peeking:
            self._is_peeking = is_held
            if not is_held:
                self._go_silent("peek")
            elif not self._is_hindered():
                self._ask(now_ms, gate_ms=0.0, is_asked=True)
        return self._decide(now_ms)

    def set_manners(self, manners: Manners, now_ms: float) -> Decision:
        """Take new wishes; they hold from this moment."""
        if (manners.threshold, manners.max_words) != (
            self._manners.threshold,
            self._manners.max_words,
        ):
            self._cache.clear()
        self._manners = manners
        self._is_peeking = False
        self._ask_at_ms = None
        self._drop_offer()
        self._follow(now_ms)
        return self._decide(now_ms)

    # What came in

    def _note_outcome(self, cause: Cause, typed: str | None, now_ms: float) -> None:
        """Learn whether the ghost that stood was welcome."""
        ghost = self._visible
        if ghost is None or typed is None:
            return
        if cause is Cause.ACCEPTED:
            self._backoff.note_taken()
        elif cause is Cause.TYPED and not begins_with(ghost.text, typed):
            self._backoff.note_typed_past(now_ms - self._shown_at_ms, now_ms)
        elif cause is Cause.TYPED and len(typed) >= len(next_step(ghost.text)):
            self._backoff.note_taken()

    def _follow(self, now_ms: float) -> None:
        """Keep, find or ask for what belongs to the text as it is now."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        kept = self._offer.moved_to(snapshot) if self._offer else None
        self._reason = self._silence(now_ms, is_asked=kept is not None and kept.is_asked)
        if self._reason == "deletion" and not self._place_reason():
            self._drop_offer()
            self._find_kept(now_ms)
        elif self._reason:
            self._go_silent(self._reason)
            if self._reason in _AT_REST:
                self._read_at_ms = now_ms + _REST_MS
        elif kept is not None:
            self._offer = kept
        else:
            self._drop_offer()
            if not self._find_kept(now_ms):
                self._plan_question(now_ms)

    def _find_kept(self, now_ms: float) -> bool:
        """Offer what the cache knows of this text; False when it knows nothing."""
        snapshot = self._snapshot
        hit = self._cache.find(snapshot.before, snapshot.after) if snapshot else None
        if snapshot is None or hit is None:
            return False
        if hit.tail:
            self._reason = ""
            self._show_at_ms = now_ms
            self._offer = kept_offer(snapshot, hit)
        elif not self._reason:
            self._reason = "threshold"
        return True

    def _plan_question(self, now_ms: float) -> None:
        """Ask at once, or once the writer rests.

        A model that does not tell how sure it is waits for a rest: what no threshold can
        hold back must not come while words flow.
        """
        is_unsure = self._info is not None and not self._info.tells_probability
        if self._manners.mode is Mode.ON_PAUSE or is_unsure:
            self._ask_at_ms = now_ms + self._manners.pause_ms
            self._reason = "pause"
            return
        is_taken = self._snapshot is not None and self._snapshot.cause is Cause.ACCEPTED
        gate_ms = 0.0 if is_taken else show_gate_ms(self._latency_ms)
        self._ask(now_ms, gate_ms, is_asked=self._is_peeking)

    def _take_status(self, status: Status, now_ms: float) -> None:
        """Take the model's state; when it is ready, ask for what waited."""
        is_news = status.state is not self._state
        if status.info is not None and status.info != self._info:
            self._cache.clear()
            is_news = True
        self._state = status.state
        self._info = self._info if status.info is None else status.info
        if status.state is not ModelState.READY:
            self._go_silent(status.state.value)
        elif is_news and self._offer is None and self._running is None:
            self._follow(now_ms)

    def _take_failure(self, failure: Failure) -> None:
        if self._running is not None and failure.request_id == self._running.request_id:
            self._running = None
            self._offer = None
            self._reason = "failure"
        elif self._prefetch is not None and failure.request_id == self._prefetch.request_id:
            self._prefetch = None

    def _take_prefetched(self, suggestion: Suggestion) -> None:
        """Keep what will follow the ghost for the moment it is taken."""
        request = self._prefetch
        if request is None or suggestion.request_id != request.request_id:
            return
        if suggestion.is_final:
            self._keep_reply(request, suggestion)

    def _take_answer(self, suggestion: Suggestion, now_ms: float) -> None:
        """Offer an answer when it is to the running question, still fitting the text."""
        request, snapshot = self._running, self._snapshot
        is_stale = (
            request is None
            or snapshot is None
            or suggestion.request_id != request.request_id
            or suggestion.revision != request.revision
        )
        if is_stale or request is None or snapshot is None:
            return
        if suggestion.is_final:
            self._running = None
            self._latency_ms = now_ms - self._asked_at_ms
            if request.kind is RequestKind.GHOST and not request.is_asked:
                self._keep_reply(request, suggestion)
        offer = offer_of(request, suggestion, self._decency)
        fitting = offer.moved_to(snapshot) if offer else None
        if not suggestion.is_final and (fitting is None or self._must_not_shrink(request)):
            return
        if request.kind is RequestKind.ALTERNATIVES and self._offer is not None:
            fitting = self._offer.merged(fitting).turned(self._turn) if fitting else self._offer
            self._turn = 0
        if fitting is None and request.is_asked:
            fitting = self._offer
        self._offer = fitting
        self._reason = "" if fitting else "threshold"

    def _must_not_shrink(self, request: Request) -> bool:
        """Tell whether a ghost of before stands that half an answer must not replace."""
        return request.is_asked and self._offer is not None and self._offer.is_final

    def _keep_reply(self, request: Request, suggestion: Suggestion) -> None:
        text = suggestion.texts[0] if suggestion.texts else ""
        probability = suggestion.probabilities[0] if suggestion.probabilities else 0.0
        if self._decency.allows(text, request.before, request.after):
            self._cache.put(request.before, request.after, Reply(text, probability))

    # What goes out

    def _silence(self, now_ms: float, is_asked: bool = False) -> str:
        """Give why no ghost should show; empty when one may."""
        is_wanted = is_asked or self._is_peeking
        reason = self._state_reason(is_wanted) or self._place_reason(is_wanted)
        if reason or is_asked or self._snapshot is None:
            return reason
        if self._manners.mode is Mode.OFF:
            return "off"
        if self._quiet.is_dismissed:
            return "dismissed"
        if self._manners.mode is Mode.PEEK:
            return "" if self._is_peeking else "peek"
        if self._quiet.reason:
            return self._quiet.reason
        if self._backoff.is_resting(now_ms):
            return "resting"
        return reason_of_language(self._snapshot, self._info.languages if self._info else ())

    def _state_reason(self, is_asked: bool) -> str:
        """Give why the model cannot answer; one that broke down may be tried by key."""
        is_worth_trying = is_asked and self._state is ModelState.FAILED
        if self._info is not None and (self._state is ModelState.READY or is_worth_trying):
            return ""
        return self._state.value

    def _place_reason(self, is_asked: bool = False) -> str:
        return reason_of_place(self._snapshot, is_asked) if self._snapshot else "opened"

    def _is_choosing(self) -> bool:
        return self._running is not None and self._running.kind is RequestKind.ALTERNATIVES

    def _is_hindered(self) -> bool:
        """Tell whether even an asked ghost cannot be given, and keep the reason."""
        self._reason = self._state_reason(is_asked=True) or self._place_reason(is_asked=True)
        return bool(self._reason)

    def _ask(self, now_ms: float, gate_ms: float, is_asked: bool = False, n: int = 1) -> None:
        """Post a question about the text as it is, in place of the running one."""
        snapshot, info = self._snapshot, self._info
        if snapshot is None or info is None:
            return
        self._give_up_running()
        threshold = self._backoff.raised(self._threshold(info))
        request = self._questions.about(snapshot, self._manners, threshold, is_asked, n)
        self._running = self._to_post = request
        self._asked_at_ms = now_ms
        self._show_at_ms = now_ms + gate_ms
        self._reason = "typing"

    def _threshold(self, info: ModelInfo) -> float:
        """Give the writer's threshold, else the model's."""
        wished = self._manners.threshold
        return info.threshold if wished is None else wished

    def _give_up_running(self) -> None:
        if self._running is not None:
            self._to_cancel = self._running.request_id
            self._running = None

    def _drop_offer(self) -> None:
        self._give_up_running()
        self._offer = None

    def _go_silent(self, reason: str) -> None:
        """Hide, and let neither a question nor a prefetch go on."""
        self._drop_offer()
        if self._prefetch is not None and self._to_cancel is None:
            self._to_cancel = self._prefetch.request_id
        self._prefetch = None
        self._reason = reason

    def _decide(self, now_ms: float) -> Decision:
        """Gather what was decided into one decision."""
        ghost = self._ghost(now_ms)
        self._note_shown(ghost, now_ms)
        if ghost is not None and self._offer is not None and self._offer.is_final:
            self._look_ahead(ghost.text)
        request, self._to_post = self._to_post, None
        cancel, self._to_cancel = self._to_cancel, None
        wakes = [self._ask_at_ms, self._read_at_ms]
        if self._offer is not None and ghost is None:
            wakes.append(self._show_at_ms)
        wake_ms = min((wake for wake in wakes if wake is not None), default=None)
        reason = "" if ghost is not None else ("gate" if self._offer else self._reason)
        return Decision(ghost, request, cancel, wake_ms, reason)

    def _ghost(self, now_ms: float) -> Ghost | None:
        """Give the ghost of this very text, once its gate is open."""
        offer, snapshot = self._offer, self._snapshot
        if offer is None or snapshot is None or now_ms < self._show_at_ms:
            return None
        if offer.before != snapshot.before or offer.after != snapshot.after:
            return None
        return offer.as_ghost(snapshot.revision)

    def _note_shown(self, ghost: Ghost | None, now_ms: float) -> None:
        """Remember since when a ghost stands; one typed through stands on."""
        if ghost is not None and self._visible is None:
            self._shown_at_ms = now_ms
        self._visible = ghost

    def _look_ahead(self, ghost: str) -> None:
        """Ask for what follows the ghost while it is read, once; nothing shows of it.

        With no ghost: for the text itself, so that the first letter typed in it finds
        the model ready. Never of another machine: it gets what is asked for, no more.
        """
        snapshot, info = self._snapshot, self._info
        if snapshot is None or info is None or not self._manners.can_prefetch or info.host:
            return
        before = snapshot.before + ghost
        asked = self._prefetch
        if asked is not None and typed_since(asked.before, before) == "":
            return
        if self._running is not None or self._cache.find(before, snapshot.after) is not None:
            return
        self._prefetch = self._to_post = self._questions.ahead(
            snapshot, ghost, self._manners, self._threshold(info)
        )


def _is_same_place(old: Snapshot, new: Snapshot) -> bool:
    """Tell whether a move moved nothing: the same text, caret and circumstances."""
    return new.cause is Cause.MOVED and (
        (old.before, old.after, old.is_composing, old.has_selection, old.is_code)
        == (new.before, new.after, new.is_composing, new.has_selection, new.is_code)
    )

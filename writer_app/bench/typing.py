"""How many keys the ghosts would have saved a writer: the typing bench.

A simulated writer types a text exactly, with the session's normal rules and the
worker's own way of answering, in virtual time. Nothing looks ahead but the writer,
who knows what to type next. May import: assist, engine.model. Thread: the caller's.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from writer_app.assist.answer import Answerer
from writer_app.assist.manners import Manners
from writer_app.assist.messages import (
    Cause,
    Decision,
    ModelState,
    Request,
    RequestKind,
    Snapshot,
    Status,
    Suggestion,
)
from writer_app.assist.session import Session
from writer_app.assist.shape import ShapeRules
from writer_app.assist.words import has_word, iter_steps, next_step
from writer_app.bench.recorded import RecordedModel
from writer_app.engine.model import StopFlag, TextModel

# A fluent typist's rhythm (about 60 words a minute); only the back-off looks at it.
_KEY_MS = 200.0
_BEFORE_CHARS = 8000


@dataclass(slots=True)
class _Tally:
    """What happened so far."""

    n_keys: int = 0
    n_ghosts: int = 0
    n_right_ghosts: int = 0
    n_wrong_keys: int = 0
    model_ms: list[float] = field(default_factory=list)


class _Desk:
    """A session and an answerer at one desk; questions are answered on the spot."""

    def __init__(self, answerer: Answerer, session: Session, tally: _Tally, document: int) -> None:
        self._answerer = answerer
        self._session = session
        self._tally = tally
        self._document = document
        self._prefetch: Request | None = None
        self._now_ms = 0.0

    def edit(self, snapshot: Snapshot) -> str:
        """Send an edit and give the ghost that stands once all is answered."""
        self._now_ms += _KEY_MS
        if self._prefetch is not None:
            self._answer_prefetch(self._prefetch, snapshot)
        decision = self._settle(self._session.on_edit(snapshot, self._now_ms))
        return decision.ghost.text if decision.ghost else ""

    def _settle(self, decision: Decision) -> Decision:
        """Answer questions and let wakes come until nothing is open."""
        while True:
            request = decision.request
            if request is not None and request.kind is RequestKind.PREFETCH:
                self._prefetch, request = request, None
            if request is not None:
                decision = self._session.on_message(self._ask(request), self._now_ms)
            elif decision.wake_ms is not None and decision.ghost is None:
                self._now_ms = max(self._now_ms, decision.wake_ms)
                decision = self._session.on_wake(self._now_ms)
            else:
                return decision

    def _answer_prefetch(self, request: Request, snapshot: Snapshot) -> None:
        """Answer a prefetch only when the writer came to its text.

        It would have been answered or given up meanwhile; which of the two changes
        time alone, and no delay is counted.
        """
        self._prefetch = None
        if request.before.endswith(snapshot.before[-512:]):
            self._session.on_message(self._ask(request), self._now_ms)
        elif request.before.startswith(snapshot.before[:512]):
            self._prefetch = request

    def _ask(self, request: Request) -> Suggestion:
        """Run the model for one request, timed by the real clock."""
        start_s = time.perf_counter()
        request = replace(request, document=self._document)
        *_, last = self._answerer.answer(request, StopFlag())
        self._tally.model_ms.append((time.perf_counter() - start_s) * 1000.0)
        return last


def measure_typing(
    model: TextModel,
    text: str,
    blocklist: frozenset[str] = frozenset(),
    threshold: float | None = None,
    rules: ShapeRules | None = None,
    document: int = 1,
) -> dict[str, object]:
    """Type a text with ghosts and measure what they were worth.

    Args:
        model: loaded. text: to type, any length.
        threshold: in place of the model's own, for tuning; fixed for the whole text.
        rules: in place of the shape's own (but its threshold and length), for tuning.
        document: another number for each run of one model, which learns the text anew.

    Returns: characters, keys, keystrokes_saved, shown_rate (ghosts per 100
        characters), precision, wrong_show_rate, model_ms {p50, p95}; shares are 0 when
        nothing was there to share.

    Raises: ModelRunFailed.
    """
    tally = _Tally()
    session = Session(Manners(threshold=threshold), blocklist)
    session.on_message(Status(ModelState.READY, model.info), 0.0)
    desk = _Desk(Answerer(model, blocklist, _now_ms, rules), session, tally, document)
    _type(text, desk, tally)
    return _result(len(text), tally)


def sweep_thresholds(
    model: TextModel,
    text: str,
    thresholds: Sequence[float],
    blocklist: frozenset[str] = frozenset(),
) -> Iterator[dict[str, object]]:
    """Yield the bench's result at each threshold, with the field "threshold".

    The model's answers are recorded and used again, so `model_ms` says little here.
    """
    recorded = RecordedModel(model)
    for number, threshold in enumerate(thresholds, 1):
        result = measure_typing(recorded, text, blocklist, threshold, document=number)
        yield {"threshold": threshold, **result}


def is_next_word_right(ghost: str, rest: str) -> bool:
    """Tell whether the ghost's next word is what follows, to its end.

    Example:
        >>> is_next_word_right(" the end", " the day"), is_next_word_right(" the", " there")
        (True, False)
    """
    return _is_step_right(next_step(ghost), rest)


def is_all_right(ghost: str, rest: str) -> bool:
    """Tell whether all of the ghost is what follows, to the end of its last word.

    Example:
        >>> is_all_right(" the end", " the end."), is_all_right(" the en", " the end.")
        (True, False)
    """
    start = 0
    for step in iter_steps(ghost):
        if not _is_step_right(step, rest[start : start + len(step) + 64]):
            return False
        start += len(step)
    return True


def _is_step_right(step: str, rest: str) -> bool:
    """Compare a word to its end; marks only as far as they go."""
    if not has_word(step):
        return rest.startswith(step)
    return next_step(rest[: len(step) + 64]) == step


def _type(text: str, desk: _Desk, tally: _Tally) -> None:
    """Type the whole text, taking what is right."""
    desk.edit(_snapshot(text, 0, 0, Cause.OPENED))
    caret, ghost = 0, ""
    while caret < len(text):
        taken = _taken(ghost, text[caret : caret + len(ghost) + 64])
        inserted = taken or text[caret]
        caret += len(inserted)
        tally.n_keys += 1
        cause = Cause.ACCEPTED if taken else Cause.TYPED
        rest_of_ghost = ghost[len(inserted) :] if ghost.startswith(inserted) else ""
        ghost = desk.edit(_snapshot(text, caret, tally.n_keys, cause))
        _count_ghost(ghost, rest_of_ghost, text[caret : caret + len(ghost) + 64], tally)


def _taken(ghost: str, rest: str) -> str:
    """Give what the writer takes of a ghost: all, its next word, or nothing."""
    if not ghost:
        return ""
    if is_all_right(ghost, rest):
        return ghost
    return next_step(ghost) if is_next_word_right(ghost, rest) else ""


def _count_ghost(ghost: str, rest_of_old: str, rest: str, tally: _Tally) -> None:
    """Count the ghost that stands after a key; the rest of an old one is no new one."""
    if not ghost:
        return
    is_right = is_next_word_right(ghost, rest)
    tally.n_wrong_keys += not is_right
    if ghost != rest_of_old:
        tally.n_ghosts += 1
        tally.n_right_ghosts += is_right


def _snapshot(text: str, caret: int, revision: int, cause: Cause) -> Snapshot:
    """Give what the editor would: text from a paragraph's start far enough back."""
    start = text.rfind("\n", 0, max(0, caret - _BEFORE_CHARS)) + 1
    return Snapshot(revision, text[start:caret], "", cause)


def _result(n_characters: int, tally: _Tally) -> dict[str, object]:
    return {
        "characters": n_characters,
        "keys": tally.n_keys,
        "keystrokes_saved": round(1 - tally.n_keys / n_characters, 4) if n_characters else 0.0,
        "shown_rate": _share(100 * tally.n_ghosts, n_characters),
        "precision": _share(tally.n_right_ghosts, tally.n_ghosts),
        "wrong_show_rate": _share(tally.n_wrong_keys, tally.n_keys),
        "model_ms": {
            "p50": _percentile(tally.model_ms, 0.50),
            "p95": _percentile(tally.model_ms, 0.95),
        },
    }


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _percentile(values: list[float], share: float) -> float:
    """Give the nearest-rank percentile; 0 for no values."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)


def _now_ms() -> float:
    return time.perf_counter() * 1000.0

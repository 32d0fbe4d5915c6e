"""How forward the assistant may be: modes, the show gate, the back-off.

May import: the standard library. Thread: any.
"""

from dataclasses import dataclass, replace
from enum import Enum


class Mode(Enum):
    """When ghosts show."""

    AS_YOU_TYPE = "as-you-type"
    ON_PAUSE = "on-pause"  # asked only once the writer rests: saves the battery
    PEEK = "peek"  # only while a key is held
    OFF = "off"  # only when asked for by key


@dataclass(frozen=True, slots=True)
class Manners:
    """The writer's wishes for ghosts.

    Attributes:
        mode: when they show.
        pause_ms: rest after the last key in ON_PAUSE. Source: Authr's "balanced" 0.8 s
            is a cloud's; 500 ms is what a llama.vim user found comfortable (#66).
        threshold: least probability of the first word; None: the model's own.
        max_words: longest ghost.
        learns: foresee the names and phrases of the document itself too.
        can_prefetch: ask for what follows a ghost while it is read (off: battery mode).
    """

    mode: Mode = Mode.AS_YOU_TYPE
    pause_ms: float = 500.0
    threshold: float | None = None
    max_words: int = 12
    learns: bool = True
    can_prefetch: bool = True


SPARED_PAUSE_MS = 300.0
"""Rest before a question where power is saved: longer than the time between two keys of fast
and middling writers, so that most keys cost no model run. Source: as `bench_window`'s rhythm
(Dhakal et al., CHI 2018: 239 ms on average)."""
_LONGER = 2.0


def spared(manners: Manners) -> Manners:
    """Give the manners that save power: asked only in pauses, nothing ahead.

    Example:
        >>> spared(Manners()).pause_ms, spared(Manners(Mode.ON_PAUSE, pause_ms=500)).pause_ms
        (300.0, 1000.0)
    """
    if manners.mode is Mode.AS_YOU_TYPE:
        paused = replace(manners, mode=Mode.ON_PAUSE, pause_ms=SPARED_PAUSE_MS)
        return replace(paused, can_prefetch=False)
    return replace(manners, pause_ms=manners.pause_ms * _LONGER, can_prefetch=False)


def show_gate_ms(latency_ms: float | None) -> float:
    """Give how long after an edit its ghost may show at the earliest.

    The model runs meanwhile; the gate only keeps ghosts from flashing between fast
    keys, longer where ghosts come late anyway.

    Args:
        latency_ms: from the last requests to their answers; None: none yet.

    Source: 15/25/55 ms at 70/140 ms, as KeyType's presentation gate (ADR-079, ADR-080).

    Example:
        >>> show_gate_ms(30.0), show_gate_ms(100.0), show_gate_ms(500.0)
        (15.0, 25.0, 55.0)
    """
    if latency_ms is None or latency_ms <= 70.0:
        return 15.0
    return 25.0 if latency_ms <= 140.0 else 55.0


class Backoff:
    """Grow stricter, then rest, after many refusals in a row.

    A ghost typed past counts one, Esc three; taking a ghost, or typing its first
    word out, clears the count. A ghost that stood for less than a glance counts
    nothing: nobody refused what nobody read.

    Source: Authr doubles its delay after 5 rejections and rests 30 s after 10. Ours is
    milder as two ghosts in five may be wrong by plan (precision 0.58): eight wrong in a
    row then come once in a thousand ghosts, sixteen once in a million. The glance of
    250 ms is the usual choice reaction time of people reading.
    """

    def __init__(
        self,
        strict_at: int = 8,
        rest_at: int = 16,
        rest_ms: float = 30_000.0,
        glance_ms: float = 250.0,
    ) -> None:
        self._strict_at = strict_at
        self._rest_at = rest_at
        self._rest_ms = rest_ms
        self._glance_ms = glance_ms
        self._n_refused = 0
        self._rest_until_ms = float("-inf")

    def note_taken(self) -> None:
        """Note that a ghost, or its first word, was welcome."""
        self._n_refused = 0
        self._rest_until_ms = float("-inf")

    def note_typed_past(self, shown_ms: float, now_ms: float) -> None:
        """Note that a ghost shown for `shown_ms` was contradicted by typing."""
        if shown_ms >= self._glance_ms:
            self._count(1, now_ms)

    def note_dismissed(self, now_ms: float) -> None:
        """Note that a ghost was sent away by key."""
        self._count(3, now_ms)

    def is_resting(self, now_ms: float) -> bool:
        """Tell whether no ghost should be asked for."""
        return now_ms < self._rest_until_ms

    def raised(self, threshold: float) -> float:
        """Give the threshold to ask with: nearer to certainty after many refusals.

        Example:
            >>> Backoff(strict_at=0).raised(0.5)
            0.75
        """
        is_strict = self._n_refused >= self._strict_at
        return threshold + (1.0 - threshold) / 2 if is_strict else threshold

    def _count(self, n: int, now_ms: float) -> None:
        self._n_refused += n
        if self._n_refused >= self._rest_at:
            self._n_refused = self._strict_at
            self._rest_until_ms = now_ms + self._rest_ms

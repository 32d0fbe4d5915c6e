"""Whether a server can be reached, and what it can do.

After a failure nothing is asked of it for a while, longer each time; then a question
without any text of the writer's tells whether it is back. That runs beside everything
else, so nobody waits for a server that is away. May import: errors, deeds, engine.model,
siblings. Thread: any.
"""

import contextlib
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from writer_app.deeds import Purpose
from writer_app.engine.model import ModelInfo
from writer_app.engine.remote.answers import ServedModel, models_of, part_of
from writer_app.engine.remote.line import Line, Patience
from writer_app.errors import RemoteError, RemoteRefused, RemoteUnreachable

THRESHOLD = 0.44
"""Of being the next word, as for the model in the box. No server's model could be measured
here; where probabilities are told the writer's own threshold rules both alike."""
GHOST_TOKENS = 1024
"""Most that a completion reads, in estimated tokens: some 3,000 characters of English. The
model in the box reads half of it; more would leave the machine for less and less gain."""
TASK_TOKENS = 4096
"""Most that a question of a task holds, its answer too: what Ollama allows by default."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 5.0, 300.0
_N_SLOW = 3
_QUICK = Patience(first_s=8.0, next_s=5.0)
_LOADING = Patience(first_s=120.0, next_s=30.0)
"""A server that has to load its model first takes a minute or so."""
_TRIAL = "It was a bright cold day in"
"""Public words of our own that a trial asks to be carried on; never the writer's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server was seen to do.

    Attributes:
        completes: it carries text on. tells_probability: and says how sure it is.
        context_tokens: read by its model; 0: not told.
    """

    completes: bool = True
    tells_probability: bool = True
    context_tokens: int = 0


@dataclass(frozen=True, slots=True)
class ReachState:
    """How things stand with a server, for the writer.

    Attributes: host: its name. is_up: it answers. advice: why not, in words; else empty.
    """

    host: str
    is_up: bool
    advice: str = ""


class Reach:
    """Know one model of one server. Thread: any.

    Args:
        line: to the server. model: its name there.
        tell: hears each change of `ReachState`, on any thread; must not block.
        now_s: a monotonic clock.
    """

    def __init__(
        self,
        line: Line,
        model: str,
        context_tokens: int,
        tell: Callable[[ReachState], None] = lambda _: None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = line
        self.model = model
        self._tell = tell
        self._now_s = now_s
        self._lock = threading.Lock()
        self._seen: Seen | None = None
        self._window_tokens = context_tokens
        self._error: RemoteError | None = None
        self._is_told_up: bool | None = None
        self._pause_s = _FIRST_PAUSE_S
        self._retry_at_s = 0.0
        self._n_slow = 0
        self._is_looking = False

    @property
    def info(self) -> ModelInfo:
        """Give what a writer may be told of the model."""
        seen = self._seen or Seen()
        window = min(seen.context_tokens or self._window_tokens, self._window_tokens)
        return ModelInfo(
            name=self.model,
            device="remote",
            context_tokens=window,
            languages=(),
            threshold=THRESHOLD,
            fills_middle=False,
            licence="",
            engine="remote",
            is_instruct=True,
            tells_probability=seen.tells_probability,
            host=self._line.address.host,
            is_ready=self._seen is not None and self._error is None,
        )

    def checked(self) -> Seen:
        """Give what the server can do, if it may be asked now.

        Raises: RemoteError at once while it is away or not yet looked at; a look at it is
            begun then, once its time has come.
        """
        with self._lock:
            if self._seen is not None and self._error is None:
                return self._seen
            host = self._line.address.host
            error = self._error or RemoteUnreachable(f"{host} has not answered yet.")
        self.knock()
        raise type(error)(str(error))

    def knock(self) -> None:
        """Begin a look at a server that is away, once its time has come. Does not wait."""
        with self._lock:
            is_up = self._seen is not None and self._error is None
            is_due = not is_up and not self._is_looking and self._now_s() >= self._retry_at_s
            self._is_looking = self._is_looking or is_due
        if is_due:
            threading.Thread(target=self._look, name="remote-look").start()

    def look(self) -> Seen:
        """Look at the server now and wait for what it says. Raises: RemoteError."""
        try:
            seen = look_at(self._line, self.model)
        except RemoteError as error:
            self.note_failure(error)
            raise
        with self._lock:
            self._seen, self._error = seen, None
        self.note_answer()
        return seen

    def note_answer(self) -> None:
        """Note that the server answered."""
        with self._lock:
            self._n_slow, self._pause_s, self._error = 0, _FIRST_PAUSE_S, None
        self._tell_if_new(ReachState(self._line.address.host, is_up=True))

    def note_slow(self, *, is_silent: bool) -> None:
        """Note an answer that came too late; several without a word count as a failure."""
        self._n_slow = self._n_slow + 1 if is_silent else 0
        if self._n_slow >= _N_SLOW:
            self._n_slow = 0
            words = f"{self._line.address.host} does not answer in time."
            self.note_failure(RemoteUnreachable(words))

    def note_failure(self, error: RemoteError) -> None:
        """Note that the server cannot be used for a while."""
        with self._lock:
            self._error = error
            self._retry_at_s = self._now_s() + self._pause_s
            self._pause_s = min(2 * self._pause_s, _LONGEST_PAUSE_S)
        self._tell_if_new(ReachState(self._line.address.host, is_up=False, advice=str(error)))

    def _look(self) -> None:
        """Look at the server on a thread of its own."""
        with contextlib.suppress(RemoteError):
            self.look()
        self._is_looking = False

    def _tell_if_new(self, state: ReachState) -> None:
        with self._lock:
            is_new, self._is_told_up = state.is_up is not self._is_told_up, state.is_up
        if is_new:
            self._tell(state)


def list_models(line: Line) -> tuple[ServedModel, ...]:
    """Ask a server for its models. Blocks. Raises: RemoteError in words."""
    return models_of(_only_event(line, "/models", None, _QUICK))


def look_at(line: Line, model: str) -> Seen:
    """Find out what a server's model can do, with words of our own. Blocks.

    Raises: RemoteError: it cannot be reached, or refuses.
    """
    n_context = 0
    with contextlib.suppress(RemoteRefused):  # a list is a courtesy, not all servers have one
        found = {one.name: one for one in models_of(_only_event(line, "/models", None, _QUICK))}
        n_context = found[model].context_tokens if model in found else 0
    body: dict[str, Any] = {
        "model": model, "prompt": _TRIAL, "max_tokens": 1, "temperature": 0, "logprobs": 2,
    }  # fmt: skip
    try:
        tokens = part_of(_only_event(line, "/completions", body, _LOADING)).tokens
        tells = any(not math.isnan(token.log_probability) for token in tokens)
        return Seen(completes=True, tells_probability=tells, context_tokens=n_context)
    except RemoteRefused:
        pass
    del body["logprobs"]
    try:
        _only_event(line, "/completions", body, _LOADING)
        return Seen(completes=True, tells_probability=False, context_tokens=n_context)
    except RemoteRefused:
        pass
    chat = {
        "model": model, "messages": [{"role": "user", "content": _TRIAL}], "max_tokens": 1,
    }  # fmt: skip
    _only_event(line, "/chat/completions", chat, _LOADING)
    return Seen(completes=False, tells_probability=False, context_tokens=n_context)


def _only_event(
    line: Line, path: str, body: dict[str, Any] | None, patience: Patience
) -> dict[str, Any]:
    """Ask for a plain answer and wait for it."""
    if body is None:
        exchange = line.get(path, Purpose.TEST, patience)
    else:
        exchange = line.post(path, body, Purpose.TEST, patience)
    try:
        event = exchange.next(patience.first_s + patience.next_s + 10.0)
    except TimeoutError:
        exchange.cancel()
        raise RemoteUnreachable(f"{line.address.host} does not answer in time.") from None
    if event is None:
        raise RemoteUnreachable(f"{line.address.host} is not asked any more.")
    return event

"""From chosen tokens to pieces of text: where an answer ends, and its batch rows.

Pure bookkeeping: no model runs here. May import: engine.model, tokens, healing.
Thread: worker.
"""

from dataclasses import dataclass

from writer_app.engine.healing import Start
from writer_app.engine.model import Limits, Piece
from writer_app.engine.tokens import CharacterStream


@dataclass(frozen=True, slots=True)
class Step:
    """One token chosen: what it shows, and how sure the model is."""

    token: int
    shown: bytes
    log_probability: float
    boundary: float


def first_step(start: Start) -> Step:
    """Give the step that a beginning ends with."""
    return Step(start.tokens[-1], start.shown, start.log_probability, start.boundary)


class Answer:
    """Gathers steps into pieces of whole characters until a limit is met."""

    def __init__(self, limits: Limits, end_ids: frozenset[int]) -> None:
        self._limits = limits
        self._end_ids = end_ids
        self._stream = CharacterStream()
        self._n_shown = 0
        self._log_probability = 0.0
        self._n_tokens = 0
        self._boundary: float | None = None
        self.is_over = False

    def take(self, step: Step) -> Piece | None:
        """Add a step; give a piece once it holds whole characters."""
        self._log_probability += step.log_probability
        if step.token in self._end_ids:
            self.is_over = True
            return self._piece("", step)
        if self._boundary is None:
            self._boundary = step.boundary
        self._n_tokens += 1
        self._n_shown += 1
        self.is_over = self._n_shown >= self._limits.max_tokens
        try:
            text = self._stream.push(step.shown)
        except UnicodeDecodeError:
            self.is_over = True
            return None
        if self._limits.stop_at_line_end and "\n" in text:
            self.is_over = True
            text = text[: text.index("\n")]
            return self._piece(text, step)
        return self._piece(text, step) if text else None

    def _piece(self, text: str, step: Step) -> Piece:
        boundary = step.boundary if self._boundary is None else self._boundary
        piece = Piece(text, self._log_probability, max(self._n_tokens, 1), boundary)
        self._log_probability, self._n_tokens, self._boundary = 0.0, 0, None
        return piece


class Row:
    """One row of a batch of alternatives: tokens to feed, pieces got."""

    def __init__(self, start: Start, answer: Answer) -> None:
        self.answer = answer
        self.pieces: list[Piece] = []
        self._to_feed = list(start.tokens)
        self._last = start.tokens[-1]
        self.fed: list[int] = []
        self.take(first_step(start), is_fed=True)

    @property
    def wants_step(self) -> bool:
        """Tell whether its own next token is to be chosen now."""
        return not self._to_feed and not self.answer.is_over

    def next_token(self) -> int:
        """Give the token to feed; a row that is over repeats its last one."""
        if self._to_feed:
            self._last = self._to_feed.pop(0)
            self.fed.append(self._last)
        return self._last

    def take(self, step: Step, is_fed: bool = False) -> None:
        """Add a chosen step to the answer."""
        if not is_fed:
            self._to_feed.append(step.token)
        piece = self.answer.take(step)
        if piece is not None:
            self.pieces.append(piece)

"""The contract between the assistant and any language model.

Characters outside, tokens inside: callers hand in text and get pieces of text
with their probabilities. `assist` imports this module of the engine and no
other. May import: standard library only.
"""

import math
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

UNKNOWN = math.nan
"""A probability (or its logarithm) that the model does not tell; compares to nothing."""


class StopFlag:
    """A one-way flag that ends one request; make a new one for each request.

    Thread: any. `raise_flag` may be called from a thread other than the run's.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._raised = False
        self._callback: Callable[[], None] | None = None

    @property
    def is_raised(self) -> bool:
        """Tell whether the request should end."""
        return self._raised

    def raise_flag(self) -> None:
        """End the request: between tokens, or mid-run through the callback."""
        with self._lock:
            self._raised = True
            callback, self._callback = self._callback, None
        if callback is not None:
            callback()

    def on_raise(self, callback: Callable[[], None] | None) -> None:
        """Have `callback` called once when the flag goes up (None takes it back).

        Called at once when the flag is already up.
        """
        with self._lock:
            if not self._raised:
                self._callback = callback
                return
        if callback is not None:
            callback()


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a writer may be told of a loaded model.

    Attributes:
        name: as in the manifest, e.g. "Foreword seed 6.5M".
        device: "cpu" or "cuda": where the attention really runs.
        context_tokens: window the model was trained for.
        languages: ISO 639-1 codes of the model's card, e.g. ("en",).
        threshold: least probability of a ghost's first word for it to be shown.
        fills_middle: True when the model was taught to use the text after the caret.
        licence: SPDX name of the weights' licence.
        engine: "onnx", "scripted" or "remote".
        is_instruct: it follows requests in plain words, by its own chat template.
        skills: requests it was taught by control tokens: "fix", "shorten", "expand",
            "summary", "draft", "title".
        tells_probability: its pieces have probabilities; False: all of them are UNKNOWN.
        host: of the other machine that it runs on; empty: it runs on this one.
        is_ready: it can be asked now; False while another machine cannot be reached.
        device_note: why it does not run where it was wished, and what helps, in one line;
            "" when there is nothing to tell.
    """

    name: str
    device: str
    context_tokens: int
    languages: tuple[str, ...]
    threshold: float
    fills_middle: bool
    licence: str
    engine: str
    is_instruct: bool = False
    skills: frozenset[str] = frozenset()
    tells_probability: bool = True
    host: str = ""
    is_ready: bool = True
    device_note: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one completion may go.

    Attributes:
        max_tokens: most tokens decoded after the healed word, >= 1.
        max_ms: wall-clock limit of the whole call in ms; None: none.
        stop_at_line_end: end before the first line feed of the completion.
        temperature: 0 is greedy; else sampling at that temperature.
        top_p: nucleus of sampling, 0 < top_p <= 1 (unused when greedy).
        seed: of the sampling; None draws one.
        no_repeat_tokens: no run of so many tokens is said twice in `TextModel.answer`, nor
            one that stands in the last tokens of the question; 0: no such rule.
    """

    max_tokens: int = 24
    max_ms: float | None = None
    stop_at_line_end: bool = True
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int | None = None
    no_repeat_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a chat.

    Attributes:
        role: "system", "user" or "assistant".
        text: plain text; what looks like a control token in it stays text.
    """

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A request to an instruct model; the last turn is the user's."""

    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """A request by a taught skill.

    Attributes:
        name: one of `ModelInfo.skills`. text: what it is applied to, plain text.
    """

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A text to be carried on, as `TextModel.complete` does, with its last word whole."""

    text: str


Question = Chat | Skill | Opening


@dataclass(frozen=True, slots=True)
class Piece:
    """The next characters of a completion, never half a character.

    Attributes:
        text: exact characters that follow the prompt (and the pieces before).
        log_probability: natural log of the probability of its tokens, given what
            stands before them (healed tokens: given what was already typed); or UNKNOWN.
        n_tokens: tokens that ended in this piece, >= 1.
        boundary: probability, 0..1, that a word ends right before this piece
            (mass of tokens that do not carry on a word); or UNKNOWN.
    """

    text: str
    log_probability: float
    n_tokens: int
    boundary: float


@dataclass(frozen=True, slots=True)
class Continuation:
    """One whole answer; `text` is never empty."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Give the exact characters to insert at the caret."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def n_tokens(self) -> int:
        """Count the tokens of the answer."""
        return sum(piece.n_tokens for piece in self.pieces)

    @property
    def log_probability(self) -> float:
        """Give the natural log of the probability of all its tokens."""
        return sum(piece.log_probability for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Score:
    """Teacher-forced loss of a text.

    Attributes:
        n_tokens: tokens scored. nats: their summed natural-log loss.
        greedy_match: True when greedy decoding would give exactly this text.
    """

    n_tokens: int
    nats: float
    greedy_match: bool


class TextModel(Protocol):
    """A language model that continues text. One caller at a time, on one thread."""

    @property
    def info(self) -> ModelInfo:
        """Tell what model this is and where it runs. Thread: any."""
        ...

    def complete(
        self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> Iterator[Piece]:
        """Yield the likeliest continuation piece by piece; leave the loop to stop.

        The characters are exactly what to insert after `prompt`: a trailing space or
        a half-typed word in it is healed, never repeated. Ends at the limits, at the
        document's end token, or when `stop` is raised (then without an error).

        Args:
            prompt: text before the caret; longer ones are cut at their start.
            suffix: text after the caret, used when `info.fills_middle`.

        Raises:
            ModelRunFailed: the run failed and was not stopped.

        Thread: worker.
        """
        ...

    def alternatives(
        self, prompt: str, n: int, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> list[Continuation]:
        """Give n continuations with distinct texts, best first; fewer when stopped.

        Thread: worker. Raises: as `complete`.
        """
        ...

    def answer(self, question: Question, limits: Limits, stop: StopFlag) -> Iterator[Piece | None]:
        """Yield the answer to a question piece by piece; leave the loop to stop.

        Made for tasks that give way to keystrokes: None is yielded whenever some of the
        question was read, so that no step takes longer than a few model runs. An answer
        that ended by itself ends with a piece without text.

        Args:
            question: cut in its middle when it leaves no room for the answer.

        Raises:
            ModelMissing: the model follows no such request.
            ModelRunFailed: the run failed and was not stopped.

        Thread: worker.
        """
        ...

    def count_question(self, question: Question) -> int:
        """Count the tokens that a question takes, its control tokens too.

        Thread: worker. Raises: ModelMissing as `answer`.
        """
        ...

    def fork(self) -> "TextModel":
        """Give the same model with a KV cache of its own; its weights are shared.

        For tasks, so that what ghosts keep of the page stays warm. Both run on one
        thread, a step of one between steps of the other; closing the first ends both.

        Thread: worker.
        """
        ...

    def score(self, text: str, stop: StopFlag, after: str = "") -> Score:
        """Measure how well the model foresees `text` (as the continuation of `after`).

        Sliding window: every token is scored once, with at least half a window of
        context after the first window. Thread: worker. Raises: as `complete`.
        """
        ...

    def score_many(self, texts: Sequence[str], stop: StopFlag, after: str = "") -> list[float]:
        """Give each text's natural-log probability as the continuation of `after`.

        Meant for many versions of one sentence: what texts share at their start is
        read once. An `after` that does not fit the window is cut at its start.

        Returns: in the order of `texts`, each <= 0; empty when stopped.

        Thread: worker. Raises: as `complete`.
        """
        ...

    def score_steps(
        self, texts: Sequence[str], stop: StopFlag, after: str = ""
    ) -> Generator[None, None, list[float]]:
        """As `score_many`, in steps of one model run; returns its list.

        Thread: worker. Raises: as `complete`.
        """
        ...

    def warm(self, prompt: str, stop: StopFlag) -> None:
        """Read the prompt into the KV cache so that the next call starts at once.

        Thread: worker.
        """
        ...

    def attend(self, document: int) -> None:
        """Learn from now on of this document, and foresee its phrases; 0: of none.

        Forks share what was learnt, each attends for itself. Thread: worker.
        """
        ...

    def learn(self, text: str) -> None:
        """Remember the phrases of a part of the document attended to, in memory only.

        What followed a name or a turn in it is foreseen better afterwards, by `complete`
        and `alternatives`. Nothing for models that were not measured with it.
        Thread: worker.
        """
        ...

    def count_tokens(self, text: str) -> int:
        """Count the tokens of a text. Thread: worker."""
        ...

    def close(self) -> None:
        """Give the memory back; no call may be running. Thread: any."""
        ...

"""A `TextModel` that runs on a server of the writer's.

Text goes out by a `Line` only: a completion's prompt is cut to the window of `info`, a
question is what its task made of it. Scoring stays at home: servers do not offer it
alike, and Fix weighs by the model in the box. May import: engine.model, errors, deeds,
siblings. Thread: as `TextModel`; it never holds its thread longer than a few ms in
`answer`.
"""

import math
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from writer_app.deeds import Purpose
from writer_app.engine.model import (
    UNKNOWN,
    Chat,
    Continuation,
    Limits,
    ModelInfo,
    Opening,
    Piece,
    Question,
    Score,
    StopFlag,
    TextModel,
)
from writer_app.engine.remote.answers import Part, given_space, part_of, pieces_of
from writer_app.engine.remote.line import Exchange, Line, Patience
from writer_app.engine.remote.reach import Reach, Seen
from writer_app.engine.remote.thoughts import Thoughts
from writer_app.errors import ModelMissing, RemoteError, RemoteRefused

_STEP_S = 0.008
"""How long `answer` waits before it gives way to a ghost, as a step of the local model."""
_GHOST = Patience(first_s=10.0, next_s=5.0, n_tries=2, back_off_s=0.05)
FOR_TASKS = Patience(first_s=120.0, next_s=60.0, n_tries=4, back_off_s=0.5)
"""A server that loads its model at the first request takes a minute or so."""
_SETTLE_S = 0.15
"""Stillness before a ghost's prompt leaves this machine: the median pause between two
letters is some 0.15 to 0.2 s, so what is typed fluently is never sent letter by letter."""
_N_OTHERS = 8
_MOST_CHARS_PER_TOKEN = 64
_N_ROUNDS = 3


class RemoteModel:
    """Continue text and answer questions on a server.

    Args:
        line: to the server, which ends with the model. reach: what is known of it.
        for_tasks: how long a task waits for the server.
    """

    def __init__(self, line: Line, reach: Reach, for_tasks: Patience = FOR_TASKS) -> None:
        self._line = line
        self._reach = reach
        self._for_tasks = for_tasks

    @property
    def info(self) -> ModelInfo:
        """Tell what is known of the server's model. Thread: any."""
        return self._reach.info

    def complete(
        self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> Iterator[Piece]:
        """Yield the server's continuation piece by piece. Thread: worker.

        A time limit counts from the moment the prompt is sent.

        Raises: RemoteError: there is no answer; nothing was yielded then.
        """
        del suffix
        seen = self._reach.checked()
        if not self._line.address.is_here and limits.max_ms is not None:
            _wait(stop, _SETTLE_S)
        if stop.is_raised:
            return
        exchange = self._ask(prompt, limits, Purpose.GHOST, seen, _GHOST)
        reader = _Completion(prompt, limits)
        yield from self._read(exchange, reader, limits, stop)

    def alternatives(
        self, prompt: str, n: int, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> list[Continuation]:
        """Give the likeliest continuation and others that were sampled beside it.

        Best first where probabilities are told, else in the order that they were asked.
        Thread: worker. Raises: RemoteError.
        """
        del suffix
        seen = self._reach.checked()
        found: dict[str, Continuation] = {}
        for n_round in range(_N_ROUNDS):
            if len(found) >= n or stop.is_raised:
                break
            wishes = [
                replace(limits, temperature=0.7 + 0.4 * n_round, seed=1 + n * n_round + k)
                for k in range(n)
            ]
            if n_round == 0:
                wishes[0] = limits
            asked = [self._ask(prompt, w, Purpose.IDEAS, seen, _GHOST) for w in wishes]
            try:
                for exchange, wish in zip(asked, wishes, strict=True):
                    pieces = tuple(self._read(exchange, _Completion(prompt, wish), wish, stop))
                    answer = Continuation(tuple(piece for piece in pieces if piece.text))
                    if answer.text.strip():
                        found.setdefault(answer.text, answer)
            finally:
                for exchange in asked:
                    exchange.cancel()
        return sorted(found.values(), key=_unlikeliness)[:n]

    def answer(self, question: Question, limits: Limits, stop: StopFlag) -> Iterator[Piece | None]:
        """Yield the server's answer piece by piece, and None while it is waited for.

        Thread: worker. Raises: ModelMissing: a skill; RemoteError.
        """
        seen = self._reach.checked()
        reader: _Reader
        if isinstance(question, Chat):
            room = self.info.context_tokens - limits.max_tokens
            exchange = self._chat(cut_chat(question, room), limits)
            reader = _Answer(limits)
        elif isinstance(question, Opening):
            exchange = self._ask(question.text, limits, Purpose.TASK, seen, self._for_tasks)
            reader = _Completion(question.text, limits)
        else:
            raise ModelMissing("A server follows requests in words only.")
        stop.on_raise(exchange.cancel)
        try:
            while True:
                try:
                    event = exchange.next(_STEP_S)
                except TimeoutError:
                    yield None
                    continue
                if event is None or stop.is_raised:
                    break
                yield from reader.take(part_of(event))
                if reader.is_over:
                    break
            if not stop.is_raised:
                self._reach.note_answer()
                yield from reader.rest()
                if reader.ended_by_itself:
                    yield Piece("", 0.0, 1, 1.0)
        except RemoteError as error:
            self._reach.note_failure(error)
            raise
        finally:
            stop.on_raise(None)
            exchange.cancel()

    def count_question(self, question: Question) -> int:
        """Estimate the tokens of a question. Thread: worker."""
        if isinstance(question, Chat):
            return sum(self.count_tokens(turn.text) + 8 for turn in question.turns)
        if not isinstance(question, Opening):
            raise ModelMissing("A server follows requests in words only.")
        return self.count_tokens(question.text)

    def fork(self) -> TextModel:
        """Give itself: whatever is kept of a prompt, the server keeps. Thread: worker."""
        return self

    def score(self, text: str, stop: StopFlag, after: str = "") -> Score:
        """Refuse: text is weighed on this machine only. Thread: worker."""
        del text, stop, after
        return _refuse_scoring()

    def score_many(self, texts: Sequence[str], stop: StopFlag, after: str = "") -> list[float]:
        """Refuse: text is weighed on this machine only. Thread: worker."""
        del texts, stop, after
        return _refuse_scoring()

    def score_steps(
        self, texts: Sequence[str], stop: StopFlag, after: str = ""
    ) -> Generator[None, None, list[float]]:
        """Refuse: text is weighed on this machine only. Thread: worker."""
        del texts, stop, after
        yield
        return _refuse_scoring()

    def warm(self, prompt: str, stop: StopFlag) -> None:
        """Look whether a server that was away is back; no text is sent. Thread: worker."""
        del prompt, stop
        self._reach.knock()

    def learn(self, text: str) -> None:
        """Learn nothing: no text is kept for, or sent to, another machine so. Thread: worker."""

    def attend(self, document: int) -> None:
        """Make nothing of it. Thread: worker."""

    def count_tokens(self, text: str) -> int:
        """Estimate the tokens of a text, rather too many than too few. Thread: any.

        Source: a token is 4.2 bytes of English with the common tables, and a character
            of Chinese, of three bytes, is about one.
        """
        return math.ceil(len(text.encode("utf-8", "replace")) / 3)

    def close(self) -> None:
        """End all requests. Thread: any."""
        self._line.close()

    def _ask(
        self, prompt: str, limits: Limits, purpose: str, seen: Seen, patience: Patience
    ) -> Exchange:
        """Send a prompt without its trailing spaces, which `_Completion` puts back."""
        if not seen.completes:
            raise RemoteRefused(
                f"{self._line.address.host} answers questions but continues no text."
            )
        room = max(64, self.info.context_tokens - limits.max_tokens)
        body: dict[str, Any] = {
            "model": self._reach.model,
            "prompt": cut_start(prompt.rstrip(" \t"), 3 * room),
            **_sampling(limits),
        }
        if seen.tells_probability:
            body["logprobs"] = _N_OTHERS
        if limits.stop_at_line_end:
            body["stop"] = ["\n"]
        return self._line.post("/completions", body, purpose, patience)

    def _chat(self, question: Chat, limits: Limits) -> Exchange:
        turns = [{"role": turn.role, "content": turn.text} for turn in question.turns]
        body = {"model": self._reach.model, "messages": turns, **_sampling(limits)}
        return self._line.post("/chat/completions", body, Purpose.TASK, self._for_tasks)

    def _read(
        self, exchange: Exchange, reader: "_Reader", limits: Limits, stop: StopFlag
    ) -> Iterator[Piece]:
        """Yield the pieces of a completion within its time; tell `Reach` how it went."""
        ends_s = math.inf if limits.max_ms is None else time.monotonic() + limits.max_ms / 1000
        stop.on_raise(exchange.cancel)
        n_yielded = 0
        try:
            while not reader.is_over:
                left_s = None if ends_s == math.inf else max(0.0, ends_s - time.monotonic())
                event = exchange.next(left_s)
                if event is None or stop.is_raised:
                    break
                for piece in reader.take(part_of(event)):
                    n_yielded += 1
                    yield piece
            if stop.is_raised:
                return
            yield from reader.padding()
            self._reach.note_answer()
        except TimeoutError:
            self._reach.note_slow(is_silent=not exchange.has_heard)
        except RemoteError as error:
            self._reach.note_failure(error)
            if not n_yielded:
                raise
        finally:
            stop.on_raise(None)
            exchange.cancel()


class _Reader:
    """Turns parts of an answer into pieces, up to its limits.

    Attributes: is_over: no more is wanted. ended_by_itself: the server said it is whole.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._n_tokens = 0
        self._n_chars = 0
        self.is_over = False
        self.ended_by_itself = False
        self._was_cut = False

    def take(self, part: Part) -> list[Piece]:
        """Give the pieces of a part; a damaged one ends the answer before it."""
        if part.ending:
            self.ended_by_itself = part.ending == "stop"
            self._was_cut = part.ending == "length"
        if part.is_damaged:
            self.is_over = True
            return []
        pieces = self._wanted(part)
        self._n_tokens += sum(piece.n_tokens for piece in pieces)
        self._n_chars += sum(len(piece.text) for piece in pieces)
        if self._n_chars > _MOST_CHARS_PER_TOKEN * self._limits.max_tokens:
            self.is_over = True
        return pieces

    def rest(self) -> list[Piece]:
        """Give what was held back; the answer is over."""
        return []

    def padding(self) -> list[Piece]:
        """Give a piece without text, where an answer was cut, that tells so by its tokens."""
        n_missing = self._limits.max_tokens - self._n_tokens
        return [Piece("", 0.0, n_missing, 1.0)] if self._was_cut and n_missing > 0 else []

    def _wanted(self, part: Part) -> list[Piece]:
        return pieces_of(part)


class _Completion(_Reader):
    """A completion: fitted to the white space before it, ended with its line."""

    def __init__(self, prompt: str, limits: Limits) -> None:
        super().__init__(limits)
        self._spaces = len(prompt) - len(prompt.rstrip(" \t"))
        self._is_first = True

    def _wanted(self, part: Part) -> list[Piece]:
        if self._is_first and part.text:
            part = self._fitted(part)
        pieces = pieces_of(part)
        if not self._limits.stop_at_line_end:
            return pieces
        kept: list[Piece] = []
        for piece in pieces:
            line, feed, _ = piece.text.partition("\n")
            if line:
                kept.append(replace(piece, text=line))
            if feed:
                self.is_over = True
                break
        return kept

    def _fitted(self, part: Part) -> Part:
        """Take the space that was typed off the answer; one without it is none.

        White space was cut off the prompt, as models have it at their tokens' start.
        """
        self._is_first = False
        if not self._spaces:
            return part
        if part.text[0] not in " \t":
            self.is_over = True
            return Part("", (), part.ending)
        text = part.text.lstrip(" \t")
        if not part.tokens:
            return replace(part, text=text)
        first, *rest = part.tokens
        shown = first.text.lstrip(" \t")
        first = replace(first, text=shown, log_probability=given_space(first))
        tokens = (first, *rest)
        is_same = "".join(token.text for token in tokens) == text
        return Part(text, tokens if is_same else (), part.ending)


class _Answer(_Reader):
    """A chat's answer, without what the model thought aloud."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self._thoughts = Thoughts()

    def _wanted(self, part: Part) -> list[Piece]:
        text = self._thoughts.without(part.text)
        if text == part.text:
            return pieces_of(part)
        return pieces_of(Part(text))

    def rest(self) -> list[Piece]:
        """Give what was held back as a thought that may have begun."""
        rest = self._thoughts.rest()
        return [Piece(rest, UNKNOWN, 1, UNKNOWN)] if rest else []


def cut_start(text: str, most_bytes: int) -> str:
    """Cut a text at its start to so many bytes, at a word where one is near.

    Example:
        >>> cut_start("one two three", 9)
        'three'
    """
    raw = text.encode("utf-8", "replace")
    if len(raw) <= most_bytes:
        return text
    rest = raw[-most_bytes:].decode("utf-8", "ignore")
    space = rest.find(" ", 0, 80)
    return rest[space + 1 :]


def cut_chat(chat: Chat, room_tokens: int) -> Chat:
    """Cut a chat's last turn in its middle where it leaves no room for an answer."""
    *others, last = chat.turns
    n_others = sum(len(turn.text.encode("utf-8", "replace")) for turn in others)
    raw = last.text.encode("utf-8", "replace")
    room = max(300, 3 * room_tokens - n_others)
    if len(raw) <= room:
        return chat
    half = room // 2
    head, tail = (part.decode("utf-8", "ignore") for part in (raw[:half], raw[-half:]))
    text = f"{head}\n\u2026\n{tail}"
    return Chat((*others, replace(last, text=text)))


def _sampling(limits: Limits) -> dict[str, Any]:
    wishes: dict[str, Any] = {
        "stream": True,
        "max_tokens": limits.max_tokens,
        "temperature": limits.temperature,
    }
    if limits.temperature > 0:
        wishes["top_p"] = limits.top_p
        if limits.seed is not None:
            wishes["seed"] = limits.seed % (1 << 31)
    if limits.no_repeat_tokens:
        wishes["frequency_penalty"] = 0.3
    return wishes


def _unlikeliness(answer: Continuation) -> float:
    """Sort by the mean of a token; what is not known stays where it was."""
    mean = answer.log_probability / max(1, answer.n_tokens)
    return 0.0 if math.isnan(mean) else -mean


def _wait(stop: StopFlag, wait_s: float) -> None:
    """Wait, or less where the flag goes up."""
    is_up = threading.Event()
    stop.on_raise(is_up.set)
    is_up.wait(wait_s)
    stop.on_raise(None)


def _refuse_scoring() -> NoReturn:
    raise ModelMissing("A server cannot weigh a text; the model on this machine does.")

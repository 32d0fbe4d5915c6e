"""A language model that follows a script: for tests, traces and `--engine scripted`.

Deterministic, without numpy or onnxruntime, ready at once. It ships, as a model
that anyone can reason about. May import: engine.model. Thread: as `TextModel`.
"""

import math
import re
import threading
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence

from writer_app.engine.model import (
    Chat,
    Continuation,
    Limits,
    ModelInfo,
    Opening,
    Piece,
    Question,
    Score,
    Skill,
    StopFlag,
)
from writer_app.errors import ModelMissing

Script = Callable[[str, str], str | Sequence[str]]
Reply = Callable[[Question], str | Sequence[str]]

_TOKEN = re.compile(r"[^\S\n]*[^\W_]{1,6}(?:['\u2019](?=[^\W\d_]))?|[^\S\n]*[^\w\s]|\n|\s+|_")
_PLACES = ("house", "river", "garden", "village", "window", "harbour", "mountain", "library")
_TURNS = (
    "and the {0} was quiet in the morning light",
    "as if the {0} had always been there",
    "while the rain fell softly on the {0}",
    "because nobody had looked at the {0} before",
    "until the road came back to the {0}",
    "with a view over the old {0}",
    "and then, at last, the {0} came in sight",
    "so that everyone could see the {0}",
)


class Gate:
    """A gate that holds the model before each piece, for tests of threads.

    Thread: any. It starts shut.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._n_free = 0
        self._is_open = False
        self._n_held = 0

    def let_through(self, n: int = 1) -> None:
        """Let the next n pieces pass."""
        with self._condition:
            self._n_free += n
            self._condition.notify_all()

    def open(self) -> None:
        """Let everything pass from now on."""
        with self._condition:
            self._is_open = True
            self._condition.notify_all()

    def wait_until_held(self, timeout_s: float = 10.0) -> bool:
        """Wait until a run stands before the gate; False when none came."""
        with self._condition:
            return self._condition.wait_for(lambda: self._n_held > 0, timeout_s)

    def pass_through(self, stop: StopFlag) -> bool:
        """Wait to be let through; False when `stop` went up first. Thread: worker."""
        stop.on_raise(self._wake)
        with self._condition:
            self._n_held += 1
            self._condition.notify_all()
            self._condition.wait_for(lambda: self._may_pass() or stop.is_raised)
            self._n_held -= 1
            is_through = not stop.is_raised
            if is_through and not self._is_open:
                self._n_free -= 1
        stop.on_raise(None)
        return is_through

    def _may_pass(self) -> bool:
        return self._is_open or self._n_free > 0

    def _wake(self) -> None:
        with self._condition:
            self._condition.notify_all()


class ScriptedModel:
    """A `TextModel` whose answers stand in a script.

    Args:
        script: gives the continuation of (prompt, suffix), or several, best first; an
            empty one means the model has nothing to say. None: plain sensible English
            for any prompt.
        probability: of every token. boundary: of every place where a word may end.
        gate: holds the model before each piece.
        on_call: called with the prompt of every run, on the thread of the run.
        likes: gives the natural-log probability of a whole text, for `score_many`; None:
            every token is as likely as `probability` says.
        replies: answers questions, or several times, the seed choosing; None: an opening is
            carried on by `script`, and anything else comes back as it was asked.
    """

    def __init__(
        self,
        script: Script | None = None,
        probability: float = 0.95,
        boundary: float = 0.97,
        gate: Gate | None = None,
        on_call: Callable[[str], None] | None = None,
        info: ModelInfo | None = None,
        likes: Callable[[str], float] | None = None,
        replies: Reply | None = None,
    ) -> None:
        self._script = script
        self._likes = likes
        self._replies = replies
        self._probability = probability
        self._boundary = boundary
        self._gate = gate
        self._on_call = on_call
        self._info = info or _default_info()
        self.is_closed = False
        self.learnt: list[tuple[int, str]] = []
        self._document = 0

    @property
    def info(self) -> ModelInfo:
        """Tell what model this is. Thread: any."""
        return self._info

    def complete(
        self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> Iterator[Piece]:
        """Yield the script's answer piece by piece. Thread: worker."""
        if self._on_call is not None:
            self._on_call(prompt)
        texts = self._texts(prompt, suffix, 8)
        if not texts:
            return
        choice = 0
        if limits.temperature > 0:
            choice = (limits.seed or 0) % len(texts)
        for piece in self._pieces(texts[choice], limits):
            if stop.is_raised:
                return
            if self._gate is not None and not self._gate.pass_through(stop):
                return
            yield piece

    def alternatives(
        self, prompt: str, n: int, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> list[Continuation]:
        """Give the script's first n answers; fewer when it has fewer. Thread: worker."""
        if self._on_call is not None:
            self._on_call(prompt)
        found: list[Continuation] = []
        for text in self._texts(prompt, suffix, n):
            if stop.is_raised or (self._gate is not None and not self._gate.pass_through(stop)):
                break
            answer = Continuation(tuple(self._pieces(text, limits)))
            if answer.text and answer.text not in {kept.text for kept in found}:
                found.append(answer)
        return found[:n]

    def answer(self, question: Question, limits: Limits, stop: StopFlag) -> Iterator[Piece | None]:
        """Yield the reply to a question piece by piece. Thread: worker."""
        if self._on_call is not None:
            self._on_call(said_in(question))
        self._refuse_unknown(question)
        yield None
        texts = self._replies_to(question)
        if not texts:
            return
        choice = (limits.seed or 0) % len(texts) if limits.temperature > 0 else 0
        for piece in self._pieces(texts[choice], limits):
            if stop.is_raised or (self._gate is not None and not self._gate.pass_through(stop)):
                return
            yield piece
        if self.count_tokens(texts[choice]) < limits.max_tokens:
            yield Piece("", math.log(self._probability), 1, self._boundary)

    def count_question(self, question: Question) -> int:
        """Count the tokens of what is asked. Thread: worker."""
        self._refuse_unknown(question)
        return self.count_tokens(said_in(question))

    def fork(self) -> "ScriptedModel":
        """Give itself: there is no cache to keep apart. Thread: worker."""
        return self

    def _refuse_unknown(self, question: Question) -> None:
        if isinstance(question, Skill) and question.name not in self._info.skills:
            raise ModelMissing(f"The scripted model was not taught to {question.name}.")
        if isinstance(question, Chat) and not self._info.is_instruct:
            raise ModelMissing("The scripted model follows no requests in words.")

    def _replies_to(self, question: Question) -> list[str]:
        if self._replies is not None:
            reply = self._replies(question)
            return [text for text in ([reply] if isinstance(reply, str) else reply) if text]
        if isinstance(question, Opening):
            return self._texts(question.text, "", 8)
        return [said_in(question)]

    def score(self, text: str, stop: StopFlag, after: str = "") -> Score:
        """Score every token at the one probability of the script. Thread: worker."""
        del stop
        n_tokens = self.count_tokens(text)
        texts = self._texts(after, "", 1)
        is_greedy = bool(text) and bool(texts) and texts[0].startswith(text)
        return Score(n_tokens, -n_tokens * math.log(self._probability), is_greedy)

    def score_many(self, texts: Sequence[str], stop: StopFlag, after: str = "") -> list[float]:
        """Give what `likes` says of each text with what goes before it. Thread: worker."""
        if stop.is_raised:
            return []
        if self._likes is not None:
            return [self._likes(after + text) for text in texts]
        return [self.count_tokens(text) * math.log(self._probability) for text in texts]

    def score_steps(
        self, texts: Sequence[str], stop: StopFlag, after: str = ""
    ) -> Generator[None, None, list[float]]:
        """Give what `score_many` gives, after one step. Thread: worker."""
        yield
        return self.score_many(texts, stop, after)

    def warm(self, prompt: str, stop: StopFlag) -> None:
        """Do nothing: there is no cache. Thread: worker."""

    def learn(self, text: str) -> None:
        """Keep the text in `learnt`, with its document. Thread: worker."""
        self.learnt.append((self._document, text))

    def attend(self, document: int) -> None:
        """Note the document. Thread: worker."""
        self._document = document

    def count_tokens(self, text: str) -> int:
        """Count the tokens of a text. Thread: worker."""
        return sum(1 for _ in _TOKEN.finditer(text))

    def close(self) -> None:
        """Note that the model was closed. Thread: any."""
        self.is_closed = True

    def _texts(self, prompt: str, suffix: str, n: int) -> list[str]:
        if self._script is None:
            return [plain_continuation(prompt, index) for index in range(n)]
        answer = self._script(prompt, suffix)
        return [text for text in ([answer] if isinstance(answer, str) else answer) if text]

    def _pieces(self, text: str, limits: Limits) -> Iterator[Piece]:
        if limits.stop_at_line_end:
            text = text.split("\n", 1)[0]
        log_probability = math.log(self._probability)
        is_in_word = False
        for n_tokens, match in enumerate(_TOKEN.finditer(text)):
            if n_tokens >= limits.max_tokens:
                return
            token = match.group()
            carries_on = is_in_word and token[0].isalnum()
            boundary = 1 - self._boundary if carries_on else self._boundary
            yield Piece(token, log_probability, 1, boundary)
            is_in_word = token[-1].isalnum() or (len(token) > 1 and token[-1] in "'\u2019")


def said_in(question: Question) -> str:
    """Give the text that a question is about: the last turn's of a chat.

    Example:
        >>> said_in(Skill("shorten", "It was late."))
        'It was late.'
    """
    return question.turns[-1].text if isinstance(question, Chat) else question.text


def script_of(table: dict[str, str | Sequence[str]]) -> Script:
    """Make a script of a table: the longest key that the prompt ends with answers.

    Example:
        >>> script_of({"the": " end", "of the": " day"})("of the", "")
        ' day'
    """

    def answer(prompt: str, _suffix: str) -> str | Sequence[str]:
        fitting = [key for key in table if prompt.endswith(key)]
        return table[max(fitting, key=len)] if fitting else ""

    return answer


def plain_continuation(prompt: str, index: int = 0) -> str:
    """Give plain English that may follow any prompt, another for every index.

    Example:
        >>> plain_continuation("It was late ").startswith(" "), plain_continuation("") != ""
        (False, True)
    """
    seed = zlib.crc32(prompt.rstrip().rpartition(" ")[2].encode("utf-8", "replace"))
    turn = _TURNS[(seed + index) % len(_TURNS)]
    text = turn.format(_PLACES[(seed // 8 + index + index // len(_TURNS)) % len(_PLACES)])
    if index >= len(_TURNS) * len(_PLACES):
        text += f", {index} times over"
    if not prompt or prompt.endswith("\n"):
        return text[0].upper() + text[1:] + "."
    return (text if prompt[-1].isspace() else " " + text) + "."


def _default_info() -> ModelInfo:
    return ModelInfo(
        name="scripted",
        device="cpu",
        context_tokens=512,
        languages=("en",),
        threshold=0.3,
        fills_middle=False,
        licence="MIT",
        engine="scripted",
    )

"""The real model: text in, pieces of text out, over a graph and its KV cache.

It owns the loop and the kept prefix: between requests the cache keeps what it
has read, and a new prompt pays only for what differs. Thread: worker.
"""

import contextlib
import itertools
import math
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from writer_app.engine import artifact, runtime
from writer_app.engine.answer import Answer, Row, Step, first_step
from writer_app.engine.decoder import CHUNK_TOKENS, Decoder, example_feeds, open_decoder
from writer_app.engine.healing import Healer, Start
from writer_app.engine.kv_cache import common_prefix
from writer_app.engine.model import (
    Continuation,
    Limits,
    ModelInfo,
    Opening,
    Piece,
    Question,
    Score,
    StopFlag,
)
from writer_app.engine.phrase_memory import (
    MOST_ORDER,
    MOST_VOCABULARY,
    PhraseMemories,
    PhraseMemory,
)
from writer_app.engine.questions import Questions
from writer_app.engine.ranking import Walk
from writer_app.engine.repetition import RepetitionGuard
from writer_app.engine.runtime import RunControl, Session, Stopped, controlled
from writer_app.engine.sampling import Chooser, log_softmax
from writer_app.engine.threads import choose_threads
from writer_app.engine.tokens import Vocabulary
from writer_app.errors import ModelCorrupt, ModelError

if TYPE_CHECKING:  # brings jinja2, which only chats need
    from writer_app.engine.chat_template import ChatTemplate

Array = np.ndarray[Any, np.dtype[Any]]

# Tokens that one healed word may take beyond the caller's limit.
_MAX_HEALED_TOKENS = 16
# Paths read while healing a half-typed word; each costs one token's run.
_MAX_RUNS = 4
_SCORED_ROWS = 64
# How long one run of a task may keep a keystroke waiting, and the tokens it reads in it.
RUN_MS = 8.0
_FIRST_RUN_TOKENS = 32
_LEAST_RUN_TOKENS = 4


def open_model(
    folder: Path, device: str = "auto", *, n_threads: int = 0, context_tokens: int = 0
) -> "Gpt":
    """Load a model folder, its hashes checked.

    Args:
        folder: a model folder (see `artifact`).
        device: "auto", "cpu" or "cuda"; CUDA is used only when the attention runs there.
        n_threads: threads of one operator; 0 chooses for this machine.
        context_tokens: another window than the manifest's (measurements); 0 keeps it.

    Raises: ModelMissing, ModelCorrupt: what is wrong and what to do, in one line.
    """
    manifest = artifact.read_manifest(folder)
    artifact.verify(manifest)
    if context_tokens:
        manifest = replace(manifest, context_tokens=context_tokens)
    vocabulary = Vocabulary(manifest.path(manifest.tokenizer))
    session, device_note = _open_session(manifest, device, n_threads)
    n_vocabulary = session.outputs["logits"].shape[-1] if "logits" in session.outputs else None
    if n_vocabulary is not None and n_vocabulary < vocabulary.n_tokens:
        raise ModelCorrupt("The tokenizer is not this graph's; install the model again.")
    decoder = open_decoder(session, manifest.context_tokens)
    info = artifact.info_of(manifest, session.device, device_note)
    return Gpt(decoder, vocabulary, info, _marks(manifest), _memories(manifest, vocabulary))


def _memories(manifest: artifact.Manifest, vocabulary: Vocabulary) -> PhraseMemories | None:
    """Give a model whose shares were measured memories for the writer's phrases."""
    if not manifest.phrase_shares or vocabulary.n_tokens > MOST_VOCABULARY:
        return None
    return PhraseMemories(manifest.phrase_shares)


def _marks(manifest: artifact.Manifest) -> "Marks":
    """Read how the model's texts and chats begin and end."""
    chat = manifest.chat
    if chat is None:
        return Marks(manifest.begin_token, manifest.end_tokens)
    from writer_app.engine.chat_template import ChatTemplate

    template = ChatTemplate(artifact.read_template(manifest), chat.tokens)
    return Marks(manifest.begin_token, manifest.end_tokens, chat.end_tokens, template)


def _open_session(manifest: artifact.Manifest, device: str, n_threads: int) -> tuple[Session, str]:
    """Open the graph for the best device that is wished.

    Returns: the session, and why it is not on the card although that was wished; "" else.
    """
    note = ""
    if device != "cpu":
        session, note = _tried_on_cuda(manifest, is_wished=device == "cuda")
        if session is not None:
            return session, ""
    name = manifest.graphs.get("cpu")
    if name is None:
        raise ModelCorrupt("This model has no graph for the CPU; choose another model.")
    n_threads = n_threads or choose_threads(artifact.graph_bytes(manifest))
    return Session(manifest.path(name), "cpu", n_threads), note


def _tried_on_cuda(manifest: artifact.Manifest, *, is_wished: bool) -> tuple[Session | None, str]:
    """Open the graph for CUDA, or say why not; nobody who has no such card hears of it.

    Args:
        is_wished: the writer asked for CUDA by name.
    """
    name = manifest.graphs.get("cuda")
    if name is None:
        words = f"{manifest.name} has no graph for CUDA, so it runs on the CPU."
        return None, words if is_wished else ""
    obstacle = runtime.cuda_obstacle()
    if not obstacle:
        try:
            return _open_on_cuda(manifest.path(name)), ""
        except ModelError as error:
            obstacle = str(error).removesuffix(".")
    if is_wished or runtime.has_nvidia_driver():
        return None, f"{manifest.name} runs on the CPU: {obstacle}."
    return None, ""


def _open_on_cuda(path: Path) -> Session:
    """Open a graph on CUDA. Raises: ModelError when its attention would not run there."""
    session = Session(path, "cuda", 1)
    if runtime.attention_device(path, "cuda", example_feeds(session)) != "cuda":
        raise ModelCorrupt("its attention would not run on this card")
    return session


@dataclass(frozen=True, slots=True)
class Marks:
    """How a model's texts begin and end, and the form of its chats.

    Attributes:
        begin_token: "" when there is none. end_tokens: of texts. chat_end_tokens: of answers.
    """

    begin_token: str
    end_tokens: tuple[str, ...]
    chat_end_tokens: tuple[str, ...] = ()
    template: "ChatTemplate | None" = None


@dataclass(frozen=True, slots=True)
class _Prompt:
    """A prompt as tokens: those that stay, and bytes the answer must begin with."""

    ids: list[int]
    forced: bytes


class Gpt:
    """A `TextModel` over any decoder; see the protocol for its methods' promises."""

    def __init__(
        self,
        decoder: Decoder,
        vocabulary: Vocabulary,
        info: ModelInfo,
        marks: Marks,
        memories: PhraseMemories | None = None,
    ) -> None:
        self._decoder: Decoder | None = decoder
        self._vocabulary = vocabulary
        self._info = info
        self._marks = marks
        self._memories = memories
        self._memory: PhraseMemory | None = None
        begin = vocabulary.id_of(marks.begin_token) if marks.begin_token else None
        ends = _ids_of(marks.end_tokens, vocabulary)
        self._end_ids = frozenset(ends + _ids_of(marks.chat_end_tokens, vocabulary))
        self._begin_ids = [] if begin is None else [begin]
        if not self._begin_ids and ends:
            self._begin_ids = [min(ends)]
        self._questions = Questions(vocabulary, self._begin_ids, info.skills, marks.template)
        self._silenced = np.array(sorted(vocabulary.mute_ids - self._end_ids), np.int64)
        self._carries_on = vocabulary.carries_on.astype(np.float32)
        self._cached_ids: list[int] = []
        self._row_at: tuple[int, Array] | None = None
        self._walk: Walk | None = None

    @property
    def info(self) -> ModelInfo:
        """See `TextModel.info`."""
        return self._info

    @property
    def decoder(self) -> Decoder:
        """Give the decoder, for measurements. Raises: ModelCorrupt after `close`."""
        if self._decoder is None:
            raise ModelCorrupt("The model was closed.")
        return self._decoder

    @property
    def vocabulary(self) -> Vocabulary:
        """Give the tokens, for measurements."""
        return self._vocabulary

    @property
    def begin_ids(self) -> list[int]:
        """Give the tokens that every prompt begins with, for measurements."""
        return list(self._begin_ids)

    def complete(
        self, prompt: str, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> Iterator[Piece]:
        """See `TextModel.complete`.

        When the line or the document ends, one last piece with empty text tells how
        sure that end is: the word before it is whole.
        """
        with controlled(stop) as control, contextlib.suppress(Stopped):
            yield from self._decode(self._prepare(prompt, limits, suffix), limits, control)

    def alternatives(
        self, prompt: str, n: int, limits: Limits, stop: StopFlag, suffix: str = ""
    ) -> list[Continuation]:
        """See `TextModel.alternatives`.

        The prompt is read once; the n likeliest first steps are then decoded as the
        rows of one batch, which costs about one run of the weights a token.
        """
        found: dict[str, Continuation] = {}
        with controlled(stop) as control, contextlib.suppress(Stopped):
            deadline_ms = _deadline_ms(limits)
            prepared = self._prepare(prompt, limits, suffix)
            chooser = Chooser(limits.temperature, limits.top_p, limits.seed)
            for source in (prepared, _unhealed(prepared, self._vocabulary)):
                if len(found) == n:
                    break
                starts = iter(self._starts(source, 3 * n + 4, False, limits, chooser, control))
                while len(found) < n:
                    batch = list(itertools.islice(starts, n - len(found)))
                    if not batch:
                        break
                    rows = self._decode_rows(source, batch, limits, chooser, control, deadline_ms)
                    for answer in rows:
                        if answer.text:
                            found.setdefault(answer.text, answer)
        return sorted(found.values(), key=_mean_log_probability, reverse=True)

    def answer(self, question: Question, limits: Limits, stop: StopFlag) -> Iterator[Piece | None]:
        """See `TextModel.answer`."""
        ids = self._fitted(question, limits)
        deadline_ms = _deadline_ms(limits)
        guard = RepetitionGuard(ids, limits.no_repeat_tokens)
        chooser = Chooser(limits.temperature, limits.top_p, limits.seed)
        answer = Answer(limits, self._end_ids)
        with controlled(stop) as control, contextlib.suppress(Stopped):
            row = yield from self._read_slowly(ids, control)
            while not answer.is_over and _now_ms() <= deadline_ms:
                step = self._choose(guard.without_repeats(row), chooser)
                guard.take(step.token)
                # A step that shows nothing yet gives way to keystrokes too.
                yield answer.take(step)
                if not answer.is_over:
                    row = self._append([step.token], control)

    def count_question(self, question: Question) -> int:
        """See `TextModel.count_question`."""
        return len(self._questions.ids(question))

    def fork(self) -> "Gpt":
        """See `TextModel.fork`."""
        words = self._vocabulary.fork()
        return Gpt(self.decoder.fork(), words, self._info, self._marks, self._memories)

    def score(self, text: str, stop: StopFlag, after: str = "") -> Score:
        """See `TextModel.score`.

        Without a begin token the very first token has nothing to be foreseen from and is
        not counted. When stopped, what was scored until then.
        """
        ids, n_context = self._vocabulary.encode_parts(after, text)
        ids, n_context = self._begin_ids + ids, len(self._begin_ids) + n_context
        nats, is_greedy, n_scored = 0.0, bool(text), 0
        with controlled(stop) as control, contextlib.suppress(Stopped):
            for targets, logits in self._scored_rows(ids, n_context, control):
                rows = log_softmax(logits.astype(np.float64))
                taken = np.take_along_axis(rows, targets[:, None], axis=1)[:, 0]
                nats -= float(taken.sum())
                n_scored += len(targets)
                is_greedy = is_greedy and bool((rows.max(axis=1) <= taken).all())
        return Score(n_scored, nats, is_greedy)

    def score_many(self, texts: Sequence[str], stop: StopFlag, after: str = "") -> list[float]:
        """See `TextModel.score_many`."""
        return result_of(self.score_steps(texts, stop, after))

    def score_steps(
        self, texts: Sequence[str], stop: StopFlag, after: str = ""
    ) -> Generator[None, None, list[float]]:
        """See `TextModel.score_steps`. A text longer than the window goes through `score`."""
        window = self._info.context_tokens
        parts = [self._vocabulary.encode_parts(after, text) for text in texts]
        longest = max((len(ids) - n_after for ids, n_after in parts), default=0)
        if longest + len(self._begin_ids) > window:
            nats = []
            for text in texts:
                nats.append(self.score(text, stop, after).nats)
                yield
            return [] if stop.is_raised else [-one for one in nats]
        room = window - longest - len(self._begin_ids)
        jobs = []
        for ids, n_after in parts:
            n_cut = max(0, n_after - room)
            jobs.append((self._begin_ids + ids[n_cut:], len(self._begin_ids) + n_after - n_cut))
        with controlled(stop) as control, contextlib.suppress(Stopped):
            walk = self._walk
            if walk is None:
                self._start_over([], control)
                walk = Walk(self.decoder)
            # A walk that ends midway may have read what it has not noted.
            self._walk = None
            found = yield from walk.log_probabilities(jobs, control)
            self._walk = walk
            return found
        return []

    def warm(self, prompt: str, stop: StopFlag) -> None:
        """See `TextModel.warm`."""
        with controlled(stop) as control, contextlib.suppress(Stopped):
            self._read(self._prepare(prompt, Limits()).ids, control)

    def learn(self, text: str) -> None:
        """See `TextModel.learn`."""
        if self._memory is not None:
            self._memory.learn(self._vocabulary.encode(text))

    def attend(self, document: int) -> None:
        """See `TextModel.attend`."""
        if self._memories is not None:
            self._memory = self._memories.of(document) if document else None

    def count_tokens(self, text: str) -> int:
        """See `TextModel.count_tokens`."""
        return len(self._vocabulary.encode(text))

    def close(self) -> None:
        """See `TextModel.close`."""
        self._decoder = None
        self._row_at = None
        self._walk = None

    def _prepare(self, prompt: str, limits: Limits, suffix: str = "") -> _Prompt:
        """Heal the prompt's end and cut its start in jumps of a quarter window."""
        head, forced = self._vocabulary.heal(prompt)
        # Encoded with what follows: "\n\n" alone is another token than before a word.
        ids, n_head = self._vocabulary.encode_parts(head, prompt[len(head) :])
        ids = ids[:n_head]
        quarter = max(1, self._info.context_tokens // 4)
        opening = self._begin_ids + self._suffix_ids(suffix, quarter)
        wanted = min(limits.max_tokens, 2 * quarter) + _MAX_HEALED_TOKENS + len(opening)
        room = max(quarter, self._info.context_tokens - wanted)
        if len(ids) > room:
            start = -(-(len(ids) - room) // quarter) * quarter
            ids = ids[start:]
        # A model that knows no begin token starts an empty page as after a blank line.
        return _Prompt(opening + ids or self._vocabulary.encode("\n"), forced)

    def _suffix_ids(self, suffix: str, max_tokens: int) -> list[int]:
        """Give the text after the caret as the model was taught it, before the prefix.

        So placed, letters typed at the caret only append to what the cache holds.
        Source: SPM order in Bavarian et al. 2022, without its middle token.
        """
        marks = [self._vocabulary.id_of(name) for name in ("<|suffix|>", "<|prefix|>")]
        if not suffix or not self._info.fills_middle or marks[0] is None or marks[1] is None:
            return []
        return [marks[0], *self._vocabulary.encode(suffix)[:max_tokens], marks[1]]

    def _read(self, ids: list[int], control: RunControl) -> Array:
        """Bring the cache to exactly `ids`; give the last logit row, float32 (V,)."""
        del self._cached_ids[self.decoder.length :]
        n_shared = common_prefix(self._cached_ids, ids)
        if n_shared == len(ids) and self._row_at and self._row_at[0] == n_shared:
            self._go_back(n_shared)
            return self._row_at[1]
        n_shared = min(n_shared, len(ids) - 1)
        self._go_back(n_shared)
        if self._row_at and self._row_at[0] > n_shared:
            self._row_at = None
        row = self._append(ids[n_shared:], control).copy()
        self._row_at = (len(ids), row)
        return row

    def _fitted(self, question: Question, limits: Limits) -> list[int]:
        """Give a question's ids, cut where it leaves no room for its answer.

        A text to be carried on loses its start, a request the middle of what it is about.
        """
        ids, window = self._questions.ids(question), self._info.context_tokens
        if isinstance(question, Opening):
            room = max(window // 2, window - limits.max_tokens) - len(self._begin_ids)
            ids = ids if len(ids) <= room else self._begin_ids + ids[-room:]
            # As on an empty page of `_prepare`.
            return ids or self._vocabulary.encode("\n")
        room = max(window // 4, window - limits.max_tokens)
        return ids if len(ids) <= room else ids[: room // 2] + ids[room // 2 - room :]

    def _read_slowly(self, ids: list[int], control: RunControl) -> Generator[None, None, Array]:
        """As `_read`, in runs of about RUN_MS; yields after each but the last."""
        del self._cached_ids[self.decoder.length :]
        place = min(common_prefix(self._cached_ids, ids), len(ids) - 1)
        self._go_back(place)
        self._row_at = None
        n_tokens = _FIRST_RUN_TOKENS
        while len(ids) - place > n_tokens:
            started_ms = _now_ms()
            self._append(ids[place : place + n_tokens], control)
            place += n_tokens
            n_tokens = _next_run_tokens(n_tokens, _now_ms() - started_ms)
            yield
        return self._append(ids[place:], control)

    def _go_back(self, n_tokens: int) -> None:
        self._walk = None
        self.decoder.rewind(n_tokens)
        del self._cached_ids[n_tokens:]

    def _append(self, ids: list[int], control: RunControl) -> Array:
        """Append tokens to cache and record; give the last logit row, float32 (V,).

        When the cache is full, its older half gives way.
        """
        if len(self._cached_ids) + len(ids) > self.decoder.max_tokens:
            ids = self._begin_ids + self._cached_ids[-self.decoder.max_tokens // 2 :] + ids
            self._go_back(0)
            self._row_at = None
        self._cached_ids += ids
        row: Array = self.decoder.append(ids, 1, control)[-1]
        return row

    def _decode(self, prompt: _Prompt, limits: Limits, control: RunControl) -> Iterator[Piece]:
        chooser = Chooser(limits.temperature, limits.top_p, limits.seed)
        answer = Answer(limits, self._end_ids)
        deadline_ms = _deadline_ms(limits)
        starts = self._starts(prompt, 1, True, limits, chooser, control)
        if not starts:
            prompt = _unhealed(prompt, self._vocabulary)
            starts = self._starts(prompt, 1, True, limits, chooser, control)
        if not starts:
            return
        step, whole = first_step(starts[0]), prompt.ids + list(starts[0].tokens)
        # Healing has often read all but the last of these tokens already.
        n_read = min(common_prefix(self._cached_ids, whole), len(whole) - 1)
        self._go_back(n_read)
        fed = whole[n_read:]
        while True:
            piece = answer.take(step)
            if piece is not None:
                yield piece
            if answer.is_over or _now_ms() > deadline_ms:
                return
            step = self._choose(self._append(fed, control), chooser, self._cached_ids)
            fed = [step.token]

    def _choose(self, row: Array, chooser: Chooser, before: Sequence[int] = ()) -> Step:
        """Choose the next token, the end of the text among them.

        Args: before: the tokens before it, where the writer's phrases count.
        """
        weights, total = self._weights(row, before)
        token = chooser.pick(weights)
        shown = b"" if token in self._end_ids else self._vocabulary.token_bytes[token]
        # einsum and not a dot product: BLAS may wake threads that then spin.
        carried = float(np.einsum("v,v->", weights, self._carries_on)) / total
        log_probability = min(math.log(float(weights[token]) / total), 0.0)
        return Step(token, shown, log_probability, min(max(1.0 - carried, 0.0), 1.0))

    def _weights(self, row: Array, before: Sequence[int]) -> tuple[Array, float]:
        """Give exp of logits float32 (V,) less their largest, mute tokens at zero, and the sum.

        V is the tokenizer's vocabulary: a graph may have rows that stand for nothing. What
        followed `before` in the writer's text has its share already.
        """
        weights = row[: self._vocabulary.n_tokens].copy()
        weights[self._silenced] = -np.inf
        weights -= weights.max()
        np.exp(weights, out=weights)
        total = float(weights.sum())
        if self._memory is None or not before or not len(self._memory):
            return weights, total
        weights /= total
        self._memory.blend(weights, before[-MOST_ORDER:])
        return weights, 1.0

    def _probabilities(self, row: Array, before: Sequence[int]) -> Array:
        """Give float32 (V,) over the tokenizer's tokens, mute ones at zero."""
        weights, total = self._weights(row, before)
        weights /= total
        return weights

    def _starts(
        self,
        prompt: _Prompt,
        n: int,
        may_end: bool,
        limits: Limits,
        chooser: Chooser,
        control: RunControl,
    ) -> list[Start]:
        """Give beginnings of an answer, likeliest first; ends only where they may."""
        row = self._read(prompt.ids, control)

        def read(path: tuple[int, ...]) -> Array:
            self._go_back(len(prompt.ids))
            return self._probabilities(self._append(list(path), control), self._cached_ids)

        banned, ends = self._silenced, self._end_ids
        if not may_end:
            banned = np.concatenate([banned, np.array(sorted(ends), np.int64)])
            ends = frozenset()
        healer = Healer(self._vocabulary, banned, ends, read)
        first = self._probabilities(row, prompt.ids)
        found = healer.starts(first, prompt.forced, n, _MAX_RUNS, chooser)
        if may_end or not limits.stop_at_line_end:
            return found
        return [start for start in found if not start.shown.lstrip(b" ").startswith(b"\n")]

    def _decode_rows(
        self,
        prompt: _Prompt,
        starts: list[Start],
        limits: Limits,
        chooser: Chooser,
        control: RunControl,
        deadline_ms: float,
    ) -> list[Continuation]:
        """Carry each beginning on as one row of a batch, until the deadline.

        Rows begin with paths of different lengths, yet all grow by one token a step, so
        the cache stays one rectangle.
        """
        self._read(prompt.ids, control)
        n_steps = limits.max_tokens + max(len(start.tokens) for start in starts)
        n_steps = min(n_steps, self.decoder.max_tokens - len(prompt.ids))
        branches = self.decoder.branch(len(starts), n_steps)
        rows = [Row(start, Answer(limits, self._end_ids)) for start in starts]
        for _ in range(n_steps):
            if all(row.answer.is_over for row in rows):
                break
            if _now_ms() > deadline_ms:
                break
            column = np.array([row.next_token() for row in rows], np.int64)
            logits = branches.append(column, control)
            for row, row_logits in zip(rows, logits, strict=True):
                if row.wants_step:
                    row.take(self._choose(row_logits, chooser, prompt.ids + row.fed))
        return [Continuation(tuple(row.pieces)) for row in rows]

    def _scored_rows(
        self, ids: list[int], n_context: int, control: RunControl
    ) -> Iterator[tuple[Array, Array]]:
        """Yield targets int64 (n,) and their logit rows float32 (n, V), each target once."""
        window, n_ids = self._info.context_tokens, len(ids)
        fed = max(n_context, 1) - 1
        start = max(0, min(fed + 1 - window // 2, n_ids - 1 - window))
        self._start_over(ids[start:fed], control)
        while fed + 1 < n_ids:
            n_rows = min(_SCORED_ROWS, n_ids - 1 - fed, start + window - fed)
            if n_rows == 0:
                start = fed - window // 2
                self._start_over(ids[start:fed], control)
                continue
            rows = self.decoder.append(ids[fed : fed + n_rows], n_rows, control)
            yield np.array(ids[fed + 1 : fed + 1 + n_rows], np.int64), rows
            fed += n_rows

    def _start_over(self, ids: list[int], control: RunControl) -> None:
        """Empty the cache and read `ids`; what the last prompt left is forgotten."""
        self._go_back(0)
        self._row_at = None
        if ids:
            self.decoder.append(ids, 1, control)


def _ids_of(tokens: Sequence[str], vocabulary: Vocabulary) -> list[int]:
    return [i for token in tokens if (i := vocabulary.id_of(token)) is not None]


def _unhealed(prompt: _Prompt, vocabulary: Vocabulary) -> _Prompt:
    """Give the prompt with its last word settled as it stands.

    For texts that no way of healing carries on (a decomposed letter, say).
    """
    return _Prompt(prompt.ids + vocabulary.encode_inside(prompt.forced.decode()), b"")


def _next_run_tokens(n_tokens: int, took_ms: float) -> int:
    """Choose how many tokens the next run of a task reads, so that it takes about RUN_MS."""
    fitting = n_tokens * RUN_MS / max(took_ms, 0.01)
    return int(min(max(fitting, n_tokens / 2, _LEAST_RUN_TOKENS), 2 * n_tokens, CHUNK_TOKENS))


def result_of(steps: Generator[None, None, list[float]]) -> list[float]:
    """Run steps to their end; give what they return."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: list[float] = done.value
            return found


def _mean_log_probability(answer: Continuation) -> float:
    return answer.log_probability / max(answer.n_tokens, 1)


def _deadline_ms(limits: Limits) -> float:
    return math.inf if limits.max_ms is None else _now_ms() + limits.max_ms


def _now_ms() -> float:
    return time.perf_counter() * 1000

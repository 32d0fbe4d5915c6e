"""One question answered: context, then model, then shape.

The one place where the three meet; the worker and the typing bench both run it. May
import: assist and engine.model. Thread: worker.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from writer_app.assist.context import Context, ContextKeeper
from writer_app.assist.decency import Decency
from writer_app.assist.learning import Learner
from writer_app.assist.messages import Request, RequestKind, Suggestion, Timings
from writer_app.assist.shape import Shaper, ShapeRules
from writer_app.engine.model import Continuation, Limits, StopFlag, TextModel

_MAX_GHOST_MS = 1000.0
_MAX_AWAY_MS = 2500.0
"""A ghost from another machine also takes the way there and back, and the pause before it."""
_MAX_TOKENS = 48


@dataclass(slots=True)
class _Run:
    """The clock and the count of one answer."""

    start_ms: float
    first_token_ms: float = 0.0
    n_tokens: int = 0


class Answerer:
    """Answer requests with one model.

    Args:
        model: to ask. blocklist: casefolded words. now_ms: a monotonic clock.
        rules: template of the shape's rules; a request fills in its own part.
    """

    def __init__(
        self,
        model: TextModel,
        blocklist: frozenset[str],
        now_ms: Callable[[], float],
        rules: ShapeRules | None = None,
    ) -> None:
        self._model = model
        self._decency = Decency(blocklist)
        self._now_ms = now_ms
        self._rules = rules or ShapeRules(threshold=model.info.threshold)
        info = model.info
        self._learner = Learner(model)
        self._context = ContextKeeper(model.count_tokens, info.context_tokens, info.fills_middle)

    def answer(self, request: Request, stop: StopFlag) -> Iterator[Suggestion]:
        """Yield the ghost as whole words are earned; the last one is final.

        A stopped request yields nothing more. Raises: ModelRunFailed.
        """
        run = _Run(self._now_ms())
        self._learner.follow(request)
        limits = self._limits(request)
        context = self._context.build(request.before, request.after, limits.max_tokens)
        if request.kind is RequestKind.ALTERNATIVES:
            yield from self._answer_several(request, context, limits, stop, run)
        else:
            yield from self._answer_one(request, context, limits, stop, run)

    def _answer_one(
        self, request: Request, context: Context, limits: Limits, stop: StopFlag, run: _Run
    ) -> Iterator[Suggestion]:
        shaper = self._shaper(request)
        sent = ""
        is_streaming = request.kind is RequestKind.GHOST
        for piece in self._model.complete(context.prompt, limits, stop, context.suffix):
            if run.n_tokens == 0:
                run.first_token_ms = self._now_ms() - run.start_ms
            run.n_tokens += piece.n_tokens
            goes_on = shaper.take(piece)
            if stop.is_raised:
                return
            if not goes_on:
                break
            if is_streaming and shaper.text != sent:
                sent = shaper.text
                yield self._suggestion(request, [shaper], run, is_final=False)
        if stop.is_raised:
            return
        shaper.finish(is_whole=self._is_whole(run, limits))
        yield self._suggestion(request, [shaper], run, is_final=True)

    def _answer_several(
        self, request: Request, context: Context, limits: Limits, stop: StopFlag, run: _Run
    ) -> Iterator[Suggestion]:
        answers = self._model.alternatives(context.prompt, request.n, limits, stop, context.suffix)
        if stop.is_raised:
            return
        run.first_token_ms = self._now_ms() - run.start_ms
        run.n_tokens = sum(answer.n_tokens for answer in answers)
        shapers = [self._shape_whole(request, answer, limits) for answer in answers]
        yield self._suggestion(request, shapers, run, is_final=True)

    def _shape_whole(self, request: Request, answer: Continuation, limits: Limits) -> Shaper:
        shaper = self._shaper(request)
        for piece in answer.pieces:
            if not shaper.take(piece):
                break
        shaper.finish(is_whole=answer.n_tokens < limits.max_tokens)
        return shaper

    def _shaper(self, request: Request) -> Shaper:
        rules = replace(
            self._rules,
            threshold=request.threshold,
            max_words=request.max_words,
            is_asked=request.is_asked,
        )
        return Shaper(request.before, request.after, rules, self._decency)

    def _limits(self, request: Request) -> Limits:
        n_tokens = min(_MAX_TOKENS, 3 * request.max_words + 4, self._window_quarter())
        max_ms = _MAX_AWAY_MS if self._model.info.host else _MAX_GHOST_MS
        return Limits(max_tokens=max(1, n_tokens), max_ms=max_ms)

    def _window_quarter(self) -> int:
        return self._model.info.context_tokens // 4

    def _is_whole(self, run: _Run, limits: Limits) -> bool:
        """Tell whether the model ended by itself, not at a limit of tokens or time."""
        is_late = limits.max_ms is not None and self._now_ms() - run.start_ms >= limits.max_ms
        return run.n_tokens < limits.max_tokens and not is_late

    def _suggestion(
        self, request: Request, shapers: list[Shaper], run: _Run, is_final: bool
    ) -> Suggestion:
        """Gather the texts that are worth showing, each once."""
        found: dict[str, float] = {}
        for shaper in shapers:
            if shaper.text:
                found.setdefault(shaper.text, shaper.probability)
        return Suggestion(
            request_id=request.request_id,
            revision=request.revision,
            kind=request.kind,
            texts=tuple(found),
            probabilities=tuple(found.values()),
            timings=Timings(run.first_token_ms, self._now_ms() - run.start_ms, run.n_tokens),
            is_final=is_final,
        )

"""A rewriting as a task of the worker: between keystrokes, streaming, to be cancelled.

May import: assist, engine.model. Thread: worker.
"""

from collections.abc import Callable, Generator, Sequence

from writer_app.assist.fix.fixer import Fixer
from writer_app.assist.fix.revision import Edit, apply_edits
from writer_app.assist.messages import Message, Rewrite, RewriteProgress, RewriteReady
from writer_app.assist.rewriting.judge import NOTHING_TO_DO
from writer_app.assist.rewriting.variant import Variant, VariantWriter
from writer_app.assist.rewriting.wish import (
    MAX_VARIANTS,
    RewriteWish,
    Style,
    needs_instruct,
    obstacle,
)
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.engine.model import StopFlag, TextModel
from writer_app.errors import ModelMissing

NOTHING = "There is nothing to rewrite: select some words first."
NO_PROSE = "There is no prose to rewrite here: code, tables and front matter stay as they are."
TOO_LONG = "That is too much to rewrite at once: select up to some 30,000 words."
MAX_CHARS = 200_000
"""The longest text a model rewrites; it would take an hour. Fix has no such limit."""
_MAX_CHARS_OF_VARIANTS = 6_000
_N_REPORTS = 100
_STREAMED_CHARS = 20_000
_GROWTH = 1.02
"""Of a longer text the edits are told once there are so many times more of them."""

Steps = Generator[Message | None, None, None]


def rewrite_task(
    task_id: int, wish: RewriteWish, workshop: Workshop
) -> Callable[[TextModel, StopFlag], Steps]:
    """Make the task that `Worker.post_task` takes.

    It sends `RewriteProgress` while it works and one `RewriteReady`; what the model in use
    cannot do at all comes as a `Failure` of kind ModelMissing.

    Args:
        task_id: the one given to `post_task`.
    """

    def task(model: TextModel, stop: StopFlag) -> Steps:
        if not wish.text.strip():
            yield RewriteReady(task_id, (), NOTHING)
            return
        reason = obstacle(wish.style, model.info, wish.language)
        if reason:
            raise ModelMissing(reason)
        if wish.style is Style.FIX and not needs_instruct(wish, model.info):
            yield from _fix(task_id, wish, workshop, model, stop)
        elif len(wish.text) > MAX_CHARS:
            yield RewriteReady(task_id, (), TOO_LONG)
        else:
            yield from _rewrite(task_id, wish, workshop, model, stop)

    return task


def _fix(
    task_id: int, wish: RewriteWish, workshop: Workshop, model: TextModel, stop: StopFlag
) -> Steps:
    """Correct the text; tells the text so far after each corrected sentence."""
    lexicon = yield from workshop.lexicon()
    fixer = Fixer(model, lexicon, workshop.blocklist)
    edits: list[Edit] = []
    n_told, n_told_edits = 0, 0
    is_streamed = len(wish.text) <= _STREAMED_CHARS
    for step in fixer.steps(wish.text, stop, wish.before, wish.after):
        if isinstance(step, Edit):
            edits.append(step)
            continue
        share = step.place / len(wish.text)
        has_news = len(edits) > n_told_edits * (1 if is_streamed else _GROWTH)
        if int(share * _N_REPORTS) > n_told or has_news:
            n_told, n_told_edits = int(share * _N_REPORTS), len(edits)
            text = apply_edits(wish.text[: step.place], edits) if is_streamed else ""
            yield RewriteProgress(task_id, 0, text, share, tuple(edits), step.place)
        else:
            yield None
    if not stop.is_raised:
        text = apply_edits(wish.text, edits)
        yield RewriteReady(task_id, (Rewrite(text, tuple(edits)),))


def _rewrite(
    task_id: int, wish: RewriteWish, workshop: Workshop, model: TextModel, stop: StopFlag
) -> Steps:
    """Have the model write the variants, one after the other."""
    writer = VariantWriter(model, wish, workshop.blocklist, stop)
    n = min(max(1, wish.n), MAX_VARIANTS) if len(wish.text) <= _MAX_CHARS_OF_VARIANTS else 1
    found: list[Variant] = []
    for index in range(n):
        steps = writer.write(index)
        while True:
            try:
                reached = next(steps)
            except StopIteration as done:
                found.append(done.value)
                break
            if reached is None:
                yield None
            else:
                share = (index + reached.share) / n
                yield RewriteProgress(task_id, index, reached.text, share)
        if stop.is_raised:
            return
    yield _ready(task_id, found)


def _ready(task_id: int, found: Sequence[Variant]) -> RewriteReady:
    """Gather the variants, each once; those that change nothing only when none does."""
    if not any(one.n_passages for one in found):
        return RewriteReady(task_id, (), NO_PROSE)
    changed: dict[str, Variant] = {}
    for one in found:
        if one.rewrite.edits:
            changed.setdefault(one.rewrite.text, one)
    if changed:
        first = next(iter(changed.values()))
        n_kept = sum(reason not in NOTHING_TO_DO for reason in first.refusals)
        note = f"{n_kept} of {first.n_passages} passages stayed as they were." if n_kept else ""
        return RewriteReady(task_id, tuple(one.rewrite for one in changed.values()), note=note)
    whole = next((one for one in found if not one.refusals), None)
    if whole is not None:
        return RewriteReady(task_id, (whole.rewrite,))
    reason = found[0].refusals[0]
    refusal = f"Nothing was rewritten: {reason}. Try again, or another style."
    return RewriteReady(task_id, (), refusal)

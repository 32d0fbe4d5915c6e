"""A rewriting as a task of the worker: between keystrokes, streaming, to be cancelled.

May import: assist, engine.model. Thread: worker.
"""

from collections.abc import Callable, Generator

from writer_app.assist.fix.fixer import Fixer, Reached
from writer_app.assist.fix.revision import Edit, apply_edits
from writer_app.assist.messages import Message, Rewrite, RewriteProgress, RewriteReady
from writer_app.assist.rewriting.wish import RewriteWish, Style, obstacle
from writer_app.assist.rewriting.workshop import Workshop
from writer_app.engine.model import StopFlag, TextModel
from writer_app.errors import ModelMissing

_NOTHING = "There is nothing to rewrite: select some words first."
_N_REPORTS = 100

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
            yield RewriteReady(task_id, (), _NOTHING)
            return
        reason = obstacle(wish.style, model.info, wish.language)
        if reason:
            raise ModelMissing(reason)
        if wish.style is Style.FIX:
            yield from _fix(task_id, wish, workshop, model, stop)
            return
        raise ModelMissing(obstacle(None, model.info))

    return task


def _fix(
    task_id: int, wish: RewriteWish, workshop: Workshop, model: TextModel, stop: StopFlag
) -> Steps:
    """Correct the text; tells the text so far after each corrected sentence."""
    lexicon = yield from workshop.lexicon()
    fixer = Fixer(model, lexicon, workshop.blocklist)
    edits: list[Edit] = []
    n_told, n_told_edits = 0, 0
    for step in fixer.steps(wish.text, stop, wish.before, wish.after):
        if isinstance(step, Edit):
            edits.append(step)
            continue
        share = step.place / len(wish.text)
        if int(share * _N_REPORTS) > n_told or len(edits) > n_told_edits:
            n_told, n_told_edits = int(share * _N_REPORTS), len(edits)
            yield RewriteProgress(task_id, 0, _so_far(wish.text, edits, step), share)
        else:
            yield None
    if not stop.is_raised:
        text = apply_edits(wish.text, edits)
        yield RewriteReady(task_id, (Rewrite(text, tuple(edits)),))


def _so_far(text: str, edits: list[Edit], reached: Reached) -> str:
    return apply_edits(text[: reached.place], edits)

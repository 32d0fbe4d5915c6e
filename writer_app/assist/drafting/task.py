"""A draft as a task of the worker: between keystrokes, streaming, to be cancelled.

May import: assist, engine.model. Thread: worker.
"""

from collections.abc import Callable, Generator

from writer_app.assist.decency import Decency
from writer_app.assist.drafting.wish import DraftWish, draft_obstacle
from writer_app.assist.messages import DraftProgress, DraftReady, Message
from writer_app.engine.model import Limits, Opening, StopFlag, TextModel
from writer_app.errors import ModelMissing

Steps = Generator[Message | None, None, None]


def draft_task(
    task_id: int, wish: DraftWish, blocklist: frozenset[str] = frozenset()
) -> Callable[[TextModel, StopFlag], Steps]:
    """Make the task that `Worker.post_task` takes.

    It sends `DraftProgress` while it writes and one `DraftReady`; what the model in use
    cannot do at all comes as a `Failure` of kind ModelMissing.

    Args:
        task_id: the one given to `post_task`. blocklist: casefolded words never to bring in.
    """

    def task(model: TextModel, stop: StopFlag) -> Steps:
        reason = draft_obstacle(wish, model.info)
        if reason:
            raise ModelMissing(reason)
        limits = Limits(
            max_tokens=wish.max_tokens,
            stop_at_line_end=False,
            temperature=0.7,
            top_p=0.9,
            seed=wish.seed,
            no_repeat_tokens=6,
        )
        decency = Decency(blocklist)
        before = wish.before.rstrip(" ")
        text, n_tokens = "", 0
        for piece in model.answer(Opening(before), limits, stop):
            if piece is None or not piece.text:
                yield None
                continue
            text, n_tokens = text + piece.text, n_tokens + piece.n_tokens
            if not decency.allows(text, wish.before, wish.after):
                break
            yield DraftProgress(task_id, text)
        if not stop.is_raised:
            yield DraftReady(task_id, text, n_tokens)

    return task

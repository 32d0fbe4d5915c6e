"""A draft as a task of the worker: between keystrokes, streaming, to be cancelled.

May import: assist, engine.model. Thread: worker.
"""

from collections.abc import Callable, Generator

from writer_app.assist.decency import Decency
from writer_app.assist.drafting.wish import DraftWish, draft_obstacle
from writer_app.assist.drafting.writer import DraftWriter
from writer_app.assist.language import is_in_language
from writer_app.assist.messages import DraftReady, Message
from writer_app.assist.words import starts_inside_word
from writer_app.engine.model import StopFlag, TextModel
from writer_app.errors import ModelMissing

EMPTY_PAGE = "There is nothing to carry on yet: write a few words first."
INSIDE_WORD = "Put the caret between two words, then ask again."
OTHER_LANGUAGE = "The model in use does not know this language; choose another model."

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
        refusal = _why_not(wish, model)
        if refusal:
            yield DraftReady(task_id, "", 0, refusal)
            return
        writer = DraftWriter(task_id, wish, model, stop, Decency(blocklist))
        drafted = yield from writer.write()
        if not stop.is_raised:
            yield DraftReady(task_id, drafted.text, drafted.n_tokens, drafted.refusal)

    return task


def _why_not(wish: DraftWish, model: TextModel) -> str:
    if starts_inside_word(wish.before, wish.after):
        return INSIDE_WORD
    if not is_in_language(wish.before, "", model.info.languages):
        return OTHER_LANGUAGE
    return EMPTY_PAGE if wish.is_plain and not wish.before.strip() else ""

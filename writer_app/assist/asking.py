"""Ask a model one thing and gather its answer, in steps that give way to keystrokes.

May import: assist.cleaning, engine.model. Thread: worker.
"""

from collections.abc import Generator
from dataclasses import dataclass

from writer_app.assist.cleaning import Asked, clean, settled
from writer_app.engine.model import Limits, Question, StopFlag, TextModel

_REPORT_TOKENS = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer, cleaned.

    Attributes:
        text: empty when the model said nothing of use. n_tokens: that it said in all.
        is_whole: it ended by itself, not at a limit.
    """

    text: str
    n_tokens: int
    is_whole: bool


def ask(
    model: TextModel, question: Question, limits: Limits, stop: StopFlag, asked: Asked
) -> Generator[str | None, None, Reply]:
    """Ask one question.

    Yields: what is settled of the answer, every few words; None in between.

    Raises: ModelMissing, ModelRunFailed: as `TextModel.answer`.
    """
    said, n_tokens, is_whole, shown = "", 0, False, ""
    for piece in model.answer(question, limits, stop):
        if piece is None:
            yield None
            continue
        said += piece.text
        n_tokens += piece.n_tokens
        is_whole = not piece.text
        news = settled(said, asked) if n_tokens % _REPORT_TOKENS == 0 else shown
        yield news if news != shown else None
        shown = news
    return Reply(clean(said, asked, is_whole=is_whole), n_tokens, is_whole)

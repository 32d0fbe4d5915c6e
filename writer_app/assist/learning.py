"""Let the model learn the phrases of the text at hand: names, turns, whatever recurs.

Only what is finished counts: paragraphs that the caret has left, and whole sentences of a
long one. What was learnt of a paragraph stays when it is changed or deleted later. May
import: assist.messages, assist.sentences, engine.model. Thread: worker.
"""

from collections.abc import Generator
from dataclasses import dataclass, field

from writer_app.assist.messages import Message, Request
from writer_app.assist.sentences import sentence_starts
from writer_app.engine.model import StopFlag, TextModel

# A long paragraph is learnt in parts; shorter ones the model still has before its eyes.
_LEAST_PART_CHARS = 400
_MOST_DOCUMENTS = 4
# A few milliseconds of tokenizing.
_STEP_CHARS = 4_000


@dataclass(slots=True)
class _Known:
    """What was learnt of a document: hashes of paragraphs, and the start of the present one."""

    paragraphs: set[int] = field(default_factory=set)
    part: str = ""


class Learner:
    """Gives a model, once, each finished piece of text that requests show.

    Args: model: attends to the document of each request.
    """

    def __init__(self, model: TextModel) -> None:
        self._model = model
        self._known: dict[int, _Known] = {}

    def follow(self, request: Request) -> None:
        """Learn what a request shows for the first time; nothing when it tells no document."""
        self._model.attend(request.document)
        if not request.document:
            return
        known = self._known.pop(request.document, None) or _Known()
        self._known[request.document] = known
        if len(self._known) > _MOST_DOCUMENTS:
            del self._known[next(iter(self._known))]
        *finished, current = request.before.split("\n")
        fresh: list[str] = []
        for paragraph in finished:
            if paragraph and hash(paragraph) in known.paragraphs:
                self._learn(fresh)
                fresh = []
                continue
            known.paragraphs.add(hash(paragraph))
            fresh.append(_rest_of(paragraph, known))
        self._learn(fresh)
        self._follow_long(current, known)

    def _follow_long(self, paragraph: str, known: _Known) -> None:
        if not paragraph.startswith(known.part):
            known.part = ""
        place = len(known.part)
        if len(paragraph) - place < 2 * _LEAST_PART_CHARS:
            return
        *_, start = sentence_starts(paragraph[place:])
        if start >= _LEAST_PART_CHARS:
            self._model.learn(paragraph[place : place + start])
            known.part = paragraph[: place + start]

    def _learn(self, paragraphs: list[str]) -> None:
        text = "\n".join(paragraphs).strip("\n")
        if text:
            self._model.learn(text + "\n")


def _rest_of(paragraph: str, known: _Known) -> str:
    """Give what of a finished paragraph was not learnt as parts."""
    if not known.part or not paragraph.startswith(known.part):
        return paragraph
    rest, known.part = paragraph[len(known.part) :], ""
    return rest


def learn_steps(
    text: str, model: TextModel, stop: StopFlag
) -> Generator[Message | None, None, None]:
    """Learn a whole document, a few pages a step: a task for the worker.

    Args: model: attends to the document already.
    """
    start = 0
    while start < len(text) and not stop.is_raised:
        end = text.find("\n", start + _STEP_CHARS) + 1 or len(text)
        model.learn(text[start:end])
        start = end
        yield None

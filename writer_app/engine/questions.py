"""From a question to token ids: control tokens by name, the writer's text as plain text.

A document may hold "<|im_start|>" or "<|fix|>": spelt out it is text and nothing more,
because control tokens come only from the template and from here. Thread: worker.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from writer_app.engine.model import Chat, Opening, Question, Skill
from writer_app.engine.tokens import Vocabulary
from writer_app.errors import ModelMissing

if TYPE_CHECKING:  # brings jinja2, which only chats need
    from writer_app.engine.chat_template import ChatTemplate

_NO_CHAT = (
    "The model in use follows no requests in words; "
    "an instruct model does: `foreword models list` shows those you can add."
)
_NO_SKILL = "The model in use was not taught to {}; an instruct model can: see `foreword models`."


class Questions:
    """Turns questions into the token ids that one model knows them by.

    Args:
        begin_ids: what every text begins with. skills: names of the taught ones.
        template: of chats; None: the model knows none.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        begin_ids: Sequence[int],
        skills: frozenset[str],
        template: "ChatTemplate | None",
    ) -> None:
        self._vocabulary = vocabulary
        self._begin_ids = list(begin_ids)
        self._skills = skills
        self._template = template

    def ids(self, question: Question) -> list[int]:
        """Give the ids of a question, up to where its answer begins.

        Raises: ModelMissing: no such request is understood. ModelCorrupt: the chat
            template is unusable.
        """
        if isinstance(question, Opening):
            return self._begin_ids + self._vocabulary.encode(question.text)
        if isinstance(question, Skill):
            return self._skill_ids(question)
        return self._chat_ids(question)

    def _skill_ids(self, question: Skill) -> list[int]:
        """Ask as the skills were taught: END, SKILL, text, ANSWER (models/README.md)."""
        marks = [self._vocabulary.id_of(f"<|{name}|>") for name in (question.name, "answer")]
        opening, answer = marks
        if question.name not in self._skills or opening is None or answer is None:
            raise ModelMissing(_NO_SKILL.format(question.name))
        return [*self._begin_ids, opening, *self._vocabulary.encode(question.text), answer]

    def _chat_ids(self, question: Chat) -> list[int]:
        if self._template is None:
            raise ModelMissing(_NO_CHAT)
        parts: list[int | str] = []
        for part in self._template.render(question.turns):
            found = self._vocabulary.split_controls(part) if isinstance(part, str) else [part.text]
            for one in found:
                # Neighbouring text is cut into tokens as one: "user\n" and what the user said.
                if isinstance(one, str) and parts and isinstance(parts[-1], str):
                    parts[-1] += one
                else:
                    parts.append(one)
        return self._vocabulary.encode_mixed(parts)

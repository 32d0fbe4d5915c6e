"""Scripted models that follow requests: by chat, or by a taught skill."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from writer_app.engine.model import Chat, Question, Skill
from writer_app.engine.scripted import ScriptedModel

Say = Callable[[str], str | Sequence[str]]


def chatting(
    say: Say, context_tokens: int = 2_048, languages: tuple[str, ...] = ("en",)
) -> ScriptedModel:
    """Make an instruct model; `say` gets the passage, without the order before it."""

    def reply(question: Question) -> str | Sequence[str]:
        assert isinstance(question, Chat)
        return say(question.turns[-1].text.partition("\n\n")[2])

    return _model(reply, is_instruct=True, context_tokens=context_tokens, languages=languages)


def skilled(say: Say, *skills: str) -> ScriptedModel:
    """Make a base model with taught skills; `say` gets what is asked."""

    def reply(question: Question) -> str | Sequence[str]:
        assert isinstance(question, Skill)
        return say(question.text)

    return _model(reply, skills=frozenset(skills))


def _model(reply: Callable[[Question], str | Sequence[str]], **info: object) -> ScriptedModel:
    known = replace(ScriptedModel().info, **info)  # type: ignore[arg-type]
    return ScriptedModel(replies=reply, info=known)

"""One draft, by whatever the model in use knows: carrying on, a taught skill, a chat.

May import: assist, engine.model. Thread: worker.
"""

from collections.abc import Generator
from dataclasses import dataclass

from writer_app.assist.asking import Reply, ask
from writer_app.assist.cleaning import Asked
from writer_app.assist.decency import Decency
from writer_app.assist.drafting import prompts
from writer_app.assist.drafting.growth import Growth
from writer_app.assist.drafting.wish import DraftWish, skill_requests
from writer_app.assist.messages import DraftProgress
from writer_app.assist.rewriting import judge
from writer_app.assist.terms import FUNCTION_WORDS, terms_of
from writer_app.engine.model import Limits, Opening, Question, Skill, StopFlag, TextModel

FOUND_NOTHING = "The model found nothing worth showing; ask again for another draft."
NOT_TAKEN_UP = "The model did not take up what was asked; ask again, or with other words."

_TEMPERATURE, _TOP_P = 0.8, 0.9
# Longer than a rare name takes, which must be free to come again.
_NO_REPEAT_TOKENS = 6
_CONTEXT_CHARS = 8_000
_HEALING_CHARS = 200
_RETRY_SEED = 7_919
_STEM_CHARS = 5
_ENDING_CHARS = 3


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of one try. `refusal` is empty when `text` is worth keeping."""

    text: str
    n_tokens: int
    refusal: str = ""


Steps = Generator[DraftProgress | None, None, Drafted]


class DraftWriter:
    """Writes one draft.

    Args:
        task_id: goes with its messages. stop: ends it; what it gives then is not to be used.
    """

    def __init__(
        self, task_id: int, wish: DraftWish, model: TextModel, stop: StopFlag, decency: Decency
    ) -> None:
        self._task_id = task_id
        self._wish = wish
        self._model = model
        self._stop = stop
        self._decency = decency

    def write(self) -> Steps:
        """Write the draft; a refused one is tried once more with another seed."""
        drafted = yield from self._try(self._wish.seed)
        if drafted.refusal and not self._stop.is_raised:
            drafted = yield from self._try(self._wish.seed + _RETRY_SEED)
        return drafted

    def _try(self, seed: int) -> Steps:
        if self._wish.is_plain:
            return (yield from self._carry_on(seed))
        if self._model.info.is_instruct:
            return (yield from self._follow(seed))
        return (yield from self._follow_skill(seed))

    def _limits(self, seed: int, max_tokens: int) -> Limits:
        return Limits(
            max_tokens=max(1, max_tokens),
            stop_at_line_end=False,
            temperature=_TEMPERATURE,
            top_p=_TOP_P,
            seed=seed,
            no_repeat_tokens=_NO_REPEAT_TOKENS,
        )

    def _carry_on(self, seed: int) -> Steps:
        """Go on from the caret as the text goes."""
        before = self._wish.before[-_CONTEXT_CHARS:].rstrip(" ")
        has_space = len(before) < len(self._wish.before[-_CONTEXT_CHARS:])
        head = "" if has_space else self._rest_of_word(before)
        yield None
        opening = Opening(before + head)
        return (yield from self._grow(opening, seed, self._wish.max_tokens, head, has_space))

    def _rest_of_word(self, before: str) -> str:
        """Give what a half-typed last word lacks, by a few words of context alone."""
        if not before[-1:].isalpha():
            return ""
        limits = Limits(max_tokens=1)
        pieces = self._model.complete(before[-_HEALING_CHARS:], limits, self._stop)
        first = next((piece.text for piece in pieces), "")
        return first if first[:1].isalpha() else ""

    def _grow(
        self, question: Question, seed: int, max_tokens: int, lead: str, is_spaced: bool
    ) -> Steps:
        """Take a question's answer piece by piece, as long as it goes well."""
        growth = Growth(self._wish.before, self._wish.after, self._decency)
        growth.take(lead)
        n_tokens, is_whole, shown = 0, False, ""
        for piece in self._model.answer(question, self._limits(seed, max_tokens), self._stop):
            if piece is None:
                yield None
                continue
            n_tokens += piece.n_tokens
            is_whole = not piece.text
            text = (
                piece.text.lstrip(" ") if is_spaced and n_tokens == 1 and not lead else piece.text
            )
            growth.take(text)
            news = growth.shown
            yield DraftProgress(self._task_id, news) if news != shown else None
            shown = news
            if growth.is_over:
                break
        text = growth.whole(is_whole=is_whole)
        return Drafted(text, n_tokens, "" if text.strip() else FOUND_NOTHING)

    def _follow(self, seed: int) -> Steps:
        """Have an instruct model follow the brief, keywords or outline."""
        question = prompts.chat_of(self._wish)
        # The text before is material too, so that its own way of opening is left alone.
        asked = Asked("", prompts.order_of(self._wish), may_part=True)
        limits = self._limits(seed, self._wish.max_tokens)
        steps = ask(self._model, question, limits, self._stop, asked)
        lead = self._gap()
        while True:
            try:
                news = next(steps)
            except StopIteration as done:
                reply: Reply = done.value
                break
            yield DraftProgress(self._task_id, lead + news) if news else None
        return self._judged(lead, reply.text, reply.n_tokens)

    def _follow_skill(self, seed: int) -> Steps:
        """Ask the taught skill for each heading, or once for all keywords."""
        texts: list[str] = []
        n_tokens = 0
        requests = skill_requests(self._wish)
        for request in requests:
            room = self._wish.max_tokens // len(requests)
            steps = self._grow(Skill("draft", request), seed, room, "", is_spaced=True)
            done = self._gap() + "".join(f"{text}\n\n" for text in texts)
            while True:
                try:
                    message = next(steps)
                except StopIteration as end:
                    drafted: Drafted = end.value
                    break
                if isinstance(message, DraftProgress):
                    message = DraftProgress(self._task_id, done + message.text)
                yield message
            n_tokens += drafted.n_tokens
            if not self._wish.keywords and not takes_up(drafted.text, request):
                return Drafted("", n_tokens, NOT_TAKEN_UP)
            if drafted.text.strip():
                texts.append(drafted.text.strip())
        return self._judged(self._gap(), "\n\n".join(texts), n_tokens)

    def _gap(self) -> str:
        """Give what parts a new passage from the text before it."""
        before = self._wish.before
        if not before.strip() or before.endswith("\n\n"):
            return ""
        return "\n" if before.endswith("\n") else "\n\n"

    def _judged(self, lead: str, text: str, n_tokens: int) -> Drafted:
        around = self._wish.before + self._wish.after
        if not text.strip():
            return Drafted("", n_tokens, FOUND_NOTHING)
        refusal = judge.why_refused(text, judge.Case("", None, around=around), self._decency)
        if refusal:
            return Drafted("", n_tokens, f"There is no draft: {refusal}. Ask again.")
        if not self._takes_up(text):
            return Drafted("", n_tokens, NOT_TAKEN_UP)
        return Drafted(lead + text, n_tokens)

    def _takes_up(self, text: str) -> bool:
        """Tell whether at least half of the keywords are there, in any form."""
        found = [takes_up(text, word) for word in self._wish.keywords]
        return sum(found) * 2 >= len(found)


def takes_up(text: str, subject: str) -> bool:
    """Tell whether a text speaks of a subject: has one of its words of content, in any form.

    Example:
        >>> takes_up("Ships sailed.", "a ship"), takes_up("It flourished.", "flour")
        (True, False)
    """
    said = set(terms_of(text))
    wanted = [term for term in terms_of(subject) if term not in FUNCTION_WORDS]
    return not wanted or any(
        one.startswith(term[:_STEM_CHARS]) and len(one) <= len(term) + _ENDING_CHARS
        for term in wanted
        for one in said
    )

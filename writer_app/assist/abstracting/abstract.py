"""A summary in an instruct model's words: parts first, then the whole, then its sources.

Memory and the number of questions are bounded, whatever the length of the text. What the
model says of a part and is no summary of it is replaced by the part's own best sentences.
May import: assist, engine.model. Thread: worker.
"""

import itertools
from collections.abc import Generator
from dataclasses import dataclass

from writer_app.assist.abstracting import prompts
from writer_app.assist.abstracting.parts import parts_of
from writer_app.assist.abstracting.support import supported
from writer_app.assist.asking import Reply, ask
from writer_app.assist.cleaning import Asked
from writer_app.assist.decency import Decency
from writer_app.assist.language import is_in_language, language_of
from writer_app.assist.rewriting import judge
from writer_app.assist.sentences import sentence_starts
from writer_app.assist.steps import instead
from writer_app.assist.summarize import (
    Extract,
    Length,
    Summary,
    budget_words,
    joined_points,
    summarize,
)
from writer_app.assist.terms import terms_of
from writer_app.engine.model import Limits, StopFlag, TextModel
from writer_app.errors import ModelMissing

_PART_SENTENCES = 3
_PART_TOKENS = 140
_LEAST_PART_CHARS = 400
_MOST_PART_CHARS = 6_000
_SAMPLE_CHARS = 2_000
_TOKENS_PER_WORD = 2.0
_TEMPERATURE, _TOP_P, _SEED = 0.7, 0.9, 1
# Share of the work that the parts are.
_PARTS_END = 0.9
_OVER = 1.6


@dataclass(frozen=True, slots=True)
class Told:
    """How far it has come: the share of the work, and the summary so far."""

    share: float
    text: str = ""


Steps = Generator[Told | None, None, Summary | None]


class Abstracter:
    """Summarises one text.

    Args:
        blocklist: casefolded words that no summary may bring in.
    """

    def __init__(
        self, model: TextModel, stop: StopFlag, blocklist: frozenset[str] = frozenset()
    ) -> None:
        self._model = model
        self._stop = stop
        self._decency = Decency(blocklist)

    def summarize(self, text: str, length: Length, *, is_points: bool) -> Steps:
        """Write a summary.

        Yields: how far it has come, at least after every model run. Returns: None when the
            model cannot: the text's own sentences are the summary then.
        """
        languages = self._model.info.languages
        if not is_in_language(text[:_SAMPLE_CHARS], "", languages):
            return None
        n_words = 0.0
        notes: list[str] = []
        for part in parts_of(text, self._part_chars(text, _PART_TOKENS)):
            if part is None:
                yield None
                continue
            if self._stop.is_raised:
                return None
            n_words += len(part.split())
            notes.append(part)
        budget = int(max(20.0, budget_words(max(n_words, len(text) / 6), length)))
        if not notes:
            return None
        notes = yield from self._reduced(notes, budget)
        whole = yield from self._whole("\n\n".join(notes), budget, is_points, len(notes) > 1)
        if not whole or self._stop.is_raised:
            return None
        return (yield from self._tied(text, whole, length, is_points=is_points))

    def _reduced(self, parts: list[str], budget: int) -> Generator[Told | None, None, list[str]]:
        """Summarise parts, and summaries of parts, until all fit one question."""
        most = self._part_chars(" ".join(parts)[:_SAMPLE_CHARS], int(budget * _TOKENS_PER_WORD))
        if len(parts) == 1 and len(parts[0]) <= most:
            return parts
        level = 0
        while True:
            notes: list[str] = []
            for number, part in enumerate(parts):
                note = yield from self._note(part)
                if self._stop.is_raised:
                    return []
                notes.append(note)
                done = 1 - 0.5**level + 0.5 ** (level + 1) * (number + 1) / len(parts)
                yield Told(_PARTS_END * min(done, 1.0))
            if sum(len(note) + 2 for note in notes) <= most or len(notes) == 1:
                return notes
            parts, level = _grouped(notes, most), level + 1

    def _note(self, part: str) -> Generator[Told | None, None, str]:
        """Give what a part says, in the model's words or, if they will not do, in its own."""
        order = prompts.order_of_part(_PART_SENTENCES)
        reply = yield from self._asked(order, part, _PART_TOKENS, 0)
        if reply.text and not self._why_refused(reply.text, part) and len(reply.text) < len(part):
            return reply.text
        own = yield from instead(None, summarize(part, Length.SHORT))
        return " ".join(own.text.split())

    def _whole(
        self, material: str, budget: int, is_points: bool, is_notes: bool
    ) -> Generator[Told | None, None, str]:
        """Give the summary itself; empty when two tries will not do."""
        order = prompts.order_of_whole(budget, is_points=is_points, is_notes=is_notes)
        n_tokens = int(budget * _TOKENS_PER_WORD * _OVER)
        for seed in (0, _SEED):
            reply = yield from self._asked(order, material, n_tokens, seed, is_told=True)
            if self._stop.is_raised:
                return ""
            text = _within(reply.text, int(budget * _OVER), is_points=is_points)
            if text and not self._why_refused(text, material):
                return text
        return ""

    def _asked(
        self, order: str, material: str, n_tokens: int, seed: int, *, is_told: bool = False
    ) -> Generator[Told | None, None, Reply]:
        limits = Limits(
            max_tokens=n_tokens,
            stop_at_line_end=False,
            temperature=_TEMPERATURE if seed else 0.0,
            top_p=_TOP_P,
            seed=seed,
        )
        asked = Asked(material, order, may_part=True)
        question = prompts.chat_of(order, material)
        steps = ask(self._model, question, limits, self._stop, asked)
        while True:
            try:
                news = next(steps)
            except StopIteration as done:
                reply: Reply = done.value
                return reply
            yield Told(_PARTS_END, news) if is_told and news else None

    def _why_refused(self, answer: str, material: str) -> str:
        """Say why an answer is no summary of the material; empty: it is one."""
        case = judge.Case(material, None, around=material)
        reason = judge.why_refused(answer, case, self._decency)
        language = language_of(material)
        if not reason and language and not is_in_language(answer, "", (language,)):
            return judge.OTHER_LANGUAGE
        return reason

    def _tied(self, text: str, whole: str, length: Length, *, is_points: bool) -> Steps:
        sentences = _sentences(whole, is_points=is_points)
        sources = yield from instead(None, supported(text, sentences))
        yield Told(1.0, whole)
        extracts = tuple(map(Extract, sentences, sources))
        shown = joined_points(sentences) if is_points else whole
        return Summary(shown, extracts, length, is_points, "abstractive", self._model.info.name)

    def _part_chars(self, text: str, answer_tokens: int) -> int:
        """Give the longest material that fits a question with its answer.

        Raises: ModelMissing: the window is too short for any.
        """
        sample = text[:_SAMPLE_CHARS]
        chars_per_token = len(sample) / max(1, self._model.count_tokens(sample))
        order = prompts.order_of_whole(100, is_points=True, is_notes=True)
        n_asked = self._model.count_question(prompts.chat_of(order, ""))
        room = self._model.info.context_tokens - n_asked - answer_tokens
        n_chars = int(0.9 * chars_per_token * room)
        if n_chars < _LEAST_PART_CHARS:
            raise ModelMissing("The window of the model in use is too short to summarise with.")
        return min(n_chars, _MOST_PART_CHARS)


def _grouped(notes: list[str], most_chars: int) -> list[str]:
    """Put notes together, as many as fit, and always fewer than there were."""
    groups: list[str] = []
    for number, note in enumerate(notes):
        fits = groups and len(groups[-1]) + len(note) + 2 <= most_chars
        if fits or (groups and number % 2):
            groups[-1] = f"{groups[-1]}\n\n{note}"[:most_chars]
        else:
            groups.append(note[:most_chars])
    return groups


def _sentences(text: str, *, is_points: bool) -> list[str]:
    if is_points:
        lines = (line.strip().lstrip("-*\u2022 ").strip() for line in text.splitlines())
        return [line for line in lines if line]
    bounds = [*sentence_starts(text), len(text)]
    found = (text[start:end].strip() for start, end in itertools.pairwise(bounds))
    return [one for one in found if one]


def _within(text: str, most_words: int, *, is_points: bool) -> str:
    """Cut a summary that is far too long after its last sentence that fits."""
    kept: list[str] = []
    n_words = 0
    sentences = _sentences(text, is_points=is_points)
    for sentence in sentences:
        n_words += len(terms_of(sentence))
        if kept and n_words > most_words:
            break
        kept.append(sentence)
    if len(kept) == len(sentences):
        return text
    return joined_points(kept) if is_points else " ".join(kept)

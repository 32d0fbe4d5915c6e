"""One rewriting of a text, passage by passage, by an instruct model or a taught skill.

Memory and context are bounded by the passage. A passage whose answer is refused stays as
it was. May import: assist, engine.model. Thread: worker.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from writer_app.assist.asking import Reply, ask
from writer_app.assist.cleaning import Asked
from writer_app.assist.decency import Decency
from writer_app.assist.fix.revision import Edit
from writer_app.assist.messages import Rewrite
from writer_app.assist.rewriting import judge, prompts
from writer_app.assist.rewriting.difference import edits_between
from writer_app.assist.rewriting.marks import with_marks
from writer_app.assist.rewriting.pieces import Piece, iter_pieces
from writer_app.assist.rewriting.wish import RewriteWish, Style
from writer_app.assist.sentences import ends_sentence
from writer_app.assist.words import has_word, iter_words
from writer_app.engine.model import Limits, Question, Skill, StopFlag, TextModel
from writer_app.errors import ModelMissing

_MOST_CHARS = 1_500
_LEAST_CHARS = 80
_SENTENCE_CHARS = 400
_SKILL_WORDS = 4
_SAMPLE_CHARS = 2_000
_ROOM_TOKENS = 24
# Most tokens of an answer for each token of the passage.
_GROWTH = {Style.SHORTEN: 1.2, Style.EXPAND: 4.0, Style.TRANSLATE: 3.0, Style.FIX: 1.4}
_USUAL_GROWTH = 2.0
_TEMPERATURE, _TOP_P = 0.8, 0.9
# Another try with another seed, when the first answer is refused.
_RETRY_SEED = 101


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one rewriting has come: its text so far, and the share of the work."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class Variant:
    """A whole rewriting.

    Attributes:
        n_passages: prose there was. refusals: why passages stayed as they were.
    """

    rewrite: Rewrite
    n_passages: int
    refusals: tuple[str, ...]


class VariantWriter:
    """Writes rewritings of one wish.

    Args:
        blocklist: casefolded words that no answer may bring in.

    Raises: ModelMissing: the model's window is too short for any passage.
    """

    def __init__(
        self, model: TextModel, wish: RewriteWish, blocklist: frozenset[str], stop: StopFlag
    ) -> None:
        self._model = model
        self._wish = wish
        self._stop = stop
        self._decency = Decency(blocklist)
        self._growth = _GROWTH.get(wish.style, _USUAL_GROWTH) if wish.style else _USUAL_GROWTH
        style = wish.style
        self._is_skill = style is not None and style.value in model.info.skills
        self._max_chars = _SENTENCE_CHARS if self._is_skill else self._fitting_chars()

    def write(self, index: int) -> Generator[Reached | None, None, Variant]:
        """Write one rewriting; another index is another one.

        Yields: how far it has come, and None in between, at least after every model run.
        """
        text = self._wish.text
        edits: list[Edit] = []
        refusals: list[str] = []
        n_passages, done, place = 0, "", 0
        for piece in self._pieces():
            if piece is None or not has_word(piece.text) or self._stop.is_raised:
                yield None
                continue
            n_passages += 1
            done += text[place : piece.start]
            answer, reason = yield from self._answered(piece, done, index)
            place = piece.end
            if reason:
                refusals.append(reason)
                done += text[piece.start : piece.end]
                continue
            changes = edits_between(piece.text, answer, piece.places)
            done += _applied(text, piece, changes)
            edits += changes
            yield Reached(done, place / len(text))
        done += text[place:]
        return Variant(Rewrite(done, tuple(edits)), n_passages, tuple(refusals))

    def _pieces(self) -> Iterator[Piece | None]:
        text = self._wish.text
        if self._wish.style is None and len(text) <= self._max_chars:
            start = len(text) - len(text.lstrip())
            end = max(start, len(text.rstrip()))
            yield Piece(text[start:end], start, end, tuple(range(start, end + 1)))
            return
        takes_headings = self._wish.style in {Style.TRANSLATE, Style.FIX, None}
        pieces = iter_pieces(text, self._max_chars, by_sentence=self._is_skill)
        is_alone = True
        headings: list[Piece] = []
        for piece in pieces:
            if piece is not None and piece.is_heading and not takes_headings:
                headings.append(piece)
                continue
            is_alone = is_alone and piece is None
            yield piece
        if is_alone:
            yield from headings

    def _answered(
        self, piece: Piece, done: str, index: int
    ) -> Generator[Reached | None, None, tuple[str, str]]:
        """Give the passage's rewriting, or why there is none."""
        if self._is_skill and len(list(iter_words(piece.text))) < _SKILL_WORDS:
            return piece.text, ""
        asked = Asked(piece.text, prompts.order_of(self._wish), self._wish.style is None)
        limits = self._limits(piece.text, index)
        reason = ""
        for attempt in (
            limits,
            replace(limits, temperature=_TEMPERATURE, seed=_RETRY_SEED + index),
        ):
            reply = yield from self._asked_once(piece, done, attempt, asked)
            if self._stop.is_raised:
                return piece.text, ""
            answer = with_marks(piece.text, _fitted(reply.text, piece.text))
            reason = "" if answer == piece.text else self._why_refused(answer, piece, reply)
            if not reason:
                return answer, ""
        return piece.text, reason

    def _asked_once(
        self, piece: Piece, done: str, limits: Limits, asked: Asked
    ) -> Generator[Reached | None, None, Reply]:
        share = piece.start / len(self._wish.text)
        steps = ask(self._model, self._question(piece.text), limits, self._stop, asked)
        while True:
            try:
                news = next(steps)
            except StopIteration as end:
                reply: Reply = end.value
                return reply
            yield None if news is None else Reached(done + news, share)

    def _question(self, passage: str) -> Question:
        if self._is_skill:
            assert self._wish.style is not None
            return Skill(self._wish.style.value, passage)
        return prompts.chat_of(self._wish, passage)

    def _why_refused(self, answer: str, piece: Piece, reply: Reply) -> str:
        if self._is_skill and not reply.is_whole:
            return judge.NOTHING
        around = self._wish.before + self._wish.after
        wish = self._wish
        case = judge.Case(piece.text, wish.style, wish.language, around, self._is_skill)
        return judge.why_refused(answer, case, self._decency)

    def _limits(self, passage: str, index: int) -> Limits:
        n_tokens = int(self._model.count_tokens(passage) * self._growth) + _ROOM_TOKENS
        return Limits(
            max_tokens=n_tokens,
            stop_at_line_end=False,
            temperature=_TEMPERATURE if index else 0.0,
            top_p=_TOP_P,
            seed=index,
        )

    def _fitting_chars(self) -> int:
        """Give the longest passage that fits the window with its answer."""
        sample = self._wish.text.lstrip()[:_SAMPLE_CHARS]
        chars_per_token = len(sample) / max(1, self._model.count_tokens(sample))
        n_asked = self._model.count_question(prompts.chat_of(self._wish, ""))
        room = self._model.info.context_tokens - n_asked - _ROOM_TOKENS
        # A tenth less: other passages may take more tokens than the sample.
        n_chars = int(0.9 * chars_per_token * room / (1 + self._growth))
        if n_chars < _LEAST_CHARS:
            raise ModelMissing("The window of the model in use is too short for this request.")
        return min(_MOST_CHARS, n_chars)


def _fitted(answer: str, passage: str) -> str:
    """Give an answer the passage's first letter's case and its open end."""
    answer = answer.strip()
    first = passage.lstrip()[:1]
    if first.islower() and answer[:1].isupper() and answer[1:2].islower():
        answer = answer[0].lower() + answer[1:]
    if answer.endswith(".") and not answer.endswith("..") and not ends_sentence(passage):
        answer = answer[:-1]
    lead = passage[: len(passage) - len(passage.lstrip())]
    return lead + answer + passage[len(passage.rstrip()) :]


def _applied(text: str, piece: Piece, edits: tuple[Edit, ...]) -> str:
    parts, place = [], piece.start
    for edit in edits:
        parts += [text[place : edit.start], edit.replacement]
        place = edit.end
    return "".join(parts) + text[place : piece.end]

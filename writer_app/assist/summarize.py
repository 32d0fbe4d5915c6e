"""A summary made of a text's own sentences, each with the place it came from.

Nothing is invented: every sentence of the summary stands in the text. The text is read
once, window by window; of each window the best sentences stay as candidates, and of these
the summary is chosen so that it repeats nothing and no part speaks for all. Memory is
bounded by the candidates, not by the text. May import: assist.prose, assist.salience,
assist.selection, assist.terms. Thread: any; made for the worker's task lane.
"""

import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from enum import Enum

from writer_app.assist.prose import Heading, Sentence, iter_prose
from writer_app.assist.salience import Read, read_sentence, score_window
from writer_app.assist.selection import Candidate, choose
from writer_app.assist.steps import instead, result_of

_LINE_JOINT = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029][ \t>\r\n]*")
_WINDOW_SENTENCES = 240
_WINDOW_AT_HEADING = 60
"""A window ends at a heading once it has so many sentences, else when it is full."""
_KEPT_SHARE = 0.1
_KEPT_LEAST = 4
_MOST_CANDIDATES = 1_200
_MOST_HEADINGS = 60
_STEP_CHARS = 2_000
_LONGEST_CHARS = 1_500
"""A longer "sentence" is a list, a table or noise."""


class Length(Enum):
    """How long a summary is wanted: words for a text of REFERENCE_WORDS words."""

    SHORT = 50
    MEDIUM = 100
    LONG = 200


# A textbook section of the tuning set; a summary grows with the 0.3th power of the text
# (own choice: a novel of 200,000 words gets four times as much, not a hundred times).
REFERENCE_WORDS = 1_800
_GROWTH = 0.3
_MOST_SHARE = {Length.SHORT: 0.2, Length.MEDIUM: 0.35, Length.LONG: 0.5}


@dataclass(frozen=True, slots=True)
class Extract:
    """One sentence of a summary.

    Attributes:
        text: exactly as it stands in the text, or in a model's words when the summary is
            abstractive. sources: (start, end) of its places there, in code points; of an
            extract the first is `text`; none when nothing in the text supports a model's words.
    """

    text: str
    sources: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary; no sentences when the text holds no prose.

    Attributes:
        text: the sentences joined, wrapped lines joined; one a line as points.
        sentences: in the order of the text.
        length: what was asked for. is_points: key points were asked for.
        method: "extractive" or "abstractive". model: the one that wrote it, if any did.
    """

    text: str
    sentences: tuple[Extract, ...]
    length: Length
    is_points: bool
    method: str = "extractive"
    model: str = ""


def summarize(
    text: str, length: Length = Length.MEDIUM, *, is_points: bool = False
) -> Generator[float, None, Summary]:
    """Choose the sentences that tell best what a text says.

    Yields: the share of the work done, 0..1, never falling, every few milliseconds; leave
        the generator to cancel. Returns: the summary.
    """
    candidates, n_words = yield from candidates_of(text)
    budget = budget_words(n_words, length)
    chosen = yield from instead(0.95, choose(candidates, budget, is_varied=is_points))
    spans = [(one.read.sentence.start, one.read.sentence.end) for one in chosen]
    extracts = tuple(Extract(text[start:end], ((start, end),)) for start, end in spans)
    yield 1.0
    return Summary(_joined(extracts, is_points=is_points), extracts, length, is_points)


def summarize_now(text: str, length: Length = Length.MEDIUM, *, is_points: bool = False) -> Summary:
    """Summarize a text in one go, as `summarize` does in steps.

    Example:
        >>> summarize_now("It rained all day.").text
        'It rained all day.'
    """
    return result_of(summarize(text, length, is_points=is_points))


def candidates_of(text: str) -> Generator[float, None, tuple[list[Candidate], float]]:
    """Find the sentences that a summary may be made of.

    Yields: as `summarize`. Returns: the candidates, and the words of the whole text.
    """
    reading = _Reading()
    for done in reading.read(text):
        yield 0.9 * done
    candidates = yield from instead(0.9, reading.candidates(text))
    return candidates, reading.n_words


def budget_words(total_words: float, length: Length) -> float:
    """Give the words that a summary may have, for a text of so many words.

    Example:
        >>> budget_words(1800, Length.MEDIUM), budget_words(100, Length.SHORT)
        (100.0, 20.0)
    """
    growth = float(max(1.0, total_words / REFERENCE_WORDS) ** _GROWTH)
    return min(length.value * growth, total_words * _MOST_SHARE[length])


class _Reading:
    """What is kept of a text while it is read: a window, and the candidates so far."""

    def __init__(self) -> None:
        self.n_words = 0.0
        self._window: list[Read] = []
        self._candidates: list[Candidate] = []
        self._n_parts = 0
        self._headings: list[Heading] = []

    def read(self, text: str) -> Generator[float, None, None]:
        """Read a text to its end; yields the share read."""
        reported = 0
        for unit in iter_prose(text):
            is_break = isinstance(unit, Heading) and len(self._window) >= _WINDOW_AT_HEADING
            if isinstance(unit, Heading) and len(self._headings) < _MOST_HEADINGS:
                self._headings.append(unit)
            if isinstance(unit, Sentence) and unit.end - unit.start <= _LONGEST_CHARS:
                self._window.append(read_sentence(text, unit))
                self.n_words += self._window[-1].n_words
            if is_break or len(self._window) >= _WINDOW_SENTENCES:
                yield from instead(unit.end / len(text), self._close_window())
            if unit.end - reported >= _STEP_CHARS:
                reported = unit.end
                yield reported / len(text)

    def _read_headings(self, text: str) -> None:
        """Take the headings of a text that has nothing else: one word, a list of titles."""
        for number, one in enumerate(self._headings):
            if one.start < one.end:
                place = Sentence(one.start, one.end, one.section, number, 0)
                self._window.append(read_sentence(text, place))
        self.n_words = sum(read.n_words for read in self._window)

    def candidates(self, text: str) -> Generator[None, None, list[Candidate]]:
        """Give the candidates of the whole text."""
        if not self._window and not self._n_parts:
            self._read_headings(text)
        if self._window:
            yield from self._close_window(is_only=not self._n_parts)
        return self._candidates

    def _close_window(self, *, is_only: bool = False) -> Generator[None, None, None]:
        """Keep the best sentences of the window as candidates."""
        scored = yield from score_window(self._window)
        scored.sort(key=lambda one: (one.read.is_fit, one.score), reverse=True)
        n_kept = len(scored) if is_only else max(_KEPT_LEAST, int(len(scored) * _KEPT_SHARE))
        part = self._n_parts
        self._candidates += [
            Candidate(one.read, one.score, part, one.content) for one in scored[:n_kept]
        ]
        self._n_parts += 1
        self._window = []
        if len(self._candidates) > _MOST_CANDIDATES:
            self._candidates.sort(key=lambda one: one.score, reverse=True)
            del self._candidates[_MOST_CANDIDATES // 2 :]


def joined_points(lines: Iterable[str]) -> str:
    """Write key points as a list.

    Example:
        >>> joined_points(["One.", "Two."])
        '- One.\\n- Two.'
    """
    return "\n".join(f"- {line}" for line in lines)


def _joined(extracts: tuple[Extract, ...], *, is_points: bool) -> str:
    """Join sentences as people write them: wide stops need no space after them."""
    lines = [_LINE_JOINT.sub(_joint, one.text) for one in extracts]
    if is_points:
        return joined_points(lines)
    text = ""
    for line in lines:
        text += line if not text or _ends_wide(text) else f" {line}"
    return text


def _joint(joint: re.Match[str]) -> str:
    return "" if _ends_wide(joint.string[: joint.start()]) else " "


def _ends_wide(text: str) -> bool:
    """Tell whether a text ends in a character that takes no space after it.

    Example:
        >>> _ends_wide("\u597d\u3002\u201d"), _ends_wide("Well.")
        (True, False)
    """
    last = text[-4:].rstrip("\"'\u2019\u201d*_")[-1:]
    return "\u2e80" <= last <= "\u9fff" or "\uff00" <= last <= "\uff65"

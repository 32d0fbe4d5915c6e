"""The parts of a text that a model summarises one at a time.

A text of any length gives a bounded number of parts: of a long part only the sentences
that tell most are read, chosen as for a summary of the text's own sentences. May import:
assist. Thread: any.
"""

from collections.abc import Generator

from writer_app.assist.prose import Sentence, iter_prose
from writer_app.assist.selection import choose
from writer_app.assist.steps import instead
from writer_app.assist.summarize import candidates_of
from writer_app.assist.terms import WORDS_PER_CHARACTER

MOST_PARTS = 48
"""Asks at most for one summary: an hour of a small model's time, and no more for a novel."""
_CHARS_PER_WORD = 6.0


def parts_of(text: str, max_chars: int) -> Generator[str | None, None, None]:
    """Yield the parts of a text, each no longer than `max_chars`; None in between.

    Example:
        >>> [part for part in parts_of("It rained. We stayed in.", 80) if part]
        ['It rained. We stayed in.']
    """
    n_parts = min(MOST_PARTS, max(1, -(-len(text) // max(1, int(0.9 * max_chars)))))
    stretch = max(1, -(-len(text) // n_parts))
    start, place, sentences = 0, 0, list[str]()
    for unit in iter_prose(text):
        if isinstance(unit, Sentence):
            sentences.append(" ".join(text[unit.start : unit.end].split()))
        place = unit.end
        if place - start >= stretch:
            yield from _part(text[start:place], sentences, max_chars)
            start, sentences = place, []
        else:
            yield None
    yield from _part(text[start:place], sentences, max_chars)


def _part(stretch: str, sentences: list[str], max_chars: int) -> Generator[str | None, None, None]:
    whole = " ".join(sentences)
    if len(whole) <= max_chars:
        yield whole or None
        return
    candidates = yield from instead(None, candidates_of(stretch))
    is_wide = bool(whole) and whole.count(" ") * 12 < len(whole)
    per_word = 1 / WORDS_PER_CHARACTER if is_wide else _CHARS_PER_WORD
    chosen = yield from instead(None, choose(candidates[0], max_chars / per_word / 1.2))
    kept: list[str] = []
    n_chars = 0
    for one in chosen:
        sentence = " ".join(stretch[one.read.sentence.start : one.read.sentence.end].split())
        if n_chars + len(sentence) <= max_chars:
            kept.append(sentence)
            n_chars += len(sentence) + 1
    yield " ".join(kept) or whole[:max_chars]

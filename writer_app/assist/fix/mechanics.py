"""Changes that a rule decides: spaces, doubled words, capitals. Thread: any."""

import itertools
import re
from collections.abc import Iterator

from writer_app.assist.fix.lexicon import Lexicon
from writer_app.assist.fix.sentence import Candidate, Word

_SPACE_BEFORE_MARK = re.compile(r"(?<=[^\W\d_]) +(?=[,;!?](?:\s|$))|(?<=[^\W\d_]) +(?=\.(?:\s|$))")
_NO_SPACE_AFTER_COMMA = re.compile(r"(?<=[a-z]{2}),(?=[a-z]{2})")
_DOUBLE_COMMA = re.compile(r",(?:\s*,)+")
# Small words, verbs in the past and long words are said twice by mistake, for certain;
# others ("big big") may be meant, so the model is asked.
_SMALL_WORD_LIST = (
    "the a an and or but if of to at by for from with as are was were be been has have "
    "will would can could should does not he she they we i my your his its our "
    "their this these those than then which who what when where about into"
)
_SMALL_WORDS = frozenset(_SMALL_WORD_LIST.split())
_SAID_FOR_EFFECT = 5.0
_LONG_CHARS = 7
_LIST_MARK = re.compile(r"\s*(?:[-*+>#|]|\d+[.)])")


def mechanical_candidates(
    sentence: str, words: list[Word], lexicon: Lexicon, *, starts_line: bool
) -> Iterator[Candidate]:
    """Yield changes of marks and letters that need no model.

    Args:
        starts_line: the sentence opens its line, so a small first letter may be meant.
    """
    for match in _SPACE_BEFORE_MARK.finditer(sentence):
        yield Candidate(*match.span(), "", "spacing", is_certain=True)
    if not any(not word.is_free for word in words):
        for match in _NO_SPACE_AFTER_COMMA.finditer(sentence):
            yield Candidate(*match.span(), ", ", "spacing", is_certain=True)
    for match in _DOUBLE_COMMA.finditer(sentence):
        yield Candidate(*match.span(), ",", "repetition", is_certain=True)
    yield from _doubled(sentence, words, lexicon)
    yield from _capitals(sentence, words, lexicon, starts_line)


def _doubled(sentence: str, words: list[Word], lexicon: Lexicon) -> Iterator[Candidate]:
    for one, other in itertools.pairwise(words):
        between = sentence[one.end : other.start]
        if not (one.is_free and other.is_free) or between.strip() or one.lower != other.lower:
            continue
        # "The Container Service service" names the kind of thing.
        if other.text[:1].isupper() or one.is_name or one.lower in lexicon.doubled:
            continue
        is_slip = one.lower in _SMALL_WORDS or len(one.text) >= _LONG_CHARS
        if is_slip or lexicon.forms.bases_of_past(one.lower):
            yield Candidate(one.end, other.end, "", "repetition", is_certain=True)
        elif lexicon.dictionary.grade(one.lower) is not None:
            yield Candidate(one.end, other.end, "", "repetition", _SAID_FOR_EFFECT)


def _capitals(
    sentence: str, words: list[Word], lexicon: Lexicon, starts_line: bool
) -> Iterator[Candidate]:
    for word in words:
        stands_alone = sentence[word.end : word.end + 1] not in {".", ")", "-", "/"}
        is_pronoun = word.text in {"i", "i'm", "i've", "i'll", "i'd", "i\u2019m", "i\u2019ve"}
        if is_pronoun and word.is_free and stands_alone and not _in_list(sentence, word):
            new = "I" + word.text[1:]
            yield Candidate(word.start, word.end, new, "capital", is_certain=True)
        if word.is_free and word.text.islower() and word.lower in lexicon.capitals:
            yield Candidate(
                word.start, word.end, word.text.capitalize(), "capital", is_certain=True
            )
    if not words or not words[0].is_free or not words[0].text[:1].islower():
        return
    first = words[0]
    is_sentence = sentence.rstrip()[-1:] in {".", "!", "?"} and len(words) >= 4
    is_plain = not _LIST_MARK.match(sentence) and not sentence[: first.start].strip()
    is_word = first.text.isalpha() and lexicon.dictionary.grade(first.lower) is not None
    if starts_line and is_sentence and is_plain and is_word and first.text != "i":
        new = first.text[0].upper() + first.text[1:]
        yield Candidate(first.start, first.end, new, "capital", is_certain=True)


def _in_list(sentence: str, word: Word) -> bool:
    """Tell whether "i" counts something, as in (i) or i, j, k."""
    before, after = sentence[: word.start].rstrip(" "), sentence[word.end :].lstrip(" ")
    return before[-1:] in {"(", "=", "+", "<", ">", "[", "*", '"', "'"} or after[:1] in set(
        "=+<>])*,"
    )

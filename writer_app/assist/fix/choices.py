"""Candidates among right words: what is confused, forms, articles, prepositions, commas.

Most of them are wrong; the model's probabilities and the margins decide. Thread: any.
"""

from collections.abc import Iterator

from writer_app.assist.fix.forms import NUMBER
from writer_app.assist.fix.lexicon import Lexicon
from writer_app.assist.fix.sentence import Candidate, Word, like

_ARTICLES = ("a", "an", "the")
_AGREE = (
    {"is", "are", "am"},
    {"was", "were"},
    {"has", "have"},
    {"do", "does"},
    {"don't", "doesn't"},
)
_PRONOUN_LIST = "he she it they we you i who which that this these those there"
_PRONOUNS = frozenset(_PRONOUN_LIST.split())
_DETERMINER_LIST = (
    "a an the my your his her its our their this that these those some any no every each"
)
_DETERMINERS = frozenset(_DETERMINER_LIST.split())
# "a" before a vowel: the rule is nearly sure, the model need only not object.
_BY_SOUND = -2.0


def choice_candidates(sentence: str, words: list[Word], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what else a writer may have meant at each word, and in each gap."""
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        if word.is_free and not word.is_name and not _is_shouted(word):
            yield from _replacements(word, before, lexicon)
            if after is not None and sentence[word.end : after.start] == " ":
                yield from _article_changes(word, after, lexicon)
                yield from _removals(word)
        if before is not None and sentence[before.end : word.start] == " ":
            yield from _insertions(before, word, lexicon)


def _is_shouted(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _replacements(word: Word, before: Word | None, lexicon: Lexicon) -> Iterator[Candidate]:
    lower = word.lower
    done = {lower}
    for other in lexicon.confused.get(lower, ()):
        if lower in _ARTICLES and other in _ARTICLES:
            continue
        reason = "agreement" if any({lower, other} <= pair for pair in _AGREE) else "confusion"
        done.add(other)
        yield Candidate(word.start, word.end, like(word.text, other), reason)
    for other, kind in lexicon.forms.others(lower).items():
        if other not in done and len(lower) > 1:
            reason = _named(kind, lower, other, before)
            done.add(other)
            yield Candidate(word.start, word.end, like(word.text, other), reason)
    if lower in lexicon.prepositions:
        for other in lexicon.prepositions:
            if other not in done:
                new = like(word.text, other)
                yield Candidate(word.start, word.end, new, "preposition")


def _named(kind: str, word: str, other: str, before: Word | None) -> str:
    """Say more exactly what a change of form is: agreement or number."""
    if any({word, other} <= pair for pair in _AGREE):
        return "agreement"
    if kind == NUMBER and before is not None and before.lower in _PRONOUNS:
        return "agreement"
    return kind if kind != NUMBER else "number"


def _article_changes(word: Word, after: Word, lexicon: Lexicon) -> Iterator[Candidate]:
    lower = word.lower
    if lower not in _ARTICLES:
        return
    right = lexicon.article(after.text)
    is_sound = after.is_free and after.text.islower() and len(after.text) > 1
    if lower not in {"the", right} and is_sound:
        yield Candidate(word.start, word.end, like(word.text, right), "article", _BY_SOUND)
    other = "the" if lower != "the" else right
    yield Candidate(word.start, word.end, like(word.text, other), "article")


def _removals(word: Word) -> Iterator[Candidate]:
    if word.lower in _ARTICLES and not word.is_first:
        yield Candidate(word.start, word.end + 1, "", "article out")
    elif word.lower in {"more", "most", "very"} and not word.is_first:
        yield Candidate(word.start, word.end + 1, "", "word form")


def _insertions(before: Word, word: Word, lexicon: Lexicon) -> Iterator[Candidate]:
    if before.lower not in _DETERMINERS and word.lower not in _DETERMINERS and word.is_free:
        for article in (lexicon.article(word.text), "the"):
            yield Candidate(word.start, word.start, f"{article} ", "article in")
    yield Candidate(before.end, before.end, ",", "comma in")

"""Candidates among right words: what is confused, forms, articles, prepositions, commas.

Most of them are wrong; the model's probabilities and the margins decide. Thread: any.
"""

from collections.abc import Iterator

from writer_app.assist.fix.forms import NUMBER, VERB_FORM
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
_HELPER_LIST = (
    "is are am was were be been has have had do does did will would can could may might must should"
)
_HELPERS = frozenset(_HELPER_LIST.split())
_CONJUNCTIONS = frozenset({"and", "but", "or"})
# What a comma hardly ever parts from the word on its other side. MEASURED(2026-11) on JFLEG's
# development half: of the commas put there, none was in a reference.
_NO_COMMA_BEFORE = _HELPERS | {"of", "to"}
_NO_COMMA_AFTER_LIST = "a an the of to in at by for from with my your his our their i he she they"
_NO_COMMA_AFTER = frozenset(_NO_COMMA_AFTER_LIST.split())
# "a" before a vowel: the rule is nearly sure, the model need only not object.
_BY_SOUND = -2.0
# "More taller": the model need only not object, as it does to "more paper".
_GRADES = {"more": "er", "most": "est"}
_TWICE_GRADED = 0.0
_NOT_COUNTED = frozenset({"than", "then", "and", "but", "to", "in", "for", "now", "because"})
_MODALS = frozenset({"can", "could", "will", "would"})
# One or many, as English is written here or there: "the team are", "the team is".
_COLLECTIVE_LIST = (
    "army audience band class club committee company council couple crew crowd family firm "
    "government group jury majority minority ministry pair party police press public staff team"
)
_COLLECTIVE = frozenset(_COLLECTIVE_LIST.split())


def choice_candidates(sentence: str, words: list[Word], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what else a writer may have meant at each word, and in each gap."""
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        if _is_in_title(words, index):
            continue
        if word.is_free and not word.is_name and not _is_shouted(word):
            yield from _replacements(word, before, lexicon)
            if after is not None and sentence[word.end : after.start] == " ":
                yield from _article_changes(word, after, lexicon)
                then = words[index + 2] if index + 2 < len(words) else None
                yield from _removals(word, after, then, lexicon)
        if before is not None and sentence[before.end : word.start] == " ":
            yield from _article_insertions(before, word, lexicon)
            if not _never_parted(before, word, after):
                yield Candidate(before.end, before.end, ",", "comma in")


def _is_shouted(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _is_in_title(words: list[Word], index: int) -> bool:
    """Tell whether a small word stands between capitals: "Copyright in a Nutshell"."""
    word = words[index]
    if word.is_name or word.is_first or index + 1 == len(words):
        return False
    return words[index + 1].is_name and any(w.is_name for w in words[max(0, index - 2) : index])


def _never_parted(before: Word, word: Word, after: Word | None) -> bool:
    """Tell whether no comma belongs between two words: within a name, before the verb."""
    if word.lower in _NO_COMMA_BEFORE or before.lower in _NO_COMMA_AFTER:
        return True
    if word.lower in _CONJUNCTIONS and after is not None and after.lower in _HELPERS:
        return True
    return before.is_name and word.is_name


def _replacements(word: Word, before: Word | None, lexicon: Lexicon) -> Iterator[Candidate]:
    lower = word.lower
    done = {lower}
    for other in lexicon.confused.get(lower, ()):
        if lower in _ARTICLES and other in _ARTICLES:
            continue
        reason = "agreement" if any({lower, other} <= pair for pair in _AGREE) else "confusion"
        if reason == "agreement" and before is not None and before.lower in _COLLECTIVE:
            continue
        if word.is_first and {lower, other} <= _MODALS:
            continue  # "Could you help me?" is meant so
        done.add(other)
        yield Candidate(word.start, word.end, like(word.text, other), reason)
    for other, kind in lexicon.forms.others(lower).items():
        if other not in done and len(lower) > 1:
            if word.is_first and kind == VERB_FORM:
                continue  # what a sentence opens with was chosen with care: "Used like this, ..."
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
    # How a word sounds is known of words only: "an rpc" is spelt out.
    is_sound = after.is_free and after.text.islower() and lexicon.dictionary.knows(after.lower)
    if lower not in {"the", right} and is_sound:
        yield Candidate(word.start, word.end, like(word.text, right), "article", _BY_SOUND)
    other = "the" if lower != "the" else right
    yield Candidate(word.start, word.end, like(word.text, other), "article")


def _removals(word: Word, after: Word, then: Word | None, lexicon: Lexicon) -> Iterator[Candidate]:
    is_owner = after.lower.endswith("'s")  # "a children's product"
    if word.lower in _ARTICLES and not word.is_first and not is_owner:
        yield Candidate(word.start, word.end + 1, "", "article out")
    ending = _GRADES.get(word.lower)
    # "More older members": there are more of them.
    is_alone = word.lower == "most" or then is None or then.lower in _NOT_COUNTED
    if ending is not None and is_alone and lexicon.forms.is_graded(after.lower, ending):
        yield Candidate(word.start, word.end + 1, "", "word form", _TWICE_GRADED)


def _article_insertions(before: Word, word: Word, lexicon: Lexicon) -> Iterator[Candidate]:
    if before.lower not in _DETERMINERS and word.lower not in _DETERMINERS and word.is_free:
        for article in (lexicon.article(word.text), "the"):
            yield Candidate(word.start, word.start, f"{article} ", "article in")

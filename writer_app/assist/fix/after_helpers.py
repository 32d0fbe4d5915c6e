"""Candidates where a helping verb decides the form of the next: "didn't knew", "should of".

By the grammar alone they are wrong, but sentences may run past each other ("all he had
went up in smoke"), so the model must not object. Thread: any.
"""

from collections.abc import Iterator, Sequence

from writer_app.assist.fix.forms import VERB_FORM, Forms
from writer_app.assist.fix.sentence import Candidate, Word, like

_BEFORE_BASE_LIST = (
    "didn't doesn't don't could couldn't would wouldn't should shouldn't cannot can't won't must"
)
_BEFORE_BASE = frozenset(_BEFORE_BASE_LIST.split())
_WITH_NOT_LIST = "did does do could would should can will must"
_WITH_NOT = frozenset(_WITH_NOT_LIST.split())
_BEFORE_PARTICIPLE_LIST = "have has had haven't hasn't hadn't i've you've we've they've"
_BEFORE_PARTICIPLE = frozenset(_BEFORE_PARTICIPLE_LIST.split())
_MODAL_LIST = (
    "could couldn't would wouldn't should shouldn't might must i'd you'd he'd she'd we'd they'd"
)
_MODALS = frozenset(_MODAL_LIST.split())
_BETWEEN = frozenset({"ever", "never", "already", "just", "also", "always"})
_BEFORE_TO = frozenset({"should", "must"})
# "All he had went up in smoke": after these, two clauses may meet behind the helping verb.
_OPENER_LIST = "what whatever all everything anything nothing that which who those few little much"
_OPENERS = frozenset(_OPENER_LIST.split())
_NEAR_WORDS = 4
# Nats that the sentence must gain: a plain slip, and one that may be two clauses meeting.
_PLAIN = 0.0
_DOUBTFUL = 2.0


def helped_candidates(sentence: str, words: Sequence[Word], forms: Forms) -> Iterator[Candidate]:
    """Yield the forms that a helping verb asks for.

    Example: "didn't knew" -> know, "has went" -> gone, "should of known" -> have
    """
    for index in range(1, len(words)):
        one, word = words[index - 1], words[index]
        if not word.is_free or word.is_name or sentence[one.end : word.start] != " ":
            continue
        helper = one.lower
        if helper == "not" and index > 1 and words[index - 2].lower in _WITH_NOT:
            helper = f"{words[index - 2].lower} not"
        elif helper in _BETWEEN and index > 1:
            helper = words[index - 2].lower
        after = words[index + 1] if index + 1 < len(words) else None
        opening = {before.lower for before in words[max(0, index - _NEAR_WORDS) : index]}
        if not opening & _OPENERS:
            yield from _forms_after(helper, word, forms)
        if after is not None:
            yield from _of_for_have(helper, word, after, forms)
            is_noun = index > 1 and words[index - 2].lower in {"a", "the"}  # "a must to see"
            is_to = helper in _BEFORE_TO and word.lower == "to" and not is_noun
            if is_to and forms.is_verb(after.lower):
                yield Candidate(word.start, after.start, "", VERB_FORM, _DOUBTFUL)


def _forms_after(helper: str, word: Word, forms: Forms) -> Iterator[Candidate]:
    if helper in _BEFORE_BASE or helper.endswith(" not"):
        right, price = forms.bases_of_past(word.lower), _PLAIN
    elif helper in _BEFORE_PARTICIPLE:
        right, price = forms.participles_of_past(word.lower), _DOUBTFUL
    else:
        return
    for form in right:
        yield Candidate(word.start, word.end, like(word.text, form), VERB_FORM, price)


def _of_for_have(helper: str, word: Word, after: Word, forms: Forms) -> Iterator[Candidate]:
    """Take "of" for "have" before what can only follow "have"."""
    if helper in _MODALS and word.lower == "of" and forms.is_participle(after.lower):
        new = like(word.text, "have")
        yield Candidate(word.start, word.end, new, "confusion", is_certain=True)

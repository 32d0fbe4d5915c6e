"""Forms of a word: number, agreement, tense, and adverbs; by rule and by table.

A rule's form counts only when the dictionary has it. Thread: any.
"""

from collections.abc import Iterator, Sequence

from writer_app.assist.fix.dictionary import Dictionary

NUMBER = "number"
VERB_FORM = "verb form"
WORD_FORM = "word form"
_VOWELS = "aeiou"
# Words that have no forms, whatever can be spelt with them: "the" is no verb of "thing".
_FORMLESS_LIST = (
    "a an the and or but if of to in on at by for from with as not no nor so than then that this "
    "these those there here he she it they we you i me him her us them my your his its our their "
    "who whom whose which what when where why how up down out off over under into onto about "
    "after before because although though while until since"
)
_FORMLESS = frozenset(_FORMLESS_LIST.split())
_MOST_GRADE = 55
_MOST_GRADED = 35
# Participles of one verb, each right on its side of the sea.
_HERE_OR_THERE = frozenset({"got", "gotten"})
_GRADED_BY_TABLE = {"er": ("better", "worse"), "est": ("best", "worst")}
_NOT_GRADED = frozenset(
    {"honest", "modest", "earnest", "interest", "manifest", "forest", "request"}
)


class Forms:
    """Gives the other forms of a word, each with what changes.

    Args:
        irregular: verbs as (base, past, participle). plurals: nouns as (one, many).
    """

    def __init__(
        self,
        dictionary: Dictionary,
        irregular: Sequence[tuple[str, ...]],
        plurals: Sequence[tuple[str, str]],
    ) -> None:
        self._dictionary = dictionary
        self._verbs: dict[str, list[tuple[str, ...]]] = {}
        for group in irregular:
            for form in {*group, *self._endings(group[0], "s"), *self._endings(group[0], "ing")}:
                self._verbs.setdefault(form, []).append(group)
        self._mistaken = {
            wrong: list(dict.fromkeys(group[1:]))
            for group in irregular
            for wrong in _spelt(group[0], "ed")
            if dictionary.grade(wrong) is None
        }
        self._plurals = dict(plurals)
        self._singulars = {many: one for one, many in plurals}

    def of_mistaken(self, word: str) -> list[str]:
        """Give the right forms of an irregular verb or noun that got a regular ending.

        Example: of_mistaken("choosed") -> ["chose", "chosen"], of_mistaken("citys") -> ["cities"]
        """
        found = self._mistaken.get(word, [])
        one = word.removesuffix("s")
        if one == word:
            return found
        is_y = one.endswith("y") and one[-2:-1] not in _VOWELS
        many = self._plurals.get(one) or (one[:-1] + "ies" if is_y else "")
        return [*found, many] if many and self._is_common(many) else found

    def bases_of_past(self, word: str) -> list[str]:
        """Give the bases of which a word can be nothing but the past.

        Example: bases_of_past("went") -> ["go"], bases_of_past("saw") -> []
        """
        if self._endings(word, "ing") or word in {"was", "were"}:
            return []
        bases = [g[0] for g in self._verbs.get(word, []) if word == g[1] != g[0]]
        if bases or not word.endswith("ed"):
            return bases
        return [b for b in self._bases(word) if b != word and word in self._endings(b, "ed")]

    def participles_of_past(self, word: str) -> list[str]:
        """Give the participles of an irregular past that is none itself.

        Example: participles_of_past("went") -> ["gone"], participles_of_past("had") -> []
        """
        groups = self._verbs.get(word, [])
        return [g[2] for g in groups if word == g[1] not in (g[0], g[2], *_HERE_OR_THERE)]

    def is_participle(self, word: str) -> bool:
        """Tell whether a word can follow "have"."""
        if any(word == group[2] for group in self._verbs.get(word, [])):
            return True
        return word.endswith("ed") and any(base != word for base in self._bases(word))

    def is_graded(self, word: str, ending: str) -> bool:
        """Tell whether a word may be a comparative ("er") or superlative ("est").

        Example: is_graded("bigger", "er"), not is_graded("honest", "est")
        """
        if word in _GRADED_BY_TABLE[ending]:
            return True
        stem = word.removesuffix(ending)
        if stem == word or word in _NOT_GRADED or len(stem) < 2:
            return False
        bases = [stem, stem + "e"] + ([stem[:-1]] if stem[-1] == stem[-2] else [])
        bases += [stem[:-1] + "y"] if stem.endswith("i") else []
        return any((self._dictionary.grade(base) or 99) <= _MOST_GRADED for base in bases)

    def is_verb(self, word: str) -> bool:
        """Tell whether a word is the base of a verb, as far as its forms tell."""
        return bool(self._endings(word, "ing")) and bool(self._endings(word, "s"))

    def others(self, word: str) -> dict[str, str]:
        """Give other forms of a word in small letters, and the kind of each change.

        Example: others("walk") -> {"walks": "number", "walked": "verb form", ...}
        """
        found: dict[str, str] = {}
        if word in _FORMLESS:
            return found
        for base in self._bases(word):
            for ending in ("s", "ed", "ing"):
                for form in self._endings(base, ending):
                    found.setdefault(form, NUMBER if ending == "s" else VERB_FORM)
            found.setdefault(base, NUMBER if word in self._endings(base, "s") else VERB_FORM)
            is_plural = word in self._endings(base, "s")
            if is_plural or word != base:
                for form in self._endings(base, "s"):
                    found[form] = VERB_FORM if not is_plural else NUMBER
        for group in self._verbs.get(word, []):
            for form in group:
                found.setdefault(form, VERB_FORM)
        for table in (self._plurals, self._singulars):
            if word in table:
                found[table[word]] = NUMBER
        found.update(dict.fromkeys(self._adverbs(word), WORD_FORM))
        found.pop(word, None)
        if word in _HERE_OR_THERE:
            return {form: kind for form, kind in found.items() if form not in _HERE_OR_THERE}
        return found

    def _bases(self, word: str) -> list[str]:
        """Give the words that this one may be a form of, itself among them."""
        tried = [word]
        tried += [group[0] for group in self._verbs.get(word, [])]
        if word.endswith(("ies", "ied")):
            tried.append(word[:-3] + "y")
        for ending in ("s", "es", "ed", "d", "ing"):
            if word.endswith(ending) and len(word) > len(ending) + 1:
                stem = word[: -len(ending)]
                tried.append(stem)
                if ending == "ing":
                    tried.append(stem + "e")
                if ending in {"ed", "ing"} and stem[-1] == stem[-2:-1]:
                    tried.append(stem[:-1])
        bases = []
        for base in dict.fromkeys(tried):
            is_rule = any(word in self._endings(base, e) for e in ("s", "ed", "ing"))
            is_known = base == word or is_rule or base in {g[0] for g in self._verbs.get(word, [])}
            if is_known and self._is_common(base):
                bases.append(base)
        return bases

    def _endings(self, base: str, ending: str) -> list[str]:
        """Give base + ending as it is spelt, when the dictionary has it."""
        return [form for form in _spelt(base, ending) if self._is_common(form)]

    def _adverbs(self, word: str) -> Iterator[str]:
        tried = [word + "ly"]
        if word.endswith("y"):
            tried.append(word[:-1] + "ily")
        if word.endswith("le"):
            tried.append(word[:-1] + "y")
        if word.endswith("ily"):
            tried.append(word[:-3] + "y")
        elif word.endswith("ly") and len(word) > 5:
            tried += [word[:-2], word[:-1] + "e"]
        yield from (form for form in tried if len(form) > 3 and self._is_common(form))

    def _is_common(self, word: str) -> bool:
        return (self._dictionary.grade(word) or 99) <= _MOST_GRADE


def _spelt(base: str, ending: str) -> list[str]:
    """Spell a base with "s", "ed" or "ing", in every way that may be right."""
    if len(base) < 2:
        return []
    is_y = base.endswith("y") and base[-2] not in _VOWELS
    if ending == "s":
        if is_y:
            return [base[:-1] + "ies"]
        return [
            base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"),
            base + "s",
        ]
    tried = [base + ending]
    if base.endswith("e"):
        tried = [base[:-1] + ending] + ([base + ending] if base.endswith("ee") else [])
    elif is_y and ending == "ed":
        tried = [base[:-1] + "ied"]
    elif base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS:
        tried.append(base + base[-1] + ending)
    return tried

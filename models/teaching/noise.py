"""Make the mistakes that writers make, for teaching to undo them.

Pure; the caller brings the random source. Rates and kinds: of learners (the JFLEG
and CoNLL-2014 papers' error types: articles, prepositions, agreement, number, tense,
spelling) and of hurried fluent writers (letters, doubled and dropped words, commas).
"""

import random
import re
from collections.abc import Callable

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij",
    "i": "uok", "o": "ipl", "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv",
    "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil", "l": "kop", "z": "asx", "x": "zsdc",
    "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
_CONFUSED = (
    ("their", "there", "they're"), ("its", "it's"), ("your", "you're"), ("to", "too", "two"),
    ("then", "than"), ("affect", "effect"), ("lose", "loose"), ("whose", "who's"),
    ("were", "where", "we're"), ("of", "off"), ("accept", "except"), ("advice", "advise"),
    ("quite", "quiet"), ("passed", "past"), ("weather", "whether"), ("principal", "principle"),
    ("know", "no"), ("hear", "here"), ("right", "write"), ("by", "buy"), ("peace", "piece"),
    ("fewer", "less"), ("many", "much"), ("this", "these"), ("that", "those"), ("who", "which"),
    ("good", "well"), ("among", "between"), ("lay", "lie"), ("rise", "raise"), ("bring", "take"),
    ("say", "tell"), ("do", "make"), ("every", "all"), ("other", "another"), ("as", "like"),
    ("breath", "breathe"), ("cloth", "clothe"), ("choose", "chose"), ("lead", "led"),
)  # fmt: skip
_PREPOSITIONS = ("in", "on", "at", "to", "for", "of", "with", "by", "from", "about", "into")
_ARTICLES = ("a", "an", "the")
_AGREEMENT = (
    ("is", "are"), ("was", "were"), ("has", "have"), ("does", "do"), ("doesn't", "don't"),
    ("isn't", "aren't"), ("wasn't", "weren't"), ("hasn't", "haven't"),
)  # fmt: skip
_TENSES = (
    ("went", "go", "gone"), ("was", "is"), ("were", "are"), ("had", "have"), ("said", "say"),
    ("came", "come"), ("took", "take", "taken"), ("saw", "see", "seen"), ("made", "make"),
    ("gave", "give", "given"), ("found", "find"), ("knew", "know", "known"), ("wrote", "write"),
    ("began", "begin", "begun"), ("told", "tell"), ("thought", "think"), ("left", "leave"),
    ("felt", "feel"), ("kept", "keep"), ("became", "become"), ("did", "do", "done"),
)  # fmt: skip
_MISSPELT = {
    "receive": "recieve", "believe": "beleive", "separate": "seperate", "definitely": "definately",
    "occurred": "occured", "until": "untill", "beginning": "begining", "which": "wich",
    "because": "becouse", "necessary": "neccessary", "government": "goverment",
    "environment": "enviroment", "different": "diffrent", "really": "realy", "friend": "freind",
    "tomorrow": "tommorow", "business": "bussiness", "address": "adress", "achieve": "acheive",
    "believed": "beleived", "weird": "wierd", "their": "thier", "though": "thogh",
    "through": "trough", "would": "whould", "always": "allways", "people": "peaple",
    "especially": "especialy", "successful": "succesful", "probably": "probaly",
    "experience": "experiance", "knowledge": "knowlege", "interesting": "intresting",
    "immediately": "immediatly", "surprise": "suprise", "remember": "remeber",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
# How often each kind is tried; it may find nothing to do in a sentence.
_KINDS: tuple[tuple[str, float], ...] = (
    ("letters", 0.24), ("confused", 0.10), ("article", 0.13), ("preposition", 0.09),
    ("agreement", 0.08), ("number", 0.09), ("tense", 0.07), ("missing", 0.04), ("doubled", 0.04),
    ("comma", 0.05), ("casing", 0.03), ("misspelt", 0.04),
)  # fmt: skip
CLEAN_SHARE = 1 / 3


def add_noise(sentence: str, source: random.Random) -> str:
    """Give the sentence with one to four mistakes, or none where none could be made.

    Longer sentences get more. Straight and curly apostrophes are both known.
    """
    n_words = max(1, sentence.count(" ") + 1)
    n_mistakes = 1 + min(3, int(source.expovariate(1.0) * n_words / 14))
    text = sentence
    for _ in range(n_mistakes):
        for _ in range(6):
            kind = source.choices([k for k, _ in _KINDS], [w for _, w in _KINDS])[0]
            changed = _MAKERS[kind](text, source)
            if changed != text:
                text = changed
                break
    return text


def _pick(
    text: str, source: random.Random, is_wanted: Callable[[str], bool]
) -> re.Match[str] | None:
    found = [match for match in _WORD.finditer(text) if is_wanted(match.group().casefold())]
    return source.choice(found) if found else None


def _put(text: str, match: re.Match[str], word: str) -> str:
    """Replace a word; its first letter's case and the kind of apostrophe stay."""
    old = match.group()
    if old[:1].isupper():
        word = word[:1].upper() + word[1:]
    if "\u2019" in text:
        word = word.replace("'", "\u2019")
    return text[: match.start()] + word + text[match.end() :]


def _plain(word: str) -> str:
    return word.replace("\u2019", "'")


def _letters(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: len(word) > 3 and word.isascii())
    if match is None:
        return text
    word = match.group()
    at = source.randrange(1, len(word) - 1)
    letter = word[at]
    near = source.choice(_NEIGHBOURS.get(letter.lower(), "e"))
    made = source.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1] + letter + word[at + 2 :],
            word[:at] + near + word[at + 1 :],
            word[:at] + near + word[at:],
        )
    )
    return text[: match.start()] + made + text[match.end() :]


def _from_sets(sets: tuple[tuple[str, ...], ...]) -> Callable[[str, random.Random], str]:
    partners: dict[str, list[str]] = {}
    for group in sets:
        for word in group:
            partners.setdefault(word, []).extend(other for other in group if other != word)

    def swap(text: str, source: random.Random) -> str:
        match = _pick(text, source, lambda word: _plain(word) in partners)
        if match is None:
            return text
        return _put(text, match, source.choice(partners[_plain(match.group().casefold())]))

    return swap


def _article(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: word in _ARTICLES)
    if match is None or source.random() < 0.2:
        return _insert_article(text, source)
    if source.random() < 0.55:
        return _drop(text, match)
    others = [article for article in _ARTICLES if article != match.group().casefold()]
    return _put(text, match, source.choice(others))


def _insert_article(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: len(word) > 4)
    if match is None or match.start() == 0:
        return text
    return f"{text[: match.start()]}{source.choice(('the', 'a'))} {text[match.start() :]}"


def _drop(text: str, match: re.Match[str]) -> str:
    """Take a word out with the space after it; a new first word gets its capital."""
    rest = text[match.end() :].lstrip(" ")
    if match.group()[:1].isupper():
        rest = rest[:1].upper() + rest[1:]
    return text[: match.start()] + rest


def _preposition(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: word in _PREPOSITIONS)
    if match is None:
        return text
    if source.random() < 0.3:
        return _drop(text, match)
    return _put(text, match, source.choice([p for p in _PREPOSITIONS if p != match.group()]))


def _number(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: len(word) > 3 and word.isascii() and "'" not in word)
    if match is None or match.group()[1:] != match.group()[1:].lower():
        return text
    word = match.group()
    if word.endswith("s") and not word.endswith("ss"):
        return text[: match.start()] + word[:-1] + text[match.end() :]
    return text[: match.start()] + word + "s" + text[match.end() :]


def _tense(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: len(word) > 4 and word.endswith(("ed", "ing")))
    if match is None or source.random() < 0.4:
        return _IRREGULAR(text, source)
    word = match.group()
    if word.endswith("ing"):
        return text[: match.start()] + word[:-3] + text[match.end() :]
    made = word[:-1] if word[-3] in "aeiouvcgs" else word[:-2]
    return text[: match.start()] + made + text[match.end() :]


def _missing(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: len(word) <= 4)
    return text if match is None else _drop(text, match)


def _doubled(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: len(word) <= 5)
    if match is None:
        return text
    return f"{text[: match.end()]} {match.group().lower()}{text[match.end() :]}"


def _comma(text: str, source: random.Random) -> str:
    marks = [m.start() for m in re.finditer(r"[,;](?= )|[.](?=\Z)|['\u2019](?=\w)", text)]
    if marks and source.random() < 0.7:
        at = source.choice(marks)
        return text[:at] + text[at + 1 :]
    spaces = [m.start() for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", text)]
    if not spaces:
        return text
    at = source.choice(spaces)
    return f"{text[:at]},{text[at:]}"


def _casing(text: str, source: random.Random) -> str:
    found = [match for match in _WORD.finditer(text) if match.group()[0].isupper()]
    if not found:
        return text
    match = source.choice(found)
    return text[: match.start()] + match.group().lower() + text[match.end() :]


def _misspelt(text: str, source: random.Random) -> str:
    match = _pick(text, source, lambda word: word in _MISSPELT)
    return text if match is None else _put(text, match, _MISSPELT[match.group().casefold()])


_IRREGULAR = _from_sets(_TENSES)
_MAKERS: dict[str, Callable[[str, random.Random], str]] = {
    "letters": _letters,
    "confused": _from_sets(_CONFUSED),
    "article": _article,
    "preposition": _preposition,
    "agreement": _from_sets(_AGREEMENT),
    "number": _number,
    "tense": _tense,
    "missing": _missing,
    "doubled": _doubled,
    "comma": _comma,
    "casing": _casing,
    "misspelt": _misspelt,
}

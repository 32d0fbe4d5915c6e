"""Whether the text around the caret is in a language of the model.

Two tests: the script of the letters, and for languages in Latin letters their commonest
words. Little text proves nothing and passes. May import: assist.words,
assist.sentences. Thread: any.
"""

import unicodedata
from collections.abc import Iterable

from writer_app.assist.sentences import last_sentence
from writer_app.assist.words import iter_words

_LOOK_BACK_CHARS = 400
_MIN_SENTENCE_WORDS = 6
_MIN_FOREIGN_HITS = 3

_SCRIPTS = {
    "zh": ("CJK",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "ko": ("HANGUL", "CJK"),
    "ru": ("CYRILLIC",),
    "uk": ("CYRILLIC",),
    "bg": ("CYRILLIC",),
    "el": ("GREEK",),
    "ar": ("ARABIC",),
    "fa": ("ARABIC",),
    "he": ("HEBREW",),
    "hi": ("DEVANAGARI",),
    "th": ("THAI",),
}

# Languages that have their script almost to themselves.
_TELLING = frozenset({"zh", "ko", "el", "he", "th"})

# The commonest words of each language; those that are also common English words
# ("die", "den", "in", "no") are left out, so that English prose scores near zero for others.
_STOP_WORDS = {
    "en": "the and of to a in is that it was for on with as be at by this have from not are but "
    "or an they which you his her she he we had were been their there has would will what "
    "when who if so all one could can my your them its into than then out up about no "
    "more i me",
    "fr": "le la les des une et est dans que qui pour pas sur avec ce cette il elle nous vous "
    "ne se au aux du je mais ou son sa ses leur était être plus tout comme d'une c'est "
    "qu'il",
    "de": "der das und ist nicht ein eine einer eines dem zu mit auf für von sich auch als wie "
    "bei oder aus nach wird ich sie er wir ihr sein war hat haben werden wenn aber noch "
    "im",
    "es": "el los las una y que de en por con para es se del al lo como más pero sus le ya este "
    "esta cuando muy sin sobre también hasta hay donde quien desde todo nos durante era "
    "fue",
    "it": "il gli che di un una per con non sono della del dei delle nel nella si come più ma "
    "anche loro questo questa quando era essere stato così perché è ho hanno alla al da",
    "pt": "os as um uma que de em para com não por mais dos das ao na nos como mas foi ele ela "
    "seu sua ou quando muito já também só pelo pela até isso entre era depois são",
    "nl": "de het een en van ik te dat niet zijn op aan met voor er maar om ook als dan bij nog "
    "naar heeft hij zij wij deze dit wordt werd uit over geen kan hebben",
    "sv": "och att det som en är av för med den till inte om ett han men har jag de var på "
    "eller från vi när sig hon ska kan sin nu",
    "pl": "i w nie na się z do to że jest o ale jak za od po przez tak czy dla tego tylko był "
    "co już przy jego jej ich",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada "
    "mereka sudah bisa oleh kita adalah atau",
}
_WORDS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}


def is_in_language(before: str, after: str, languages: Iterable[str]) -> bool:
    """Tell whether the writer writes in a language of the model just now.

    The sentence at the caret counts; when it is short, the text before it too.

    Args:
        languages: ISO 639-1 codes; none means any.

    Example:
        >>> is_in_language("The rain fell and the", "", ("en",))
        True
        >>> is_in_language("Il pleut et nous ne sommes pas dans la rue avec", "", ("en",))
        False
    """
    codes = tuple(languages)
    if not codes:
        return True
    recent = before[-_LOOK_BACK_CHARS:]
    sentence = last_sentence(recent)
    if sum(1 for _ in iter_words(sentence)) < _MIN_SENTENCE_WORDS:
        sentence = recent + after[:40]
    return _has_script(before[-60:], codes) and _has_words(sentence, codes)


def language_of(text: str) -> str:
    """Give the language that a text is in, as ISO 639-1; "" when it does not tell.

    Example:
        >>> language_of("It was the best of times, and it was the worst."), language_of("Ouf!")
        ('en', '')
    """
    sample = text[:2000]
    letters = [character for character in sample if character.isalpha()]
    for code, scripts in _SCRIPTS.items():
        n_own = sum(1 for letter in letters if unicodedata.name(letter, "").startswith(scripts))
        if letters and n_own * 2 > len(letters):
            # Chinese and Japanese share signs, Cyrillic serves many: kana tells, else nothing.
            return code if code in _TELLING else ""
    words = list(iter_words(sample))
    hits = {code: _n_hits(words, code) for code in _WORDS}
    best = max(hits, key=lambda code: hits[code])
    return best if hits[best] >= _MIN_FOREIGN_HITS else ""


def common_words_of(words: Iterable[str]) -> frozenset[str]:
    """Give the commonest words of the language that most of these words belong to.

    Returns: empty when they are of no language known here.

    Example:
        >>> "der" in common_words_of(["der", "regen", "und", "nicht"])
        True
        >>> common_words_of(["xyzzy"])
        frozenset()
    """
    sample = list(words)
    hits = {code: _n_hits(sample, code) for code in _WORDS}
    best = max(hits, key=lambda code: hits[code])
    return _WORDS[best] if hits[best] else frozenset()


def likely_language(text: str) -> str | None:
    """Guess a text's language by its commonest words; None where too few of them stand.

    Example:
        >>> likely_language("The rain fell and the wind was in the sails of it")
        'en'
        >>> likely_language("Regen")
    """
    words = list(iter_words(text))
    hits = sorted(((_n_hits(words, code), code) for code in _WORDS), reverse=True)
    (most, best), (second, _) = hits[:2]
    return best if most >= _MIN_FOREIGN_HITS and most > second else None


def _has_script(text: str, codes: tuple[str, ...]) -> bool:
    """Tell whether most of the last letters are of a script of the languages."""
    prefixes = tuple(script for code in codes for script in _SCRIPTS.get(code, ("LATIN",)))
    letters = [character for character in text if character.isalpha()]
    n_own = sum(1 for letter in letters if unicodedata.name(letter, "").startswith(prefixes))
    return n_own * 2 >= len(letters)


def _has_words(text: str, codes: tuple[str, ...]) -> bool:
    """Tell whether no other language's common words outnumber the model's."""
    words = list(iter_words(text))
    own = max((_n_hits(words, code) for code in codes if code in _WORDS), default=None)
    if own is None:
        return True
    foreign = max(_n_hits(words, code) for code in _WORDS if code not in codes)
    return foreign < _MIN_FOREIGN_HITS or foreign <= own


def _n_hits(words: list[str], code: str) -> int:
    return sum(1 for word in words if word in _WORDS[code])

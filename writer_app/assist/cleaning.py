"""Take from a model's answer all that is talk about the answer.

Small instruct models greet, announce, quote, fence, explain and sign off. What is taken
away is taken only where the text that was asked about does not do the same. May import:
assist.sentences. Thread: any.
"""

import itertools
import re
from dataclasses import dataclass

from writer_app.assist.sentences import ends_sentence, sentence_starts

_THOUGHTS = re.compile(r"\s*<think>.*?(?:</think>|\Z)\s*", re.DOTALL)
_NAMES = (
    r"(?:rewritten|revised|corrected|shortened|shorter|expanded|longer|simplified|simpler"
    r"|formal|casual|rephrased|paraphrased|translated|improved|edited|new|final|modified"
    r"|more\ \w+|less\ \w+)"
)
_KINDS = (
    r"(?:text|version|sentences?|paragraphs?|passage|translation|summary|draft|rewrite|answer"
    r"|output)"
)
_NOD = r"(?:sure(?:\ thing)?|certainly|of\ course|absolutely|okay|ok|great|no\ problem)"
_HERE = (
    r"(?:here(?:'s|\u2019s|\ is|\ are|\ it\ is|\ you\ (?:go|are))|below\ is"
    r"|this\ is|the\ following\ is"
    r"|i(?:'ve|\u2019ve|\ have)\ \w+)"
)
# "Sure, here is the shorter version:", "Rewritten text:", "Summary:" and their like; never a
# sentence that merely begins so ("Of course he knew.").
_PREAMBLE = re.compile(
    rf"""(?:
      {_NOD}[!.,]?\s+(?:{_HERE}|i\ can|i'd|let\ me|happy)[^:\n]{{0,160}}[:!.](?:\s|\Z)
    | {_NOD}[!.]\s
    | {_HERE}\b[^:\n]{{0,120}}\b(?:{_NAMES}|{_KINDS})\b[^:\n]{{0,60}}:(?:\s|\Z)
    | {_HERE}\b[^:\n]{{0,160}}:\s*\n
    | [*_\#\s]*(?:(?:the|your|a)\ )?(?:{_NAMES}\ )?{_KINDS}(?:\ \([^)\n]*\))?[*_]*:[*_]*(?:\s|\Z)
    | [*_\#\s]*{_NAMES}[*_]*:[*_]*(?:\s|\Z)
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_MAYBE_PREAMBLE = re.compile(
    rf"""[*_\#\s]*(?:{_NOD}|{_HERE}|here|below|(?:the\ |your\ |a\ )?(?:{_NAMES}|{_KINDS})\b)
    [^\n]{{0,170}}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
# What follows the answer: notes, offers, explanations.
_AFTERWORD = re.compile(
    rf"""\n\s*[(\[*_-]*\s*(?:
      (?:notes?|explanations?|changes(?:\ made)?)\s*[:*]
    | i\ (?:hope\ (?:this|that|you)|have\ (?:made|kept|changed|tried)|changed|tried\ to|kept\ the)\b
    | i'?\u2019?ve\ (?:made|kept|changed|tried)\b | (?:please\ )?let\ me\ know\b | feel\ free\ to\b
    | (?:this|the\ (?:above|original|{_NAMES}))\ {_KINDS}\b | would\ you\ like\ me\b
    | is\ there\ anything\ else\b | \(?word\ count\b | ---+\s*\Z | original(?:\ {_KINDS})?:
    )[\s\S]*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_SPEAKER = re.compile(r"\n\s*(?:user|assistant|human|system|###|<\|)[\s\S]*\Z", re.IGNORECASE)
_FENCE = re.compile(r"\A\s*(`{3,}|~{3,})[^\n]*\n([\s\S]*?)\n?(?:\1\s*)?\Z")
_QUOTES = {'"': '"', "\u201c": "\u201d", "'": "'", "\u2018": "\u2019", "\u00ab": "\u00bb"}
_LEAKED_WORDS = 7
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is cleaned against.

    Attributes:
        text: what was asked about. orders: the words of the request, which may leak.
        may_part: the answer may have paragraphs though the text has none.
    """

    text: str
    orders: str = ""
    may_part: bool = False


def clean(answer: str, asked: Asked, *, is_whole: bool) -> str:
    """Give the text that an answer holds.

    Args:
        is_whole: the model ended by itself; else the last sentence, cut off, goes too.

    Example:
        >>> clean("Sure! Here is the text:\\n\\n\\"It was late.\\"", Asked("Late."), is_whole=True)
        'It was late.'
    """
    text = _THOUGHTS.sub("", answer, count=1) if "<think>" in answer[:40] else answer
    text = _without_preamble(text.strip(), asked.text)
    text = _SPEAKER.sub("", _AFTERWORD.sub("", text)) if text else text
    text = _unfenced(text, asked.text)
    if not is_whole:
        text = whole_sentences(text)
    text = _without_leaks(text, asked.orders, asked.text)
    text = _unquoted(text.strip(), asked.text)
    return _joined(text, asked).strip()


def settled(answer: str, asked: Asked) -> str:
    """Give what can be shown already of an answer that still grows.

    Nothing as long as it may be an announcement; then all but its last word.
    """
    text = _THOUGHTS.sub("", answer, count=1) if "<think>" in answer[:40] else answer
    text = _without_preamble(text.lstrip(), asked.text)
    if text.startswith("<") or (len(text) < 200 and _MAYBE_PREAMBLE.match(text)):
        return ""
    text = _AFTERWORD.sub("", text).lstrip()
    opening = text[:1]
    if opening in _QUOTES and not asked.text.lstrip().startswith(opening):
        text = text[1:]
    text = text.lstrip("`~ \n") if text.startswith(("```", "~~~")) else text
    head, _, _ = text.rpartition(" ")
    return _joined(head, asked)


def whole_sentences(text: str) -> str:
    """Leave out a last sentence that was cut off; nothing is left of a single one.

    Example:
        >>> whole_sentences("It was late. The rain fe")
        'It was late.'
    """
    if ends_sentence(text[-400:]):
        return text
    return text[: max(sentence_starts(text), default=0)].rstrip()


def _without_preamble(text: str, original: str) -> str:
    for _ in range(2):
        match = _PREAMBLE.match(text)
        if match is None or _PREAMBLE.match(original.strip()):
            return text
        text = text[match.end() :]
    return text


def _unfenced(text: str, original: str) -> str:
    match = _FENCE.match(text)
    return match[2] if match and not original.lstrip().startswith(("```", "~~~")) else text


def _unquoted(text: str, original: str) -> str:
    """Take away quotes around the whole that the original has not."""
    closer = _QUOTES.get(text[:1])
    original = original.strip()
    if closer is None or len(text) < 3 or not text.endswith(closer):
        return text
    if original.startswith(text[0]) or (closer in text[1:-1] and closer != "'"):
        return text
    return text[1:-1].strip()


def _without_leaks(text: str, orders: str, original: str) -> str:
    """Leave out the sentences that repeat the request instead of following it."""
    words = _plain(orders).split()
    runs = {" ".join(words[i : i + _LEAKED_WORDS]) for i in range(len(words) - _LEAKED_WORDS + 1)}
    runs |= {_plain(one) for one in _sentences(orders) if len(one.split()) >= _LEAST_WORDS}
    known = _plain(original)
    runs = {run for run in runs if run not in known}
    if not any(run in _plain(text) for run in runs):
        return text
    return "".join(s for s in _sentences(text) if not any(run in _plain(s) for run in runs))


def _sentences(text: str) -> list[str]:
    bounds = [*sentence_starts(text), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(bounds)]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _joined(text: str, asked: Asked) -> str:
    """Join paragraphs where the text asked about was one."""
    if asked.may_part or "\n" in asked.text.strip():
        return text
    return re.sub(r"\s*\n\s*", " ", text)

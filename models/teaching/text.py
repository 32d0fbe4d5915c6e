"""Sentences, headings and telling words: what the skills' makers share.

Pure; may import: recipe.documents, assist.sentences.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from models.recipe.documents import paragraphs
from writer_app.assist.sentences import sentence_starts

_WORD = re.compile(r"[A-Za-z][A-Za-z\u2019'-]*")
_GOOD_SENTENCE = re.compile(r"[\u201c\u2018\"']?[A-Z].*[.!?][\u201d\u2019\"']?", re.DOTALL)

# Headings that say nothing of the text under them teach nothing.
_EMPTY_HEADINGS = frozenset(
    {
        *(
            "introduction",
            "summary",
            "overview",
            "conclusion",
            "conclusions",
            "background",
            "notes",
        ),
        *("section summary", "key takeaways", "key terms", "learning objectives", "references"),
        *("abstract", "motivation", "rationale", "discussion", "examples", "example", "contents"),
        *("further reading", "acknowledgments", "acknowledgements", "more information", "preface"),
        *("getting started", "description", "details", "outline", "resources", "chapter review"),
    }
)


def sentences(paragraph: str) -> list[str]:
    """Cut a paragraph into its sentences, each stripped."""
    flat = " ".join(paragraph.split())
    starts = [*sentence_starts(flat), len(flat)]
    if starts[0] != 0:
        starts.insert(0, 0)
    cut = (flat[a:b].strip() for a, b in itertools.pairwise(starts))
    return [sentence for sentence in cut if sentence]


def is_clean(sentence: str) -> bool:
    """Tell whether a sentence is whole, plain prose of a usual length."""
    if not 24 <= len(sentence) <= 320 or not _GOOD_SENTENCE.fullmatch(sentence):
        return False
    n_letters = sum(character.isalpha() or character == " " for character in sentence)
    return n_letters >= 0.9 * len(sentence) and sentence.count(" ") >= 4


def is_heading(paragraph: str) -> bool:
    """Tell whether a paragraph reads like a heading."""
    flat = paragraph.strip("# *")
    return (
        3 <= len(flat) <= 90
        and "\n" not in flat
        and flat[:1].isupper()
        and flat[-1] not in ".,;:!?"
        and len(flat.split()) <= 12
        and any(word.islower() or len(word) > 3 for word in flat.split())
    )


def headed_passages(document: str, max_chars: int) -> list[tuple[str, str]]:
    """Give (heading, text under it) pairs, the text cut at a paragraph's end."""
    found: list[tuple[str, str]] = []
    heading, body = "", ""
    for paragraph in [*paragraphs(document), "The end"]:
        if is_heading(paragraph):
            is_telling = heading.casefold() not in _EMPTY_HEADINGS
            if heading and is_telling and len(body) >= min(240, max_chars // 2):
                found.append((heading, body))
            heading, body = paragraph.strip("# *"), ""
        elif heading and len(body) + len(paragraph) <= max_chars:
            body = f"{body}\n\n{paragraph}" if body else paragraph
    return found


def words(text: str) -> list[str]:
    """Give the words of a text in small letters."""
    return [word.casefold() for word in _WORD.findall(text)]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """In how many documents each word stands.

    Attributes:
        counts: documents by word. n_documents: counted.
    """

    counts: Counter[str]
    n_documents: int

    def rarity(self, word: str) -> float:
        """Give the inverse document frequency, in nats."""
        return math.log((1 + self.n_documents) / (1 + self.counts[word]))


def count_words(texts: Iterable[str]) -> WordCounts:
    """Count the documents that hold each word."""
    counts: Counter[str] = Counter()
    n_documents = 0
    for text in texts:
        counts.update(set(words(text)))
        n_documents += 1
    return WordCounts(counts, n_documents)


def keywords(text: str, counts: WordCounts, n: int) -> list[str]:
    """Give the n most telling words of a text, in the order of their first standing."""
    found = Counter(word for word in words(text) if len(word) > 3)
    ranked = sorted(found, key=lambda word: -found[word] * counts.rarity(word))[:n]
    return [word for word in found if word in set(ranked)]

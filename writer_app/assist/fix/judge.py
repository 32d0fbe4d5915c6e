"""How sure it is that a change among right words makes a sentence better.

A weighed sum over what the model says and where it tends to err: it takes rare words
for mistakes, and finds more to change the longer a sentence is. A sentence in which
a word was misspelt is likelier to hold other slips. The weights belong to one model:
`models/fit_judge.py` learns them, and `resources/fix-en.toml` keeps them.
Thread: any.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Less was not measured.
_LEAST_GAIN = 1.0
_LEAST_PART, _MOST_PART = -4.0, 8.0
_RARE, _VERY_RARE = 20, 35
KINDS = (
    "agreement",
    "article",
    "article in",
    "article out",
    "comma in",
    "confusion",
    "number",
    "preposition",
    "verb form",
    "word form",
)
"""The kinds of change that can be judged; the first is the one others are told from."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one change.

    Attributes:
        kind: one of KINDS.
        gain: nats that the sentence gains as far as it was scored.
        word_gain: nats of it up to the end of the change itself.
        log_n_words: natural log of the number of words of the sentence.
        old_grade, new_grade: how common what goes and what comes is; 0: no single word.
        is_among_slips: something in the sentence was mended before.
    """

    kind: str
    gain: float
    word_gain: float
    log_n_words: float
    old_grade: int
    new_grade: int
    is_among_slips: bool

    def features(self) -> dict[str, float]:
        """Give the numbers that are weighed, by name; the kind is one of them."""
        return {
            "bias": 1.0,
            "gain": self.gain,
            "word_gain": _bounded(self.word_gain),
            "tail_gain": _bounded(self.gain - self.word_gain),
            "log_n_words": self.log_n_words,
            "old_is_rare": float(self.old_grade > _RARE),
            "old_is_very_rare": float(self.old_grade > _VERY_RARE),
            "new_is_very_rare": float(self.new_grade > _VERY_RARE),
            "is_among_slips": float(self.is_among_slips),
            self.kind: 1.0,
        }


@dataclass(frozen=True, slots=True)
class Judge:
    """Weighs the evidence for a change.

    Attributes:
        weights: by the names of `Evidence.features`; one that is missing is 0.
        bar, bar_among_slips: what must be reached in a sentence without other slips,
            and in one with.
    """

    weights: Mapping[str, float]
    bar: float
    bar_among_slips: float

    def sureness(self, evidence: Evidence) -> float:
        """Give how far above its bar a change stands; below zero it is not made.

        Example:
            >>> judge = Judge({"gain": 1.0}, 3.0, 2.0)
            >>> judge.sureness(Evidence("number", 9.0, 5.0, 2.3, 10, 10, False))
            6.0
        """
        if evidence.gain < _LEAST_GAIN:
            return evidence.gain - 100.0
        total = self.weighed(evidence)
        return total - (self.bar_among_slips if evidence.is_among_slips else self.bar)

    def weighed(self, evidence: Evidence) -> float:
        """Give the weighed sum itself: the log of the odds that a change is right."""
        found = evidence.features().items()
        return sum(self.weights.get(name, 0.0) * value for name, value in found)


def read_judge(table: Mapping[str, Any]) -> Judge:
    """Read the table `judge` of `fix-en.toml`."""
    weights = {name: float(value) for name, value in table["weights"].items()}
    return Judge(weights, float(table["bar"]), float(table["bar_among_slips"]))


def _bounded(part: float) -> float:
    return max(_LEAST_PART, min(part, _MOST_PART))

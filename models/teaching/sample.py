"""One taught example, as text between control tokens, and how it becomes tokens.

The forms, which the app must use to ask for the skill:

    fill      <|end|><|suffix|>SUFFIX<|prefix|>PREFIX MIDDLE<|end|>
    others    <|end|><|SKILL|>INPUT<|answer|>OUTPUT<|end|>

The text itself is encoded as if no control token stood near it. May import: numpy,
tokenizers.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from models.recipe.control import ANSWER, END, PREFIX, SUFFIX
from models.training.shards import UNLEARNT_BIT

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sample.

    Attributes:
        text: ordinary text, or a control token's name. is_control: which of the two.
        is_learnt: the model is taught to foretell it; else it is only read.
    """

    text: str
    is_control: bool = False
    is_learnt: bool = True


Sample = tuple[Segment, ...]


def task(control: str, asked: str, answer: str, is_input_learnt: bool = False) -> Sample:
    """Give a sample of a skill: what is asked, what is answered, and its end."""
    return (
        Segment(END, is_control=True),
        Segment(control, is_control=True, is_learnt=False),
        Segment(asked, is_learnt=is_input_learnt),
        Segment(ANSWER, is_control=True, is_learnt=False),
        Segment(answer),
        Segment(END, is_control=True),
    )


def fill(prefix_and_middle: str, suffix: str) -> Sample:
    """Give a sample of filling in: the text after the caret is read first.

    Where the prefix ends and the middle begins is not marked: letters typed at the
    caret only append.
    """
    return (
        Segment(END, is_control=True),
        Segment(SUFFIX, is_control=True, is_learnt=False),
        Segment(suffix),
        Segment(PREFIX, is_control=True, is_learnt=False),
        Segment(prefix_and_middle),
        Segment(END, is_control=True),
    )


def encode_samples(samples: list[Sample], tokenizer: Tokenizer) -> Array:
    """Give uint16 (N,): all samples, the highest bit on what is not learnt.

    The `<|end|>` that closes one sample also opens the next.
    """
    texts = [s.text for sample in samples for s in sample if not s.is_control]
    encodings = iter(tokenizer.encode_batch_fast(texts))
    pieces: list[Array] = []
    for sample in samples:
        for number, segment in enumerate(sample):
            if segment.is_control:
                if number == 0 and pieces:
                    continue
                ids = [tokenizer.token_to_id(segment.text)]
            else:
                ids = next(encodings).ids
            tokens = np.array(ids, np.uint16)
            pieces.append(tokens if segment.is_learnt else tokens | UNLEARNT_BIT)
    return np.concatenate(pieces) if pieces else np.zeros(0, np.uint16)

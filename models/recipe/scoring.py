"""Bits per byte as `foreword score` counts them. May import: engine.model."""

import math

from writer_app.engine.model import StopFlag, TextModel


def bits_per_byte(model: TextModel, text: str) -> float:
    """Give the teacher-forced loss of a text per UTF-8 byte, in bits."""
    return model.score(text, StopFlag()).nats / math.log(2) / len(text.encode())

"""`foreword score`: how well the model foresees a text. Thread: main."""

import math
from typing import Any

from writer_app.deeds import Purpose
from writer_app.engine.model import StopFlag
from writer_app.errors import InputError
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.inputs import read_input
from writer_app.verbs.open_model import opened_model


def run_score(arguments: Arguments) -> dict[str, Any]:
    """Give the loss of every token of the input, and what it means per byte.

    Returns: the JSON of `score` as the README describes it.

    Raises:
        InputError: the input cannot be read or is empty.
        ModelError: the model cannot be used.
    """
    text = read_input(arguments.file or "-")
    if not text:
        raise InputError("the input is empty; there is nothing to score.")
    after = read_input(arguments.after_file) if arguments.after_file else ""
    device = arguments.device or "auto"
    with opened_model(arguments.engine, arguments.model_dir, device, Purpose.SCORE) as model:
        score = model.score(text, StopFlag(), after)
        info = model.info
    n_bytes = len(text.encode())
    return {
        "bytes": n_bytes,
        "words": len(text.split()),
        "tokens": score.n_tokens,
        "nats": round(score.nats, 4),
        "bits_per_byte": round(score.nats / math.log(2) / n_bytes, 5),
        "greedy_match": score.greedy_match,
        "model": info.name,
        "device": info.device,
    }

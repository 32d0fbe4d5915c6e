"""`foreword complete`: the likeliest continuations of a text. Thread: main."""

import math
import time
from typing import Any

from writer_app.deeds import Purpose
from writer_app.engine.model import Continuation, Limits, StopFlag, TextModel
from writer_app.errors import InputError, ModelRunFailed
from writer_app.verbs.arguments import Arguments
from writer_app.verbs.inputs import read_prompt
from writer_app.verbs.open_model import opened_for

# Usual values for prose; they only count with --seed.
_TEMPERATURE = 0.8
_TOP_P = 0.95


def run_complete(arguments: Arguments) -> dict[str, Any]:
    """Give exactly n distinct texts to insert after the input, best first.

    Returns: the JSON of `complete` as the README describes it.

    Raises:
        InputError: the input cannot be read or is empty.
        ModelError: the model cannot be used, or knows fewer than n texts.
    """
    prompt = read_prompt(arguments.file or "-")
    if not prompt:
        raise InputError("the input is empty; there is nothing to continue.")
    suffix = read_prompt(arguments.suffix_file) if arguments.suffix_file else ""
    with opened_for(arguments, Purpose.GHOST) as model:
        started_s = time.perf_counter()
        first_s, texts = _continue(model, prompt, suffix, arguments)
        total_s = time.perf_counter() - started_s
        if len(texts) < arguments.n:
            raise ModelRunFailed(
                f"the model found {len(texts)} different texts, not {arguments.n}; "
                "ask for fewer or allow more tokens."
            )
        return {
            "suggestions": [_as_json(text) for text in texts],
            "first_token_ms": round((first_s - started_s) * 1000, 2),
            "total_ms": round(total_s * 1000, 2),
            "model": model.info.name,
            "device": model.info.device,
        }


def _continue(
    model: TextModel, prompt: str, suffix: str, arguments: Arguments
) -> tuple[float, list[Continuation]]:
    """Give the moment of the first piece, and the texts.

    One text streams. Several come all at once, so the first piece of a short run over
    the same prompt is timed before them; its prefill serves both.
    """
    limits = _limits(arguments)
    is_one = arguments.n == 1
    pieces = []
    first_s = None
    for piece in model.complete(prompt, limits if is_one else Limits(1), StopFlag(), suffix):
        first_s = first_s or time.perf_counter()
        pieces.append(piece)
    if is_one and any(piece.text for piece in pieces):
        texts = [Continuation(tuple(pieces))]
    else:
        texts = model.alternatives(prompt, arguments.n, limits, StopFlag(), suffix)
    return first_s or time.perf_counter(), texts


def _limits(arguments: Arguments) -> Limits:
    if arguments.seed is None:
        return Limits(arguments.max_tokens)
    return Limits(arguments.max_tokens, temperature=_TEMPERATURE, top_p=_TOP_P, seed=arguments.seed)


def _as_json(text: Continuation) -> dict[str, Any]:
    """Give a text with the geometric mean of its tokens' probabilities; null if not told."""
    mean = text.log_probability / max(1, text.n_tokens)
    probability = None if math.isnan(mean) else round(math.exp(min(0.0, mean)), 6)
    return {"text": text.text, "probability": probability, "tokens": text.n_tokens}

"""How fast one model would be as ghost text on this machine: seconds to measure, one word.

No Qt. Thread: any, best in a process of its own.
"""

import os
import platform
import time
from pathlib import Path
from typing import Any

from writer_app.bench.engine import decode_s, one_word_more_s, text_of
from writer_app.bench.process import resident_mb, usable_cores
from writer_app.engine.gpt import open_model

CONTEXT_TOKENS = 256
_N_DECODED = 12
_N_WORDS = 8
_QUANTILE = 0.1
"""Nearly the best of the times: what other programs do meanwhile is not the model's speed."""
GHOST_TOKENS = 4
"""Tokens of the ghost that the verdict is about: two or three words."""
FAST_MS, FINE_MS = 60.0, 200.0
"""A ghost within the first is there before the next key (the product's own goal for the model
in the box); within the second it comes in a typist's pause between words, later it is a wait."""


def measure_speed(folder: Path, device: str = "auto") -> dict[str, Any]:
    """Measure a model folder as a writer would feel it.

    Returns: {"verdict": "fast" | "fine" | "slow", "ghost_ms", "one_word_more_ms",
        "decode_tokens_per_s", "load_s", "rss_mb", "device", "cores", "machine"}; `ghost_ms` is
        from one more typed word to a ghost of four tokens, in 256 tokens of context.

    Raises: ModelMissing, ModelCorrupt, ModelRunFailed.
    """
    started_s = time.perf_counter()
    model = open_model(folder, device)
    load_s = time.perf_counter() - started_s
    try:
        n_context = min(CONTEXT_TOKENS, model.info.context_tokens - 2 * _N_DECODED)
        text = text_of(model, n_context)
        ids = model.vocabulary.encode(text)[:n_context]
        token_s = decode_s(model, ids, _N_DECODED, _QUANTILE)
        word_s = one_word_more_s(model, text, _N_WORDS, _QUANTILE)
        rss_mb = resident_mb()
    finally:
        model.close()
    ghost_ms = (word_s + (GHOST_TOKENS - 1) * token_s) * 1000
    return {
        "verdict": verdict_of(ghost_ms),
        "ghost_ms": round(ghost_ms, 1),
        "one_word_more_ms": round(word_s * 1000, 1),
        "decode_tokens_per_s": round(1 / token_s, 1),
        "load_s": round(load_s, 2),
        "rss_mb": round(rss_mb),
        "device": model.info.device,
        "cores": usable_cores(),
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
    }


def verdict_of(ghost_ms: float) -> str:
    """Put a ghost's time in a word.

    Example: verdict_of(48.0) -> "fast"
    """
    if ghost_ms <= FAST_MS:
        return "fast"
    return "fine" if ghost_ms <= FINE_MS else "slow"

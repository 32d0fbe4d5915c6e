"""`bench engine`: how fast the model reads, decodes, and takes one more word.

Measured on the real decoder and the real text path, at 256 and 1,000 tokens of
context, with one thread and with all usable cores. A model trained on a shorter
window is measured past it all the same: speed does not depend on sense.
No Qt. Thread: main.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from writer_app.bench.process import resident_mb, usable_cores
from writer_app.engine.gpt import Gpt, open_model
from writer_app.engine.model import Limits, StopFlag
from writer_app.engine.runtime import controlled

CONTEXTS = (256, 1000)
_N_DECODED = 64
_N_WORDS = 20
_N_REPEATS = 5
_SEED = 20261121


def measure_engine(folder: Path, device: str = "auto") -> dict[str, Any]:
    """Measure one model folder on this machine.

    Returns: {"runs": [...], "load_s", "rss_mb"} as the README describes; every figure is a
        median: of `_N_REPEATS` prompts, of `_N_DECODED` tokens, of `_N_WORDS` words.

    Raises: ModelMissing, ModelCorrupt, ModelRunFailed.
    """
    started_s = time.perf_counter()
    open_model(folder, device).close()
    load_s = time.perf_counter() - started_s
    runs = []
    for n_threads in dict.fromkeys((1, usable_cores())):
        model = open_model(folder, device, n_threads=n_threads, context_tokens=1100)
        runs += [_measure(model, n_tokens, n_threads) for n_tokens in CONTEXTS]
        model.close()
    return {
        "runs": runs,
        "load_s": round(load_s, 3),
        "rss_mb": round(resident_mb(), 1),
        "model": model.info.name,
        "device": model.info.device,
    }


def _measure(model: Gpt, n_context: int, n_threads: int) -> dict[str, Any]:
    text = text_of(model, n_context)
    ids = model.vocabulary.encode(text)[:n_context]
    prefill_s = _median_s(_N_REPEATS, lambda: _prefill(model, ids))
    token_s = decode_s(model, ids)
    fresh_s = _median_s(_N_REPEATS, lambda: _answer_fresh(model, text))
    return {
        "context": n_context,
        "threads": n_threads,
        "prefill_tokens_per_s": round(len(ids) / prefill_s, 1),
        "decode_tokens_per_s": round(1 / token_s, 1),
        "first_token_ms": round((prefill_s + token_s) * 1000, 3),
        "one_word_more_ms": round(one_word_more_s(model, text) * 1000, 3),
        "fresh_prompt_ms": round(fresh_s * 1000, 3),
    }


def _median_s(n: int, act: Callable[[], object]) -> float:
    """Give the median time of n calls in seconds, after one that is not counted."""
    act()
    times = []
    for _ in range(n):
        started_s = time.perf_counter()
        act()
        times.append(time.perf_counter() - started_s)
    return statistics.median(times)


def _prefill(model: Gpt, ids: list[int]) -> None:
    with controlled(StopFlag()) as control:
        model.decoder.rewind(0)
        model.decoder.append(ids, 1, control)


def decode_s(
    model: Gpt, ids: list[int], n_tokens: int = _N_DECODED, quantile: float = 0.5
) -> float:
    """Give the median (or another quantile's) seconds of one greedy token after the context."""
    times = []
    with controlled(StopFlag()) as control:
        model.decoder.rewind(0)
        row = model.decoder.append(ids, 1, control)[-1]
        for _ in range(n_tokens):
            token = int(row.argmax())
            started_s = time.perf_counter()
            row = model.decoder.append([token], 1, control)[-1]
            times.append(time.perf_counter() - started_s)
    return float(np.quantile(times, quantile))


def first_piece(model: Gpt, text: str) -> None:
    """Have the model answer a text with its first piece."""
    for _ in model.complete(text, Limits(1), StopFlag()):
        break


def _answer_fresh(model: Gpt, text: str) -> None:
    model.decoder.rewind(0)
    first_piece(model, text)


def one_word_more_s(
    model: Gpt, text: str, n_words_typed: int = _N_WORDS, quantile: float = 0.5
) -> float:
    """Give the median (or another quantile's) seconds to answer after one more word.

    The prefix is kept from word to word.
    """
    words = text.split()
    n_kept = len(words) - n_words_typed - 1
    first_piece(model, " ".join(words[:n_kept]))
    times = []
    for n_words in range(n_kept + 1, len(words)):
        prompt = " ".join(words[:n_words])
        started_s = time.perf_counter()
        first_piece(model, prompt)
        times.append(time.perf_counter() - started_s)
    return float(np.quantile(times, quantile))


def text_of(model: Gpt, n_tokens: int) -> str:
    """Make seeded words of the model's own vocabulary, about n_tokens tokens long."""
    spelled = [data.decode("utf-8", "ignore") for data in model.vocabulary.token_bytes]
    words = [word[1:] for word in spelled if word[:1] == " " and word[1:].isalpha()]
    random = np.random.default_rng(_SEED)
    chosen = [words[i] for i in random.integers(0, len(words), n_tokens)]
    text = " ".join(chosen)
    while model.count_tokens(text) > n_tokens and chosen:
        chosen.pop()
        text = " ".join(chosen)
    return text

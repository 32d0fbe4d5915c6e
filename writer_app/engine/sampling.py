"""Pure functions on rows of logits. numpy only. Thread: any.

Array letters: V vocabulary.
"""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def log_softmax(logits: Array) -> Array:
    """Give natural-log probabilities.

    Args: logits: float32 (..., V). Returns: float32, same shape; exp sums to 1.
    Example: log_softmax(np.array([0.0, 0.0])) -> [-0.693, -0.693]
    """
    shifted = logits - logits.max(axis=-1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def keep_top_p(probabilities: Array, top_p: float) -> Array:
    """Keep the smallest set of tokens whose probability reaches top_p.

    Args: probabilities: float (V,), sums to 1. top_p: 0 < top_p <= 1.
    Returns: float (V,), renormalised; the best token always stays.
    Raises: ValueError if top_p is out of range.
    Source: Holtzman et al. 2020, section 3.1.
    Example: keep_top_p(np.array([.6, .3, .1]), .8) -> [.67, .33, 0]
    """
    if not 0 < top_p <= 1:
        raise ValueError(f"top_p must be above 0 and at most 1, not {top_p}")
    order = np.argsort(probabilities)[::-1]
    before = np.cumsum(probabilities[order]) - probabilities[order]
    kept = np.zeros_like(probabilities)
    chosen = order[before < top_p]
    kept[chosen] = probabilities[chosen]
    result: Array = kept / kept.sum()
    return result


class Chooser:
    """Picks tokens: the likeliest, or drawn with a temperature and a seed.

    Args:
        temperature: 0 is greedy. top_p: see `keep_top_p`. seed: None draws one.
    """

    def __init__(self, temperature: float, top_p: float, seed: int | None) -> None:
        self._temperature = temperature
        self._top_p = top_p
        self._random = np.random.default_rng(seed) if temperature > 0 else None

    def pick(self, log_probabilities: Array) -> int:
        """Choose one index of float (V,) natural-log probabilities."""
        if self._random is None:
            return int(log_probabilities.argmax())
        heated = np.exp(log_softmax(log_probabilities.astype(np.float64) / self._temperature))
        return int(self._random.choice(len(heated), p=keep_top_p(heated, self._top_p)))

    def best(self, log_probabilities: Array, n: int) -> Array:
        """Choose n different indices, likeliest first (seeded: drawn without return).

        Source: Gumbel top-k, Kool et al. 2019.
        """
        scores = log_probabilities
        if self._random is not None:
            noise = self._random.gumbel(size=len(scores))
            scores = log_probabilities / self._temperature + noise
        n = min(n, len(scores))
        top = np.argpartition(scores, -n)[-n:]
        result: Array = top[np.argsort(scores[top])[::-1]]
        return result

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

    @property
    def is_greedy(self) -> bool:
        """Tell whether the likeliest is always chosen."""
        return self._random is None

    def pick(self, weights: Array) -> int:
        """Choose one index of float (V,) weights; what weighs nothing is never drawn."""
        if self._random is None:
            return int(weights.argmax())
        heated = np.exp(log_softmax(self._heated(weights)))
        return int(self._random.choice(len(heated), p=keep_top_p(heated, self._top_p)))

    def best(self, weights: Array, n: int) -> Array:
        """Choose n different indices, likeliest first (seeded: drawn without return).

        Fewer when fewer weigh anything.

        Source: Gumbel top-k, Kool et al. 2019.
        """
        scores = weights
        if self._random is not None:
            scores = self._heated(weights) + self._random.gumbel(size=len(weights))
        n = min(n, int(np.count_nonzero(weights)))
        if n == 0:
            return np.zeros(0, np.int64)
        top = np.argpartition(scores, -n)[-n:]
        result: Array = top[np.argsort(scores[top])[::-1]]
        return result

    def _heated(self, weights: Array) -> Array:
        """Give natural logs over the temperature, float64; of nothing: -inf."""
        logs = np.full(len(weights), -np.inf)
        np.log(weights, out=logs, where=weights > 0, dtype=np.float64)
        result: Array = logs / self._temperature
        return result

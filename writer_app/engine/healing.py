"""Token healing: ways to begin an answer when the last word is half typed.

The prompt's last piece of text is taken back and forced, byte by byte, on what
is generated; among the tokenizations that agree with it, only those the
tokenizer itself would make count, because the model has seen no others.

Source: "token healing" in microsoft/guidance; the canonical check is ours
(MEASURED(2026-11-21): without it the lone space token took nine tenths of the
mass of "In the mor"). Thread: worker.
"""

import heapq
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from writer_app.engine.sampling import Chooser
from writer_app.engine.tokens import Vocabulary

Array = np.ndarray[Any, np.dtype[Any]]
# A path less likely than this share of the best beginning is not worth a run.
_WORTH_A_RUN = 0.05
_MAX_PATH_TOKENS = 16


@dataclass(frozen=True, slots=True)
class Start:
    """One way to begin: tokens to append and what they show after the typed text.

    Attributes:
        tokens: agree with the forced bytes; the last one shows `shown`, or ends the text.
        log_probability: natural log, given all that agrees with what was typed.
        boundary: probability that the word typed so far is whole.
    """

    tokens: tuple[int, ...]
    shown: bytes
    log_probability: float
    boundary: float


@dataclass(frozen=True, slots=True)
class _Node:
    """A path that shows nothing yet: a part of the forced bytes, or just all of them."""

    tokens: tuple[int, ...]
    forced: bytes
    probability: float


class Healer:
    """Finds beginnings for one prompt.

    Args:
        vocabulary: the tokens. banned: ids that can never begin an answer.
        ends: ids that end the text, if it may end here; they show nothing.
        read: appends a path to the prompt and gives float (V,) probabilities after it.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        banned: Array,
        ends: frozenset[int],
        read: Callable[[tuple[int, ...]], Array],
    ) -> None:
        self._vocabulary = vocabulary
        self._banned = banned
        self._ends = ends
        self._read = read
        self._ticket = itertools.count()
        self._waiting: list[tuple[float, int, _Node]] = []
        self._leaves: list[tuple[float, tuple[int, ...], bytes]] = []
        self._mass = 0.0
        self._boundary = 0.0
        self._n_forced = 0

    def starts(
        self, probabilities: Array, forced: bytes, n: int, max_runs: int, chooser: Chooser
    ) -> list[Start]:
        """Give up to n beginnings, likeliest first (seeded: drawn).

        Args:
            probabilities: float (V,) after the prompt. forced: bytes to begin with.
            max_runs: most model runs spent on finding them.
        """
        if not forced:
            return self._free_starts(probabilities, n, chooser)
        self._n_forced = len(forced)
        self._expand(_Node((), forced, 1.0), probabilities, n)
        for _ in range(max_runs):
            node = self._next_node()
            if node is None:
                break
            self._mass -= node.probability
            self._expand(node, self._read(node.tokens), n)
        return self._found(n, chooser)

    def _free_starts(self, probabilities: Array, n: int, chooser: Chooser) -> list[Start]:
        carried = float(probabilities[self._vocabulary.carries_on].sum())
        kept = self._permitted(probabilities)
        return [
            Start(
                (i,),
                self._vocabulary.token_bytes[i],
                math.log(kept[i]),
                min(max(1.0 - carried, 0.0), 1.0),
            )
            for i in map(int, chooser.best(kept, n))
        ]

    def _permitted(self, probabilities: Array) -> Array:
        kept = probabilities.copy()
        kept[self._banned] = 0.0
        return kept

    def _next_node(self) -> _Node | None:
        if not self._waiting:
            return None
        best_leaf = max((leaf[0] for leaf in self._leaves), default=0.0)
        if -self._waiting[0][0] < _WORTH_A_RUN * best_leaf:
            return None
        return heapq.heappop(self._waiting)[2]

    def _expand(self, node: _Node, probabilities: Array, n: int) -> None:
        """Sort a node's children into leaves, which show something, and nodes."""
        if not node.forced:
            self._take_whole_word(node, probabilities, n)
            return
        self._add_leaves(node, probabilities, n)
        for token in self._vocabulary.parts(node.forced):
            path = (*node.tokens, token)
            data = self._vocabulary.token_bytes[token]
            forced = node.forced[len(data) :]
            # A space goes with the letters after it: alone it only stands before digits.
            if len(path) > _MAX_PATH_TOKENS or (data.isspace() and forced[:1].isalpha()):
                continue
            # The typed text cut as the tokenizer never cuts it: no run is worth it.
            if not forced and len(path) > 1 and not self._is_canonical(path):
                continue
            probability = node.probability * float(probabilities[token])
            self._mass += probability
            entry = (-probability, next(self._ticket), _Node(path, forced, probability))
            heapq.heappush(self._waiting, entry)

    def _add_leaves(self, node: _Node, probabilities: Array, n: int) -> None:
        """Add the likeliest tokens that hold all that is forced and show more.

        A single token is always as the tokenizer cuts; after others it must be looked at.
        """
        tokens = self._vocabulary.longer(node.forced)
        weights = probabilities[tokens] * node.probability
        is_first = not node.tokens
        if is_first:
            self._mass += float(weights.sum())
        for i in _largest(weights, 4 * n + 4):
            path = (*node.tokens, int(tokens[i]))
            if weights[i] <= 0 or not (is_first or self._is_canonical(path)):
                continue
            shown = self._vocabulary.token_bytes[path[-1]][len(node.forced) :]
            self._leaves.append((float(weights[i]), path, shown))
            if not is_first:
                self._mass += float(weights[i])

    def _take_whole_word(self, node: _Node, probabilities: Array, n: int) -> None:
        """The typed text is whole tokens: whatever follows it begins the answer."""
        self._mass += node.probability
        carried = float(probabilities[self._vocabulary.carries_on].sum())
        self._boundary += node.probability * (1.0 - carried)
        kept = self._permitted(probabilities) * node.probability
        for token in map(int, _largest(kept, 4 * n + 4)):
            path = (*node.tokens, token)
            if kept[token] <= 0 or not (token in self._ends or self._is_canonical(path)):
                continue
            shown = self._vocabulary.token_bytes[token]
            self._leaves.append((float(kept[token]), path, shown))

    def _is_canonical(self, path: tuple[int, ...]) -> bool:
        """Tell whether the tokenizer itself would cut this text so."""
        data = b"".join(self._vocabulary.token_bytes[i] for i in path)
        try:
            return self._vocabulary.encode_inside(data.decode()) == list(path)
        except UnicodeDecodeError:
            return True

    def _found(self, n: int, chooser: Chooser) -> list[Start]:
        if not self._leaves:
            return []
        total = max(self._mass, sum(leaf[0] for leaf in self._leaves), 1e-30)
        boundary = min(self._boundary / total, 1.0)
        weights = np.array([leaf[0] for leaf in self._leaves]) / total
        order = chooser.best(weights, len(weights))
        if chooser.is_greedy:
            # Many ways to go on after a whole word may each be less likely than one way to
            # make it longer: first decide which of the two it is, then the likeliest way.
            carries = np.array([self._carries_on(leaf[1]) for leaf in self._leaves])
            order = order[np.argsort(carries[order] == (boundary >= 0.5), kind="stable")]
        return [
            Start(self._leaves[i][1], self._leaves[i][2], math.log(weights[i]), boundary)
            for i in map(int, order[:n])
        ]

    def _carries_on(self, path: tuple[int, ...]) -> bool:
        """Tell whether a leaf makes the typed word longer."""
        n_before = sum(len(self._vocabulary.token_bytes[i]) for i in path[:-1])
        is_new_token = n_before >= self._n_forced
        return not is_new_token or bool(self._vocabulary.carries_on[path[-1]])


def _largest(weights: Array, n: int) -> Array:
    """Give the indices of the n largest, in no order; all when there are no more."""
    if len(weights) <= n:
        return np.arange(len(weights))
    result: Array = np.argpartition(weights, -n)[-n:]
    return result

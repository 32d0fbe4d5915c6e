"""Draw training windows from the parts, in exact shares and exactly repeatable.

Each part is walked window by window in a shuffled order, without repeats until all
of it was seen; then again with other cuts. The state is a few counts, so a resumed
run sees the very windows that an uninterrupted one would. numpy only.
"""

import zlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import numpy as np

from models.training.shards import TOKEN_BITS, UNLEARNT_BIT, Part, UnusableInput

Array = np.ndarray[Any, np.dtype[Any]]
IGNORED = -100


def parse_mix(text: str, parts: dict[str, Part]) -> dict[str, float]:
    """Read shares such as "books=1,modern=1,skill-*=0.1".

    A pattern's share is divided among its parts by their tokens; shares are scaled to
    a sum of one. An empty text gives every part that is not held out its own size.

    Raises: UnusableInput: a share is no number, or names no part.
    """
    usable = {name: part for name, part in parts.items() if not part.is_valid}
    if not usable:
        raise UnusableInput("There is nothing to train on: every part is held out.")
    shares: dict[str, float] = {}
    for item in (
        text.split(",") if text else [f"{name}={len(usable[name].tokens)}" for name in usable]
    ):
        pattern, _, value = item.partition("=")
        found = [name for name in usable if fnmatchcase(name, pattern.strip())]
        if not found or not _is_share(value):
            known = ", ".join(usable)
            raise UnusableInput(f"The mix's {item!r} fits no part; the parts are {known}.")
        n_tokens = sum(len(usable[name].tokens) for name in found)
        for name in found:
            share = float(value) * len(usable[name].tokens) / n_tokens
            shares[name] = shares.get(name, 0.0) + share
    total = sum(shares.values())
    if total <= 0:
        raise UnusableInput("The mix's shares sum to nothing; give at least one above zero.")
    return {name: share / total for name, share in shares.items() if share > 0}


def _is_share(value: str) -> bool:
    try:
        return 0 <= float(value) < float("inf")
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows ready for the model.

    Attributes:
        ids: int64 (B, T). targets: int64 (B, T), `IGNORED` where nothing is learnt.
        n_learnt: targets that count.
    """

    ids: Array
    targets: Array
    n_learnt: int


class WindowSampler:
    """Draws windows of one part after another so that shares hold exactly.

    Args:
        parts: to draw from. n_tokens: length of a window. seed: of the order.
    """

    def __init__(self, parts: dict[str, Part], n_tokens: int, seed: int) -> None:
        self._parts = parts
        self._n_tokens = n_tokens
        self._seed = seed
        self._n_taken = dict.fromkeys(parts, 0)
        self._credits = dict.fromkeys(parts, 0.0)
        self._orders: dict[str, tuple[int, Array]] = {}
        for part in parts.values():
            if len(part.tokens) < 2 * n_tokens:
                raise UnusableInput(
                    f"{part.name} is shorter than two windows of {n_tokens} tokens; "
                    "add text or shorten the context."
                )

    def draw(self, n_windows: int, mix: dict[str, float]) -> Batch:
        """Give the next windows; `mix` gives each part's share."""
        rows = [self._next_window(self._next_part(mix)) for _ in range(n_windows)]
        return to_batch(np.stack(rows))

    def passes(self) -> dict[str, float]:
        """Tell how often each part was read so far."""
        size = self._n_tokens
        return {name: n * size / len(self._parts[name].tokens) for name, n in self._n_taken.items()}

    def state_dict(self) -> dict[str, Any]:
        """Give the counts that the next draw depends on."""
        return {"n_taken": dict(self._n_taken), "credits": dict(self._credits)}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take what `state_dict` gave. Raises: UnusableInput when the parts differ."""
        if set(state["n_taken"]) != set(self._parts):
            raise UnusableInput("The checkpoint was trained on other parts; start a new run.")
        self._n_taken = dict(state["n_taken"])
        self._credits = dict(state["credits"])

    def _next_part(self, mix: dict[str, float]) -> str:
        for name, share in mix.items():
            self._credits[name] += share
        chosen = max(mix, key=lambda name: self._credits[name])
        self._credits[chosen] -= 1.0
        return chosen

    def _next_window(self, name: str) -> Array:
        """Give uint16 (T + 1,): the next window and the token after it."""
        tokens = self._parts[name].tokens
        n_windows = (len(tokens) - self._n_tokens - 1) // self._n_tokens
        round_number, index = divmod(self._n_taken[name], n_windows)
        self._n_taken[name] += 1
        start = int(self._order(name, round_number, n_windows)[index])
        window: Array = tokens[start : start + self._n_tokens + 1]
        return window

    def _order(self, name: str, round_number: int, n_windows: int) -> Array:
        """Give the starts of one round: the windows shuffled, all moved by one offset."""
        known = self._orders.get(name)
        if known is None or known[0] != round_number:
            random = np.random.default_rng([self._seed, zlib.crc32(name.encode()), round_number])
            offset = int(random.integers(self._n_tokens))
            known = (round_number, random.permutation(n_windows) * self._n_tokens + offset)
            self._orders[name] = known
        return known[1]


def to_batch(rows: Array) -> Batch:
    """Split windows uint16 (B, T + 1) into what is read and what is foretold."""
    ids = (rows & TOKEN_BITS).astype(np.int64)
    is_learnt = (rows[:, 1:] & UNLEARNT_BIT) == 0
    targets = np.where(is_learnt, ids[:, 1:], IGNORED)
    return Batch(ids[:, :-1], targets, int(is_learnt.sum()))


def even_windows(part: Part, n_tokens: int, n_windows: int) -> Array:
    """Give up to `n_windows` windows uint16 (B, T + 1) spread evenly over a part."""
    last = len(part.tokens) - n_tokens - 1
    if last < 0:
        raise UnusableInput(f"{part.name} is shorter than a window; hold out more text.")
    n_windows = max(1, min(n_windows, last // n_tokens + 1))
    starts = np.linspace(0, last, n_windows).astype(np.int64)
    return np.stack([part.tokens[start : start + n_tokens + 1] for start in starts])

"""The KV cache: what the graph remembers of the tokens it has read.

Two ways to keep it. The fused graph writes its present over its past in one
buffer of fixed length, so going back is only a smaller count. A plain graph
hands out a new, longer array every run, so going back cuts it.

Array letters: B batch, H key/value heads, P past tokens, D head size.
Thread: worker.
"""

from typing import Any

import numpy as np

from writer_app.engine.runtime import Tensor

Array = np.ndarray[Any, np.dtype[Any]]


class SharedBuffers:
    """Key and value buffers of every layer, past and present in one.

    Memory that no token has reached is never touched, so a long buffer costs
    nothing until it is used (the system hands out zero pages).

    Args:
        names: of the past inputs, e.g. "past_key_values.0.key".
        n_batch, n_heads, n_positions, head_size: shape (B, H, P, D) of each.
        dtype: float32 on the CPU, float16 on CUDA.
    """

    def __init__(
        self,
        names: list[str],
        shape: tuple[int, int, int, int],
        dtype: np.dtype[Any],
        device: str = "cpu",
    ) -> None:
        self.shape = shape
        self._item_bytes = dtype.itemsize
        self.tensors = {name: Tensor(np.zeros(shape, dtype), device) for name in names}

    @property
    def n_bytes(self) -> int:
        """Tell how much memory the buffers may take."""
        return sum(int(np.prod(self.shape)) * self._item_bytes for _ in self.tensors)

    def copy_from(self, other: "SharedBuffers", start: int, end: int) -> None:
        """Take tokens start..end of another cache of one row into every row of this one."""
        for name, tensor in self.tensors.items():
            source = other.tensors[name].numpy()
            if tensor.array is None:
                content = np.zeros(self.shape, source.dtype)
                content[:, :, :end] = source[:, :, :end]
                tensor.value.update_inplace(content)
            else:
                tensor.array[:, :, start:end] = source[:, :, start:end]


def cut(past: dict[str, Array], n_tokens: int) -> dict[str, Array]:
    """Give a plain graph's past shortened to its first `n_tokens` (B, H, P, D)."""
    return {name: np.ascontiguousarray(array[:, :, :n_tokens]) for name, array in past.items()}


def repeat(past: dict[str, Array], n: int) -> dict[str, Array]:
    """Give a plain graph's past with its one row repeated n times."""
    return {name: np.repeat(array, n, axis=0) for name, array in past.items()}


def common_prefix(a: list[int], b: list[int]) -> int:
    """Count the tokens at the start that two lists share.

    Example: common_prefix([1, 2, 3], [1, 2, 4, 5]) -> 2
    """
    n = min(len(a), len(b))
    if a[:n] == b[:n]:
        return n
    low, high = 0, n
    while high - low > 1:
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low

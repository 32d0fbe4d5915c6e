"""How many threads a model gets on this machine. May import: standard library. Thread: any."""

import os

# A model this small has matrices that one core multiplies faster than two can share.
# Source: MEASURED(2026-11-21), 2-core EPYC, 6.9 M parameters: 0.28 ms a token with one
# thread, 0.34-0.52 ms with two (spinning or not).
SMALL_MODEL_BYTES = 16_000_000
MAX_THREADS = 4


def choose_threads(model_bytes: int, *, is_sparing: bool = False) -> int:
    """Choose how many threads one operator gets on this machine.

    Half the logical processors (one a core on most laptops), four at most: decoding
    waits for memory, and the window and the writer's other programs want cores too.

    Args:
        is_sparing: half of those again, for a battery's sake.
    """
    if model_bytes < SMALL_MODEL_BYTES:
        return 1
    try:
        n_usable = len(os.sched_getaffinity(0))
    except AttributeError:
        n_usable = os.cpu_count() or 2
    n_threads = max(1, min(MAX_THREADS, (n_usable + 1) // 2 if n_usable > 2 else n_usable))
    return max(1, n_threads // 2) if is_sparing else n_threads

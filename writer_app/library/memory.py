"""How much memory a model will take, and how much there is.

May import: engine.artifact, errors. Thread: any but the GUI's (a system may be asked by
its own program).
"""

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from writer_app.engine.artifact import MANIFEST, Manifest, graph_bytes

MEMINFO = Path("/proc/meminfo")
_N_CACHES = 2  # what ghosts keep of the page, and what a task reads
_FLOAT_BYTES = 4
# Memory of a loaded model by the bytes of its weights: the runtime packs most of them anew.
# Source: MEASURED(2026-11-22), tests/bench/results/conversion.json: (rss - 110 MB) / weights
# is 1.8 (360M, int8), 1.6 (1B, int8), 2.3 (360M, int4; its cache counts more).
_WEIGHTS_SHARE = 1.75
_ASK_S = 2.0


def needed_bytes(manifest: Manifest) -> int:
    """Estimate what a model takes: its weights, in the runtime's order too, and KV caches."""
    return round(_WEIGHTS_SHARE * graph_bytes(manifest)) + _N_CACHES * cache_bytes(manifest)


def cache_bytes(manifest: Manifest) -> int:
    """Give the size of one full KV cache on the CPU; 0 when the folder does not say."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        shape = json.loads((manifest.folder / MANIFEST).read_bytes())["shape"]
        per_token = 2 * shape["n_layers"] * shape["n_kv_heads"] * shape["head_size"]
        return int(per_token * manifest.context_tokens * _FLOAT_BYTES)
    return 0


def available_bytes() -> int | None:
    """Tell how much memory could be had without swapping; None: the system does not say."""
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        if sys.platform == "win32":
            return _windows_bytes()
        if sys.platform == "darwin":
            return mac_bytes_in(_said_by(["/usr/bin/vm_stat"]))
        return linux_bytes_in(MEMINFO.read_text(encoding="ascii"))
    return None


def give_back() -> bool:
    """Have the C library give freed memory back to the system, where it keeps it: glibc.

    Returns: False elsewhere.

    MEASURED(2026-11-22): a model of 67 MB closed leaves 206 MB resident; 88 MB after this,
    as before it was loaded.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
        return True
    return False


def linux_bytes_in(meminfo: str) -> int | None:
    """Read MemAvailable of /proc/meminfo.

    Example: linux_bytes_in("MemAvailable:    2048 kB") -> 2097152
    """
    found = re.search(r"^MemAvailable:\s+(\d+) kB$", meminfo, re.MULTILINE)
    return int(found[1]) * 1024 if found else None


def mac_bytes_in(vm_stat: str) -> int | None:
    """Add up the pages of `vm_stat` that the system can give away at once."""
    size = re.search(r"page size of (\d+) bytes", vm_stat)
    kinds = ("free", "inactive", "speculative", "purgeable")
    counts = [re.search(rf"^Pages {kind}:\s+(\d+)\.", vm_stat, re.MULTILINE) for kind in kinds]
    if size is None or counts[0] is None:
        return None
    return int(size[1]) * sum(int(count[1]) for count in counts if count)


def _said_by(words: list[str]) -> str:
    """Give what a program of the system prints."""
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        words, capture_output=True, text=True, check=True, timeout=_ASK_S, env=environment
    )
    return done.stdout


def _windows_bytes() -> int | None:
    """Ask Windows for the physical memory that is free.

    Source: MEMORYSTATUSEX and GlobalMemoryStatusEx, learn.microsoft.com, sysinfoapi.h.
    """
    import ctypes

    class MemoryStatus(ctypes.Structure):
        _fields_ = [
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            *((name, ctypes.c_uint64) for name in ("total", "available", "a", "b", "c", "d", "e")),
        ]

    status = MemoryStatus()
    status.length = ctypes.sizeof(status)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - unknown to types elsewhere
    return int(status.available) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None

"""What the operating system says of this process. Standard library only. Thread: any."""

import os
import sys
from pathlib import Path


def resident_mb() -> float:
    """Give the resident memory of this process in MB (10^6 bytes), now on Linux.

    Elsewhere: its peak, which is what `resource` knows; 0.0 where it knows nothing.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024 / 1e6
    return _peak_mb()


def usable_cores() -> int:
    """Count the cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _peak_mb() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6

"""Tell whether this machine runs on its battery.

May import: standard library. Thread: any but the GUI's: a system may take its time.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

SYSFS = Path("/sys/class/power_supply")
_ASK_S = 2.0
_OFFLINE = 0


def is_on_battery(sysfs: Path = SYSFS) -> bool:
    """Tell whether the machine runs on its battery; False when it has none or does not say."""
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        if sys.platform == "win32":
            return _is_windows_offline()
        if sys.platform == "darwin":
            return is_battery_in(_said_by_pmset())
        return is_battery_under(sysfs)
    return False


def is_battery_under(sysfs: Path) -> bool:
    """Read Linux's power supplies: a battery of the machine drains and nothing feeds it.

    Source: Documentation/ABI/testing/sysfs-class-power. The scope "Device" is a mouse's or
    keyboard's own battery. A full one on mains may say "Discharging" for a moment.
    """
    is_draining = False
    for supply in sorted(sysfs.iterdir()):
        if _word(supply / "scope") == "Device":
            continue
        kind = _word(supply / "type")
        if kind in ("Mains", "USB") and _word(supply / "online") == "1":
            return False
        if kind in ("Battery", "UPS") and _word(supply / "status") == "Discharging":
            is_draining = True
    return is_draining


def is_battery_in(pmset: str) -> bool:
    """Read what macOS's `pmset -g batt` says.

    Example: is_battery_in("Now drawing from 'Battery Power'") -> True
    """
    return "'Battery Power'" in pmset.partition("\n")[0]


def _word(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _said_by_pmset() -> str:
    done = subprocess.run(
        ["/usr/bin/pmset", "-g", "batt"],
        capture_output=True,
        text=True,
        check=True,
        timeout=_ASK_S,
        env={**os.environ, "LC_ALL": "C"},
    )
    return done.stdout


def _is_windows_offline() -> bool:
    """Ask Windows whether the mains are there.

    Source: SYSTEM_POWER_STATUS and GetSystemPowerStatus, learn.microsoft.com, winbase.h.
    """
    import ctypes

    class PowerStatus(ctypes.Structure):
        _fields_ = [
            *((name, ctypes.c_uint8) for name in ("mains", "battery", "percent", "saver")),
            *((name, ctypes.c_uint32) for name in ("left_s", "full_s")),
        ]

    status = PowerStatus()
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - unknown to types elsewhere
    return bool(kernel.GetSystemPowerStatus(ctypes.byref(status))) and status.mains == _OFFLINE

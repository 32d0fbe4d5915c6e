"""Find out, before Qt starts, whether it can show a window here.

Qt ends the process with an abort when there is no display or one of its libraries
is missing; these checks turn that into one line of words. May import: standard
library only (not Qt). Thread: main.
"""

import ctypes
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

HEADLESS_VERBS = "complete, rewrite, summarize, draft, score, bench and doctor work without one"
_BASE_LIBRARIES = ("libEGL.so.1", "libGL.so.1", "libfontconfig.so.1", "libglib-2.0.so.0")
_X11_LIBRARIES = (
    "libxkbcommon.so.0",
    "libxkbcommon-x11.so.0",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libdbus-1.so.3",
)
"""What Qt's X11 plugin is linked with. Source: ldd of libqxcb.so, PySide6 6.11.3."""
_WINDOWLESS = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})


def why_no_window(
    environ: Mapping[str, str] | None = None,
    is_reachable: Callable[[str], bool] | None = None,
    has_library: Callable[[str], bool] | None = None,
) -> str:
    """Say why Qt could not open a window; empty when nothing stands against it.

    Args:
        environ: the environment; None: this process's.
        is_reachable: tells whether an X display answers; None: by connecting.
        has_library: tells whether a shared library loads; None: by loading it.
    """
    if not sys.platform.startswith("linux"):
        return ""
    environ = os.environ if environ is None else environ
    has_library = has_library or _loads
    platform = environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    missing = [name for name in _BASE_LIBRARIES if not has_library(name)]
    if platform not in _WINDOWLESS:
        display = environ.get("DISPLAY", "")
        is_wayland = platform.startswith("wayland") or _has_wayland(environ)
        is_x11 = bool(display) and (is_reachable or _answers)(display)
        if not is_x11 and not is_wayland:
            named = f"display {display} does not answer" if display else "there is no display"
            return f"No window can be opened: {named}. {HEADLESS_VERBS}."
        if is_x11 and not is_wayland:
            missing += [name for name in _X11_LIBRARIES if not has_library(name)]
    if missing:
        return (
            f"No window can be opened: {', '.join(missing)} missing. Install it "
            f"(sh packaging/run.sh names the packages); {HEADLESS_VERBS}."
        )
    return ""


def _has_wayland(environ: Mapping[str, str]) -> bool:
    """Tell whether a Wayland compositor's socket stands where it should."""
    name = environ.get("WAYLAND_DISPLAY", "")
    folder = environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and (Path(folder) / name).is_socket()


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _answers(display: str) -> bool:
    """Tell whether an X server listens; a remote one is believed."""
    host, _, number = display.rpartition(":")
    if host not in ("", "unix"):
        return True
    address = f"/tmp/.X11-unix/X{number.split('.')[0]}"  # noqa: S108  where X servers listen
    for place in (address, f"\0{address}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(2.0)
            try:
                probe.connect(place)
            except (OSError, ValueError):
                continue
            return True
    return False

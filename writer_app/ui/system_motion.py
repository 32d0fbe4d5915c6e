"""Ask the system whether its user wants less motion, at the start and at each return.

Linux: the desktop portal (a Unix socket, never the network), `reduced-motion` of
`org.freedesktop.appearance` and GNOME's `enable-animations`. Windows and macOS: their
own call. (PySide 6.11 cannot listen for a signal of the bus.) Where nobody answers, the
setting alone decides. GUI thread. May import: Qt.
"""

import ctypes
import ctypes.util
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

_SERVICE, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_KEYS = {
    ("org.freedesktop.appearance", "reduced-motion"): 1,
    ("org.gnome.desktop.interface", "enable-animations"): 0,
}
"""What each key's value is when less motion is wanted.
Source: https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html"""
_PATIENCE_MS = 2_000
_SPI_GETCLIENTAREAANIMATION = 0x1042
"""Source: winuser.h."""


class SystemMotion(QObject):
    """The system's wish for less motion.

    Signals: changed(bool): it is known now, or another one; the bool: less is wanted.

    Thread: GUI.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: dict[tuple[str, str], bool] = {}
        self._calls: dict[QObject, tuple[str, str]] = {}

    def start(self) -> None:
        """Ask now and whenever the writer comes back to the window."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)
        self.ask()

    def ask(self) -> None:
        """Ask; `changed` tells, at once or when the portal has answered."""
        if sys.platform == "win32":
            self.changed.emit(_wanted_by_windows())
        elif sys.platform == "darwin":
            self.changed.emit(_wanted_by_macos())
        else:
            self._ask_portal()

    def note(self, namespace: str, key: str, value: object) -> None:
        """Take a value that the portal told; unknown keys are left alone."""
        wanted = _KEYS.get((namespace, key))
        if wanted is None or not isinstance(value, int):
            return
        was = any(self._wanted.values())
        self._wanted[namespace, key] = int(value) == wanted
        now = any(self._wanted.values())
        if now != was:
            self.changed.emit(now)

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.ask()

    def _ask_portal(self) -> None:
        """Ask without waiting; never start a bus of our own."""
        if not _has_bus():
            return
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
        except ImportError:
            return
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        for namespace, key in _KEYS:
            call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
            call.setArguments([namespace, key])
            watcher = QDBusPendingCallWatcher(bus.asyncCall(call, _PATIENCE_MS), self)
            self._calls[watcher] = (namespace, key)
            watcher.finished.connect(self._on_answer)

    @Slot("QDBusPendingCallWatcher*")
    def _on_answer(self, watcher: Any) -> None:
        namespace, key = self._calls.pop(watcher, ("", ""))
        arguments = watcher.reply().arguments()
        if arguments:
            self.note(namespace, key, _plain(arguments[0]))
        watcher.deleteLater()


def _has_bus() -> bool:
    """Tell whether the session has a bus; Qt would try to launch one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    is_there = bool(runtime) and (Path(runtime) / "bus").exists()
    return is_there or bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def _plain(value: object) -> object:
    """Take a value out of the variants around it."""
    while hasattr(value, "variant"):
        value = value.variant()
    return value


def _wanted_by_windows() -> bool:
    """Read "Animation effects" of Windows' settings; untested on a Windows machine."""
    is_animated = ctypes.c_int(1)
    windll = ctypes.windll  # type: ignore[attr-defined]
    pointer = ctypes.byref(is_animated)
    if not windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, pointer, 0):
        return False
    return not is_animated.value


def _wanted_by_macos() -> bool:
    """Read "Reduce motion" of macOS' settings; untested on a Mac."""
    library = ctypes.util.find_library("objc")
    if library is None:
        return False
    objc = ctypes.CDLL(library)
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    take = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    tell = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
    shared = objc.sel_registerName(b"sharedWorkspace")
    workspace = take(("objc_msgSend", objc))(objc.objc_getClass(b"NSWorkspace"), shared)
    wish = objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion")
    return bool(workspace and tell(("objc_msgSend", objc))(workspace, wish))

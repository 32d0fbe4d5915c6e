"""Keep where the window stands on the screen. GUI thread. May import: Qt."""

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FIRST_SIZE_PX = (1200, 780)
LEAST_SIZE_PX = (420, 320)
FRAME_PX = 40
"""Room for the title bar, whose height is unknown before the window stands."""


def place_window(window: QWidget, place: str) -> None:
    """Give a window its last size and place, or a first one that the screen holds.

    Args:
        place: from `place_of`; empty or damaged: none.
    """
    window.setMinimumSize(*LEAST_SIZE_PX)
    kept = QByteArray.fromBase64(place.encode("ascii", "replace"))
    if not kept.isEmpty() and window.restoreGeometry(kept):
        return
    room = (window.screen() or QGuiApplication.primaryScreen()).availableGeometry().size()
    width, height = FIRST_SIZE_PX
    window.resize(min(width, room.width()), min(height, room.height() - FRAME_PX))


def place_of(window: QWidget) -> str:
    """Give a window's size and place as text for the settings."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")

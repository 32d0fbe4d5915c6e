"""Leave the clipboard in good hands when the app ends.

GUI thread. May import: Qt.
"""

from PySide6.QtGui import QClipboard, QGuiApplication
from shiboken6 import Shiboken

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def hand_over_clipboard() -> None:
    """Replace copied data that Python made by Qt's own; call before the app ends.

    WORKAROUND(remove when PySide6 survives it): Qt destroys what the clipboard holds
    after the interpreter has gone, and a QMimeData made in Python then ends the
    process with a segmentation fault. Source: gdb, PySide6 6.11.3, 2026-11-21.
    """
    clipboard = QGuiApplication.clipboard()
    for mode in _MODES:
        data = clipboard.mimeData(mode)
        if data is not None and Shiboken.createdByPython(data):
            clipboard.setText(data.text(), mode)

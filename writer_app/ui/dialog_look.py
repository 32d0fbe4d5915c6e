"""Dress Qt's own dialogs like the page. GUI thread. May import: Qt, theme."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton

from writer_app.ui.theme import interface_font

_RULES = """
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; }
QMessageBox QLabel { min-width: 340px; }
QPushButton { background: transparent; color: palette(button-text); padding: 6px 12px;
              border: 1px solid palette(mid); border-radius: 6px; min-width: 64px; }
QPushButton:hover { background: palette(highlight); }
QPushButton:focus, QPushButton:default { border-color: palette(link); }
QPushButton:disabled { color: palette(placeholder-text); }
"""


def dress_dialog(dialog: QDialog) -> None:
    """Give a dialog the interface's face, and buttons without pictures.

    The colours are the palette's, so a change of theme reaches an open dialog.
    """
    dialog.setFont(interface_font())
    dialog.setStyleSheet(_RULES)
    for button in dialog.findChildren(QPushButton):
        button.setIcon(QIcon())
    layout = dialog.layout()
    if isinstance(dialog, QMessageBox) and layout is not None:
        layout.setContentsMargins(26, 24, 22, 20)

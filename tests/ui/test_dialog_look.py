"""Qt's own dialogs dressed like the page."""

from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from writer_app.ui.dialog_look import dress_dialog
from writer_app.ui.theme import interface_font


def test_dressed_box_has_the_interface_face_and_no_pictures(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    dress_dialog(box)
    box.show()
    assert box.font().pixelSize() == interface_font().pixelSize()
    assert all(button.icon().isNull() for button in box.findChildren(QPushButton))

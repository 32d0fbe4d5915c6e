"""Mark places of the text with grounds and inks: one owner of the page's extra selections.

Qt has a single list of them; here each user has a layer of its own. Marks change no
text, no undo history and no line. GUI thread. May import: Qt.
"""

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit


class Marks:
    """The layers of one page, the first named lowest.

    Args:
        edit: the page. layers: their names, lowest first.

    Thread: GUI.
    """

    def __init__(self, edit: QTextEdit, layers: tuple[str, ...]) -> None:
        self._edit = edit
        self._layers: dict[str, list[QTextEdit.ExtraSelection]] = {name: [] for name in layers}

    def show(self, layer: str, marks: Iterable[QTextEdit.ExtraSelection]) -> None:
        """Put marks in the place of a layer's earlier ones."""
        marks = list(marks)
        if marks or self._layers[layer]:
            self._layers[layer] = marks
            self._edit.setExtraSelections([mark for held in self._layers.values() for mark in held])


def mark_of(
    document: QTextDocument, start_u16: int, end_u16: int, ground: str, ink: str = ""
) -> QTextEdit.ExtraSelection:
    """Make a mark on part of a document; it moves with its text.

    Args:
        ground, ink: "#RRGGBB"; no ink: the text's own.
    """
    mark = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(start_u16)
    cursor.setPosition(end_u16, QTextCursor.MoveMode.KeepAnchor)
    text_format = QTextCharFormat()
    text_format.setBackground(QColor(ground))
    if ink:
        text_format.setForeground(QColor(ink))
    mark.cursor = cursor
    mark.format = text_format
    return mark

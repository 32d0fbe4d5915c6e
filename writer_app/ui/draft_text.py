"""The text of a draft as it is written. GUI thread. May import: Qt, page, theme."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from writer_app.ui.page import BOTTOM_PX, SlimScrollBar
from writer_app.ui.theme import Theme, line_pitch_px, raised_ground

_MOST_SHARE = 0.55
"""Of the page's height that a draft may take."""
_MOST_PX = BOTTOM_PX - 100
"""With its foot it must fit into the room below the last line of a document."""


class DraftText(QTextEdit):
    """Words to read, in the page's face and pitch. Thread: GUI."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = SlimScrollBar(self, least_px=0)
        self.setVerticalScrollBar(self.bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(0)

    def set_look(self, theme: Theme, text_font: QFont) -> None:
        """Change inks and face."""
        self.bar.set_colours(raised_ground(theme), theme.line)
        self.document().setDefaultFont(text_font)
        self.setFont(text_font)
        self._rewrite()

    def show_text(self, text: str) -> None:
        """Show a text; letters that only come on are added, nothing else moves."""
        if self.text and text.startswith(self.text):
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(self.text) :])
            self.text = text
        else:
            self.text = text
            self._rewrite()

    def fit(self, page_px: int) -> None:
        """Take the height that the text needs, whole lines, within a share of the page's."""
        wanted_px = math.ceil(self.document().size().height())
        pitch_px = line_pitch_px(self.document().defaultFont().pixelSize())
        most_px = min(int(page_px * _MOST_SHARE), _MOST_PX)
        self.setFixedHeight(min(max(1, most_px // pitch_px) * pitch_px, wanted_px))

    def copy_all(self) -> None:
        """Put the whole draft on the clipboard."""
        self.selectAll()
        self.copy()
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def _rewrite(self) -> None:
        """Set the whole text, at the page's line pitch."""
        self.setPlainText(self.text)
        font = self.document().defaultFont()
        share = 100 * line_pitch_px(font.pixelSize()) / math.ceil(QFontMetricsF(font).height())
        block = QTextBlockFormat()
        block.setLineHeight(share, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)

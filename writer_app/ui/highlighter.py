"""Style Markdown while it is written, without touching the document.

Formats live in the layout only: no undo step, no change of text, nothing to
save. GUI thread. May import: Qt, markdown_line, theme, positions.
"""

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from writer_app.ui import markdown_line
from writer_app.ui.markdown_line import Style
from writer_app.ui.positions import n_u16
from writer_app.ui.theme import Theme

_HEADING_SIZES = {Style.HEADING_1: 1.26, Style.HEADING_2: 1.13, Style.HEADING_3: 1.0}
_HEADINGS = Style.HEADING_1 | Style.HEADING_2 | Style.HEADING_3


class Highlighter(QSyntaxHighlighter):
    """Live Markdown for one document; also tells where code stands. Thread: GUI."""

    def __init__(self, document: QTextDocument, theme: Theme, font_size_px: int) -> None:
        super().__init__(document)
        self._theme = theme
        self._font_size_px = font_size_px
        self._is_markdown = True
        self._formats: dict[Style, QTextCharFormat] = {}

    def set_look(self, theme: Theme, font_size_px: int) -> None:
        """Restyle everything in other inks or another size."""
        self._theme, self._font_size_px = theme, font_size_px
        self._formats.clear()
        self.rehighlight()

    @property
    def is_markdown(self) -> bool:
        """Tell whether Markdown is styled."""
        return self._is_markdown

    def set_markdown(self, is_markdown: bool) -> None:
        """Style Markdown, or leave the text plain (.txt files)."""
        if is_markdown != self._is_markdown:
            self._is_markdown = is_markdown
            self.rehighlight()

    def is_code(self, block: QTextBlock) -> bool:
        """Tell whether a block stands in a code fence or in front matter."""
        return self._is_markdown and markdown_line.is_code(*self._states(block))

    def formats_for(self, block: QTextBlock, text: str) -> list[tuple[str, QTextCharFormat]]:
        """Give the runs and formats that a block would have if it held `text`.

        Returns: runs of characters in order, together exactly `text`.
        """
        if not self._is_markdown:
            return [(text, QTextCharFormat())] if text else []
        styles = markdown_line.line_styles(text, *self._states(block))
        return [(run, self._format_of(style)) for run, style in _runs(text, styles)]

    def highlightBlock(self, text: str) -> None:
        """Style one block (called by Qt)."""
        if not self._is_markdown:
            self.setCurrentBlockState(markdown_line.NORMAL)
            return
        before = max(self.previousBlockState(), markdown_line.NORMAL)
        is_first = self.currentBlock().blockNumber() == 0
        after = markdown_line.next_state(text, before, is_first)
        self.setCurrentBlockState(after)
        styles = markdown_line.line_styles(text, before, after)
        start_u16 = 0
        for run, style in _runs(text, styles) if styles else ():
            length_u16 = n_u16(run)
            if style:
                self.setFormat(start_u16, length_u16, self._format_of(style))
            start_u16 += length_u16

    def _states(self, block: QTextBlock) -> tuple[int, int]:
        """Give the states before and after a block."""
        before = block.previous().userState() if block.blockNumber() else markdown_line.NORMAL
        return max(before, markdown_line.NORMAL), max(block.userState(), markdown_line.NORMAL)

    def _format_of(self, style: Style) -> QTextCharFormat:
        """Give the format of a style, made once."""
        if style not in self._formats:
            self._formats[style] = self._make_format(style)
        return self._formats[style]

    def _make_format(self, style: Style) -> QTextCharFormat:
        made = QTextCharFormat()
        if style & (Style.BOLD | _HEADINGS):
            made.setFontWeight(QFont.Weight.Bold)
        if style & Style.ITALIC:
            made.setFontItalic(True)
        for heading, scale in _HEADING_SIZES.items():
            if style & heading:
                made.setProperty(
                    QTextFormat.Property.FontPixelSize, round(self._font_size_px * scale)
                )
        if style & (Style.CODE | Style.TABLE):
            mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            made.setFontFamilies(mono.families())
            made.setProperty(QTextFormat.Property.FontPixelSize, round(self._font_size_px * 0.86))
        if style & Style.STRIKE:
            made.setFontStrikeOut(True)
        if style & Style.LINK:
            made.setForeground(QColor(self._theme.accent))
        if style & Style.MARK:
            made.setForeground(QColor(self._theme.quiet))
        return made


def _runs(text: str, styles: list[Style]) -> list[tuple[str, Style]]:
    """Join neighbouring characters of one style."""
    if not styles:
        return [(text, Style.PLAIN)] if text else []
    runs = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or styles[index] != styles[start]:
            runs.append((text[start:index], styles[start]))
            start = index
    return runs

"""Show a ghost at the caret: laid out inline, never in the document.

The text stands in the layout's preedit area, the place of input methods: it has
the font, size and base line of its surroundings, and neither text, undo, save,
copy nor search know of it. Because Qt believes that an input method composes
while it stands there, the editor must hide it before Qt sees any event that
could act on the text. GUI thread. May import: Qt, ghost_fit, messages.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QTextEdit

from writer_app.assist.messages import Ghost
from writer_app.ui.ghost_fit import Place, fit_ghost, format_range, measure_place
from writer_app.ui.positions import n_u16

FormatsFor = Callable[[QTextBlock, str], list[tuple[str, QTextCharFormat]]]


class GhostView:
    """The one ghost of one editor. Thread: GUI."""

    def __init__(self, edit: QTextEdit, formats_for: FormatsFor, ink: str) -> None:
        self._edit = edit
        self._formats_for = formats_for
        self._ink = QColor(ink)
        self._ghost: Ghost | None = None
        self._shown = ""
        self._block = QTextBlock()
        self._offset_u16 = 0
        self._place: Place | None = None
        self._is_settled = True
        self._formats_before: list[QTextLayout.FormatRange] = []

    @property
    def ghost(self) -> Ghost | None:
        """Give the ghost that stands at the caret (it may be shown in part)."""
        return self._ghost

    @property
    def shown(self) -> str:
        """Give the characters that can be seen, and taken; empty when there are none."""
        return self._shown

    @property
    def is_at_line_end(self) -> bool:
        """Tell whether no text follows the caret in the ghost's paragraph."""
        return self._place is not None and not self._place.after

    def set_ink(self, ink: str) -> None:
        """Change the colour; the ghost must be hidden."""
        self._ink = QColor(ink)

    def show(self, ghost: Ghost) -> str:
        """Show as much of a ghost as fits at the caret, in place of any other.

        Returns: the characters now seen; empty when nothing fits.
        """
        cursor = self._edit.textCursor()
        block, offset_u16 = cursor.block(), cursor.positionInBlock()
        if self._ghost is not None and (block != self._block or offset_u16 != self._offset_u16):
            self.hide()
        if self._place is None:
            self._place = measure_place(block, offset_u16)
            self._formats_before = block.layout().formats()
        self._block, self._offset_u16 = block, offset_u16
        fitting = self._fit(ghost)
        if not fitting:
            self.hide()
            return ""
        self._ghost = ghost
        if fitting != self._shown:
            self._shown = fitting
            self._lay_out(fitting, self._formats_with(fitting))
        return fitting

    def hide(self) -> bool:
        """Take the ghost away; tell whether there was one."""
        was_shown = bool(self._shown)
        if was_shown and self._block.isValid():
            self._lay_out("", self._formats_before)
        self._ghost, self._shown, self._place = None, "", None
        return was_shown

    def note_text_changed(self) -> None:
        """Note that Qt has counted the ghost's paragraph to a change of text."""
        self._is_settled = True

    def settle(self) -> None:
        """Let the document's layout hear of the ghost's paragraph.

        Until then Qt counts it to the next change of text: right while the writer types
        on in it, slow when the next change is far away. Call it before such a change.
        """
        if self._is_settled or not self._block.isValid():
            return
        self._is_settled = True
        scroll_bar = self._edit.verticalScrollBar()
        scrolled = scroll_bar.value()
        self._edit.document().markContentsDirty(self._block.position(), self._block.length())
        scroll_bar.setValue(scrolled)

    def hit_u16(self, point: QPointF) -> int | None:
        """Give the document position under a viewport point, the ghost counting for none.

        Returns: a position in the ghost's paragraph; None for points outside of it and
            when no ghost stands.
        """
        if not self._shown:
            return None
        layout = self._block.layout()
        scrolled = self._edit.verticalScrollBar().value()
        inside = point + QPointF(0, scrolled) - layout.position()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if line.y() <= inside.y() < line.y() + line.height():
                return self._block.position() + self._without_ghost(line.xToCursor(inside.x()))
        return None

    def _without_ghost(self, offset_u16: int) -> int:
        """Turn an offset in the layout into one in the paragraph's own text."""
        past_u16 = offset_u16 - self._offset_u16
        return min(offset_u16, self._offset_u16) + max(0, past_u16 - n_u16(self._shown))

    def _fit(self, ghost: Ghost) -> str:
        assert self._place is not None
        document = self._edit.document()
        return fit_ghost(
            self._place,
            ghost.text,
            document.defaultFont(),
            document.defaultTextOption(),
            lambda text: self._formats_for(self._block, text),
            ghost.is_asked,
        )

    def _formats_with(self, shown: str) -> list[QTextLayout.FormatRange]:
        """Give the paragraph's formats with room for the ghost and its own ones last."""
        at_u16, length_u16 = self._offset_u16, n_u16(shown)
        ranges = []
        for was in self._formats_before:
            end_u16 = was.start + was.length
            if was.start < at_u16:
                ranges.append(format_range(was.start, min(end_u16, at_u16) - was.start, was.format))
            if end_u16 > at_u16:
                start_u16 = max(was.start, at_u16)
                ranges.append(format_range(start_u16 + length_u16, end_u16 - start_u16, was.format))
        return ranges + self._ghost_formats(shown)

    def _ghost_formats(self, shown: str) -> list[QTextLayout.FormatRange]:
        """Give the formats of the ghost: what taking it would give, in the ghost's ink."""
        assert self._place is not None
        runs = self._formats_for(self._block, self._place.before + shown + self._place.after)
        first, last = len(self._place.before), len(self._place.before) + len(shown)
        ranges, index, start_u16 = [], 0, self._offset_u16
        for text, text_format in runs:
            part = text[max(0, first - index) : max(0, last - index)]
            index += len(text)
            if part:
                dimmed = QTextCharFormat(text_format)
                dimmed.setForeground(self._ink)
                ranges.append(format_range(start_u16, n_u16(part), dimmed))
                start_u16 += n_u16(part)
        return ranges

    def _lay_out(self, shown: str, formats: list[QTextLayout.FormatRange]) -> None:
        """Put text into the preedit area and lay the paragraph out; the page stays put.

        Where no line comes or goes, the paragraph is laid out by itself: the document's
        layout would walk to its end (1.7 ms in 200,000 words, three times a key).
        """
        layout = self._block.layout()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        places = [(line.position(), line.width()) for line in lines]
        layout.setPreeditArea(self._offset_u16 if shown else -1, shown)
        layout.setFormats(formats)
        self._is_settled = False
        if _lay_out_alone(layout, places):
            self._repaint()
        else:
            self.settle()

    def _repaint(self) -> None:
        """Have the ghost's paragraph painted again."""
        scrolled = self._edit.verticalScrollBar().value()
        rect = self._edit.document().documentLayout().blockBoundingRect(self._block)
        self._edit.viewport().update(rect.translated(0, -scrolled).toAlignedRect())


def _lay_out_alone(layout: QTextLayout, places: list[tuple[QPointF, float]]) -> bool:
    """Lay a paragraph out on the same lines; False when it needs another number of them."""
    layout.beginLayout()
    n_lines = 0
    while (line := layout.createLine()).isValid():
        if n_lines == len(places):
            n_lines += 1
            break
        position, width_px = places[n_lines]
        line.setLeadingIncluded(True)
        line.setLineWidth(width_px)
        line.setPosition(position)
        n_lines += 1
    layout.endLayout()
    return n_lines == len(places)

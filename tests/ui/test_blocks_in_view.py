"""The paragraphs in view are those that can be seen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint

from writer_app.ui.blocks_in_view import blocks_in_view, first_in_view
from writer_app.ui.editor import Editor

TEXT = "\n".join(f"paragraph {n} " + "word " * (n % 40) for n in range(300))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.37, 0.5, 0.83, 0.999, 1.0])
def test_first_paragraph_is_the_one_at_the_upper_edge(
    make_editor: Callable[..., Editor], share: float
) -> None:
    editor = make_editor(TEXT)
    bar = editor.verticalScrollBar()
    bar.setValue(round(bar.maximum() * share))
    seen = list(blocks_in_view(editor))
    numbers = [block.blockNumber() for block, _ in seen]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert seen[0][1].bottom() > 0
    before = seen[0][0].previous()
    layout = editor.document().documentLayout()
    assert not before.isValid() or layout.blockBoundingRect(before).bottom() <= bar.value()
    assert seen[-1][1].top() <= editor.viewport().height()
    middle = editor.cursorForPosition(QPoint(20, editor.viewport().height() // 3))
    assert middle.blockNumber() in numbers


def test_a_page_scrolled_past_its_text_gives_the_last_paragraph(
    make_editor: Callable[..., Editor],
) -> None:
    editor = make_editor("one\ntwo")
    assert first_in_view(editor).blockNumber() == 0
    editor.open_text("")
    assert len(list(blocks_in_view(editor))) == 1

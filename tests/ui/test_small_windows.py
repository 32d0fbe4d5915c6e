"""Nothing is cut off in a small window, nor where the interface is twice as large."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.worker import InlineWorker
from writer_app.settings import Settings
from writer_app.ui.comfort import set_interface_size
from writer_app.ui.eliding import ElidingButton
from writer_app.ui.page import SCROLL_BAR_PX
from writer_app.ui.window import Window


@pytest.fixture(params=[100, 200])
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Window]:
    settings = Settings(hint_seen=True, interface_percent=request.param)
    made = Window(settings, None, InlineWorker)
    qtbot.addWidget(made, before_close_func=lambda w: w.editor.mark_saved())
    made.resize(480, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    made.editor.open_text("# One\n\nThe keeper opened the door.\n\n" * 9)
    yield made
    set_interface_size(100)


OVERLAYS: dict[str, tuple[Callable[[Window], object], Callable[[Window], QWidget]]] = {
    "commands": (lambda w: w.commands.open(), lambda w: w.commands.palette),
    "rewrite": (lambda w: w.rewrites.open_palette(), lambda w: w.rewrites._palette),
    "find": (lambda w: w.finder.open(is_replacing=True), lambda w: w.finder.bar),
    "counts": (lambda w: w.counting.toggle(), lambda w: w.counting.panel),
    "outline": (lambda w: w.outline_panel.toggle(), lambda w: w.outline_panel),
    "draft": (lambda w: w.drafts.draft(), lambda w: w.drafts.strip),
}


@pytest.mark.parametrize("name", OVERLAYS)
def test_overlay_stands_within_the_page(window: Window, name: str) -> None:
    open_it, overlay_of = OVERLAYS[name]
    open_it(window)
    overlay, page = overlay_of(window), window.editor
    assert overlay.isVisible() and overlay.height() > 40
    assert page.rect().adjusted(0, 0, -SCROLL_BAR_PX, 0).contains(overlay.geometry())
    for button in overlay.findChildren(QPushButton):
        is_whole = button.width() >= button.minimumSizeHint().width()
        assert button.isHidden() or is_whole or isinstance(button, ElidingButton)

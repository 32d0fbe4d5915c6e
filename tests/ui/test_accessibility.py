"""Everyone can use it: names and roles, the keyboard everywhere, sizes, contrast, scripts."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_theme import contrast
from tests.ui.worker import InlineWorker
from writer_app.assist.messages import Message
from writer_app.settings import Settings
from writer_app.ui.comfort import set_interface_size, system_base_px
from writer_app.ui.help_pages import privacy_window
from writer_app.ui.page import Page
from writer_app.ui.theme import LIGHT, THEMES, Theme, interface_font, raised_ground
from writer_app.ui.window import Window

TEXT, NAME = QAccessible.Text.Value, QAccessible.Text.Name
SILENT_ROLES = {
    QAccessible.Role.Client,
    QAccessible.Role.Grouping,
    QAccessible.Role.Border,
    QAccessible.Role.Separator,
    QAccessible.Role.Splitter,
    QAccessible.Role.LayeredPane,
    QAccessible.Role.Pane,
    QAccessible.Role.ScrollBar,
    QAccessible.Role.NoRole,
    QAccessible.Role.StatusBar,
    QAccessible.Role.Window,
    QAccessible.Role.PageTabList,
}
"""Roles of frames and fillers, which need no name; a row of tabs has its tab's."""


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    def make(settings: Settings | None = None) -> Window:
        def make_worker(deliver: Callable[[Message], None]) -> InlineWorker:
            return InlineWorker(deliver)

        window = Window(settings or Settings(theme="light"), None, make_worker)
        qtbot.addWidget(window, before_close_func=lambda w: w.editor.mark_saved())
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.editor.setFocus()
        return window

    yield make
    set_interface_size(100)


@pytest.fixture
def window(make_window: Callable[..., Window]) -> Window:
    return make_window()


def nameless(top: QWidget) -> list[str]:
    """List the widgets that a screen reader could not name, of all that can be reached."""
    missing = []
    for widget in [top, *top.findChildren(QWidget)]:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(
            widget, QAbstractButton
        ):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        role = interface.role() if interface is not None else QAccessible.Role.NoRole
        is_inner = widget.objectName().startswith("qt_") or type(widget) is QWidget
        if is_inner or isinstance(widget, QLabel) or role in SILENT_ROLES:
            continue
        if (
            not widget.isVisibleTo(top)
            and isinstance(widget, QAbstractButton)
            and not widget.text()
        ):
            continue  # it gets its words, and by them its name, when it is shown
        if widget.focusProxy() is not None or (interface and interface.text(NAME).strip()):
            continue
        parent = widget.parentWidget()
        if parent is not None and parent.inherits("QComboBoxPrivateContainer"):
            continue  # the list of a box is read by the box's name
        missing.append(f"{type(widget).__name__} in {type(parent).__name__} ({role})")
    return missing


def test_every_part_of_the_window_has_a_name_and_a_role(window: Window) -> None:
    assert nameless(window) == []


def test_every_part_of_the_settings_and_help_has_a_name(window: Window) -> None:
    window.settings_door.open(window._menus.commands)
    assert window.settings_door.window is not None
    assert not nameless(window.settings_door.window)
    assert not nameless(privacy_window(window, LIGHT))


def test_signs_on_buttons_are_named_in_words(window: Window) -> None:
    window.settings_door.open(window._menus.commands)
    for button in window.findChildren(QPushButton):
        interface = QAccessible.queryAccessibleInterface(button)
        name = interface.text(NAME)
        is_sign = button.text() and not any(letter.isalnum() for letter in button.text())
        if is_sign and button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert any(letter.isalpha() for letter in name), button.text()


def test_the_page_is_an_editable_text_that_can_be_read(window: Window) -> None:
    window.editor.open_text("One line.\nA second.", is_markdown=True)
    interface = QAccessible.queryAccessibleInterface(window.editor)
    assert interface.role() == QAccessible.Role.EditableText
    assert interface.text(NAME) == "Text"
    assert interface.state().editable or not window.editor.isReadOnly()


def test_tab_reaches_every_setting_in_order(window: Window, qtbot: QtBot) -> None:
    window.settings_door.open(window._menus.commands)
    top = window.settings_door.window
    assert top is not None
    top.activateWindow()
    top.search.setFocus()
    QApplication.processEvents()
    reached: list[QWidget] = []
    for _ in range(400):
        top.focusNextChild()
        focused = top.focusWidget()
        if focused is None or focused is top.search:
            break
        reached.append(focused)
    rows = [row.control for _, row in top.rows if hasattr(row, "control")]
    wanted = [control.focusProxy() or control for control in rows]
    assert [one for one in reached if one in wanted] == wanted


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_words_meet_wcag_aa_on_every_ground_they_stand_on(theme: Theme) -> None:
    raised = raised_ground(theme)
    for ink in (theme.ink, theme.quiet, theme.accent):
        for ground in (theme.page, raised):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(theme.ink, theme.selection) >= 4.5
    assert contrast(theme.added_ink, theme.added) >= 4.5
    assert contrast(theme.removed_ink, theme.removed) >= 4.5
    # Marks that are no words: switches, dots, the caret (WCAG 1.4.11).
    assert contrast(theme.accent, theme.page) >= 3
    assert contrast(theme.quiet, theme.page) >= 3
    # The ghost is the one exception, by name: it is not content until it is taken.
    assert contrast(theme.ghost, theme.page) >= 3.8


def test_the_interface_grows_and_the_page_does_not(make_window: Callable[..., Window]) -> None:
    window = make_window()
    page_px = window.editor.font().pixelSize()
    usual_px = interface_font().pixelSize()
    bar_px = window.menuBar().font().pixelSize()
    window.change(interface_percent=150)
    assert interface_font().pixelSize() == round(system_base_px() * 1.5)
    assert window.menuBar().font().pixelSize() == round(bar_px * 1.5)
    assert window.editor.font().pixelSize() == page_px
    window.change(interface_percent=100)
    assert interface_font().pixelSize() == usual_px


def test_less_motion_stops_the_caret_and_the_menus(make_window: Callable[..., Window]) -> None:
    make_window(Settings(reduced_motion=True))
    assert QApplication.cursorFlashTime() == 0
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_FadeMenu)


def test_a_desktop_that_asks_for_contrast_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writer_app.ui.theme._wants_contrast", lambda: True)
    from writer_app.ui.theme import theme_named

    assert theme_named("system").name == "contrast"
    assert theme_named("light").name == "light"


def test_a_mirrored_interface_stands(make_window: Callable[..., Window]) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = make_window()
        window.settings_door.open(window._menus.commands)
        QApplication.processEvents()
        settings = window.settings_door.window
        assert settings is not None
        assert settings.sections.x() > settings.sheet.x()
        for row in (row for _, row in settings.rows if row.isVisible()):
            assert row.width() <= settings.sheet.viewport().width()
        settings.grab()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def compose(field: QWidget, text: str, *, committed: str = "") -> None:
    event = QInputMethodEvent(text, [])
    if committed:
        event.setCommitString(committed)
    QApplication.sendEvent(field, event)


def test_the_settings_search_takes_an_input_method(window: Window) -> None:
    window.change(language="zh_CN")
    window.settings_door.open(window._menus.commands)
    top = window.settings_door.window
    assert top is not None
    compose(top.search, "zhuti")
    assert top.search.text() == ""
    compose(top.search, "", committed="\u4e3b\u9898")
    shown = [row for _, row in top.rows if not row.isHidden()]
    assert len(shown) >= 1
    assert any(getattr(getattr(row, "item", None), "field", "") == "theme" for row in shown)
    window.change(language="en")
    QLocale.setDefault(QLocale.c())


def test_emoji_and_right_to_left_words_find_nothing_and_harm_nothing(window: Window) -> None:
    window.settings_door.open(window._menus.commands)
    top = window.settings_door.window
    assert top is not None
    for words in (
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\u0639\u0631\u0628\u064a",
        "a\u0301",
    ):
        top.search.setText(words)
        top.grab()
    top.search.clear()
    assert any(not row.isHidden() for _, row in top.rows)


def test_a_document_named_in_any_script_is_named_in_the_window(window: Window) -> None:
    for name in ("\u0639\u0631\u0628\u064a.md", "\U0001f680.md", "\u7b2c\u4e00\u7ae0.md"):
        window.status_line.show_name(name, is_saved=False)
        assert name in window.status_line.name_words
        window.grab()


def test_the_page_is_no_part_of_the_scaled_words(window: Window) -> None:
    assert isinstance(window.editor, Page)

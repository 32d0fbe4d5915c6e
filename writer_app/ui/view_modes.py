"""How the writer looks at the page: focus, typewriter, full screen, size, width, face.

All of it is a setting but full screen, and is shown when the settings change, in every
document alike: whoever writes with focus mode on has it on the next page too. GUI
thread. May import: Qt, its siblings, settings.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFontDialog, QMainWindow, QMenu

from writer_app.settings import Settings
from writer_app.ui.comfort import is_motion_reduced
from writer_app.ui.editor import Editor
from writer_app.ui.fonts import faces_here
from writer_app.ui.keymap import Action
from writer_app.ui.menus import choices
from writer_app.ui.theme import menu_style, theme_named
from writer_app.ui.translation import mark, tr

FONT_SIZES_PX = (10, 72)
COLUMN_CHARS = (40, 120)
COLUMN_STEP_CHARS = 4
ZOOM_REST_MS = 40
"""Turns of the wheel within it make one change: a long text is laid out anew each time."""
_SWITCHES = (Action.FOCUS, Action.TYPEWRITER, Action.FULL_SCREEN)
SIGN_NAMES = {
    "auto": mark("As the text"),
    "off": mark("As typed"),
    "en": "English  \u201c \u201d \u2014",
    "de": "Deutsch  \u201e \u201c \u2013",
    "fr": "Fran\u00e7ais  \u00ab \u00bb \u2013",
    "es": "Espa\u00f1ol  \u201c \u201d \u2014",
    "it": "Italiano  \u00ab \u00bb \u2013",
    "pt": "Portugu\u00eas  \u201c \u201d \u2014",
    "nl": "Nederlands  \u2018 \u2019 \u2013",
    "pl": "Polski  \u201e \u201d \u2013",
    "ru": "\u0420\u0443\u0441\u0441\u043a\u0438\u0439  \u00ab \u00bb \u2014",
    "sv": "Svenska  \u201d \u201d \u2013",
    "zh": "\u4e2d\u6587  \u201c \u201d \u2014\u2014",
    "ja": "\u65e5\u672c\u8a9e  \u300c \u300d \u2014\u2014",
}
"""Whose quotes and dashes are set, each language by its own name."""
UNIT_NAMES = {"sentence": mark("Sentence"), "paragraph": mark("Paragraph")}


class Chooser(Protocol):
    """Changes the writer's settings."""

    def __call__(self, **choices: object) -> None:
        """Change fields of `Settings`, act on them and keep them."""
        ...


class ViewModes(QObject):
    """The views of one window.

    Args:
        window: its menu bar hides in focus mode. settings: gives them as they now are.
        change: changes them.

    Signals:
        changed(): focus mode or full screen began or ended.

    Thread: GUI.
    """

    changed = Signal()

    def __init__(
        self,
        window: QMainWindow,
        editor: Editor,
        settings: Callable[[], Settings],
        change: Chooser,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._settings = settings
        self._change = change
        self._units: dict[str, QAction] = {}
        self._faces: dict[str, QAction] = {}
        self._signs: dict[str, QAction] = {}
        self._lines: dict[Action, QAction] = {}
        self._turned = 0
        self._rest = QTimer(self, singleShot=True, interval=ZOOM_REST_MS)
        self._rest.timeout.connect(self._zoom)
        editor.zoomed.connect(self._on_zoomed)
        self._is_pointed_at = False
        window.menuBar().installEventFilter(self)
        self._blink_ms = QApplication.cursorFlashTime()

    @property
    def is_focused(self) -> bool:
        """Tell whether focus mode is on."""
        return bool(self._editor.veil.unit)

    def commands(self) -> dict[Action, Callable[[], object]]:
        """Give what each of the view's actions does."""
        return {
            Action.FOCUS: self.toggle_focus,
            Action.TYPEWRITER: lambda: self._change(typewriter=not self._settings().typewriter),
            Action.FULL_SCREEN: self.toggle_full_screen,
            Action.LARGER: partial(self.resize_text, 1),
            Action.SMALLER: partial(self.resize_text, -1),
            Action.USUAL_SIZE: lambda: self._change(font_size_px=Settings().font_size_px),
            Action.WIDER: partial(self._widen, COLUMN_STEP_CHARS),
            Action.NARROWER: partial(self._widen, -COLUMN_STEP_CHARS),
        }

    def fill(self, menu: QMenu, formats: QMenu, actions: Mapping[Action, QAction]) -> None:
        """Add the choices that have no key to the view menu and the format menu.

        Args:
            actions: the menus' lines; those of the views tell whether they are on.
        """
        self._lines = {action: actions[action] for action in _SWITCHES}
        for line in self._lines.values():
            line.setCheckable(True)
        self.changed.connect(self._check)
        formats.addSeparator()
        signs = formats.addMenu(tr("&Quotes and Dashes"))
        self._signs = choices(signs, SIGN_NAMES, lambda name: self._change(smart_signs=name))
        dimming = menu.addMenu(tr("Focus &On"))
        self._units = choices(dimming, UNIT_NAMES, lambda unit: self._change(focus_unit=unit))
        faces = menu.addMenu(tr("Text F&ace"))
        here = {face: face for face in faces_here()}
        self._faces = choices(faces, here, lambda face: self._change(font_family=face))
        faces.addSeparator()
        faces.addAction(tr("Another..."), self._choose_face)

    def show(self) -> None:
        """Show what the settings say, on the page and in the menu."""
        settings = self._settings()
        self._editor.set_typewriter(settings.typewriter)
        self._editor.smart.signs = settings.smart_signs
        self._signs[settings.smart_signs].setChecked(True)
        self._set_focus(settings.focus_unit if settings.focus_mode else "")
        self._check()
        self._units[settings.focus_unit].setChecked(True)
        chosen = self._faces.get(settings.font_family or next(iter(self._faces), ""))
        if chosen is not None:
            chosen.setChecked(True)
        self.still_caret()

    def still_caret(self) -> None:
        """Let the caret blink, or not where less motion is wanted."""
        is_still = is_motion_reduced(self._settings().reduced_motion)
        QApplication.setCursorFlashTime(0 if is_still else self._blink_ms)

    def toggle_focus(self) -> None:
        """Begin or end focus mode."""
        self._change(focus_mode=not self.is_focused)

    def leave_focus(self) -> bool:
        """End focus mode; tell whether it was on."""
        was_on = self.is_focused
        if was_on:
            self._change(focus_mode=False)
        return was_on

    def toggle_full_screen(self) -> None:
        """Take the whole screen, or give it back."""
        top = self._window.window()
        top.showNormal() if top.isFullScreen() else top.showFullScreen()
        self.changed.emit()

    def dress_menu_bar(self) -> None:
        """Put the theme on the menu bar; in focus mode it cannot be seen.

        Its place stays, so that the text does not move; and were it hidden, Qt would
        not hear the shortcuts of its actions.
        """
        is_away = self.is_focused and not self._is_pointed_at
        theme = theme_named(self._settings().theme)
        self._window.menuBar().setStyleSheet(menu_style(theme, is_away=is_away))

    def resize_text(self, step_px: int) -> None:
        """Make the text larger or smaller."""
        least, most = FONT_SIZES_PX
        size_px = min(most, max(least, self._settings().font_size_px + step_px))
        if size_px != self._settings().font_size_px:
            self._change(font_size_px=size_px)

    def _set_focus(self, unit: str) -> None:
        if unit == self._editor.veil.unit:
            return
        self._editor.veil.set_unit(unit)
        self.dress_menu_bar()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the menu bar be seen while the pointer is on it (called by Qt)."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._is_pointed_at = event.type() == QEvent.Type.Enter
            self.dress_menu_bar()
        return super().eventFilter(watched, event)

    def _check(self) -> None:
        """Tell in the menu which views are on."""
        is_on = (self.is_focused, self._settings().typewriter, self._window.window().isFullScreen())
        for line, on in zip(self._lines.values(), is_on, strict=True):
            line.setChecked(on)

    def _widen(self, step_chars: int) -> None:
        least, most = COLUMN_CHARS
        chars = min(most, max(least, self._settings().column_chars + step_chars))
        self._change(column_chars=chars)

    def _on_zoomed(self, n_notches: int) -> None:
        self._turned += n_notches
        self._rest.start()

    def _zoom(self) -> None:
        n_notches, self._turned = self._turned, 0
        self.resize_text(n_notches)

    def _choose_face(self) -> None:
        title = tr("Text Face")
        is_chosen, font = QFontDialog.getFont(self._editor.font(), self._window, title)
        if is_chosen:
            self._change(font_family=font.family())

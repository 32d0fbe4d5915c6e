"""Fit the interface to its reader: size of its words, motion, contrast.

The base size of the interface's words lives in Qt's application font, where
`interface_font` finds it. GUI thread. May import: Qt, page, theme.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from writer_app.ui.page import Page
from writer_app.ui.theme import INTERFACE_PX, Theme, interface_base_px

_USUAL_SYSTEM_PX = 15
"""Pixels of the desktops' own 11 pt at 96 dots to the inch: what our usual size fits."""
_MIDDLE_LIGHTNESS = 128
_MOTION = "isMotionReduced"
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)


def system_base_px() -> int:
    """Give the size that the interface's words have where the desktop enlarges its own.

    Example: 13 on a usual desktop, 19 where text is scaled to one and a half.
    """
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    system_px = QFontInfo(general).pixelSize()
    return max(INTERFACE_PX, round(system_px * INTERFACE_PX / _USUAL_SYSTEM_PX))


def set_interface_size(percent: int) -> None:
    """Make the interface's words larger or smaller, those that stand already too.

    Args:
        percent: of the size that fits the desktop's. The page's text has its own size.
    """
    old_px, new_px = interface_base_px(), round(system_base_px() * percent / 100)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(new_px)
    if QApplication.font() != font:
        QApplication.setFont(font)
    if old_px != new_px:
        for widget in QApplication.allWidgets():
            _scale(widget, new_px / old_px)


def _scale(widget: QWidget, factor: float) -> None:
    """Scale the words of a widget that names its own size, but not the page."""
    size_px = widget.font().pixelSize()
    is_own = widget.testAttribute(Qt.WidgetAttribute.WA_SetFont)
    if is_own and size_px > 0 and not isinstance(widget, Page):
        font = widget.font()
        font.setPixelSize(max(1, round(size_px * factor)))
        widget.setFont(font)


def note_system_motion(*, is_reduced: bool) -> None:
    """Note whether the system asks for less motion, for `is_motion_reduced`."""
    application = QApplication.instance()
    if application is not None:
        application.setProperty(_MOTION, is_reduced)


def is_motion_reduced(is_chosen: bool) -> bool:
    """Tell whether less motion is wanted: by the writer, or by the system as far as known."""
    application = QApplication.instance()
    return is_chosen or (application is not None and bool(application.property(_MOTION)))


def set_title_bars(theme: Theme | None) -> None:
    """Have the system draw title bars and its own dialogs light or dark, as a theme is.

    Args:
        theme: None: as the system has them.
    """
    hints = QGuiApplication.styleHints()
    if theme is None:
        hints.unsetColorScheme()
        return
    is_dark = QColor(theme.page).lightness() < _MIDDLE_LIGHTNESS
    scheme = Qt.ColorScheme.Dark if is_dark else Qt.ColorScheme.Light
    if hints.colorScheme() != scheme:
        hints.setColorScheme(scheme)


def set_motion(*, is_reduced: bool) -> None:
    """Let menus, boxes and tips appear at once, or as the desktop has them."""
    for effect in _EFFECTS:
        if is_reduced:
            QApplication.setEffectEnabled(effect, False)

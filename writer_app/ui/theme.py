"""The inks and grounds of the page, and the fonts of text and interface.

Pure choices plus the one function that dresses the application; GUI thread
only. May import: Qt.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each "#RRGGBB".

    Attributes:
        page: the ground of everything. ink: the text. quiet: marks and interface.
        ghost: text that is not the writer's yet. accent: caret, dot, links.
        selection: ground of selected text. added, removed: grounds of a diff, and
            their inks. line: rules and borders.

    Source: the look's table; contrast with the page is held by tests (WCAG 2.2).
    """

    name: str
    page: str
    ink: str
    quiet: str
    ghost: str
    accent: str
    selection: str
    added: str
    added_ink: str
    removed: str
    removed_ink: str
    line: str


LIGHT = Theme(
    "light", "#FBFAF7", "#22211E", "#706B62", "#857F75", "#1F6F5C", "#D5E5DF",
    "#DDF0E4", "#14532D", "#F8E1DD", "#8A2C1F", "#E7E3DB",
)  # fmt: skip
DARK = Theme(
    "dark", "#17181B", "#DAD7D0", "#918D85", "#7C7972", "#7FC4AE", "#2B3F38",
    "#1C3327", "#A6DDBB", "#3B211E", "#F0A89C", "#2A2B2F",
)  # fmt: skip
SEPIA = Theme(
    "sepia", "#F4ECDD", "#33291C", "#6F6149", "#83745A", "#7A4B12", "#E6D6B8",
    "#DDE6C8", "#3B4F14", "#F0D3C4", "#84301A", "#E4D9C3",
)  # fmt: skip
CONTRAST = Theme(
    "contrast", "#000000", "#FFFFFF", "#D0D0D0", "#B4B4B4", "#FFD75E", "#264F78",
    "#003D1F", "#B6FFD0", "#4A0000", "#FFC9C2", "#6E6E6E",
)  # fmt: skip
THEMES = {theme.name: theme for theme in (LIGHT, DARK, SEPIA, CONTRAST)}

SERIF_STACK = (
    "Source Serif 4", "Literata", "Charter", "Georgia", "Noto Serif", "DejaVu Serif",
)  # fmt: skip

INTERFACE_PX = 13
_LINE_PITCH = 1.6
_CODE_SHARE = 0.45
"""How much of a rule's colour is in the ground of code."""
_SAMPLE = (
    "The keeper had not spoken to anyone since the supply boat in March, and when the knock "
    "came he stood for a while with his hand on the latch, listening to the rain."
)


def theme_named(name: str) -> Theme:
    """Give the theme of a settings name; "system" follows the desktop's scheme.

    A desktop that asks for high contrast gets it (Qt tells since 6.10).
    """
    if name in THEMES:
        return THEMES[name]
    if _wants_contrast():
        return CONTRAST
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def _wants_contrast() -> bool:
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)
    if hints is None:
        return False
    return bool(hints().contrastPreference() == Qt.ContrastPreference.HighContrast)


def text_font(family: str, size_px: int) -> QFont:
    """Give the font of the writer's text: the family asked for, else the serif stack.

    Only families that are there are named, because a missing one makes Qt search
    every font of the machine for an alias.
    """
    known = set(QFontDatabase.families())
    wanted = ([family] if family else []) + list(SERIF_STACK)
    font = QFont()
    font.setFamilies([name for name in wanted if name in known] or ["serif"])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(size_px)
    return font


def interface_base_px() -> int:
    """Give the present size of the interface's words; INTERFACE_PX where nobody set one."""
    size_px = QGuiApplication.font().pixelSize()
    return size_px if size_px > 0 else INTERFACE_PX


def interface_font(size_px: int = INTERFACE_PX) -> QFont:
    """Give the system's own sans face at a size of the interface.

    Args:
        size_px: at the usual size of the interface; a reader who has enlarged it gets
            more (`comfort.set_interface_size`).
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(round(size_px * interface_base_px() / INTERFACE_PX))
    return font


def scaled_px(size_px: int) -> int:
    """Give a length of the interface at the size that its reader has chosen.

    Args:
        size_px: at the usual size of the interface.
    """
    return round(size_px * interface_base_px() / INTERFACE_PX)


def line_pitch_px(size_px: int) -> int:
    """Give the distance between two base lines.

    Example: line_pitch_px(19) -> 30
    """
    return round(size_px * _LINE_PITCH)


def column_width_px(font: QFont, column_chars: int) -> int:
    """Measure how wide a column must be to hold so many characters of prose."""
    return round(QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * column_chars)


def qt_palette(theme: Theme) -> QPalette:
    """Give Qt's palette for a theme."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: theme.page, roles.Base: theme.page, roles.AlternateBase: theme.page,
        roles.Button: theme.page, roles.ToolTipBase: theme.page, roles.Text: theme.ink,
        roles.WindowText: theme.ink, roles.ButtonText: theme.ink, roles.ToolTipText: theme.ink,
        roles.PlaceholderText: theme.quiet, roles.Highlight: theme.selection,
        roles.HighlightedText: theme.ink, roles.Link: theme.accent, roles.Accent: theme.accent,
        roles.Mid: theme.line, roles.Light: theme.line, roles.Midlight: theme.line,
        roles.Dark: theme.line, roles.Shadow: theme.line, roles.BrightText: theme.accent,
    }.items():  # fmt: skip
        palette.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(disabled, role, QColor(theme.quiet))
    return palette


def mixed(one: str, other: str, share: float) -> str:
    """Mix two colours.

    Args:
        share: of the other one, 0..1.

    Example: mixed("#000000", "#FFFFFF", 0.5) -> "#808080"
    """
    first, second = QColor(one), QColor(other)
    parts = (
        (first.red(), second.red()),
        (first.green(), second.green()),
        (first.blue(), second.blue()),
    )
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


def raised_ground(theme: Theme) -> str:
    """Give the ground of what lies over the page: a shade nearer to its border."""
    return mixed(theme.page, theme.line, 0.4)


def code_ground(theme: Theme) -> str:
    """Give the ground of code: a shade between the page and its rules."""
    page, line = QColor(theme.page), QColor(theme.line)
    channels = ((page.red(), line.red()), (page.green(), line.green()), (page.blue(), line.blue()))
    return "#" + "".join(f"{round(a + (b - a) * _CODE_SHARE):02X}" for a, b in channels)


def menu_style(theme: Theme, *, is_away: bool = False) -> str:
    """Give the rules that a palette cannot express, for the menu bar and its menus.

    Set on the menu bar alone: a style sheet over the page would pin its palette.

    Args:
        is_away: the bar is as empty as the page, but for the menu that is chosen.
    """
    ink = theme.page if is_away else theme.quiet
    return f"""
    QMenuBar {{ background: {theme.page}; color: {ink}; padding: 4px 14px; border: 0; }}
    QMenuBar::item {{ padding: 4px 10px; border-radius: 5px; background: transparent; }}
    QMenuBar::item:selected {{ background: {theme.selection}; color: {theme.ink}; }}
    QMenu {{ background: {theme.page}; color: {theme.ink}; border: 1px solid {theme.line};
             padding: 6px; }}
    QMenu::item {{ padding: 6px 40px 6px 26px; border-radius: 5px; }}
    QMenu::item:selected {{ background: {theme.selection}; color: {theme.ink}; }}
    QMenu::item:disabled {{ color: {theme.quiet}; }}
    QMenu::separator {{ height: 1px; background: {theme.line}; margin: 6px 8px; }}
    """

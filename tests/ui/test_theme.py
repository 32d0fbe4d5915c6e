"""Every theme can be read; contrast as WCAG 2.2 measures it."""

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from writer_app.ui.fonts import BOX_FACE, faces_here, load_box_faces
from writer_app.ui.theme import THEMES, Theme, line_pitch_px, text_font, theme_named


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_inks_can_be_read_on_the_page(theme: Theme) -> None:
    assert contrast(theme.ink, theme.page) >= 12
    assert contrast(theme.quiet, theme.page) >= 5
    assert contrast(theme.accent, theme.page) >= 5
    assert contrast(theme.ghost, theme.page) >= (10 if theme.name == "contrast" else 3.8)
    assert contrast(theme.added_ink, theme.added) >= 6
    assert contrast(theme.removed_ink, theme.removed) >= 6
    assert contrast(theme.ink, theme.selection) >= 7.7


def test_unknown_name_follows_the_system(qapp: object) -> None:
    assert theme_named("system").name in ("light", "dark")
    assert theme_named("sepia").name == "sepia"


def test_line_pitch_of_the_default_size() -> None:
    assert line_pitch_px(19) == 30


def test_the_face_in_the_box_is_loaded_and_comes_first(qapp: QApplication) -> None:
    load_box_faces()
    font = text_font("", 19)
    assert QFontInfo(font).family() == BOX_FACE
    assert faces_here()[0] == BOX_FACE

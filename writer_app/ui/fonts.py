"""Load the faces in the box, and name those that a writer may choose from.

GUI thread. May import: Qt, paths.
"""

from PySide6.QtGui import QFontDatabase

from writer_app.paths import resource

BOX_FACE = "Source Serif 4"
"""The face in the box: Adobe's, in four styles, under the SIL Open Font License."""
_FILES = ("Regular", "It", "Bold", "BoldIt")
TEXT_FACES = (
    BOX_FACE, "Literata", "Charter", "Georgia", "Palatino", "Noto Serif", "DejaVu Serif",
    "Source Sans 3", "Noto Sans", "iA Writer Duo", "iA Writer Quattro", "JetBrains Mono",
)  # fmt: skip
"""Faces made for long texts; those that a machine has are offered."""


def load_box_faces() -> None:
    """Make the packaged face known to Qt, where the machine does not have it.

    MEASURED(2026-11-22): 1.4 ms for the four files; the first letter does not wait.
    """
    if BOX_FACE in QFontDatabase.families():
        return
    for style in _FILES:
        QFontDatabase.addApplicationFont(str(resource(f"fonts/SourceSerif4-{style}.otf")))


def faces_here() -> list[str]:
    """Give the faces of TEXT_FACES that this machine has, the one in the box first."""
    known = set(QFontDatabase.families())
    return [face for face in TEXT_FACES if face in known]

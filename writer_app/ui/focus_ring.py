"""Let Tab go round the parts of something that lies over the page.

A text edit keeps Tab for itself, and what lies over it asks it where the keyboard goes
next; so it has to answer by itself. GUI thread. May import: Qt.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step_focus(parts: Sequence[QWidget], *, is_next: bool) -> bool:
    """Give the keyboard to the next (or previous) part that can take it, going round.

    Returns: False when none can.
    """
    able = [part for part in parts if part.isVisible() and part.isEnabled()]
    if not able:
        return False
    focused = QApplication.focusWidget()
    place = next((n for n, part in enumerate(able) if part is focused), -1 if is_next else 0)
    reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
    able[(place + (1 if is_next else -1)) % len(able)].setFocus(reason)
    return True

"""Say things to screen readers: the one seam. GUI thread. May import: Qt."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, is_urgent: bool = False) -> None:
    """Have a screen reader speak, without moving its focus.

    Args:
        widget: where the words belong; it keeps its focus.
        is_urgent: True: at once (errors); False: when it is done speaking (ghosts).
    """
    if not words:
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)

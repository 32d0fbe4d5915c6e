"""What is said to screen readers, and when."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from writer_app.ui import announce as announce_module
from writer_app.ui.announce import announce


@dataclass
class Listener:
    """Stands in for the screen reader's side of Qt."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness
    heard: list[tuple[str, bool]] = field(default_factory=list)

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802
        is_urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
        self.heard.append((event.message(), is_urgent))


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    stand_in = Listener()
    monkeypatch.setattr(announce_module, "QAccessible", stand_in)
    return stand_in


def test_ghost_is_spoken_politely_and_error_at_once(qtbot: QtBot, listener: Listener) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    announce(label, " upon a time")
    announce(label, "The disk is full.", is_urgent=True)
    assert listener.heard == [(" upon a time", False), ("The disk is full.", True)]


def test_nothing_is_not_spoken(qtbot: QtBot, listener: Listener) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    announce(label, "")
    assert listener.heard == []

"""Counts, goal and session: quiet in the status line, whole in the panel."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from tests.ui.hands import press, type_text
from writer_app.documents.statistics import read_record
from writer_app.ui.counting import Counting
from writer_app.ui.counts_panel import reading_words
from writer_app.ui.editor import Editor
from writer_app.ui.ledger import Ledger
from writer_app.ui.status_line import StatusLine
from writer_app.ui.theme import DARK, LIGHT


class Scene:
    """A page that is counted, with a file and a day of its own."""

    def __init__(self, editor: Editor, folder: Path) -> None:
        self.now = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001
        self.path: Path | None = folder / "a.md"
        self.session_goal = 0
        self.editor = editor
        self.line = StatusLine(LIGHT)
        self.record = folder / "statistics.json"
        self.ledger = Ledger(self.record, lambda: self.now, run=lambda job: job())
        self.counting = Counting(
            editor,
            self.line,
            LIGHT,
            self.ledger,
            lambda: self.path,
            lambda: self.session_goal,
            self.set_session_goal,
        )
        editor.open_text("one two three")

    def set_session_goal(self, n_words: int) -> None:
        self.session_goal = n_words

    def select(self, start: int, end: int) -> None:
        cursor = self.editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)
        self.counting._later.timeout.emit()


@pytest.fixture
def scene(make_editor: Callable[..., Editor], tmp_path: Path) -> Scene:
    return Scene(make_editor(), tmp_path)


def test_words_and_selection_stand_in_the_status_line(scene: Scene) -> None:
    assert scene.line.count_words == "3 words"
    scene.select(0, 7)
    assert scene.line.count_words == "2 of 3 words"
    scene.select(3, 3)
    assert scene.line.count_words == "3 words"


def test_a_large_selection_is_counted_like_a_small_one(scene: Scene) -> None:
    scene.editor.open_text("one two\n\u4f60\u597d three\n\n" * 60)
    scene.select(4, scene.editor.document().characterCount() - 5)
    text = scene.editor.textCursor().selectedText().replace("\u2029", "\n")
    selected = scene.counting._selection
    assert selected is not None
    assert selected.words == scene.counting.words.total.words - 1
    assert selected.characters == len(text.replace("\n", ""))


def test_goal_of_a_document_is_reached_quietly(scene: Scene) -> None:
    scene.counting._set_goal(4, True)
    assert scene.line.count_words == "3 words \u00b7 goal 75 %"
    type_text(scene.editor, "x y ")
    assert scene.line.count_words.endswith("goal reached")


def test_goal_of_a_session_counts_what_is_written_in_it(scene: Scene) -> None:
    scene.path = None
    scene.counting._set_goal(10, True)
    assert scene.session_goal == 10
    type_text(scene.editor, "new words here ")
    assert scene.line.count_words.endswith("goal 30 %")


def test_opened_text_is_not_written_text(scene: Scene) -> None:
    assert scene.ledger.sitting.words == 0
    type_text(scene.editor, "and ")
    scene.editor.open_text("another text altogether")
    type_text(scene.editor, "now ")
    assert scene.ledger.sitting.words == 2


def test_minutes_are_those_with_writing(scene: Scene) -> None:
    for n_minutes in (0, 0, 1, 30):
        scene.now += timedelta(minutes=n_minutes)
        type_text(scene.editor, "a ")
    assert scene.ledger.sitting.minutes == 3


def test_numbers_are_kept_and_no_text_with_them(scene: Scene) -> None:
    type_text(scene.editor, "secret ")
    scene.counting._set_goal(100, True)
    scene.ledger.close()
    assert "secret" not in scene.record.read_text()
    record = read_record(scene.record)
    assert [one.words for one in record.sittings] == [1]
    scene.now += timedelta(minutes=1)
    again = Ledger(scene.record, lambda: scene.now, run=lambda job: job())
    assert again.goal(scene.path) == 100 and again.by_day(7)[-1] == 1


def test_forget_removes_the_numbers(scene: Scene) -> None:
    type_text(scene.editor, "word ")
    scene.ledger.keep()
    scene.ledger.forget()
    assert not scene.record.exists()
    assert scene.ledger.by_day(7) == [0] * 7
    scene.ledger.close()
    assert not scene.record.exists()


def test_text_that_is_brought_back_was_written_before(scene: Scene) -> None:
    type_text(scene.editor, "zero ")
    scene.editor.rewrite("one two three four five six")
    assert scene.ledger.sitting.words == 1
    scene.editor.undo_step()
    assert scene.ledger.sitting.words == 1
    scene.editor.redo_step()
    type_text(scene.editor, " seven")
    assert scene.ledger.sitting.words == 2


def test_panel_tells_all_and_sets_the_goal(scene: Scene) -> None:
    scene.counting.toggle()
    panel = scene.counting.panel
    assert panel._cells["words"][0].text() == "3"
    assert panel._cells["characters"][0].text() == "13"
    panel.goal.setValue(6)
    assert scene.line.count_words.endswith("goal 50 %")
    assert scene.ledger.goal(scene.path) == 6
    panel.set_theme(DARK)
    panel.grab()
    press(panel.goal, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not panel.isVisible() and scene.editor.hasFocus()


def test_plot_is_told_in_words(scene: Scene) -> None:
    type_text(scene.editor, "word ")
    scene.counting.toggle()
    assert scene.counting.panel.plot.accessibleName() == "1 words in 30 days, 1 of them today"


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 min"), (0.4, "under 1 min"), (12.4, "12 min"), (75, "1 h 15 min")]
)
def test_reading_time_is_said_as_people_say_it(minutes: float, said: str) -> None:
    assert reading_words(minutes) == said


def test_goal_is_typed_and_tab_goes_on_within_the_panel(scene: Scene) -> None:
    scene.counting.toggle()
    panel = scene.counting.panel
    type_text(panel.goal, "600")
    press(panel.goal, Qt.Key.Key_Tab)
    assert scene.ledger.goal(scene.path) == 600
    assert panel.kind.hasFocus()
    press(panel.kind, Qt.Key.Key_Tab)
    assert panel.goal.hasFocus()

"""Find and replace on the page, with real keys and searches that run at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, SHIFT, press, type_text
from writer_app.ui.editor import Editor
from writer_app.ui.finder import Finder
from writer_app.ui.marks import Marks
from writer_app.ui.theme import LIGHT

TEXT = "The keeper saw the keeper.\nNo Keeper here, said the keeper."


class Scene:
    """A page with a find bar, its words typed by hand."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.finder = Finder(editor, Marks(editor, ("find",)), LIGHT, run=lambda job: job())
        self.bar = self.finder.bar

    def settle(self) -> None:
        """Let searches arrive, and what waits for stillness happen."""
        if self.finder._later.isActive():
            self.finder._later.timeout.emit()
        for _ in range(3):  # a replacement is followed by another search
            QApplication.processEvents()

    def find(self, words: str, *, is_replacing: bool = False) -> None:
        self.finder.open(is_replacing=is_replacing)
        type_text(self.bar.words, words)
        self.settle()

    def enter(self, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(self.bar.words, Qt.Key.Key_Return, modifiers)
        self.settle()

    @property
    def count(self) -> str:
        return self.bar.count.text()

    @property
    def selected(self) -> str:
        return self.editor.textCursor().selectedText()


@pytest.fixture
def scene(make_editor: Callable[..., Editor]) -> Scene:
    editor = make_editor(TEXT)
    press(editor, Qt.Key.Key_Home, CTRL)
    return Scene(editor)


def test_words_are_counted_and_stepped_through(scene: Scene) -> None:
    scene.find("keeper")
    assert scene.count == "1 of 4"
    scene.enter()
    assert scene.count == "2 of 4"
    scene.enter(SHIFT)
    scene.enter(SHIFT)
    assert scene.count == "4 of 4"


def test_escape_leaves_the_match_in_sight_in_hand(scene: Scene) -> None:
    scene.find("keeper")
    press(scene.bar, Qt.Key.Key_Escape)
    assert scene.selected == "keeper"
    assert scene.editor.hasFocus() and not scene.bar.isVisible()
    assert scene.editor.extraSelections() == []


def test_escape_without_a_word_typed_leaves_the_caret_where_it_was(scene: Scene) -> None:
    scene.find("keeper")
    press(scene.bar, Qt.Key.Key_Escape)
    press(scene.editor, Qt.Key.Key_Home)
    scene.finder.open()
    scene.settle()
    assert scene.count == "1 of 4"
    press(scene.bar, Qt.Key.Key_Escape)
    assert scene.editor.textCursor().position() == 0


def test_escape_from_words_that_are_not_there_leaves_the_caret_where_it_was(scene: Scene) -> None:
    press(scene.editor, Qt.Key.Key_Right)
    scene.find("nowhere at all")
    press(scene.bar, Qt.Key.Key_Escape)
    assert scene.editor.textCursor().position() == 1


def test_escape_after_a_step_selects_the_match(scene: Scene) -> None:
    scene.find("keeper")
    scene.enter()
    press(scene.bar, Qt.Key.Key_Escape)
    assert scene.selected == "keeper"
    assert scene.editor.textCursor().selectionStart() == TEXT.index("keeper", 6)


def test_steps_go_on_from_the_page_when_the_bar_is_closed(scene: Scene) -> None:
    scene.find("keeper")
    press(scene.bar, Qt.Key.Key_Escape)
    for expected in (19, 30, 52, 4, 19):
        scene.finder.step(1)
        scene.settle()
        assert scene.editor.textCursor().selectionStart() == expected
    scene.finder.step(-1)
    scene.settle()
    assert scene.editor.textCursor().selectionStart() == 4


def test_selection_is_sought_when_the_bar_opens(scene: Scene) -> None:
    cursor = scene.editor.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(10, cursor.MoveMode.KeepAnchor)
    scene.editor.setTextCursor(cursor)
    scene.finder.open()
    scene.settle()
    assert (scene.bar.words.text(), scene.count) == ("keeper", "1 of 4")


def test_matches_in_view_are_marked(scene: Scene) -> None:
    scene.find("keeper")
    assert len(scene.editor.extraSelections()) == 4


def test_switches_narrow_the_search(scene: Scene) -> None:
    scene.find("keeper")
    scene.bar.exact.click()
    scene.settle()
    assert scene.count == "1 of 3"
    scene.bar.words.setText("keep")
    scene.bar.whole.click()
    scene.settle()
    assert scene.count == "No match"


def test_wrong_pattern_is_said_and_nothing_is_lost(scene: Scene) -> None:
    scene.bar.pattern.setChecked(True)
    scene.find("(kee")
    assert "Not a pattern" in scene.bar.problem.text()
    type_text(scene.bar.words, "p)")
    scene.settle()
    assert scene.count == "1 of 4" and scene.bar.problem.text() == ""


def test_search_stays_in_a_selected_passage(scene: Scene) -> None:
    scene.editor.selectAll()
    cursor = scene.editor.textCursor()
    cursor.setPosition(20)
    cursor.setPosition(len(TEXT), cursor.MoveMode.KeepAnchor)
    scene.editor.setTextCursor(cursor)
    scene.find("keeper")
    assert scene.bar.scope.isChecked()
    assert scene.count == "1 of 2"


def test_replace_shows_then_replaces_one_by_one(scene: Scene) -> None:
    scene.find("keeper", is_replacing=True)
    scene.bar.replacement.setText("guard")
    press(scene.bar.replacement, Qt.Key.Key_Return)
    scene.settle()
    assert scene.editor.text().startswith("The guard saw the keeper.")
    assert scene.count == "1 of 3"
    press(scene.bar.replacement, Qt.Key.Key_Return)
    scene.settle()
    assert scene.editor.text().startswith("The guard saw the guard.")


def test_replace_all_is_one_undo_step(scene: Scene) -> None:
    type_text(scene.editor, "x")
    scene.find("keeper", is_replacing=True)
    scene.bar.replacement.setText("guard")
    scene.bar.replace_all.click()
    scene.settle()
    assert scene.editor.text() == "x" + TEXT.replace("keeper", "guard").replace("Keeper", "Guard")
    assert scene.count == "4 replaced"
    scene.editor.undo_step()
    assert scene.editor.text() == "x" + TEXT
    scene.editor.undo_step()
    assert scene.editor.text() == TEXT


def test_groups_of_a_pattern_are_put_in(scene: Scene) -> None:
    scene.bar.pattern.setChecked(True)
    scene.find(r"(\w+) (keeper)", is_replacing=True)
    scene.bar.replacement.setText(r"$2 \1")
    scene.bar.replace_all.click()
    scene.settle()
    assert scene.editor.text() == "keeper The saw keeper the.\nKeeper No here, said keeper the."


def test_missing_group_is_said_and_nothing_replaced(scene: Scene) -> None:
    scene.bar.pattern.setChecked(True)
    scene.find("keeper", is_replacing=True)
    scene.bar.replacement.setText("$3")
    scene.bar.replace_all.click()
    scene.settle()
    assert "no group 3" in scene.bar.problem.text()
    assert scene.editor.text() == TEXT


def test_text_typed_meanwhile_is_counted_again_and_the_page_stays(scene: Scene) -> None:
    scene.find("keeper")
    scene.editor.setFocus()
    type_text(scene.editor, "keeper ")
    assert scene.editor.textCursor().position() == 7
    scene.settle()
    assert scene.count.endswith("of 5")
    assert scene.editor.textCursor().position() == 7


def test_emoji_before_a_match_puts_it_nowhere_else(scene: Scene) -> None:
    scene.editor.open_text("\U0001f600\U0001f600 keeper")
    scene.find("keeper", is_replacing=True)
    scene.bar.replacement.setText("\U0001f600")
    scene.bar.replace_all.click()
    scene.settle()
    assert scene.editor.text() == "\U0001f600\U0001f600 \U0001f600"


def test_nothing_is_replaced_where_text_can_only_be_read(scene: Scene) -> None:
    scene.editor.setReadOnly(True)
    scene.find("keeper", is_replacing=True)
    scene.bar.replacement.setText("x")
    scene.finder.replace_all()
    scene.finder.replace()
    scene.settle()
    assert scene.editor.text() == TEXT
    assert not scene.bar.replace_all.isEnabled()


def test_search_runs_on_a_thread_of_its_own(
    make_editor: Callable[..., Editor], qtbot: QtBot
) -> None:
    editor = make_editor(TEXT)
    finder = Finder(editor, Marks(editor, ("find",)), LIGHT)
    finder.open()
    type_text(finder.bar.words, "keeper")
    qtbot.waitUntil(lambda: finder.bar.count.text() == "1 of 4")
    finder.shut_down()


def test_tab_goes_round_the_bar(scene: Scene) -> None:
    scene.finder.open(is_replacing=True)
    press(scene.bar.words, Qt.Key.Key_Tab)
    assert scene.bar.replacement.hasFocus()
    press(scene.bar.replacement, Qt.Key.Key_Backtab)
    assert scene.bar.words.hasFocus()
    press(scene.bar.words, Qt.Key.Key_Backtab)
    assert scene.bar.closing.hasFocus()

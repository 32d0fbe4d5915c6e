"""The draft strip in the window: written beside the text, kept only when asked."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import ALT, CTRL, SHIFT, press, type_text
from tests.ui.worker import InlineWorker
from writer_app.assist.messages import (
    DraftProgress,
    DraftReady,
    Failure,
    Message,
    ModelState,
    Status,
)
from writer_app.settings import Settings
from writer_app.ui.draft_strip import DraftStrip
from writer_app.ui.drafts import first_sentence
from writer_app.ui.editor import Editor
from writer_app.ui.pushed_text import PushedText
from writer_app.ui.window import Window

TEXT = "It rained all day. The keeper stood at the door."
DRAFT = " He waited. Nobody came \U0001f30a and the light went round."


@dataclass
class Scene:
    """A window that stands with a text, the caret at its end, and its worker."""

    window: Window
    worker: InlineWorker
    qtbot: QtBot

    @property
    def strip(self) -> DraftStrip:
        return self.window.drafts.strip

    @property
    def text(self) -> str:
        return self.window.editor.text()

    def answer(self, message: Message) -> None:
        self.worker.deliver(message)
        QApplication.processEvents()

    def draft(self, text: str = DRAFT) -> None:
        """Ask for a draft and let the model write this."""
        press(self.window.editor, Qt.Key.Key_Return, CTRL)
        self.answer(DraftReady(self.task, text, 12))

    @property
    def task(self) -> int:
        return max(self.worker.tasks)


@pytest.fixture
def make_scene(qtbot: QtBot) -> Callable[..., Scene]:
    def make(text: str = TEXT) -> Scene:
        workers: list[InlineWorker] = []

        def make_worker(deliver: Callable[[Message], None]) -> InlineWorker:
            workers.append(InlineWorker(deliver))
            return workers[-1]

        window = Window(Settings(hint_seen=True), None, make_worker)
        qtbot.addWidget(window, before_close_func=lambda w: w.editor.mark_saved())
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        with qtbot.waitSignal(window.bridge.status_changed):
            window.start()
        window.editor.open_text(text)
        window.editor.setFocus()
        press(window.editor, Qt.Key.Key_End, CTRL)
        return Scene(window, workers[0], qtbot)

    return make


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    return make_scene()


# Writing


def test_draft_streams_into_the_strip_and_nowhere_else(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    assert scene.strip.isVisible()
    scene.answer(DraftProgress(scene.task, " He"))
    scene.answer(DraftProgress(scene.task, " He waited."))
    assert scene.strip.text == "He waited."
    assert "writing" in scene.strip.state
    assert scene.text == TEXT
    assert scene.window.editor.is_saved
    assert not scene.window.editor.document().isUndoAvailable()
    assert scene.window.counting.n_words == 10


def test_escape_discards_and_ends_what_runs(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    scene.answer(DraftProgress(scene.task, " He"))
    press(scene.strip, Qt.Key.Key_Escape)
    assert scene.strip.isHidden()
    assert scene.task in scene.worker.cancelled
    assert scene.text == TEXT
    assert scene.window.editor.hasFocus()


def test_escape_on_the_page_discards_too(scene: Scene) -> None:
    scene.draft()
    scene.window.editor.setFocus()
    press(scene.window.editor, Qt.Key.Key_Escape)
    assert scene.strip.isHidden()


def test_letters_send_the_draft_away_and_are_written(scene: Scene) -> None:
    scene.draft()
    type_text(scene.strip, "x")
    assert scene.strip.isHidden()
    assert scene.text == TEXT + "x"
    type_text(scene.window.editor, "y")
    assert scene.text == TEXT + "xy"


def test_no_ghost_stands_under_a_draft(scene: Scene) -> None:
    type_text(scene.window.editor, " And")
    scene.draft()
    scene.worker.answer(" then")
    QApplication.processEvents()
    assert scene.window.editor.ghost_text == ""


def test_empty_page_asks_for_a_few_words_first(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene("")
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    assert "few words first" in scene.strip.words
    assert not scene.worker.tasks


def test_failure_is_told_in_the_strip(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    scene.answer(Failure(scene.task, "ModelMissing", "Choose a model."))
    assert scene.strip.words == "Choose a model."


def test_missing_model_is_told_in_the_strip(scene: Scene) -> None:
    scene.answer(Status(ModelState.MISSING, advice="Choose a model."))
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    assert scene.strip.words == "Choose a model."


def test_refusal_is_told_in_its_own_words(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    scene.answer(DraftReady(scene.task, "", 0, "It only repeated itself."))
    assert scene.strip.words == "It only repeated itself."


# Keeping


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_Return, CTRL), (Qt.Key.Key_Return, None), (Qt.Key.Key_Tab, None)],
)
def test_whole_draft_is_kept_as_one_undo_step(
    scene: Scene, key: Qt.Key, modifiers: Qt.KeyboardModifier | None
) -> None:
    scene.draft()
    press(scene.strip, key, modifiers or Qt.KeyboardModifier.NoModifier)
    assert scene.text == TEXT + DRAFT
    assert scene.strip.isHidden()
    assert scene.window.editor.hasFocus()
    scene.window.editor.undo_step()
    assert scene.text == TEXT


def test_draft_can_be_kept_while_it_is_written(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    scene.answer(DraftProgress(scene.task, " He waited."))
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + " He waited."
    assert scene.task in scene.worker.cancelled


def test_words_are_kept_one_by_one(scene: Scene) -> None:
    scene.draft()
    press(scene.strip, Qt.Key.Key_Right, CTRL)
    assert scene.text == TEXT + " He"
    press(scene.strip, Qt.Key.Key_Right, CTRL)
    assert scene.text == TEXT + " He waited"
    assert scene.strip.text.startswith(". Nobody")
    assert scene.strip.hasFocus()


def test_sentences_are_kept_one_by_one(scene: Scene) -> None:
    scene.draft()
    press(scene.strip, Qt.Key.Key_Down, CTRL)
    assert scene.text == TEXT + " He waited."
    press(scene.strip, Qt.Key.Key_Right, CTRL | SHIFT)
    assert scene.text == TEXT + DRAFT
    assert scene.strip.isHidden()


def test_part_can_be_kept_while_the_rest_is_written(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    scene.answer(DraftProgress(scene.task, " He waited."))
    press(scene.strip, Qt.Key.Key_Right, CTRL)
    scene.answer(DraftReady(scene.task, DRAFT, 12))
    assert scene.strip.text.startswith("waited. Nobody")
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + DRAFT


def test_undo_in_the_strip_takes_the_last_part_back(scene: Scene) -> None:
    scene.draft()
    press(scene.strip, Qt.Key.Key_Right, CTRL)
    press(scene.strip, Qt.Key.Key_Right, CTRL)
    press(scene.strip, Qt.Key.Key_Z, CTRL)
    assert scene.text == TEXT + " He"
    press(scene.strip, Qt.Key.Key_Z, CTRL)
    assert scene.text == TEXT
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + DRAFT


def test_space_before_the_caret_is_not_doubled(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(TEXT + " ")
    scene.draft()
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + DRAFT


def test_draft_goes_where_the_caret_was(scene: Scene) -> None:
    scene.draft()
    scene.window.editor.setFocus()
    press(scene.window.editor, Qt.Key.Key_Home, CTRL)
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    assert scene.strip.hasFocus()
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + DRAFT


def test_nothing_is_kept_when_the_text_there_has_changed(scene: Scene) -> None:
    scene.draft()
    scene.window.editor.setFocus()
    type_text(scene.window.editor, "!")
    scene.strip.setFocus()
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + "!"
    assert "has changed" in scene.strip.words


def test_selection_is_not_replaced(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_A, CTRL)
    scene.window.editor.selectAll()
    scene.draft()
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + DRAFT


# Others


def test_another_draft_is_written_and_both_can_be_turned_to(scene: Scene) -> None:
    scene.draft(" One.")
    press(scene.strip, Qt.Key.Key_BracketRight, ALT)
    scene.answer(DraftReady(scene.task, " Two.", 3))
    assert scene.strip.text == "Two."
    assert scene.strip.state == "2 of 2"
    press(scene.strip, Qt.Key.Key_BracketLeft, ALT)
    assert scene.strip.text == "One."
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + " One."


def test_answer_to_a_draft_given_up_is_dropped(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    old = scene.task
    press(scene.strip, Qt.Key.Key_Escape)
    press(scene.window.editor, Qt.Key.Key_Return, CTRL)
    scene.answer(DraftReady(old, " Old.", 3))
    assert scene.strip.text == ""


def test_another_document_takes_no_draft_along(scene: Scene) -> None:
    scene.draft()
    scene.window.editor.open_text("Other words.")
    assert scene.strip.isHidden()


# Briefs


def test_brief_that_the_model_cannot_follow_is_refused_in_words(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL | SHIFT)
    assert scene.strip.field.hasFocus()
    type_text(scene.strip.field, "storm, boat")
    assert scene.strip.state == "as keywords"
    assert "Keywords need" in scene.strip.words
    press(scene.strip.field, Qt.Key.Key_Return)
    assert not scene.worker.tasks
    assert scene.strip.is_briefing


def test_empty_brief_simply_goes_on(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL | SHIFT)
    press(scene.strip.field, Qt.Key.Key_Return)
    scene.answer(DraftReady(scene.task, DRAFT, 12))
    press(scene.strip, Qt.Key.Key_Return)
    assert scene.text == TEXT + DRAFT


def test_escape_leaves_the_brief(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_Return, CTRL | SHIFT)
    press(scene.strip.field, Qt.Key.Key_Escape)
    assert scene.strip.isHidden()
    assert scene.window.editor.hasFocus()


# Place


def test_strip_stands_within_the_window(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene("\n\n".join([TEXT] * 60))
    scene.draft(DRAFT * 12)
    editor = scene.window.editor
    assert scene.strip.geometry().bottom() <= editor.viewport().geometry().bottom()
    assert editor.cursorRect().top() >= 0
    assert scene.strip.y() > editor.cursorRect().bottom()


def test_strip_scrolls_with_the_page(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene("\n\n".join([TEXT] * 60))
    scene.draft()
    top = scene.strip.y()
    bar = scene.window.editor.verticalScrollBar()
    bar.setValue(bar.value() - 50)
    assert scene.strip.y() == top + 50


def test_text_below_the_strip_is_pushed_down_and_reached_there(
    make_scene: Callable[..., Scene],
) -> None:
    scene = make_scene("\n".join(["one.", *["I"] * 12]))
    editor = scene.window.editor
    press(editor, Qt.Key.Key_Home, CTRL)
    press(editor, Qt.Key.Key_End)
    before = editor.grab(editor.viewport().geometry()).toImage()
    scene.draft()
    strip, view = scene.strip.geometry(), editor.viewport()
    shift = strip.height() + 20
    line = editor.cursorRect().bottom() + 6
    after = editor.grab(view.geometry()).toImage()
    height = min(200, view.height() - line - shift)
    assert after.copy(0, line + shift, 40, height) == before.copy(0, line, 40, height)
    pushed = next(one for one in editor.findChildren(PushedText) if one.isVisible())
    target = editor.cursorRect(cursor_at(editor, 9)).center()
    place = pushed.mapFrom(editor, target + view.pos()) + QPoint(0, shift)
    scene.qtbot.mouseClick(pushed, Qt.MouseButton.LeftButton, pos=place)
    assert editor.textCursor().blockNumber() == cursor_at(editor, 9).blockNumber()
    press(scene.strip, Qt.Key.Key_Escape)
    assert not pushed.isVisible()


def cursor_at(editor: Editor, pos_u16: int) -> QTextCursor:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(pos_u16)
    return cursor


def test_composition_at_the_strip_stands_on_the_page_whole(scene: Scene) -> None:
    scene.draft()
    QApplication.sendEvent(scene.strip, QInputMethodEvent("ni", []))
    layout = scene.window.editor.textCursor().block().layout()
    assert layout.preeditAreaText() == "ni" and scene.strip.isVisible()
    commit = QInputMethodEvent("", [])
    commit.setCommitString("\u4f60")
    QApplication.sendEvent(scene.strip, commit)
    assert scene.text == TEXT + "\u4f60"
    assert not scene.strip.isVisible() and scene.window.editor.hasFocus()


def test_input_method_is_told_the_carets_place(scene: Scene) -> None:
    scene.draft()
    query, editor = Qt.InputMethodQuery.ImCursorRectangle, scene.window.editor
    caret = editor.cursorRect().translated(editor.viewport().pos())
    assert editor.inputMethodQuery(query).toRect() == caret
    assert scene.strip.inputMethodQuery(query).toRect().translated(scene.strip.pos()) == caret


def test_first_sentence_leaves_the_space_after_it() -> None:
    assert first_sentence(" It was. Then no.") == " It was."
    assert first_sentence("\n\nIt was.\n\nThen") == "\n\nIt was."
    assert first_sentence(" to the end") == " to the end"
    assert first_sentence("") == ""

"""Rewriting in the page: a scripted answer, real keys, the text changed only by the writer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import ALT, CTRL, NO_MODIFIER, SHIFT, press, type_text
from tests.ui.worker import InlineWorker
from writer_app.assist.fix.revision import Edit, apply_edits
from writer_app.assist.messages import (
    Failure,
    ModelState,
    Rewrite,
    RewriteProgress,
    RewriteReady,
    Status,
)
from writer_app.assist.rewriting.wish import Style
from writer_app.assist.session import Manners, Session
from writer_app.settings import Settings
from writer_app.ui.bridge import Bridge
from writer_app.ui.diff_patch import Patch
from writer_app.ui.editor import Editor
from writer_app.ui.ghost_keys import GhostKeys
from writer_app.ui.rewrite_room import RewriteRoom
from writer_app.ui.theme import DARK, LIGHT

OLD = "He go home. She stay here."
SELECTED = "He go to teh shop, and they was happy."
EDITS = (Edit(3, 5, "goes", "agreement"), Edit(9, 12, "the", "spelling"))


@dataclass
class Scene:
    """An editor, its rewriting, an inline worker, and what was told."""

    editor: Editor
    room: RewriteRoom
    worker: InlineWorker
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    wanting: list[str] = field(default_factory=list)

    @property
    def task_id(self) -> int:
        return max(self.worker.tasks)

    @property
    def is_open(self) -> bool:
        return self.room.view.isVisible()

    @property
    def words(self) -> str:
        return self.room.view.bar.words

    def fix(self, text: str = SELECTED) -> None:
        """Select a whole text and ask for it to be fixed."""
        self.editor.open_text(text)
        self.editor.selectAll()
        self.room.rewriting.start(Style.FIX)

    def answer(self, *versions: tuple[Edit, ...], text: str = SELECTED, refusal: str = "") -> None:
        rewrites = tuple(Rewrite(apply_edits(text, edits), edits) for edits in versions)
        self.worker.deliver(RewriteReady(self.task_id, rewrites, refusal))
        QApplication.processEvents()

    def find(self, edits: tuple[Edit, ...], reached: int) -> None:
        """Have the worker tell how far a Fix has come."""
        share = reached / len(SELECTED)
        message = RewriteProgress(self.task_id, 0, "", share, edits, reached)
        self.worker.deliver(message)

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER, text: str = ""
    ) -> None:
        press(self.room.view, key, modifiers, text)


@pytest.fixture
def scene(make_editor: Callable[..., Editor], keys: GhostKeys, qtbot: QtBot) -> Iterator[Scene]:
    workers: list[InlineWorker] = []

    def make_worker(deliver: object) -> InlineWorker:
        workers.append(InlineWorker(deliver))  # type: ignore[arg-type]
        return workers[-1]

    editor = make_editor(OLD)
    bridge = Bridge(editor, keys, Session(Manners()), make_worker)
    room = RewriteRoom(editor, bridge, frozenset(), LIGHT, Settings())
    made = Scene(editor, room, workers[0])
    room.rewriting.told.connect(made.told.append)
    room.refused.connect(made.refused.append)
    room.model_wanted.connect(made.wanting.append)
    with qtbot.waitSignal(bridge.status_changed):
        bridge.start()
    yield made
    bridge.close()


# What is shown, and what stays as it is


def test_nothing_changes_until_the_writer_decides(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    assert scene.is_open
    assert scene.editor.text() == SELECTED
    assert not scene.editor.document().isUndoAvailable()


def test_bar_tells_which_change_it_is_and_why(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    assert scene.words == "Fix 1 of 2 \u00b7 agreement"


def test_rewriting_is_shown_while_it_is_written(scene: Scene, qtbot: QtBot) -> None:
    scene.fix()
    scene.worker.deliver(RewriteProgress(scene.task_id, 0, "He goes to", 0.25))
    qtbot.waitUntil(lambda: scene.words == "Fix 25 %")
    assert scene.room.view.change_rects(0)
    assert scene.editor.text() == SELECTED


def test_fix_is_reviewed_while_it_goes_on(scene: Scene, qtbot: QtBot) -> None:
    scene.fix()
    scene.find(EDITS[:1], 8)
    qtbot.waitUntil(lambda: scene.words == "Fix 1 of 1 \u00b7 agreement \u00b7 21 %")
    scene.press(Qt.Key.Key_Y, text="y")
    assert scene.words == "Fix looking for more... \u00b7 21 %"
    assert scene.editor.text() == SELECTED
    scene.find(EDITS, 20)
    qtbot.waitUntil(lambda: "2 of 2 \u00b7 spelling" in scene.words)
    scene.answer(EDITS)
    scene.press(Qt.Key.Key_N, text="n")
    assert scene.editor.text() == apply_edits(SELECTED, EDITS[:1])


def test_fix_that_is_wholly_decided_is_applied_when_it_ends(scene: Scene, qtbot: QtBot) -> None:
    scene.fix()
    scene.find(EDITS, 20)
    qtbot.waitUntil(lambda: "1 of 2" in scene.words)
    scene.press(Qt.Key.Key_Y, text="y")
    scene.press(Qt.Key.Key_Y, text="y")
    assert scene.is_open
    scene.answer(EDITS)
    assert scene.editor.text() == apply_edits(SELECTED, EDITS)


def test_keeping_all_ends_a_fix_that_goes_on(scene: Scene, qtbot: QtBot) -> None:
    scene.fix()
    scene.find(EDITS[:1], 8)
    qtbot.waitUntil(lambda: "1 of 1" in scene.words)
    scene.press(Qt.Key.Key_Return, CTRL)
    assert scene.editor.text() == apply_edits(SELECTED, EDITS[:1])
    assert scene.worker.cancelled == [scene.task_id]


def test_no_ghost_shows_beside_a_diff(scene: Scene) -> None:
    type_text(scene.editor, " Once")
    scene.room.rewriting.start(Style.FIX)
    scene.worker.answer(" upon")
    QApplication.processEvents()
    assert scene.editor.ghost_text == ""


def test_text_below_is_pushed_down_and_comes_back(scene: Scene) -> None:
    scene.editor.open_text(f"{SELECTED}\nThe next paragraph.")
    scene.room.rewriting.start(Style.FIX)
    scene.answer((Edit(3, 5, "goes and goes and goes " * 20, "added"),))
    view, page = scene.room.view, scene.editor
    assert view.verticalScrollBar().maximum() > page.verticalScrollBar().maximum()
    scene.press(Qt.Key.Key_Escape)
    assert page.text().endswith("The next paragraph.")


# Keys


def test_kept_change_becomes_text_and_the_refused_one_does_not(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    scene.press(Qt.Key.Key_Y, text="y")
    assert scene.editor.text() == SELECTED
    scene.press(Qt.Key.Key_N, text="n")
    assert scene.editor.text() == apply_edits(SELECTED, EDITS[:1])
    assert not scene.is_open
    assert scene.editor.hasFocus()


def test_all_is_kept_by_one_key_and_taken_back_by_one_undo(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    scene.press(Qt.Key.Key_Return, CTRL)
    assert scene.editor.text() == apply_edits(SELECTED, EDITS)
    scene.editor.undo_step()
    assert scene.editor.text() == SELECTED
    scene.editor.redo_step()
    assert scene.editor.text() == apply_edits(SELECTED, EDITS)


def test_page_is_painted_whatever_was_decided(scene: Scene) -> None:
    edits = (
        Edit(0, 2, "They all of them", "reworded"),
        Edit(3, 5, "", "left out"),
        Edit(len(SELECTED), len(SELECTED), " The end.", "added"),
    )
    scene.fix()
    scene.answer(edits)
    for key in (Qt.Key.Key_N, Qt.Key.Key_Y):
        scene.press(key)
        assert not scene.room.view.grab().isNull()
    rects = [scene.room.view.change_rects(number) for number in range(3)]
    assert rects[0]
    assert not rects[1]
    assert rects[2]


def test_esc_leaves_the_text_as_it_was_whatever_was_kept(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    scene.press(Qt.Key.Key_Y, text="y")
    scene.press(Qt.Key.Key_Escape)
    assert scene.editor.text() == SELECTED
    assert not scene.is_open


def test_tab_goes_through_the_changes_both_ways(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    scene.press(Qt.Key.Key_Tab, text="\t")
    assert scene.words.startswith("Fix 2 of 2")
    scene.press(Qt.Key.Key_Backtab, SHIFT)
    assert scene.words.startswith("Fix 1 of 2")


@pytest.mark.parametrize(
    ("key", "modifiers", "is_claimed"),
    [
        (Qt.Key.Key_Return, CTRL, True),  # its own
        (Qt.Key.Key_B, CTRL, True),  # would change the page below
        (Qt.Key.Key_Z, CTRL, True),
        (Qt.Key.Key_S, CTRL, False),
        (Qt.Key.Key_F, ALT, False),  # the menu
    ],
)
def test_keys_of_menus_work_only_where_they_mean_something(
    scene: Scene, key: Qt.Key, modifiers: Qt.KeyboardModifier, is_claimed: bool
) -> None:
    scene.fix()
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    event.ignore()
    QApplication.sendEvent(scene.room.view, event)
    assert event.isAccepted() is is_claimed


def test_letters_typed_over_a_diff_go_nowhere(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    scene.press(Qt.Key.Key_Q, text="q")
    assert scene.is_open
    assert scene.editor.text() == SELECTED


def test_whoever_types_on_loses_no_letter(scene: Scene) -> None:
    scene.room.rewriting.start(Style.FIX)
    task_id = scene.task_id
    type_text(scene.room.view, "y")
    assert not scene.is_open
    assert scene.worker.cancelled == [task_id]
    assert scene.editor.hasFocus()
    assert scene.editor.text() == f"{OLD}y"


def test_letter_never_takes_the_place_of_a_selection_that_is_being_read(scene: Scene) -> None:
    scene.fix()
    type_text(scene.room.view, "y")
    assert scene.is_open
    assert scene.editor.text() == SELECTED


def test_click_makes_a_change_the_current_one(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    place = scene.room.view.change_rects(1)[0].center().toPoint()
    QTest.mouseClick(scene.room.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert scene.words.startswith("Fix 2 of 2")


def test_other_keys_of_the_writer_are_obeyed(scene: Scene) -> None:
    scene.room.set_settings(Settings(keys=(("keep_change", "J"),)))
    scene.fix()
    scene.answer(EDITS[:1])
    scene.press(Qt.Key.Key_J, text="j")
    assert scene.editor.text() == apply_edits(SELECTED, EDITS[:1])


# What is said


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what a screen reader is given to speak."""
    said: list[str] = []

    def announce(_: object, words: str, **__: object) -> None:
        said.append(words)

    monkeypatch.setattr("writer_app.ui.rewriting.announce", announce)
    return said


def test_changes_are_spoken_as_they_come_and_are_gone_through(
    scene: Scene, spoken: list[str]
) -> None:
    scene.fix()
    scene.answer(EDITS)
    assert spoken[-1] == "2 changes; first: \u201cgo\u201d becomes \u201cgoes\u201d, agreement"
    scene.press(Qt.Key.Key_Tab, text="\t")
    assert spoken[-1] == "2 of 2: \u201cteh\u201d becomes \u201cthe\u201d, spelling"
    scene.press(Qt.Key.Key_Return, CTRL)
    assert spoken[-1] == "2 changes kept"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit(3, 3, "now ", "added"), "one change: \u201cnow\u201d comes in, added"),
        (Edit(3, 6, "", "left out"), "one change: \u201cgo\u201d goes, left out"),
    ],
)
def test_what_comes_in_or_goes_is_spoken(
    scene: Scene, spoken: list[str], edit: Edit, words: str
) -> None:
    scene.fix()
    scene.answer((edit,))
    assert spoken[-1] == words


def test_parts_have_names_for_a_screen_reader(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    assert scene.room.view.accessibleName() == "Suggested changes"
    names = [part.accessibleName() for part in scene.room.view.bar._parts if part.isVisible()]
    assert "keep (Y)" in names


# Ends without a change


def test_cancelled_rewriting_ends_its_task_and_touches_nothing(scene: Scene) -> None:
    scene.fix()
    task_id = scene.task_id
    scene.press(Qt.Key.Key_Escape)
    scene.answer(EDITS)
    assert scene.worker.cancelled == [task_id]
    assert not scene.is_open
    assert scene.editor.text() == SELECTED


def test_nothing_to_change_is_said(scene: Scene) -> None:
    scene.fix()
    scene.answer(())
    assert scene.told == ["Nothing to fix here."]
    assert not scene.is_open
    notice = scene.room.notice
    assert notice.isVisible()
    assert scene.editor.rect().contains(notice.geometry())
    press(scene.editor, Qt.Key.Key_Left)
    assert not notice.isVisible()


def test_refusal_is_told_in_words(scene: Scene) -> None:
    scene.fix()
    scene.answer(refusal="The answer was no rewrite of the text.")
    assert scene.refused == ["The answer was no rewrite of the text."]
    assert not scene.is_open


def test_failure_of_the_model_is_told(scene: Scene) -> None:
    scene.fix()
    scene.worker.deliver(Failure(scene.task_id, "ModelRunFailed", "The model broke down."))
    QApplication.processEvents()
    assert scene.refused == ["The model broke down."]


def test_without_a_model_nothing_is_asked_and_the_reason_is_told(scene: Scene) -> None:
    scene.worker.deliver(Status(ModelState.MISSING, advice="There is no model."))
    QApplication.processEvents()
    scene.fix()
    assert scene.wanting == ["There is no model."]
    assert not scene.worker.tasks


def test_style_that_the_model_cannot_do_says_so(scene: Scene) -> None:
    scene.room.rewriting.start(Style.TRANSLATE, language="fr")
    assert "instruct model" in scene.wanting[0]
    assert not scene.is_open


def test_text_that_changed_meanwhile_is_left_alone(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    scene.editor.replace_each([(0, 0, "Oh. ")])
    assert scene.told == ["The text changed meanwhile, so nothing was applied."]
    assert scene.editor.text() == f"Oh. {SELECTED}"
    assert not scene.is_open


def test_empty_line_is_nothing_to_rewrite(scene: Scene) -> None:
    scene.editor.open_text("")
    scene.room.rewriting.start(Style.FIX)
    assert scene.told[0].startswith("Nothing to rewrite here")


def test_reading_only_is_no_place_to_rewrite(scene: Scene) -> None:
    scene.editor.setReadOnly(True)
    scene.room.rewriting.start(Style.FIX)
    assert scene.refused == ["This document can only be read here."]


# Versions


def test_other_versions_are_asked_for_and_gone_through(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("writer_app.ui.rewriting.obstacle", lambda *_: "")
    scene.editor.open_text(SELECTED)
    scene.editor.selectAll()
    scene.room.rewriting.start(Style.SHORTEN)
    scene.answer(EDITS[:1])
    scene.press(Qt.Key.Key_BracketRight, ALT)
    assert "another version" in scene.words
    scene.answer(EDITS[:1], EDITS[1:])
    assert "version 2 of 2" in scene.words
    scene.press(Qt.Key.Key_BracketLeft, ALT)
    assert "version 1 of 2" in scene.words
    scene.press(Qt.Key.Key_Return, CTRL)
    assert scene.editor.text() == apply_edits(SELECTED, EDITS[:1])


# The page around it


def test_diff_follows_another_theme_and_size(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    before = scene.room.view.change_rects(1)[0]
    scene.editor.set_look(DARK, Settings(font_size_px=28))
    scene.room.set_theme(DARK)
    QApplication.processEvents()
    assert scene.room.view.change_rects(1)[0].height() > before.height()


def test_diff_follows_the_size_of_the_page(scene: Scene, qtbot: QtBot) -> None:
    scene.fix(f"{SELECTED} " * 12)
    scene.answer(EDITS, text=f"{SELECTED} " * 12)
    scene.editor.resize(500, 400)
    qtbot.waitUntil(lambda: scene.room.view.size() == scene.editor.size())
    bar = scene.room.view.bar.geometry()
    assert scene.room.view.viewport().rect().contains(bar)


def test_change_far_down_is_scrolled_to(scene: Scene) -> None:
    text = "\n".join(f"{number}. {SELECTED}" for number in range(80))
    last = text.rindex("go")
    scene.fix(text)
    scene.answer((Edit(3, 5, "x", ""), Edit(last, last + 2, "goes", "")), text=text)
    scene.press(Qt.Key.Key_Tab, text="\t")
    seen = scene.room.view.viewport().rect()
    assert seen.contains(scene.room.view.change_rects(1)[0].toRect())


def test_only_what_comes_into_sight_is_laid_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Patch] = []

    def counting(*arguments: Any) -> Patch:
        made.append(Patch(*arguments))
        return made[-1]

    monkeypatch.setattr("writer_app.ui.diff_flow.Patch", counting)
    text = "\n".join([SELECTED] * 500)
    starts = range(3, len(text), len(SELECTED) + 1)
    scene.fix(text)
    scene.answer(tuple(Edit(start, start + 2, "goes", "") for start in starts), text=text)
    assert 0 < len(made) < 100


def test_several_paragraphs_are_one_undo_step(scene: Scene) -> None:
    text = "He go.\n\nShe stay.\n\nThe end."
    edits = (Edit(3, 5, "goes", ""), Edit(6, 8, " ", ""), Edit(12, 16, "stays", ""))
    scene.fix(text)
    scene.answer(edits, text=text)
    scene.press(Qt.Key.Key_Return, CTRL)
    assert scene.editor.text() == apply_edits(text, edits)
    scene.editor.undo_step()
    assert scene.editor.text() == text


def test_page_does_not_jump_when_a_diff_comes_and_goes(scene: Scene) -> None:
    scene.fix("\n".join([SELECTED] * 60))
    bar = scene.editor.verticalScrollBar()
    bar.setValue(300)
    scene.room.rewriting.start(Style.FIX)
    assert scene.room.view.verticalScrollBar().value() == 300
    scene.press(Qt.Key.Key_Escape)
    assert bar.value() == 300


def test_mouse_does_not_reach_the_page_below(scene: Scene) -> None:
    scene.fix()
    scene.answer(EDITS)
    caret = scene.editor.textCursor().position()
    place = scene.room.view.change_rects(0)[0].center().toPoint()
    QTest.mouseDClick(scene.room.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert scene.editor.textCursor().position() == caret
    assert scene.room.view.rect() == scene.editor.rect()

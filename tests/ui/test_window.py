"""The window as a whole: a scripted worker, real keys."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import ALT, CTRL, NO_MODIFIER, SHIFT, press, type_text
from tests.ui.worker import InlineWorker
from writer_app.assist.messages import Message, ModelState, RequestKind, Status
from writer_app.documents.formats.foreign import read_foreign, render
from writer_app.documents.formats.kinds import Format
from writer_app.settings import Settings, load_settings
from writer_app.ui import window as window_module
from writer_app.ui.desk import Choice
from writer_app.ui.dialogs import about_window
from writer_app.ui.theme import THEMES
from writer_app.ui.window import Window


@dataclass
class Answers:
    """Dialogs answered beforehand; what was asked is noted."""

    to_open: Path | None = None
    to_save: Path | None = None
    to_export: Path | None = None
    unsaved: Choice = Choice.DISCARD
    asked: list[str] = field(default_factory=list)

    def path_to_open(self, _: Path | None) -> Path | None:
        self.asked.append("open")
        return self.to_open

    def path_to_save(self, _: Path | None) -> Path | None:
        self.asked.append("save")
        return self.to_save

    def path_to_export(self, _: Path) -> Path | None:
        self.asked.append("export")
        return self.to_export

    def about_unsaved(self, name: str) -> Choice:
        self.asked.append(name)
        return self.unsaved


class ScreenReader:
    """Stands in for Qt's side of a screen reader that listens."""

    @staticmethod
    def isActive() -> bool:  # noqa: N802
        return True


@dataclass
class Scene:
    """A window that stands, its worker, and its dialogs' answers."""

    window: Window
    worker: InlineWorker
    answers: Answers
    settings_path: Path
    qtbot: QtBot

    def type(self, text: str) -> None:
        type_text(self.window.editor, text)

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER, text: str = ""
    ) -> None:
        press(self.window.editor, key, modifiers, text)

    def see_ghost(self, shown: str) -> None:
        self.qtbot.waitUntil(lambda: self.window.editor.ghost_text == shown)


@pytest.fixture
def make_scene(qtbot: QtBot, tmp_path: Path) -> Callable[..., Scene]:
    def make(settings: Settings | None = None) -> Scene:
        workers: list[InlineWorker] = []

        def make_worker(deliver: Callable[[Message], None]) -> InlineWorker:
            workers.append(InlineWorker(deliver))
            return workers[-1]

        answers = Answers()
        path = tmp_path / "settings.json"
        window = Window(settings or Settings(), path, make_worker, dialogs=answers)
        qtbot.addWidget(window, before_close_func=lambda w: w.editor.mark_saved())
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.editor.setFocus()
        qtbot.waitUntil(window.editor.hasFocus)
        with qtbot.waitSignal(window.bridge.status_changed):
            window.start()
        return Scene(window, workers[0], answers, path, qtbot)

    return make


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    return make_scene()


# The trip of a key


def test_typing_asks_and_the_answer_shows(scene: Scene) -> None:
    scene.type("Once upon")
    assert scene.worker.posted[-1].before == "Once upon"
    scene.worker.answer(" a time")
    scene.see_ghost(" a time")


def test_newer_key_cancels_the_running_request(scene: Scene) -> None:
    scene.type("Once")
    running = scene.worker.posted[-1].request_id
    scene.type(" u")
    assert running in scene.worker.cancelled


def test_answer_to_an_older_text_is_never_shown(scene: Scene) -> None:
    scene.type("Once")
    old = scene.worker.posted[-1]
    scene.type(" more")
    scene.worker.posted.append(old)
    scene.worker.answer(" upon")
    QApplication.processEvents()
    assert scene.window.editor.ghost_text == ""


def test_letters_typed_through_a_ghost_ask_nothing(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon a time")
    scene.see_ghost(" upon a time")
    n_asked = len([r for r in scene.worker.posted if r.kind is RequestKind.GHOST])
    scene.type(" up")
    assert scene.window.editor.ghost_text == "on a time"
    assert len([r for r in scene.worker.posted if r.kind is RequestKind.GHOST]) == n_asked


def test_word_by_word_the_rest_stays(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon a time")
    scene.see_ghost(" upon a time")
    scene.press(Qt.Key.Key_Right, CTRL)
    assert scene.window.editor.text() == "Once upon"
    assert scene.window.editor.ghost_text == " a time"


def test_streaming_grows_the_ghost(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon", is_final=False)
    scene.see_ghost(" upon")
    scene.worker.answer(" upon a time")
    scene.see_ghost(" upon a time")


def test_esc_is_silent_until_the_next_word(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon a time")
    scene.see_ghost(" upon a time")
    scene.press(Qt.Key.Key_Escape, text="\x1b")
    n_posted = len(scene.worker.posted)
    scene.type("l")
    assert scene.window.editor.ghost_text == ""
    assert len(scene.worker.posted) == n_posted


def test_ask_now_asks_without_a_threshold(scene: Scene) -> None:
    scene.type("Once")
    scene.press(Qt.Key.Key_Semicolon, CTRL)
    assert scene.worker.posted[-1].is_asked


def test_prefetch_goes_out_behind_the_ghost(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon a time")
    scene.see_ghost(" upon a time")
    assert scene.worker.posted[-1].kind is RequestKind.PREFETCH
    assert scene.worker.posted[-1].before == "Once upon a time"


# Ideas


def hold_ask(scene: Scene) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, CTRL)
    QApplication.sendEvent(scene.window.editor, event)
    scene.qtbot.waitUntil(lambda: scene.worker.posted[-1].n > 1)
    scene.worker.answer(" one way", " another way", " a third way")
    scene.qtbot.waitUntil(scene.window.ideas.isVisible)


def test_held_ask_opens_ideas_and_a_number_picks_one(scene: Scene) -> None:
    scene.type("Go")
    hold_ask(scene)
    press(scene.window.ideas, Qt.Key.Key_2, text="2")
    assert scene.window.editor.text() == "Go another way"
    assert scene.window.editor.hasFocus()


def test_arrow_and_return_pick_an_idea(scene: Scene) -> None:
    scene.type("Go")
    hold_ask(scene)
    press(scene.window.ideas, Qt.Key.Key_Down)
    press(scene.window.ideas, Qt.Key.Key_Down)
    press(scene.window.ideas, Qt.Key.Key_Return)
    assert scene.window.editor.text() == "Go a third way"


def test_letter_closes_the_ideas_and_reaches_the_page(scene: Scene) -> None:
    scene.type("Go")
    hold_ask(scene)
    press(scene.window.ideas, Qt.Key.Key_X, text="x")
    assert not scene.window.ideas.isVisible()
    assert scene.window.editor.text() == "Gox"


def test_space_still_held_does_not_close_the_ideas(scene: Scene) -> None:
    scene.type("Go")
    hold_ask(scene)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, NO_MODIFIER, " ", autorep=True)
    QApplication.sendEvent(scene.window.ideas, held)
    assert scene.window.ideas.isVisible()
    assert scene.window.editor.text() == "Go"


def test_esc_closes_the_ideas_before_anything_else(scene: Scene) -> None:
    scene.type("Go")
    hold_ask(scene)
    press(scene.window.ideas, Qt.Key.Key_Escape)
    assert not scene.window.ideas.isVisible()
    assert scene.window.editor.text() == "Go"


# Modes and keys


def test_ctrl_alt_g_switches_ghosts_off_and_on(scene: Scene) -> None:
    scene.window.toggle_ghosts()
    n_posted = len(scene.worker.posted)
    scene.type("Once")
    assert len(scene.worker.posted) == n_posted
    scene.window.toggle_ghosts()
    scene.type(" u")
    assert len(scene.worker.posted) > n_posted
    assert scene.window.settings.ghost_mode == "typing"


def test_peek_shows_only_while_held(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(Settings(ghost_mode="peek"))
    scene.type("Once")
    assert scene.worker.posted == []
    editor = scene.window.editor
    for key in (Qt.Key.Key_Control, Qt.Key.Key_Alt):
        QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, key, NO_MODIFIER))
    scene.worker.answer(" upon a time")
    scene.see_ghost(" upon a time")
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, NO_MODIFIER))
    assert editor.ghost_text == ""


def test_without_tab_right_at_the_line_end_takes(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(Settings(no_tab=True))
    scene.type("Once")
    scene.worker.answer(" upon")
    scene.see_ghost(" upon")
    scene.press(Qt.Key.Key_Right)
    assert scene.window.editor.text() == "Once upon"


def test_without_tab_tab_is_a_tab(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(Settings(no_tab=True))
    scene.type("Once")
    scene.worker.answer(" upon")
    scene.see_ghost(" upon")
    scene.press(Qt.Key.Key_Tab, text="\t")
    assert scene.window.editor.text() == "Once\t"


def test_own_key_takes_the_ghost(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(Settings(keys=(("take_ghost", "F2"),)))
    scene.type("Once")
    scene.worker.answer(" upon")
    scene.see_ghost(" upon")
    scene.press(Qt.Key.Key_F2)
    assert scene.window.editor.text() == "Once upon"


# Hint, status, bars


def test_first_ghost_brings_the_hint_and_taking_one_sends_it_away(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon")
    scene.see_ghost(" upon")
    assert "Tab to take it" in scene.window.hint.words
    scene.press(Qt.Key.Key_Tab, text="\t")
    assert scene.window.hint.words == ""
    assert load_settings(scene.settings_path)[0].hint_seen


def test_first_word_taken_leaves_the_rest_of_the_ghost(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon a time")
    scene.see_ghost(" upon a time")
    scene.press(Qt.Key.Key_Right, CTRL)
    assert scene.window.settings.hint_seen
    assert scene.window.editor.ghost_text == " a time"


def test_ghost_is_spoken_once_it_stands_still(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(window_module, "announce", lambda _, words: spoken.append(words))
    monkeypatch.setattr(window_module, "QAccessible", ScreenReader)
    scene.type("Once")
    scene.worker.answer(" upon")
    scene.see_ghost(" upon")
    scene.qtbot.waitUntil(lambda: spoken == [" upon"])


def test_hint_sent_away_never_comes_back(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(Settings(hint_seen=True))
    scene.type("Once")
    scene.worker.answer(" upon")
    scene.see_ghost(" upon")
    assert scene.window.hint.words == ""


def test_missing_model_costs_nothing_but_the_ghost(scene: Scene) -> None:
    with scene.qtbot.waitSignal(scene.window.bridge.status_changed):
        scene.worker.deliver(Status(ModelState.MISSING, advice="There is no model."))
    scene.type("Once")
    assert scene.window.editor.text() == "Once"
    assert "typing is fine" in scene.window.status_line.model_words


def test_latency_is_told_once_a_ghost_came(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon")
    scene.see_ghost(" upon")
    assert scene.window.status_line.model_words.endswith(" ms")


def test_words_and_name_are_told(scene: Scene) -> None:
    scene.type("one two three")
    assert scene.window.status_line.count_words == "3 words"
    assert "not saved" in scene.window.status_line.name_words


def test_esc_closes_the_bar_when_no_ghost_stands(scene: Scene) -> None:
    scene.window.say("Something to know.")
    scene.press(Qt.Key.Key_Escape, text="\x1b")
    assert scene.window.bar.words == ""


def test_esc_sends_the_ghost_away_before_the_bar(scene: Scene) -> None:
    scene.type("Once")
    scene.worker.answer(" upon")
    scene.see_ghost(" upon")
    scene.window.say("Something to know.")
    scene.press(Qt.Key.Key_Escape, text="\x1b")
    assert scene.window.editor.ghost_text == ""
    assert scene.window.bar.words == "Something to know."


# Files


def test_save_asks_for_a_name_and_writes_the_text(scene: Scene, tmp_path: Path) -> None:
    scene.answers.to_save = tmp_path / "story.md"
    scene.type("Once\n")
    scene.press(Qt.Key.Key_S, CTRL)
    scene.qtbot.waitUntil(lambda: scene.window.desk.path is not None)
    assert (tmp_path / "story.md").read_bytes() == b"Once\n"
    assert scene.window.status_line.name_words == "story.md"


def test_untouched_file_is_saved_byte_for_byte(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    raw = "\ufeffa\u00a0b\r\nc\u2028d\ne\r\nlast \U0001f600".encode()
    path.write_bytes(raw)
    assert scene.window.desk.open(path)
    assert scene.window.desk.save()
    assert path.read_bytes() == raw


def test_file_changed_by_another_program_is_not_overwritten(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    scene.window.desk.open(path)
    path.write_text("another program's words")
    scene.type("x")
    assert not scene.window.desk.save()
    assert path.read_text() == "another program's words"
    assert "another program" in scene.window.bar.words
    assert scene.window.editor.text() == "xone"


def test_file_that_cannot_be_read_is_a_line_over_the_page(scene: Scene, tmp_path: Path) -> None:
    scene.type("mine")
    assert not scene.window.desk.open(tmp_path)
    assert "folder" in scene.window.bar.words
    assert scene.window.editor.text() == "mine"


def test_new_name_begins_empty_and_is_made_by_saving(scene: Scene, tmp_path: Path) -> None:
    assert scene.window.desk.open(tmp_path / "new.md")
    scene.type("first")
    assert scene.window.desk.save()
    assert (tmp_path / "new.md").read_text() == "first"


def test_close_asks_about_unsaved_text_and_can_be_stopped(scene: Scene) -> None:
    scene.type("mine")
    scene.answers.unsaved = Choice.CANCEL
    assert not scene.window.close()
    assert scene.answers.asked == ["Untitled"]
    assert scene.worker.n_closed == 0
    scene.answers.unsaved = Choice.DISCARD
    assert scene.window.close()
    assert scene.worker.n_closed == 1


def test_close_saves_when_asked_to(scene: Scene, tmp_path: Path) -> None:
    scene.type("mine")
    scene.answers.unsaved = Choice.SAVE
    scene.answers.to_save = tmp_path / "kept.md"
    assert scene.window.close()
    assert (tmp_path / "kept.md").read_text() == "mine"


def test_dropped_word_document_opens_as_a_working_copy(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(render("# Head\n\n**bold** ![x](y.png)", Format.DOCX)[0])
    scene.window.editor.files_dropped.emit([path])
    assert scene.window.editor.text() == "# Head\n\n**bold** *[Picture: x]*\n"
    assert scene.window.bar.words == "a.docx is open as a working copy in Markdown."
    assert scene.window.status_line.name_words == "a.docx"


def test_export_writes_what_stands_on_the_page_and_leaves_the_document(
    scene: Scene, tmp_path: Path
) -> None:
    scene.answers.to_export = tmp_path / "a.odt"
    scene.type("# Head")
    with scene.qtbot.waitSignal(scene.window.exports.finished):
        scene.press(Qt.Key.Key_E, CTRL | SHIFT)
    assert read_foreign(tmp_path / "a.odt").file.text == "# Head\n"
    assert scene.window.bar.words == "Exported to a.odt."
    assert scene.window.desk.path is None
    assert not scene.window.editor.is_saved


def test_undo_key_reaches_the_page_once(scene: Scene) -> None:
    scene.type("one two")
    scene.press(Qt.Key.Key_Z, CTRL)
    assert scene.window.editor.text() == "one "
    scene.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert scene.window.editor.text() == "one two"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_parts_of_the_status_line_open_what_they_speak_of(scene: Scene) -> None:
    for signal in (
        scene.window.status_line.name_clicked,
        scene.window.status_line.model_clicked,
    ):
        signal.emit()
        popup = QApplication.activePopupWidget()
        assert popup is not None
        popup.close()
    scene.window.status_line.words_clicked.emit()
    assert scene.window.counting.panel.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_help_opens_windows_that_block_nothing(scene: Scene) -> None:
    about = about_window(scene.window, "scripted (MIT)")
    about.open()
    assert "Nothing you write leaves it" in about.text()
    about.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_context_menu_is_the_windows_own(scene: Scene) -> None:
    scene.type("one two")
    asked: list[QPoint] = []
    scene.window.editor.menu_asked.connect(lambda point, _: asked.append(point))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(50, 60))
    QApplication.sendEvent(scene.window.editor.viewport(), event)
    assert asked == [QPoint(50, 60)]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_alt_with_a_letter_types_nothing(scene: Scene) -> None:
    scene.press(Qt.Key.Key_X, ALT, "x")
    assert scene.window.editor.text() == ""


def test_theme_is_kept(scene: Scene) -> None:
    scene.window.change(theme="sepia")
    assert load_settings(scene.settings_path)[0].theme == "sepia"


def test_every_theme_colours_page_and_status_line(scene: Scene) -> None:
    for name in ("dark", "sepia", "light", "contrast", "dark"):
        scene.window.change(theme=name)
        QApplication.processEvents()
        page = scene.window.grab().toImage()
        theme = THEMES[name]
        assert page.pixelColor(40, 300).name() == theme.page.lower()
        assert page.pixelColor(600, 300).name() == theme.page.lower()
        assert page.pixelColor(300, page.height() - 5).name() == theme.page.lower()

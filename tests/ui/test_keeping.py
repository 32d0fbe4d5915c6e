"""A window that keeps its text: journal, autosave, recovery, versions, other windows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, press, type_text
from tests.ui.worker import InlineWorker
from writer_app.documents.journal import read_journal
from writer_app.documents.safe import Safe
from writer_app.settings import Settings
from writer_app.ui.desk import Choice
from writer_app.ui.keeping import Keeping
from writer_app.ui.kept_texts import KeptTexts
from writer_app.ui.kept_window import KeptWindow
from writer_app.ui.keymap import Action
from writer_app.ui.window import Window

WAIT_S = 20


@dataclass
class Answers:
    """Dialogs answered beforehand; what was asked is noted."""

    to_save: Path | None = None
    unsaved: Choice = Choice.CANCEL
    forget: bool = True
    asked: list[str] = field(default_factory=list)

    def path_to_open(self, _: Path | None) -> Path | None:
        return None

    def path_to_save(self, _: Path | None) -> Path | None:
        self.asked.append("save")
        return self.to_save

    def about_unsaved(self, name: str) -> Choice:
        self.asked.append(name)
        return self.unsaved

    def may_forget(self) -> bool:
        self.asked.append("forget")
        return self.forget


class Scene:
    """A window on a folder of kept text, and a writer's hands."""

    def __init__(self, qtbot: QtBot, kept: Path, settings: Settings) -> None:
        self.qtbot = qtbot
        self.kept = kept
        self.answers = Answers()
        self.window = Window(settings, None, InlineWorker, dialogs=self.answers, kept_folder=kept)
        qtbot.addWidget(self.window, before_close_func=lambda w: w.editor.mark_saved())
        self.window.show()
        self.editor = self.window.editor

    @property
    def keeping(self) -> Keeping:
        assert self.window.keeping is not None
        return self.window.keeping

    @property
    def kept_texts(self) -> KeptTexts:
        assert self.window.kept_texts is not None
        return self.window.kept_texts

    def start(self) -> None:
        with self.qtbot.waitSignal(self.keeping.found):
            self.window.start()

    def type(self, text: str) -> None:
        type_text(self.editor, text)

    def settle(self) -> None:
        """Let the documents thread finish what it was asked for, and Qt hear of it."""
        self.keeping._keeper.ask(Safe.sync).result(WAIT_S)
        QApplication.processEvents()

    def journal(self) -> str:
        self.settle()
        [journal] = self.kept.glob("journals/*.journal")
        return read_journal(journal).text

    def crash(self) -> None:
        """End the documents thread as a kill would: nothing is saved or removed."""
        self.keeping._keeper.close()
        self.window.hide()
        self.editor.mark_saved()

    def bar(self) -> str:
        return self.window.bar.words


@pytest.fixture
def make_scene(qtbot: QtBot, tmp_path: Path) -> Callable[..., Scene]:
    def make(settings: Settings | None = None) -> Scene:
        return Scene(qtbot, tmp_path / "kept", settings or Settings(hint_seen=True))

    return make


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    return make_scene()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "novel.md"
    path.write_text("One \U0001f600.\n")
    return path


def compared_with_disk(scene: Scene) -> KeptWindow:
    """Wait until the page stands beside what is on disk."""
    window = scene.kept_texts.window
    assert window is not None
    scene.qtbot.waitUntil(lambda: bool(window.view.toPlainText()))
    return window


# The journal


def test_every_edit_reaches_the_journal(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    press(scene.editor, Qt.Key.Key_End, CTRL)
    scene.type("Two \U0001f601.")
    press(scene.editor, Qt.Key.Key_Backspace)
    scene.editor.undo_step()
    assert scene.journal() == scene.editor.text()


def test_opened_text_alone_makes_no_journal(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.settle()
    assert not list(scene.kept.glob("journals/*"))


def test_journal_that_grew_gets_the_whole_text(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("writer_app.documents.journal.MAX_EDITS", 3)
    scene.type("abc")
    scene.settle()
    scene.type("d")
    assert scene.journal() == "abcd"
    [journal] = scene.kept.glob("journals/*.journal")
    assert read_journal(journal).n_edits == 1


def test_full_disk_is_told_and_the_text_stays(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("writer_app.documents.journal.replace_file", no_room)
    scene.type("mine")
    scene.settle()
    assert "disk is full" in scene.bar()
    assert scene.editor.text() == "mine"
    assert scene.window.status_line.name_words == "Untitled \u00b7 not saved yet"
    assert not scene.window.close(), "what can be kept nowhere is asked about"
    assert scene.answers.asked == ["Untitled"]


# Saving by itself


def test_text_is_saved_in_place_after_a_pause(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    assert scene.window.status_line.name_words == "novel.md \u00b7 edited"
    with scene.qtbot.waitSignal(scene.keeping.saved):
        scene.keeping._pause.timeout.emit()
    assert path.read_text() == "xOne \U0001f600.\n"
    assert scene.window.status_line.name_words == "novel.md \u00b7 saved"
    assert scene.editor.is_saved


def test_pause_and_longest_wait_run_while_text_is_written(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    assert scene.keeping._pause.isActive() and scene.keeping._longest.isActive()
    assert scene.keeping._longest.interval() <= 30_000


def test_text_typed_meanwhile_is_not_called_saved(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    with scene.qtbot.waitSignal(scene.keeping.saved):
        scene.keeping.autosave()
        scene.type("y")
    assert not scene.editor.is_saved
    assert path.read_text() == "xOne \U0001f600.\n"


def test_undo_to_what_was_opened_is_saved_again(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    with scene.qtbot.waitSignal(scene.keeping.saved):
        scene.keeping.autosave()
    scene.editor.undo_step()
    assert not scene.editor.is_saved
    with scene.qtbot.waitSignal(scene.keeping.saved):
        scene.keeping.autosave()
    assert path.read_text() == "One \U0001f600.\n"


def test_text_without_a_file_is_not_saved_anywhere(scene: Scene, tmp_path: Path) -> None:
    scene.type("idea")
    scene.keeping.autosave()
    scene.settle()
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]
    assert scene.window.status_line.name_words == "Untitled \u00b7 kept"


def test_saving_by_itself_can_be_switched_off(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.window._menus.autosave.trigger()
    assert not scene.window.settings.autosave
    scene.type("x")
    scene.keeping.autosave()
    scene.settle()
    assert path.read_text() == "One \U0001f600.\n"


def test_conflict_is_offered_once_and_solved_by_the_writer(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    path.write_text("from elsewhere")
    scene.type("x")
    with scene.qtbot.waitSignal(scene.keeping.save_failed):
        scene.keeping.autosave()
    assert "another program" in scene.bar()
    scene.keeping.autosave()
    scene.settle()
    assert path.read_text() == "from elsewhere"
    scene.window.bar._action.click()
    compared_with_disk(scene).buttons[0].click()  # keep mine
    assert path.read_text() == "xOne \U0001f600.\n"
    assert scene.editor.is_saved


def test_line_about_trouble_goes_once_the_file_is_saved(
    scene: Scene, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    scene.window.desk.open(path)
    scene.type("x")
    with monkeypatch.context() as patch:
        patch.setattr("writer_app.documents.text_file.replace_file", no_room)
        assert not scene.window.desk.save()
    assert "full" in scene.bar()
    assert scene.window.desk.save()
    assert scene.bar() == ""


def test_trouble_with_the_disk_is_told_once(
    scene: Scene, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    scene.window.desk.open(path)
    scene.type("x")
    scene.settle()
    told: list[str] = []
    scene.keeping.save_failed.connect(lambda words, _: told.append(words))
    with monkeypatch.context() as patch:
        patch.setattr("writer_app.documents.text_file.replace_file", no_room)
        for _ in range(2):
            scene.keeping.autosave()
            scene.settle()
    assert len(told) == 1 and "disk is full" in told[0]
    scene.keeping.autosave()
    scene.settle()
    assert path.read_text() == "xOne \U0001f600.\n"


def test_save_key_waits_for_the_disk(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    assert scene.window.desk.save()
    assert path.read_text() == "xOne \U0001f600.\n"


# Closing


def test_closing_saves_a_file_unasked(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    assert scene.window.close()
    assert scene.answers.asked == []
    assert path.read_text() == "xOne \U0001f600.\n"
    assert not list(scene.kept.glob("journals/*")) and not list(scene.kept.glob("locks/*"))


def test_closing_asks_when_the_file_cannot_be_saved(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    path.write_text("from elsewhere")
    scene.type("x")
    assert not scene.window.close()
    assert scene.answers.asked == ["novel.md"]


def test_text_without_a_file_is_back_at_the_next_start(
    scene: Scene, make_scene: Callable[..., Scene]
) -> None:
    scene.type("An idea, \U0001f600")
    assert scene.window.close()
    assert scene.answers.asked == []
    again = make_scene()
    again.start()
    assert again.editor.text() == "An idea, \U0001f600"
    assert "back" in again.bar()
    assert again.journal() == "An idea, \U0001f600"


def test_text_let_go_leaves_nothing(scene: Scene) -> None:
    scene.type("idea")
    scene.answers.unsaved = Choice.DISCARD
    scene.window.desk.new()
    scene.settle()
    assert scene.answers.asked == ["Untitled"]
    assert not list(scene.kept.glob("journals/*"))


# Recovery


def crashed(scene: Scene, path: Path) -> None:
    """Have a window end in the middle of typing."""
    scene.window.desk.open(path)
    scene.type("unsaved ")
    scene.settle()
    scene.crash()


def test_crash_is_offered_in_a_bar_and_taken_up_in_a_window(
    scene: Scene, make_scene: Callable[..., Scene], path: Path
) -> None:
    crashed(scene, path)
    again = make_scene()
    again.start()
    assert "novel.md was not saved" in again.bar()
    assert again.editor.text() == ""
    with again.qtbot.waitSignal(again.keeping.compared):
        again.window.bar._action.click()
    window = again.kept_texts.window
    assert window is not None and "unsaved" in window.view.toPlainText()
    window.buttons[1].click()
    assert again.editor.text() == "unsaved One \U0001f600.\n"
    assert path.read_text() == "One \U0001f600.\n"
    again.editor.undo_step()
    assert again.editor.text() == "One \U0001f600.\n"


def test_recovered_text_is_in_the_new_journal_and_the_old_one_gone(
    scene: Scene, make_scene: Callable[..., Scene], path: Path
) -> None:
    crashed(scene, path)
    again = make_scene()
    again.start()
    again.kept_texts.show_found()
    assert again.kept_texts.window is not None
    again.kept_texts.window.buttons[1].click()
    assert again.journal() == "unsaved One \U0001f600.\n"


def test_recovery_keeps_the_saved_text_as_a_version(
    scene: Scene, make_scene: Callable[..., Scene], path: Path
) -> None:
    crashed(scene, path)
    again = make_scene()
    again.start()
    again.kept_texts.show_found()
    assert again.kept_texts.window is not None
    again.kept_texts.window.buttons[1].click()
    with again.qtbot.waitSignal(again.keeping.listed) as listed:
        again.kept_texts.show_versions()
    assert listed.args is not None and len(listed.args[0].versions) == 1


def test_later_means_offered_again_at_the_next_start(
    scene: Scene, make_scene: Callable[..., Scene], path: Path
) -> None:
    crashed(scene, path)
    second = make_scene()
    second.start()
    assert second.window.close()
    third = make_scene()
    third.start()
    assert "novel.md was not saved" in third.bar()


def test_discarded_text_is_gone(scene: Scene, make_scene: Callable[..., Scene], path: Path) -> None:
    crashed(scene, path)
    again = make_scene()
    again.start()
    again.kept_texts.show_found()
    assert again.kept_texts.window is not None
    again.kept_texts.window.buttons[0].click()
    again.settle()
    assert not list(again.kept.glob("journals/*"))


def test_recovered_text_whose_folder_is_gone_comes_without_a_name(
    scene: Scene, make_scene: Callable[..., Scene], tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "a.md").write_text("one")
    crashed(scene, folder / "a.md")
    (folder / "a.md").unlink()
    folder.rmdir()
    again = make_scene()
    again.start()
    again.kept_texts.show_found()
    assert again.kept_texts.window is not None
    again.kept_texts.window.buttons[1].click()
    assert again.editor.text() == "unsaved one"
    assert again.window.desk.path is None


def test_found_text_waits_while_something_else_is_open(
    scene: Scene, make_scene: Callable[..., Scene], path: Path
) -> None:
    scene.type("idea")
    assert scene.window.close()
    again = make_scene()
    again.window.desk.open(path)
    again.start()
    assert again.editor.text() == "One \U0001f600.\n"
    assert "A text without a name was not saved" in again.bar()


# Versions


def open_versions(scene: Scene) -> KeptWindow:
    with scene.qtbot.waitSignal(scene.keeping.compared):
        scene.window._menus.actions[Action.VERSIONS].trigger()
    window = scene.kept_texts.window
    assert window is not None
    return window


def test_version_is_brought_back_as_one_step(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    scene.window.desk.save()
    window = open_versions(scene)
    assert window.rows.count() == 2
    with scene.qtbot.waitSignal(scene.keeping.compared):
        window.rows.setCurrentRow(1)
    assert "adds one word and takes one word away" in window.summary.text()
    window.buttons[0].click()
    assert scene.editor.text() == "One \U0001f600.\n"
    scene.editor.undo_step()
    assert scene.editor.text() == "xOne \U0001f600.\n"


def test_text_on_the_page_is_kept_before_a_version_comes_back(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    scene.window.desk.save()
    scene.type("never saved")
    window = open_versions(scene)
    window.buttons[0].click()
    with scene.qtbot.waitSignal(scene.keeping.listed) as listed:
        scene.kept_texts.show_versions()
    assert listed.args is not None and len(listed.args[0].versions) == 3


def test_versions_of_a_text_without_a_file_are_not_offered(scene: Scene) -> None:
    assert not scene.window._menus.actions[Action.VERSIONS].isEnabled()
    scene.kept_texts.show_versions()
    assert "first save" in scene.bar()


# Forgetting, other windows, other programs


def test_forgetting_asks_once_and_removes_all(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.type("x")
    scene.window.desk.save()
    with scene.qtbot.waitSignal(scene.keeping.told):
        scene.window._menus.actions[Action.FORGET].trigger()
    assert scene.answers.asked == ["forget"]
    assert "gone" in scene.bar()
    assert not list(scene.kept.glob("versions/*"))


def test_forgetting_refused_keeps_all(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.window.desk.save()
    scene.answers.forget = False
    scene.window._menus.actions[Action.FORGET].trigger()
    scene.settle()
    assert list(scene.kept.glob("versions/*"))


def test_second_window_on_a_file_can_only_read(
    scene: Scene, make_scene: Callable[..., Scene], path: Path
) -> None:
    scene.window.desk.open(path)
    scene.settle()
    other = make_scene()
    with other.qtbot.waitSignal(other.keeping.told):
        other.window.desk.open(path)
    other.type("x")
    other.editor.take("ghost")
    QApplication.clipboard().setText("pasted")
    other.editor.paste_clipboard()
    assert other.editor.text() == "One \U0001f600.\n"
    assert "only be read" in other.bar()
    assert "read only" in other.window.status_line.name_words
    other.answers.to_save = path.with_name("copy.md")
    assert other.window.desk.save_as()
    other.type("x")
    assert other.editor.text() == "xOne \U0001f600.\n"


def test_document_is_free_again_once_the_other_window_has_let_go(
    scene: Scene, make_scene: Callable[..., Scene], path: Path
) -> None:
    scene.window.desk.open(path)
    scene.settle()
    other = make_scene()
    other.window.desk.open(path)
    other.qtbot.waitUntil(other.editor.isReadOnly)
    scene.window.desk.new()
    scene.settle()
    other.window.came_to_front()
    other.qtbot.waitUntil(lambda: not other.editor.isReadOnly())
    other.type("x")
    assert other.editor.text() == "xOne \U0001f600.\n"
    assert "free again" in other.bar()


def test_change_on_disk_is_noticed_when_the_window_comes_to_the_front(
    scene: Scene, path: Path
) -> None:
    scene.window.activateWindow()
    scene.qtbot.waitUntil(scene.window.isActiveWindow)
    scene.window.desk.open(path)
    scene.settle()
    path.write_text("from elsewhere")
    with scene.qtbot.waitSignal(scene.keeping.disk_changed):
        QApplication.sendEvent(scene.window, QEvent(QEvent.Type.ActivationChange))
    assert "another program" in scene.bar()
    scene.window.bar._action.click()
    window = compared_with_disk(scene)
    assert "elsewhere" in window.view.toPlainText()
    window.buttons[1].click()  # load it
    assert scene.editor.text() == "from elsewhere"
    assert scene.editor.is_saved


def test_file_taken_away_is_told_and_made_again_by_saving(scene: Scene, path: Path) -> None:
    scene.window.desk.open(path)
    scene.settle()
    path.unlink()
    with scene.qtbot.waitSignal(scene.keeping.disk_changed):
        scene.keeping.check_disk()
    assert "gone" in scene.bar()
    assert scene.window.desk.save()
    assert path.read_text() == "One \U0001f600.\n"


def test_unsaved_text_is_kept_as_a_version_before_the_file_is_loaded_again(
    scene: Scene, path: Path
) -> None:
    scene.window.desk.open(path)
    scene.type("mine ")
    path.write_text("from elsewhere")
    assert scene.window.desk.reload()
    with scene.qtbot.waitSignal(scene.keeping.listed) as listed:
        scene.kept_texts.show_versions()
    assert listed.args is not None and len(listed.args[0].versions) == 1


def test_key_path_hands_over_edits_only(
    scene: Scene, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.window.desk.open(path)
    scene.settle()
    posted: list[str] = []
    monkeypatch.setattr(
        scene.keeping._keeper, "post", lambda method, *_, **__: posted.append(method.__name__)
    )
    monkeypatch.setattr(
        scene.keeping._keeper, "ask", lambda method, *_, **__: posted.append(method.__name__)
    )
    scene.type("abc")
    assert posted == []
    monkeypatch.undo()
    assert scene.journal() == "abcOne \U0001f600.\n"


def test_second_close_waits_for_nobody(scene: Scene) -> None:
    scene.type("idea")
    assert scene.window.close()
    assert scene.window.close()


def test_journal_that_works_again_is_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("writer_app.documents.journal.replace_file", no_room)
        scene.type("a")
        scene.settle()
    monkeypatch.setattr("writer_app.documents.kept_journal.RETRY_AFTER_S", 0)
    scene.type("b")
    scene.settle()
    assert scene.journal() == "ab"
    assert "kept safe again" in scene.bar()
    assert scene.window.status_line.name_words == "Untitled \u00b7 kept"


def test_edits_that_do_not_add_up_are_mended_by_a_save(
    scene: Scene, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.window.desk.open(path)
    scene.keeping._tap._pieces = ["wrong"]
    assert scene.window.desk.save()
    assert path.read_text() == "One \U0001f600.\n"
    assert scene.keeping._tap.text == "One \U0001f600.\n"

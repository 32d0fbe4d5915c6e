"""Spelling on the page: marks in view, suggestions, the next slip, own words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.hands import CTRL, press, show_ghost, type_text
from writer_app.assist.fix.dictionary import Dictionary
from writer_app.assist.spelling import Speller
from writer_app.documents.own_words import OwnWords
from writer_app.ui.context_menu import ContextMenu
from writer_app.ui.editor import Editor
from writer_app.ui.misspellings import carried
from writer_app.ui.own_words_window import OwnWordsWindow
from writer_app.ui.spellers import Spellers
from writer_app.ui.spelling import Spelling
from writer_app.ui.theme import LIGHT

WORDS = "the keeper opened door light turned and was there again for while a of".split()  # noqa: SIM905


def load() -> Speller:
    return Speller(Dictionary(dict.fromkeys(WORDS, 10)), {}, {})


@pytest.fixture
def spellers(tmp_path: Path) -> Spellers:
    made = Spellers(load, OwnWords(tmp_path / "dictionary.txt"), run=lambda job: job())
    made.choose("any")
    QApplication.processEvents()
    return made


class Scene:
    """A page whose words are checked."""

    def __init__(self, editor: Editor, spellers: Spellers) -> None:
        self.editor = editor
        self.spelling = Spelling(editor, editor, LIGHT, spellers)
        self.menu = ContextMenu(editor, ())
        self.spelling.join(self.menu)

    def check(self) -> None:
        self.spelling.marks._later.stop()
        self.spelling.marks.check_slice()

    def marked(self) -> list[str]:
        document = self.editor.document()
        found = []
        for number in range(document.blockCount()):
            block = document.findBlockByNumber(number)
            for start, end in self.spelling.marks._shown_in(block):
                found.append(block.text()[start:end])
        return found

    def lines(self, pos_u16: int) -> list[str]:
        menu = QMenu(self.editor)
        self.spelling.add_lines(menu, pos_u16)
        return [line.text() for line in menu.actions() if line.text()]

    def pick(self, pos_u16: int, words: str) -> None:
        menu = QMenu(self.editor)
        self.spelling.add_lines(menu, pos_u16)
        next(line for line in menu.actions() if line.text() == words).trigger()


@pytest.fixture
def make_scene(make_editor: Callable[..., Editor], spellers: Spellers) -> Callable[[str], Scene]:
    def make(text: str) -> Scene:
        scene = Scene(make_editor(text), spellers)
        scene.check()
        return scene

    return make


def test_misspelt_words_in_view_are_marked(make_scene: Callable[[str], Scene]) -> None:
    scene = make_scene("the keepr opened\n```\nteh code\n```\nteh light")
    assert scene.marked() == ["keepr", "teh"]


def test_nothing_below_the_view_is_looked_at(make_scene: Callable[[str], Scene]) -> None:
    scene = make_scene("the light\n" * 500 + "keepr")
    press(scene.editor, Qt.Key.Key_Home, CTRL)
    assert len(scene.spelling.marks._known) < 50


def test_the_word_being_typed_is_left_alone(make_scene: Callable[[str], Scene]) -> None:
    scene = make_scene("the")
    type_text(scene.editor, " keepr")
    scene.check()
    assert scene.marked() == []
    type_text(scene.editor, " ")
    scene.check()
    assert scene.marked() == ["keepr"]


def test_marks_stay_while_their_paragraph_is_written_in(
    make_scene: Callable[[str], Scene],
) -> None:
    scene = make_scene("the keepr and teh light")
    press(scene.editor, Qt.Key.Key_Home)
    type_text(scene.editor, "again ")
    assert scene.marked() == ["keepr", "teh"]


def test_marks_are_carried_over_a_change() -> None:
    assert carried("a teh b", "an teh b", ((2, 5),)) == ((3, 6),)
    assert carried("teh a b", "teh a bc", ((0, 3),)) == ((0, 3),)
    assert carried("a teh b", "a tehx b", ((2, 5),)) == ((2, 5),)
    assert carried("a teh b", "a the b", ((2, 5),)) == ()


def test_marking_is_no_change(make_scene: Callable[[str], Scene]) -> None:
    scene = make_scene("the keepr")
    changes: list[int] = []
    scene.editor.document().contentsChange.connect(lambda *_: changes.append(1))
    scene.check()
    scene.editor.grab()
    assert changes == [] and not scene.editor.document().isUndoAvailable()
    assert scene.editor.is_saved


def test_a_ghost_pushes_marks_along(make_scene: Callable[[str], Scene]) -> None:
    scene = make_scene("the  keepr")
    cursor = scene.editor.textCursor()
    cursor.setPosition(4)
    scene.editor.setTextCursor(cursor)
    QApplication.processEvents()
    before = scene.editor.grab().toImage()
    show_ghost(scene.editor, "light")
    assert scene.editor.ghost_text
    assert scene.marked() == ["keepr"]
    assert scene.editor.grab().toImage() != before


def test_menu_offers_and_puts_in_a_suggestion_as_one_step(
    make_scene: Callable[[str], Scene],
) -> None:
    scene = make_scene("\U0001f600. Keepr opened")
    assert scene.lines(6)[0] == "Keeper"
    scene.pick(6, "Keeper")
    assert scene.editor.text() == "\U0001f600. Keeper opened"
    scene.editor.undo_step()
    assert scene.editor.text() == "\U0001f600. Keepr opened"
    assert scene.lines(12) == []


def test_own_words_are_kept_and_can_be_taken_back(
    make_scene: Callable[[str], Scene], spellers: Spellers, tmp_path: Path
) -> None:
    scene = make_scene("the grombl and the Grombl")
    scene.pick(5, "&Add to My Dictionary")
    scene.check()
    assert scene.marked() == []
    assert OwnWords(tmp_path / "dictionary.txt").words == ("grombl",)
    spellers.remove("grombl")
    scene.check()
    assert "grombl" in scene.marked()


def test_ignored_word_is_right_on_this_page_only(
    make_scene: Callable[[str], Scene], spellers: Spellers
) -> None:
    scene = make_scene("the grombl and grombl")
    scene.pick(5, "&Ignore in This Document")
    assert scene.marked() == []
    assert spellers.own.words == ()


def test_ignored_word_can_be_marked_again(make_scene: Callable[[str], Scene]) -> None:
    scene = make_scene("the grombl")
    told: list[int] = []
    scene.spelling.ignoring.connect(lambda: told.append(1))
    scene.pick(5, "&Ignore in This Document")
    assert scene.lines(1) == []
    scene.pick(5, "Ignore \u201cgrombl\u201d No &Longer")
    assert scene.marked() == ["grombl"] and len(told) == 2


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no real screen
def test_next_misspelling_goes_round_and_opens_the_menu(
    make_scene: Callable[[str], Scene], qtbot: QtBot
) -> None:
    scene = make_scene("the keepr and\nlight doro")
    selected = []
    for _ in range(3):
        scene.spelling.go_to_next()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.close()
        selected.append(scene.editor.textCursor().selectedText())
    assert selected == ["keepr", "doro", "keepr"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no real screen
@pytest.mark.parametrize("is_ignored", [False, True])
def test_word_that_was_only_looked_at_is_not_replaced_by_the_next_letter(
    make_scene: Callable[[str], Scene], qtbot: QtBot, is_ignored: bool
) -> None:
    scene = make_scene("the keepr and")
    press(scene.editor, Qt.Key.Key_Home, CTRL)
    scene.spelling.go_to_next()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    line = next(one for one in menu.actions() if one.text() == "&Ignore in This Document")
    menu.close()
    if is_ignored:
        line.trigger()
    qtbot.waitUntil(lambda: not scene.editor.textCursor().hasSelection())
    assert scene.editor.textCursor().position() == len("the keepr")


def test_next_misspelling_says_when_there_is_none(
    make_scene: Callable[[str], Scene], qtbot: QtBot
) -> None:
    scene = make_scene("the light\n" * 300)
    with qtbot.waitSignal(scene.spelling.told) as told:
        scene.spelling.go_to_next()
    assert "No misspelt" in told.args[0]


def test_off_marks_nothing_and_says_how_to_begin(
    make_scene: Callable[[str], Scene], spellers: Spellers, qtbot: QtBot
) -> None:
    scene = make_scene("the keepr")
    spellers.choose("off")
    assert scene.lines(5) == []
    with qtbot.waitSignal(scene.spelling.told):
        scene.spelling.go_to_next()


def test_suggestion_for_a_word_that_changed_meanwhile_does_nothing(
    make_scene: Callable[[str], Scene],
) -> None:
    scene = make_scene("the keepr")
    menu = QMenu(scene.editor)
    scene.spelling.add_lines(menu, 5)
    cursor = QTextCursor(scene.editor.document())
    cursor.insertText("x")
    menu.actions()[0].trigger()
    assert scene.editor.text() == "xthe keepr"


def test_own_words_window_adds_and_removes(spellers: Spellers, qtbot: QtBot) -> None:
    window = OwnWordsWindow(None, spellers, LIGHT)
    qtbot.addWidget(window)
    window.field.setText("grombl")
    window.adding.click()
    assert spellers.own.words == ("grombl",)
    window.list.selectAll()
    window.removing.click()
    assert spellers.own.words == () and window.list.count() == 0


def test_words_are_read_on_a_thread_once(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr("writer_app.ui.spellers.LOAD_AFTER_MS", 0)
    spellers = Spellers(load, OwnWords(None))
    with qtbot.waitSignal(spellers.changed):
        spellers.choose("uk")
    qtbot.waitUntil(lambda: spellers.speller is not None)
    assert spellers.speller is not None and spellers.speller.region == "uk"

"""The summary panel in the window: asked for, read, followed, kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.hands import ALT, CTRL, press, type_text
from tests.ui.worker import InlineWorker
from writer_app.assist.messages import (
    Failure,
    Message,
    ModelState,
    Status,
    SummaryProgress,
    SummaryReady,
)
from writer_app.assist.roles import Role
from writer_app.assist.summarize import Extract, Length, Summary
from writer_app.assist.worker import Worker
from writer_app.documents.sidecar import read_sidecar, sidecar_of
from writer_app.engine.scripted import ScriptedModel
from writer_app.settings import Settings
from writer_app.ui.bridge import WorkerHandle
from writer_app.ui.summaries import fitted
from writer_app.ui.summary_panel import SummaryPanel
from writer_app.ui.window import Window

TEXT = (
    "# The Lighthouse\n\n"
    "The keeper had not spoken to anyone since the supply boat in March. He had kept the "
    "light for eleven years. \U0001f30a In all that time nobody had come up the rock at night.\n\n"
    "## The Report\n\n"
    "The inquiry sat for three days in the town hall. It found that the ferry had carried "
    "twice the number she was built for. The keeper read the report in the paper a month later.\n"
)


@dataclass
class Scene:
    """A window that stands with a document, and its worker."""

    window: Window
    worker: InlineWorker
    qtbot: QtBot

    @property
    def panel(self) -> SummaryPanel:
        return self.window.findChild(SummaryPanel)  # type: ignore[no-any-return]

    def summarise(self) -> None:
        """Press the key and let the worker do what was asked."""
        self.window.summaries.toggle()
        self.run()

    def run(self) -> None:
        self.worker.run_task(max(self.worker.tasks))
        self.qtbot.waitUntil(lambda: not self.window.summaries.is_running)

    def choose(self, word: str) -> None:
        """Click one of the panel's choices."""
        for row in (self.panel.scope, self.panel.length, self.panel.form):
            for value, button in row._buttons.items():
                if value == word:
                    button.click()

    def select(self, words: str) -> None:
        """Select words on the page."""
        editor = self.window.editor
        cursor = editor.document().find(words)
        assert cursor.hasSelection()
        editor.setTextCursor(cursor)
        QApplication.processEvents()

    def sentences(self) -> list[str]:
        return [line.text for line in self.panel.text.lines]


@pytest.fixture
def make_scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Scene]]:
    windows: list[Window] = []

    def make(path: Path | None = None, text: str = TEXT, *, is_keeping: bool = False) -> Scene:
        workers: list[InlineWorker] = []

        def make_worker(deliver: Callable[[Message], None]) -> WorkerHandle:
            workers.append(InlineWorker(deliver))
            return workers[-1]

        kept = tmp_path / "kept" if is_keeping else None
        window = Window(Settings(hint_seen=True), None, make_worker, kept_folder=kept)
        windows.append(window)
        qtbot.addWidget(window, before_close_func=lambda w: w.editor.mark_saved())
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        with qtbot.waitSignal(window.bridge.status_changed):
            window.start()
        if path is not None:
            path.write_text(text, encoding="utf-8")
            window.desk.open(path)
        elif text:
            window.editor.open_text(text)
        window.editor.setFocus()
        return Scene(window, workers[0], qtbot)

    yield make
    for window in windows:
        window.editor.mark_saved()
        window.close()


@pytest.fixture
def scene(make_scene: Callable[..., Scene]) -> Scene:
    return make_scene()


# Asking


def test_key_opens_the_panel_with_a_summary_of_the_document(scene: Scene) -> None:
    press(scene.window.editor, Qt.Key.Key_S, CTRL | ALT)
    assert scene.panel.isVisible()
    scene.run()
    assert len(scene.sentences()) >= 1
    assert all(sentence in TEXT for sentence in scene.sentences())
    assert scene.panel.text.hasFocus()


def test_only_the_selection_is_summarised(scene: Scene) -> None:
    scene.select("He had kept the light for eleven years.")
    scene.summarise()
    assert scene.panel.scope.value == "selection"
    assert scene.sentences() == ["He had kept the light for eleven years."]


def test_section_is_the_one_with_the_caret(scene: Scene) -> None:
    scene.select("three days")
    press(scene.window.editor, Qt.Key.Key_Right)
    scene.summarise()
    scene.choose("section")
    scene.run()
    report = TEXT[TEXT.index("## The Report") :]
    assert all(sentence in report for sentence in scene.sentences())


def test_points_stand_one_a_line(scene: Scene) -> None:
    scene.summarise()
    scene.choose("points")
    scene.run()
    scene.choose("long")
    scene.run()
    assert scene.panel.text.toPlainText().count("\u2013\u2002") == len(scene.sentences()) > 1


def test_arrow_keys_choose_among_the_lengths(scene: Scene) -> None:
    scene.summarise()
    medium = scene.panel.length._buttons["medium"]
    medium.setFocus()
    press(medium, Qt.Key.Key_Right)
    assert scene.panel.length.value == "long"
    assert scene.window.summaries.is_running


def test_empty_page_says_what_to_do(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(text="")
    scene.window.summaries.toggle()
    assert "Nothing is written yet" in scene.panel.words
    assert not scene.worker.tasks


def test_selection_that_is_not_there_is_asked_for(scene: Scene) -> None:
    scene.summarise()
    scene.choose("selection")
    assert "Select some text" in scene.panel.words


def test_text_without_sentences_says_so(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(text="```\nx = 1\n```\n")
    scene.summarise()
    assert "no sentences" in scene.panel.words


def test_emoji_alone_are_answered_sensibly(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(text="\U0001f30a\U0001f30a \U0001f30a\n")
    scene.summarise()
    assert scene.panel.words or scene.sentences()


def test_summary_needs_no_model(scene: Scene) -> None:
    with scene.qtbot.waitSignal(scene.window.bridge.status_changed):
        scene.worker.deliver(Status(ModelState.MISSING, advice="Choose a model."))
    scene.window.summaries.toggle()
    assert scene.worker.roles[max(scene.worker.tasks)] is Role.NONE


def test_summary_is_made_without_a_model_that_cannot_be_had(scene: Scene) -> None:
    scene.window.summaries.toggle()
    task = max(scene.worker.tasks)
    scene.worker.deliver(Failure(task, "ModelMissing", "Choose a model."))
    scene.qtbot.waitUntil(lambda: max(scene.worker.tasks) > task)
    assert scene.worker.roles[max(scene.worker.tasks)] is Role.NONE
    scene.worker.deliver(Failure(max(scene.worker.tasks), "ModelMissing", "Choose a model."))
    scene.qtbot.waitUntil(lambda: scene.panel.words == "Choose a model.")


def test_failure_is_told_in_the_panel(scene: Scene) -> None:
    scene.window.summaries.toggle()
    scene.worker.deliver(Failure(max(scene.worker.tasks), "ModelError", "Try again."))
    scene.qtbot.waitUntil(lambda: scene.panel.words == "Try again.")


# Running


def test_progress_is_shown_and_escape_stops_it(scene: Scene) -> None:
    scene.window.summaries.toggle()
    assert scene.panel.share == 0.0
    press(scene.panel.text, Qt.Key.Key_Escape)
    assert max(scene.worker.tasks) in scene.worker.cancelled
    assert scene.panel.share is None
    assert scene.panel.isVisible()


def test_second_escape_closes_and_gives_the_page_the_keyboard(scene: Scene) -> None:
    scene.summarise()
    press(scene.panel.text, Qt.Key.Key_Escape)
    assert scene.panel.isHidden()
    assert scene.window.editor.hasFocus()


def test_its_key_goes_to_the_panel_and_then_closes_it(scene: Scene) -> None:
    scene.summarise()
    scene.window.editor.setFocus()
    scene.window.summaries.toggle()
    assert scene.panel.text.hasFocus()
    scene.window.summaries.toggle()
    assert scene.panel.isHidden()


def test_new_choice_ends_what_runs(scene: Scene) -> None:
    scene.window.summaries.toggle()
    first = max(scene.worker.tasks)
    scene.choose("short")
    assert first in scene.worker.cancelled
    assert max(scene.worker.tasks) > first


def test_text_may_change_while_a_summary_is_made(scene: Scene) -> None:
    scene.window.summaries.toggle()
    press(scene.window.editor, Qt.Key.Key_Home, CTRL)
    type_text(scene.window.editor, "New words before it all.\n")
    scene.run()
    press(scene.panel.text, Qt.Key.Key_Space)
    span = scene.window.summaries.trail.mark.span_u16
    assert span is not None
    assert marked(scene) == scene.sentences()[0]


def test_words_of_a_model_stream_and_are_tied_or_marked(scene: Scene) -> None:
    scene.window.summaries.toggle()
    task = max(scene.worker.tasks)
    scene.worker.deliver(SummaryProgress(task, 0.5, "A keeper"))
    scene.qtbot.waitUntil(lambda: scene.sentences() == ["A keeper"])
    start = TEXT.index("He had kept")
    sentences = (
        Extract("A keeper kept a light.", ((start, start + 39), (20, 40))),
        Extract("He was happy.", ()),
    )
    words = "A keeper kept a light. He was happy."
    made = Summary(words, sentences, Length.MEDIUM, False, "abstractive", "Tiny")
    scene.worker.deliver(SummaryReady(task, made))
    scene.qtbot.waitUntil(lambda: len(scene.sentences()) == 2)
    assert [line.has_passages for line in scene.panel.text.lines] == [True, False]
    assert "Tiny" in scene.panel.note
    press(scene.panel.text, Qt.Key.Key_Space)
    assert marked(scene) == "He had kept the light for eleven years."
    press(scene.panel.text, Qt.Key.Key_Space)
    assert marked(scene) == TEXT[20:40]
    press(scene.panel.text, Qt.Key.Key_Down)
    press(scene.panel.text, Qt.Key.Key_Return)
    assert scene.panel.text.hasFocus()


# Following


def marked(scene: Scene) -> str:
    """Give the words of the page that are marked."""
    span = scene.window.summaries.trail.mark.span_u16
    if span is None:
        return ""
    cursor = scene.window.editor.textCursor()
    cursor.setPosition(span[0])
    cursor.setPosition(span[1], cursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def test_space_marks_the_passage_and_the_caret_stays(scene: Scene) -> None:
    scene.summarise()
    caret = scene.window.editor.textCursor().position()
    press(scene.panel.text, Qt.Key.Key_End)
    press(scene.panel.text, Qt.Key.Key_Space)
    assert marked(scene) == scene.sentences()[-1]
    assert scene.window.editor.textCursor().position() == caret
    assert scene.panel.text.hasFocus()


def test_return_goes_to_the_passage(scene: Scene) -> None:
    scene.summarise()
    press(scene.panel.text, Qt.Key.Key_End)
    press(scene.panel.text, Qt.Key.Key_Return)
    editor = scene.window.editor
    assert editor.hasFocus()
    rest = editor.text().encode("utf-16-le")[2 * editor.textCursor().position() :]
    assert rest.decode("utf-16-le").startswith(scene.sentences()[-1])


def test_click_shows_the_passage_of_its_sentence(scene: Scene) -> None:
    scene.summarise()
    view = scene.panel.text
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 8))
    assert marked(scene) == scene.sentences()[0]


def test_mark_is_no_change_of_the_document(scene: Scene) -> None:
    scene.summarise()
    press(scene.panel.text, Qt.Key.Key_Space)
    scene.window.editor.repaint()
    assert scene.window.editor.is_saved
    assert scene.window.editor.text() == TEXT
    assert not scene.window.editor.document().isUndoAvailable()


def test_changed_passage_marks_its_sentence_stale(scene: Scene) -> None:
    scene.summarise()
    sentence = scene.sentences()[0]
    scene.select(sentence.split()[2])
    type_text(scene.window.editor, "xyz")
    scene.qtbot.waitUntil(lambda: scene.panel.text.lines[0].is_stale)
    assert [line.is_stale for line in scene.panel.text.lines[1:]].count(True) == 0
    scene.window.editor.undo_step()
    scene.qtbot.waitUntil(lambda: not scene.panel.text.lines[0].is_stale)


def test_letters_right_after_a_passage_do_not_make_it_stale(scene: Scene) -> None:
    scene.summarise()
    press(scene.panel.text, Qt.Key.Key_Return)
    scene.select(scene.sentences()[0])
    press(scene.window.editor, Qt.Key.Key_Right)
    type_text(scene.window.editor, " More.")
    scene.window.summaries.trail.check()
    assert not scene.panel.text.lines[0].is_stale


def test_passage_that_was_moved_is_found_again(scene: Scene) -> None:
    scene.summarise()
    sentence, editor = scene.sentences()[0], scene.window.editor
    scene.select(sentence)
    editor.cut_selection()
    press(editor, Qt.Key.Key_End, CTRL)
    type_text(editor, "\n" + sentence)
    scene.window.summaries.trail.check()
    assert not scene.panel.text.lines[0].is_stale
    press(scene.panel.text, Qt.Key.Key_Space)
    assert marked(scene) == sentence


# Taking


def test_copy_puts_the_whole_summary_on_the_clipboard(scene: Scene) -> None:
    scene.summarise()
    press(scene.panel.text, Qt.Key.Key_C, CTRL)
    shown = scene.window.summaries.shown
    assert shown is not None
    assert QApplication.clipboard().text() == shown.text


def test_insert_is_one_undo_step_and_spares_the_selection(scene: Scene) -> None:
    scene.select("He had kept the light for eleven years.")
    scene.summarise()
    scene.panel.insert_asked.emit()
    text = scene.window.editor.text()
    assert text.count("He had kept the light for eleven years.") == 2
    scene.window.editor.undo_step()
    assert scene.window.editor.text() == TEXT


@pytest.mark.parametrize(
    ("text", "place", "is_alone", "fit"),
    [
        ("", 0, False, "Sum."),
        ("It was.", 7, False, " Sum."),
        ("It was. ", 8, False, "Sum."),
        ("It was.", 0, False, "Sum. "),
        ("\U0001f30a", 2, False, " Sum."),
        ("It was.", 7, True, "\n\nSum."),
        ("It was.", 3, True, "\n\nSum.\n\n"),
        ("It.\n\n", 5, True, "Sum."),
    ],
)
def test_summary_fits_in_at_the_caret(text: str, place: int, is_alone: bool, fit: str) -> None:
    document = QTextDocument()
    document.setPlainText(text)
    cursor = QTextCursor(document)
    cursor.setPosition(place)
    assert fitted("Sum.", cursor, is_alone=is_alone) == fit


# Keeping


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Lighthouse.md"


def test_summary_is_kept_beside_the_document(make_scene: Callable[..., Scene], path: Path) -> None:
    scene = make_scene(path, is_keeping=True)
    scene.summarise()
    scene.qtbot.waitUntil(sidecar_of(path).exists)
    scene.qtbot.waitUntil(lambda: read_sidecar(path).is_shown)
    assert read_sidecar(path).summaries[0].text == scene.window.summaries.shown.text  # type: ignore[union-attr]


def test_kept_summary_comes_back_with_its_document(
    make_scene: Callable[..., Scene], path: Path
) -> None:
    first = make_scene(path, is_keeping=True)
    first.summarise()
    first.qtbot.waitUntil(sidecar_of(path).exists)
    first.window.close()
    again = make_scene(path, TEXT.replace("eleven", "twelve"), is_keeping=True)
    again.qtbot.waitUntil(again.panel.isVisible)
    assert again.sentences() == first.sentences()
    assert not again.worker.tasks
    assert again.window.editor.hasFocus()
    stale = [line.text for line in again.panel.text.lines if line.is_stale]
    assert stale == [text for text in first.sentences() if "eleven" in text]


def test_kept_summary_says_when_the_text_has_grown_elsewhere(
    make_scene: Callable[..., Scene], path: Path
) -> None:
    first = make_scene(path, is_keeping=True)
    first.summarise()
    first.qtbot.waitUntil(sidecar_of(path).exists)
    first.window.close()
    again = make_scene(path, TEXT + "\nOne more paragraph.\n", is_keeping=True)
    again.qtbot.waitUntil(again.panel.isVisible)
    assert not any(line.is_stale for line in again.panel.text.lines)
    assert "though not under these" in again.panel.words


def test_panel_that_was_closed_stays_closed(make_scene: Callable[..., Scene], path: Path) -> None:
    first = make_scene(path, is_keeping=True)
    first.summarise()
    first.window.summaries.close()
    first.window.close()
    again = make_scene(path, is_keeping=True)
    with again.qtbot.waitSignal(again.window.keeping.summaries_read):  # type: ignore[union-attr]
        again.window.keeping.read_summaries(path)  # type: ignore[union-attr]
    assert again.panel.isHidden()
    again.window.summaries.toggle()
    assert again.sentences() == first.sentences()
    assert not again.worker.tasks


def test_nothing_is_kept_where_nothing_is_to_be_kept(
    make_scene: Callable[..., Scene], path: Path
) -> None:
    scene = make_scene(path)
    scene.summarise()
    scene.window.close()
    assert not sidecar_of(path).exists()


def test_forgetting_removes_the_sidecar_too(make_scene: Callable[..., Scene], path: Path) -> None:
    scene = make_scene(path, is_keeping=True)
    scene.summarise()
    scene.qtbot.waitUntil(sidecar_of(path).exists)
    scene.window.keeping.forget()  # type: ignore[union-attr]
    scene.qtbot.waitUntil(lambda: not sidecar_of(path).exists())
    assert scene.window.summaries.shown is None


def test_another_document_shows_nothing_of_the_first(scene: Scene, tmp_path: Path) -> None:
    scene.summarise()
    other = tmp_path / "other.md"
    other.write_text("Other words.\n")
    scene.window.editor.mark_saved()
    scene.window.desk.open(other)
    assert scene.panel.isHidden()
    assert scene.window.summaries.shown is None


def test_narrow_window_lays_the_panel_over_the_page(scene: Scene) -> None:
    width = scene.window.editor.width()
    scene.window.resize(480, 600)
    QApplication.processEvents()
    narrow = scene.window.editor.width()
    scene.window.summaries.toggle()
    assert scene.window.editor.width() == narrow < width
    scene.run()
    press(scene.panel.text, Qt.Key.Key_Return)
    assert scene.panel.isHidden()


def test_worker_of_the_app_summarises_between_keys(qtbot: QtBot) -> None:
    window = Window(Settings(hint_seen=True), None, lambda deliver: Worker(ScriptedModel, deliver))
    qtbot.addWidget(window, before_close_func=lambda w: w.editor.mark_saved())
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitSignal(window.bridge.status_changed):
        window.start()
    window.editor.open_text(TEXT)
    press(window.editor, Qt.Key.Key_S, CTRL | ALT)
    qtbot.waitUntil(lambda: window.summaries.shown is not None)
    assert window.summaries.shown.sentences[0].text in TEXT

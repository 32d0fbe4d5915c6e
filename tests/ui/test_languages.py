"""The interface speaks English and Simplified Chinese, all of it, and changes while it stands."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.worker import InlineWorker
from writer_app.assist.messages import Message
from writer_app.settings import Settings
from writer_app.ui.languages import Languages, language_of, translation_file
from writer_app.ui.phrases import read_phrases
from writer_app.ui.translation import tr, translated
from writer_app.ui.window import Window

CHINESE = "zh_CN"


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    yield made
    made.use("en")
    made.deleteLater()


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Callable[[str], Window]]:
    windows: list[Window] = []

    def make(language: str) -> Window:
        def make_worker(deliver: Callable[[Message], None]) -> InlineWorker:
            return InlineWorker(deliver)

        window = Window(Settings(language=language), None, make_worker)
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        QApplication.processEvents()
        return window

    yield make
    for window in windows:
        window.change(language="en")


def words_of(window: QWidget) -> list[str]:
    """Give every word that a window shows or tells a screen reader, in order."""
    words = []
    for shown in [window, *window.findChildren(QWidget), *window.findChildren(QAction)]:
        for name in (
            "windowTitle",
            "text",
            "title",
            "toolTip",
            "accessibleName",
            "placeholderText",
        ):
            value = shown.property(name)
            if isinstance(value, str) and value and (name == "text" or type(shown) is not QAction):
                words.append(f"{type(shown).__name__}.{name}: {value}")
    return words


def test_a_window_changes_its_language_as_if_begun_in_it(
    make_window: Callable[[str], Window],
) -> None:
    window = make_window("en")
    english = words_of(window)
    window.change(language=CHINESE)
    QApplication.processEvents()
    switched = words_of(window)
    begun = make_window(CHINESE)
    assert switched == words_of(begun)
    begun.change(language="en")
    window.change(language="en")
    QApplication.processEvents()
    assert words_of(window) == english


def test_qt_speaks_the_language_too(qtbot: QtBot, languages: Languages) -> None:
    languages.use(CHINESE)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "取消"
    assert QLocale().language() == QLocale.Language.Chinese


def test_what_the_writer_typed_is_never_translated(qtbot: QtBot, languages: Languages) -> None:
    field = QLineEdit("Save")
    qtbot.addWidget(field)
    languages.use(CHINESE)
    assert field.text() == "Save"
    assert tr("Save") == "保存"


def test_a_finished_sentence_is_translated_by_its_template(languages: Languages) -> None:
    words = "/tmp/a.md cannot be opened: reading it is not allowed."
    assert translated(words) == words
    languages.use(CHINESE)
    assert translated(words) == "无法打开 /tmp/a.md：没有读取权限。"
    assert translated("What nobody ever said.") == "What nobody ever said."


def test_sentences_within_sentences_are_translated(languages: Languages) -> None:
    languages.use(CHINESE)
    assert translated("a.md is gone from its folder; save to make it again.") == (
        "“a.md”已不在原来的文件夹；保存即可重新生成。"
    )
    two = "The settings file was damaged; using the defaults. The old file is kept as a."
    assert translated(two) == "设置文件已损坏，现用默认设置。旧文件保留为“a”。"


def test_the_systems_language_is_followed_where_we_speak_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class System:
        @staticmethod
        def system() -> QLocale:
            return QLocale(QLocale.Language.Chinese, QLocale.Country.China)

    monkeypatch.setattr("writer_app.ui.languages.QLocale", System)
    assert language_of("system") == CHINESE
    assert language_of("en") == "en"


def test_reading_a_language_finds_its_words() -> None:
    assert read_phrases(translation_file(CHINESE)).words["Close"] == "关闭"

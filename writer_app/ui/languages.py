"""Choose the language of the interface, at the start and while the window stands.

Literals follow by themselves: at a change every word that a widget shows and the
catalogue knows is put into the new language, names and numbers within it kept. A widget
that composes its words from state overrides `changeEvent` and says them again at
`QEvent.Type.LanguageChange`.

GUI thread. May import: Qt, its siblings.
"""

import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree.ElementTree import ParseError

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox

from writer_app import paths
from writer_app.ui.phrases import Phrases, read_phrases
from writer_app.ui.translation import CONTEXT, SENTENCES, mark

_LOG = logging.getLogger(__name__)
LANGUAGE_NAMES = {
    "system": mark("As the system"),
    "en": "English",
    "zh_CN": "\u7b80\u4f53\u4e2d\u6587",
}
"""Languages of the interface, each by its own name."""
_WORDS = (
    "windowTitle",
    "text",
    "title",
    "toolTip",
    "statusTip",
    "placeholderText",
    "accessibleName",
    "accessibleDescription",
    "specialValueText",
    "suffix",
)
"""Properties in which widgets and actions hold words."""
_KEYS_BESIDE = re.compile(r"(.*?)(\t.*| \([^() ]+\))?", re.DOTALL)
_WRITERS_OWN = ("QLineEdit", "QTextEdit", "QPlainTextEdit", "QSpinBox")
"""Widgets whose text is what somebody typed."""


class Catalogue(QTranslator):
    """The interface's words in one language, read from a translation file. Thread: any."""

    def __init__(self, phrases: Phrases, parent: QObject) -> None:
        super().__init__(parent)
        self._phrases = phrases

    def isEmpty(self) -> bool:
        """Tell that there are words (called by Qt)."""
        return False

    def translate(
        self, context: str, text: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:
        """Give a text in this language; None: it is not known here (called by Qt)."""
        if context == CONTEXT:
            return self._phrases.words.get(text)
        if context == SENTENCES:
            return self._phrases.of_sentence(text)
        return None


class Languages(QObject):
    """The interface's language.

    Args:
        owner: when it goes, the interface is English again.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._phrases: Phrases | None = None
        self._installed: list[QTranslator] = []
        self.language = "en"

    def use(self, chosen: str) -> None:
        """Put the interface into a language; "system" follows the desktop.

        Args:
            chosen: a name of LANGUAGE_NAMES.
        """
        language = language_of(chosen)
        if language == self.language:
            return
        self.language = language
        back = self._phrases
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
        self._phrases = None if language == "en" else _read(language)
        if self._phrases is not None:
            self._installed = [_of_qt(language, self), Catalogue(self._phrases, self)]
        QLocale.setDefault(QLocale(language) if language != "en" else QLocale.system())
        for translator in self._installed:
            QCoreApplication.installTranslator(translator)
        if back is not None:
            retell(back.to_english, is_to_english=True)
        if self._phrases is not None:
            retell(self._phrases.to_other, is_to_english=False)


def language_of(chosen: str) -> str:
    """Give the language that a choice means; of the system's, the first that we speak."""
    if chosen != "system":
        return chosen
    for name in QLocale.system().uiLanguages():
        if name.startswith("zh"):
            return "zh_CN"
        if name.startswith("en"):
            return "en"
    return "en"


def retell(counterpart: Callable[[str], str | None], *, is_to_english: bool) -> None:
    """Say again, in another language, every known word that a widget or action shows.

    Args:
        counterpart: gives a text in the new language; None: it is not ours.
        is_to_english: False: the English is remembered, for two English words may have
            one counterpart.
    """
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for widget in QApplication.allWidgets():
        for shown in (widget, *widget.findChildren(QAction, options=direct)):
            for name in _words_of(shown):
                _retell(shown, name, counterpart, is_to_english=is_to_english)
        if isinstance(widget, QComboBox):
            for row in range(widget.count()):
                widget.setItemText(row, counterpart(widget.itemText(row)) or widget.itemText(row))


def _words_of(shown: QObject) -> Iterable[str]:
    """Name the properties of a widget or action that hold words of ours."""
    if isinstance(shown, QAction):
        return ("text",)  # Qt makes its tool tip of it
    if any(shown.inherits(kind) for kind in _WRITERS_OWN):
        return (name for name in _WORDS if name != "text")
    return _WORDS


def _retell(
    shown: QObject,
    name: str,
    counterpart: Callable[[str], str | None],
    *,
    is_to_english: bool,
) -> None:
    """Say one property's words in another language."""
    words = shown.property(name)
    if not isinstance(words, str) or not words:
        return
    said, keys = _without_keys(words.strip())
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    remembered = shown.property(f"{name}_in_english") if is_to_english else None
    if isinstance(remembered, list) and remembered[0] == said:
        new: str | None = remembered[1]
    else:
        new = counterpart(said)
    if new is None or new == said:
        return
    if not is_to_english:
        shown.setProperty(f"{name}_in_english", [new, said])
    shown.setProperty(name, f"{before}{new}{keys}{after}")


def _without_keys(words: str) -> tuple[str, str]:
    """Part words from the keys beside them, in a menu or a tool tip.

    Example: _without_keys("Next match (F3)") -> ("Next match", " (F3)")
    """
    said, keys = _KEYS_BESIDE.fullmatch(words).groups("")  # type: ignore[union-attr]
    return said, keys


def translation_file(language: str) -> Path:
    """Give the path of a language's translation file."""
    return paths.resource(f"translations/{language}.ts")


def _read(language: str) -> Phrases | None:
    """Read a language; None, and English, when the file is not as it was installed."""
    try:
        return read_phrases(translation_file(language))
    except (OSError, ParseError):
        _LOG.exception("no usable translation for %s", language)
        return None


def _of_qt(language: str, parent: QObject) -> QTranslator:
    """Load the words that Qt itself shows (Cancel, Copy...)."""
    translator = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(f"qtbase_{language}", folder):
        _LOG.warning("Qt has no words of its own for %s", language)
    return translator

"""Translate the words of the interface. GUI thread. May import: Qt."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

CONTEXT = "Foreword"
SENTENCES = "Sentences"
"""Context of sentences that the Qt-free rooms made, their names and numbers filled in."""


def tr(text: str, n: int = -1) -> str:
    """Give a text in the interface's language; itself where no translation is.

    Args:
        text: English, a literal at every call so that it can be collected; `{name}`
            placeholders are filled afterwards by `str.format`. One and many are two
            texts: `tr("one word") if n == 1 else tr("{n} words")`.
        n: a count that takes the place of `%n` in the text.
    """
    return QCoreApplication.translate(CONTEXT, text, None, n)


def mark(text: str) -> str:
    """Mark a text of a module's table for translation; `tr` it when it is shown."""
    return text


def translated(sentence: str) -> str:
    """Give a finished sentence of a Qt-free room (an error's, a task's) in the language.

    Found by its template, so no room needs to know languages; a sentence that has none
    stays as it is. For the places where words are shown, not where they are made.

    Example: translated("There is no file /tmp/a.md.")
    """
    return QCoreApplication.translate(SENTENCES, sentence) if sentence else sentence


def mark_table(table: Mapping[Any, str]) -> None:
    """Mark every text of a module's table for translation; `tr` each when it is shown."""

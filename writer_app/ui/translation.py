"""Translate the words of the interface. GUI thread. May import: Qt."""

from PySide6.QtCore import QCoreApplication

CONTEXT = "Foreword"


def tr(text: str, n: int = -1) -> str:
    """Give a text in the interface's language; itself where no translation is.

    Args:
        text: English, a literal at every call so that it can be collected; `{name}`
            placeholders are filled afterwards by `str.format`.
        n: a count that the wording depends on; its place in the text is `%n`.
    """
    return QCoreApplication.translate(CONTEXT, text, None, n)


def mark(text: str) -> str:
    """Mark a text of a module's table for translation; `tr` it when it is shown."""
    return text

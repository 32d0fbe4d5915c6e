"""Let an input method write on the page through what lies over it.

A list or strip that has the keyboard passes letters on to the page. An input method's
first letter is no key press but the beginning of a composition, which the focus must
not leave before it ends. GUI thread. May import: Qt.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


class Composing:
    """The compositions that begin in one widget over a page.

    Args:
        over: has the keyboard; a child of the page. page: where the words belong.

    Thread: GUI.
    """

    def __init__(self, over: QWidget, page: QWidget) -> None:
        self._over = over
        self._page = page
        over.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def take(self, event: QInputMethodEvent) -> bool:
        """Hand an event on to the page; tell whether its words stand there for good."""
        QApplication.sendEvent(self._page, event)
        return bool(event.commitString()) and not event.preeditString()

    def answer(self, query: Qt.InputMethodQuery) -> object:
        """Answer an input method as the page would, places in the widget's own pixels."""
        if query is Qt.InputMethodQuery.ImEnabled:
            return self._page.isEnabled()
        found = self._page.inputMethodQuery(query)
        return found.translated(-self._over.pos()) if isinstance(found, QRectF) else found

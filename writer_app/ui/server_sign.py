"""The sign in the status line while a server is switched on. GUI thread.

May import: Qt, its siblings, settings.
"""

from urllib.parse import urlsplit

from PySide6.QtCore import QObject

from writer_app.settings import Settings
from writer_app.ui.document_privacy import DocumentPrivacy, is_server_on
from writer_app.ui.status_line import StatusLine
from writer_app.ui.translation import mark, mark_table, tr, translated

_USES = {
    "ghosts": mark("Text around the caret goes to {host} for grey words."),
    "tasks": mark("What you rewrite, sum up or draft from goes to {host}."),
    "both": mark(
        "Text around the caret goes to {host} for grey words, and so does what you rewrite, sum "
        "up or draft from."
    ),
}
mark_table(_USES)


class ServerSign(QObject):
    """Tell where the text of one document goes, for as long as it may go anywhere."""

    def __init__(self, line: StatusLine, privacy: DocumentPrivacy, settings: Settings) -> None:
        super().__init__()
        self._line = line
        self._privacy = privacy
        self._settings = settings
        self._is_up: bool | None = None
        self._advice = ""
        privacy.changed.connect(self.show)
        self.show()

    def follow(self, settings: Settings) -> None:
        """Act on settings."""
        if settings.remote_agreed != self._settings.remote_agreed:
            self._is_up = None
        self._settings = settings
        self.show()

    def set_state(self, *, is_up: bool, advice: str) -> None:
        """Take how the server is."""
        self._is_up, self._advice = is_up, advice
        self.show()

    def show(self) -> None:
        """Tell it."""
        settings, host = self._settings, host_of(self._settings)
        if not is_server_on(settings):
            self._line.show_server("")
        elif not self._privacy.may_leave():
            words = tr("This document is never sent; the model on this machine does it all.")
            self._line.show_server(tr("stays here"), words, is_sending=False)
        elif self._is_up is False:
            words = tr("{advice} The model on this machine helps meanwhile.")
            words = words.format(advice=translated(self._advice))
            self._line.show_server(tr("{host} is away").format(host=host), words, is_sending=False)
        else:
            words = tr(_USES[settings.remote_use]).format(host=host)
            self._line.show_server(tr("sends to {host}").format(host=host), words)


def host_of(settings: Settings) -> str:
    """Give the host that was agreed to, as the writer knows it."""
    return urlsplit(settings.remote_agreed).netloc or settings.remote_address

"""What the window may ask of whoever knows servers; and asking without waiting.

GUI thread. May import: Qt, errors, its siblings.
"""

import threading
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from writer_app.errors import RemoteError


class Servers(Protocol):
    """Knows servers that speak OpenAI's dialect. See `server_sources.ServerSources`."""

    def base_of(self, address: str) -> tuple[str, str, bool]:
        """Give an address in full, its host, and whether it is this machine."""
        ...

    def models_at(self, address: str, key: str | None, *, use_proxy: bool) -> tuple[str, ...]:
        """Ask a server for its models; blocks."""
        ...

    def keep_key(self, address: str, key: str) -> bool:
        """Keep a server's key; blocks. False: there is no keyring."""
        ...

    def proxy_of(self, address: str) -> str:
        """Give the host of the system's proxy for an address; "": there is none."""
        ...


class Trial(QObject):
    """Look at a server on a thread of its own.

    Signals: found(tuple[str, ...]): its models. failed(str): why not, in words.
        key_kept(bool): the key is in the keyring; False: in memory only.
    """

    found = Signal(object)
    failed = Signal(str)
    key_kept = Signal(bool)
    _arrived = Signal(int, object)

    def __init__(self, servers: Servers, parent: QObject) -> None:
        super().__init__(parent)
        self._servers = servers
        self._number = 0
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def servers(self) -> Servers:
        """Give who knows servers."""
        return self._servers

    def start(self, address: str, key: str | None, *, use_proxy: bool) -> None:
        """Ask for the models; an earlier question is answered no more.

        Args:
            key: typed in just now, and kept if the server takes it; None: the one that is kept.
        """
        self._number += 1
        number, servers, arrived = self._number, self._servers, self._arrived

        def ask() -> None:
            result: object
            try:
                result = servers.models_at(address, key, use_proxy=use_proxy)
                if key is not None:
                    result = (result, servers.keep_key(address, key))
                else:
                    result = (result, None)
            except RemoteError as error:
                result = str(error)
            try:
                arrived.emit(number, result)
            except RuntimeError:  # the window went meanwhile
                return

        threading.Thread(target=ask, name="server-trial", daemon=True).start()

    def forget(self) -> None:
        """Hear no more of what was asked."""
        self._number += 1

    @Slot(int, object)
    def _on_arrived(self, number: int, result: object) -> None:
        if number != self._number:
            return
        if isinstance(result, str):
            self.failed.emit(result)
            return
        assert isinstance(result, tuple)
        names, is_kept = result
        if is_kept is not None:
            self.key_kept.emit(is_kept)
        self.found.emit(names)

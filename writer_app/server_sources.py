"""Where the models come from that run on a server of the writer's.

Part of the composition roots: it knows settings, keys and the remote engine, which is
imported only once a server was switched on. Thread: GUI, unless said otherwise.
"""

import os
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from writer_app.assist.roles import Role, Source
from writer_app.deeds import Note
from writer_app.engine.remote.address import Address, parse_address
from writer_app.errors import RemoteError
from writer_app.library.keys import Keys
from writer_app.settings import Settings

if TYPE_CHECKING:
    from writer_app.engine.model import TextModel
    from writer_app.engine.remote.reach import ReachState

_ROLES = {
    "off": (),
    "ghosts": (Role.GHOSTS_AWAY,),
    "tasks": (Role.TASKS_AWAY,),
    "both": (Role.GHOSTS_AWAY, Role.TASKS_AWAY),
}


class ServerSources:
    """Gives the sources of a server's models, and looks at servers before they are used.

    Args:
        keys: of servers. note: takes every connection; any thread.
        told: hears, on any thread, when a server comes or goes.
    """

    def __init__(self, keys: Keys, note: Note, told: Callable[["ReachState"], None]) -> None:
        self._keys = keys
        self._note = note
        self._told = told

    def of(self, settings: Settings) -> dict[Role, Source]:
        """Give a source for each role that a server does; none unless it was agreed to.

        The server is not asked by this.
        """
        roles = _ROLES[settings.remote_use]
        if not roles or not settings.remote_model:
            return {}
        try:
            address = parse_address(settings.remote_address)
        except RemoteError:
            return {}
        if settings.remote_agreed != address.base:
            return {}
        proxy = proxy_for(address) if settings.remote_proxy else ""
        return {role: self._source(role, address, settings.remote_model, proxy) for role in roles}

    def _source(self, role: Role, address: Address, model: str, proxy: str) -> Source:
        def load() -> "TextModel":
            from writer_app.engine.remote.line import Line
            from writer_app.engine.remote.model import RemoteModel
            from writer_app.engine.remote.reach import GHOST_TOKENS, TASK_TOKENS, Reach

            line = Line(address, lambda: self._keys.get(address.base), self._note, model, proxy)
            n_tokens = GHOST_TOKENS if role is Role.GHOSTS_AWAY else TASK_TOKENS
            return RemoteModel(line, Reach(line, model, n_tokens, self._told))

        return Source(f"{role.value} {address.base} {model} {proxy}", load)

    # What the settings window asks (see `ui.servers.Servers`)

    def base_of(self, address: str) -> tuple[str, str, bool]:
        """Give an address in full, its host, and whether it is this machine.

        Raises: RemoteError in words: it is none.
        """
        known = parse_address(address)
        return known.base, known.host, known.is_here

    def models_at(self, address: str, key: str | None, *, use_proxy: bool) -> tuple[str, ...]:
        """Ask a server for its models; no text is sent. Blocks: a thread of its own.

        Args:
            key: None: the one that is kept.

        Raises: RemoteError in words.
        """
        from writer_app.engine.remote.line import Line
        from writer_app.engine.remote.reach import list_models

        known = parse_address(address)
        proxy = proxy_for(known) if use_proxy else ""
        line = Line(
            known, lambda: self._keys.get(known.base) if key is None else key, self._note, "", proxy
        )
        try:
            return tuple(model.name for model in list_models(line))
        finally:
            line.close()

    def keep_key(self, address: str, key: str) -> bool:
        """Keep a server's key. Blocks: a thread of its own.

        Returns: False when there is no keyring: it is known until the end only.
        """
        return self._keys.keep(parse_address(address).base, key)

    def proxy_of(self, address: str) -> str:
        """Give the host of the system's proxy for an address; "": there is none."""
        try:
            return urlsplit(proxy_for(parse_address(address))).hostname or ""
        except (RemoteError, ValueError):
            return ""


def proxy_for(address: Address) -> str:
    """Give the proxy that the system names for an address; never for this machine."""
    if address.is_here:
        return ""
    host = address.host
    if urllib.request.proxy_bypass(host):
        return ""
    found = urllib.request.getproxies().get("https", "")
    return found if found.startswith(("http://", "https://")) else ""


def key_from_environment() -> str:
    """Give the key that a script hands over; "": none."""
    return os.environ.get("FOREWORD_SERVER_KEY", "")

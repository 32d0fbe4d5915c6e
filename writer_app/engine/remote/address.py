"""Which addresses text may be sent to: https, or http on this machine only.

May import: errors and the standard library. Thread: any.
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from writer_app.errors import RemoteRefused

_LONGEST_CHARS = 300
_FORBIDDEN = frozenset(" \t\r\n\\<>\"'`{}|^")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is.

    Attributes:
        base: what paths are put behind, e.g. "https://box.example/v1".
        host: its name as the writer is shown it, with the port where one was given.
        is_here: it runs on this very machine.
    """

    base: str
    host: str
    is_here: bool


def parse_address(text: str) -> Address:
    """Read an address as a writer types it; "/v1" is added where no path was given.

    Raises: RemoteRefused, in words that say what to write instead.

    Example:
        >>> parse_address("localhost:8080").base, parse_address("https://a.example/api/").host
        ('http://localhost:8080/v1', 'a.example')
    """
    text = text.strip()
    if not text:
        raise RemoteRefused("Write the server's address first, e.g. http://localhost:8080/v1.")
    if len(text) > _LONGEST_CHARS or _FORBIDDEN & set(text) or not text.isprintable():
        raise RemoteRefused("This is no address; write one like https://server.example/v1.")
    if "://" not in text:
        text = f"{_scheme_for(text)}://{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if not host or parts.scheme not in ("http", "https"):
        raise RemoteRefused("This is no address; write one like https://server.example/v1.")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise RemoteRefused(
            "The address must hold no name, password or \u201c?\u201d; keys go below."
        )
    is_here = is_loopback(host)
    if parts.scheme == "http" and not is_here:
        raise RemoteRefused(
            f"{host} is another machine, so its address must begin with https://. "
            "Without https, anyone on the way could read your text."
        )
    shown = f"[{host}]" if ":" in host else host
    shown = f"{shown}:{port}" if port is not None else shown
    path = parts.path.rstrip("/") or "/v1"
    return Address(f"{parts.scheme}://{shown}{path}", shown, is_here)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this very machine.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("localhost.example")
        (True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _scheme_for(text: str) -> str:
    """Give the scheme of an address written without one."""
    host = text.partition("/")[0]
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return "http" if is_loopback(name) else "https"

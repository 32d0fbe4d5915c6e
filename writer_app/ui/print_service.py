"""Have Qt ask the print service of this machine by its own socket, not by the network.

Where no print service runs, the library that Qt asks (CUPS) tries port 631 of this machine,
which is an internet socket, and that for a mere preview. May import: standard library.
Thread: any, before the first printer is looked for.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_VARIABLE = "CUPS_SERVER"
_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/var/run/cups.sock")
_FOLDERS = (Path("/etc/cups"), Path.home() / ".cups")


def stay_on_this_machine() -> None:
    """Let CUPS be asked by its local socket, unless somebody chose another print server."""
    server = local_server(os.environ, _FOLDERS)
    if server and sys.platform.startswith("linux"):
        os.environ[_VARIABLE] = server


def local_server(environment: Mapping[str, str], folders: tuple[Path, ...]) -> str:
    """Give the print service's socket; "" where a server was chosen already.

    Args: folders: of CUPS's `client.conf`.

    Source: client.conf(5) and cups(1): CUPS_SERVER, else ServerName, else the local socket,
        else localhost. Seen with strace on libcups 2.4.2, 2026-11-22.
    """
    if _VARIABLE in environment or any(map(_names_a_server, folders)):
        return ""
    return next((path for path in _SOCKETS if Path(path).exists()), _SOCKETS[0])


def _names_a_server(folder: Path) -> bool:
    try:
        lines = (folder / "client.conf").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.strip().casefold().startswith("servername") for line in lines)

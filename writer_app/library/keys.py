"""Keep a server's key in the system's keyring, or else in memory only.

The one door to keyring. A keyring that writes a file of its own is none: the key would lie
on the disk for any program to read. May import: the standard library and keyring (only
when a key is asked for). Thread: any, but it may wait for the writer to unlock the
keyring, so never the GUI's.
"""

import logging
import threading
from typing import Any

_SERVICE = "Foreword"
_SYSTEMS = ("SecretService", "kwallet", "libsecret", "macOS", "Windows")
_LOG = logging.getLogger(__name__)


class Keys:
    """The keys of servers, by their addresses. `repr` tells none of them.

    Args:
        backend: of keyring; None: the system's.
    """

    def __init__(self, backend: Any = None) -> None:
        self._lock = threading.Lock()
        self._backend = backend
        self._is_sought = backend is not None
        self._here: dict[str, str] = {}

    def get(self, base: str) -> str:
        """Give the key for an address; "": there is none."""
        with self._lock:
            if base in self._here:
                return self._here[base]
            found = self._asked("get_password", base) or ""
            self._here[base] = found
            return found

    def keep(self, base: str, key: str) -> bool:
        """Keep a key; "" removes it.

        Returns: True when the system's keyring has it; False: it is known until the end of
            this process only.
        """
        with self._lock:
            self._here[base] = key
            if not key:
                self._asked("delete_password", base)
                return True
            self._asked("set_password", base, key)
            return self._asked("get_password", base) == key

    def _asked(self, deed: str, base: str, *more: str) -> str | None:
        """Ask the keyring; None where there is none, or it refuses."""
        backend = self._system_backend()
        if backend is None:
            return None
        try:
            found = getattr(backend, deed)(_SERVICE, base, *more)
        except Exception as error:  # noqa: BLE001  each keyring has errors of its own
            _LOG.info("the keyring did not %s: %s", deed, type(error).__name__)
            return None
        return found if isinstance(found, str) else None

    def _system_backend(self) -> Any:
        """Find the system's own keyring, once."""
        if not self._is_sought:
            self._is_sought = True
            try:
                import keyring

                self._backend = safe_backend(keyring.get_keyring())
            except Exception as error:  # noqa: BLE001  a keyring of others may fail in any way
                _LOG.info("there is no keyring: %s", type(error).__name__)
        return self._backend


def safe_backend(backend: Any) -> Any:
    """Give a keyring's backend if it is the system's own; else None."""
    inner = getattr(backend, "backends", None)
    if inner is not None:
        return next((one for one in inner if safe_backend(one) is not None), None)
    place = type(backend).__module__
    is_own = place.startswith("keyring.backends.")
    return backend if is_own and place.split(".")[2] in _SYSTEMS else None

"""Starts `model_server.py` as a process and talks to it; for tests marked `loopback`."""

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SCRIPT = Path(__file__).parent / "model_server.py"


class ServedModel:
    """The server's process.

    Attributes: address: as a writer would type it.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-S", str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self.address = f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        places: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process."""
        self._process.communicate("")

    def set(self, **wishes: Any) -> None:
        """Set `faults`, `form` ("old", "new", "none", "chat-only"), `key` or `tokens`."""
        self._ask("/control", json.dumps(wishes).encode())

    def reset(self) -> None:
        """Forget all wishes and all that was seen."""
        tokens = [" over", " the", " hills", " and", " far", " away", "."]
        self.set(faults=[], form="old", key="", seen=[], n_hung_up=0, tokens=tokens)

    def seen(self) -> list[dict[str, Any]]:
        """Give path, body and headers of every request."""
        found: list[dict[str, Any]] = self._ask("/seen")["seen"]
        return found

    def texts(self) -> str:
        """Give all that was ever sent, as one text."""
        return json.dumps(self.seen())

    def waits_until_asked(self, n: int) -> bool:
        """Wait until so many requests have come."""
        ends = time.monotonic() + 20
        while time.monotonic() < ends:
            if len(self.seen()) >= n:
                return True
        return False

    def waits_until_hung_up(self) -> bool:
        """Wait until somebody hung up on a silent answer."""
        ends = time.monotonic() + 20
        while time.monotonic() < ends:
            if self._ask("/seen")["n_hung_up"]:
                return True
        return False

    def _ask(self, path: str, body: bytes | None = None) -> Any:
        url = f"http://127.0.0.1:{self.port}{path}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(url, body), timeout=20) as answer:
            return json.load(answer)

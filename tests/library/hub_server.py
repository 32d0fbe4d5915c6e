"""A hub of our own on this machine: the real one's API, and faults on demand.

What it serves: `/api/models/NAME[/revision/REV]?blobs=true` and
`/NAME/resolve/REV/FILE` with ranges. Only tests marked `loopback` may start it.
"""

import contextlib
import hashlib
import json
import threading
import time
from collections import defaultdict, deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

REVISION = "a" * 40
_LARGE_BYTES = 2_000
"""From this size on a file is listed with a sha256, as the hub does for LFS files."""


class HubServer:
    """Serves one model, "tester/Tiny", out of a folder.

    Attributes:
        faults: for a file's name (or "api"), what to do to its next requests, in order:
            "cut:N" sends N bytes and hangs up; "status:500" (or "status:401:GatedRepo");
            "wrong" changes a byte; "long" sends one too many; "norange" ignores the range;
            "slow" waits between pieces; "redirect:URL"; "drip:N" sends N bytes, then a
            kilobyte now and then until `released` is set.
        seen: (method, path, headers) of every request.
    """

    def __init__(self, folder: Path, *, is_gated: bool = False, card: Any = None) -> None:
        self.folder = folder
        self.is_gated = is_gated
        self.card = card if card is not None else {"license": "mit", "language": ["en"]}
        self.lies: dict[str, dict[str, Any]] = {}
        self.faults: dict[str, deque[str]] = defaultdict(deque)
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.released = threading.Event()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                hub.answer(self)

            def do_HEAD(self) -> None:
                hub.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        places: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def requests_for(self, name: str) -> list[dict[str, str]]:
        """Give the headers of every request for a file."""
        return [headers for path, headers in self.seen if path.endswith(name)]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request, with the next fault that was asked for."""
        path = urlsplit(request.path).path
        self.seen.append((path, {key.title(): value for key, value in request.headers.items()}))
        name = "api" if path.startswith("/api/") else path.partition(f"/resolve/{REVISION}/")[2]
        fault = self.faults[name].popleft() if self.faults[name] else ""
        if fault.startswith("status:"):
            _, status, *code = fault.split(":")
            _send(request, int(status), b"{}", {"X-Error-Code": code[0]} if code else {})
        elif fault.startswith("redirect:"):
            _send(request, 302, b"", {"Location": fault.partition(":")[2]})
        elif path == "/elsewhere":
            _send(request, 200, b"elsewhere", {})
        elif name == "api":
            self._describe(request, path)
        else:
            self._serve(request, name, fault)

    def _describe(self, request: BaseHTTPRequestHandler, path: str) -> None:
        if "/tester/Tiny" not in path:
            _send(request, 404, b"{}", {"X-Error-Code": "RepoNotFound"})
            return
        files = sorted(p for p in self.folder.rglob("*") if p.is_file())
        answer = {
            "id": "tester/Tiny",
            "sha": REVISION,
            "gated": "manual" if self.is_gated else False,
            "private": False,
            "cardData": self.card,
            "siblings": [self._sibling(path) for path in files],
        }
        _send(request, 200, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _sibling(self, path: Path) -> dict[str, Any]:
        content, name = path.read_bytes(), path.relative_to(self.folder).as_posix()
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        entry: dict[str, Any] = {"rfilename": name, "size": len(content), "blobId": blob}
        if len(content) >= _LARGE_BYTES:
            sha256 = hashlib.sha256(content).hexdigest()
            entry["lfs"] = {"sha256": sha256, "size": len(content), "pointerSize": 134}
        return {**entry, **self.lies.get(name, {})}

    def _serve(self, request: BaseHTTPRequestHandler, name: str, fault: str) -> None:
        path = self.folder / name
        if not name or not path.is_file():
            _send(request, 404, b"", {"X-Error-Code": "EntryNotFound"})
            return
        if self.is_gated and "Authorization" not in request.headers:
            _send(request, 401, b"", {"X-Error-Code": "GatedRepo"})
            return
        content, status, headers = path.read_bytes(), 200, {}
        wanted = request.headers.get("Range", "")
        if wanted and fault != "norange":
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(content):
                _send(request, 416, b"", {})
                return
            status = 206
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            content = content[start:]
        if fault == "wrong":
            content = bytes([content[0] ^ 1]) + content[1:]
        if fault == "long":
            content += b"x"
        if fault.startswith("drip:"):
            n_first = int(fault.partition(":")[2])
            _send(request, status, content, headers, n_sent=n_first)
            self._drip(request, content[n_first:])
            return
        n_sent = int(fault.partition(":")[2]) if fault.startswith("cut:") else len(content)
        _send(request, status, content, headers, n_sent=n_sent, is_slow=fault == "slow")

    def _drip(self, request: BaseHTTPRequestHandler, rest: bytes) -> None:
        with contextlib.suppress(OSError):  # the other side is gone
            while rest and not self.released.wait(0.01):
                request.wfile.write(rest[:1024])
                rest = rest[1024:]


def _send(
    request: BaseHTTPRequestHandler,
    status: int,
    content: bytes,
    headers: dict[str, str],
    *,
    n_sent: int | None = None,
    is_slow: bool = False,
) -> None:
    request.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(content))}.items():
        request.send_header(name, value)
    request.end_headers()
    step = max(1, len(content) // 8) if is_slow else max(1, len(content))
    sent = content if n_sent is None else content[:n_sent]
    for start in range(0, len(sent), step):
        request.wfile.write(sent[start : start + step])
        request.wfile.flush()
        if is_slow:
            time.sleep(0.005)
    if len(sent) < len(content):
        request.close_connection = True

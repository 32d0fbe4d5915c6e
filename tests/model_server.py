"""A small server that speaks OpenAI's dialect, with faults on demand; runs as a process.

`python tests/model_server.py` prints its port, serves the model "tiny" on loopback and
ends with its standard input. Besides the dialect's addresses: POST /control sets faults
and the form of answers, GET /seen tells what was asked and which askers hung up.
"""

import contextlib
import json
import select
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKENS = (" over", " the", " hills", " and", " far", " away", ".")
OTHERS = (" across", "ly", " by", "?", " in", " then", " then")


class State:
    """What a test asked for, and what came in."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.faults: list[str] = []
        self.form = "old"
        self.key = ""
        self.tokens: list[str] = list(TOKENS)
        self.seen: list[dict[str, Any]] = []
        self.n_hung_up = 0
        self.changed = threading.Condition(self.lock)


STATE = State()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/seen":
            self.tell_seen()
        elif not self.is_refused({}):
            rows = [{"id": "tiny", "object": "model", "max_model_len": 2048}, {"id": "other"}]
            self.send_json(200, {"object": "list", "data": rows})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        if self.path == "/control":
            with STATE.lock:
                for name, value in body.items():
                    setattr(STATE, name, value)
            self.send_json(200, {})
        elif not self.is_refused(body):
            self.answer(body)

    def tell_seen(self) -> None:
        """Tell all requests so far."""
        with STATE.lock:
            self.send_json(200, {"seen": STATE.seen, "n_hung_up": STATE.n_hung_up})

    def is_refused(self, body: dict[str, Any]) -> bool:
        """Do what the next fault says in place of an answer."""
        with STATE.lock:
            headers = {name.title(): value for name, value in self.headers.items()}
            STATE.seen.append({"path": self.path, "body": body, "headers": headers})
            self.fault = STATE.faults.pop(0) if STATE.faults else ""
        if STATE.key and self.headers.get("Authorization") != f"Bearer {STATE.key}":
            self.send_json(401, {"error": {"message": "no", "code": "invalid_api_key"}})
            return True
        kind, _, more = self.fault.partition(":")
        if kind == "status":
            status, _, wait = more.partition(":")
            said = {"error": {"message": f"you said {json.dumps(body)}"}}
            self.send_json(int(status), said, {"Retry-After": wait} if wait else {})
        elif kind == "redirect":
            self.send_json(307, {}, {"Location": more})
        elif kind == "html":
            self.send_bytes(200, b"<html>welcome</html>", {"Content-Type": "text/html"})
        elif kind == "hang-up":
            self.close_connection = True
        elif kind == "silent":
            self.wait_for_hang_up()
        else:
            return False
        return True

    def answer(self, body: dict[str, Any]) -> None:
        """Answer a completion or a chat."""
        is_chat = self.path.endswith("/chat/completions")
        if not is_chat and not self.path.endswith("/completions"):
            self.send_json(404, {"error": {"message": "no such page"}})
            return
        if not is_chat and STATE.form == "chat-only":
            self.send_json(404, {"error": {"message": "no such page"}})
            return
        tokens = STATE.tokens[: body.get("max_tokens", 16)]
        is_whole = len(tokens) == len(STATE.tokens)
        events = [self.event(number, token, is_chat) for number, token in enumerate(tokens)]
        last = self.event(len(tokens), "", is_chat)
        last["choices"][0]["finish_reason"] = "stop" if is_whole else "length"
        if not body.get("stream"):
            self.send_json(200, self.whole(events, last, is_chat))
            return
        self.stream([*events, last])

    def event(self, number: int, token: str, is_chat: bool) -> dict[str, Any]:
        """Give one event, with probabilities in the form asked for."""
        choice: dict[str, Any] = {"index": 0, "finish_reason": None}
        choice.update({"delta": {"content": token}} if is_chat else {"text": token})
        other = OTHERS[number % len(OTHERS)]
        if token and STATE.form == "old":
            choice["logprobs"] = {
                "tokens": [token],
                "token_logprobs": [-0.1],
                "top_logprobs": [{token: -0.1, other: -3.0}],
                "text_offset": [0],
            }
        elif token and STATE.form == "new":
            tops = [{"token": token, "logprob": -0.1}, {"token": other, "logprob": -3.0}]
            row = {"token": token, "logprob": -0.1, "bytes": None, "top_logprobs": tops}
            choice["logprobs"] = {"content": [row]}
        return {"id": "x", "object": "text_completion", "choices": [choice]}

    def whole(
        self, events: list[dict[str, Any]], last: dict[str, Any], is_chat: bool
    ) -> dict[str, Any]:
        """Join events to one answer."""
        choices = [event["choices"][0] for event in events]
        joined = dict(choices[0] if choices else last["choices"][0])
        if is_chat:
            text = "".join(choice["delta"]["content"] for choice in choices)
            joined["message"] = {"role": "assistant", "content": text}
            joined.pop("delta")
        else:
            joined["text"] = "".join(choice["text"] for choice in choices)
        joined["finish_reason"] = last["choices"][0]["finish_reason"]
        return {"id": "x", "choices": [joined]}

    def stream(self, events: list[dict[str, Any]]) -> None:
        """Send events one by one, faulty where asked for."""
        kind, _, more = self.fault.partition(":")
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Set-Cookie", "track=me")
        self.end_headers()
        lines = [f"data: {json.dumps(event)}\n\n".encode() for event in events]
        lines.append(b"data: [DONE]\n\n")
        if kind == "bad-json":
            lines[1] = b"data: {not json\n\n"
        if kind == "utf8":
            lines[2] = b'data: {"choices": [{"text": " \xff\xfe"}]}\n\n'
        if kind == "huge":
            lines[1] = b"data: " + b"x" * (3 << 20) + b"\n\n"
        if kind == "error":
            lines[1] = b'data: {"error": {"message": "out of memory"}}\n\n'
        for number, line in enumerate(lines):
            if kind == "cut" and number == int(more):
                self.close_connection = True
                return
            if kind == "stall" and number == int(more):
                self.wait_for_hang_up()
                return
            step = 1 if kind == "drip" else len(line)
            for start in range(0, len(line), step):
                part = line[start : start + step]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def wait_for_hang_up(self) -> None:
        """Say nothing until the other side gives up."""
        self.wfile.flush()
        with contextlib.suppress(OSError):
            select.select([self.connection], [], [], 60)
        with STATE.lock:
            STATE.n_hung_up += 1
        self.close_connection = True

    def send_json(self, status: int, said: object, headers: dict[str, str] | None = None) -> None:
        more = {"Content-Type": "application/json", **(headers or {})}
        self.send_bytes(status, json.dumps(said).encode(), more)

    def send_bytes(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def main() -> None:
    """Serve until standard input ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()

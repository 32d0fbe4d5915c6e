"""Read server-sent events out of bytes that may be cut anywhere.

May import: errors, json and codecs. Thread: any one.
"""

import json
from typing import Any

from writer_app.errors import RemoteBroken

MOST_EVENT_BYTES = 1 << 20
"""Longest event that is read; a token with its twenty likeliest others takes some 3 kB."""
_BROKEN = "The server's answer cannot be read; look whether its address is right."

Event = dict[str, Any]


class EventReader:
    """Turn the bytes of an answer into its events. Thread: any one.

    Attributes:
        is_done: the server said that its answer is whole.
    """

    def __init__(self) -> None:
        self.is_done = False
        self._rest = b""
        self._data: list[str] = []
        self._n_data_bytes = 0

    def feed(self, chunk: bytes) -> list[Event]:
        """Give the events that are whole by now; what is half stays for the next bytes.

        Bytes that are no UTF-8 become U+FFFD, which ends the text where it is read.

        Raises: RemoteBroken: no event of such a server, or one of more than a megabyte.
        """
        lines = (self._rest + chunk).replace(b"\r\n", b"\n").split(b"\n")
        self._rest = lines.pop()
        events: list[Event] = []
        for line in lines:
            if self.is_done:
                break
            event = self._take_line(line.decode("utf-8", "replace").rstrip("\r"))
            if event is not None:
                events.append(event)
        if len(self._rest) + self._n_data_bytes > MOST_EVENT_BYTES:
            raise RemoteBroken(_BROKEN)
        return events

    def end(self) -> list[Event]:
        """Give the event that no empty line ended; the bytes are over."""
        return self.feed(b"\n\n") if not self.is_done else []

    def _take_line(self, line: str) -> Event | None:
        if not line:
            data, self._data, self._n_data_bytes = "\n".join(self._data), [], 0
            return self._event_of(data) if data else None
        name, _, value = line.partition(":")
        if name == "data":
            value = value.removeprefix(" ")
            self._data.append(value)
            self._n_data_bytes += len(value)
        return None

    def _event_of(self, data: str) -> Event | None:
        if data.strip() == "[DONE]":
            self.is_done = True
            return None
        return event_of(data)


def event_of(data: str | bytes) -> Event:
    """Read one JSON object.

    Raises: RemoteBroken: it is none.
    """
    try:
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
        event = json.loads(text)
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        raise RemoteBroken(_BROKEN)
    return event

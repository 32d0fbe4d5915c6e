"""The one door to a server of the writer's: requests out, events back, nothing else.

An event loop on a thread of its own holds the connections, so that a request ends the
moment it is cancelled, mid-wait too: the connection is closed, which servers take as
their order to stop. No redirect is followed, no cookie kept, no proxy of the environment
used unless the writer confirmed it, and the key stands in one header and nowhere else.
May import: httpx (imported only when a line is opened), errors, deeds, siblings. Thread:
any; see `Exchange`.
"""

import asyncio
import contextlib
import logging
import queue
import random
import ssl
import threading
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any, cast

import httpx

from writer_app.deeds import Connection, Note, connection_to
from writer_app.engine.remote.address import Address
from writer_app.engine.remote.answers import refusal_of, retry_after_s
from writer_app.engine.remote.events import Event, EventReader, event_of
from writer_app.errors import RemoteBroken, RemoteError, RemoteRefused, RemoteUnreachable

_CONNECT_S, _WRITE_S = 3.0, 10.0
_MOST_BYTES = 16 << 20
"""Longest answer that is read to its end."""
_MOST_PLAIN_BYTES = 4 << 20
_LONGEST_WAIT_S = 20.0
"""A server that asks for more patience than this counts as one that does not answer."""
_CLOSING_S = 0.2
_JOIN_S = 2.0
_OK, _REDIRECTS = 200, range(300, 400)
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server.

    Attributes:
        first_s: for the first byte. next_s: for each further one.
        n_tries: requests in all, where trying again may help; each waits longer.
        back_off_s: wait before the second one, doubled for each after it.
    """

    first_s: float
    next_s: float
    n_tries: int = 1
    back_off_s: float = 0.5


@dataclass(frozen=True, slots=True)
class _Order:
    """One request as it will be sent."""

    method: str
    path: str
    body: dict[str, Any] | None
    purpose: str
    patience: Patience


class Exchange:
    """One request and what comes of it.

    Thread: `next` on one thread; `cancel` on any.
    """

    def __init__(self, cancel: Callable[["Exchange"], None]) -> None:
        self._items: queue.SimpleQueue[Event | Exception | None] = queue.SimpleQueue()
        self._cancel = cancel
        self._is_over = False
        self.has_heard = False

    def next(self, timeout_s: float | None) -> Event | None:
        """Give the next event; None: the answer is over, or was cancelled.

        Raises: TimeoutError: none came in time; RemoteError: why there is no answer.
        """
        if self._is_over:
            return None
        try:
            item = self._items.get(timeout=timeout_s)
        except queue.Empty:
            raise TimeoutError from None
        self._is_over = not isinstance(item, dict)
        if isinstance(item, Exception):
            raise item
        return item

    def cancel(self) -> None:
        """End it: the connection is closed and whoever waits in `next` is let go."""
        self.put(None)
        self._cancel(self)

    def put(self, item: Event | Exception | None) -> None:
        """Add what came. Thread: the line's."""
        self.has_heard = self.has_heard or isinstance(item, dict)
        self._items.put(item)


async def _finish_others() -> None:
    """Wait for what closes half-read answers: a loop that ends before tells of it on stderr."""
    await asyncio.sleep(0)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=_CLOSING_S)


class Line:
    """The connections to one server. Nothing is sent before the first `post` or `get`.

    Args:
        address: of the server. key: gives what is sent as a bearer token, "" for none; called
            once, on the line's own thread, as a keyring may wait to be unlocked.
        note: told of every request before it is sent, and of the bytes that it carried.
        about: a model's name for the ledger. proxy: that the writer confirmed; "": none.

    Thread: any.
    """

    def __init__(
        self, address: Address, key: Callable[[], str], note: Note, about: str = "", proxy: str = ""
    ) -> None:
        self.address = address
        self._key = key
        self._has_key = False
        self._note = note
        self._about = about
        self._proxy = proxy
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._client: httpx.AsyncClient | None = None
        self._under_way: dict[Exchange, asyncio.Task[None]] = {}
        self._is_closed = False

    def post(self, path: str, body: dict[str, Any], purpose: str, patience: Patience) -> Exchange:
        """Send a body of JSON; its answer's events come by the exchange."""
        return self._start("POST", path, body, purpose, patience)

    def get(self, path: str, purpose: str, patience: Patience) -> Exchange:
        """Ask for a page of JSON; it comes as one event."""
        return self._start("GET", path, None, purpose, patience)

    def close(self) -> None:
        """End all requests and the thread."""
        with self._lock:
            was_closed, self._is_closed = self._is_closed, True
            loop, thread = self._loop, self._thread
        if loop is None or thread is None or was_closed:
            return
        loop.call_soon_threadsafe(loop.stop)
        if thread is not threading.current_thread():
            thread.join(_JOIN_S)

    def _start(
        self, method: str, path: str, body: dict[str, Any] | None, purpose: str, patience: Patience
    ) -> Exchange:
        exchange = Exchange(self._end)
        loop = self._running_loop()
        if loop is None:
            exchange.put(None)
            return exchange
        order = _Order(method, path, body, purpose, patience)
        try:
            loop.call_soon_threadsafe(self._begin, exchange, order)
        except RuntimeError:  # closed since
            exchange.put(None)
        return exchange

    def _running_loop(self) -> asyncio.AbstractEventLoop | None:
        with self._lock:
            if self._is_closed:
                return None
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._live, args=(self._loop,), name="remote-line"
                )
                self._thread.start()
            return self._loop

    # The line's own thread

    def _live(self, loop: asyncio.AbstractEventLoop) -> None:
        """Run the loop until closed, then end what is under way."""
        try:
            loop.run_forever()
        finally:
            loop.run_until_complete(self._wind_up())
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(_finish_others())
            loop.close()

    async def _wind_up(self) -> None:
        while self._under_way:
            tasks = list(self._under_way.values())
            for task in tasks:
                if not task.cancelling():
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            with contextlib.suppress(Exception):
                await self._client.aclose()

    def _begin(self, exchange: Exchange, order: "_Order") -> None:
        if self._is_closed:
            exchange.put(None)
            return
        task = asyncio.ensure_future(self._carry_out(exchange, order))
        self._under_way[exchange] = task

    def _end(self, exchange: Exchange) -> None:
        """Cancel a request. Thread: any."""

        def cancel() -> None:
            task = self._under_way.get(exchange)
            # A second time would break off the closing of its connection.
            if task is not None and not task.cancelling():
                task.cancel()

        with self._lock:
            if self._loop is not None and not self._is_closed:
                self._loop.call_soon_threadsafe(cancel)

    async def _carry_out(self, exchange: Exchange, order: "_Order") -> None:
        """Send a request, again where that may help, and always end its exchange."""
        end: Exception | None = RemoteUnreachable(f"{self.address.host} broke the answer off.")
        try:
            await self._try(exchange, order)
            end = None
        except RemoteError as error:
            end = error
        except Exception as error:  # noqa: BLE001  whatever a library throws must reach the asker
            end = self._explained(error)
        finally:
            self._under_way.pop(exchange, None)
            exchange.put(end)

    async def _try(self, exchange: Exchange, order: "_Order") -> None:
        patience = order.patience
        n_left, wait_s = patience.n_tries - 1, patience.back_off_s
        while True:
            try:
                await self._send(exchange, order)
                return
            except (RemoteUnreachable, httpx.TransportError) as error:
                if exchange.has_heard or n_left == 0:
                    raise
                asked_s = getattr(error, "wait_s", 0.0)
                if asked_s > _LONGEST_WAIT_S:
                    raise
            n_left -= 1
            await asyncio.sleep(max(wait_s * random.uniform(0.8, 1.2), asked_s))
            wait_s *= 2

    async def _send(self, exchange: Exchange, order: "_Order") -> None:
        client = self._opened_client()
        timeout = httpx.Timeout(
            connect=_CONNECT_S, write=_WRITE_S, pool=_CONNECT_S, read=order.patience.first_s
        )
        request = client.build_request(
            order.method, f"{self.address.base}{order.path}", json=order.body, timeout=timeout
        )
        connection = connection_to(
            self.address.host, order.purpose, self._about, len(request.content)
        )
        self._note(connection)
        response = await client.send(request, stream=True)
        try:
            client.cookies.clear()
            if response.status_code != _OK:
                self._refuse(response)
            await self._read(exchange, response, connection, order.patience)
        finally:
            await response.aclose()

    async def _read(
        self,
        exchange: Exchange,
        response: httpx.Response,
        connection: Connection,
        patience: Patience,
    ) -> None:
        """Hand the events of an answer on as they come."""
        kind = response.headers.get("Content-Type", "")
        if "event-stream" not in kind:
            content = await self._whole(response, connection, patience)
            exchange.put(event_of(content))
            return
        reader, n_bytes = EventReader(), 0
        try:
            async with _pieces(response) as chunks:
                while not reader.is_done:
                    chunk = await _in_time(anext(chunks, b""), patience.next_s)
                    if not chunk:
                        break
                    n_bytes += len(chunk)
                    for event in reader.feed(chunk):
                        exchange.put(event)
                    if n_bytes > _MOST_BYTES:
                        raise RemoteBroken("The server's answer has no end; it was cut.")
            for event in reader.end():
                exchange.put(event)
        finally:
            self._note(connection.carried(n_bytes_received=n_bytes))

    async def _whole(
        self, response: httpx.Response, connection: Connection, patience: Patience
    ) -> bytes:
        """Read a plain answer, of so many bytes at most."""
        content = bytearray()
        try:
            async with _pieces(response) as chunks:
                while chunk := await _in_time(anext(chunks, b""), patience.next_s):
                    content += chunk
                    if len(content) > _MOST_PLAIN_BYTES:
                        raise RemoteBroken("The server's answer is far too long; it was cut.")
        finally:
            self._note(connection.carried(n_bytes_received=len(content)))
        return bytes(content)

    def _refuse(self, response: httpx.Response) -> None:
        """Raise what an answer without success means."""
        status, host = response.status_code, self.address.host
        if status in _REDIRECTS:
            target = httpx.URL(response.headers.get("Location", "")).host[:80] or "another address"
            raise RemoteRefused(
                f"{host} wants to send your text on to {target}; nothing was sent there. "
                "Write the address that you mean."
            )
        if status in _RETRIED:
            error = RemoteUnreachable(f"{host} has trouble ({status}); trying again later.")
            raise _Waiting(str(error), retry_after_s(response.headers.get("Retry-After", "")))
        raise refusal_of(status, host, has_key=self._has_key)

    def _opened_client(self) -> httpx.AsyncClient:
        """Give the client; it is made with the first request."""
        if self._client is None:
            for name in ("httpx", "httpcore"):
                logging.getLogger(name).setLevel(logging.WARNING)
            headers = {"User-Agent": "foreword", "Accept-Encoding": "identity"}
            key = self._key()
            if not (key.isascii() and key.isprintable()) or " " in key:
                # httpx would quote it in its error.
                raise RemoteRefused("The key holds characters that no key has; copy it again.")
            self._has_key = bool(key)
            if key:
                headers["Authorization"] = f"Bearer {key}"
            self._client = httpx.AsyncClient(
                headers=headers,
                verify=_trusted() if self.address.base.startswith("https") else False,
                trust_env=False,
                proxy=self._proxy or None,
                follow_redirects=False,
                limits=httpx.Limits(max_connections=8, keepalive_expiry=60.0),
            )
        return self._client

    def _explained(self, error: Exception) -> RemoteError:
        """Say in words why there is no answer; what a library said is not repeated."""
        host = self.address.host
        if isinstance(error, httpx.TimeoutException | TimeoutError):
            return RemoteUnreachable(f"{host} does not answer in time.")
        if isinstance(error, httpx.ConnectError):
            cause: BaseException | None = error
            while cause is not None:
                if isinstance(cause, ssl.SSLCertVerificationError):
                    return RemoteRefused(f"The certificate of {host} cannot be trusted.")
                cause = cause.__cause__ or cause.__context__
            return RemoteUnreachable(f"{host} cannot be reached; is the server running?")
        if isinstance(error, httpx.TransportError | OSError):
            return RemoteUnreachable(f"{host} broke the answer off.")
        return RemoteBroken(f"What {host} answers cannot be read.")


class _Waiting(RemoteUnreachable):
    """A server that said how long to wait."""

    def __init__(self, words: str, wait_s: float) -> None:
        super().__init__(words)
        self.wait_s = wait_s


def _pieces(
    response: httpx.Response,
) -> "contextlib.aclosing[AsyncGenerator[bytes, None]]":
    """Give the bytes of an answer; what reads them is closed whatever happens."""
    return contextlib.aclosing(cast("AsyncGenerator[bytes, None]", response.aiter_raw()))


async def _in_time(waiting: Any, timeout_s: float) -> bytes:
    """Wait for the next bytes."""
    async with asyncio.timeout(timeout_s):
        chunk: bytes = await waiting
        return chunk


def _trusted() -> ssl.SSLContext:
    """Trust what httpx brings, and what this system trusts: a company's own, say."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context

"""The one door to the Hugging Face hub: what a model consists of, and its bytes.

Nothing is reached at import, nor before the writer asked for just that model. Every
request and every redirect passes `HubSession.send`, which lets only the hub's own hosts
by, says no more than "foreword" of who asks, and notes each before it is sent. A token is
sent only when the writer typed one, and never to another host. Thread: any, one at a time.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from writer_app.deeds import Connection, Note, Purpose, connection_to, unnoted
from writer_app.errors import ModelCorrupt, ModelMissing

USUAL_ENDPOINT = "https://huggingface.co"
_HUB_HOSTS = ("huggingface.co", "hf.co")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_FILE_NAME = re.compile(r"[A-Za-z0-9][\w.+-]*(?:/[A-Za-z0-9][\w.+-]*){0,3}", re.ASCII)
_CONNECT_S, _READ_S = 10.0, 30.0
_CHUNK_BYTES = 1 << 15
_NOTED_BYTES = 1 << 23
_PARTIAL = 206
_SILENCED = (
    "HF_HUB_DISABLE_TELEMETRY",
    "HF_HUB_DISABLE_XET",
    "HF_HUB_DISABLE_SYMLINKS",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN",
    "HF_HUB_DISABLE_PROGRESS_BARS",
    "HF_HUB_DISABLE_EXPERIMENTAL_WARNING",
)


@dataclass(frozen=True, slots=True)
class HubFile:
    """One file of a model on the hub.

    Attributes:
        name: path in the repository. n_bytes: its size.
        sha256: of its content, for large files; else "". git_sha1: of its git blob.
    """

    name: str
    n_bytes: int
    sha256: str
    git_sha1: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What the hub says of a model.

    Attributes:
        name: "owner/model". revision: commit that all files are taken from.
        licence, languages: of its card; "unknown", ().
        is_gated: its makers want to be asked for consent in a browser first.
        host: where it was asked. files: all files there are.
    """

    name: str
    revision: str
    licence: str
    languages: tuple[str, ...]
    is_gated: bool
    host: str
    files: tuple[HubFile, ...]


def is_hub_name(word: str) -> bool:
    """Tell whether a word has the form of a model's name on the hub.

    Example: is_hub_name("HuggingFaceTB/SmolLM2-135M") -> True
    """
    return _NAME.fullmatch(word) is not None and ".." not in word


class HubSession(requests.Session):
    """A session that goes to the hub and nowhere else.

    Args: endpoint: scheme and host of the hub. heard: notes every request and its bytes.

    Attributes: asking: what the next requests are for, and about which model.
    """

    def __init__(self, endpoint: str, heard: Note) -> None:
        super().__init__()
        self._home = urlsplit(endpoint)
        self._heard = heard
        self._connection: Connection | None = None
        self.asking: tuple[str, str] = (Purpose.LOOK, "")
        self.auth = _as_it_is  # else requests would look a password up in ~/.netrc

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send one request, also one that a redirect asks for, if it may go there."""
        host = self._allowed_host(request.url or "")
        request.headers["User-Agent"] = "foreword"
        request.headers["Accept-Encoding"] = "identity"
        if host != self._home.hostname:
            request.headers.pop("Authorization", None)
        connection = connection_to(host, *self.asking, _n_bytes(request.body))
        self._connection = connection
        self._heard(connection)
        response = super().send(request, **kwargs)
        if not kwargs.get("stream") and not response.history:
            self._heard(connection.carried(n_bytes_received=len(response.content)))
        return response

    def note_received(self, n_bytes: int) -> None:
        """Note bytes of the answer that is read piece by piece."""
        if self._connection is not None and n_bytes:
            self._heard(self._connection.carried(n_bytes_received=n_bytes))

    def _allowed_host(self, url: str) -> str:
        target = urlsplit(url)
        host = target.hostname or ""
        is_home = (host, target.port) == (self._home.hostname, self._home.port)
        is_hub = any(host == own or host.endswith(f".{own}") for own in _HUB_HOSTS)
        is_private = target.scheme == "https" or (is_home and host in _LOOPBACK)
        if not (is_home or is_hub) or not is_private:
            shown = f"{target.scheme}://{host}"[:80]
            raise ModelCorrupt(f"The hub sent the download elsewhere ({shown}); it was refused.")
        return host


class Hub:
    """The hub, asked on the writer's word.

    Args:
        token: typed in by the writer; "": none is sent.
        heard: notes every request and its bytes.
        endpoint: another hub than the usual one; "": what HF_ENDPOINT says, else the usual.

    Raises: ModelMissing: the endpoint is no https address (http only on this machine).
    """

    def __init__(self, token: str = "", heard: Note = unnoted, endpoint: str = "") -> None:
        endpoint = (endpoint or os.environ.get("HF_ENDPOINT") or USUAL_ENDPOINT).rstrip("/")
        home = urlsplit(endpoint)
        if home.scheme != "https" and not (home.scheme == "http" and home.hostname in _LOOPBACK):
            raise ModelMissing("HF_ENDPOINT is no https address; take it away or mend it.")
        self.host = home.hostname or ""
        self._endpoint = endpoint
        self._token = token
        self._session = HubSession(endpoint, heard)

    def look(self, name: str, revision: str = "") -> Listing:
        """Ask what a model consists of; nothing of it is downloaded.

        Args: revision: a commit or branch; "": the newest.

        Raises: ModelMissing: no such model, no leave, or the hub is not reached; in words.
        """
        if not is_hub_name(name):
            raise ModelMissing(f"{name[:80]} is no name of the hub; names look like owner/model.")
        self._session.asking = (Purpose.LOOK, name)
        with self._explained(name):
            info = self._library().model_info(
                name, revision=revision or None, files_metadata=True, timeout=_READ_S
            )
        card = info.card_data.to_dict() if info.card_data is not None else {}
        return Listing(
            name=name,
            revision=_hexadecimal(info.sha),
            licence=str(card.get("license_name") or card.get("license") or "unknown")[:60],
            languages=_languages(card.get("language")),
            is_gated=bool(info.gated),
            host=self.host,
            files=tuple(_described(sibling) for sibling in info.siblings or ()),
        )

    @contextmanager
    def opened(self, listing: Listing, file: HubFile, start: int) -> Iterator["Body"]:
        """Open a file of a model from byte `start` on.

        Raises: ModelMissing in words; ConnectionError: the line failed, try again.
        """
        from huggingface_hub import hf_hub_url

        url = hf_hub_url(
            listing.name, file.name, revision=listing.revision, endpoint=self._endpoint
        )
        headers = {"Range": f"bytes={start}-"} if start else {}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        self._session.asking = (Purpose.DOWNLOAD, listing.name)
        with self._explained(listing.name):
            response = self._session.get(
                url, headers=headers, stream=True, timeout=(_CONNECT_S, _READ_S)
            )
            body = Body(response, start, self._session.note_received)
            try:
                response.raise_for_status()
                yield body
            finally:
                body.end()
                response.close()

    def _library(self) -> Any:
        """Give huggingface_hub's client over our own session, silenced before its import."""
        for name in _SILENCED:
            os.environ[name] = "1"
        from huggingface_hub import HfApi, configure_http_backend

        configure_http_backend(lambda: self._session)
        return HfApi(endpoint=self._endpoint, token=self._token or False)

    @contextmanager
    def _explained(self, name: str) -> Iterator[None]:
        """Turn the libraries' errors into words, or into ConnectionError where waiting helps."""
        try:
            yield
        except requests.HTTPError as error:
            response = error.response
            status = response.status_code if response is not None else 0
            code = response.headers.get("X-Error-Code", "") if response is not None else ""
            raise _refused(name, status, code, has_token=bool(self._token)) from error
        except (requests.RequestException, OSError) as error:
            if isinstance(error, ConnectionError):
                raise
            if not isinstance(error, requests.RequestException):
                raise
            raise ConnectionError(
                f"{self.host} cannot be reached or stopped answering; try again later."
            ) from error


class Body:
    """The bytes of a file as they arrive.

    Attributes: start: the byte they begin at, which is 0 when the hub sends all of it again.
    """

    def __init__(
        self, response: requests.Response, wanted_start: int, note: Callable[[int], None]
    ) -> None:
        self._response = response
        self._note = note
        self._n_unnoted = 0
        said = response.headers.get("Content-Range", "")
        is_part = response.status_code == _PARTIAL and said.startswith(f"bytes {wanted_start}-")
        self.start = wanted_start if is_part else 0

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes as they come; a cut loses a piece of 32 kB at most."""
        for chunk in self._response.iter_content(_CHUNK_BYTES):
            self._n_unnoted += len(chunk)
            if self._n_unnoted >= _NOTED_BYTES:
                self.end()
            yield chunk

    def end(self) -> None:
        """Note the bytes that came since the last note."""
        self._note(self._n_unnoted)
        self._n_unnoted = 0


def _n_bytes(body: object) -> int:
    """Count the bytes of a request's body."""
    return len(body) if isinstance(body, bytes | str) else 0


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _refused(name: str, status: int, code: str, *, has_token: bool) -> Exception:
    """Say in words what an answer of the hub means."""
    page = f"{USUAL_ENDPOINT}/{name}"
    if code == "GatedRepo" or status == 403:
        return ModelMissing(
            f"{name} asks for its makers' consent: agree to their terms at {page}, make a read "
            "token there, and give it here."
        )
    if status == 401 and has_token:
        return ModelMissing(f"The hub does not know this token, or it may not read {name}.")
    if status in (401, 404) or code in ("RepoNotFound", "RevisionNotFound", "EntryNotFound"):
        return ModelMissing(f"The hub has no model {name} that can be read without a token.")
    if status == 416:
        return ConnectionResetError("the part that is here does not fit; it is fetched again")
    if status == 429 or status >= 500:
        return ConnectionError(f"The hub has trouble ({status}); try again later.")
    return ModelMissing(f"The hub refused {name} ({status}).")


def _described(sibling: Any) -> HubFile:
    name, n_bytes = str(sibling.rfilename), sibling.size
    lfs = sibling.lfs
    sha256 = str((lfs.get("sha256") if isinstance(lfs, dict) else lfs.sha256) if lfs else "")
    if not isinstance(n_bytes, int) or n_bytes < 0:
        n_bytes = 0
    return HubFile(name, n_bytes, sha256, str(sibling.blob_id or ""))


def is_plain_file_name(name: str) -> bool:
    """Tell whether a repository's path is harmless as a path here.

    Example: is_plain_file_name("../x") -> False
    """
    return _FILE_NAME.fullmatch(name) is not None and ".." not in name


def _languages(said: object) -> tuple[str, ...]:
    words = said if isinstance(said, list) else [said]
    return tuple(str(word) for word in words if re.fullmatch("[a-z]{2,3}", str(word)))


def _hexadecimal(revision: object) -> str:
    """Give a commit's name, which later becomes part of an address and of a folder's name."""
    if not re.fullmatch("[0-9a-f]{6,64}", str(revision)):
        raise ModelCorrupt("The hub named no commit of this model; try again later.")
    return str(revision)
